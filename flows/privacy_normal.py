"""Typed text brought to one plain form, so that a number in disguise is seen as a number."""

import re
import unicodedata
from itertools import pairwise

from flows.privacy_coded import unescaped
from flows.privacy_spelled import unspelled

LONGEST = 4096  # what Telegram lets one message hold

_LETTER_BY_LETTER = re.compile(r"(?<!\S)(?:[^\W\d_]\s){5,40}[^\W\d_](?!\S|\s@)")

# Letters that stand for digits: in a row of mostly digits, among digits in one token, before one.
# Two letters first are the start of an IBAN or a document, and what they are.
_POSTCODE = r"\d{4}(?!OO|oo)[^\W\d_]{2}(?![^\W_])"
_WIDE = r"(?![A-Z]{2})(?=[A-Z]?\d)(?!\d\dT\d\d:)[\dOlISBZEGT]++"
_NARROW = r"(?=[OolIi]*\d)[\dOolIi]++|[Oo]++|[lI|SBZEGT]"
_PIECE = rf"(?!{_POSTCODE})(?:(?:{_NARROW})(?![^\W_])|{_WIDE}(?![^\W_]))"
_ROW = re.compile(rf"(?<![^\W_]){_PIECE}(?:[\s.\-/_()]{{1,3}}{_PIECE})+")
_LOOKALIKE = re.compile(
    rf"(?<![^\W_])(?!{_POSTCODE})(?=[OolI]*\d)[\dOolI]+(?![^\W_])"
    r"|(?<=\d)[Oo]+(?=\d)|(?<=\d)[Oo]{1,3}(?=[\s.\-_]?[A-Za-z]{2}(?![^\W\d_]))"
    r"|(?<![^\W_])[lIOo](?=\d{3}\s?[A-Za-z]{2}(?![^\W\d_]))"
    r"|(?<![^\W_])(?=(?:[A-Za-z|!]*\d){6})(?![\dOo]{4}[A-Za-z]{2}\d|[SBZEGTA][A-Z]|[A-Z][SBZEGTA])"
    r"[\dOoIilSsBbZz|!EGTAg]{8,12}(?![^\W_])"
)
_DIGIT_OF = str.maketrans("OolIi|!SsBbZzEGTAg", "001111155882236749")
_DOUBTFUL = re.compile(r"[SBZEGT]")

_BETWEEN_DIGITS = re.compile(r"(?<!\d)(?:\d[A-Za-z]){7,}+\d(?!\d)")

_ROMAN = r"(?:\d+|[IVXL]+)(?![^\W_])"
_ROMAN_ROW = re.compile(rf"(?<![^\W_]){_ROMAN}(?:[\s.\-/_,]{{1,3}}{_ROMAN}){{2,}}")
_ROMAN_NUMBER = re.compile(r"(?<![^\W_])(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![^\W_])")
_POSTCODE_IN = re.compile(r"\d{4}[\s.\-/_]{1,3}[A-Z]{2}(?![^\W_])")
_WORTH = {"I": 1, "V": 5, "X": 10, "L": 50}

# ⚂, 🕒 and their like: signs whose own name has the number in it.
_NAMED = ("ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN")
_IN_NAME = re.compile(rf"\b(?:{'|'.join(_NAMED)})\b(?!-)|(?<=FACE-)[1-6]")

_ALIKE = str.maketrans(
    "ØЗАВЕКМНОРСТХаеорсхуіΑΒΕΖΗΙΚΜΝΟΡΤΧο−⁃∕⁄。⠀", "O3ABEKMHOPCTXaeopcxyiABEZHIKMNOPTXo--//. "
)


# NFKC writes these Arabic signs out as sentences, which would only make room to hide in.
_SENTENCE_IN_ONE_SIGN = re.compile("[\ufdfa\ufdfb]")


def normalise(text: str) -> str:
    """NFKC, plain digits, dashes, spaces and letters, nothing invisible, spelled digits as digits.

    Only the first 4,096 characters are read; the caller refuses what is longer.
    """
    plain = visible(unescaped(text[:LONGEST])).translate(_ALIKE)
    plain = "".join(map(_number_in_sign, plain))
    plain = _LETTER_BY_LETTER.sub(lambda found: "".join(found[0].split()), plain)
    plain = _BETWEEN_DIGITS.sub(lambda found: re.sub(r"\D", "", found[0]), plain)
    plain = unspelled(_ROMAN_ROW.sub(_row_of_romans, plain))
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


def _row_of_digits(found: re.Match[str]) -> str:
    digits, doubtful = sum(map(str.isdigit, found[0])), len(_DOUBTFUL.findall(found[0]))
    mostly_digits = digits >= (max(6, 2 * doubtful) if doubtful else 4)
    return found[0].translate(_DIGIT_OF) if mostly_digits else found[0]


def _row_of_romans(found: re.Match[str]) -> str:
    told = _ROMAN_NUMBER.sub(lambda one: str(_worth(one[0])), found[0])
    is_plate = len(re.findall(r"[^\W_]+", found[0])) == 3 and len(re.sub(r"\W", "", found[0])) == 6
    meant = sum(map(str.isdigit, told)) >= 6 and not is_plate and not _POSTCODE_IN.search(found[0])
    return told if meant else found[0]


def _worth(roman: str) -> int:
    """What a roman number is worth: a smaller sign before a larger one is taken off."""
    signs = pairwise([*(_WORTH[sign] for sign in roman), 0])
    return sum(-one if one < after else one for one, after in signs)


def _number_in_sign(char: str) -> str:
    """A Chinese or a drawn number as digits, another drawing as a pause; all else as it is."""
    if char.isascii() or char == "°":
        return char
    number = unicodedata.numeric(char, None)
    if number is not None and number.is_integer():
        return str(int(number))
    if unicodedata.category(char) != "So":
        return char
    found = _IN_NAME.search(unicodedata.name(char, ""))
    if found is None:
        return " "
    return str(_NAMED.index(found[0])) if found[0] in _NAMED else found[0]
