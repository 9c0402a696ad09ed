"""The laws that every course of an alert keeps, whatever is pressed and however long it takes."""

from collections.abc import Sequence
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from story import AT, DRO, OM, POLITIE, VT, answered, at, by, concluded, phoned, raised, started
from test_courses import courses

from flows.agreements import AgreementMade, FollowUpSet, NothingAgreed
from flows.answers import GiveAnswer, UndoAnswer
from flows.chase import LogCall
from flows.clock import deadlines, next_due
from flows.decider import Command, check_clock, decide
from flows.ending import AlertEnded, EndUndone, OverlegMissed
from flows.evolver import Event, replay
from flows.follow_up import AlertReopened
from flows.not_begun import StartTakenBack
from flows.notices import notices
from flows.overleg import OverlegEnded, OverlegStarted
from flows.planning import OverlegPlanned
from flows.quorum import QuorumReached
from flows.refusal import Refused
from flows.state import CLOCK, Alert
from flows.still_true import still_true
from flows.terms import FollowUpKind, Outcome, Phase, Topic


def agreed(number: int, topic: Topic, **fields: object) -> AgreementMade:
    blank: dict = {"who": None, "what": None, "to": None, "due_at": None}
    fact: dict = {"at": at("11:20"), "by": by(VT), "number": number, "topic": topic}
    return AgreementMade(**fact, **{**blank, **fields})


CUSTODY = raised(custody=True, arrested_at=at("08:00"), minors=True, agenda_members=(DRO,))
ANSWERED = (CUSTODY, answered(POLITIE), answered(OM, AT, can_at=at("12:00")))
HELD = (
    *ANSWERED,
    started(),
    agreed(1, Topic.ACTION, who="politie", what="aanhouden"),
    agreed(2, Topic.REASSESS, due_at=at("mo 10:00")),
)
REACHED = QuorumReached(at=at("10:05"), by=CLOCK, common_at=at("10:05"))
OWED = FollowUpSet(
    at=at("12:00"), by=CLOCK, number=1, kind=FollowUpKind.ACTION, owner=POLITIE,
    due_at=at("th 10:00"),
)  # fmt: skip
AFTER = (*HELD, *concluded(), OWED)
SECOND = (*AFTER, AlertReopened(at=at("th 10:05"), by=by(POLITIE)), answered(OM, clock="th 10:10"))
GAVE_WAY = AlertEnded(at=at("11:30"), by=by(OM), outcome=Outcome.NOT_NEEDED, reason="echt_alarm")
LATE = at("2100-01-01 00:00")
STAGES: tuple[tuple[Event, ...], ...] = (
    (raised(),),
    (raised("02:30", POLITIE), phoned(VT, "02:30", "08:00")),
    (raised("fr 16:50", OM, drill=True),),
    (raised(), answered(OM), answered(POLITIE), REACHED),
    ANSWERED,
    (*ANSWERED, OverlegPlanned(at=at("10:10"), by=by(VT), planned_for=at("12:00"))),
    (*ANSWERED, AlertEnded(at=at("10:30"), by=by(VT), outcome=Outcome.WITHDRAWN)),
    (*ANSWERED, OverlegMissed(at=at("th 10:00"), by=CLOCK)),
    (raised(drill=True), started()),
    (raised(drill=True), started(), GAVE_WAY),
    (raised(), started(), NothingAgreed(at=at("11:10"), by=by(VT))),
    HELD,
    (*HELD, OverlegEnded(at=at("11:40"), by=by(VT))),
    AFTER,
    SECOND,
    (*SECOND, started("fr 09:00"), *concluded("fr 09:30")),
)


def assert_the_log_makes_sense(log: Sequence[Event]) -> None:
    started_in_round = 0
    had_overleg = False
    for event in log:
        if isinstance(event, AlertReopened | StartTakenBack):
            started_in_round = 0
        if isinstance(event, OverlegStarted):
            started_in_round, had_overleg = started_in_round + 1, True
        assert started_in_round <= 1, "an overleg starts once in a round"
        assert had_overleg or not isinstance(event, FollowUpSet), "nothing is owed before it"


