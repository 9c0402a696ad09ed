"""The laws of the roster, over random shifts, absences and handovers around both clock changes."""

from datetime import date, time, timedelta

from duty_story import OM, VT, away, daily, given, on
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from flows.calendar import DAY
from flows.duty import DayShift, Roster, between, gaps, is_absent, on_duty, stretches
from flows.state import PersonId

FIRST_DAYS = (date(2026, 10, 23), date(2027, 3, 26), date(2026, 11, 20))
HOURS = timedelta(hours=1)
walls = st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 59)))
people = st.builds(PersonId, st.integers(1, 4))


@st.composite
def shifts(draw: st.DrawFn, first: date) -> DayShift:
    day = first + draw(st.integers(0, 3)) * DAY
    text = f"{draw(walls):%H:%M}-{draw(walls):%H:%M}"
    return daily(draw(people), day, text, role=draw(st.sampled_from((VT, OM))))


@st.composite
def rosters(draw: st.DrawFn) -> tuple[date, Roster]:
    first = draw(st.sampled_from(FIRST_DAYS))
    begin = on(first, "00:00")
    moments = st.builds(lambda n: begin + n * HOURS / 4, st.integers(0, 5 * 96))
    spans = st.tuples(moments, moments).filter(lambda it: it[0] < it[1])
    pairs = st.tuples(people, people).filter(lambda it: it[0] != it[1])
    absences = st.builds(lambda who, span: away(who, *span), people, spans)
    handovers = st.builds(lambda pair, span: given(*pair, *span), pairs, spans)
    numbered = st.lists(handovers, max_size=4)
    return first, Roster(
        days=tuple(draw(st.lists(shifts(first), max_size=8))),
        absences=tuple(draw(st.lists(absences, max_size=2))),
        handovers=tuple(
            given(one.giver, one.taker, one.starts_at, one.ends_at, number=n)
            for n, one in enumerate(draw(numbered))
        ),
    )


@settings(max_examples=60, deadline=None)
@forall(rosters())
def test_who_is_on_duty_agrees_with_the_stretches_and_the_gaps(course):
    first, roster = course
    start, end = on(first, "00:00"), on(first + 5 * DAY, "00:00")
    pieces = [piece for n in range(-1, 6) for piece in stretches(roster, VT, first + n * DAY)]
    holes = gaps(roster, VT, start, end)
    whole = between(roster, VT, start, end)

    moment = start
    while moment < end:
        there = {it.person for it in pieces if it.starts_at <= moment < it.ends_at}
        assert set(on_duty(roster, VT, moment)) == there
        assert {it.person for it in whole if it.starts_at <= moment < it.ends_at} == there
        assert any(opens <= moment < closes for opens, closes in holes) is not bool(there)
        assert not any(is_absent(roster, person, moment) for person in there)
        moment += HOURS / 2


@settings(max_examples=60, deadline=None)
@forall(rosters())
def test_handing_over_moves_duty_and_never_loses_or_adds_any(course):
    first, roster = course
    start, end = on(first - DAY, "00:00"), on(first + 6 * DAY, "00:00")
    kept = Roster(days=roster.days)
    handed = Roster(days=roster.days, handovers=roster.handovers)

    assert gaps(handed, VT, start, end) == gaps(kept, VT, start, end)
    for n in range(4):
        day = first + n * DAY
        assert sum_of(handed, day) == sum_of(kept, day)


def sum_of(roster: Roster, day: date) -> timedelta:
    pieces = stretches(roster, VT, day)
    return sum((piece.ends_at - piece.starts_at for piece in pieces), timedelta(0))


@settings(max_examples=60, deadline=None)
@forall(st.sampled_from(FIRST_DAYS), st.lists(walls, min_size=2, max_size=6, unique=True))
def test_shifts_that_meet_on_the_clock_never_leave_a_gap(first, meetings):
    """Round the clock, with the same changes of shift on each day."""
    meetings = sorted(meetings)
    changes = list(zip(meetings, [*meetings[1:], meetings[0]], strict=True))
    roster = Roster(
        days=tuple(
            daily(PersonId(n), first + day * DAY, f"{opens:%H:%M}-{closes:%H:%M}")
            for day in range(5)
            for n, (opens, closes) in enumerate(changes)
        )
    )

    start = on(first + DAY, "00:00")
    assert gaps(roster, VT, start, on(first + 4 * DAY, "00:00")) == ()
