"""What of a figure may be seen: nothing from which a small number can be worked out (R-189)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flows.indicators import Figure
from flows.suppression import CELL, rounded, visible
from flows.terms import Channel, Known

FRIDAY = "vrijdag_12_18"
MET, REST = "met", "rest"
WINDOWS = ("in_window", "out_of_window")
WHOLE = frozenset(
    {"M1", "M3", "M4", "M5", "M6", "M8", "M9", "M11", "M15", "tot_afspraken"}
)  # of the network itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A figure as it may be seen: None where a number is too small, or would give one away."""

    n: int | None
    total: int | None
    value: float | None
    parts: Mapping[str, "Shown"] = field(default_factory=dict)


HIDDEN = Shown(n=None, total=None, value=None)


def discreet(code: str, figure: Figure) -> Shown:
    """A figure of one month, without the numbers that are too small to be seen.

    What is of the whole network is always seen. Of the rest a number is seen when it is a cell that
    may be, or when it is made of such cells alone; the total of all is known.
    """
    if code in WHOLE:
        return _whole(figure)
    if code == "M2":
        return _of_roles(figure)
    seen = {
        name
        for cells in _leaves(code, figure)
        for name, n in visible(cells).items()
        if n is not None
    }
    parts = {name: _part(name, one, seen) for name, one in figure.parts.items()}
    own = {"M7": REST, "M12": Known.YES, "M13": MET, "M16": REST}.get(code)
    if own is not None and own not in seen:
        return Shown(n=None, total=figure.total, value=None, parts=parts)
    return replace(_told(figure), parts=parts)


def _of_roles(figure: Figure) -> Shown:
    """M2: the answers of each role within and outside its hours, from five on.

    With some of these hidden the total is not told either, or one more role would have to be hidden
    along. Of how many a role was asked is not said: it would tell how often it was silent.
    """
    split = _split_of(figure)
    parts = {}
    for role, one in figure.parts.items():
        windows = {name: _enough(one.parts[name]) for name in WINDOWS}
        whole = HIDDEN if HIDDEN in windows.values() else _enough(one)
        ways = {way.value: _enough(one.parts[way]) if role in split else HIDDEN for way in Channel}
        parts[role] = replace(whole, parts={**windows, **ways})
    cells = [part.parts[name] for part in parts.values() for name in WINDOWS]
    gives_away = HIDDEN in cells and any(cell is not HIDDEN for cell in cells)
    whole = Shown(n=None, total=figure.total, value=None) if gives_away else _told(figure)
    return replace(whole, parts=parts)


def _split_of(figure: Figure) -> set[str]:
    """The roles of which is told how many answers they tapped and how many came by telephone.

    The two add up to all answers of a role, so neither window may be hidden. Where no window of
    any role is, the ways of all roles together are told: then it is every role or none.
    """
    least = {
        role: (min(one.parts[name].n for name in WINDOWS), min(one.parts[w].n for w in Channel))
        for role, one in figure.parts.items()
    }
    split = {role for role, (windows, ways) in least.items() if min(windows, ways) >= CELL}
    are_all_told = all(windows >= CELL for windows, _ in least.values())
    return set() if are_all_told and split != set(least) else split


def _enough(figure: Figure) -> Shown:
    return replace(_told(figure), total=None) if figure.n >= CELL else HIDDEN


def coarse(code: str, figure: Figure) -> Shown:
    """The same of twelve months: what is not of the whole network is rounded to five.

    Two such years that differ by one month cannot be subtracted then.
    """
    if code in WHOLE:
        return _whole(figure)
    seen, value = figure.n >= CELL, figure.value
    if code != "M2" and value is not None:
        value = rounded(round(value))  # from an exact share the exact number would follow
    return Shown(
        n=rounded(figure.n) if seen else None,
        total=rounded(figure.total) if figure.total >= CELL else None,
        value=value if seen else None,
        parts={name: coarse(code, one) for name, one in figure.parts.items()},
    )


def coarse_table(cells: Mapping[str, int]) -> dict[str, int | None]:
    """A characteristic over twelve months: hidden as in a month, and what is seen rounded."""
    return {name: None if n is None else rounded(n) for name, n in visible(cells).items()}


def _leaves(code: str, figure: Figure) -> list[dict[str, int]]:
    """The cells that a figure is made of, in tables of which the total is known."""
    parts = figure.parts.items()
    match code:
        case "M10":
            return [
                {f"{role}/{MET}": part.n for role, part in parts},
                {f"{role}/{REST}": _rest(part) for role, part in parts},
            ]
        case "M13":
            return [{MET: figure.n, REST: _rest(figure)}]
        case "M12" | "M14":
            return [{name: part.n for name, part in parts if name != FRIDAY}]
        case _:
            return [{**{name: part.n for name, part in parts}, REST: _rest(figure)}]


def _part(name: str, figure: Figure, seen: set[str]) -> Shown:
    """A part of a figure; one that is made of cells is seen when each of those is."""
    if name == FRIDAY:
        return _told(figure) if visible({MET: figure.n, REST: _rest(figure)})[MET] else HIDDEN
    cells = {f"{name}/{MET}", f"{name}/{REST}"}
    return _told(figure) if name in seen or cells <= seen else HIDDEN


def _rest(figure: Figure) -> int:
    return figure.total - figure.n


def _whole(figure: Figure) -> Shown:
    parts = {name: _whole(one) for name, one in figure.parts.items()}
    return Shown(n=figure.n, total=figure.total, value=figure.value, parts=parts)


def _told(figure: Figure) -> Shown:
    return Shown(n=figure.n, total=figure.total, value=figure.value)
