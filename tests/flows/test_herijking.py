"""The herijking: four answers make it ready, and after 31 March nothing is switched off."""

from datetime import UTC, date, datetime

import pytest

from flows.herijking import (
    ASKED,
    Herijking,
    Step,
    Verdict,
    answered,
    confirmed,
    is_open,
    reminder,
    unconfirmed,
)
from flows.rules import Role
from flows.state import PersonId

OM, VT = Role("om"), Role("vt")
NOW = datetime(2027, 2, 2, 9, tzinfo=UTC)


def looked_through(verdict: Verdict = Verdict.RIGHT) -> Herijking:
    herijking = Herijking(year=2027, role=OM)
    for step in ASKED:
        herijking = answered(herijking, step, verdict)
    return herijking


def test_the_steps_come_in_their_order_and_confirming_is_the_last():
    herijking, seen = Herijking(year=2027, role=OM), []
    while not herijking.is_ready():
        seen.append(herijking.next_step())
        herijking = answered(herijking, herijking.next_step(), Verdict.RIGHT)

    assert seen == [Step.PEOPLE, Step.WINDOWS, Step.PHONES, Step.TARGETS]
    assert herijking.next_step() is Step.CONFIRM


def test_what_is_not_right_can_be_confirmed_too_and_stays_visible():
    done = confirmed(looked_through(Verdict.WRONG), PersonId(7), NOW)

    assert (done.confirmed_by, done.confirmed_at) == (7, NOW)
    assert done.verdict(Step.PHONES) is Verdict.WRONG
    assert done.is_amiss()
    assert not confirmed(looked_through(), PersonId(7), NOW).is_amiss()


def test_an_answer_afterwards_asks_for_a_new_confirmation():
    done = confirmed(looked_through(), PersonId(7), NOW)

    again = answered(done, Step.PHONES, Verdict.WRONG)

    assert (again.confirmed_by, again.confirmed_at) == (None, None)
    assert again.verdict(Step.PEOPLE) is Verdict.RIGHT


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2027, 1, 31), None),
        (date(2027, 2, 1), date(2027, 2, 1)),
        (date(2027, 2, 28), date(2027, 2, 1)),
        (date(2027, 3, 1), date(2027, 3, 1)),
        (date(2027, 3, 31), date(2027, 3, 25)),
        (date(2027, 4, 1), None),
    ],
)
def test_there_are_three_reminders(today, day):
    assert reminder(today) == day
    assert is_open(today) is (today < date(2027, 4, 1))


def test_only_after_march_it_is_said_who_did_not_confirm():
    done = confirmed(looked_through(), PersonId(7), NOW)
    last_year = confirmed(Herijking(year=2026, role=VT, answers=done.answers), PersonId(8), NOW)

    assert unconfirmed((VT, OM), [done, last_year], date(2027, 3, 31)) == ()
    assert unconfirmed((VT, OM), [done, last_year], date(2027, 4, 1)) == (VT,)
    assert unconfirmed((VT, OM), [Herijking(year=2027, role=OM)], date(2027, 4, 1)) == (VT, OM)
