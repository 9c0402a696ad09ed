"""One screen of a month: plain lines, with the small numbers called small.

What says nothing is left out; what does not count, and what is not known, never is.
"""

from collections.abc import Iterator

from bot.reports.wording import (
    HIDDEN,
    category_word,
    certain_share,
    certain_wait,
    count,
    counts,
    outcome,
    part_word,
    percent,
    share,
    span,
    speaks,
    time,
    title,
)
from config.texts import Texts
from flows.account import Account, Table
from flows.calendar import Daypart, local
from flows.discretion import FRIDAY, Shown
from flows.remarks import Remark, remarks
from flows.suppression import CELL

Lines = Iterator[str]
ONE_MESSAGE = 4096


def month_text(account: Account, texts: Texts) -> str:
    """The report as it is sent: no more than one message, without any markup."""
    return "\n\n".join("\n".join(lines) for lines in blocks(account, texts))


def blocks(account: Account, texts: Texts) -> list[list[str]]:
    """The same by subject, the head first and the foot last; one without lines is left out."""
    drawn = [
        list(each(account, texts))
        for each in (
            _head, _wait, _in_time, _answers, _what, _afterwards, _stands_out, _corrected, _around
        )
    ]  # fmt: skip
    marked = any(HIDDEN in line for lines in drawn for line in lines)
    return [lines for lines in (*drawn, list(_foot(account, texts, marked=marked))) if lines]


def standing(account: Account, texts: Texts) -> str:
    """Whether the figures may still change: frozen on a day, or as they were at a moment."""
    if account.frozen_at is not None:
        return texts("maandrapport.vastgesteld", dag=f"{local(account.frozen_at):%d-%m-%Y}")
    at = local(account.looked_at)
    return texts("maandrapport.voorlopig", dag=f"{at:%d-%m-%Y}", tijd=f"{at:%H:%M}")


def missed_reasons(account: Account, texts: Texts) -> str:
    """Why there was no overleg, and in which day part; never who (S25)."""
    told = (one.partition("/") for one in account.missed)
    return ", ".join(
        texts(
            "maandrapport.reden",
            reden=texts.word("gemist", reason).lower(),
            dagdeel=texts.word("dagdeel", part),
        )
        for reason, _, part in told
    )


def remark_text(remark: Remark, account: Account, texts: Texts) -> str:
    """A remark as a sentence that judges nobody."""
    here, usual = remark.month, remark.year
    if here is None or usual is None or usual.value is None:
        return texts(
            f"opvallend.{remark.kind}",
            nu=span(account.waits.value, texts),
            jaar=span(account.year_waits.value, texts),
            n=account.afterwards,
            N=account.counted,
        )
    return texts(f"opvallend.{remark.kind}", nu=share(here), jaar=percent(usual.value))


def excluded_text(account: Account, texts: Texts) -> str:
    """What does not count, by why not."""
    cells = [
        texts("maandrapport.cel", wat=texts.word("telt_niet", reason), n=n)
        for reason, n in account.excluded.items()
        if n
    ]
    return ", ".join(cells) or texts("maandrapport.niets")


def _head(account: Account, texts: Texts) -> Lines:
    if account.invented:
        yield texts("maandrapport.verzonnen")
    yield title(account, texts)
    if account.counted:
        yield texts.many("maandrapport.aantal", account.counted)
    else:
        yield texts("maandrapport.geen")
        yield texts("maandrapport.zonder_verzoek")
    yield standing(account, texts)
    if 0 < account.counted < CELL:
        yield texts("maandrapport.klein", n=CELL)


def _wait(account: Account, texts: Texts) -> Lines:
    if not account.counted and not account.year_counted:
        return
    yield texts("maandrapport.kop_M4")
    wait = account.figures["M4"]
    if account.counted:
        median = certain_wait(account.waits, account.counted, texts)
        none = account.waits.value is None
        yield texts(f"maandrapport.{'M4_geen' if none else 'M4'}", mediaan=median)
        yield from _held(account, wait, texts)
        stamped = wait.parts["without_afterwards"]
        if account.afterwards:
            mediaan, ander = span(stamped.value, texts), count(stamped.n)
            key = "maandrapport.achteraf"
            yield texts.many(key, account.afterwards, mediaan=mediaan, ander=ander)
        if wait.parts["p90"].value is not None:
            yield texts("maandrapport.p90", tijd=span(wait.parts["p90"].value, texts))
    yield texts(
        "maandrapport.jaar",
        mediaan=span(account.year_waits.value, texts),
        n=account.year_counted,
        ervoor=span(account.before_waits.value, texts),
    )
    yield texts("maandrapport.lijn", oordeel=texts.word("lijn", account.run.verdict))


def _held(account: Account, wait: Shown, texts: Texts) -> Lines:
    assert wait.n is not None
    without = account.counted - wait.n
    key = "maandrapport.gehouden_lopend" if account.running else "maandrapport.gehouden"
    yield texts(key, n=wait.n, N=account.counted, zonder=without, lopend=account.running)


