"""What the guard on typed text can find: a kind, a place and how sure it is; never the value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The classes of personal data, in the words that the texts use as their keys."""

    BSN = "bsn"
    PHONE = "phone"
    EMAIL = "email"
    IBAN = "iban"
    ADDRESS = "address"
    BIRTH_DATE = "birth_date"
    PLATE = "plate"
    DOCUMENT_ID = "document_id"
    HANDLE = "handle"
    URL = "url"
    LOCATION = "location"
    NAME = "name"
    AGE = "age"
    MEDICAL = "medical"
    CASE_NUMBER = "case_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Where in the normalised text something is; hard means that the text is refused."""

    kind: Kind
    hard: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A normalised text as the detectors read it, with what is surely harmless blanked out.

    `numbers` also has the times and the dates of appointments blanked out, because their digits
    would otherwise join with those of their neighbours. All positions stay what they were.
    """

    text: str
    numbers: str


# A blank breaks every run of digits or letters; normalised text holds no such character.
BLANK = "\0"


def blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: BLANK * len(found[0]), text)


def each(
    kind: Kind, pattern: re.Pattern[str], text: str, *, hard: bool = True
) -> Iterator[Finding]:
    for found in pattern.finditer(text):
        yield Finding(kind=kind, hard=hard, start=found.start(), end=found.end())
