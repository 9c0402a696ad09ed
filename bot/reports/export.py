"""Alerts and measures as data for others: codes, counts and UTC moments, never a person."""

from datetime import UTC, datetime

from bot.reports.month import Month
from flows.first_round import quorum_at, target_at
from flows.indicators import DEFINITIONS, MEASURES, Figure
from flows.state import Alert

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


def measures_record(month: Month) -> Record:
    """The measures by code, and next to them what was counted and what was not."""
    tally = month.tally
    measures: Record = {
        measure.code: {
            **_figure(tally.figures[measure.code], measure.unit),
            "denominator": measure.denominator,
            "werkset": list(measure.werkset),
        }
        for measure in MEASURES
    }
    return {
        "network": month.network,
        "doelgroep": month.doelgroep,
        "month": f"{month.year}-{month.month:02}",
        "definitions": DEFINITIONS,
        **measures,
        "eligible": tally.eligible,
        "running": tally.running,
        "afterwards": tally.afterwards,
        "excluded": dict(tally.excluded),
        "consultations": month.consultations,
    }


def _answers(alert: Alert) -> list[Record]:
    given = [
        (answer, seat.role) for seat in alert.seats for answer in (*seat.earlier, *seat.answers)
    ]
    return [
        {"role": role, "answer": it.kind, "at": _moment(it.at), "channel": it.channel}
        for it, role in sorted(given, key=lambda pair: pair[0].at)
    ]


def _figure(figure: Figure, unit: str) -> Record:
    """A figure with its parts, each of the same form."""
    value = None if figure.value is None else round(figure.value, 1)
    record: Record = {"n": figure.n, "N": figure.total, "value": value, "unit": unit}
    if figure.parts:
        record["parts"] = {name: _figure(part, unit) for name, part in figure.parts.items()}
    return record


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()
