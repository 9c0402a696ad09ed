"""What an archive or an FG gets: lines of the log and alerts, as CSV and as pages; no persons."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields

from bot.reports.export import Record
from config.texts import Texts

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,80}\.(pdf|csv|json)", re.ASCII)
MANIFEST = "manifest.json"

Sign = Callable[..., str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the log in words, without a person."""

    at: str
    subject: str
    what: str
    who: str
    on_behalf: str
    way: str
    result: str


def overview(title: str, lines: Sequence[Line], texts: Texts) -> str:
    """The log of one alert or one month, to be read by an FG (S56)."""
    listed = [_told(line, texts) for line in lines] or [texts("log.none")]
    return "\n".join((title, texts("log.foot"), "", *listed))


def lines_csv(lines: Sequence[Line]) -> bytes:
    """The log as a table."""
    names = [field.name for field in fields(Line)]
    return table(names, [[getattr(line, name) for name in names] for line in lines])


def alerts_csv(records: Sequence[Record]) -> bytes:
    """The alerts as a table; what is a list within one is JSON in its cell."""
    names = list(records[0]) if records else ["id"]
    return table(names, [[_cell_of(record[name]) for name in names] for record in records])


def table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """CSV by RFC 4180 in UTF-8; nothing in it is a formula to a spreadsheet (S35)."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    for row in (names, *rows):
        writer.writerow([safe_cell(cell) for cell in row])
    return written.getvalue().encode()


def safe_cell(text: str) -> str:
    """A cell that a spreadsheet takes for text."""
    plain = text.replace("\0", "")
    return f"'{plain}" if text.startswith(FORMULA) else plain


def paragraphs(records: Sequence[Record], lines: Sequence[Line], texts: Texts) -> list[str]:
    """The pages: each alert with its facts, then the log."""
    found: list[str] = []
    for record in records:
        facts = (
            f"{name}: {_cell_of(value)}" for name, value in record.items() if value is not None
        )
        found += [f"# {record['id']}", "\n".join(facts)]
    return [*found, texts("archive.log"), *(_told(line, texts) for line in lines)]


def manifest(files: Mapping[str, bytes], about: str, at: str, head: Record, sign: Sign) -> bytes:
    """What is in the archive, where the log ended, and the signature under both."""
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    told: Record = {"about": about, "made_at": at, "head": head, "files": sums}
    signed = {**told, "signature": sign("archive", _canonical(told))}
    return json.dumps(signed, indent=2, ensure_ascii=False).encode()


def flaws(manifest: bytes, files: Mapping[str, bytes], sign: Sign) -> list[tuple[str, str]]:
    """What of an archive is not as it was made: a file, and how; empty when it is whole."""
    try:
        told = json.loads(manifest)
        signature, sums = told.pop("signature"), dict(told["files"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return [(MANIFEST, "unreadable")]
    found = []
    if sign("archive", _canonical(told)) != signature:
        found.append((MANIFEST, "not_ours"))
    found += [(name, "gone") for name in sums if name not in files]
    found += [(name, "added") for name in files if name not in sums]
    found += [
        (name, "changed")
        for name, content in files.items()
        if name in sums and hashlib.sha256(content).hexdigest() != sums[name]
    ]
    return found


def _told(line: Line, texts: Texts) -> str:
    return texts("log.line", **{field.name: getattr(line, field.name) for field in fields(Line)})


def _cell_of(value: object) -> str:
    if value is None:
        return ""
    return json.dumps(value) if isinstance(value, list | dict | bool) else str(value)


def _canonical(told: Record) -> str:
    return json.dumps(told, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
