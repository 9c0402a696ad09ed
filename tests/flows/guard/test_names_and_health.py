"""What product.md adds to the hard classes: nothing typed is ever posted, so names go as well."""

import pytest

from flows.privacy import Kind, inspect, refused


@pytest.mark.parametrize(
    "text",
    [
        "moeder Fatima heeft gebeld",
        "dhr. De Vries is onderweg",
        "gesproken met J. Jansen",
        "het gaat om Jan van der Berg",
    ],
)
def test_a_name_is_refused(text: str) -> None:
    assert Kind.NAME in refused(text)


@pytest.mark.parametrize(
    "text",
    ["de Officier van Justitie belt terug", "de Raad voor de Kinderbescherming is er om vier"],
)
def test_the_name_of_an_office_is_no_name_of_a_person(text: str) -> None:
    assert refused(text) == ()


@pytest.mark.parametrize("text", ["bekend met autisme", "een gebroken arm", "gebruikt insuline"])
def test_a_word_about_health_is_refused(text: str) -> None:
    assert Kind.MEDICAL in refused(text)


def test_a_training_about_an_illness_is_about_nobody() -> None:
    text = "morgen is de training over epilepsie"

    assert refused(text) == ()
    assert [finding.hard for finding in inspect(text) if finding.kind is Kind.MEDICAL] == [False]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("geboren 3 april '14", (Kind.BIRTH_DATE,)),
        ("overleg op 2014-13-45", ()),
        ("zie bijlage B. Planning", ()),
        ("postcode\u16801015 KG 12", (Kind.ADDRESS,)),
        ("geboren\u00a03 april 2014", (Kind.BIRTH_DATE,)),
        ("geboren\u20283 april 2014", (Kind.BIRTH_DATE,)),
        ("1015 KG 12", (Kind.ADDRESS,)),
        ("dosis 1500 mg 12 keer", ()),
    ],
)
def test_the_odd_ways_of_writing_it(text: str, kinds: tuple[Kind, ...]) -> None:
    assert refused(text) == kinds
