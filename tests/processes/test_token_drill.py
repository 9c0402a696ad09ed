"""The drill of docs/beheer.md: a token is revoked, a new one put in its place (S31)."""

import time

from bot.practice.faults import Fault
from bot.practice.process import Application

WITHIN = 15 * 60.0  # seconds


async def test_s31_a_revoked_token_is_replaced_within_fifteen_minutes_and_nothing_is_lost(
    place, application
):
    await application.start()
    await place.raises(place.phones["vt"])
    began = time.monotonic()

    revoked = Fault.UNAUTHORIZED
    place.town.faults.fail("getUpdates", with_=revoked, times=None)  # by BotFather
    await place.phones["politie"].presses("Kan nu", chat=place.group)
    await place.comes(lambda: "TokenRefused" in application.log, "a refusal that is told")
    assert await application.stop() == 0
    place.town.faults.heal()  # the token of .env is the new one
    await application.start()
    await place.comes(lambda: "politie · kan nu" in place.cards("SKM")[-1].text, "the press")
    took = time.monotonic() - began

    assert took < WITHIN
    said = await application.run_command("doctor")
    assert "Telegram antwoordt" in said.stdout
    assert "ander adres" not in said.stdout


async def test_f97_the_token_of_another_bot_is_refused_in_one_line(place, application):
    storage = place.storage()
    async with storage.work() as work:
        await work.facts.set("bot_id", "12345")
    await storage.close()

    ran = await application.run_command("run")

    assert ran.code == 1
    said = [line for line in ran.stderr.splitlines() if not line.startswith("{")]
    assert said == [
        "Dit token hoort bij een andere bot dan deze database. Controleer SPOEDGROEP_BOT_TOKEN "
        "en SPOEDGROEP_DATABASE_URL."
    ]


async def test_f99_keys_that_others_can_read_stop_every_command(place, application):
    (place.directory / "spoedgroep.db.keys").chmod(0o644)

    ran = await application.run_command("doctor")

    assert ran.code == 2
    assert ran.stderr.startswith("Anderen op deze machine kunnen de sleutels lezen")


async def test_f94_the_zone_of_amsterdam_comes_along_where_the_machine_has_none(
    place, tmp_path, monkeypatch
):
    monkeypatch.setenv("PYTHONTZPATH", "")
    async with Application(place.town, tmp_path) as application:
        ran = await application.run_command("doctor")

    assert ran.code == 1
    assert "Telegram antwoordt" in ran.stdout
