"""A roster as a table of datum, van, tot and naam: read strictly, with every problem listed."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from bot.rosters.reading import (
    MAX_BYTES,
    MAX_LINES,
    Known,
    Line,
    People,
    Problem,
    Read,
    judged,
    refused,
    shown,
)
from flows.calendar import parse_wall_time
from flows.duty import Shift

COLUMNS = ("datum", "van", "tot", "naam")
SEPARATORS = (";", "\t", ",")
FORMULA = ("=", "+", "-", "@")  # what a spreadsheet would carry out
END_OF_DAY = re.compile(r"24(?:[:.u]?00)?(?::00)?(?: ?u(?:ur)?)?", re.IGNORECASE)
WITH_SECONDS = re.compile(r"(\d{1,2}:\d{2}):00", re.ASCII)
DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})([-/.])(?P<month>\d{1,2})\2(?P<year>\d{4})", re.ASCII),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table, as text."""

    line: int
    cells: list[str]


def read_csv(data: bytes | str, known: Known, today: date) -> Read:
    """Read a whole file; nothing of it counts when one line is wrong."""
    if len(data) > MAX_BYTES:
        return refused("roster.problem.too_big")
    text = _decoded(data)
    if text is None:
        return refused("roster.problem.unreadable")
    rows = list(_rows(text))
    if len(rows) > MAX_LINES + 1:
        return refused("roster.problem.too_long", most=str(MAX_LINES))
    if not rows:
        return refused("roster.problem.nothing")
    head, *body = rows
    columns = head.cells if isinstance(head, Row) else []
    columns = [cell.casefold() for cell in columns]
    if len(columns) < 2 and body:  # a letter, a PDF: whatever it is, no table
        return refused("roster.problem.unreadable")
    if any(columns.count(name) != 1 for name in COLUMNS):
        return refused("roster.problem.header", columns=";".join(COLUMNS))
    return _body(body, columns, People(known), today)


def _decoded(data: bytes | str) -> str | None:
    """The text, whatever a spreadsheet made of it; None when it is no text."""
    if isinstance(data, str):
        text: str | None = data.removeprefix("\ufeff")
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = _as(data, "utf-16")
    else:
        text = _as(data, "utf-8-sig") or _as(data, "windows-1252")
    return None if text is None or "\0" in text else text


def _as(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _rows(text: str) -> Iterator[Row | Problem]:
    """The lines with something in them; after a quote that is never closed there are no more."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    first = lines.lstrip("\n").partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(lines), delimiter=separator, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(line=reader.line_num, cells=[cell.strip() for cell in cells])
    except csv.Error:
        yield Problem(line=reader.line_num, key="roster.problem.quotes")


def _body(rows: list[Row | Problem], columns: list[str], people: People, today: date) -> Read:
    lines: list[Line] = []
    problems: list[Problem] = []
    for row in rows:
        read = row if isinstance(row, Problem) else _line(row, columns, people)
        if isinstance(read, Line):
            lines.append(read)
        else:
            problems += [read] if isinstance(read, Problem) else read
    return judged(lines, problems, today)


def _line(row: Row, columns: list[str], people: People) -> Line | list[Problem]:
    """The shift on one line, or everything that is wrong with that line."""
    formulas = [cell for cell in row.cells if cell.startswith(FORMULA)]
    if formulas:
        return [_problem(row, "roster.problem.formula", formulas[0])]
    if len(row.cells) < len(columns) or any(row.cells[len(columns) :]):
        return [Problem(line=row.line, key="roster.problem.columns")]
    cells = dict(zip(columns, row.cells, strict=False))
    day, person = _day(row, cells["datum"]), people.find(cells["naam"], row.line)
    opens, closes = _time(row, cells["van"]), _closing(row, cells["tot"])
    if (
        isinstance(day, Problem)
        or isinstance(opens, Problem)
        or isinstance(closes, Problem)
        or isinstance(person, Problem)
    ):
        return [it for it in (day, opens, closes, person) if isinstance(it, Problem)]
    if opens == closes and not END_OF_DAY.fullmatch(cells["tot"]):
        return [_problem(row, "roster.problem.empty", cells["van"])]
    shift = Shift(person=person, day=day, opens=opens, closes=closes)
    return Line(number=row.line, shift=shift)


def _day(row: Row, text: str) -> date | Problem:
    for pattern in DATES:
        if found := pattern.fullmatch(text):
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:  # 30 February
                break
    return _problem(row, "roster.problem.bad_date", text)


def _time(row: Row, text: str) -> time | Problem:
    found = parse_wall_time(WITH_SECONDS.sub(r"\1", text))
    return _problem(row, "roster.problem.bad_time", text) if found is None else found


def _closing(row: Row, text: str) -> time | Problem:
    return time(0) if END_OF_DAY.fullmatch(text) else _time(row, text)


def _problem(row: Row, key: str, text: str) -> Problem:
    return Problem(line=row.line, key=key, fields={"text": shown(text)})
