"""Each edge case of dataset.md 4.8 is in the data, under its number."""

from collections import Counter
from datetime import date, time, timedelta

from invented_years import births_with_cases, first_answer_at, is_eligible, year_with_cases

from bot.practice.dataset.edges import outage
from bot.practice.dataset.people import VT, colleague
from flows.calendar import at_local, is_public_holiday, local, month_of, nth_working_day
from flows.state import Alert
from flows.terms import AnswerKind, Channel, FollowUpKind, Outcome, Phase, StartSource

SEED, MINUTE = 7, timedelta(minutes=1)
MONTHS = [(2025 + (10 + n) // 12, (10 + n) % 12 + 1) for n in range(24)]


def case(*numbers: str) -> list[Alert]:
    """The alerts that are these edge cases, in order of time."""
    births, alerts = births_with_cases(SEED), year_with_cases(SEED)
    return [alerts[alert] for alert, birth in births.items() if birth.case in numbers]


def clock(alert: Alert) -> str:
    return f"{local(alert.clock_at):%d-%m-%Y %H:%M %Z}"


def waited(alert: Alert) -> timedelta:
    assert alert.first_overleg is not None
    return alert.first_overleg.started_at - alert.clock_at


def test_1_both_half_past_twos_of_autumn_and_the_hour_that_is_not_there_in_spring():
    first, second, spring = case("1a"), case("1b"), case("1c")

    assert "25-10-2026 02:30 CEST" in [clock(it) for it in first]
    assert "25-10-2026 02:30 CET" in [clock(it) for it in second]
    assert "31-10-2027 02:30 CEST" in [clock(it) for it in first]
    last = spring[-1]
    assert last.first_overleg is not None
    assert clock(last) == "28-03-2027 01:50 CET"
    assert f"{local(last.first_overleg.started_at):%H:%M}" == "03:20"
    assert waited(last) == 30 * MINUTE


def test_2_two_raisers_ask_for_the_same_within_a_quarter_with_and_without_reference():
    (kept,), (gone,), (given_way,), (second,) = (case(f"2{letter}") for letter in "abcd")

    assert kept.facts.reference == gone.facts.reference is not None
    assert gone.clock_at - kept.clock_at < 15 * MINUTE
    assert (gone.outcome, gone.duplicate_of) == (Outcome.DUPLICATE, kept.id)
    assert given_way.facts.reference is second.facts.reference is None
    assert (given_way.outcome, given_way.duplicate_of) == (Outcome.DUPLICATE, second.id)
    assert second.clock_at == given_way.raised_at < second.raised_at
    assert kept.raised_by.role != gone.raised_by.role


def test_3_asked_for_at_the_end_of_a_month_and_open_when_the_figures_freeze():
    (late,), (open_,) = case("3a"), case("3b")
    overleg = late.first_overleg
    assert overleg is not None
    year, month = month_of(open_.clock_at)
    after = (year, month + 1) if month < 12 else (year + 1, 1)

    assert f"{local(late.clock_at):%H:%M}" == "23:58"
    assert local(overleg.started_at).day == 1
    assert open_.closed_at is not None
    assert open_.closed_at > at_local(nth_working_day(*after, 5), time(18))


def test_4_withdrawn_before_and_after_answers_and_reopened():
    (unanswered,), (answered,), (again,) = case("4a"), case("4b"), case("4c")

    assert [it.outcome for it in (unanswered, answered)] == [Outcome.WITHDRAWN] * 2
    assert [is_eligible(it) for it in (unanswered, answered)] == [False, True]
    assert (again.outcome, again.ended, again.clock_at) == (Outcome.HELD, None, again.raised_at)


def test_5_answers_without_overleg_and_overleg_without_answers():
    (missed,), (without_om,), (silent,), (early,) = (case(f"5{letter}") for letter in "abcd")

    assert missed.outcome is Outcome.MISSED
    assert all(seat.answer is not None for seat in missed.seats)
    assert without_om.first_overleg is not None
    assert "om" not in without_om.first_overleg.present
    assert silent.first_overleg is not None
    assert silent.first_overleg.source is StartSource.AFTERWARDS
    assert [first_answer_at(silent, role) for role in ("politie", "om", "rvdk")] == [None] * 3
    assert waited(early) > timedelta(0), "a start before the asking was refused"


def test_6_answers_that_change_and_answers_for_others():
    (changed,), (both,), (left,), (proxy,) = (case(f"6{letter}") for letter in "abcd")

    assert said(changed, "politie") == [AnswerKind.NOW, AnswerKind.DECLINED]
    assert answered_by(both, "politie") == answered_by(both, "om")
    assert len(said(left, "politie")) == 1, "what a stranger tapped is not there"
    assert [answer.channel for answer in answers(proxy, "om")][:2] == [Channel.PHONE, Channel.TAP]


def test_7_two_press_at_once_and_there_is_one_start():
    (twice,) = case("7")

    assert len(twice.overlegs) == 1
    assert waited(twice) == 80 * MINUTE


def test_8_a_colleague_carries_on_for_who_left():
    (left,) = case("8")

    (item,) = left.follow_ups
    assert left.raised_by != colleague(VT)
    assert (item.owner, left.outcome) == ("vt", Outcome.HELD)
    assert item.done_at is not None


def test_9_drills_give_way_and_are_never_switched():
    (drill,), (real,), (mistaken,), (again,) = (case(f"9{letter}") for letter in "abcd")

    assert local(drill.clock_at).date() == local(real.clock_at).date()
    assert (drill.drill, drill.ended, drill.end_reason) == (True, Outcome.NOT_NEEDED, "echt_alarm")
    assert drill.closed_at == real.raised_at
    assert (mistaken.drill, mistaken.outcome) == (True, Outcome.WITHDRAWN)
    assert (again.drill, again.outcome) == (False, Outcome.HELD)


def test_10_a_month_of_four_a_month_without_ouderen_and_a_source_that_came_once():
    alerts = [alert for alert in year_with_cases(SEED).values() if not alert.drill]
    per_month = Counter((it.doelgroep, month_of(it.clock_at)) for it in alerts)
    sources = Counter((it.doelgroep, month_of(it.clock_at), it.facts.source) for it in alerts)

    assert 4 in [per_month["skm", month] for month in MONTHS]
    assert 0 in [per_month["ouderen", month] for month in MONTHS]
    assert 1 in sources.values()


def test_11_the_om_is_offline_for_ten_weeks():
    stretch = outage(MONTHS)
    assert stretch is not None
    offline = [
        alert
        for alert in year_with_cases(SEED).values()
        if stretch[0] <= alert.clock_at < stretch[1] and alert.raised_by.role != "om"
        if alert.id not in {one.id for one in case("5c", "5d", "6a")}
    ]

    channels = Counter(answer.channel for alert in offline for answer in answers(alert, "om"))

    assert stretch[1] - stretch[0] == timedelta(days=70)
    assert len(offline) > 10
    assert set(channels) == {Channel.PHONE}
    assert sum(channels.values()) < len(offline)


def test_12_what_is_answered_while_the_bot_is_down_arrives_all_at_once():
    (late,) = case("12")

    moments = {first_answer_at(late, role) for role in ("politie", "om", "rvdk")}

    assert moments == {late.raised_at + 50 * MINUTE}


def test_14_herbeoordeling_on_a_holiday_on_a_saturday_and_after_the_closing():
    holiday, saturday, after = (reassessed(*case(f"14{letter}")) for letter in "abc")
    (closed,) = case("14c")

    assert is_public_holiday(holiday)
    assert saturday.weekday() == 5
    assert closed.closed_at is not None
    assert after > local(closed.closed_at).date()


def test_15_six_within_half_an_hour():
    six = case(*(f"15{letter}" for letter in "abcdef"))

    assert len(six) == 6
    assert six[-1].raised_at - six[0].raised_at <= 30 * MINUTE


def test_everything_comes_to_an_end():
    assert {alert.phase for alert in year_with_cases(SEED).values()} == {Phase.CLOSED}


def answers(alert: Alert, role: str):
    seats = [seat for seat in alert.seats if seat.role == role]
    return [answer for seat in seats for answer in (*seat.earlier, *seat.answers)]


def said(alert: Alert, role: str) -> list[AnswerKind]:
    return [answer.kind for answer in answers(alert, role)]


def answered_by(alert: Alert, role: str):
    return answers(alert, role)[0].by.person


def reassessed(alert: Alert) -> date:
    (item,) = [it for it in alert.follow_ups if it.kind is FollowUpKind.REASSESS]
    assert item.done_at is not None
    return local(item.due_at).date()
