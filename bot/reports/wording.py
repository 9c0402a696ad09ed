"""The numbers of an account as people read them; every output says them with these words.

`*` stands for a number that is too small to be seen, or that would give such a number away.
"""

from config.texts import Texts
from flows.account import Account
from flows.calendar import local
from flows.discretion import Shown
from flows.indicators import BESIDE, MEASURES, Unit
from flows.known import Fact
from flows.statistics import wilson
from flows.suppression import CELL
from flows.survival import Middle

HIDDEN = "*"
NONE = "–"
DAY = 24 * 60
UNITS = {measure.code: measure.unit for measure in (*MEASURES, *BESIDE)} | {
    "M4_mediaan": Unit.MINUTES, "M4_lijn": Unit.MINUTES, "M4_kromme": Unit.PERCENT,
}  # fmt: skip
PERCENT_PARTS = {("M8", "complete")}

# The beginning of the words for the parts of a measure, and for the categories of a table.
PARTS = {
    "M2": "role.", "M7": "binnengekomen.", "M10": "role.", "M12": "ja_nee.", "M14": "dagdeel.",
    "M16": "moeite.",
}  # fmt: skip
CATEGORIES = {
    "bron": "bron.", "aard": "aard.", "telt": "urgentie.", "verzoeker": "role.",
    "anoniem": "ja_nee.", "op_tijd": "ja_nee.", "drie_rollen": "ja_nee.", "vorm": "modus.",
    "vastgelegd": "ja_nee.", "voor_negen_uur": "ja_nee.",
    "regie": "role.", "bestemming": "bestemming.", "afgezegd": "reden.", "kanaal": "deel.",
    "informatie": "knop.navraag.informatie.", "beeld": "knop.navraag.beeld.",
    "basis": "knop.navraag.basis.", "knelpunt": "knelpunt.",
}  # fmt: skip


def title(account: Account, texts: Texts) -> str:
    """Which doelgroep and which month."""
    return texts(
        "maandrapport.kop",
        doelgroep=texts.word("doelgroep", account.doelgroep),
        maand=month_word(account.month, texts),
    )


def month_word(month: str, texts: Texts) -> str:
    """Such as november 2026."""
    year, number = month.split("-")
    name = texts.word("maand", str(int(number)))
    return texts("maandrapport.maand_jaar", maand=name, jaar=year)


def short_month(month: str, texts: Texts) -> str:
    """Such as nov."""
    return texts.word("maand_kort", str(int(month.split("-")[1])))


def unit(code: str, part: str = "") -> Unit | None:
    """What the value of a figure is in; a part of another unit than the whole has its own."""
    return Unit.PERCENT if (code, part) in PERCENT_PARTS else UNITS.get(code)


def span(minutes: float | None, texts: Texts) -> str:
    """A time as people say it: minutes up to two hours."""
    if minutes is None:
        return NONE
    whole = round(minutes)
    if whole <= 120:
        return texts("maandrapport.minuten", n=whole)
    if whole < 2 * DAY:
        return texts("maandrapport.uren", uren=whole // 60, minuten=whole % 60)
    return texts("maandrapport.dagen", dagen=whole // DAY, uren=whole % DAY // 60)


def certain_wait(wait: Middle, n: int, texts: Texts) -> str:
    """The middle with the times that it lies between, 95 % certain; an end may not be known."""
    middle, (low, high) = span(wait.value, texts), bounds(wait, n)
    if wait.value is None or n < CELL:
        return middle
    unknown = texts("maandrapport.onbekend")
    laag, hoog = (unknown if end is None else span(end, texts) for end in (low, high))
    return texts("maandrapport.tussen", mediaan=middle, laag=laag, hoog=hoog)


def bounds(wait: Middle, n: int) -> tuple[int | None, int | None]:
    """The ends of the interval; below five there is none that means anything."""
    return (wait.low, wait.high) if n >= CELL else (None, None)


def count(n: int | None) -> str:
    """A number, or the mark of one that is not shown."""
    return HIDDEN if n is None else str(n)


def counts(shown: Shown) -> str:
    """How many of how many, and no more."""
    return HIDDEN if shown.n is None else f"{shown.n}/{count(shown.total)}"


def share(shown: Shown) -> str:
    """How many of how many; a percentage only where there are enough to speak of one (S24)."""
    if shown.n is None or shown.value is None or not speaks(shown):
        return counts(shown)
    return f"{counts(shown)} ({percent(shown.value)})"


def certain_share(shown: Shown, texts: Texts) -> str:
    """The same with the interval that the true share lies in."""
    if shown.n is None or not speaks(shown):
        return share(shown)
    assert shown.value is not None
    laag, hoog = (percent(end) for end in share_interval(shown))
    deel, procent = counts(shown), percent(shown.value)
    return texts("maandrapport.deel_tussen", deel=deel, procent=procent, laag=laag, hoog=hoog)


def share_interval(shown: Shown) -> tuple[float, float]:
    """Wilson's interval in percents."""
    assert shown.n is not None
    assert shown.total is not None
    low, high = wilson(min(shown.n, shown.total), shown.total)
    return 100 * low, 100 * high


def speaks(shown: Shown) -> bool:
    """Whether there are enough to give a percentage."""
    return shown.total is not None and shown.total >= CELL and shown.value is not None


def percent(value: float) -> str:
    """A percentage, without decimals that the numbers cannot bear."""
    return f"{round(value)}%"


def time(shown: Shown, texts: Texts) -> str:
    """A median with the number that it rests on."""
    if shown.n is None:
        return HIDDEN
    if shown.value is None:
        return NONE
    return texts("maandrapport.tijd", mediaan=span(shown.value, texts), n=shown.n)


def outcome(code: str, shown: Shown, texts: Texts, part: str = "") -> str:
    """A figure in one cell, in its own unit; a distribution tells only how many there were."""
    if unit(code, part) is Unit.MINUTES:
        return time(shown, texts)
    return share(shown)


def age(fact: Fact, account: Account) -> int | None:
    """How many days ago it began, when it was looked at."""
    return None if fact.since is None else (local(account.looked_at).date() - fact.since).days


def fact_text(fact: Fact, account: Account, texts: Texts) -> str:
    """What is known of one thing: how many of how many, and since when."""
    number = None if fact.n is None else str(fact.n)
    if number is not None and fact.total is not None:
        number = f"{number}/{fact.total}"
    days = age(fact, account)
    if fact.since is not None and days is not None:
        said = texts.many("werkboek.sinds", days, dag=f"{fact.since:%d-%m-%Y}")
        number = said if number is None else f"{number}, {said}"
    return number or texts("werkboek.niet_bekend")


def fact_word(fact: Fact, texts: Texts) -> str:
    """What is told: the role and the sort of hours in words, a version as it is written."""
    name = texts.word("maat", fact.code)
    words = [
        next((texts(key) for key in (f"role.{one}", f"deel.{one}") if key in texts), one)
        for one in fact.part.split("/")
        if one
    ]
    return texts("werkboek.deel", maat=name, deel=", ".join(words)) if words else name


def part_word(code: str, part: str, texts: Texts) -> str:
    """What a part of a measure is called."""
    return _word(PARTS.get(code, ""), part, texts)


def category_word(table: str, name: str, texts: Texts) -> str:
    """What a category of a table is called."""
    return _word(CATEGORIES[table], name, texts)


def _word(kind: str, name: str, texts: Texts) -> str:
    key = f"{kind}{name}"
    return texts(key) if key in texts else texts.word("deel", name)
