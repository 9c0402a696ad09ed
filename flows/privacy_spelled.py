"""Numbers said in words, as over the telephone: read as the digits that are meant."""

import re
from collections.abc import Iterable

# As they are written, and as they are written by who does not want them to be read.
_ONES = {
    "nul": 0, "zero": 0, "een": 1, "one": 1, "twee": 2, "two": 2, "drie": 3, "three": 3,
    "vier": 4, "fier": 4, "four": 4, "vijf": 5, "five": 5, "zes": 6, "ses": 6, "six": 6,
    "zeven": 7, "zeuven": 7, "seven": 7, "acht": 8, "agt": 8, "eight": 8, "negen": 9, "nine": 9,
    "null": 0, "eins": 1, "zwei": 2, "drei": 3, "funf": 5, "sechs": 6, "sieben": 7, "neun": 9,
}  # fmt: skip
_TEENS = {
    "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15,
    "zestien": 16, "zeventien": 17, "achttien": 18, "negentien": 19,
}  # fmt: skip
_TENS = {
    "twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70,
    "tachtig": 80, "negentig": 90,
}  # fmt: skip
_DUTCH_ONES = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_COMPOUNDS = {f"{one}en{ten}": _TENS[ten] + _ONES[one] for one in _DUTCH_ONES for ten in _TENS}
_WORDS = _ONES | _TEENS | _TENS | _COMPOUNDS
_LARGE = (("duizend", 1000), ("honderd", 100))
_TIMES = {"dubbel": 2, "driedubbel": 3} | {
    f"{word}{how}": times
    for words, times in ((("twee", "2"), 2), (("drie", "3"), 3), (("vier", "4"), 4))
    for word in words
    for how in ("keer", "maal", "x")
}
_UNACCENTED = str.maketrans("éèêëíïóöúü", "eeeeiioouu")


def _any_of(words: Iterable[str]) -> str:
    """Any of the words, the longest first, whatever accents were put on it."""
    accented = (
        word.replace("e", "[eéèêë]").replace("i", "[iíï]").replace("u", "[uúü]")
        for word in sorted(words, key=len, reverse=True)
    )
    return "(?:" + "|".join(accented) + ")"


_BELOW_HUNDRED = (
    rf"(?:{_any_of(_TEENS)}|{_any_of(_TENS)}"
    rf"|{_any_of(_DUTCH_ONES)}[eë]n{_any_of(_TENS)}|{_any_of(_ONES)})"
)
_HUNDREDS = (
    rf"{_any_of((*_DUTCH_ONES, 'negentien'))}?(?:honderd|duizend)(?:\s?[eë]n)?\s?{_BELOW_HUNDRED}?"
)
# Its first letter is looked at first: this is tried at every place in a text.
NUMBER_WORD = rf"(?:(?=[nzeéèêëtodvasfh])(?:{_HUNDREDS}|{_BELOW_HUNDRED}))"

_REPEAT = (
    r"(?=[dtv2-4])(?>(?:drie)?dubbele?|(?:twee|drie|vier|[2-4])\s?(?:keer|maal|x(?![^\W\d_])))\s?"
)
_SAID = rf"(?:(?>\d+|{NUMBER_WORD})(?!\s?(?:keer|maal|uur)))"
_GAP = (
    r"(?!(?<=\d):\d)[\s.,:;|\-/_]{0,3}"
    r"(?:(?:en|dan|daarna|vervolgens|gevolgd door|de|streepje|punt|komma|spatie|min)"
    r"[\s.,:;\-]{1,3}){0,2}"
)
_DICTATED = re.compile(
    rf"(?<![^\W\d_])(?>(?>(?:{_REPEAT})?{_SAID})(?:{_GAP}(?>(?:{_REPEAT})?{_SAID}))+)(?![^\W\d_])",
    re.IGNORECASE,
)
_POSTCODE_AFTER = re.compile(  # tien zeventien AB nummer twaalf
    rf"\s?[A-Za-z]{{2}}\b(?:\W{{1,3}}(?:nr|nummer|huisnummer))?\W{{1,3}}(?:\d|{NUMBER_WORD})"
)
# So many words at least make a number dictated, when there are so many digits.
_ENOUGH = ((4, 0), (3, 5), (2, 8), (1, 9))
_ONE = re.compile(rf"(?P<repeat>{_REPEAT})?(?P<said>\d+|{NUMBER_WORD})", re.IGNORECASE)

_ALPHABET = (
    "alfa|alpha|anton|bravo|bernard|charlie|cornelis|delta|dirk|echo|eduard|foxtrot|ferdinand|golf"
    "|gerard|hotel|hendrik|india|isaac|juliett?|jan|kilo|karel|lima|lodewijk|mike|maria|november"
    "|nico|oscar|otto|papa|pieter|quebec|quotient|romeo|rudolf|sierra|simon|tango|teunis|uniform"
    "|utrecht|victor|whiskey|willem|xray|xantippe|yankee|ypsilon|zulu|zaandam"
)
# Between digits only, as in a postcode or an IBAN; elsewhere they are names of people and towns.
_LETTERS = re.compile(
    rf"(?<=\d)(?:[\s\-]{{1,2}}(?:{_ALPHABET})){{2,4}}(?=[\s\-]{{1,2}}\d)",
    re.IGNORECASE,
)


def unspelled(text: str) -> str:
    """Digits for words where a number is dictated; not for the two or three of ordinary speech."""
    plain = _DICTATED.sub(_in_digits, text)
    return _LETTERS.sub(lambda found: f" {_initials(found[0])}", plain)


def _in_digits(found: re.Match[str]) -> str:
    run, told, done, spoken = found[0], "", 0, 0
    for one in _ONE.finditer(run):
        told += _gap(run[done : one.start()]) + _digits_of(one)
        spoken += one["repeat"] is not None or not one["said"].isdigit()
        done = one.end()
    length = sum(map(str.isdigit, told))
    if spoken == 2 and length == 4 and _POSTCODE_AFTER.match(found.string, found.end()):
        return re.sub(r"\D", "", told)
    enough = next((least for words, least in _ENOUGH if spoken >= words), length + 1)
    return told if length >= enough else run


def _gap(between: str) -> str:
    """What parts a date stays; all else between two numbers is a pause."""
    return " " if re.search(r"[^\W\d_]", between) else re.sub(r"[\s.,:;|]+", " ", between)


def _digits_of(one: re.Match[str]) -> str:
    said = one["said"]
    digits = said if said.isdigit() else str(_number(_bare(said)))
    if one["repeat"] is None:
        return digits
    return digits * _TIMES[_bare(one["repeat"]).replace("dubbele", "dubbel")]


def _number(word: str) -> int:
    """What a word of the list is worth, with its hundreds."""
    for large, worth in _LARGE:
        head, found, tail = word.partition(large)
        if found:
            rest = tail.removeprefix("en")
            return worth * (_number(head) if head else 1) + (_number(rest) if rest else 0)
    return _WORDS[word]


def _bare(word: str) -> str:
    return re.sub(r"\s", "", word.lower().translate(_UNACCENTED))


def _initials(words: str) -> str:
    return "".join(word[0].upper() for word in re.findall(r"[^\W\d_]{3,}", words))
