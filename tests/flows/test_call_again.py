"""Who called a silent partner at night and reached nobody is not left alone with it."""

from story import RVDK, VT, at, by, given, looked, phoned, raised, seen, then

from flows.chase import CallLogged, LogCall, RoleAskedAgain
from flows.decider import decide
from flows.state import CLOCK
from flows.terms import CallResult


def test_who_reached_nobody_at_night_is_told_to_call_again_each_time_it_is_noted():
    alert = then(given(raised("02:30")), *seen(given(raised("02:30")), "02:30"))
    missed = LogCall(by=by(VT), role=RVDK, result=CallResult.NOT_REACHED)

    called = then(alert, *decide(alert, missed, at("02:32")))

    assert of_rvdk(seen(called, "02:46")) == []
    assert phoned(RVDK, "02:47", "08:30") in seen(called, "02:47")
    again = looked(called, "02:47")
    assert again.seat(RVDK).call is None
    assert of_rvdk(seen(again, "03:30")) == []
    assert decide(again, missed, at("02:50"))


def of_rvdk(events):
    return [event for event in events if event.role == RVDK]


def test_a_call_again_that_comes_late_asks_the_role_itself_once_its_window_is_open():
    alert = then(given(raised("08:20")), phoned(RVDK, "08:20", "08:30"))
    called = then(
        alert, CallLogged(at=at("08:21"), by=by(VT), role=RVDK, result=CallResult.VOICEMAIL)
    )
    late = then(
        alert, CallLogged(at=at("08:10"), by=by(VT), role=RVDK, result=CallResult.VOICEMAIL)
    )

    assert RoleAskedAgain(at=at("08:30"), by=CLOCK, role=RVDK) in seen(called, "08:30")
    assert RoleAskedAgain(at=at("08:40"), by=CLOCK, role=RVDK) in seen(late, "08:40")
