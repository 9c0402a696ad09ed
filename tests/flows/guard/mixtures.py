"""Two tricks at a time on an invented identifier, as somebody does who has seen one fail."""

from collections.abc import Callable
from random import Random

from .identifiers import (
    STYLES,
    arabic,
    birthday,
    bsn,
    full_width,
    grouped,
    house,
    iban,
    interrupted,
    mailbox,
    mobile,
    postcode,
)

Write = Callable[[Random], str]


def _mail(chance: Random, joint: str = "@", stop: str = ".") -> str:
    name, host, end = mailbox(chance)
    return f"{name}{joint}{host}{stop}{end}"


def _address(chance: Random, gap: str = " ", stop: str = " ") -> str:
    figures, letters = postcode(chance)
    return f"{figures}{gap}{letters}{stop}{house(chance)}"


def _date(chance: Random, joint: str = "-") -> str:
    day, month, year = birthday(chance)
    return f"{day:02}{joint}{month:02}{joint}{year}"


def _over_a_break(value: str, chance: Random) -> str:
    """Broken off between two digits; elsewhere no line ends by itself."""
    places = [n for n in range(2, len(value) - 1) if value[n - 1 : n + 1].isdigit()]
    at = chance.choice(places)
    return f"{value[:at]}\n{value[at:]}"


MIXTURES: dict[str, dict[str, Write]] = {
    "bsn": {
        "full width, dots": lambda c: full_width(grouped(bsn(c), "333", ".")),
        "arabic, invisible": lambda c: interrupted(arabic(bsn(c)), c),
        "groups, invisible": lambda c: interrupted(grouped(bsn(c), "333"), c),
        "dashes over a break": lambda c: _over_a_break(grouped(bsn(c), "423", "-"), c),
        "letters for digits": lambda c: bsn(c).replace("0", "O").replace("1", "l"),
    },
    "phone": {
        "full width, dash": lambda c: full_width(grouped(mobile(c), "28", "-")),
        "arabic, pairs": lambda c: arabic(grouped(mobile(c), "22222")),
        "groups, invisible": lambda c: interrupted(grouped(mobile(c), "244"), c),
        "+31 over a break": lambda c: f"+31 6{_over_a_break(mobile(c)[2:], c)}",
        "letters, dots": lambda c: grouped(mobile(c).replace("0", "o"), "2224", "."),
    },
    "email": {
        "(at), capitals": lambda c: _mail(c, "(at)").upper(),
        "at, invisible": lambda c: interrupted(_mail(c, " at ", " punt "), c),
        "full width, capitals": lambda c: full_width(_mail(c).upper()),
        "[at] over a break": lambda c: _mail(c, "[at]\n"),
        "wide spaces": lambda c: _mail(c, "\u2003@\u2003"),
    },
    "iban": {
        "full width, groups": lambda c: full_width(grouped(iban(c), "44442")),
        "lower case, invisible": lambda c: interrupted(iban(c).lower(), c),
        "dashes, arabic": lambda c: arabic(grouped(iban(c), "44442", "-")),
        "dots over a break": lambda c: _over_a_break(grouped(iban(c), "44442", "."), c),
        "letter o, groups": lambda c: grouped(_with_o(iban(c)), "44442"),
    },
    "address": {
        "full width, joined": lambda c: full_width(_address(c, "", " ")),
        "lower case, invisible": lambda c: interrupted(_address(c).lower(), c),
        "dash, nr": lambda c: _address(c, "-", " nr "),
        "wide spaces": lambda c: _address(c, "\u2003", "\u2003"),
        "over a break": lambda c: _address(c, " ", "\n"),
    },
    "birth_date": {
        "full width, slashes": lambda c: full_width(_date(c, "/")),
        "arabic, dots": lambda c: arabic(_date(c, ".")),
        "dashes, invisible": lambda c: interrupted(_date(c), c),
        "long dashes": lambda c: _date(c, " \u2013 "),
        "letter o": lambda c: _date(c).replace("0", "O"),
    },
}


def _with_o(value: str) -> str:
    return value[:8] + value[8:].replace("0", "O")


assert MIXTURES.keys() == STYLES.keys(), "every class has its mixtures"
