"""What goes by the second channel, to whom, and that each role hears each level once."""

from dataclasses import replace

import pytest
from story import (
    OM,
    POLITIE,
    RVDK,
    VT,
    answered,
    at,
    climbed,
    given,
    raised,
    seen,
    then,
)

from flows.cells import cells
from flows.chase import RoleAskedAgain
from flows.decider import decide
from flows.ending import AlertEnded
from flows.notices import Audience, Notice, NoticeKind, Rank, notices
from flows.second_path import NoteSecondPath, SecondPathUsed
from flows.state import CLOCK
from flows.terms import Outcome
from flows.undelivered import is_owed, level_of, owner_of

CARD = Notice(kind=NoticeKind.CARD, audience=Audience.GROUP, rank=Rank.ALARM, round=1)
FIRST = "1:0:20261118090000"


def used(clock, role=POLITIE, level=FIRST):
    return SecondPathUsed(at=at(clock), by=CLOCK, role=role, level=level)


def notice(kind=NoticeKind.ASK, role=POLITIE, audience=Audience.ROLE, **fields):
    told = Notice(kind=kind, audience=audience, rank=Rank.ALARM, round=1, role=role, rung=0)
    return replace(told, **fields)


def test_the_log_tells_once_that_a_role_was_told_by_the_second_channel():
    alert = given(raised())
    command = NoteSecondPath(by=CLOCK, role=POLITIE, level=FIRST)

    events = decide(alert, command, at("10:02"))

    assert events == [used("10:02")]
    after = then(alert, *events)
    assert after.second_path_at == at("10:02")
    assert decide(after, command, at("10:03")) == []
    assert decide(after, replace(command, role=None), at("10:03")) == [used("10:03", role=None)]


def test_it_is_noted_also_when_the_alert_is_over_by_then():
    ended = AlertEnded(at=at("10:01"), by=CLOCK, outcome=Outcome.WITHDRAWN)
    command = NoteSecondPath(by=CLOCK, role=POLITIE, level=FIRST)

    assert decide(given(raised(), ended), command, at("10:02")) == [used("10:02")]


def test_the_card_shows_it_and_no_figure_changes():
    alert = given(raised())
    after = then(alert, used("10:02"))

    assert [one.kind for one in notices(after, [used("10:02")])] == [NoticeKind.CARD]
    assert cells(after) == cells(alert)
    assert seen(after, "10:03") == []


@pytest.mark.parametrize(
    ("told", "owner"),
    [
        (CARD, None),
        (notice(), POLITIE),
        (notice(NoticeKind.STAND_IN, OM, Audience.DEPUTIES, rung=2), OM),
        (notice(NoticeKind.CALL_ROLE, OM, Audience.RAISER, rung=3), VT),
        (notice(NoticeKind.CHAIR_TOLD, OM, Audience.CHAIR, rung=4), None),
        (notice(NoticeKind.MISSED, OM, Audience.CONTACTS), OM),
    ],
)
def test_a_notice_goes_to_the_role_it_is_for(told, owner):
    assert owner_of(given(raised()), told) == owner


def test_the_card_and_the_first_asking_are_one_level_and_each_step_is_its_own():
    alert = given(raised(), climbed(OM, 1, "10:10"))

    first = {level_of(alert, told) for told in (CARD, notice(), notice(role=OM))}
    assert first == {FIRST}
    reminded = notice(NoticeKind.REMIND, OM, rung=1)
    warned = notice(NoticeKind.CUSTODY, OM, rung=None, number=1)
    levels = [level_of(alert, reminded), level_of(alert, warned)]
    levels.append(level_of(alert, replace(warned, number=2)))
    assert len({*levels, FIRST}) == 4


def test_a_role_that_is_asked_anew_in_the_morning_is_told_anew():
    alert = given(raised("20:00"))
    anew = then(alert, RoleAskedAgain(at=at("th 08:30"), by=CLOCK, role=RVDK))

    assert level_of(alert, notice(role=RVDK)) != level_of(anew, notice(role=RVDK))


@pytest.mark.parametrize(
    ("told", "clock", "owed"),
    [
        (CARD, "10:02", True),
        (notice(), "10:02", True),
        (notice(role=OM), "10:02", False),  # it has answered
        (notice(role=RVDK), "20:00", False),  # nobody is woken outside the window
        (notice(NoticeKind.CALL_ROLE, POLITIE, Audience.RAISER, rung=3), "23:00", True),
    ],
)
def test_what_is_still_true_and_wakes_nobody_in_vain_is_owed(told, clock, owed):
    alert = given(raised(), answered(OM))

    assert is_owed(alert, told, at(clock)) is owed


def test_a_card_of_what_is_over_is_not_owed():
    ended = AlertEnded(at=at("10:01"), by=CLOCK, outcome=Outcome.WITHDRAWN)

    assert not is_owed(given(raised(), ended), CARD, at("10:02"))
