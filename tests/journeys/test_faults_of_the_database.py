"""A database that is busy, falls silent in a commit, or fails while an error is noted."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy.exc import OperationalError
from stage import PATIENCE

from bot.actions.table import PRESSED
from bot.buttons import Code
from bot.loops import TRIES
from storage import database
from storage.alerts import Alerts
from storage.database import CannotKeep, Database, Overtaken
from storage.outbox import Outbox
from storage.updates import Updates

CANARY = "kanarie-4711"


@pytest.fixture
def _soon_busy(monkeypatch):
    """SQLite waits for another writer a moment, and not five seconds."""
    rest = [pragma for pragma in database.PRAGMAS if not pragma.startswith("busy_timeout")]
    monkeypatch.setattr(database, "PRAGMAS", ("busy_timeout=50", *rest))


def receiving_failed(caplog):
    return any(
        one.message == "step failed" and one.loop == "receive"  # type: ignore[attr-defined]
        for one in caplog.records
    )


def answers(folder):
    """How many answers of the politie are committed, read beside the application."""
    query = "SELECT count(*) FROM history WHERE name = 'AnswerGiven' AND by_role = 'politie'"
    with closing(sqlite3.connect(folder / "spoedgroep.db", timeout=PATIENCE)) as beside:
        return beside.execute(query).fetchone()[0]


async def answered_once(stage, folder, alert):
    """It shows on the card, it is in the log once, and nothing was set aside."""
    await stage.card_says(alert, "✅ politie")
    await stage.quiet()
    assert answers(folder) == 1
    async with stage.storage.view() as work:
        assert await work.updates.set_asides() == []


async def test_f18_an_error_while_an_error_is_noted_stops_nothing_and_tells_nothing(
    stage, folder, monkeypatch, caplog
):
    async def breaks(*_):
        raise RuntimeError(f"nobody may read this: {CANARY}")

    alert = await stage.asks()
    with monkeypatch.context() as broken:
        broken.setitem(PRESSED, Code.KAN_NU, breaks)  # type: ignore[arg-type]
        broken.setattr(Updates, "failed", breaks)
        await stage.politie.presses("Kan nu", chat=stage.skm)
        await stage.town.until(lambda: receiving_failed(caplog), PATIENCE, "a failed step")
        assert answers(folder) == 0

    await answered_once(stage, folder, alert)
    assert CANARY not in caplog.text


@pytest.mark.usefixtures("_soon_busy")
async def test_f65_a_press_while_another_holds_the_database_is_handled_once_it_lets_go(
    stage, folder, caplog
):
    alert = await stage.asks()
    with closing(sqlite3.connect(folder / "spoedgroep.db", isolation_level=None)) as other:
        other.execute("PRAGMA busy_timeout=30000")
        other.execute("BEGIN IMMEDIATE")
        press = await stage.politie.presses("Kan nu", chat=stage.skm)
        await stage.town.until(lambda: receiving_failed(caplog), PATIENCE, "a failed step")
        assert not press.answered
        other.execute("ROLLBACK")

    assert "Genoteerd" in await press.toast(PATIENCE)
    await answered_once(stage, folder, alert)


async def test_f77_a_commit_of_which_nobody_knows_the_end_is_found_again_and_not_repeated(
    stage, folder, monkeypatch
):
    alert = await stage.asks()
    version, cut, kept = (await stage.alert(alert)).version, [], Database._commit

    async def cut_off(self, session):
        await kept(self, session)
        if not cut and answers(folder):  # it is this one that brought the answer
            cut.append(session)
            raise OperationalError("COMMIT", None, ConnectionResetError("the line is gone"))

    monkeypatch.setattr(Database, "_commit", cut_off)

    await stage.politie.presses("Kan nu", chat=stage.skm)

    await answered_once(stage, folder, alert)
    assert len(cut) == 1
    assert (await stage.alert(alert)).version == version + 1


async def test_f80_who_is_overtaken_decides_again_by_what_is_there_then(stage, folder, monkeypatch):
    alert = await stage.asks()
    beaten, keep = [], Alerts.keep

    async def second(self, before, events):
        if len(beaten) <= TRIES:  # being overtaken is no failure, and counts as none
            beaten.append(before)
            raise Overtaken
        return await keep(self, before, events)

    monkeypatch.setattr(Alerts, "keep", second)

    press = await stage.politie.presses("Kan nu", chat=stage.skm)

    assert "Genoteerd" in await press.toast(PATIENCE)
    await answered_once(stage, folder, alert)
    assert len(beaten) == TRIES + 1


async def test_f77_a_press_that_met_a_broken_connection_is_tried_once_more_and_nobody_notices(
    stage, folder, monkeypatch, caplog
):
    alert = await stage.asks()
    broken, keep = [], Alerts.keep

    async def breaks(self, before, events):
        if not broken:
            broken.append(before)
            raise CannotKeep("OperationalError")
        return await keep(self, before, events)

    monkeypatch.setattr(Alerts, "keep", breaks)

    press = await stage.politie.presses("Kan nu", chat=stage.skm)

    assert "Genoteerd" in await press.toast(PATIENCE)
    await answered_once(stage, folder, alert)
    assert not receiving_failed(caplog)


async def test_f77_what_was_told_is_not_told_again_for_a_connection_that_broke_after_it(
    stage, folder, monkeypatch, caplog
):
    alert = await stage.asks()
    await stage.quiet()
    said, broken, done = len(stage.town.sent_to(stage.skm)), [], Outbox.done
    card = stage.card(alert)
    edits = card.edits

    async def breaks(self, errand, now, message_id=None):
        if not broken:
            broken.append(errand)
            raise CannotKeep("OperationalError")
        return await done(self, errand, now, message_id)

    monkeypatch.setattr(Outbox, "done", breaks)

    await stage.politie.presses("Kan nu", chat=stage.skm)

    await answered_once(stage, folder, alert)
    assert broken
    assert (len(stage.town.sent_to(stage.skm)), card.edits) == (said, edits + 1)
    assert not [one for one in caplog.records if one.message == "errand went wrong"]
