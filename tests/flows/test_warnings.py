"""What an aanspreekpunt should look at: a role that leans on one person."""

from dataclasses import replace

import pytest
from story import OM, VT, answered, by, given, raised

from flows.state import By, PersonId
from flows.warnings import answered_by, leans_on_one

ANNA, BRAM = PersonId(1), PersonId(2)


@pytest.mark.parametrize(
    ("people", "leans"),
    [
        ([], False),
        ([ANNA] * 4, False),
        ([ANNA] * 5, True),
        ([ANNA] * 4 + [BRAM], False),
        ([ANNA] * 9 + [BRAM] * 2, True),
        ([ANNA] * 8 + [BRAM] * 2, False),
    ],
)
def test_a_role_leans_on_one_person_above_four_fifths_of_at_least_five_answers(people, leans):
    assert leans_on_one(people) is leans


def test_the_answers_of_a_role_count_by_who_gave_them():
    alert = given(raised(), answered(OM, "10:05"), answered(VT, "10:06"), answered(OM, "10:07"))
    mark = by(OM).person

    assert answered_by([alert], OM) == [mark, mark]


def test_a_drill_an_answer_by_another_role_and_one_without_a_mark_do_not_count():
    alert = given(raised(), answered(OM, "10:05"))
    seat = alert.seat(OM)
    assert seat is not None
    assert seat.answer is not None
    for said in (By(role=OM), By(person=ANNA, role=VT)):
        other = replace(seat, answers=(replace(seat.answer, by=said),))
        assert answered_by([alert.with_seat(other)], OM) == []

    assert answered_by([replace(alert, drill=True)], OM) == []
