"""What else is counted of a month, and what puts a figure right."""

from dataclasses import replace

import pytest
from hypothesis import given as forall
from month_story import (
    AFTER_AN_HOUR,
    AFTER_THREE_HOURS,
    DUPLICATE,
    RUNNING,
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
    VT,
    answered,
    at,
    by,
    concluded,
    given,
    raised,
    started,
    then,
)

from flows import indicators
from flows.agreements import AgreementMade, NothingAgreed
from flows.alert import AlertClosed
from flows.answers import UndoAnswer
from flows.cells import Cell
from flows.decider import decide
from flows.ending import TakeClock
from flows.indicators import VERSIONS, definitions_of
from flows.overleg import StartOverleg
from flows.questions import ANSWERS, QuestionAnswered
from flows.recording import RecordedInOwnSystem
from flows.state import Alert, AlertId
from flows.sums import Sums
from flows.terms import Bottleneck, Delay, Known, Question, StartSource, Topic


def test_how_long_after_the_melding_it_was_asked_is_told_where_it_was_tapped():
    today = given(raised("10:00", delay=Delay.TODAY))
    long_ago = given(raised("10:00", delay=Delay.LONGER))

    found = figures(today, long_ago, RUNNING)["M7"]

    assert (found.n, found.total, found.value) == (2, 3, None)
    assert found.parts[Delay.TODAY] == figure(1, 3, pytest.approx(100 / 3))


def agreed(*topics: Topic) -> Alert:
    """An overleg of an hour that was concluded with these points of Stap 4."""
    lines = (
        AgreementMade(
            at=at("11:30"),
            by=by(VT),
            number=number,
            topic=topic,
            who="om",
            what=None,
            to=None,
            due_at=None,
        )
        for number, topic in enumerate(topics, 1)
    )
    return given(raised("10:00"), answered(OM), started("11:00"), *lines, *concluded("12:00"))


def test_agreements_are_complete_with_what_when_to_look_again_and_whom_to_call_first():
    whole = agreed(Topic.ACTION, Topic.REASSESS, Topic.FIRST_CONTACT)
    partly = agreed(Topic.ACTION, Topic.REASSESS)
    none = AFTER_AN_HOUR

    # 60 and 60 minutes after the start; of three overleggen one is complete
    assert figures(whole, partly, none)["M8"] == figure(
        2, 3, 60, complete=figure(1, 3, pytest.approx(100 / 3))
    )


def test_that_nothing_needs_to_be_done_is_an_agreement_too():
    done = then(
        given(raised("10:00"), started("11:00")),
        NothingAgreed(at=at("11:30"), by=by(VT)),
        *concluded("12:00"),
    )

    assert done.first_overleg.agreed == (Topic.ACTION,)


def test_a_role_takes_part_in_the_overleggen_for_which_it_was_asked():
    # all four were asked; VT, politie and OM were there
    assert figures(AFTER_AN_HOUR, AFTER_THREE_HOURS)["M10"] == figure(
        6, 8, 75,
        vt=figure(2, 2, 100), politie=figure(2, 2, 100), om=figure(2, 2, 100), rvdk=figure(0, 2, 0),
    )  # fmt: skip


def test_the_quorum_is_full_when_all_three_are_there():
    without_om = given(raised("10:00"), started("11:00", present=(VT, POLITIE)))

    assert figures(AFTER_AN_HOUR, without_om, RUNNING)["M11"] == figure(1, 2, 50)


def test_a_family_is_known_not_known_or_nobody_could_say():
    known = given(raised("10:00", family_known=Known.YES))
    new = given(raised("10:00", family_known=Known.NO))

    found = figures(known, new, new, RUNNING)["M12"]

    assert (found.n, found.total, found.value) == (1, 4, 25)
    assert [found.parts[one].n for one in Known] == [1, 2, 1]


def test_alerted_before_is_a_share_of_those_with_a_reference():
    again = given(raised("10:00", seen_before=Known.YES))
    first = given(raised("10:00", seen_before=Known.NO))

    assert figures(again, first, RUNNING)["M13"] == figure(1, 2, 50)


def test_applied_is_a_share_of_what_veilig_thuis_counted():
    # Zuid-Limburg: 48 of 106
    assert figures(*[RUNNING] * 48, cases=106)["M15"] == figure(48, 106, pytest.approx(45.28, 0.01))
    assert figures(RUNNING)["M15"] == figure(1, 0, None)
    assert figures(RUNNING, RUNNING, cases=1)["M15"].value == 200


