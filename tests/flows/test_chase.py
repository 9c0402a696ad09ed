"""The ladder of the role that has not answered, and of that role only."""

import pytest
from story import (
    AT,
    DECLINED,
    DEPUTY,
    HOUR,
    MINUTE,
    NOW,
    OM,
    POLITIE,
    RVDK,
    STRANGER,
    VT,
    answered,
    at,
    by,
    climbed,
    given,
    ladder,
    looked,
    phoned,
    raised,
    refusal,
    rules,
    seen,
    started,
    then,
)

from flows.answers import GiveAnswer
from flows.calendar import ALWAYS
from flows.chase import (
    CallLogged,
    LogCall,
    PhoneRouteTaken,
    ReportUnreachable,
    RoleAskedAgain,
    Why,
)
from flows.chase import ladder as steps_of
from flows.clock import next_due
from flows.decider import check_clock, decide
from flows.refusal import Refusal
from flows.rules import RoleRules, Urgency
from flows.state import CLOCK
from flows.terms import CallResult

LADDER = [("10:10", 1), ("10:20", 2), ("10:30", 3), ("11:00", 4)]


def asked_again(role, clock):
    return RoleAskedAgain(at=at(clock), by=CLOCK, role=role)


def silent_om(clock="10:00", **changes):
    """An alert in which only the OM has not answered."""
    return given(
        raised(clock, **changes),
        answered(POLITIE, clock=clock),
        answered(RVDK, AT, clock, can_at=at(clock) + HOUR),
    )


@pytest.mark.parametrize(("clock", "rung"), LADDER)
def test_a_silent_role_climbs_its_ladder_at_the_minute_and_not_before(clock, rung):
    alert = silent_om()
    for earlier, _ in LADDER[: rung - 1]:
        alert = looked(alert, earlier)
    just_before = at(clock) - MINUTE / 60

    assert next_due(alert) == at(clock)
    assert check_clock(alert, just_before) == []
    assert seen(alert, clock) == [climbed(OM, rung, clock)]


def test_each_silent_role_is_on_its_own_ladder():
    alert = looked(given(raised()), "10:10")

    events = seen(then(alert, answered(POLITIE, clock="10:15")), "10:20")

    assert events == [climbed(OM, 2, "10:20"), climbed(RVDK, 2, "10:20")]


def test_while_a_suspect_is_in_custody_the_ladder_is_shorter():
    alert = silent_om(custody=True, arrested_at=at("09:00"))

    assert seen(alert, "10:05") == [climbed(OM, 1, "10:05")]
    assert steps_of(alert) == ladder(5, 10, 15, 30)


def test_a_worrying_pattern_takes_its_time():
    alert = silent_om(urgency=Urgency.ZORGELIJK)

    assert seen(alert, "11:59:59") == []
    assert seen(alert, "12:00") == [climbed(OM, 1, "12:00")]


def test_f12_after_an_outage_a_reminder_that_says_nothing_new_is_skipped():
    alert = silent_om()

    assert seen(alert, "10:19") == [climbed(OM, 1, "10:19")]
    assert seen(alert, "10:20") == [climbed(OM, 2, "10:20")]
    assert seen(alert, "10:31") == [climbed(OM, 2, "10:31"), climbed(OM, 3, "10:31")]


def test_f88_a_clock_that_is_set_back_repeats_no_step_and_skips_none():
    alert = looked(silent_om(), "10:10")

    assert seen(alert, "10:00") == []
    assert seen(alert, "10:19") == []
    assert seen(alert, "10:20") == [climbed(OM, 2, "10:20")]


def test_f95_an_answer_in_the_minute_of_the_deadline_may_come_before_it_or_after():
    answer = GiveAnswer(by=by(OM), role=OM, kind=NOW)
    before = then(silent_om(), *decide(silent_om(), answer, at("10:10")))
    after = looked(silent_om(), "10:10")

    assert seen(before, "10:10") == []
    assert after.seat(OM).rung == 1
    answered_after = then(after, *decide(after, answer, at("10:10")))
    assert answered_after.seat(OM).joins
    assert seen(answered_after, "10:20") == []


@pytest.mark.parametrize("past", [(answered(OM),), (answered(OM, DECLINED), started())])
def test_no_role_is_chased_after_its_answer_or_after_the_start(past):
    alert = then(silent_om(), *past)

    assert seen(alert, "11:30") == []


def test_a_role_that_declined_is_chased_through_its_waarnemer_only():
    alert = then(
        silent_om(),
        answered(OM, DECLINED, reason="capaciteit"),
        climbed(OM, 2, "10:05", Why.DECLINED),
    )

    assert seen(alert, "10:20") == []
    assert seen(alert, "10:30") == [climbed(OM, 3, "10:30")]


def test_a_waarnemer_that_stays_silent_is_chased_on_the_same_ladder():
    alert = then(silent_om(), answered(OM, DEPUTY), climbed(OM, 2, "10:05", Why.DEPUTY))

    assert seen(alert, "10:30") == [climbed(OM, 3, "10:30")]


@pytest.mark.parametrize(("rung", "next_rung"), [(0, 2), (1, 2), (2, 3), (3, 4)])
def test_f103_an_empty_duty_or_a_blocked_chat_moves_the_ladder_on_at_once(rung, next_rung):
    past = [climbed(OM, rung, "10:01")] if rung else []
    alert = then(silent_om(), *past)

    events = decide(alert, ReportUnreachable(by=CLOCK, role=OM, rung=rung), at("10:02"))

    assert events == [climbed(OM, next_rung, "10:02", Why.UNREACHABLE)]
    repeat = ReportUnreachable(by=CLOCK, role=OM, rung=rung)
    assert decide(then(alert, *events), repeat, at("10:02")) == []


