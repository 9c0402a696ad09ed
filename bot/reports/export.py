"""Alerts and measures as data for others: codes, counts and UTC moments, never a person."""

from datetime import UTC, datetime

from bot.reports.wording import bounds, unit
from flows.account import Account, Correction
from flows.discretion import Shown
from flows.first_round import quorum_at, target_at
from flows.indicators import BESIDE, MEASURES, Measure
from flows.known import Fact
from flows.state import Alert
from flows.survival import Middle
from flows.trend import Run
from flows.werkset import drawing_on

Record = dict[str, object]


def alert_record(alert: Alert) -> Record:
    """One alert, its overleg being the first; a plan for a later overleg is left out."""
    overleg = alert.first_overleg
    return {
        "id": alert.id,
        "doelgroep": alert.doelgroep,
        "drill": alert.drill,
        "outcome": alert.outcome,
        "urgency": alert.facts.urgency,
        "alert_at": _moment(alert.clock_at),
        "target_at": _moment(target_at(alert)),
        "answers": _answers(alert),
        "quorum_at": _moment(quorum_at(alert)),
        "planned_for": _moment(overleg.planned_for if overleg else alert.planned_for),
        "overleg_start": _moment(overleg.started_at) if overleg else None,
        "start_source": overleg.source if overleg else None,
        "overleg_end": _moment(overleg.ended_at) if overleg else None,
        "agreements_at": _moment(overleg.concluded_at) if overleg else None,
        "follow_ups": [
            {"due": _moment(item.due_at), "done": _moment(item.done_at)}
            for item in alert.follow_ups
        ],
        "closed_at": _moment(alert.closed_at),
    }


def measures_record(account: Account) -> Record:
    """The measures by code, and next to them what was counted and what was not.

    A number that may not be seen is null, and so is one that there is nothing to measure of; the
    keys stay. `interval` is the 95 % interval of the median of all alerts.
    """
    return {
        "network": account.network,
        "doelgroep": account.doelgroep,
        "month": account.month,
        "definitions": account.definitions,
        "invented": account.invented,
        "looked_at": _moment(account.looked_at),
        "frozen_at": _moment(account.frozen_at),
        **{measure.code: _measure(measure, account) for measure in (*MEASURES, *BESIDE)},
        "eligible": account.counted,
        "running": account.running,
        "afterwards": account.afterwards,
        "excluded": dict(account.excluded),
        "consultations": account.consultations,
        "questions": {"n": account.answered, "N": account.asked},
        "eligible_year": account.year_counted,
        "interval": {
            "month": _wait(account.waits, account.counted),
            "year": _wait(account.year_waits, account.year_counted),
            "year_before": _wait(account.before_waits, account.before_counted),
        },
        "tables": {name: dict(cells) for name, cells in account.tables.items()},
        "tables_year": {name: dict(cells) for name, cells in account.year_tables.items()},
        "week": dict(account.week),
        "missed": list(account.missed),
        "known": [_known(one) for one in account.known],
        "run": _run(account.run),
        "corrections": [_correction(one) for one in account.corrections],
    }


def _answers(alert: Alert) -> list[Record]:
    given = [
        (answer, seat.role) for seat in alert.seats for answer in (*seat.earlier, *seat.answers)
    ]
    return [
        {"role": role, "answer": it.kind, "at": _moment(it.at), "channel": it.channel}
        for it, role in sorted(given, key=lambda pair: pair[0].at)
    ]


def _measure(measure: Measure, account: Account) -> Record:
    return {
        **_figure(measure.code, account.figures[measure.code]),
        "denominator": measure.denominator,
        "werkset": list(drawing_on(measure.code)),
        "year": _figure(measure.code, account.year[measure.code]),
    }


def _known(one: Fact) -> Record:
    since = None if one.since is None else one.since.isoformat()
    return {"code": one.code, "part": one.part, "n": one.n, "N": one.total, "since": since}


def _correction(one: Correction) -> Record:
    before, after = (_figure(one.code, shown) for shown in (one.before, one.after))
    return {"code": one.code, "before": before, "after": after}


def _figure(code: str, shown: Shown, part: str = "") -> Record:
    """A figure with its parts, each of the same form."""
    value = None if shown.value is None else round(shown.value, 1)
    record: Record = {"n": shown.n, "N": shown.total, "value": value, "unit": unit(code, part)}
    if shown.parts:
        record["parts"] = {name: _figure(code, one, name) for name, one in shown.parts.items()}
    return record


def _wait(wait: Middle, n: int) -> Record:
    low, high = bounds(wait, n)
    return {"value": wait.value, "low": low, "high": high}


def _run(run: Run) -> Record:
    points = [{"month": one.month, "n": one.n, "value": one.value} for one in run.points]
    limits = {"centre": run.centre, "low": run.low, "high": run.high}
    return {"verdict": run.verdict, **limits, "points": points}


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()
