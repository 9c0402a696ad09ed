"""The month on paper for the meeting: the headline, the curve, the months, the tables, the legend.

Two sides of A4 in PDF/A-2B, tagged: the language and the title are set, every line is real text in
the order in which it is read, headings are headings, and a picture has its words. It does not claim
PDF/UA: the legend is read as lines, not as a table.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from math import ceil

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bot.reports.colours import LIGHT
from bot.reports.figures_csv import told_so
from bot.reports.legend import short_legend
from bot.reports.page import FAMILY, HEAD, SIZE, SMALL, Page, begun, printable
from bot.reports.panels import Pen, curve_panel, run_panel
from bot.reports.picture import png
from bot.reports.picture_words import panel_words
from bot.reports.text import blocks
from bot.reports.wording import certain_share, certain_wait, counts, span, title
from config.texts import Texts
from flows.account import Account
from flows.werkset import How, score

WIDTH, GAP, LINE = 170, 6, 4.2  # mm: A4 within its margins; a line of small text
COLUMN = (WIDTH - GAP) / 2
LARGE, TINY = 20, 7.5  # points
LEGEND = (38, 104, 28)  # mm
WORDS, TALL = 20, 60  # mm: the words above a picture, and the picture
PRINT_DPI, INCH = 200, 25.4


def sheet(account: Account, texts: Texts, now: datetime) -> bytes:
    """The PDF; equal arguments give equal bytes."""
    head = title(account, texts)
    paper = begun(texts("blad.titel", kop=head), now)
    paper.set_auto_page_break(auto=False)  # a tag is never split; where a side ends is said here
    if account.invented:
        paper.drawn_up = f"{told_so(account)} · {paper.drawn_up}"
    _tell(paper, head, "H1", HEAD, bold=True)
    subjects = blocks(account, texts)
    for line in subjects[0]:
        if line != head:
            invented = line == texts("maandrapport.verzonnen")
            _tell(paper, line, "P", SIZE, bold=invented)
    _headline(paper, account, texts)
    _pictures(paper, account, texts)
    _columns(paper, subjects[1:])
    _legend(paper, texts)
    return bytes(paper.output())


def headline(account: Account, texts: Texts) -> Iterator[tuple[str, str]]:
    """The numbers that stand large: what, and how much."""
    if not account.counted:
        return
    median = certain_wait(account.waits, account.counted, texts)
    yield span(account.waits.value, texts), texts("blad.mediaan", mediaan=median)
    target = account.figures["M5"]
    yield counts(target), texts("blad.streven", deel=certain_share(target, texts))
    wait = account.figures["M4"]
    yield counts(wait), texts("blad.overleg")


def _headline(paper: Page, account: Account, texts: Texts) -> None:
    top, found = paper.get_y() + 2, list(headline(account, texts))
    for place, (number, what) in enumerate(found):
        left = paper.l_margin + place * WIDTH / 3
        paper.set_xy(left, top)
        with paper.tagged("P"):
            _lines(paper, number, WIDTH / 3, 10, LARGE, bold=True)
            _lines(paper, what, WIDTH / 3 - 3, LINE, SMALL)
    paper.set_xy(paper.l_margin, top + (25 if found else 2))


def _pictures(paper: Page, account: Account, texts: Texts) -> None:
    top = paper.get_y()
    for place, (name, draw) in enumerate((("curve", curve_panel), ("run", run_panel))):
        head, said = panel_words(name, account, texts)
        left = paper.l_margin + place * (COLUMN + GAP)
        _block(paper, left, top, [head, said], heading=True)
        paper.image(
            io.BytesIO(_drawn(draw, account, texts)), x=left, y=top + WORDS, w=COLUMN, h=TALL,
            alt_text=printable(paper, f"{head}. {said}"), title=printable(paper, head),
        )  # fmt: skip
    paper.set_xy(paper.l_margin, top + WORDS + TALL + 4)


def _drawn(draw: Callable[[Axes, Account, Pen], None], account: Account, texts: Texts) -> bytes:
    """One panel as large as it is printed."""
    figure = Figure(figsize=(COLUMN / INCH, TALL / INCH), dpi=PRINT_DPI, facecolor=LIGHT.paper)
    FigureCanvasAgg(figure)
    pen = Pen(texts=texts, colours=LIGHT, large=8, small=6.5, thick=1.8)
    draw(figure.add_axes((0.12, 0.17, 0.86, 0.72)), account, pen)
    return png(figure)


def _columns(paper: Page, found: Sequence[Sequence[str]]) -> None:
    """The tables in two columns, each block whole."""
    tall = [sum(LINE * ceil(len(line) / 52) for line in lines) + 2 for lines in found]
    half, filled, place = sum(tall) / 2, 0.0, 0
    while place < len(found) and filled + tall[place] / 2 <= half:
        filled += tall[place]
        place += 1
    top = paper.get_y()
    for column, part in enumerate((found[:place], found[place:])):
        below = top
        for lines in part:
            below = _block(paper, paper.l_margin + column * (COLUMN + GAP), below, lines) + 2


def _block(
    paper: Page, left: float, top: float, lines: Sequence[str], *, heading: bool = False
) -> float:
    """Lines in one column, the first of them bold where it is a heading; gives where it ends."""
    paper.set_xy(left, top)
    for place, line in enumerate(lines):
        bold = place == 0 and (heading or line.partition(" (")[0].isupper())
        with paper.tagged("H2" if bold else "P"):
            _lines(paper, line, COLUMN, LINE, SMALL, bold=bold)
    return float(paper.get_y())


def _legend(paper: Page, texts: Texts) -> None:
    """What each measure is, on a side of its own, and how much of the Werkset this can be."""
    paper.add_page()
    _tell(paper, texts("werkboek.definities"), "H2", SIZE + 1, bold=True)
    heads = tuple(texts.word("werkboek_kolom", key) for key in ("maat", "uitleg", "werkset"))
    for place, cells in enumerate((heads, *short_legend(texts))):
        _row(paper, cells, bold=place == 0)
    paper.ln(3)
    counted = {how.value: score()[how] for how in How}
    _tell(paper, texts("werkboek.score", **counted), "P", SMALL)


def _row(paper: Page, cells: Sequence[str], *, bold: bool) -> None:
    top, left, lowest = paper.get_y() + 1, paper.l_margin, 0.0
    with paper.tagged("P"):
        for width, cell in zip(LEGEND, cells, strict=True):
            paper.set_xy(left, top)
            _lines(paper, cell, width - 2, 3.8, TINY, bold=bold)
            left, lowest = left + width, max(lowest, paper.get_y())
    paper.set_draw_color(200)
    paper.line(paper.l_margin, lowest + 1, paper.l_margin + WIDTH, lowest + 1)
    paper.set_xy(paper.l_margin, lowest + 1)


def _tell(paper: Page, text: str, kind: str, size: float, *, bold: bool = False) -> None:
    with paper.tagged(kind):
        _lines(paper, text, WIDTH, size * 0.5, size, bold=bold)
    paper.set_x(paper.l_margin)


def _lines(
    paper: Page, text: str, width: float, height: float, size: float, *, bold: bool = False
) -> None:
    """Text from where the pen is, in a column; the pen ends below it."""
    paper.set_font(FAMILY, "B" if bold else "", size)
    said = printable(paper, text)
    paper.multi_cell(width, height, said, align="L", new_x="LEFT", new_y="NEXT")
