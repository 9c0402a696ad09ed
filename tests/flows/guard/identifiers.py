"""Invented identifiers in the ten ways people write each.

A pair of postcode letters that is also a unit or a partner (1500 mg, 1400 VT) is left out of the
addresses: the specification wants such text to pass.
"""

from collections.abc import Callable
from random import Random


def bsn(chance: Random, first: str = "123456789") -> str:
    while True:
        body = chance.choice(first) + _digits(chance, 7)
        check = sum(w * int(d) for w, d in zip(range(9, 1, -1), body, strict=True)) % 11
        if check < 10:
            return f"{body}{check}"


def mobile(chance: Random) -> str:
    return "06" + chance.choice("123458") + _digits(chance, 7)


def landline(chance: Random) -> tuple[str, str]:
    area = chance.choice(("010", "020", "030", "075", "0297", "0299"))
    return area, chance.choice("234567") + _digits(chance, 9 - len(area))


def iban(chance: Random, country: str = "NL") -> str:
    bban = {
        "NL": lambda: chance.choice(("INGB", "RABO", "ABNA", "TRIO")) + "0" + _digits(chance, 9),
        "BE": lambda: _belgian(_digits(chance, 10)),
        "DE": lambda: _digits(chance, 18),
        "PL": lambda: _digits(chance, 24),
        "GB": lambda: "NWBK" + _digits(chance, 14),
    }[country]()
    number = int("".join(str(int(sign, 36)) for sign in f"{bban}{country}00"))
    return f"{country}{98 - number % 97:02d}{bban}"


def mailbox(chance: Random) -> tuple[str, str, str]:
    name = chance.choice(("visser", "oma.bloem", "t-bakker", "mama")) + _digits(chance, 2)
    host = chance.choice(("voorbeeld", "mail.voorbeeld", "oefen-post"))
    return name, host, chance.choice(("nl", "com", "org", "amsterdam"))


def postcode(chance: Random) -> tuple[str, str]:
    while (letters := "".join(chance.choices("BCDGHJKLMNPRSTVWXZ", k=2))) in _AMBIGUOUS:
        pass
    return chance.choice("123456789") + _digits(chance, 3), letters


def street(chance: Random) -> str:
    tree = chance.choice(("Populieren", "Hazelaars", "Brouwers", "Zilverschoon", "Ketting"))
    kind = chance.choice(("straat", "laan", "weg", "plein", "kade", "gracht", "dreef", "hof"))
    return tree + kind


def house(chance: Random) -> str:
    return str(chance.randint(1, 399))


def birthday(chance: Random, last_year: int = 2024) -> tuple[int, int, int]:
    return chance.randint(1, 28), chance.randint(1, 12), chance.randint(1932, last_year)


_MONTHS: tuple[str, ...] = ("januari", "februari", "maart", "april", "mei", "juni", "juli")
_MONTHS += ("augustus", "september", "oktober", "november", "december")
_SPOKEN = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_AMBIGUOUS = {"SS", "SD", "RK", "VT", "ST", "NR", "BV", "NV", "WK", "PK", "HR", "GB", "MB", "KB"}
_AMBIGUOUS |= {"PM", "TM", "GR", "KW", "MG", "KG", "KM", "CM", "MM", "ML", "CL", "DL"}
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


# Ways of writing that hide a value from a plain pattern.


def grouped(value: str, sizes: str, separator: str = " ") -> str:
    parts, start = [], 0
    for size in map(int, sizes):
        parts.append(value[start : start + size])
        start += size
    return separator.join(parts)


def full_width(value: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in value)


def arabic(value: str) -> str:
    return value.translate({ord("0") + n: 0x0660 + n for n in range(10)})


def interrupted(value: str, chance: Random) -> str:
    """Invisible signs between the visible ones, at least one."""
    middle = chance.randrange(1, len(value))
    return "".join(
        sign + (chance.choice(_INVISIBLE) if place == middle or chance.random() < 0.3 else "")
        for place, sign in enumerate(value, start=1)
    )


def spelled(digits: str) -> str:
    return " ".join(_SPOKEN[int(digit)] for digit in digits)


# Ten writing styles for each hard class.


def _date(chance: Random, shape: str, last_year: int = 2024) -> str:
    day, month, year = birthday(chance, last_year)
    return shape.format(d=day, m=month, y=year, short=year % 100, word=_MONTHS[month - 1])


def _mail(chance: Random, shape: str) -> str:
    name, host, end = mailbox(chance)
    return shape.format(name=name, host=host, end=end)


def _address(chance: Random, shape: str) -> str:
    figures, letters = postcode(chance)
    return shape.format(f=figures, l=letters, n=house(chance), street=street(chance))


def _landline(chance: Random, shape: str) -> str:
    area, number = landline(chance)
    return shape.format(area=area, n=number)


def _mistyped(value: str) -> str:
    return value[:-1] + str((int(value[-1]) + 1) % 10)


