"""Typed text brought to one plain form, so that a number in disguise is seen as a number."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 4096  # what Telegram lets one message hold

_ONES = {
    "nul": 0, "zero": 0, "een": 1, "één": 1, "eén": 1, "one": 1, "twee": 2, "two": 2,
    "drie": 3, "three": 3, "vier": 4, "four": 4, "vijf": 5, "five": 5, "zes": 6, "six": 6,
    "zeven": 7, "zeuven": 7, "seven": 7, "acht": 8, "eight": 8, "negen": 9, "nine": 9,
}  # fmt: skip
_TEENS = {
    "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15,
    "zestien": 16, "zeventien": 17, "achttien": 18, "negentien": 19,
}  # fmt: skip
_TENS = {
    "twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70,
    "tachtig": 80, "negentig": 90,
}  # fmt: skip
_DUTCH_ONES = ("een", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_COMPOUNDS = {
    f"{one}{joint}{ten}": _TENS[ten] + _ONES[one]
    for one in _DUTCH_ONES
    for joint in ("en", "ën")
    for ten in _TENS
}
NUMBER_WORDS = _ONES | _TEENS | _TENS | _COMPOUNDS


def _any_of(words: Iterable[str]) -> str:
    return "(?:" + "|".join(words) + ")"


# Its first letter is looked at first: this is tried at every place in a text.
NUMBER_WORD = (
    rf"(?:(?=[nzeétodvasf])(?:{_any_of(_TEENS)}|{_any_of(_TENS)}"
    rf"|{_any_of(_DUTCH_ONES)}[eë]n{_any_of(_TENS)}|{_any_of(_ONES)}))"
)
_SPELLED = re.compile(
    rf"(?<![^\W\d_])(?>(?>\d+|{NUMBER_WORD})(?:[\s.,\-/_]{{0,3}}(?>\d+|{NUMBER_WORD}))+)"
    r"(?![^\W\d_])",
    re.IGNORECASE,
)
_LETTER_BY_LETTER = re.compile(r"(?<!\S)(?:[^\W\d_]\s){5,40}[^\W\d_](?!\S|\s@)")
_WORD = re.compile(NUMBER_WORD, re.IGNORECASE)

# Letters that stand for digits: in a row of mostly digits, among digits in one token, before one.
_PIECE = r"(?!\d{4}(?!OO|oo)[^\W\d_]{2}(?![^\W_]))(?:(?=[OolI]*\d)[\dOolI]++|[Oo]++|[lI])(?![^\W_])"
_ROW = re.compile(rf"(?<![^\W_]){_PIECE}(?:[\s.\-/_()]{{1,3}}{_PIECE})+")
_LOOKALIKE = re.compile(
    r"(?<![^\W_])(?!\d{4}(?!OO|oo)[^\W\d_]{2}(?![^\W_]))(?=[OolI]*\d)[\dOolI]+(?![^\W_])"
    r"|(?<=\d)[Oo]+(?=\d)|(?<=\d)[Oo]{1,3}(?=[\s.\-_]?[A-Za-z]{2}(?![^\W\d_]))"
    r"|(?<![^\W_])(?=(?:[A-Za-z|!]*\d){6})(?![\dOo]{4}[A-Za-z]{2}\d)[\dOoIilSsBbZz"
    r"|!]{8,12}(?![^\W_])"
)
_DIGIT_OF = str.maketrans("OolIi|!SsBbZz", "0011111558822")

_ALIKE = str.maketrans(
    "АВЕКМНОРСТХаеорсхуіΑΒΕΖΗΙΚΜΝΟΡΤΧο−⁃∕⁄。⠀", "ABEKMHOPCTXaeopcxyiABEZHIKMNOPTXo--//. "
)


# NFKC writes these Arabic signs out as sentences, which would only make room to hide in.
_SENTENCE_IN_ONE_SIGN = re.compile("[\ufdfa\ufdfb]")


def normalise(text: str) -> str:
    """NFKC, plain digits, dashes, spaces and letters, nothing invisible, spelled digits as digits.

    Only the first 4,096 characters are read; the caller refuses what is longer.
    """
    plain = visible(text).translate(_ALIKE)
    plain = _LETTER_BY_LETTER.sub(lambda found: "".join(found[0].split()), plain)
    plain = _SPELLED.sub(_unspelled, plain)
    plain = _ROW.sub(_row_of_digits, plain)
    return _LOOKALIKE.sub(lambda found: found[0].translate(_DIGIT_OF), plain)


def visible(text: str) -> str:
    """NFKC, plain digits, dashes and spaces, nothing that is not seen or turns the line (S41)."""
    plain = _SENTENCE_IN_ONE_SIGN.sub(" ", text[:LONGEST])
    return "".join(map(_plain, unicodedata.normalize("NFKC", plain)))


def _plain(char: str) -> str:
    if char.isascii() and char.isprintable():
        return char
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    if char in "\n\r\t\v\f\x85\u2028\u2029":
        return "\n"
    match unicodedata.category(char):
        case "Pd":
            return "-"
        case "Zs":
            return " "
        case "Cc" | "Cf" | "Mn" | "Me" | "Co" | "Cn" | "Cs":
            return ""
        case _:
            return "" if char == "\u1160" else char  # the Hangul filler is a letter by its class


def _unspelled(found: re.Match[str]) -> str:
    """Digits for words where a number is dictated; not for the two or three of ordinary speech."""
    run = found[0]
    digits = _WORD.sub(lambda word: str(NUMBER_WORDS[word[0].lower()]), run)
    words = len(_WORD.findall(run))
    length = sum(map(str.isdigit, digits))
    dictated = words >= 4 or (words >= 3 and length >= 6) or (words and length >= 9)
    return re.sub(r"[\s.,]+", " ", digits) if dictated else run


def _row_of_digits(found: re.Match[str]) -> str:
    mostly_digits = sum(map(str.isdigit, found[0])) >= 4
    return found[0].translate(_DIGIT_OF) if mostly_digits else found[0]