def assert_it_is_whole(alert: Alert, log: Sequence[Event]) -> None:
    assert alert.version == len(log)
    assert (alert.phase is Phase.CLOSED) is (alert.closed_at is not None)
    over = alert.phase in (Phase.IN_OVERLEG, Phase.FOLLOW_UP) or bool(alert.held)
    assert (alert.outcome is Outcome.HELD) is (over or alert.overleg is not None)
    if alert.phase is Phase.CLOSED:
        assert alert.outcome is not None, "every alert ends in exactly one outcome"
    else:
        assert next_due(alert) is not None, "none stays open without a next moment"


def assert_no_span_is_negative(alert: Alert) -> None:
    assert alert.clock_at <= alert.raised_at
    assert alert.clock_at < alert.target_at or alert.reopened_at is not None
    assert all(deadline.at >= alert.clock_at for deadline in deadlines(alert))
    if alert.overleg is not None:
        assert alert.overleg.started_at >= alert.round_at
    for overleg in (*alert.held, *([alert.overleg] if alert.overleg else [])):
        assert alert.clock_at <= overleg.started_at
        assert overleg.started_at <= (overleg.ended_at or overleg.started_at)
        assert (overleg.ended_at or alert.clock_at) <= (overleg.concluded_at or LATE)


def assert_nothing_is_forgotten(before: Alert, alert: Alert, events: Sequence[Event]) -> None:
    taken_back = any(isinstance(event, StartTakenBack) for event in events)
    if before.outcome is Outcome.HELD and (before.held or not taken_back):
        assert alert.outcome is Outcome.HELD, "an overleg that was held stays held"
    elif before.outcome not in (alert.outcome, None, Outcome.MISSED) and not taken_back:
        assert any(isinstance(event, EndUndone) for event in events)
    assert (alert.id, alert.drill, alert.rules, alert.raised_by) == (
        before.id,
        before.drill,
        before.rules,
        before.raised_by,
    )
    assert alert.clock_at <= before.clock_at, "the earliest clock stays"
    assert len(alert.follow_ups) >= len(before.follow_ups)
    assert alert.asked[: len(before.asked)] == before.asked
    assert {one.question for one in alert.answered} <= set(alert.asked)
    assert len(before.answered) <= len(alert.answered) <= len(alert.asked)
    for old, new in zip(before.seats, alert.seats, strict=True):
        assert new.earlier[: len(old.earlier)] == old.earlier, "no answer of a round is lost"


def assert_one_answer_silences_nobody_else(before: Alert, alert: Alert, command: Command) -> None:
    if isinstance(command, GiveAnswer | UndoAnswer | LogCall):
        others = [seat for seat in before.seats if seat.role != command.role]
        assert others == [seat for seat in alert.seats if seat.role != command.role]


def assert_whoever_is_told_has_a_part(alert: Alert, events: Sequence[Event]) -> None:
    there = {None, *alert.agenda_members, *(seat.role for seat in alert.seats)}
    for notice in notices(alert, events):
        assert notice.role in there
        assert still_true(alert, notice) in (True, False)


def assert_a_repeat_adds_nothing(alert: Alert, command: Command, now: datetime) -> None:
    try:
        repeated = decide(alert, command, now)
    except Refused:
        return
    assert repeated == []


def assert_the_clock_comes_to_rest(alert: Alert, now: datetime) -> None:
    rested = replay(check_clock(alert, now), alert)
    due = next_due(rested)
    assert due is None or due > now


@settings(deadline=None, max_examples=60)
@given(stage=st.sampled_from(STAGES), course=courses)
def test_f21_any_course_keeps_the_laws(stage, course):
    log, now = list(stage), stage[-1].at
    alert = replay(log)
    for wait, press in course:
        now += wait
        command = press.command(alert, now)
        try:
            events = decide(alert, command, now)
        except Refused:
            continue
        before, alert = alert, replay(events, alert)
        log += events
        assert_the_log_makes_sense(log)
        assert_it_is_whole(alert, log)
        assert_no_span_is_negative(alert)
        assert_nothing_is_forgotten(before, alert, events)
        assert_one_answer_silences_nobody_else(before, alert, command)
        assert_whoever_is_told_has_a_part(alert, events)
        assert_a_repeat_adds_nothing(alert, command, now)
        assert_the_clock_comes_to_rest(alert, now)
    assert replay(log) == alert, "the log explains the state, all of it"
