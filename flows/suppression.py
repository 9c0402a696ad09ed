"""Which cells of a table are not shown, so that no small number can be worked out from the rest.

A cell under 5 is not shown (indicators.md 2.0), and neither are the cells that would give it away:
whoever knows the total and this rule must be left with more than one possibility for each.
"""

from collections.abc import Mapping, Sequence

CELL = 5  # a cell of a table below this is not shown
ROUNDED_TO = 5  # what covers several months is rounded, or a hidden month could be subtracted


def visible(cells: Mapping[str, int]) -> dict[str, int | None]:
    """The cells of a table with a known total; None where a cell is not shown.

    Every category belongs in the table, also an empty one: that nothing was there is a number too.
    What is hidden along with the small ones is the last of the table. Were it the smallest, its
    size would be known from the others, and with it the number that it is to hide.
    """
    hidden = [name for name in cells if cells[name] < CELL]
    others = [name for name in cells if cells[name] >= CELL]
    while others and _gives_away([cells[one] for one in hidden]):
        hidden.append(others.pop())
    return {name: None if name in hidden else n for name, n in cells.items()}


def _gives_away(hidden: Sequence[int]) -> bool:
    """One cell follows from the total; so do cells that are all nought, or all four."""
    if not hidden:
        return False
    return len(hidden) == 1 or sum(hidden) < CELL or set(hidden) == {CELL - 1}


def rounded(n: int) -> int:
    """A number that covers several months, to the nearest five."""
    return (n + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO
