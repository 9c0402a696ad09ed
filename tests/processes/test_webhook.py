"""Telegram brings the updates: a whole alert, kills, slow answers, a full disk, a stranger."""

import os
import random
import socket
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest
from lives import check_presses, check_repeats, unnoted
from place import Place
from pydantic import SecretStr
from test_kills import check_alerts, killed
from test_process_bad_days import answers_of

import bot.registrar
from bot.actions.table import PRESSED
from bot.buttons import Code
from bot.practice import courier
from bot.practice.courier import NAME
from bot.practice.faults import Fault
from bot.practice.process import Application
from bot.practice.world import Webhook
from bot.telegram.intake import ALLOWED_UPDATES
from bot.telegram.webhook import MOST_CONNECTIONS

SECRET = "kanarie-geheim-0123456789-abcdefghijkl"
KILLS = int(os.environ.get("WEBHOOK_KILLS", "4"))
NOTED = "✅ politie"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def hook():
    """The settings of an installation that Telegram calls."""
    port = free_port()
    return {
        "listen": f"127.0.0.1:{port}",
        "webhook_url": f"http://127.0.0.1:{port}/in/7f3a",
        "webhook_secret": SECRET,
    }


@pytest.fixture
async def called(place, hook) -> AsyncIterator[Application]:
    """A process of its own, not started yet."""
    async with Application(place.town, place.directory, **hook) as application:
        yield application


@pytest.fixture
def within(place, hook, monkeypatch) -> Place:
    """The same in this process, which looks at its webhook every moment."""
    monkeypatch.setattr(bot.registrar, "LOOKS_EVERY_SECONDS", 0.1)
    words = hook | {"webhook_secret": SecretStr(SECRET)}
    return replace(place, settings=place.settings.model_copy(update=words))


async def presses(place, part, label, alert):
    await place.phones[part].presses(label, message=place.cards(alert)[-1])


async def test_an_alert_goes_from_the_asking_to_the_overleg_by_webhook(place, called, hook):
    await called.start()
    alert = await place.raises(place.phones["vt"])
    for part in ("politie", "om"):
        await presses(place, part, "Kan nu", alert)
    await place.presses(place.phones["vt"], "Akkoord", "Nu gestart")
    await place.comes(
        lambda: place.rows("SELECT 1 FROM history WHERE name = 'OverlegStarted'"), "it"
    )
    await place.comes(lambda: not place.owes(), "an empty outbox")
    async with (
        aiohttp.ClientSession() as line,
        line.get(f"http://{hook['listen']}/healthz") as answer,
    ):
        assert (answer.status, (await answer.json())["reasons"]) == (200, [])

    assert place.town.calls("getUpdates") == []
    assert set(place.town.calls(NAME)) == {"ok"}
    [asked] = [call.params for call in place.town.call_log if call.method == "setWebhook"]
    assert (asked["url"], asked["secret_token"]) == (hook["webhook_url"], SECRET)
    assert asked["allowed_updates"] == list(ALLOWED_UPDATES)
    assert asked["max_connections"] == MOST_CONNECTIONS
    assert not asked.get("drop_pending_updates")
    check_presses(place)
    assert await called.stop() == 0
    assert place.town.world.webhook.url == hook["webhook_url"]
    assert not any(word in called.log for word in ("Canaria", SECRET, "7f3a", place.town.token))


async def test_f36_killed_between_the_commit_and_the_answer_a_press_has_its_effect_once(
    place, called
):
    town = place.town
    await called.start()
    alert = await place.raises(place.phones["vt"])
    await place.comes(lambda: not place.owes(), "an empty outbox")
    before = len(town.calls(NAME))
    town.faults.fail(NAME, with_=Fault.DROP_AFTER)  # Telegram does not hear that it was kept
    await presses(place, "politie", "Kan nu", alert)
    await place.comes(lambda: len(town.calls(NAME)) > before, "a press that was brought")
    await called.kill()
    assert (answers_of(place, "politie"), town.world.updates.pending) == (1, 1)

    await called.start()
    await place.comes(lambda: not place.owes(), "everything told")

    assert answers_of(place, "politie") == 1
    assert NOTED in place.cards(alert)[-1].text
    assert town.calls(NAME)[before:][0] == "Read timeout expired"
    assert town.calls(NAME)[-1] == "ok"
    check_presses(place)


async def test_f36_what_telegram_brings_again_and_again_has_one_effect(place, called):
    town = place.town
    await called.start()
    alert = await place.raises(place.phones["vt"])
    await place.comes(lambda: not place.owes(), "an empty outbox")
    town.faults.fail(NAME, with_=Fault.DROP_AFTER, times=2)
    await presses(place, "politie", "Kan nu", alert)
    await place.comes(lambda: not place.owes(), "everything told")

    assert Counter(town.calls(NAME))["Read timeout expired"] == 2
    assert answers_of(place, "politie") == 1
    check_presses(place)


