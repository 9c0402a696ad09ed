"""What one alert adds to the figures of its month: cells that can be added up, without a person.

The figures of a month are the sum of what its alerts add (`flows/indicators.py`), so they can be
kept up to date with each press, and stay when the alert itself is forgotten.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from flows.calendar import daypart, is_friday_afternoon, is_open, local
from flows.first_round import (
    answers_of,
    first_answer,
    first_response_at,
    is_held_by,
    others,
    quorum_at,
    target_at,
)
from flows.quorum import needed
from flows.state import Alert, FollowUp, Overleg, Seat
from flows.terms import AnswerKind, Known, Outcome, Phase, Question, Topic

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
MISSED_AFTER = 24 * HOUR  # M6 is defined so, whatever the target
TOGETHER_WITHIN = HOUR  # 5.7, alle drie op tijd; 2.16
STAP4 = frozenset({Topic.ACTION, Topic.REASSESS, Topic.FIRST_CONTACT})  # a complete card (M8)
SILENT = "geen"
AT = "op"  # a part whose value is a moment: how long that is ago is known when it is looked at


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


class Cell(NamedTuple):
    """One thing to count: a measure or a characteristic, which part of it, and a value.

    The value is in whole minutes: a span, or with the part `op` a moment since 1970.
    """

    month: str  # of Amsterdam, such as 2026-11
    code: str
    part: str
    value: int = 0


Found = Iterator[tuple[str, str, int]]


def cells(alert: Alert) -> Counter[Cell]:
    """What this alert adds, as it is now; nothing of it tells who did it."""
    month = month_code(alert.clock_at)
    reason = exclusion(alert)
    if reason is not None:
        found = Counter([Cell(month, "telt_niet", reason)])
    else:
        found = Counter(Cell(month, *each) for each in _counted(alert))
    if not alert.drill:
        found.update(_owed(item) for item in alert.follow_ups if _fell_due(item))
    return found


def exclusion(alert: Alert) -> Excluded | None:
    """Why this alert does not count; None when it does."""
    if alert.drill:
        return Excluded.DRILL
    if alert.outcome is Outcome.WITHDRAWN and first_response_at(alert) is not None:
        return None
    return NO_OVERLEG_WANTED.get(alert.outcome)


def month_code(at: datetime) -> str:
    """The month of Amsterdam that a moment lies in."""
    return f"{local(at):%Y-%m}"


def minutes(span: timedelta) -> int:
    """A span in whole minutes, the nearest."""
    return (span + MINUTE / 2) // MINUTE


def minute_of(at: datetime) -> int:
    """A moment in whole minutes since 1970, to be compared with another."""
    return int(at.timestamp()) // 60


def _counted(alert: Alert) -> Found:
    yield "telt", alert.facts.urgency, 0
    yield from _answers(alert)
    yield from _time_to_overleg(alert)
    yield from _moment(alert)
    yield from _traits(alert)
    if alert.first_overleg is not None:
        yield from _overleg(alert, alert.first_overleg)


def _answers(alert: Alert) -> Found:
    """M1, M2, M3: how soon who answered, and whether that was within the agreed hours."""
    first, quorum = first_response_at(alert), quorum_at(alert)
    yield "M1", *_wait(alert, first)
    yield "M3", *_wait(alert, quorum)
    for seat in others(alert):
        answer = first_answer(alert, seat)
        window = "binnen" if _is_in_window(alert, seat) else "buiten"
        channel = answer.channel.value if answer else SILENT
        _, value = _wait(alert, answer.at if answer else None)
        yield "M2", f"{seat.role}/{window}/{channel}", value
        if answer is not None:
            yield "kanaal", channel, 0
        for given in answers_of(alert, seat):
            if given.kind is AnswerKind.DECLINED:
                yield "afgezegd", f"{given.reason}/{seat.role}", 0
    core = [seat for seat in others(alert) if seat.role in needed(alert)]
    if all(_is_in_window(alert, seat) for seat in core):
        yield "op_tijd", _yes(all(_within_the_hour(alert, seat) for seat in core)), 0
    soon = [seat for seat in others(alert) if _within_the_hour(alert, seat)]
    yield "drie_rollen", _yes(1 + len(soon) >= 3), 0  # the raiser's own role answered by asking


def _time_to_overleg(alert: Alert) -> Found:
    """M4, M5 and M6, with what is known of those without an overleg."""
    overleg, asked = alert.first_overleg, alert.clock_at
    if overleg is not None:
        yield "M4", f"gehouden/{overleg.source}", minutes(overleg.started_at - asked)
    elif alert.outcome is Outcome.WITHDRAWN:
        assert alert.closed_at is not None
        yield "M4", "ingetrokken", minutes(alert.closed_at - asked)
    else:
        yield "M4", f"{'gemist' if alert.is_missed else 'loopt'}/{AT}", minute_of(asked)
    yield "M5", f"doel/{_yes(is_held_by(alert, target_at(alert)))}", 0
    for hours in (2, 4):  # the ambition and the norm, whatever the urgency
        yield "M5", f"{hours}u/{_yes(is_held_by(alert, asked + hours * HOUR))}", 0
    over = alert.outcome is not None
    yield "M6", _yes(over and not is_held_by(alert, asked + MISSED_AFTER)), 0
    if alert.is_missed and alert.missed_reason is not None:
        yield "gemist", f"{alert.missed_reason}/{daypart(asked)}", 0


def _moment(alert: Alert) -> Found:
    """M7 and M14: when it was asked for, and how long after the melding."""
    here = local(alert.clock_at)
    yield "M7", alert.facts.delay, 0
    yield "M14", daypart(alert.clock_at), 0
    yield "vrijdag", _yes(is_friday_afternoon(alert.clock_at)), 0
    yield "uur", f"{here.weekday()}/{here.hour:02}", 0


def _traits(alert: Alert) -> Found:
    """M12, M13 and what sort of alert it was, as coarsely as it was tapped."""
    facts = alert.facts
    yield "M12", facts.family_known, 0
    if facts.seen_before is not Known.UNKNOWN:
        yield "M13", facts.seen_before, 0
    yield "bron", facts.source, 0
    yield "aard", facts.nature, 0
    yield "verzoeker", alert.raised_by.role or SILENT, 0
    yield "anoniem", _yes(facts.anonymous), 0
    if facts.custody and facts.arrested_at is not None:
        limit = facts.arrested_at + alert.rules.custody_limit
        yield "voor_negen_uur", _yes(is_held_by(alert, limit)), 0
    if alert.destination is not None:
        yield "bestemming", alert.destination, 0


def _overleg(alert: Alert, overleg: Overleg) -> Found:
    """M8, M10, M11 and the meeting itself."""
    if overleg.concluded_at is None:
        yield "M8", SILENT, 0
    else:
        card = "volledig" if set(overleg.agreed) >= STAP4 else "gedeeltelijk"
        yield "M8", card, minutes(overleg.concluded_at - overleg.started_at)
        yield "tot_afspraken", "", minutes(overleg.concluded_at - alert.clock_at)
    for seat in alert.seats:
        there = seat.role in overleg.present
        yield "M10", f"{seat.role}/{_yes(there)}", 0
        if there and alert.phase is Phase.CLOSED:
            yield "vastgelegd", _yes(seat.recorded_at is not None), 0
    yield "M11", _yes(set(alert.rules.quorum) <= set(overleg.present)), 0
    yield "regie", overleg.regie, 0
    yield from _questions(overleg)
    yield "vorm", overleg.mode or SILENT, 0


def _questions(overleg: Overleg) -> Found:
    """What the regie said when asked, M16 among it; what was skipped counts as asked."""
    for question in overleg.asked:
        said = overleg.answer_to(question)
        code = "M16" if question is Question.EFFORT else question.value
        yield code, said.answer if said else SILENT, 0
        yield "vragen", _yes(said is not None), 0
        if said is not None and said.bottleneck is not None:
            yield "knelpunt", said.bottleneck, 0


def _owed(item: FollowUp) -> Cell:
    """M9: the reminder itself comes at due_at, so whoever acts on that day is on time."""
    month, moved = month_code(item.due_at), "uitgesteld" if item.postponed else "eerste"
    if item.done_at is None:
        return Cell(month, "M9", f"open/{moved}/{AT}", minute_of(item.due_at))
    on_time = local(item.done_at).date() <= local(item.due_at).date()
    return Cell(month, "M9", f"{'op_tijd' if on_time else 'laat'}/{moved}")


def _fell_due(item: FollowUp) -> bool:
    """What is still to come is left out: the first reminder says that it was due."""
    return item.done_at is not None or item.rung > 0


def _wait(alert: Alert, at: datetime | None) -> tuple[str, int]:
    return (SILENT, 0) if at is None else ("ja", minutes(at - alert.clock_at))


def _within_the_hour(alert: Alert, seat: Seat) -> bool:
    answer = first_answer(alert, seat)
    return answer is not None and answer.at - alert.clock_at <= TOGETHER_WITHIN


def _is_in_window(alert: Alert, seat: Seat) -> bool:
    return is_open(alert.rules.role(seat.role).windows, alert.clock_at)


def _yes(true: bool) -> str:
    return "ja" if true else "nee"
