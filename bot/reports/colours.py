"""The colours of the pictures: one blue and greys, by day and by night; never red or green.

Blue against grey differs in lightness too, so it also holds for whoever does not see colours.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """What is drawn in which colour; `ramp` runs from little to much."""

    paper: str
    ink: str
    soft: str  # labels and what is beside the point
    line: str  # axes and guides
    band: str
    hue: str
    ramp: tuple[str, ...]
    on_hue: str


LIGHT = Colours(
    paper="#ffffff", ink="#1b1b1b", soft="#5b6168", line="#c9ced4", band="#e4e8ec",
    hue="#1a5a9c", ramp=("#d6e4f2", "#a9c8e6", "#6fa3d3", "#1a5a9c"), on_hue="#ffffff",
)  # fmt: skip
DARK = Colours(
    paper="#14181d", ink="#f1f3f5", soft="#a9b1ba", line="#3d454e", band="#2a3038",
    hue="#7db7f0", ramp=("#22364a", "#2f547a", "#4c86bd", "#8cc3f7"), on_hue="#0d1116",
)  # fmt: skip
