"""What chance decides has the shares of dataset.md 4.2-4.6, and each alert has its own chance."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest
from invented_years import NETWORK, fates_of, ordinary_year, year

from bot.practice.dataset.fate import Fate
from bot.practice.dataset.year import Period, fates
from flows.calendar import daypart, is_friday_afternoon, local
from flows.terms import AnswerKind, Outcome, StartSource

MANY = range(30)  # years of fates, which are cheap


def drawn(doelgroep: str = "skm") -> list[Fate]:
    return [fate for seed in MANY for fate in fates_of(seed) if fate.doelgroep == doelgroep]


def share(met: Iterable[bool]) -> float:
    counts = Counter(met)
    return 100 * counts[True] / (counts[True] + counts[False])


def near(percentage: float) -> object:
    return pytest.approx(percentage, abs=max(2.0, percentage * 0.06))


def test_nine_a_month_for_skm_and_twenty_two_a_year_for_ouderen():
    assert len(drawn("skm")) / len(MANY) == pytest.approx(108, rel=0.05)
    assert len(drawn("ouderen")) / len(MANY) == pytest.approx(22, rel=0.1)


def test_a_preset_is_half_or_twice_as_much_and_leaves_the_others_as_they_were():
    quiet, busy = (
        {fate.key: fate for fate in fates(year(3, preset=preset), NETWORK.doelgroepen)}
        for preset in ("rustig", "druk")
    )
    shared = [key for key in quiet if key in busy and busy[key].twin_of == quiet[key].twin_of]

    assert len(busy) / len(quiet) == pytest.approx(4, rel=0.35)
    assert len(shared) > 0.8 * len(quiet)
    assert all(quiet[key] == busy[key] for key in shared)


def test_the_same_seed_gives_the_same_and_another_seed_something_else():
    assert fates(year(3), NETWORK.doelgroepen) == list(fates_of(3))
    assert fates_of(4) != fates_of(3)


def test_a_month_is_the_same_in_a_shorter_period():
    whole = {fate.key: fate for fate in fates_of(5)}

    short = fates(Period(seed=5, months=2, until=(2026, 10)), NETWORK.doelgroepen)

    assert all(whole[fate.key] == fate for fate in short)


@pytest.mark.parametrize(
    ("part", "percentage"), [("kantoor", 66), ("avond_weekend", 25), ("nacht", 8.5)]
)
def test_when_they_come(part, percentage):
    assert share(daypart(fate.at) == part for fate in drawn()) == near(percentage)


def test_friday_is_the_busiest_day_and_its_afternoon_the_busiest_part():
    days = Counter(local(fate.at).weekday() for fate in drawn())
    afternoon = share(
        is_friday_afternoon(fate.at) and local(fate.at).hour >= 13 for fate in drawn()
    )

    assert max(days, key=lambda day: days[day]) == date(2026, 11, 27).weekday()
    assert 100 * days[4] / days.total() == near(22)
    assert afternoon == near(13)


@pytest.mark.parametrize(
    ("doelgroep", "field", "value", "percentage"),
    [
        ("skm", "source", "ziekenhuis", 45),
        ("skm", "source", "politie", 20),
        ("skm", "source", "school_opvang", 10),
        ("skm", "nature", "letsel_zwaar", 45),
        ("skm", "nature", "letsel_overig", 15),
        ("skm", "nature", "seksueel", 18),
        ("skm", "urgency", "acuut", 35),
        ("skm", "urgency", "zorgelijk", 5),
        ("skm", "family_known", "ja", 67),
        ("skm", "anonymous", True, 8),
        ("ouderen", "source", "politie", 35),
        ("ouderen", "nature", "financieel", 30),
        ("ouderen", "urgency", "zorgelijk", 30),
    ],
)
def test_what_they_are_about(doelgroep, field, value, percentage):
    found = share(getattr(fate.facts, field) == value for fate in drawn(doelgroep))

    assert found == pytest.approx(percentage, abs=2 if doelgroep == "skm" else 4)


def test_what_depends_on_the_source():
    hospital = [fate.facts for fate in drawn() if fate.facts.source == "ziekenhuis"]
    politie = [fate.facts for fate in drawn() if fate.facts.source == "politie"]

    assert share(facts.nature == "letsel_zwaar" for facts in hospital) == near(75)
    assert share(facts.custody for facts in politie) == near(40)
    assert share(facts.custody for facts in hospital) == near(8)


def test_who_asks_whom():
    assert share(fate.by.role == "vt" for fate in drawn()) == near(82)
    assert share(fate.by.role == "politie" for fate in drawn()) == near(12)
    assert share("rvdk" in fate.roles for fate in drawn()) == near(88)


def test_what_is_answered_first():
    kinds = Counter(
        next(reply.kind for reply in fate.replies if reply.role == "politie")
        for fate in drawn()
        if any(reply.role == "politie" and reply.channel == "tap" for reply in fate.replies)
    )

    shares = {kind: 100 * count / kinds.total() for kind, count in kinds.items()}

    assert shares[AnswerKind.NOW] == near(45)
    assert shares[AnswerKind.AT] == near(40)
    assert shares[AnswerKind.DEPUTY] == near(9)
    assert shares[AnswerKind.DECLINED] == near(6)


@pytest.mark.parametrize(
    ("outcome", "percentage"),
    [
        (Outcome.HELD, 85),
        (Outcome.WITHDRAWN, 5),
        (Outcome.DUPLICATE, 3),
        (Outcome.MISTAKE, 2),
        (Outcome.MISSED, 2),
    ],
)
def test_how_they_end(outcome, percentage):
    assert share(fate.outcome is outcome for fate in drawn()) == near(percentage)


def test_how_the_start_is_known():
    meetings = [fate.meeting for fate in drawn() if fate.meeting is not None]

    assert share(it.source is StartSource.TAP for it in meetings) == near(70)
    assert share(it.source is StartSource.AFTERWARDS for it in meetings) == near(10)


def test_seven_of_ten_overleggen_are_answered_and_most_follow_ups_are_done():
    alerts = [alert for seed in range(2) for alert in ordinary_year(seed)]
    concluded = [alert.overlegs[0] for alert in alerts if alert.asked]
    items = [item for alert in alerts for item in alert.follow_ups]

    assert share(bool(overleg.answered) for overleg in concluded) == pytest.approx(70, abs=8)
    assert share(item.done_at is None for item in items) == pytest.approx(5, abs=2)