@pytest.mark.parametrize(
    ("past", "role", "rung"),
    [
        ([climbed(OM, 4, "10:01")], OM, 4),
        ([answered(OM)], OM, 0),
        ([climbed(OM, 2, "10:01")], OM, 1),
        ([], STRANGER, 0),
    ],
)
def test_late_or_strange_news_of_a_closed_chat_changes_nothing(past, role, rung):
    alert = then(silent_om(), *past)

    assert decide(alert, ReportUnreachable(by=CLOCK, role=role, rung=rung), at("10:02")) == []


def test_when_the_window_closes_the_ladder_gives_way_to_the_phone():
    alert = looked(silent_om("21:45"), "21:55")

    assert seen(alert, "21:59:59") == []
    assert seen(alert, "22:00") == [phoned(OM, "22:00", "th 08:00")]


def test_a_step_that_would_fall_on_the_closing_minute_is_not_taken():
    alert = looked(silent_om("21:40"), "21:50")

    assert seen(alert, "22:00") == [phoned(OM, "22:00", "th 08:00")]


def test_also_at_the_top_of_the_ladder_a_silent_role_is_asked_again_in_the_morning():
    alert = then(silent_om("12:00"), climbed(OM, 4, "13:00"))

    assert next_due(alert) == at("22:00")
    night = looked(alert, "22:00")
    assert next_due(night) == at("th 08:00")


def test_at_the_top_of_the_ladder_a_role_that_declined_is_left_alone():
    alert = then(silent_om(), answered(OM, DECLINED, reason="anders"), climbed(OM, 4, "11:00"))

    assert seen(alert, "23:00") == []


def test_the_police_can_always_be_reached_so_the_top_of_its_ladder_is_the_end():
    alert = then(given(raised(), answered(OM), answered(RVDK)), climbed(POLITIE, 4, "11:00"))

    assert next_due(alert) == at("th 10:00"), "gemist, and nothing before it"


def test_the_phone_route_of_the_night_leads_to_a_new_ladder_in_the_morning():
    night = looked(given(raised("we 23:10", POLITIE), answered(VT), answered(RVDK)), "23:10")

    assert seen(night, "th 07:59:59") == []
    assert seen(night, "th 08:00") == [asked_again(OM, "th 08:00")]
    morning = looked(night, "th 08:00")
    assert morning.seat(OM).phoned_at is None
    assert seen(morning, "th 08:10") == [climbed(OM, 1, "th 08:10")]


def test_office_hours_end_on_friday_and_begin_on_monday():
    alert = given(raised("fr 17:00"), answered(POLITIE), answered(OM))

    assert seen(alert, "fr 17:00") == [phoned(RVDK, "fr 17:00", "mo 08:30")]


def test_a_role_without_any_window_is_only_telephoned():
    shut = rules(
        roles=(
            RoleRules(role=VT, windows=ALWAYS),
            RoleRules(role=POLITIE, windows=ALWAYS),
            RoleRules(role=OM),
        )
    )
    alert = given(raised(rules=shut, roles=(VT, POLITIE, OM)), answered(POLITIE))

    events = seen(alert, "10:00")

    assert events == [PhoneRouteTaken(at=at("10:00"), by=CLOCK, role=OM, opens_at=None)]
    assert next_due(then(alert, *events)) == at("th 10:00"), "gemist, and nothing before it"


@pytest.mark.parametrize("result", [CallResult.NOT_REACHED, CallResult.VOICEMAIL])
def test_a_call_that_reached_nobody_is_noted_and_the_chase_goes_on(result):
    alert = silent_om()

    events = decide(alert, LogCall(by=by(VT), role=OM, result=result), at("10:05"))

    assert events == [CallLogged(at=at("10:05"), by=by(VT), role=OM, result=result)]
    assert seen(then(alert, *events), "10:10") == [climbed(OM, 1, "10:10")]


def test_reaching_the_om_by_telephone_ends_its_chase_and_is_noted_once():
    alert = silent_om()
    call = LogCall(by=by(VT), role=OM, result=CallResult.REACHED)

    called = then(alert, *decide(alert, call, at("10:05")))

    assert called.seat(OM).call is CallResult.REACHED
    assert seen(called, "11:00") == []
    assert decide(called, call, at("10:06")) == []


def test_a_call_concerns_roles_with_a_seat_in_an_alert_that_is_asking():
    alert = silent_om()
    outsider = LogCall(by=by(STRANGER), role=OM, result=CallResult.REACHED)
    stranger = LogCall(by=by(VT), role=STRANGER, result=CallResult.REACHED)
    late = LogCall(by=by(VT), role=OM, result=CallResult.REACHED)

    assert refusal(alert, outsider, at("10:05")) is Refusal.ROLE_NOT_INVITED
    assert refusal(alert, stranger, at("10:05")) is Refusal.ROLE_NOT_INVITED
    assert refusal(then(alert, started()), late, at("11:05")) is Refusal.NOT_CURRENT


def test_f90_a_night_with_an_hour_twice_neither_repeats_nor_skips_a_step():
    raised_at = at("2026-10-25 02:55")
    alert = given(raised("2026-10-25 02:55"), answered(OM), answered(RVDK))
    due = [raised_at + minutes * MINUTE for minutes in (10, 20, 30, 60)]

    steps = []
    for moment in (raised_at + minutes * MINUTE for minutes in range(90)):
        events = check_clock(alert, moment)
        steps += [event.at for event in events]
        alert = then(alert, *events)

    assert steps == due
