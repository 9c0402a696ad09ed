"""Bad days at Telegram, and updates and errands in which we go wrong ourselves."""

import logging
from datetime import timedelta
from functools import partial

import pytest

import bot.app
import bot.telegram.intake
from bot.actions.table import PRESSED
from bot.buttons import Code
from bot.drawing import SCREENS
from bot.practice.faults import Fault
from bot.telegram.intake import Intake

SOON = timedelta(milliseconds=50)
CANARY = "kanarie-4711"


@pytest.fixture
def _impatient(monkeypatch):
    """The pauses of a minute last a moment."""
    monkeypatch.setattr(bot.app, "Intake", partial(Intake, refused_pause=SOON))
    monkeypatch.setattr(bot.telegram.intake, "OTHER_PAUSE", SOON)


async def _breaks(visit, press):
    raise RuntimeError(f"nobody may read this: {CANARY}")


def answers_of(place, role):
    query = "SELECT count(*) FROM history WHERE name = 'AnswerGiven' AND by_role = ?"
    return place.rows(query, role)[0][0]


@pytest.mark.usefixtures("_impatient")
async def test_f32_after_a_refused_token_the_bot_hears_what_was_pressed_meanwhile(place):
    town = place.town
    async with place.running():
        alert = await place.raises(place.phones["vt"])
        town.faults.fail("*", with_=Fault.UNAUTHORIZED, times=None)
        town.world.updates.close()  # the poll that waits is the last that is answered
        refused = len(town.call_log)
        await town.until(lambda: len(town.call_log) > refused + 1, what="a refusal")
        await place.phones["politie"].presses("Kan nu", chat=place.group)
        await town.until(lambda: len(town.call_log) > refused + 5, what="refusals")
        assert answers_of(place, "politie") == 0
        town.faults.heal()
        await place.comes(lambda: "✅ politie" in place.cards(alert)[-1].text, "the answer")

    assert answers_of(place, "politie") == 1


@pytest.mark.usefixtures("_impatient")
async def test_a_second_poller_is_reported_once_and_no_press_is_lost(place):
    beheerder = place.phones["beheerder"]
    async with place.running():
        alert = await place.raises(place.phones["vt"])
        place.town.faults.fail("getUpdates", with_=Fault.CONFLICT, times=5)
        await place.phones["politie"].presses("Kan nu", chat=place.group)
        await place.comes(lambda: beheerder.shows("tweede bot"), "a warning")
        await place.comes(lambda: "✅ politie" in place.cards(alert)[-1].text, "the answer")

    assert sum("tweede bot" in one.text for one in beheerder.chat()) == 1


@pytest.mark.parametrize(
    "fault",
    [Fault.CONNECT, Fault.DROP_AFTER, Fault.HTTP_502, Fault.HTML_200, Fault.HALF_JSON],
    ids=lambda fault: fault.kind.name.lower(),
)
async def test_f33_an_answer_of_telegram_that_is_none_costs_no_press_and_no_card(place, fault):
    async with place.running():
        for method in ("getUpdates", "sendMessage", "editMessageText"):
            place.town.faults.fail(method, with_=fault, times=2)
        alert = await place.raises(place.phones["vt"])
        for method in ("getUpdates", "editMessageText", "answerCallbackQuery"):
            place.town.faults.fail(method, with_=fault, times=2)
        await place.phones["politie"].presses("Kan nu", chat=place.group)
        await place.comes(lambda: "✅ politie" in place.cards(alert)[-1].text, "the answer")

    assert answers_of(place, "politie") == 1


async def test_f22_a_press_that_keeps_going_wrong_is_set_aside_and_handled_after_the_repair(
    place, application, monkeypatch, caplog
):
    caplog.set_level(logging.DEBUG, "spoedgroep")
    politie = place.phones["politie"]
    with monkeypatch.context() as broken:
        broken.setitem(PRESSED, Code.KAN_NU, _breaks)  # type: ignore[arg-type]
        async with place.running():
            alert = await place.raises(place.phones["vt"])
            await politie.presses("Kan nu", chat=place.group)
            await place.presses(place.phones["rvdk"], "Anders", "Sluit niet aan", "Capaciteit")
            await place.comes(lambda: "RvdK · sluit niet aan" in place.cards(alert)[-1].text, "it")
            await place.comes(lambda: politie.shows("NIET genoteerd"), "an honest line")
            await place.comes(lambda: place.phones["beheerder"].shows("staat apart"), "an alarm")
    assert (place.rows("SELECT tries FROM failed_update"), answers_of(place, "politie")) == (
        [(3,)],
        0,
    )

    doctor = await application.run_command("doctor")
    assert "Apart gezet" in doctor.stdout
    assert "alsnog verwerkt" in (await application.run_command("doctor", "--handle")).stdout
    assert "Apart gezet" not in (await application.run_command("doctor")).stdout
    assert (await application.run_command("verify")).code == 0
    assert answers_of(place, "politie") == 1
    assert CANARY not in caplog.text


async def test_f22_an_update_that_nobody_can_read_holds_up_no_other_and_stays_secret(
    place, application
):
    politie, town = place.phones["politie"], place.town
    await application.start()
    alert = await place.raises(place.phones["vt"])
    unreadable = {"id": [], "from": {"id": politie.id, "is_bot": False, "first_name": CANARY}}
    town.world.updates.add("callback_query", unreadable)
    await politie.presses("Kan nu", chat=place.group)
    await place.comes(lambda: "✅ politie" in place.cards(alert)[-1].text, "the answer")
    await place.comes(lambda: politie.shows("NIET genoteerd"), "an honest line")
    assert await application.stop() == 0

    assert [error for (error,) in place.rows("SELECT error FROM set_aside")] == ["Unreadable"]
    assert CANARY.encode() not in place.bytes_kept()
    assert not any(secret in application.log for secret in (CANARY, "Canaria", town.token))
    failures = [line for line in application.log.splitlines() if "update failed" in line]
    assert len(failures) == 3


async def test_a_message_that_cannot_be_drawn_shuts_no_chat_to_others(place, monkeypatch, caplog):
    def breaks(scene):
        raise RuntimeError(CANARY)

    politie, beheerder = place.phones["politie"], place.phones["beheerder"]
    async with place.running():
        with monkeypatch.context() as broken:
            broken.setitem(SCREENS, "help", breaks)  # type: ignore[arg-type]
            await politie.types("/help")
            await politie.types("/open")
            await place.comes(lambda: politie.shows("Er lopen geen verzoeken"), "the other screen")
            await place.comes(lambda: beheerder.shows("meld de fout"), "an alarm")
        await place.comes(lambda: politie.shows("/alarm"), "the screen, after the repair")

    assert CANARY not in caplog.text
