"""Numbers that belong to a person: BSN, phone, IBAN, and the case numbers that resemble them."""

import re
from collections.abc import Iterator
from itertools import accumulate
from string import ascii_uppercase

from stdnum import numdb
from stdnum.nl import bsn

from flows.privacy_finding import Finding, Kind, Sheet, each

JOINT = r"[\s.\-_/()\[\]*|·•,:;~xX]{0,3}"

_PHONE = re.compile(
    rf"(?<!\d)(?:(?:\+{JOINT}|0{JOINT}0{JOINT})3{JOINT}1{JOINT}(?:0{JOINT})?|0{JOINT}"
    rf"|3{JOINT}1{JOINT}(?=6))[1-9](?:{JOINT}\d){{8}}(?!\d)"
    rf"|(?:\+|(?<!\d)00){JOINT}[1-9](?:{JOINT}\d){{7,13}}(?!\d)"
    r"|(?<!\d)\d{8}-?60(?!\d)"  # a mobile number, backwards
)
# 612345678 is a phone when someone says so
_SAID_TO_BE_PHONE = re.compile(
    r"\b(?:zonder (?:de )?nul|tel\w*|bel\w*|mob\w*|gsm|nummer|nr|06|whats?app|app|sms\w*"
    r"|bereikbaar)\b\W{0,3}"
    rf"(?:\w{{1,8}}\s){{0,3}}\D{{0,3}}(?<!\d)6(?:{JOINT}\d){{8}}(?!\d)"
    rf"|(?<!\d)6(?:{JOINT}\d){{8}}\W{{1,3}}(?:met\s)?(?:een\s|de\s)?(?:0|nul)\s(?:er\s?)?voor"
    r"|\b(?:tel|telefoon|mobiel|bel)\W{1,3}(?:[a-z]{1,9}\s){0,2}\d{3}[\s\-.]?\d{2}[\s\-.]?\d{2}(?![\s\-.]?\d)",
    re.IGNORECASE,
)
# 06 or 020 and then, between small words, the other digits
_DICTATED_PHONE = re.compile(
    r"(?<!\d)0(?:6|[1-578]\d{1,2})(?![-/]\d\d?\b)(?:[^\d\0]{1,20}\d{1,8}(?!\d)){1,8}"
)

_RUN = re.compile(r"\d+(?:(?:[\s.\-_/·•|*:;+~xX()\[\]]{1,3}|,|(?<!\d\d),\s(?!\d\d))\d+)*")
_GROUP = re.compile(r"\d+")
_LOOSE_GROUP = re.compile(r"(?<![^\W_])\d+(?![^\W_])")
_CASE_LIKE = re.compile(r"20[12]\d[-/]\d{5}")
_BSN_WORD = re.compile(r"bsn|burger|sofi", re.IGNORECASE)
_SAID_TO_BE_BSN = re.compile(
    r"(?:\bbsn|burger\s?service|\bsofi)[^\d\0]{0,25}(?=(?:[^\d\0]{0,3}\d){5})[\d\s.\-_/]{5,25}"
    r"|(?<!\d)\d(?:[\s.\-_/]{0,2}\d){4,11}\b[^\d\0]{0,15}(?:\bbsn\b|burger\s?service|\bsofi)"
    r"|(?:\bbsn|burger\s?service\w*|\bsofi\w*)[^\d\0]{0,30}"
    r"(?:eindig\w*|laatste|begin\w*|eerste)[^\d\0]{0,20}\d{3,4}(?!\d)",
    re.IGNORECASE,
)
_CASE_NUMBER = re.compile(
    r"(?:zaak|dossier|melding|registratie|parket|kenmerk)\w*\W{0,3}(?:is |nr\.? |nummer )?"
    r"\d{8,9}(?!\d)",
    re.IGNORECASE,
)

_IBAN_LENGTHS = {
    country: 4 + sum(map(int, re.findall(r"(\d+)!", info[0][1]["bban"])))
    for country in (a + b for a in ascii_uppercase for b in ascii_uppercase)
    if "bban" in (info := numdb.get("iban").info(country))[0][1]
}
_IBAN_START = re.compile(
    r"(?=([A-Z])[\s.\-_/]{0,2}([A-Z])[\s.\-_/]{0,3}"
    r"(?:\d[\s.\-_/]{0,2}[\dOIl]|[OIl][\s.\-_/]{0,2}\d))",
    re.IGNORECASE,
)
_IBAN = re.compile(r"[A-Z](?:[\s.\-_/:,]{0,3}[A-Z\d]){14,33}", re.IGNORECASE)
_SAID_TO_BE_ACCOUNT = re.compile(
    r"\b(?:giro|rek|rekening)(?:\s?(?:nummer|nr))?\b\W{1,3}(?:is\s)?\d(?:[\s.\-]?\d){5,9}(?![\s.\-]?\d)",
    re.IGNORECASE,
)
_NL_IBAN = re.compile(r"NL\d\d[A-Z]{4}\d{10}")
_DIGIT_OF = str.maketrans("OIL", "011")


