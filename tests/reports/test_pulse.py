"""The pulse is told per organisation from five answers on, each by itself, and never a person."""

from bot.reports.pulse import pulse_text
from config.texts import Texts
from flows.pulse import PulseQuestion
from flows.rules import Role

TEXTS = Texts()
VT, OM, RVDK = Role("vt"), Role("om"), Role("rvdk")
TOGETHER, WORK = PulseQuestion.TOGETHER, PulseQuestion.WORK


def test_an_organisation_is_told_from_five_answers_on():
    counts = {(VT, TOGETHER): {"4": 3, "5": 2}, (OM, TOGETHER): {"1": 4}}

    said = pulse_text(2026, counts, {VT: 9, OM: 6}, (OM, VT, RVDK), TEXTS)

    assert "• Samenwerken gaat goed: 4,4 van 5 (5 antwoorden)" in said
    assert said.count("antwoorden)") == 1
    assert "niet getoond: OM" in said


def test_a_small_choice_is_not_shown_and_neither_is_what_gives_it_away():
    counts = {(VT, WORK): {"meer": 6, "gelijk": 7, "minder": 1}}

    said = pulse_text(2026, counts, {VT: 20}, (VT,), TEXTS)

    assert "meer 6, gelijk *, minder *" in said


def test_organisations_stand_in_the_order_of_the_agreements():
    counts = {(role, TOGETHER): {answer: 5} for role, answer in ((VT, "1"), (OM, "5"))}

    said = pulse_text(2026, counts, {VT: 5, OM: 5}, (VT, OM), TEXTS)

    assert said.index("VT, gevraagd") < said.index("OM, gevraagd")


def test_a_year_without_a_pulse_says_nothing_of_anybody():
    assert (
        pulse_text(2026, {}, {}, (VT, OM), TEXTS) == "De peiling van 2026: hoe het samenwerken gaat"
    )
