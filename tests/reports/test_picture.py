"""The picture looks as it was approved, by day and by night, and says in words what it shows."""

import colorsys
import io
from dataclasses import replace

import pytest
from accounts import KINDS, a_full_month
from approved import looks_as_approved
from PIL import Image

from bot.reports.colours import DARK, LIGHT
from bot.reports.picture import picture
from bot.reports.picture_words import picture_alt
from config.texts import Texts

TEXTS = Texts()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_picture_of_a_month_looks_as_it_was_approved(kind, dark):
    looks_as_approved(picture(KINDS[kind](), TEXTS, dark), f"{kind}-{'dark' if dark else 'light'}")


def test_the_same_month_gives_the_same_bytes_and_names_no_program():
    drawn = picture(a_full_month(), TEXTS, dark=False)

    assert drawn == picture(a_full_month(), TEXTS, dark=False)
    assert b"matplotlib" not in drawn.lower()
    assert Image.open(io.BytesIO(drawn)).size == (1080, 2480)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_all_colour_is_one_blue(colours):
    named = (colours.paper, colours.ink, colours.soft, colours.line, colours.band, colours.hue)
    for colour in (*named, *colours.ramp, colours.on_hue):
        channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        hue, light, strength = colorsys.rgb_to_hls(*channels)
        assert strength * (1 - abs(2 * light - 1)) < 0.12 or 200 < hue * 360 < 220


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_word_stands_out_from_what_is_behind_it(colours):
    """4.5 to 1 is what WCAG asks of text."""
    for words in (colours.ink, colours.soft, colours.hue):
        assert contrast(words, colours.paper) >= 4.5
    for behind in colours.ramp[:-1]:
        assert contrast(colours.ink, behind) >= 4.5 or behind == colours.ramp[-2]
    assert contrast(colours.on_hue, colours.ramp[-1]) >= 4.5
    assert contrast(colours.hue, colours.band) >= 4.5


def test_the_picture_is_told_in_words():
    said = picture_alt(a_full_month(), TEXTS)

    assert said.startswith("Strafbare kindermishandeling, november 2026. De helft had overleg")
    for words in ("binnen 112 min", "14 verzoeken", "Gewone schommeling", "mediaan 110 min"):
        assert words in said


def test_a_month_of_four_has_no_line_of_its_own():
    said = picture_alt(KINDS["four"](), TEXTS)

    assert "Deze maand 4 verzoeken: te weinig voor een lijn." in said
    assert "Deze maand geen verzoeken." in picture_alt(KINDS["empty"](), TEXTS)


def test_practice_data_is_called_invented_in_the_picture_and_in_its_words():
    invented = replace(a_full_month(), invented=True)

    assert picture_alt(invented, TEXTS).startswith("Verzonnen oefengegevens")
    assert picture(invented, TEXTS, False) != picture(a_full_month(), TEXTS, False)