def test_undoing_an_answer_takes_it_out_of_the_figures():
    answered_once = given(raised("10:00"), answered(OM, NOW, "10:12"))

    undone = decide(answered_once, UndoAnswer(by=by(OM), role=OM, count=1), at("10:20"))

    assert figures(answered_once)["M1"].n == 1
    assert figures(then(answered_once, *undone))["M1"].n == 0


def test_correcting_the_start_changes_the_time():
    corrected = decide(
        AFTER_AN_HOUR,
        StartOverleg(by=by(VT), started_at=at("10:40"), source=StartSource.CONFIRMED),
        at("11:05"),
    )

    assert figures(then(AFTER_AN_HOUR, *corrected))["M4"].value == 40


def test_merging_a_duplicate_takes_it_out_and_gives_the_other_its_clock():
    taken = decide(
        AFTER_AN_HOUR,
        TakeClock(by=by(VT), clock_at=at("09:50"), duplicate=AlertId("SKM-2611-06")),
        at("11:10"),
    )

    month = figures(then(AFTER_AN_HOUR, *taken), DUPLICATE)

    assert (month["M4"].total, month["M4"].value) == (1, 70)


@calmly
@forall(any_month, any_month)
def test_a_year_is_the_sum_of_its_months(some, others):
    apart = added(*some), added(*others)

    for code in ("M1", "M3", "M5", "M6", "M11", "M12"):
        found = figures(*some, *others)[code]
        parts = [indicators.figures(one)[code] for one in apart]
        assert (found.n, found.total) == (sum(p.n for p in parts), sum(p.total for p in parts))


def concluded_with(asked: tuple[Question, ...], *answers: QuestionAnswered) -> Alert:
    ended, done = concluded("12:00")
    return given(raised("10:00"), started("11:00"), ended, replace(done, asked=asked), *answers)


def test_the_extra_time_is_a_share_of_the_overleggen_of_which_it_was_asked():
    said = QuestionAnswered(
        at=at("12:05"), by=by(VT), question=Question.EFFORT, answer=ANSWERS[Question.EFFORT][0]
    )

    found = figures(
        concluded_with((Question.EFFORT,), said), concluded_with((Question.EFFORT,)), AFTER_AN_HOUR
    )["M16"]

    assert (found.n, found.total) == (1, 2)
    assert found.parts[ANSWERS[Question.EFFORT][0]] == figure(1, 2, 50)


def test_a_question_that_was_skipped_counts_as_asked():
    said = QuestionAnswered(
        at=at("12:05"), by=by(VT), question=Question.INFORMATION, answer="ja",
        bottleneck=Bottleneck.WAITING_LIST,
    )  # fmt: skip

    sums = added(concluded_with((Question.INFORMATION, Question.BASIS), said))

    assert (sums.n("vragen"), sums.n("vragen", "ja")) == (2, 1)
    assert sums.names("basis") == ["geen"]
    assert sums.names("knelpunt") == [Bottleneck.WAITING_LIST]


def test_with_somebody_in_custody_it_is_told_whether_the_overleg_came_within_nine_hours():
    arrested = raised("10:00", custody=True, arrested_at=at("09:00"))

    assert added(given(arrested, started("17:59"))).names("voor_negen_uur") == ["ja"]
    assert added(given(arrested, started("18:01"))).names("voor_negen_uur") == ["nee"]


def test_what_became_of_a_closed_alert_is_counted_with_who_wrote_it_down():
    closed = then(
        concluded_with(()),
        RecordedInOwnSystem(at=at("12:30"), by=by(OM)),
        AlertClosed(at=at("13:00"), by=by(VT), destination="zsm"),
    )

    sums = added(closed)

    assert sums.names("bestemming") == ["zsm"]
    assert (sums.n("vastgelegd"), sums.n("vastgelegd", "ja")) == (3, 1)


def test_a_month_is_counted_by_the_definitions_of_its_time():
    assert definitions_of("2026-11") == VERSIONS[-1].version


def test_what_came_to_nothing_is_in_no_sum():
    sums = Sums({Cell("2026-11", "M4", "loopt/op", 5): 0}, at("12:00"))

    assert (sums.n("M4"), sums.names("M4")) == (0, [])
