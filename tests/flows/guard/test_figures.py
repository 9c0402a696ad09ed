"""The goals of the guard, on what its maker saw and on what nobody showed him; counts only."""

import pytest

from .corpus import mixtures, positives, sentences
from .figures import (
    HALVES,
    adversarial_recall,
    attempts,
    hard_recall,
    hostile_seconds,
    names_precision,
    names_recall,
    ordinary_seconds,
    percentile,
    stopped_work,
    warned_work,
    work,
)
from .identifiers import STYLES

LEAST_SMUGGLED = {"shown": 0.98, "held": 0.92}  # the goal, and what the held half has shown


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("kind", sorted(STYLES))
def test_no_hard_identifier_slips_through(kind: str, half: str) -> None:
    share = hard_recall(kind, half)

    assert share.of >= 500
    assert share.of - share.hits == 0


def test_six_thousand_identifiers_are_tried() -> None:
    tried = [
        case
        for kind in STYLES
        for seeds in HALVES.values()
        for make in (positives, mixtures)
        for case in make(kind, seeds)
    ]

    assert len(tried) >= 6000


@pytest.mark.parametrize("half", HALVES)
def test_most_of_what_is_smuggled_is_caught(half: str) -> None:
    share = adversarial_recall(half)

    assert share.of >= 125
    assert share.value >= LEAST_SMUGGLED[half]


@pytest.mark.parametrize("half", HALVES)
def test_a_sentence_about_work_passes(half: str) -> None:
    assert stopped_work(half).value <= 0.012
    assert warned_work(half).value <= 0.05


@pytest.mark.parametrize("half", HALVES)
def test_a_name_is_seen_and_little_else_is_taken_for_one(half: str) -> None:
    assert names_recall(half).value >= 0.90
    assert names_precision(half).value >= 0.60


def test_the_corpus_is_large_enough() -> None:
    assert len(work("shown")) + len(work("held")) >= 1000
    assert len(attempts("shown")) + len(attempts("held")) >= 500
    for half in HALVES:
        assert len(sentences(f"names_{half}")) >= 500
        assert len(sentences(f"no_names_{half}")) >= 500


def test_s39_an_ordinary_text_costs_at_most_five_milliseconds() -> None:
    assert percentile(ordinary_seconds(), 0.99) <= 0.005


def test_s39_a_thousand_hostile_signs_cost_at_most_fifty_milliseconds() -> None:
    assert hostile_seconds()[-1] <= 0.050


def test_s39_twice_the_hostile_signs_cost_about_twice_the_time() -> None:
    once, twice = (sum(hostile_seconds(length)) for length in (1000, 2000))

    assert twice <= 3 * once
