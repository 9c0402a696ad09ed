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
from bot.reports.rows import month_curve
from bot.reports.text import standing
from bot.reports.wording import month_word, span, title
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


def panel_words(name: str, account: Account, texts: Texts) -> tuple[str, str]:
    """What stands above a panel: what it shows in a few words, and how to read it."""
    match name:
        case "curve":
            return _curve_words(account, texts)
        case "run":
            return _run_words(account, texts)
        case _:
            said = texts("plaatje.week", n=account.year_counted)
            return texts.word("plaatje_kop", "week"), said


def picture_alt(account: Account, texts: Texts) -> str:
    """The picture in words, for whoever has it read out."""
    told = [". ".join(panel_words(name, account, texts)) for name, *_ in PANELS]
    said = [texts("maandrapport.verzonnen")] if account.invented else []
    return " ".join([*said, f"{title(account, texts)}.", *told])


def _curve_words(account: Account, texts: Texts) -> tuple[str, str]:
    usual = span(account.year_waits.value, texts)
    jaar = texts("plaatje.curve_jaar", mediaan=usual, n=account.year_counted)
    if not account.counted:
        said = texts("plaatje.curve_geen", jaar=jaar)
    elif not month_curve(account):
        said = texts.many("plaatje.curve_weinig", account.counted, jaar=jaar)
    else:
        said = texts("plaatje.curve", n=account.counted, jaar=jaar)
    if not month_curve(account) or account.waits.value is None:
        return texts.word("plaatje_kop", "curve_weinig"), said
    return texts("plaatje_kop.curve", mediaan=span(account.waits.value, texts)), said


def _run_words(account: Account, texts: Texts) -> tuple[str, str]:
    run = account.run
    head = texts.word("plaatje_kop", run.verdict)
    if run.centre is None or run.low is None or run.high is None:
        return head, texts("plaatje.run_weinig")
    midden, laag, hoog = (span(value, texts) for value in (run.centre, run.low, run.high))
    return head, texts("plaatje.run", midden=midden, laag=laag, hoog=hoog)


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
