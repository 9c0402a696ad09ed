"""What is remembered of an alert that is over, and for how long."""

import re
from datetime import UTC, datetime

import pytest
from stage import PATIENCE

from bot import app, commands
from bot.installation import Refusal
from flows.alert import AlertRaised
from flows.ending import AlertEnded
from flows.state import AlertId
from storage.chain import replay_differs, verify

MANY = 25  # more than any night forgets
NEW_YEARS_EVE = datetime(2026, 12, 31, 20, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch):
    """The calendar is looked at soon after the clock of the town was moved."""
    monkeypatch.setattr(app, "BEAT_SECONDS", 1)


async def withdrawn(stage):
    """An alert that is over."""
    alert = await stage.asks()
    await stage.vt.types("/open")
    await stage.taps(stage.vt, alert, "Intrekken", "Andere route")
    await stage.card_says(alert, "GEEN ACTIE NODIG")
    return alert


def counted(said):
    """What was counted, by its name."""
    return {name: int(n) for name, n in re.findall(r"^  (.+): (\d+)$", said, re.MULTILINE)}


async def test_s25_three_days_after_the_close_the_card_says_its_number_and_nothing_else(stage):
    alert = await withdrawn(stage)
    shown = stage.card(alert)
    await stage.moves(hours=71)
    await stage.quiet()
    assert "GEEN ACTIE NODIG" in shown.text

    await stage.moves(hours=2)

    await stage.card_says(alert, f"{alert} gesloten")
    assert (shown.text, shown.labels) == (f"{alert} gesloten", ())
    edits = shown.changed
    await stage.moves(hours=30)
    await stage.restarts()
    await stage.quiet()
    assert shown.changed == edits, "once"
    assert not any(
        "Zwaar letsel" in one.text for one in stage.town.sent_to(stage.skm) if not one.deleted
    )


async def test_s25_an_old_card_that_somebody_deleted_is_not_posted_again(stage):
    alert = await withdrawn(stage)
    await stage.quiet()
    stage.town.world.delete(stage.card(alert))
    posted = len(stage.town.sent_to(stage.skm))
    edits = len(stage.town.calls("editMessageText"))

    await stage.moves(hours=73)
    await stage.town.until(lambda: len(stage.town.calls("editMessageText")) > edits, PATIENCE)
    await stage.quiet()

    assert len(stage.town.sent_to(stage.skm)) == posted


async def test_s47_what_is_held_is_listed_in_a_dry_run_and_stays(stage, capsys):
    first, _ = await withdrawn(stage), await withdrawn(stage)
    await stage.stops()
    with pytest.raises(Refusal, match="woo, inzage, klacht, onderzoek"):
        await commands.retention(False, first, "zomaar", None)
    with pytest.raises(Refusal, match="niet bekend"):
        await commands.retention(False, "SKM-2611-99", "klacht", None)
    await commands.retention(False, first, "klacht", None)
    stage.clock.moves_to(datetime(2028, 12, 24, 10, 0, tzinfo=UTC))
    capsys.readouterr()

    await commands.retention(True, None, "", None)
    dry = capsys.readouterr().out
    await commands.retention(False, None, "", None)
    done = capsys.readouterr().out

    assert "niets veranderd" in dry
    assert f"vastgehouden: {first} (klacht)" in dry
    assert counted(done) == counted(dry)
    assert counted(done)["verzoeken en oefeningen"] == 1
    async with stage.reopened() as work:
        assert await work.alerts.ids() == [first]
    await commands.retention(False, None, "", first)
    await commands.retention(False, None, "", None)
    async with stage.reopened() as work:
        assert await work.alerts.ids() == []
        assert await verify(work) == [] == await replay_differs(work)
    await stage.starts()


async def test_f110_a_clock_that_is_years_ahead_makes_the_night_ask_and_forget_nothing(stage):
    first = await withdrawn(stage)
    await stage.stops()
    async with stage.reopened() as work:
        await also_over(work, first, MANY)

    stage.clock.moves_to(datetime(2028, 12, 24, 10, 0, tzinfo=UTC))
    await stage.starts()

    told = await stage.sees(stage.beheerder, f"zouden {MANY + 1} verzoeken tegelijk")
    assert f"retention --expect {MANY + 1}" in told.text
    await stage.stops()
    async with stage.reopened() as work:
        assert len(await work.alerts.ids()) == MANY + 1
    with pytest.raises(Refusal, match=f"--expect {MANY + 1}"):
        await commands.retention(False, None, "", None)
    with pytest.raises(Refusal, match=f"--expect {MANY + 1}"):
        await commands.retention(False, None, "", None, expect=MANY)
    await commands.retention(False, None, "", None, expect=MANY + 1)
    async with stage.reopened() as work:
        assert await work.alerts.ids() == []
        assert await verify(work) == [] == await replay_differs(work)
    await stage.starts()


async def also_over(work, like, count):
    """So many more alerts that ended as this one did."""
    one = await work.alerts.load(like)
    for number in range(count):
        raised = AlertRaised(
            at=one.raised_at,
            by=one.raised_by,
            id=AlertId(f"SKM-2610-{number:02}"),
            network=one.network,
            rules=one.rules,
            facts=one.facts,
            roles=tuple(seat.role for seat in one.seats),
            agenda_members=(),
            advisers=(),
            clock_at=one.clock_at,
            drill=False,
        )
        ended = AlertEnded(at=one.closed_at, by=one.raised_by, outcome=one.ended, reason="anders")
        await work.alerts.keep(None, [raised, ended])


@pytest.mark.parametrize("start", [NEW_YEARS_EVE])
async def test_the_same_dossier_is_found_over_the_turn_of_the_year(stage):
    await stage.drafts(stage.vt)
    await stage.taps(stage.vt, "Dossierkenmerk…")
    await stage.sees(stage.vt, "Typ alleen het dossierkenmerk")
    await stage.vt.types("VT26-004217")
    await stage.vt.sees_button("☑ Dossierkenmerk", within=PATIENCE)
    await stage.taps(stage.vt, "Verstuur")
    first = (await stage.sees(stage.vt, "Opgeslagen als")).text.split()[2].rstrip(".")
    await stage.moves(hours=4)

    await stage.drafts(stage.collega)
    assert first not in stage.collega.newest().text
    await stage.taps(stage.collega, "Dossierkenmerk…")
    await stage.sees(stage.collega, "Typ alleen het dossierkenmerk")
    await stage.collega.types("VT26-004217")

    await stage.collega.sees_button(f"Aanvullen: {first}", within=PATIENCE)
