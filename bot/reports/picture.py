"""The month as a picture for a phone: how soon there was an overleg, the line of months, the week.

Drawn without any window or state of the drawing library, so that several can be drawn at once.
Equal accounts give equal bytes.
"""

import io
from textwrap import wrap

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bot.reports.colours import DARK, LIGHT
from bot.reports.panels import Pen, curve_panel, drawable, run_panel, week_panel
from bot.reports.picture_words import panel_words
from bot.reports.text import standing
from bot.reports.wording import month_word
from config.texts import Texts
from flows.account import Account

DPI, WIDE, TALL = 100, 1080, 2480  # points on the glass
EDGE, LEFT, RIGHT = 38, 128, 1042
TITLE, LINE, SIGNS = 32, 44, 55  # a line of words is so high, and holds so many signs

# From the top: where the words of a panel begin, and its frame begins and ends.
PANELS = (
    ("curve", 265, 515, 1015, curve_panel),
    ("run", 1150, 1365, 1695, run_panel),
    ("week", 1800, 2010, 2385, week_panel),
)


def picture(account: Account, texts: Texts, dark: bool) -> bytes:
    """The PNG; its text is large enough on a phone that shows it three times smaller."""
    pen = Pen(texts=texts, colours=DARK if dark else LIGHT, large=29, small=24, thick=6)
    figure = Figure(figsize=(WIDE / DPI, TALL / DPI), dpi=DPI, facecolor=pen.colours.paper)
    FigureCanvasAgg(figure)
    _head(figure, account, pen)
    for name, words, begins, ends, draw in PANELS:
        head, said = panel_words(name, account, texts)
        _put(figure, words, head, pen.large, "bold", pen.colours.ink)
        for place, line in enumerate(wrap(said, SIGNS)):
            _put(figure, words + 56 + place * LINE, line, pen.small, "normal", pen.colours.soft)
        frame = (LEFT / WIDE, 1 - ends / TALL, (RIGHT - LEFT) / WIDE, (ends - begins) / TALL)
        draw(figure.add_axes(frame), account, pen)
    return png(figure)


def png(figure: Figure) -> bytes:
    """What was drawn, without a date or the name of the program in it.

    Pressed lightly: a third less time, for a file that is an eighth larger.
    """
    written = io.BytesIO()
    lightly = {"compress_level": 2}
    figure.savefig(written, format="png", metadata={"Software": None}, pil_kwargs=lightly)
    return written.getvalue()


def _head(figure: Figure, account: Account, pen: Pen) -> None:
    colours, texts = pen.colours, pen.texts
    _put(figure, 45, texts.word("doelgroep", account.doelgroep), TITLE, "bold", colours.ink)
    _put(figure, 98, month_word(account.month, texts), TITLE, "bold", colours.ink)
    _put(figure, 155, standing(account, texts), pen.small, "normal", colours.soft)
    if account.invented:
        for top in (202, TALL - 48):
            _put(figure, top, texts("maandrapport.verzonnen"), pen.small, "bold", colours.hue)


def _put(figure: Figure, top: int, text: str, size: float, weight: str, colour: str) -> None:
    """A line of text, so far from the top."""
    figure.text(
        EDGE / WIDE, 1 - top / TALL, drawable(text), fontsize=size, fontweight=weight,
        color=colour, va="top",
    )  # fmt: skip
