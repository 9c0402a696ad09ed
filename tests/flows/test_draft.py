"""The questions of a new alert, one at a time, in few taps."""

from dataclasses import replace

import pytest
from story import (
    DRO,
    ID,
    MINUTE,
    NETWORK,
    RVDK,
    VT,
    at,
    by,
    rules,
)

from flows.draft import (
    Chip,
    Question,
    answer_question,
    begin_draft,
    question,
    step_back,
    to_command,
    turn_chip,
)
from flows.refusal import Refusal, Refused
from flows.rules import Urgency
from flows.terms import Delay, Known

SKM, OUDEREN = rules(), rules(doelgroep="ouderen", criteria=("strafbare_elementen", "thuis"))
BOTH = ("skm", "ouderen")


def begun(options=BOTH, **changes):
    return begin_draft(by(VT), NETWORK, options, at("10:00"), **changes)


def tapped(draft, *answers, agreed=SKM, clock="10:01"):
    """The draft after these answers, each to the question that is asked then."""
    for value in answers:
        known = agreed if draft.doelgroep else None
        draft = answer_question(draft, known, question(draft, known), value, at(clock))
    return draft


def preview(**changes):
    return replace(tapped(begun(), "skm", "ziekenhuis", "letsel_zwaar", "spoed"), **changes)


def test_the_questions_come_one_at_a_time_in_a_fixed_order():
    draft, asked = begun(), []
    for value in ("ouderen", "ja", "ja", "ziekenhuis", "letsel_zwaar", "spoed"):
        asked.append(question(draft, OUDEREN if draft.doelgroep else None))
        draft = tapped(draft, value, agreed=OUDEREN)

    assert asked == [
        Question.DOELGROEP,
        Question.CRITERION,
        Question.CRITERION,
        Question.SOURCE,
        Question.NATURE,
        Question.URGENCY,
    ]
    assert question(draft, OUDEREN) is Question.PREVIEW


def test_raising_takes_six_taps_at_most_from_the_button_to_sending():
    taps = 1  # the button that begins it
    draft = begun()
    for value in ("skm", "ziekenhuis", "letsel_zwaar", "acuut"):
        draft, taps = tapped(draft, value), taps + 1
    taps += 1  # sending

    assert to_command(draft, SKM, ID).facts.urgency is Urgency.ACUUT
    assert taps == 6


def test_with_one_doelgroep_to_choose_from_that_question_is_skipped():
    assert question(begun(("skm",)), SKM) is Question.SOURCE
    assert question(begun(), None) is Question.DOELGROEP


def test_a_failing_criterion_leads_to_the_lighter_route_and_raises_nothing():
    draft = tapped(begun(), "ouderen", "ja", "nee", agreed=OUDEREN)

    assert question(draft, OUDEREN) is Question.LIGHTER
    with pytest.raises(Refused, match=Refusal.INCOMPLETE):
        to_command(draft, OUDEREN, ID)
    with pytest.raises(Refused, match=Refusal.NOT_CURRENT):
        answer_question(draft, OUDEREN, Question.LIGHTER, "ja", at("10:02"))
    assert question(step_back(draft, at("10:02")), OUDEREN) is Question.CRITERION


@pytest.mark.parametrize(
    ("draft", "value"),
    [
        (begun(), "stalking"),
        (tapped(begun(), "skm"), "kermis"),
        (tapped(begun(), "skm", "ziekenhuis"), "weer"),
        (tapped(begun(), "skm", "ziekenhuis", "letsel_zwaar"), "ooit"),
    ],
)
def test_an_answer_comes_from_the_list(draft, value):
    with pytest.raises(Refused, match=Refusal.NOT_IN_LIST):
        tapped(draft, value)


def test_a_criterion_is_yes_or_no():
    with pytest.raises(Refused, match=Refusal.NOT_IN_LIST):
        tapped(begun(), "ouderen", "misschien", agreed=OUDEREN)


def test_f21_a_button_of_an_earlier_question_is_not_current_so_a_double_tap_answers_once():
    draft = tapped(begun(), "skm", "ziekenhuis")

    with pytest.raises(Refused, match=Refusal.NOT_CURRENT):
        answer_question(draft, SKM, Question.SOURCE, "ziekenhuis", at("10:01"))
    with pytest.raises(Refused, match=Refusal.NOT_CURRENT):
        answer_question(preview(), SKM, Question.PREVIEW, "ja", at("10:01"))


