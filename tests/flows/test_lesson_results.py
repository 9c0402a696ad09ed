"""What each role got out of a guided exercise, whom it suits, and which requests belong to it."""

from dataclasses import replace

import pytest
from lesson_story import WHOLE, ended
from story import (
    AT,
    DEPUTY,
    HOUR,
    MINUTE,
    OM,
    PARTNERS,
    POLITIE,
    RVDK,
    VT,
    answered,
    ask,
    at,
    by,
    given,
    raised,
    started,
    then,
)

from flows.alert import raise_alert
from flows.answers import AnswerUndone
from flows.lessons import (
    LESSONS,
    is_over,
    progress,
    result,
    roles_in,
    suits,
    together,
)
from flows.state import AlertId
from flows.terms import Outcome


def test_the_result_of_a_role_tells_its_tasks_and_its_times():
    found = result(LESSONS["eerste"], WHOLE["eerste"], OM)

    assert [it.task.code for it in found.tasks] == ["om"]
    assert (found.asked, found.done, found.changed) == (1, 1, 0)
    assert (found.answered_within, found.overleg_within) == (5 * MINUTE, HOUR)
    assert (found.lesson, found.role) == ("eerste", OM)


def test_who_does_the_task_of_another_has_it_counted():
    courses = [(raised(), replace(started(), by=by(POLITIE)))]

    assert result(LESSONS["eerste"], courses, POLITIE).done == 1
    assert result(LESSONS["eerste"], courses, VT).done == 1  # it asked; it did not start


def test_whoever_kept_silent_as_asked_has_done_that():
    found = result(LESSONS["stil"], WHOLE["stil"], OM)

    assert (found.asked, found.done, found.answered_within) == (1, 1, None)


def test_of_an_answer_that_changed_it_is_said_how_often():
    undone = AnswerUndone(at=at("10:16"), by=by(OM), role=OM)
    events = (
        raised(), answered(OM, DEPUTY), answered(OM, clock="10:10"), answered(OM, AT, "10:15"),
        replace(undone, role=POLITIE), undone, answered(OM, clock="10:17"), answered(POLITIE),
    )  # fmt: skip

    assert result(LESSONS["weigering"], [events], OM).changed == 2


def test_without_anything_to_measure_there_is_no_span():
    found = result(LESSONS["eerste"], [()], OM)

    assert (found.asked, found.done) == (1, 0)
    assert (found.answered_within, found.overleg_within) == (None, None)


def test_only_who_took_part_in_the_overleg_has_a_time_until_it():
    whole = WHOLE["eerste"]

    assert RVDK not in then(given(*whole[0])).first_overleg.present
    assert result(LESSONS["eerste"], whole, VT).overleg_within == HOUR
    assert result(LESSONS["eerste"], whole, RVDK).overleg_within is None


def test_the_roles_that_took_part_are_those_that_did_something():
    assert roles_in(WHOLE["eerste"]) == (VT, POLITIE, OM)
    assert roles_in(WHOLE["stil"]) == (VT,)


@pytest.mark.parametrize(
    ("code", "asker", "partners", "fits"),
    [
        ("eerste", POLITIE, PARTNERS, True),
        ("stil", VT, PARTNERS, True),
        ("stil", OM, PARTNERS, False),
        ("weigering", RVDK, PARTNERS, False),
        ("weigering", VT, (VT, POLITIE, OM), False),
        ("vergissing", OM, (OM,), True),
    ],
)
def test_a_lesson_suits_who_is_not_to_be_silent_in_it(code, asker, partners, fits):
    assert suits(LESSONS[code], asker, partners) is fits


def test_the_lesson_is_kept_with_a_drill_and_with_nothing_else():
    drill = raise_alert(None, ask(drill=True, lesson="stil"), at("10:00"))
    real = raise_alert(None, ask(lesson="stil"), at("10:00"))

    assert (given(*drill).lesson, given(*real).lesson) == ("stil", None)


def test_two_requests_belong_together_when_one_came_while_the_other_ran():
    def asked(number: int, clock: str, lesson: str = "dubbel"):
        return given(raised(clock, id=AlertId(f"OEF-{number}"), drill=True, lesson=lesson))

    old = then(asked(1, "09:00"), ended(Outcome.MISTAKE, "09:30"))
    first, second = asked(2, "10:00"), asked(3, "10:05")
    marked = then(second, ended(Outcome.DUPLICATE, "10:10"))
    other = asked(4, "10:06", "eerste")
    later = asked(5, "12:00")
    gone = then(first, ended(Outcome.MISTAKE, "10:30"))
    everything = (later, other, marked, old, first)

    assert together(other, everything) == (other,)
    assert together(marked, (old, first)) == (first, marked)
    assert together(first, everything) == (first, marked, later)
    assert together(old, everything) == (old,)
    assert together(marked, (later, other, old, gone)) == (gone, marked)


def test_an_exercise_is_over_when_nothing_is_left_to_do_or_to_do_it_with():
    lesson = LESSONS["eerste"]
    running, over = (raised(),), WHOLE["eerste"][0]
    closed = (*running, ended(Outcome.WITHDRAWN))

    assert not is_over(progress(lesson, []), [])
    assert not is_over(progress(lesson, [running]), [given(*running)])
    assert is_over(progress(lesson, [over]), [given(*over)])
    assert is_over(progress(lesson, [closed]), [given(*closed)])