async def test_f01_f36_a_process_that_is_killed_at_any_moment_is_brought_everything_once(
    place, called, monkeypatch
):
    monkeypatch.setattr(courier, "MOST_PAUSE", 1.0)  # or it waits longer than a life lasts
    story, lives = await killed(place, called, random.Random(36), KILLS)

    check_repeats(unnoted(place, lives.lives))
    check_presses(place)
    check_alerts(place, story)
    assert place.town.calls("getUpdates") == []
    assert (await called.run_command("verify")).code == 0
    print(f"{KILLS} kills, {len(story.answers)} alerts, {Counter(place.town.calls(NAME))}")


async def test_f36_on_a_disk_that_is_full_a_press_waits_at_telegram_until_there_is_room(within):
    place = within
    async with place.running() as storage:
        alert = await place.raises(place.phones["vt"])
        await place.comes(lambda: not place.owes(), "an empty outbox")
        await pragma(storage, "query_only = 1")
        await presses(place, "politie", "Kan nu", alert)
        refused = "Wrong response from the webhook: 503"
        await place.comes(lambda: refused in place.town.calls(NAME), "a refusal")
        assert answers_of(place, "politie") == 0
        await pragma(storage, "query_only = 0")
        await place.comes(lambda: NOTED in place.cards(alert)[-1].text, "the answer")

    assert answers_of(place, "politie") == 1
    assert place.rows("SELECT * FROM set_aside") == []
    check_presses(place)


async def pragma(storage, words):
    """On the one connection that writes, outside a transaction of ours."""
    async with storage._database._writer.connect() as connection:
        raw = await connection.get_raw_connection()
        await raw.driver_connection.execute(f"PRAGMA {words}")


async def _breaks(visit, press):
    raise RuntimeError


async def test_f22_f36_a_press_that_keeps_going_wrong_is_set_aside_and_not_brought_again(
    within, monkeypatch
):
    place, politie = within, within.phones["politie"]
    monkeypatch.setitem(PRESSED, Code.KAN_NU, _breaks)
    async with place.running():
        alert = await place.raises(place.phones["vt"])
        await presses(place, "politie", "Kan nu", alert)
        await place.comes(lambda: politie.shows("NIET genoteerd"), "an honest line")
        await place.comes(lambda: not place.owes(), "everything told")

    assert place.rows("SELECT tries FROM failed_update") == [(3,)]
    assert set(place.town.calls(NAME)) == {"ok"}


async def test_f35_a_foreign_webhook_is_put_right_and_the_beheerder_hears_of_it(within, caplog):
    place, town, ours = within, within.town, within.settings.webhook_url
    beheerder = place.phones["beheerder"]
    async with place.running():
        alert = await place.raises(place.phones["vt"])
        town.world.webhook = Webhook(url="https://elders.example/tap")
        await place.comes(lambda: town.world.webhook.url == ours, "our own address")
        await place.comes(lambda: beheerder.shows("tweede bot"), "a warning")
        town.world.webhook = Webhook()  # who fetches takes it away
        await place.comes(lambda: town.world.webhook.url == ours, "our own address")
        await presses(place, "politie", "Kan nu", alert)
        await place.comes(lambda: NOTED in place.cards(alert)[-1].text, "the answer")
        await place.comes(lambda: not place.owes(), "everything told")

    assert caplog.messages.count("foreign webhook replaced") == 2
    assert sum("tweede bot" in one.text for one in beheerder.chat()) == 1


async def test_a_first_start_with_a_webhook_is_no_reason_to_warn(within, caplog):
    async with within.running():
        await within.raises(within.phones["vt"])

    assert "foreign webhook replaced" not in caplog.messages


async def test_who_goes_back_to_fetching_removes_the_webhook_and_loses_nothing(place, called):
    await called.start()
    alert = await place.raises(place.phones["vt"])
    assert await called.stop() == 0
    await presses(place, "politie", "Kan nu", alert)

    async with Application(place.town, place.directory) as fetching:
        await fetching.start()
        await place.comes(lambda: NOTED in place.cards(alert)[-1].text, "the answer")
        assert await fetching.stop() == 0

    assert place.town.world.webhook.url == ""
    check_presses(place)


async def test_a_port_that_is_taken_is_refused_in_one_line_where_updates_would_come_in(
    place, called, hook
):
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(hook["listen"].rpartition(":")[2])))
        other.listen()
        ran = await called.run_command("run")

    assert ran.code == 1
    said = [line for line in ran.stderr.splitlines() if not line.startswith("{")]
    assert said == [
        f"Op {hook['listen']} luistert al een ander programma, of het adres is niet van deze "
        "machine. De webhook werkt zo niet. Kies een andere SPOEDGROEP_LISTEN."
    ]


async def test_the_doctor_says_how_updates_come_in_and_what_goes_wrong(place, called, hook):
    async def said():
        return (await called.run_command("doctor")).stdout

    assert "Telegram weet het adres van de bot nog niet" in await said()
    await called.start()
    await place.raises(place.phones["vt"])
    assert (
        "Telegram brengt de berichten naar het adres van de bot. Er wachten er 0." in await said()
    )
    await called.kill()
    await place.phones["vt"].types("/help")
    await place.comes(lambda: "Connection reset by peer" in place.town.calls(NAME), "a failure")
    assert "er wachten er 1. De laatste fout: Connection reset by peer." in await said()
    assert hook["webhook_url"] not in await said()
