"""The month as a workbook: a summary, the Werkset by chapter, every number, what each of them is.

Numbers are numbers, words are words, and nothing is a formula (S35). Equal accounts give equal
bytes: the only moment in the file is that at which the figures were looked at.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.reports.figures_csv import told_so
from bot.reports.legend import figure_legend, indicator_lines
from bot.reports.rows import Row, rows
from bot.reports.text import month_text
from bot.reports.wording import HIDDEN, title
from config.texts import Texts
from flows.account import Account
from flows.werkset import CHAPTERS, How, of_chapter, score

LINE = 15  # points
A4 = 9  # the number that spreadsheets know it by
Value = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a column is called, by its key, and how wide it is in characters."""

    key: str
    width: int


CHAPTER = (
    Column(key="nummer", width=8), Column(key="indicator", width=30), Column(key="hoe", width=13),
    Column(key="maat", width=30), Column(key="maand", width=24), Column(key="jaar", width=24),
    Column(key="bij", width=34),
)  # fmt: skip
DATA = (
    Column(key="periode", width=16), Column(key="code", width=13), Column(key="naam", width=30),
    Column(key="deel", width=26), Column(key="n", width=8), Column(key="N", width=8),
    Column(key="waarde", width=10), Column(key="laag", width=10), Column(key="hoog", width=10),
    Column(key="eenheid", width=10), Column(key="verborgen", width=11),
)  # fmt: skip
LEGEND = (
    Column(key="code", width=13), Column(key="naam", width=30), Column(key="uitleg", width=70),
    Column(key="eenheid", width=10), Column(key="noemer", width=26),
    Column(key="werkset", width=30), Column(key="hoe", width=22),
)  # fmt: skip


def workbook(account: Account, texts: Texts) -> bytes:
    """The file as bytes; made in memory, so that none is left behind when it fails."""
    made = io.BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False,
        "strings_to_urls": False, "nan_inf_to_errors": False,
    }  # fmt: skip
    with Workbook(made, options) as book:
        book.set_size(2400, 1600)
        at = account.looked_at.replace(tzinfo=None, microsecond=0)
        book.set_properties({"title": title(account, texts), "created": at, "author": "Spoedgroep"})
        desk = _Desk(book, account, texts)
        desk.summary()
        for chapter in CHAPTERS:
            lines = [
                line for one in of_chapter(chapter) for line in indicator_lines(one, account, texts)
            ]
            desk.table(texts.word("werkset_hoofdstuk", chapter), CHAPTER, lines)
        desk.table(texts("werkboek.gegevens"), DATA, _data(account, texts))
        desk.table(texts("werkboek.definities"), LEGEND, figure_legend(texts))
    return made.getvalue()


class _Desk:
    """The sheets of one book, with what they have in common."""

    def __init__(self, book: Workbook, account: Account, texts: Texts) -> None:
        self._book, self._account, self._texts = book, account, texts
        self._plain = book.add_format({"text_wrap": True, "valign": "top"})
        self._bold = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        )
        self._title = book.add_format({"bold": True, "font_size": 14})

    def summary(self) -> None:
        """The screen of the phone, a line in each row, and how much of the Werkset this is."""
        sheet = self._sheet(self._texts("werkboek.samenvatting"))
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 76, self._plain)
        lines = month_text(self._account, self._texts).split("\n")
        counts = {how.value: score()[how] for how in How}
        for row, line in enumerate([*lines, "", self._texts("werkboek.score", **counts)]):
            style = self._title if row == 0 else self._bold if _is_heading(line) else self._plain
            sheet.write_string(row, 0, line, style)

    def table(self, name: str, columns: Sequence[Column], lines: Iterable[Sequence[Value]]) -> None:
        """A sheet with its head in place, to be filtered, and printed on paper lying down."""
        sheet = self._sheet(name)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 0)
        sheet.set_row(0, 2 * LINE)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width, self._plain)
            sheet.write_string(0, place, self._texts.word("werkboek_kolom", column.key), self._bold)
        last = 0
        for last, line in enumerate(lines, start=1):
            sheet.set_row(last, LINE * _lines(columns, line))
            for place, value in enumerate(line):
                _write(sheet, last, place, value, self._plain)
        sheet.autofilter(0, 0, last, len(columns) - 1)

    def _sheet(self, name: str) -> Worksheet:
        place = len(self._book.worksheets()) + 1
        taken = {one.get_name().lower() for one in self._book.worksheets()}
        fit = _sheet_name(name)
        if not fit or fit.lower() in taken:
            fit = f"{fit[:26]} ({place})"
        sheet = self._book.add_worksheet(fit)
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(1)
        said = told_so(self._account)
        head = title(self._account, self._texts)
        sheet.set_header(f"&L{_printable(head)}&R{said}")
        sheet.set_footer(f"&L{_printable(self._account.definitions)}&C{said}&R&P/&N")
        return sheet


def _data(account: Account, texts: Texts) -> Iterable[Sequence[Value]]:
    for row in rows(account):
        yield [
            row.period, row.code, texts.word("maat", row.code), row.part, row.n, row.total,
            row.value, row.low, row.high, row.unit, _marks(row, account),
        ]  # fmt: skip


def _marks(row: Row, account: Account) -> str:
    return " ".join(filter(None, (HIDDEN if row.hidden else "", told_so(account))))


def _is_heading(line: str) -> bool:
    return line.partition(" (")[0].isupper() and line[0].isalpha()


def _lines(columns: Sequence[Column], line: Sequence[Value]) -> int:
    """How many lines the fullest cell needs; a program may not work it out by itself."""
    needed = (
        sum(ceil((len(part) + 2) / column.width) for part in str(value or "").split("\n"))
        for column, value in zip(columns, line, strict=True)
    )
    return max(needed)


def _write(sheet: Worksheet, row: int, place: int, value: Value, style: Format) -> None:
    if isinstance(value, str):
        if value:
            sheet.write_string(row, place, value, style)
    elif value is not None:
        sheet.write_number(row, place, value, style)


def _sheet_name(name: str) -> str:
    """At most 31 signs, and none that a spreadsheet keeps for itself."""
    return "".join(sign for sign in name if sign not in "[]:*?/\\").strip("'")[:31]


def _printable(text: str) -> str:
    """An ampersand begins an order in a header."""
    return text.replace("&", "&&")
