"""What each figure is, in words, and what of the Werkset is drawn from it: one table for all."""

from collections.abc import Iterator

from bot.reports.text import seen_cells
from bot.reports.wording import (
    HIDDEN,
    certain_wait,
    counts,
    fact_text,
    fact_word,
    outcome,
    part_word,
    unit,
)
from config.texts import Texts
from flows.account import Account
from flows.cells import Excluded
from flows.discretion import HIDDEN as HIDDEN_FIGURE
from flows.discretion import Shown
from flows.indicators import MEASURES
from flows.known import CODES as KNOWN
from flows.werkset import WERKSET, How, Indicator, drawing_on

TABLES = (
    "bron", "aard", "telt", "verzoeker", "anoniem", "op_tijd", "drie_rollen", "vorm", "regie",
    "bestemming", "afgezegd", "vastgelegd", "voor_negen_uur", "kanaal", "informatie", "beeld",
    "basis", "knelpunt",
)  # fmt: skip
OTHERS = (
    "tellen_mee", *TABLES, "gemist", "uur", "M4_lijn", "M4_kromme", "oefeningen", *KNOWN,
)  # fmt: skip
DENOMINATORS = {measure.code: measure.denominator for measure in MEASURES}
Line = tuple[str, ...]
Drawn = tuple[str, str, str]


def figure_legend(texts: Texts) -> list[Line]:
    """Code, name, definition, unit, denominator, Werkset names, how measured."""
    codes = [measure.code for measure in MEASURES]
    return [_explained(code, texts) for code in (*codes, *OTHERS)]


def short_legend(texts: Texts) -> list[tuple[str, str, str]]:
    """Each measure by code and name, its definition, and its numbers in the Werkset: for paper."""
    return [
        (
            f"{one.code} {texts.word('maat', one.code)}",
            texts.word("uitleg", one.code),
            ", ".join(dict.fromkeys(_number(number) for number in drawing_on(one.code))),
        )
        for one in MEASURES
    ]


def indicator_lines(one: Indicator, account: Account, texts: Texts) -> list[Line]:
    """An indicator with each figure behind it; one that is not in here says where it is."""
    head = (_number(one.number), texts.word("werkset", one.number), texts.word("hoe", one.how))
    key = f"werkset_bij.{one.number}"
    beside = texts(key) if key in texts else ""
    drawn = [line for code in one.draws for line in _drawn(code, account, texts)]
    if not drawn:
        not_here = "werkboek.buiten" if one.how is How.NOT else "werkboek.niet_hier"
        return [(*head, texts(not_here), "", "", beside)]
    first, *rest = drawn
    return [(*head, *first, beside), *(("", "", "", *line, "") for line in rest)]


def _explained(code: str, texts: Texts) -> Line:
    numbers = drawing_on(code)
    names = [f"{_number(number)} {texts.word('werkset', number)}" for number in numbers]
    ways = dict.fromkeys(one.how for one in WERKSET if one.number in numbers)
    measured, denominator = unit(code), DENOMINATORS.get(code)
    return (
        code,
        texts.word("maat", code),
        texts.word("uitleg", code),
        texts.word("eenheid", measured or "aantal"),
        texts.word("noemer", denominator) if denominator else "",
        "\n".join(names),
        ", ".join(texts.word("hoe", how) for how in ways),
    )


def _number(number: str) -> str:
    """Its number in the Werkset; of chapters 3 and 4, which number nothing, the chapter."""
    chapter, _, own = number.partition(".")
    return number if own.isdigit() else chapter


def _drawn(code: str, account: Account, texts: Texts) -> Iterator[Drawn]:
    """What is measured, this month, and over twelve months."""
    if code in account.figures:
        yield from _measure(code, account, texts)
    elif code in account.tables:
        month, year = account.tables[code], account.year_tables.get(code, {})
        over_a_year = seen_cells(year, code, texts) or HIDDEN if year else ""
        yield texts.word("maat", code), seen_cells(month, code, texts) or HIDDEN, over_a_year
    elif code == "consultaties":
        yield texts.word("maat", code), str(account.consultations), ""
    elif code == "oefeningen":
        yield texts.word("maat", code), str(account.excluded[Excluded.DRILL]), ""
    for fact in account.known:
        if fact.code == code:
            yield fact_word(fact, texts), fact_text(fact, account, texts), ""


def _measure(code: str, account: Account, texts: Texts) -> Iterator[Drawn]:
    """The measure and those of its parts that say anything."""
    name, month, year = texts.word("maat", code), account.figures[code], account.year[code]
    name = f"{code} {name}"
    yield name, _whole(code, month, account, texts), _whole(code, year, account, texts)
    for path in dict.fromkeys((*_leaves(month), *_leaves(year))):
        one, beside = _at(month, path), _at(year, path)
        if one.n is None and beside.n is None:
            continue
        words = ", ".join(part_word(code, part, texts) for part in path)
        label = texts("werkboek.deel", maat=name, deel=words)
        said, usual = (outcome(code, each, texts, path[-1]) for each in (one, beside))
        yield label, said, usual


def _leaves(shown: Shown, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, part in shown.parts.items():
        if part.parts:
            yield from _leaves(part, (*path, name))
        else:
            yield (*path, name)


def _at(shown: Shown, path: tuple[str, ...]) -> Shown:
    for name in path:
        shown = shown.parts.get(name, HIDDEN_FIGURE)
    return shown


def _whole(code: str, shown: Shown, account: Account, texts: Texts) -> str:
    if code == "M4":
        here = shown is account.figures["M4"]
        waits = account.waits if here else account.year_waits
        n = account.counted if here else account.year_counted
        return f"{certain_wait(waits, n, texts)}, {counts(shown)}"
    return counts(shown) if shown.value is None else outcome(code, shown, texts)