STYLES: dict[str, dict[str, Callable[[Random], str]]] = {
    "bsn": {
        "plain": bsn,
        "spaces": lambda c: grouped(bsn(c), "333"),
        "dots": lambda c: grouped(bsn(c), "423", "."),
        "dashes": lambda c: grouped(bsn(c), "333", "-"),
        "leading zero left out": lambda c: bsn(c, first="0")[1:],
        "mistyped, but named": lambda c: f"bsn {_mistyped(bsn(c))}",
        "full width": lambda c: full_width(bsn(c)),
        "arabic digits": lambda c: arabic(grouped(bsn(c), "333")),
        "invisible signs": lambda c: interrupted(bsn(c), c),
        "spelled": lambda c: spelled(bsn(c)),
    },
    "phone": {
        "plain": mobile,
        "dash": lambda c: grouped(mobile(c), "28", "-"),
        "pairs": lambda c: grouped(mobile(c), "22222"),
        "+31": lambda c: f"+31 {grouped(mobile(c)[1:], '144')}",
        "0031(0)": lambda c: f"0031(0){grouped(mobile(c)[1:], '18', '-')}",
        "landline": lambda c: _landline(c, "{area}-{n}"),
        "landline in brackets": lambda c: _landline(c, "({area}) {n}"),
        "foreign": lambda c: f"+{c.choice(('32 4', '49 15', '212 6', '90 53'))}{_digits(c, 8)}",
        "letter o, line break": lambda c: grouped(mobile(c).replace("0", "O"), "244", "\n"),
        "spelled": lambda c: spelled(mobile(c)),
    },
    "email": {
        "plain": lambda c: _mail(c, "{name}@{host}.{end}"),
        "plus": lambda c: _mail(c, "{name}+zorg@{host}.{end}"),
        "capitals": lambda c: _mail(c, "{name}@{host}.{end}").upper(),
        "spaces": lambda c: _mail(c, "{name} @ {host}.{end}"),
        "(at)": lambda c: _mail(c, "{name}(at){host}.{end}"),
        "[at] [punt]": lambda c: _mail(c, "{name} [at] {host} [punt] {end}"),
        "at, punt": lambda c: _mail(c, "{name} at {host} punt {end}"),
        "line break": lambda c: _mail(c, "{name}@\n{host}.{end}"),
        "full width": lambda c: full_width(_mail(c, "{name}@{host}.{end}")),
        "invisible signs": lambda c: interrupted(_mail(c, "{name}@{host}.{end}"), c),
    },
    "iban": {
        "plain": iban,
        "groups of four": lambda c: grouped(iban(c), "44442"),
        "lower case": lambda c: iban(c).lower(),
        "lower case in groups": lambda c: grouped(iban(c), "44442").lower(),
        "dashes": lambda c: grouped(iban(c), "44442", "-"),
        "dots": lambda c: grouped(iban(c), "44442", "."),
        "line break": lambda c: grouped(iban(c), "8442", "\n"),
        "foreign": lambda c: iban(c, c.choice(("BE", "DE", "PL", "GB"))),
        "full width": lambda c: full_width(iban(c)),
        "invisible signs": lambda c: interrupted(iban(c), c),
    },
    "address": {
        "postcode": lambda c: _address(c, "{f} {l} {n}"),
        "postcode joined": lambda c: _address(c, "{f}{l} {n}-A"),
        "lower case": lambda c: _address(c, "{f} {l} {n}").lower(),
        "nr": lambda c: _address(c, "{f} {l} nr {n}"),
        "huisnummer": lambda c: _address(c, "{f}{l} huisnummer {n}").lower(),
        "comma": lambda c: _address(c, "{f} {l}, {n} hs"),
        "street": lambda c: _address(c, "{street} {n}"),
        "street, line break": lambda c: _address(c, "{street} {n}\n{f} {l}"),
        "full width": lambda c: full_width(_address(c, "{f} {l} {n}")),
        "invisible signs": lambda c: interrupted(_address(c, "{f} {l} {n}"), c),
    },
    "birth_date": {
        "geb.": lambda c: _date(c, "geb. {d}-{m}-{y}", last_year=2026),
        "geboren op": lambda c: _date(c, "geboren op {d} {word} {y}", last_year=2026),
        "geboortedatum": lambda c: _date(c, "geboortedatum {d:02}/{m:02}/{short:02}"),
        "degree sign": lambda c: _date(c, "°{d:02}.{m:02}.{y}", last_year=2026),
        "bare dashes": lambda c: _date(c, "{d:02}-{m:02}-{y}"),
        "bare slashes": lambda c: _date(c, "{d}/{m}/{y}"),
        "bare iso": lambda c: _date(c, "{y}-{m:02}-{d:02}"),
        "bare words": lambda c: _date(c, "{d} {word} {y}"),
        "full width": lambda c: full_width(_date(c, "{d:02}-{m:02}-{y}")),
        "invisible signs": lambda c: interrupted(_date(c, "{d:02}-{m:02}-{y}"), c),
    },
}


def _digits(chance: Random, count: int) -> str:
    return "".join(chance.choices("0123456789", k=count))


def _belgian(body: str) -> str:
    return f"{body}{int(body) % 97 or 97:02d}"
