"""The table of the Werkset holds every indicator once, and owns up to what is not measured."""

import re
from collections import Counter

import pytest

from config.texts import Texts
from flows.indicators import MEASURES
from flows.known import CODES as KNOWN
from flows.werkset import CORE, WERKSET, How, drawing_on, of_chapter, score

TEXTS = Texts()
OTHERS = {
    "telt", "bron", "aard", "bestemming", "drie_rollen", "op_tijd", "vorm", "afgezegd", "anoniem",
    "regie", "consultaties", "tot_afspraken", "informatie", "beeld", "basis", "knelpunt",
    "vastgelegd", "voor_negen_uur", "oefeningen", *KNOWN,
}  # fmt: skip


def test_of_the_54_indicators_thirteen_are_automatic_and_nine_not_measurable():
    assert score() == Counter({How.AUTOMATIC: 13, How.TAP: 10, How.PROXY: 22, How.NOT: 9})


@pytest.mark.parametrize(("chapter", "last"), [("1", 10), ("2", 21), ("5", 23)])
def test_no_indicator_of_the_core_is_left_out(chapter, last):
    numbers = [one.number for one in of_chapter(chapter)]

    assert numbers == [f"{chapter}.{number}" for number in range(1, last + 1)]
    assert chapter in CORE


@pytest.mark.parametrize("one", WERKSET, ids=lambda one: one.number)
def test_every_indicator_has_its_name_and_figures_that_there_are(one):
    assert TEXTS.word("werkset", one.number)
    assert set(one.draws) <= {measure.code for measure in MEASURES} | OTHERS


@pytest.mark.parametrize(
    "one", [it for it in WERKSET if it.how is How.PROXY], ids=lambda it: it.number
)
def test_a_proxy_says_what_it_measures_instead(one):
    assert TEXTS.word("werkset_bij", one.number)


def test_the_chance_of_a_repeat_says_that_it_proves_no_cause():
    for number in ("2.12", "5.20"):
        assert re.search("oorza", TEXTS.word("werkset_bij", number))


def test_what_says_that_it_is_not_here_is_not_known_to_the_bot():
    silent = {one.number for one in WERKSET if not one.draws and one.how is not How.NOT}

    assert silent == {"2.1", "5.1"}


def test_a_figure_knows_the_indicators_that_draw_on_it():
    assert drawing_on("M11") == ("5.17", "3.hogere_kwaliteit")
    assert drawing_on("M6") == ()
