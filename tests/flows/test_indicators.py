"""The measures of a month are what a person with pen and paper makes of them."""

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st
from month_story import (
    AFTER_AN_HOUR,
    DRILL,
    DUPLICATE,
    ELIGIBLE,
    EXCLUDED,
    MISSED,
    MISTAKE,
    NOT_NEEDED,
    RUNNING,
    WITHDRAWN,
    WITHDRAWN_AFTER_AN_ANSWER,
    added,
    any_month,
    calmly,
    figure,
    figures,
)
from story import (
    NOW,
    OM,
    POLITIE,
    RVDK,
    answered,
    at,
    by,
    concluded,
    given,
    raised,
    started,
    then,
)

from flows.cells import Excluded, exclusion
from flows.first_round import target_at
from flows.follow_up import AlertReopened
from flows.indicators import BESIDE, MEASURES, excluded
from flows.rules import Urgency
from flows.terms import StartSource

# What counts


@pytest.mark.parametrize(
    ("alert", "reason"),
    [
        (WITHDRAWN, Excluded.UNANSWERED),
        (MISTAKE, Excluded.MISTAKE),
        (DUPLICATE, Excluded.DUPLICATE),
        (NOT_NEEDED, Excluded.NOT_NEEDED),
        (DRILL, Excluded.DRILL),
        *((alert, None) for alert in (*ELIGIBLE, RUNNING)),
    ],
)
def test_an_alert_counts_unless_it_was_none_or_nobody_had_answered(alert, reason):
    assert exclusion(alert) == reason


def test_what_does_not_count_is_shown_as_a_count():
    month = added(*ELIGIBLE, *EXCLUDED, DRILL)

    assert month.n("telt") == 5
    assert excluded(month) == {
        Excluded.MISTAKE: 1,
        Excluded.DUPLICATE: 1,
        Excluded.UNANSWERED: 1,
        Excluded.NOT_NEEDED: 1,
        Excluded.DRILL: 2,
    }


@calmly
@forall(any_month)
def test_every_alert_counts_or_is_shown_as_excluded(alerts):
    month = added(*alerts)

    assert month.n("telt") + sum(excluded(month).values()) == len(alerts)
    for code in ("M1", "M3", "M4", "M5", "M6", "M7", "M12", "M14"):
        assert figures(*alerts)[code].total == month.n("telt")


@calmly
@forall(any_month, st.sampled_from(EXCLUDED))
def test_what_does_not_count_changes_no_figure(alerts, excluded):
    assert figures(*alerts, excluded) == figures(*alerts)


@calmly
@forall(any_month)
def test_withdrawing_after_an_answer_never_improves_the_share_within_target(alerts):
    before = figures(*alerts)["M5"]

    after = figures(*alerts, WITHDRAWN_AFTER_AN_ANSWER)["M5"]

    assert (after.n, after.total) == (before.n, before.total + 1)


def test_calling_a_missed_alert_a_mistake_shows_in_the_same_report():
    glossed_over = [MISTAKE if alert is MISSED else alert for alert in ELIGIBLE]

    assert figures(*ELIGIBLE)["M5"].total - figures(*glossed_over)["M5"].total == 1
    assert excluded(added(*glossed_over))[Excluded.MISTAKE] == 1


def test_a_month_without_alerts_is_a_result():
    month = figures()

    assert set(excluded(added()).values()) == {0}
    assert list(month) == [measure.code for measure in (*MEASURES, *BESIDE)]
    assert {(found.n, found.total, found.value) for found in month.values()} == {(0, 0, None)}


# The measures


def test_the_first_response_is_of_any_role_but_the_raisers():
    # 5, 20, 10 and 5 minutes; nobody answered the missed one
    assert figures(*ELIGIBLE)["M1"] == figure(4, 5, 7.5, max=figure(4, 5, 20))


def test_each_role_has_its_own_response_in_and_out_of_its_window():
    found = figures(*ELIGIBLE)["M2"]

    assert (found.n, found.total, found.value) == (6, 15, 11)  # 5, 5, 10, 12, 20, 40
    assert found.parts == {
        POLITIE: figure(
            4, 5, 7.5,  # 5, 20, 10, 5; always in window
            in_window=figure(4, 5, 7.5), out_of_window=figure(0, 0, None),
            tap=figure(3, 3, 5), proxy_telefoon=figure(1, 1, 20),
        ),
        OM: figure(
            2, 5, 26,  # 12 and 40; Friday 23:00 is out of window
            in_window=figure(2, 4, 26), out_of_window=figure(0, 1, None),
            tap=figure(2, 2, 26), proxy_telefoon=figure(0, 0, None),
        ),
        RVDK: figure(
            0, 5, None,
            in_window=figure(0, 4, None), out_of_window=figure(0, 1, None),
            tap=figure(0, 0, None), proxy_telefoon=figure(0, 0, None),
        ),
    }  # fmt: skip


