"""What is asked about and not refused: names, health, case numbers; and the odd ways of writing."""

import pytest

from flows.privacy import Kind, doubted, hint, inspect, refused, visible


@pytest.mark.parametrize(
    "text",
    [
        "moeder Fatima heeft gebeld",
        "dhr. De Vries is onderweg",
        "gesproken met J. Jansen",
        "het gaat om Jan van der Berg",
        "Ayşe slaapt daar",
        "Roos wil naar huis",
        "mw van den heuvel",
        "hij heet storm",
        "Jaydens moeder is onderweg",
    ],
)
def test_a_name_is_asked_about_and_not_refused(text: str) -> None:
    assert Kind.NAME in doubted(text)
    assert refused(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "de Officier van Justitie belt terug",
        "de Raad voor de Kinderbescherming is er om vier",
        "zaal Johan Cruijff is bezet",
        "storm in de tuin",
        "zie bijlage B. Planning",
    ],
)
def test_an_office_a_hall_and_a_word_are_no_person(text: str) -> None:
    assert Kind.NAME not in doubted(text)


@pytest.mark.parametrize("text", ["bekend met autisme", "een gebroken arm", "gebruikt insuline"])
def test_a_word_about_health_is_asked_about(text: str) -> None:
    assert doubted(text) == (Kind.MEDICAL,)


def test_a_training_about_an_illness_is_about_nobody() -> None:
    assert inspect("morgen is de training over epilepsie") == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("geboren 3 april '14", (Kind.BIRTH_DATE,)),
        ("overleg op 2014-13-45", ()),
        ("postcode\u16801015 KG 12", (Kind.ADDRESS,)),
        ("geboren\u00a03 april 2014", (Kind.BIRTH_DATE,)),
        ("geboren\u20283 april 2014", (Kind.BIRTH_DATE,)),
        ("1015 KG 12", (Kind.ADDRESS,)),
        ("1015 KG nr 12", (Kind.ADDRESS,)),
        ("dosis 1500 mg 12 keer", ()),
        ("volgens NEN 7510, 7512 en 7513", ()),
        ("D o r p s s t r a a t 12", (Kind.ADDRESS,)),
        ("GZ 999 D", (Kind.PLATE,)),
    ],
)
def test_the_odd_ways_of_writing_it(text: str, kinds: tuple[Kind, ...]) -> None:
    assert refused(text) == kinds


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("bel 06-12345612 even", "06-••••••12"),
        ("6 jaar oud", ""),  # of so little, four signs would be all
        ("overleg om 15:00", ""),
        ("moeder Fatima", ""),
    ],
)
def test_a_hint_shows_four_signs_at_most(text: str, shown: str) -> None:
    assert hint(text) == shown


def test_s41_nothing_unseen_is_left_in_a_text_that_is_kept() -> None:
    hidden = "\u200b\u200e\u202e\u2066\ufeff\u00ad\x00\x1b"
    text = hidden.join("ｋａｎ nu")

    assert visible(text) == "kan nu"