def test_going_back_takes_the_last_answer_away_down_to_the_first_question():
    draft, asked = tapped(begun(), "ouderen", "ja", "ja", "politie", "seksueel", "acuut",
                          agreed=OUDEREN), []  # fmt: skip
    for _ in range(7):
        draft = step_back(draft, at("10:05"))
        asked.append(question(draft, OUDEREN if draft.doelgroep else None))

    assert asked == [
        Question.URGENCY,
        Question.NATURE,
        Question.SOURCE,
        Question.CRITERION,
        Question.CRITERION,
        Question.DOELGROEP,
        Question.DOELGROEP,
    ]
    assert draft == replace(begun(), touched_at=at("10:05"))


def test_with_one_doelgroep_going_back_stops_at_the_first_question():
    assert step_back(begun(("skm",)), at("10:05")) == replace(
        begun(("skm",)), touched_at=at("10:05")
    )


def test_a_draft_lasts_half_an_hour_from_its_last_touch():
    draft = tapped(begun(), "skm", clock="10:20")

    assert not draft.is_stale(at("10:50") - MINUTE)
    assert draft.is_stale(at("10:50"))


@pytest.mark.parametrize(
    ("chip", "value", "field", "kept"),
    [
        (Chip.SAFE, "nee", "direct_safe", Known.NO),
        (Chip.KNOWN, "ja", "family_known", Known.YES),
        (Chip.PLAN, "onbekend", "safety_plan", Known.UNKNOWN),
        (Chip.DELAY, "gisteren", "delay", Delay.YESTERDAY),
        (Chip.CUSTODY, "2", "arrested_at", at("08:05")),
        (Chip.CUSTODY, "nee", "arrested_at", None),
        (Chip.MINORS, "ja", "minors", True),
        (Chip.STANDSTILL, "ja", "standstill", True),
        (Chip.ANONYMOUS, "nee", "anonymous", False),
        (Chip.ROLE, "dro", "extra_roles", (DRO,)),
        (Chip.ROLE, "-rvdk", "left_out", (RVDK,)),
    ],
)
def test_a_chip_is_set_to_what_its_button_showed(chip, value, field, kept):
    draft = turn_chip(preview(), SKM, chip, value, at("10:05:30"))

    assert draft == replace(preview(), touched_at=at("10:05:30"), **{field: kept})
    assert turn_chip(draft, SKM, chip, value, at("10:05:30")) == draft


@pytest.mark.parametrize(
    ("chip", "value"),
    [
        (Chip.SAFE, "weet ik veel"),
        (Chip.MINORS, "onbekend"),
        (Chip.CUSTODY, "5"),
        (Chip.ROLE, "school"),
        (Chip.ROLE, "-om"),
        (Chip.ROLE, "-"),
    ],
)
def test_a_chip_knows_its_own_values_and_the_om_cannot_be_left_out(chip, value):
    with pytest.raises(Refused, match=Refusal.NOT_IN_LIST):
        turn_chip(preview(), SKM, chip, value, at("10:05"))


def test_there_are_no_chips_before_the_preview():
    with pytest.raises(Refused, match=Refusal.NOT_CURRENT):
        turn_chip(tapped(begun(), "skm"), SKM, Chip.SAFE, "ja", at("10:05"))


def test_an_anonymous_overleg_has_no_reference():
    draft = turn_chip(preview(reference="a1b2"), SKM, Chip.ANONYMOUS, "ja", at("10:05"))

    assert (draft.anonymous, draft.reference) == (True, None)


def test_a_draft_that_is_a_drill_says_so_from_the_start():
    assert begun(drill=True) == replace(begun(), drill=True)
    assert begun(drill=True, lesson="stil") == replace(begun(), drill=True, lesson="stil")


def test_a_chip_that_nobody_knows_is_not_passed_over_in_silence():
    with pytest.raises(AssertionError, match="unreachable"):
        turn_chip(preview(), SKM, "kermis", "ja", at("10:05"))