def test_the_quorum_is_complete_with_the_last_of_the_needed_roles():
    assert figures(*ELIGIBLE)["M3"] == figure(2, 5, 26)  # 12 and 40 minutes


def test_the_time_to_overleg_tells_how_many_had_none():
    # 60, 180 and 300 minutes: of five, the third has its overleg after 300
    assert figures(*ELIGIBLE)["M4"] == figure(
        3, 5, 300,
        held=figure(3, 3, 180), p90=figure(3, 5, None), without_afterwards=figure(3, 5, 300),
    )  # fmt: skip


def test_nine_out_of_ten_are_told_from_ten_overleggen_on():
    assert figures(*[AFTER_AN_HOUR] * 10)["M4"].parts["p90"] == figure(10, 10, 60)


def test_an_overleg_recorded_afterwards_counts_and_is_counted_apart():
    afterwards = given(
        raised("10:00"), started("12:00", started_at=at("10:20"), source=StartSource.AFTERWARDS)
    )

    found = figures(AFTER_AN_HOUR, afterwards)["M4"]

    assert found.value == 40  # 60 and 20 minutes
    assert found.parts["without_afterwards"] == figure(1, 1, 60)


def test_within_target_is_a_share_of_all_that_count():
    # 60 and 180 minutes are within 240; only 60 is within 120
    assert figures(*ELIGIBLE)["M5"] == figure(
        2, 5, 40, within_120=figure(1, 5, 20), within_240=figure(2, 5, 40)
    )


@pytest.mark.parametrize(("clock", "n"), [("14:00", 1), ("14:01", 0)])
def test_the_target_itself_is_still_within(clock, n):
    assert figures(given(raised("10:00"), started(clock)))["M5"].n == n


def test_each_alert_has_its_own_target():
    acuut = given(raised("10:00", urgency=Urgency.ACUUT), started("13:00"))
    zorgelijk = given(raised("10:00", urgency=Urgency.ZORGELIJK), started("fr 09:00"))

    assert figures(acuut, zorgelijk)["M5"].n == 1
    assert [target_at(acuut), target_at(zorgelijk)] == [at("12:00"), at("fr 10:00")]


def test_without_an_overleg_within_a_day_it_was_missed():
    two_days = given(raised("10:00", urgency=Urgency.ZORGELIJK), started("fr 09:00"))

    # the missed one, the withdrawn one, and the one of which the overleg came after 47 hours
    assert figures(*ELIGIBLE, two_days)["M6"] == figure(3, 6, 50)


def test_a_running_alert_is_not_within_target_and_not_missed():
    month = figures(AFTER_AN_HOUR, RUNNING)

    assert (month["M5"].value, month["M6"].value) == (50, 0)


def test_the_clock_of_a_duplicate_that_was_taken_over_counts():
    merged = given(raised("10:00", clock_at=at("09:30")), answered(POLITIE), started("11:00"))

    found = figures(merged)

    assert (found["M1"].value, found["M4"].value) == (35, 90)
    assert target_at(merged) == at("13:30")


def test_the_day_parts_are_those_of_the_asking():
    friday = given(raised("fr 16:00"))

    # four on Wednesday at ten, one on Friday at four, one on Friday at eleven in the evening
    assert figures(*ELIGIBLE, friday)["M14"] == figure(
        6, 6, None,
        kantoor=figure(5, 6, pytest.approx(500 / 6)), avond_weekend=figure(0, 6, 0),
        nacht=figure(1, 6, pytest.approx(100 / 6)),
        vrijdag_12_18=figure(1, 6, pytest.approx(100 / 6)),
    )  # fmt: skip


# A second round


def test_a_second_round_changes_no_figure_of_the_first():
    first = then(AFTER_AN_HOUR, *concluded("12:00"))

    again = then(
        first,
        AlertReopened(at=at("th 09:00"), by=by(RVDK)),
        answered(OM, NOW, "th 09:30"),
        started("th 10:00"),
    )

    assert figures(again) == figures(first)
