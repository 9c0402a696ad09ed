"""What happened to each alert, what happens next, and how long it takes until the overleg."""

from datetime import datetime

from bot.evidence import line
from bot.practice.refusals import Json
from config.texts import Texts
from flows.calendar import clock_text, local
from flows.clock import next_due
from flows.state import AlertId
from storage.history import Entry, about
from storage.unit_of_work import Storage, UnitOfWork

MOST = 6  # alerts on the line, the newest first


async def timeline(storage: Storage, texts: Texts, now: datetime) -> Json:
    """Of the newest alerts, from the log: it says what was kept, not what was meant."""
    async with storage.view() as work:
        newest = (await work.alerts.ids())[: -MOST - 1 : -1]
        return {"alerts": [await _alert(work, alert, texts, now) for alert in newest]}


async def _alert(work: UnitOfWork, number: AlertId, texts: Texts, now: datetime) -> Json:
    alert = await work.alerts.load(number)
    assert alert is not None
    entries = await work.history.of(about(alert.id))
    due, first = next_due(alert), alert.first_overleg
    return {
        "id": alert.id,
        "phase": texts.word("fase", alert.phase.value),
        "drill": alert.drill,
        "asked": alert.clock_at.timestamp(),
        "started": first.started_at.timestamp() if first else None,
        "ended": alert.closed_at.timestamp() if alert.closed_at else None,
        "target": alert.target_at.timestamp(),
        "next": _moment(due, now, texts) if due else None,
        "lines": [_line(entry, now, texts) for entry in entries],
    }


def _line(entry: Entry, now: datetime, texts: Texts) -> Json:
    told = line(entry, texts)
    return {"at": _moment(entry.at, now, texts), "what": told.what, "who": told.who}


def _moment(at: datetime, now: datetime, texts: Texts) -> str:
    """The time, with its day when that is not today."""
    day = local(at)
    if day.date() == local(now).date():
        return clock_text(at)
    return f"{texts.word('dag', str(day.weekday()))} {clock_text(at)}"
