"""The guided exercises: what counts as done, what is too late, and what each role did in it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from lesson_story import CALLED, SECOND_ASKED, SPOKEN, STAP4, WHOLE, agreed, done, ended
from story import (
    DEPUTY,
    OM,
    POLITIE,
    VT,
    answered,
    at,
    by,
    climbed,
    concluded,
    phoned,
    raised,
    started,
)

from flows.alert import AlertClosed
from flows.answers import AnswerUndone
from flows.ending import OverlegMissed
from flows.evolver import Event
from flows.follow_up import AlertReopened
from flows.lessons import (
    LESSONS,
    Task,
    next_task,
    people_in,
    progress,
)
from flows.state import CLOCK
from flows.terms import Outcome, Topic


def reached(code: str, *events: Event) -> dict[str, str]:
    """Of each task whether it is done, open or missed, in a lesson of one request."""
    return reached_in(code, [events])


def reached_in(code: str, courses: Sequence[Sequence[Event]]) -> dict[str, str]:
    found = progress(LESSONS[code], courses)
    return {
        it.task.code: "done" if it.done_at else "missed" if it.missed else "open" for it in found
    }


def test_there_are_six_lessons_in_the_order_of_learning():
    assert [*LESSONS] == ["eerste", "stil", "vergissing", "dubbel", "weigering", "stap4"]
    assert [*WHOLE] == [*LESSONS]


@pytest.mark.parametrize("code", LESSONS)
def test_a_lesson_played_as_it_is_meant_leaves_nothing_to_do(code):
    lesson, courses = LESSONS[code], WHOLE[code]

    assert set(reached_in(code, courses).values()) == {"done"}
    assert next_task(lesson, courses) is None


@pytest.mark.parametrize("code", LESSONS)
def test_before_the_first_request_everything_is_open_and_asking_comes_first(code):
    for courses in ([], [()]):
        assert set(reached_in(code, courses).values()) == {"open"}
        assert next_task(LESSONS[code], courses) == Task(code="vraag", role=None)


def test_a_task_tells_when_it_was_done_and_by_which_role():
    plan = progress(LESSONS["eerste"], WHOLE["eerste"])[3]

    assert (plan.task, plan.done_at, plan.by) == (Task(code="plan", role=VT), at("10:10"), VT)


def test_the_partners_answer_in_any_order():
    found = reached("eerste", raised(), answered(OM))

    assert (found["politie"], found["om"]) == ("open", "done")


def test_who_asks_has_answered_by_asking():
    assert reached("eerste", raised(role=POLITIE))["politie"] == "done"


def test_what_was_done_stays_done_when_it_is_taken_back():
    undone = AnswerUndone(at=at("10:07"), by=by(OM), role=OM)

    assert reached("eerste", raised(), answered(OM), undone)["om"] == "done"


def test_an_overleg_that_starts_too_soon_makes_what_came_before_it_too_late():
    found = reached("weigering", raised(), answered(OM), started())

    assert found == {
        "vraag": "done", "rvdk": "missed", "waarnemer": "missed", "antwoord": "missed",
        "start": "done",
    }  # fmt: skip


def test_another_round_gives_another_chance():
    again = AlertReopened(at=at("12:30"), by=by(VT))
    events = (raised(), started(), *concluded(), again)

    assert reached("weigering", *events)["rvdk"] == "open"


def test_a_role_that_was_not_asked_cannot_do_its_task():
    without = raised(roles=(VT, POLITIE))

    assert reached("weigering", without)["rvdk"] == "missed"
    assert reached("stil", without) == {
        "vraag": "done", "wacht": "missed", "bereik": "missed", "start": "open",
    }  # fmt: skip


def test_a_missed_overleg_can_still_be_held():
    assert reached("eerste", raised(), OverlegMissed(at=at("th 10:00"), by=CLOCK)) == {
        "vraag": "done", "politie": "missed", "om": "missed", "plan": "missed", "start": "open",
        "afronden": "open",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("event", "found"),
    [
        (climbed(OM, 1, "10:10"), "open"),
        (climbed(POLITIE, 2, "10:20"), "open"),
        (phoned(POLITIE, "10:20", "th 08:00"), "open"),
        (climbed(OM, 2, "10:20"), "done"),
        (phoned(OM, "10:20", "th 08:00"), "done"),
        (answered(OM), "missed"),
    ],
)
def test_the_silence_lasts_until_somebody_else_is_asked(event, found):
    assert reached("stil", raised(), event)["wacht"] == found


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ((CALLED,), "done"),
        ((replace(CALLED, role=POLITIE),), "open"),
        ((SPOKEN,), "done"),
        ((answered(POLITIE),), "open"),
        ((answered(OM),), "missed"),
        ((climbed(OM, 1, "10:10"), answered(OM, clock="10:12")), "missed"),
        ((climbed(OM, 2, "10:20"), answered(OM, clock="10:25")), "done"),
        ((phoned(OM, "10:20", "th 08:00"), answered(OM, clock="10:25")), "done"),
        ((climbed(OM, 2, "10:20"), answered(OM, DEPUTY, "10:25")), "open"),
    ],
)
def test_the_silent_om_is_reached_by_telephone_or_through_its_waarnemer(events, found):
    assert reached("stil", raised(), *events)["bereik"] == found


def test_another_end_than_a_mistake_does_not_do():
    assert reached("vergissing", raised(), ended(Outcome.WITHDRAWN))["vergissing"] == "missed"


def test_of_two_requests_one_is_marked_while_the_other_goes_on():
    first, closed = (raised(),), ended(Outcome.WITHDRAWN)

    assert reached_in("dubbel", [first])["dubbel"] == "open"
    assert reached_in("dubbel", [(*first, closed)]) == {
        "vraag": "done", "tweede": "missed", "dubbel": "missed",
    }  # fmt: skip
    assert reached_in("dubbel", [first, (SECOND_ASKED,)])["dubbel"] == "open"
    assert reached_in("dubbel", [(*first, closed), (SECOND_ASKED,)])["dubbel"] == "missed"
    assert reached_in("dubbel", [(*first, started()), (SECOND_ASKED,)])["dubbel"] == "open"


def test_the_waarnemer_answers_after_being_asked():
    before = (raised(), answered(OM), answered(POLITIE))

    assert reached("weigering", *before)["antwoord"] == "open"
    assert reached("weigering", *before, answered(OM, DEPUTY))["antwoord"] == "open"


def test_a_herbeoordeling_without_a_moment_leaves_nothing_to_follow_up():
    found = reached("stap4", raised(), started(), agreed(Topic.REASSESS))

    assert found["herbeoordeling"] == "open"


def test_when_all_is_done_nothing_can_be_put_off_any_more():
    assert reached("stap4", *STAP4, done(1))["uitgesteld"] == "open"
    assert reached("stap4", *STAP4, done(1), done(2))["uitgesteld"] == "missed"
    assert reached("stap4", raised(), ended(Outcome.WITHDRAWN))["gedaan"] == "missed"


def test_what_is_owed_outlives_the_closing():
    closed = AlertClosed(at=at("12:10"), by=by(VT), destination="zsm")

    assert reached("stap4", *STAP4, closed)["gedaan"] == "open"


def test_who_did_something_took_part_and_the_clock_did_not():
    courses = [*WHOLE["stil"], *WHOLE["weigering"]]
    acted = {event.by.person for course in courses for event in course} - {None}

    assert {*people_in(courses)} == acted
    assert len(people_in(courses)) == len(acted)
    assert people_in([]) == ()
