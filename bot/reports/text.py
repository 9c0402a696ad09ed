"""One screen of a month: plain lines, with the small numbers called small."""

from collections.abc import Iterator

from bot.reports.month import Month
from config.texts import Texts
from flows.calendar import Daypart
from flows.indicators import DEFINITIONS, Figure
from flows.statistics import CELL, FEW, hidden, wilson


def month_text(month: Month, texts: Texts) -> str:
    """The report as it is sent: no more than one message."""
    tally = month.tally
    head = texts(
        "maandrapport.kop",
        doelgroep=texts.word("doelgroep", month.doelgroep),
        maand=texts.word("maand", str(month.month)),
        jaar=month.year,
    )
    figures = tally.figures
    blocks = [[head, *_volume(month, texts)]]
    if tally.eligible:
        blocks += [
            _overleg(figures["M4"], figures["M5"], figures["M6"], texts),
            _answers(figures["M1"], figures["M2"], figures["M3"], texts),
            _day_parts(figures["M14"], texts),
        ]
    if figures["M9"].total:
        blocks.append([*_follow_ups(figures["M9"], texts)])
    blocks.append([*_rest(month, texts)])
    return "\n\n".join("\n".join(block) for block in blocks)


def _volume(month: Month, texts: Texts) -> Iterator[str]:
    tally = month.tally
    if not tally.eligible:
        yield texts("maandrapport.geen")
        return
    yield texts.many("maandrapport.aantal", tally.eligible)
    if tally.eligible < FEW:
        yield texts("maandrapport.klein")
    if tally.running:
        yield texts.many("maandrapport.lopend", tally.running)
    if tally.afterwards:
        yield texts.many("maandrapport.achteraf", tally.afterwards)


def _overleg(wait: Figure, target: Figure, missed: Figure, texts: Texts) -> list[str]:
    lines = [
        texts("werkset.5.18"),
        texts(
            "maandrapport.M4",
            mediaan=_span(wait, texts),
            n=wait.n,
            N=wait.total,
            zonder=wait.total - wait.n,
        ),
    ]
    if wait.parts["p90"].value is not None:
        lines.append(texts("maandrapport.p90", tijd=_span(wait.parts["p90"], texts)))
    stamped = wait.parts["without_afterwards"]
    if stamped.total < wait.total:
        tijd = _span(stamped, texts)
        lines.append(texts("maandrapport.gestempeld", mediaan=tijd, n=stamped.n, N=stamped.total))
    lines.append(texts("maandrapport.M5", deel=_share(target)))
    if target.total >= CELL:
        low, high = wilson(target.n, target.total)
        lines.append(texts("maandrapport.onzeker", laag=_percent(low), hoog=_percent(high)))
    return [
        *lines,
        texts("maandrapport.M5_120", deel=_share(target.parts["within_120"])),
        texts("maandrapport.M5_240", deel=_share(target.parts["within_240"])),
        texts("maandrapport.M6", deel=_share(missed)),
    ]


def _answers(first: Figure, roles: Figure, quorum: Figure, texts: Texts) -> list[str]:
    mediaan, langste = _span(first, texts), _span(first.parts["max"], texts)
    geen = first.total - first.n
    return [
        texts("werkset.2.6"),
        texts("maandrapport.M1", mediaan=mediaan, langste=langste, geen=geen),
        texts("maandrapport.M3", mediaan=_span(quorum, texts), deel=_share(quorum)),
        texts("maandrapport.M2"),
        *(_role(role, figure, texts) for role, figure in roles.parts.items()),
    ]


def _role(role: str, figure: Figure, texts: Texts) -> str:
    windows = (
        ("maandrapport.binnen", figure.parts["in_window"]),
        ("maandrapport.buiten", figure.parts["out_of_window"]),
    )
    cells = [texts(key, tijd=_cell(part, texts)) for key, part in windows if part.total]
    return texts("maandrapport.rol", rol=texts.word("role", role), tijden=", ".join(cells))


def _day_parts(mix: Figure, texts: Texts) -> list[str]:
    unseen = hidden({part: mix.parts[part].n for part in Daypart})
    cells = [
        texts("maandrapport.cel", wat=texts.word("dagdeel", part), n=_count(mix.parts[part], texts))
        if part not in unseen or mix.parts[part].n < CELL
        else texts("maandrapport.verborgen", wat=texts.word("dagdeel", part))
        for part in Daypart
    ]
    friday = _count(mix.parts["vrijdag_12_18"], texts)
    return [
        texts("werkset.2.4"),
        texts("maandrapport.M14", dagdelen=", ".join(cells)),
        texts("maandrapport.vrijdag", n=friday),
    ]


def _follow_ups(done: Figure, texts: Texts) -> Iterator[str]:
    yield texts("werkset.2.5")
    yield texts("maandrapport.M9", deel=_share(done), open=done.parts["open"].n)
    if postponed := done.parts["postponed"].n:
        yield texts.many("maandrapport.uitgesteld", postponed)


def _rest(month: Month, texts: Texts) -> Iterator[str]:
    excluded = month.tally.excluded.items()
    cells = [
        texts("maandrapport.cel", wat=texts.word("telt_niet", reason), n=n)
        for reason, n in excluded
    ]
    yield texts("maandrapport.telt_niet", redenen=", ".join(cells))
    yield texts("maandrapport.consultaties", n=month.consultations)
    if month.tally.eligible < CELL:
        yield texts("maandrapport.zonder_verzoek")
    if month.unconfirmed:
        late = ", ".join(texts.word("role", role) for role in month.unconfirmed)
        yield texts("maandrapport.herijking", wie=late)
    yield texts("maandrapport.definities", versie=DEFINITIONS)


def _span(figure: Figure, texts: Texts) -> str:
    """A time as people say it; minutes up to two hours."""
    if figure.value is None:
        return texts("maandrapport.geen_tijd")
    minutes = round(figure.value)
    if minutes <= 120:
        return texts("maandrapport.minuten", n=minutes)
    return texts("maandrapport.uren", uren=minutes // 60, minuten=minutes % 60)


def _cell(figure: Figure, texts: Texts) -> str:
    if figure.n < CELL:
        return texts("maandrapport.minder", n=CELL)
    return texts("maandrapport.tijd", mediaan=_span(figure, texts), n=figure.n)


def _count(figure: Figure, texts: Texts) -> str:
    return str(figure.n) if figure.n >= CELL else texts("maandrapport.minder", n=CELL)


def _share(figure: Figure) -> str:
    """How many of how many; a percentage only when there are enough to speak of one."""
    counts = f"{figure.n}/{figure.total}"
    return f"{counts} ({_percent(figure.n / figure.total)})" if figure.total >= CELL else counts


def _percent(share: float) -> str:
    return f"{share:.0%}"
