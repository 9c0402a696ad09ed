"""The page for the meeting: two sides that look as approved, and can be read out."""

import re
import zlib
from dataclasses import replace

import pytest
from accounts import KINDS, LOOKED_AT, a_full_month
from approved import page_looks_as_approved, text_of

from bot.reports.sheet import sheet
from config.texts import Texts

TEXTS = Texts()


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_side_looks_as_it_was_approved(kind):
    page_looks_as_approved(sheet(KINDS[kind](), TEXTS, LOOKED_AT), 0, f"page-{kind}")


def test_the_legend_looks_as_it_was_approved():
    page_looks_as_approved(sheet(a_full_month(), TEXTS, LOOKED_AT), 1, "page-legend")


def test_the_page_is_for_the_archive_and_the_same_every_time():
    made = sheet(a_full_month(), TEXTS, LOOKED_AT)

    assert made == sheet(a_full_month(), TEXTS, LOOKED_AT)
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"/Lang (nl-NL)" in made


def test_everything_on_the_page_is_tagged_and_a_picture_has_its_words():
    made = sheet(a_full_month(), TEXTS, LOOKED_AT)

    assert len(re.findall(rb"/S /Figure", made)) == made.count(b"/Alt (") == 2
    assert len(re.findall(rb"/S /H1", made)) == 1
    assert len(re.findall(rb"/S /H2", made)) >= 8
    for stream in re.findall(rb"stream\n(.*?)endstream", made, re.DOTALL):
        try:
            drawn = zlib.decompress(stream)
        except zlib.error:
            continue
        assert drawn.count(b"BDC") == drawn.count(b"EMC")


def test_it_can_be_read_out_from_the_headline_to_the_legend():
    told = text_of(sheet(a_full_month(), TEXTS, LOOKED_AT))

    places = [
        told.index(words)
        for words in (
            "Strafbare kindermishandeling, november 2026", "112 min", "TIJD TOT OVERLEG (M4)",
            "OPVALLEND", "Definities", "Van de 54 indicatoren",
        )
    ]  # fmt: skip
    assert places == sorted(places)


def test_practice_data_is_called_invented_on_both_sides():
    told = text_of(sheet(replace(a_full_month(), invented=True), TEXTS, LOOKED_AT)).lower()

    assert told.count("verzonnen") >= 4
