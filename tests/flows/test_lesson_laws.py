"""Whatever happens in an exercise: what was done stays done, and nothing goes wrong."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from story import raised
from test_courses import Press, courses
from test_laws import STAGES

from flows.decider import check_clock, decide
from flows.evolver import Event, replay
from flows.lessons import LESSONS, first_open, is_over, next_task, progress, result
from flows.refusal import Refused
from flows.rules import Role
from flows.state import AlertId

ROLES = [Role(code) for code in ("vt", "politie", "om", "rvdk", "school")]


def played(stage: Sequence[Event], course: Sequence[tuple[object, Press]]) -> list[Event]:
    """The log of a course that goes on from a stage."""
    log, now = list(stage), stage[-1].at
    alert = replay(log)
    for pause, press in course:
        now += pause
        log += check_clock(alert, now)
        alert = replay(log)
        assert alert is not None
        try:
            log += decide(alert, press.command(alert, now), now)
        except Refused:
            continue
        alert = replay(log)
    return log


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(STAGES), courses, courses, st.sampled_from([*LESSONS.values()]))
def test_what_was_done_stays_done_and_what_is_done_is_not_missed(stage, one, two, lesson):
    first = played(stage, one)
    second = played((raised(id=AlertId("OEF-2611-02"), drill=True),), two)

    before: set[str] = set()
    for count in range(max(len(first), len(second)) + 1):
        exercise = [first[:count], second[:count]]
        found = progress(lesson, exercise)
        done = {item.task.code for item in found if item.done_at is not None}
        assert before <= done, "a task that was done is done no more"
        assert not any(item.missed for item in found if item.done_at is not None)
        assert next_task(lesson, exercise) == first_open(found)
        before = done
    alerts = [alert for log in (first, second) if (alert := replay(log)) is not None]
    if first_open(found) is None:
        assert is_over(found, alerts)
    for role in ROLES:
        told = result(lesson, [first, second], role)
        assert 0 <= told.done <= told.asked <= len(lesson.tasks)
