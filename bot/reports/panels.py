"""What the pictures are made of: the curve, the run of months, and the week, each in a frame.

They draw an account and nothing else; below five alerts a month has no curve and no point.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.patches import Rectangle

from bot.reports.colours import Colours
from bot.reports.rows import month_curve, year_curve
from bot.reports.wording import short_month, span
from config.texts import Texts
from flows.account import HOURS, Account
from flows.suppression import CELL
from flows.survival import Step

HOUR = 60
MONTH_NAMES = 12  # beside each other
CURVE_HOURS = 12
MARKED = (2, 4)  # hours: the ambition and the norm
BAND_COLOURS = 4
TALL = 1.18  # room above the highest point for its label


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """The words, the colours and the sizes that a picture is drawn with; sizes in points."""

    texts: Texts
    colours: Colours
    large: float = 22
    small: float = 18
    thick: float = 5


def drawable(text: str) -> str:
    """The text without the signs that the font lacks; a dollar begins no formula."""
    known = _signs()
    return "".join(sign for sign in text if ord(sign) in known).replace("$", r"\$")


@cache
def _signs() -> frozenset[int]:
    return frozenset(get_font(findfont(FontProperties())).get_charmap())


def curve_panel(axes: Axes, account: Account, pen: Pen) -> None:
    """The share with an overleg by hours after the asking: this month on top of twelve months."""
    colours, texts = pen.colours, pen.texts
    _bare(axes, pen)
    axes.set_xlim(0, CURVE_HOURS)
    axes.set_ylim(0, 100)
    axes.set_xticks(range(0, CURVE_HOURS + 1, 2))
    axes.set_yticks((0, 25, 50, 75, 100), [f"{share}%" for share in (0, 25, 50, 75, 100)])
    axes.set_xlabel(drawable(texts("plaatje.uren")), fontsize=pen.small, color=colours.soft)
    for hours in MARKED:
        axes.axvline(hours, color=colours.line, linewidth=pen.thick / 2, zorder=1)
        label = drawable(texts("plaatje.streep", uren=hours))
        axes.text(
            hours, 102, label, fontsize=pen.small, color=colours.soft, ha="center", va="bottom"
        )
    year, month = year_curve(account), month_curve(account)
    if year:
        after, share, low, high = _steps(year)
        axes.fill_between(after, low, high, step="post", color=colours.band, linewidth=0, zorder=2)
        axes.step(
            after, share, where="post", color=colours.soft, linewidth=pen.thick * 0.6, zorder=3
        )
    if month:
        after, share, _, _ = _steps(month)
        axes.step(after, share, where="post", color=colours.hue, linewidth=pen.thick, zorder=4)
    elif not year:
        _say(axes, texts("plaatje.te_weinig"), pen)


def run_panel(axes: Axes, account: Account, pen: Pen) -> None:
    """The median of each month, with the middle and the limits; a month with few is a gap."""
    colours, points = pen.colours, account.run.points
    _bare(axes, pen)
    seen = [(place, point.value) for place, point in enumerate(points) if point.value is not None]
    top = max([value for _, value in seen] + [account.run.high or 0, 2 * HOUR]) * TALL
    _months(axes, account, pen, top)
    _limits(axes, account, pen)
    for stretch in _stretches(account):
        thin = pen.thick * 0.6
        axes.plot(*zip(*stretch, strict=True), color=colours.soft, linewidth=thin, zorder=3)
    last = len(points) - 1
    for place, value in seen:
        size = pen.thick * (3.6 if place == last else 2.4)
        colour = colours.hue if place == last else colours.soft
        axes.plot(place, value, "o", markersize=size, color=colour, zorder=4)
        if place == last:
            _told(axes, place, value, pen)
    for place, point in enumerate(points):
        if point.value is None:
            axes.plot(
                place, top * 0.035, "o", markersize=pen.thick * 2.4, markerfacecolor=colours.paper,
                markeredgecolor=colours.soft, markeredgewidth=pen.thick * 0.4, zorder=4,
                clip_on=False,
            )  # fmt: skip


def _months(axes: Axes, account: Account, pen: Pen, top: float) -> None:
    points, texts = account.run.points, pen.texts
    axes.set_xlim(-0.6, len(points) - 0.4)
    axes.set_ylim(0, top)
    every = -(-len(points) // MONTH_NAMES)  # more names than this run into each other
    named = range((len(points) - 1) % every, len(points), every)  # the newest has its name
    axes.set_xticks(named, [drawable(short_month(points[n].month, texts)) for n in named])
    hours = range(0, int(top // HOUR) + 1, max(1, round(top / HOUR / 4)))
    names = [drawable(texts("plaatje.uur", n=hour)) for hour in hours]
    axes.set_yticks([hour * HOUR for hour in hours], names)


def _told(axes: Axes, place: int, value: float, pen: Pen) -> None:
    words = drawable(span(value, pen.texts))
    axes.annotate(
        words, (place, value), (0, pen.small * 0.8), textcoords="offset points",
        ha="right", va="bottom", fontsize=pen.small, color=pen.colours.hue, fontweight="bold",
        zorder=5, bbox={"facecolor": pen.colours.band, "edgecolor": "none", "pad": 1},
    )  # fmt: skip


def week_panel(axes: Axes, account: Account, pen: Pen) -> None:
    """When was asked in twelve months, by day and three hours: bands of five, below five blank."""
    texts = pen.texts
    _bare(axes, pen, grid=False)
    starts = range(0, 24, HOURS)
    axes.set_xlim(0, 7)
    axes.set_ylim(len(starts), 0)
    axes.set_xticks(
        [day + 0.5 for day in range(7)], [drawable(texts.word("dag", str(day))) for day in range(7)]
    )
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(starts) + 1), [f"{start}" for start in (*starts, 24)])
    if not any(account.week.values()):
        _say(axes, texts("plaatje.te_weinig"), pen)
        return
    for day in range(7):
        for row, start in enumerate(starts):
            _cell(axes, day, row, account.week[f"{day}/{start:02}"], pen)


def _cell(axes: Axes, day: int, row: int, n: int | None, pen: Pen) -> None:
    colours = pen.colours
    band = -1 if n is None else min(n // CELL, BAND_COLOURS) - 1
    fill = colours.paper if n is None else colours.ramp[band]
    axes.add_artist(  # which does not look for the limits: they are known
        Rectangle(
            (day + 0.03, row + 0.04),
            0.94,
            0.92,
            facecolor=fill,
            edgecolor=colours.line,
            linewidth=pen.thick * 0.2,
        )
    )
    if n is not None:
        ink = colours.on_hue if band == BAND_COLOURS - 1 else colours.ink
        axes.text(
            day + 0.5, row + 0.5, f"{n}+", fontsize=pen.small, color=ink, ha="center", va="center"
        )


def _limits(axes: Axes, account: Account, pen: Pen) -> None:
    run, colours = account.run, pen.colours
    if run.centre is None or run.low is None or run.high is None:
        return
    axes.axhspan(run.low, run.high, color=colours.band, linewidth=0, zorder=1)
    axes.axhline(
        run.centre, color=colours.soft, linewidth=pen.thick * 0.4, linestyle="--", zorder=2
    )


def _stretches(account: Account) -> Sequence[Sequence[tuple[int, float]]]:
    """The months that follow each other without a gap."""
    found: list[list[tuple[int, float]]] = [[]]
    for place, point in enumerate(account.run.points):
        if point.value is None:
            found.append([])
        else:
            found[-1].append((place, point.value))
    return [stretch for stretch in found if stretch]


def _steps(steps: Sequence[Step]) -> tuple[list[float], list[float], list[float], list[float]]:
    """Hours and percents, from nothing at the asking, drawn on to the edge of the frame."""
    after = [0.0, *(step.after / HOUR for step in steps)]
    lines = [
        [0.0, *(100 * value for value in values)]
        for values in (
            [step.share for step in steps], [step.low for step in steps],
            [step.high for step in steps],
        )
    ]  # fmt: skip
    edge = max(float(CURVE_HOURS), after[-1])
    return [*after, edge], *([*line, line[-1]] for line in lines)  # type: ignore[return-value]


def _say(axes: Axes, text: str, pen: Pen) -> None:
    text = drawable(text)
    axes.text(
        0.5, 0.5, text, transform=axes.transAxes, fontsize=pen.large, color=pen.colours.soft,
        ha="center", va="center",
    )  # fmt: skip


def _bare(axes: Axes, pen: Pen, *, grid: bool = True) -> None:
    """A frame without a frame: guides as far as they help, and no more."""
    colours = pen.colours
    axes.set_facecolor(colours.paper)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(labelsize=pen.small, colors=colours.soft, length=0, pad=pen.small * 0.4)
    if grid:
        axes.yaxis.grid(visible=True, color=colours.line, linewidth=pen.thick * 0.2)
        axes.set_axisbelow(True)