def phones(sheet: Sheet) -> Iterator[Finding]:
    yield from each(Kind.PHONE, _PHONE, sheet.numbers)
    yield from each(Kind.PHONE, _SAID_TO_BE_PHONE, sheet.numbers)
    for found in _DICTATED_PHONE.finditer(sheet.numbers):
        if 10 in accumulate(len(group) for group in _GROUP.findall(found[0])):
            yield Finding(kind=Kind.PHONE, hard=True, start=found.start(), end=found.end())


def bsns(sheet: Sheet) -> Iterator[Finding]:
    """Eight or nine digits that pass the eleven-test, or a number that is called a BSN."""
    if _BSN_WORD.search(sheet.numbers):
        yield from each(Kind.BSN, _SAID_TO_BE_BSN, sheet.numbers)
    for run in _RUN.finditer(sheet.numbers):
        digits = "".join(_GROUP.findall(run[0]))
        spans = [group.span() for group in _GROUP.finditer(sheet.numbers, *run.span())]
        for first, last, before, after in _bsn_windows([end - start for start, end in spans]):
            start, end = spans[first][0], spans[last - 1][1]
            if _passes_eleven_test(digits[before:after]) and not _CASE_LIKE.fullmatch(
                sheet.numbers, start, end
            ):
                yield Finding(kind=Kind.BSN, hard=True, start=start, end=end)
    yield from _scattered(sheet.numbers)


def _scattered(text: str) -> Iterator[Finding]:
    """Nine digits in pieces and no others: what stands between them are words, not numbers."""
    groups = list(_LOOSE_GROUP.finditer(text))
    digits = "".join(group[0] for group in groups)
    if len(groups) > 1 and len(digits) == 9 and _passes_eleven_test(digits):
        yield Finding(kind=Kind.BSN, hard=True, start=groups[0].start(), end=groups[-1].end())


def _passes_eleven_test(digits: str) -> bool:
    return bsn.checksum(digits.zfill(9)) == 0 and int(digits) > 0


def _bsn_windows(lengths: list[int]) -> Iterator[tuple[int, int, int, int]]:
    """Which neighbouring groups make nine digits; eight only alone, so that times do not count.

    Yields the first group and the one after the last, then the same counted in digits.
    """
    ends = {total: n for n, total in enumerate(accumulate(lengths, initial=0))}
    for total, first in ends.items():
        if (last := ends.get(total + 9)) is not None:
            yield first, last, total, total + 9
        if (last := ends.get(total + 8)) is not None and (
            last == first + 1 or last - first == len(lengths)
        ):
            yield first, last, total, total + 8


def ibans(sheet: Sheet) -> Iterator[Finding]:
    """Prefixes of the length of their country that pass mod 97; a Dutch one by its shape alone."""
    yield from each(Kind.IBAN, _SAID_TO_BE_ACCOUNT, sheet.numbers)
    for start in _IBAN_START.finditer(sheet.text):
        length = _IBAN_LENGTHS.get((start[1] + start[2]).upper())
        if length is None or (found := _IBAN.match(sheet.text, start.start())) is None:
            continue
        packed = re.sub(r"[^A-Z\d]", "", found[0].upper())
        if length <= len(packed) and _is_iban(packed[:length]):
            yield Finding(kind=Kind.IBAN, hard=True, start=found.start(), end=found.end())


def _is_iban(number: str) -> bool:
    if sum(map(str.isdigit, number)) < 8:  # a sentence
        return False
    readings = {number} | {number[:n] + number[n:].translate(_DIGIT_OF) for n in (2, 8)}
    readings |= {number[:2] + number[2:4].translate(_DIGIT_OF) + r[4:] for r in readings}
    if number.startswith("NL"):
        return any(map(_NL_IBAN.fullmatch, readings))
    return any(_mod_97(reading) == 1 for reading in readings)


def _mod_97(number: str) -> int:
    """The check of an IBAN; the library's own takes twenty times as long on a hostile text."""
    return int("".join(str(int(char, 36)) for char in number[4:] + number[:4])) % 97


def case_numbers(sheet: Sheet) -> Iterator[Finding]:
    yield from each(Kind.CASE_NUMBER, _CASE_NUMBER, sheet.numbers, hard=False)
