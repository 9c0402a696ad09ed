"""The guard on typed text: says which personal data a text holds, and never keeps the data.

It is a seat belt and no licence: a text that passes is not thereby safe. Unlisted first names
without a role word, and facts told in ordinary words, are not seen. What is hard is refused; at
what is soft the person is asked whether it is meant so.
"""

import re
from collections.abc import Iterator

from flows.privacy_coded import decoded, reversed_if_said
from flows.privacy_dates import ages, birth_dates, without_appointments
from flows.privacy_finding import Finding, Kind, Sheet, blanked
from flows.privacy_names import names
from flows.privacy_normal import normalise, visible
from flows.privacy_numbers import bsns, case_numbers, ibans, phones
from flows.privacy_places import accounts, addresses, emails, papers
from flows.privacy_words import medical_words

__all__ = [
    "Finding",
    "Kind",
    "dossier_reference",
    "doubted",
    "hint",
    "inspect",
    "normalise",
    "refused",
    "visible",
]

DETECTORS = (
    bsns,
    phones,
    emails,
    ibans,
    addresses,
    birth_dates,
    papers,
    accounts,
    names,
    ages,
    medical_words,
    case_numbers,
)

LEAST_HINTED = 9  # of fewer signs, four would tell too much
HIDDEN = "•" * 6  # whatever the length: that is nobody's business either

# Letters first and at most six digits in a run, so that it can never be a BSN.
_DOSSIER = re.compile(r"[A-Z]{2,4}\d{2}-\d{4,6}")

_HOUR = r"(?:[01]?\d|2[0-4])"
_TIME = rf"{_HOUR}(?:[:u]|\s?h\s?)[0-5]\d(?!\d)(?:\s?(?:uur|u|h)\b)?"
_DOTTED = rf"{_HOUR}\.[0-5]\d(?!\d)"
_ALONE = r"(?<!\d)(?<!\d[\s.\-/:])"
_NO_DIGIT_AFTER = r"(?![\s.\-/:]?\d)"

# In this order: what one blanks, the next no longer sees.
_HARMLESS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![^\W_])[A-Z]{2,4}\d{2}-\d{4,6}(?![^\W_]|[\s.\-/]?\d)",  # a dossier
        r"(?<![^\W_])[A-Z]{2,8}-\d{4}-\d{2,3}(?![^\W_]|[\s.\-/]?\d)",  # an alert
        r"(?<![^\W_])PL\d{4}[\s\-]?20\d{2}[\s\-]?\d{5,7}(?:-\d{1,2})?(?![^\W_]|[\s\-]?\d)",  # a PV
        r"(?<![\d/\-.])(?!0)\d{2}[/\-.]\d{6}[/\-.]\d{2}(?![\d/\-.])",  # a parketnummer
        rf"{_ALONE}0(?:[89]00[\s\-.]?|90[69][\s\-.])\d{{4}}(?:\d{{3}})?{_NO_DIGIT_AFTER}",
        rf"{_ALONE}14\s?0\d{{2,3}}{_NO_DIGIT_AFTER}",  # the town hall: 14 020
        rf"(?:€|eur)\s?\d{{1,3}}(?:[.,\s]?\d{{3}}){{0,1}}(?:,(?:\d{{2}}|-))?{_NO_DIGIT_AFTER}",
        r"(?<![^\W_])(?:versie|v|art(?:ikel(?:en)?|\.)?|§|par(?:agraaf|\.)?|hoofdstuk|bijlage"
        r"|release)"
        rf"\s?(?=\d(?:\D?\d){{0,4}}(?!\D?\d))\d{{1,3}}"
        rf"(?:[.:]\d{{1,3}}){{0,3}}[a-z]?{_NO_DIGIT_AFTER}",
    )
)
_TIMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_ALONE}(?:\d{{1,2}}[-/]\d{{1,2}}\s(?:om\s)?)?{_TIME}"
        rf"(?:\s?(?:[-–,/]|t/m|tot|en|of)\s?{_TIME}|\s{_TIME})*{_NO_DIGIT_AFTER}",
        rf"{_ALONE}{_DOTTED}\s?(?:-|tot|t/m)\s?{_DOTTED}{_NO_DIGIT_AFTER}",
        rf"(?<![^\W_])(?:om|van|tot|vanaf|tussen|rond|voor|na|en"
        rf"|uiterlijk)\s{_DOTTED}{_NO_DIGIT_AFTER}",
        rf"{_ALONE}{_DOTTED}\s?(?:uur|u)\b",
    )
)


def inspect(text: str) -> tuple[Finding, ...]:
    """Everything found, in order of place; positions are those of `normalise(text)`."""
    plain = normalise(text)
    if _DOSSIER.fullmatch(plain.strip().upper()):
        return ()
    found = {*_found(plain), *_hidden(text, plain)}
    return tuple(sorted(found, key=lambda finding: (finding.start, -finding.end, finding.kind)))


def refused(text: str) -> tuple[Kind, ...]:
    """The kinds for which the text must be refused, each once; none lets it pass."""
    return tuple(dict.fromkeys(finding.kind for finding in inspect(text) if finding.hard))


def doubted(text: str) -> tuple[Kind, ...]:
    """The kinds that the person should be asked about, each once."""
    return tuple(dict.fromkeys(finding.kind for finding in inspect(text) if not finding.hard))


def hint(text: str) -> str:
    """Which part was found hard, masked: the first two and last two signs at most, or nothing.

    Not to be kept or logged: it is for the eyes of whoever typed the text.
    """
    plain = normalise(text)
    found = next((finding for finding in inspect(text) if finding.hard), None)
    signs = re.sub(r"[\W_]", "", plain[found.start : found.end]) if found else ""
    if len(signs) < LEAST_HINTED:
        return ""
    return f"{signs[:2]}-{HIDDEN}{signs[-2:]}"


def dossier_reference(text: str) -> str | None:
    """The reference in its one form, such as VT26-004217, when the text is nothing else."""
    reference = normalise(text).strip().upper()
    return reference if _DOSSIER.fullmatch(reference) else None


def _found(plain: str) -> set[Finding]:
    sheet = _sheet(plain)
    return {finding for detect in DETECTORS for finding in detect(sheet)}


def _hidden(text: str, plain: str) -> Iterator[Finding]:
    """What is hard in a reading of the text that is not on its face, and so has no place in it."""
    readings = [normalise(one) for one in decoded(visible(text))]
    for reading in (*readings, *reversed_if_said(plain)):
        for kind in {finding.kind for finding in _found(reading) if finding.hard}:
            yield Finding(kind=kind, hard=True, start=0, end=0)


def _sheet(text: str) -> Sheet:
    for pattern in _HARMLESS:
        text = blanked(pattern, text)
    numbers = without_appointments(text)
    for pattern in _TIMES:
        numbers = blanked(pattern, numbers)
    return Sheet(text=text, numbers=numbers)
