"""How much the guard on typed text catches, lets through and costs."""

from collections import Counter
from random import Random

import pytest
import stdnum.iban
import stdnum.nl.bsn

from flows.privacy import dossier_reference, refused

from . import identifiers
from .corpus import (
    CARRIERS,
    dossier_references,
    smuggled,
    work_sentences,
)
from .figures import caught

NEAR_MISSES = (
    # numbers everybody may know
    "Bel 112",
    "Bel 113 of 0800-0113",
    "Veilig Thuis 0800-2000",
    "Politie 0900-8844, geen spoed",
    # numbers of nine figures that fail the eleven-test, longer and shorter ones
    "Ordernummer 123456780",
    "Ordernummer 900000001",
    "Factuur 1234567",
    "Factuur 202612345678",
    # looks like a Polish IBAN
    "PV PL1300-2026214477",
    "PV PL1700-2026118203-2",
    # looks like a postcode
    "2026 om 01",
    "Vanaf 1400 VT 2 plekken",
    "1530 OM 3 zaken",
    "1500 mg per dag",
    "2000 SS 14",
    "Van de afspraken zijn 1 2 3 4 en 5 nog open",
    # looks like a date of birth
    "Overleg op 23-11-2026",
    "Overleg op 23 november 2026 om 10:00",
    "Termijn tot 2027-03-14",
    "Art. 1:255 BW jo. 4.1.1 Wmo",
    "Versie 3.2.1 van het protocol",
    # looks like an address
    "Twee straten verderop, 2 eenheden",
    "Onderweg, over 10 minuten daar",
    # our own codes, the court's and the prosecution's
    "SKM-2611-07",
    "OEF-2611-02 gestopt",
    "ECLI:NL:RBAMS:2026:4127",
    "Parketnummer 13-214477-26",
    "C/13/781204 / JE RK 26-912",
    # counting and spelling without an identifier
    "een twee drie klaar",
    "nul op drie, een van de twee",
    "08:00-22:00 en 09.00-17.00",
)


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_carrier_without_its_identifier_passes(carrier: str) -> None:
    assert not caught(carrier.format("iets"))


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_what_only_looks_like_an_identifier_passes(text: str) -> None:
    assert not caught(text)


def test_a_dossier_reference_passes_alone_and_in_a_sentence() -> None:
    references = dossier_references(500)

    stopped = [
        text
        for reference in references
        for text in (reference, f"Dossier {reference} blijft bij ons tot 17:00")
        if refused(text)
    ]

    assert stopped == []
    assert [dossier_reference(reference) for reference in references] == references


@pytest.mark.parametrize(
    "text",
    ["", "004217", "VT26004217X", "VT26-0042177", "VT26-421", "X26-004217", "SKM-2611-07"],
)
def test_another_number_is_no_dossier_reference(text: str) -> None:
    assert dossier_reference(text) is None


def test_a_text_is_refused_exactly_when_something_hard_is_found() -> None:
    texts = [attempt.text for attempt in smuggled()]
    texts += [sentence.text for sentence in work_sentences()]

    assert [text for text in texts if bool(refused(text)) != caught(text)] == []


def test_the_corpus_holds_valid_numbers_and_enough_of_each_role() -> None:
    chance = Random("corpus")
    roles = Counter(sentence.role for sentence in work_sentences())

    assert all(stdnum.nl.bsn.is_valid(identifiers.bsn(chance)) for _ in range(500))
    assert all(
        stdnum.iban.is_valid(identifiers.iban(chance, country), check_country=False)
        for country in ("NL", "BE", "DE", "PL", "GB")
        for _ in range(100)
    )
    assert len(roles) == 5
    assert min(roles.values()) >= 80
    assert {len(styles) for styles in identifiers.STYLES.values()} == {10}