def _in_time(account: Account, texts: Texts) -> Lines:
    year = account.year["M5"]
    if account.counted:
        yield texts.many("maandrapport.kop_M5", account.counted)
        target = account.figures["M5"]
        yield texts("maandrapport.M5", deel=certain_share(target, texts))
        for name, key in (("within_120", "M5_120"), ("within_240", "M5_240")):
            deel = certain_share(target.parts[name], texts)
            yield texts(f"maandrapport.{key}", deel=deel)
        yield texts("maandrapport.M6", deel=share(account.figures["M6"]))
        if account.missed:
            yield texts("maandrapport.M6_reden", redenen=missed_reasons(account, texts))
    if account.counted and speaks(year):
        shares = (year, year.parts["within_120"], year.parts["within_240"])
        streven, twee, vier = (percent(one.value or 0) for one in shares)
        yield texts("maandrapport.M5_jaar", streven=streven, twee=twee, vier=vier)


def _answers(account: Account, texts: Texts) -> Lines:
    first, quorum = account.figures["M1"], account.figures["M3"]
    if not account.counted or not first.total:
        return
    assert first.n is not None
    yield texts("maandrapport.kop_M1")
    mediaan, geen = span(first.value, texts), first.total - first.n
    langste = span(first.parts["max"].value, texts)
    yield texts("maandrapport.M1", mediaan=mediaan, langste=langste, geen=geen)
    yield texts("maandrapport.M3", mediaan=span(quorum.value, texts), deel=counts(quorum))
    roles = account.figures["M2"].parts
    shown = [(role, roles[role]) for role in account.roles if role in roles]
    if account.counted < CELL or all(_is_hidden(part) for _, part in shown):
        return
    yield texts("maandrapport.M2")
    for role, figure in shown:
        windows = (figure.parts[name] for name in ("in_window", "out_of_window"))
        binnen, buiten = (time(part, texts) for part in windows)
        rol = texts.word("role", role)
        yield texts("maandrapport.rol", rol=rol, binnen=binnen, buiten=buiten)


def _is_hidden(figure: Shown) -> bool:
    return all(part.n is None for part in figure.parts.values())


def _what(account: Account, texts: Texts) -> Lines:
    lines = list(_traits(account, texts)) if account.counted >= CELL else []
    if lines:
        yield texts("maandrapport.kop_M14")
        yield from lines


def _traits(account: Account, texts: Texts) -> Lines:
    """When it was asked and what it was about; nothing where each cell is too small."""
    mix = account.figures["M14"].parts
    if any(mix[part].n is not None for part in Daypart):
        parts = [
            texts("maandrapport.cel", wat=part_word("M14", part, texts), n=count(mix[part].n))
            for part in Daypart
        ]
        yield texts("maandrapport.M14", dagdelen=", ".join(parts))
    if mix[FRIDAY].n is not None:
        yield texts("maandrapport.vrijdag", n=mix[FRIDAY].n)
    for table, key in (("bron", "maandrapport.bron"), ("afgezegd", "maandrapport.afgezegd")):
        if cells := seen_cells(account.tables[table], table, texts):
            yield texts(key, cellen=cells)
    known = account.figures["M12"]
    if known.n is not None:
        yield texts("maandrapport.M12", deel=share(known))


def seen_cells(cells: Table, table: str, texts: Texts) -> str:
    """The categories of a table that may be seen, the rest under one mark; empty when none may."""
    seen = [
        texts("maandrapport.cel", wat=category_word(table, name, texts).lower(), n=n)
        for name, n in sorted(cells.items(), key=lambda cell: -(cell[1] or 0))
        if n is not None
    ]
    rest = texts("maandrapport.overige") if None in cells.values() else ""
    return ", ".join(filter(None, [*seen, rest])) if seen else ""


def _afterwards(account: Account, texts: Texts) -> Lines:
    lines = []
    owed, asked, cases = (account.figures[code] for code in ("M9", "M16", "M15"))
    if owed.total:
        open_ = owed.parts["open"].n
        lines.append(texts("maandrapport.M9", deel=share(owed), open=open_))
    if account.asked:
        lines.append(texts("maandrapport.vragen", n=account.answered, totaal=account.asked))
    if asked.total and asked.n is not None:
        lines.append(texts("maandrapport.M16", deel=share(asked)))
    if cases.total:
        lines.append(texts("maandrapport.M15", deel=share(cases)))
    if lines:
        yield texts("maandrapport.kop_M9")
        yield from lines


def _stands_out(account: Account, texts: Texts) -> Lines:
    found = remarks(account)
    if not found and account.counted < CELL:
        return
    yield texts("maandrapport.kop_opvallend")
    for remark in found:
        yield remark_text(remark, account, texts)
    if not found:
        yield texts("opvallend.niets")


def _corrected(account: Account, texts: Texts) -> Lines:
    if account.corrections:
        yield texts("maandrapport.kop_correctie")
    for one in account.corrections:
        was, now = (outcome(one.code, shown, texts) for shown in (one.before, one.after))
        yield texts("maandrapport.correctie", maat=texts.word("maat", one.code), was=was, nu=now)


def _around(account: Account, texts: Texts) -> Lines:
    yield texts("maandrapport.telt_niet", redenen=excluded_text(account, texts))
    yield texts("maandrapport.consultaties", n=account.consultations)
    if account.unconfirmed:
        late = ", ".join(texts.word("role", role) for role in account.unconfirmed)
        yield texts("maandrapport.herijking", wie=late)
    if 0 < account.counted < CELL:
        yield texts("maandrapport.zonder_verzoek")


def _foot(account: Account, texts: Texts, *, marked: bool) -> Lines:
    if account.counted >= CELL:
        yield texts("maandrapport.haken")
    if marked:
        yield texts("maandrapport.sterretje", n=CELL)
    yield texts("maandrapport.definities", versie=account.definitions)
    if account.invented:
        yield texts("maandrapport.verzonnen")
