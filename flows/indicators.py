"""What a month of alerts amounts to: the measures of the indicator set, exactly as defined."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from flows.calendar import Daypart, daypart, is_friday_afternoon, is_open, local
from flows.first_round import (
    first_answer,
    first_response_at,
    is_afterwards,
    is_held_by,
    minutes_until,
    others,
    quorum_at,
    started_at,
    target_at,
)
from flows.state import Alert, FollowUp, Seat
from flows.statistics import median, p90
from flows.terms import Channel, Outcome

DEFINITIONS = "2026-11"  # changes with every change in what is counted, or how
MINUTE = timedelta(minutes=1)
NO_PARTS: Mapping[str, "Figure"] = MappingProxyType({})
MISSED_AFTER = timedelta(hours=24)  # M6 is defined so, whatever the target


class Unit(StrEnum):
    """What the value of a measure is in."""

    MINUTES = "min"
    PERCENT = "%"


class Excluded(StrEnum):
    """Why an alert does not count; always shown, so that withdrawing improves no figure."""

    MISTAKE = "vergissing"
    DUPLICATE = "dubbel"
    UNANSWERED = "ingetrokken"  # before the first answer
    NOT_NEEDED = "geen_overleg_nodig"
    DRILL = "oefening"


NO_OVERLEG_WANTED: dict[Outcome | None, Excluded] = {
    Outcome.MISTAKE: Excluded.MISTAKE,
    Outcome.DUPLICATE: Excluded.DUPLICATE,
    Outcome.WITHDRAWN: Excluded.UNANSWERED,
    Outcome.NOT_NEEDED: Excluded.NOT_NEEDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value and what it rests on, n of total; no value when there is nothing to measure."""

    n: int
    total: int
    value: float | None
    parts: Mapping[str, "Figure"] = field(default_factory=lambda: NO_PARTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """What the measures look at: the alerts that count, and the follow-ups that fell due."""

    eligible: tuple[Alert, ...]
    due: tuple[FollowUp, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One row of the indicator set.

    `denominator` says what `Figure.total` counts, `werkset` under which names it is reported.
    """

    code: str
    unit: Unit
    denominator: str
    werkset: tuple[str, ...]
    figure: Callable[[Cases], Figure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The figures by code; every alert is either eligible or excluded."""

    figures: Mapping[str, Figure]
    eligible: int
    excluded: Mapping[Excluded, int]
    running: int  # of the eligible: no overleg, and not ended without
    afterwards: int  # of the eligible: the start was recorded afterwards


def tally(alerts: Sequence[Alert], due: Sequence[FollowUp]) -> Tally:
    """All measures of the alerts of one doelgroep and one month."""
    reasons = [exclusion(alert) for alert in alerts]
    eligible = tuple(alert for alert in alerts if exclusion(alert) is None)
    cases = Cases(eligible=eligible, due=tuple(due))
    return Tally(
        figures={measure.code: measure.figure(cases) for measure in MEASURES},
        eligible=len(eligible),
        excluded={reason: reasons.count(reason) for reason in Excluded},
        running=sum(alert.outcome is None for alert in eligible),
        afterwards=sum(is_afterwards(alert) for alert in eligible),
    )


def exclusion(alert: Alert) -> Excluded | None:
    """Why this alert does not count; None when it does."""
    if alert.drill:
        return Excluded.DRILL
    if alert.outcome is Outcome.WITHDRAWN and first_response_at(alert) is not None:
        return None
    return NO_OVERLEG_WANTED.get(alert.outcome)


def due_between(alerts: Sequence[Alert], start: datetime, end: datetime) -> list[FollowUp]:
    """The follow-ups of real alerts that fell due in this stretch, the end not included.

    What is still to come is left out: the first reminder says that it was due.
    """
    items = (item for alert in alerts if not alert.drill for item in alert.follow_ups)
    return [
        item for item in items if start <= item.due_at < end and (item.done_at or item.rung > 0)
    ]


def _first_response(cases: Cases) -> Figure:
    waits = [minutes_until(alert, first_response_at(alert)) for alert in cases.eligible]
    known = [wait for wait in waits if wait is not None]
    slowest = Figure(n=len(known), total=len(waits), value=max(known, default=None))
    return _times(waits, {"max": slowest})


def _role_responses(cases: Cases) -> Figure:
    asked = [(alert, seat) for alert in cases.eligible for seat in others(alert)]
    roles = dict.fromkeys(seat.role for _, seat in asked)
    parts: dict[str, Figure] = {
        role: _role_response([(alert, seat) for alert, seat in asked if seat.role == role])
        for role in roles
    }
    return _answer_times(asked, parts)


def _role_response(asked: Sequence[tuple[Alert, Seat]]) -> Figure:
    parts = {
        "in_window": _answer_times([pair for pair in asked if _is_in_window(*pair)]),
        "out_of_window": _answer_times([pair for pair in asked if not _is_in_window(*pair)]),
    }
    for channel in Channel:
        parts[channel] = _answer_times([pair for pair in asked if _has_channel(*pair, channel)])
    return _answer_times(asked, parts)


def _quorum_time(cases: Cases) -> Figure:
    return _times([minutes_until(alert, quorum_at(alert)) for alert in cases.eligible])


def _time_to_overleg(cases: Cases) -> Figure:
    waits = [minutes_until(alert, started_at(alert)) for alert in cases.eligible]
    known = [wait for wait in waits if wait is not None]
    stamped = [
        wait for alert, wait in zip(cases.eligible, waits, strict=True) if not is_afterwards(alert)
    ]
    tail = Figure(n=len(known), total=len(waits), value=p90(known))
    return _times(waits, {"p90": tail, "without_afterwards": _times(stamped)})


def _within_target(cases: Cases) -> Figure:
    parts = {
        f"within_{minutes}": _share(
            [is_held_by(alert, alert.clock_at + minutes * MINUTE) for alert in cases.eligible]
        )
        for minutes in (120, 240)
    }
    return _share([is_held_by(alert, target_at(alert)) for alert in cases.eligible], parts)


def _missed(cases: Cases) -> Figure:
    return _share(
        [
            alert.outcome is not None and not is_held_by(alert, alert.clock_at + MISSED_AFTER)
            for alert in cases.eligible
        ]
    )


def _follow_up_on_time(cases: Cases) -> Figure:
    parts = {
        "open": _share([item.done_at is None for item in cases.due]),
        "postponed": _share([item.postponed > 0 for item in cases.due]),
    }
    on_time = [
        item.done_at is not None and local(item.done_at).date() <= local(item.due_at).date()
        for item in cases.due
    ]  # the reminder itself comes at due_at: whoever acts on it that day is on time
    return _share(on_time, parts)


def _day_parts(cases: Cases) -> Figure:
    moments = [alert.clock_at for alert in cases.eligible]
    parts: dict[str, Figure] = {
        part: _share([daypart(at) is part for at in moments]) for part in Daypart
    }
    parts["vrijdag_12_18"] = _share([is_friday_afternoon(at) for at in moments])
    return Figure(n=len(moments), total=len(moments), value=None, parts=parts)


MEASURES = (
    Measure(
        code="M1", unit=Unit.MINUTES, denominator="eligible_alerts", werkset=("2.6",),
        figure=_first_response,
    ),
    Measure(
        code="M2", unit=Unit.MINUTES, denominator="roles_asked", werkset=("2.6", "5.7"),
        figure=_role_responses,
    ),
    Measure(
        code="M3", unit=Unit.MINUTES, denominator="eligible_alerts", werkset=("2.16", "5.15"),
        figure=_quorum_time,
    ),
    Measure(
        code="M4", unit=Unit.MINUTES, denominator="eligible_alerts", werkset=("5.18", "5.7"),
        figure=_time_to_overleg,
    ),
    Measure(
        code="M5", unit=Unit.PERCENT, denominator="eligible_alerts", werkset=("5.18", "5.7"),
        figure=_within_target,
    ),
    Measure(
        code="M6", unit=Unit.PERCENT, denominator="eligible_alerts", werkset=(),
        figure=_missed,
    ),
    Measure(
        code="M9", unit=Unit.PERCENT, denominator="follow_ups_due", werkset=("2.5",),
        figure=_follow_up_on_time,
    ),
    Measure(
        code="M14", unit=Unit.PERCENT, denominator="eligible_alerts", werkset=("2.4",),
        figure=_day_parts,
    ),
)  # fmt: skip


def _times(waits: Sequence[float | None], parts: Mapping[str, Figure] = NO_PARTS) -> Figure:
    known = [wait for wait in waits if wait is not None]
    return Figure(n=len(known), total=len(waits), value=median(known), parts=parts)


def _share(met: Sequence[bool], parts: Mapping[str, Figure] = NO_PARTS) -> Figure:
    n, total = sum(met), len(met)
    return Figure(n=n, total=total, value=100 * n / total if total else None, parts=parts)


def _answer_times(
    asked: Sequence[tuple[Alert, Seat]], parts: Mapping[str, Figure] = NO_PARTS
) -> Figure:
    answers = [(alert, first_answer(alert, seat)) for alert, seat in asked]
    return _times(
        [minutes_until(alert, answer.at if answer else None) for alert, answer in answers], parts
    )


def _has_channel(alert: Alert, seat: Seat, channel: Channel) -> bool:
    answer = first_answer(alert, seat)
    return answer is not None and answer.channel is channel


def _is_in_window(alert: Alert, seat: Seat) -> bool:
    return is_open(alert.rules.role(seat.role).windows, alert.clock_at)
