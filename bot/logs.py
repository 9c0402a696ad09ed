"""The log: event names and ids as JSON lines; never a text, a name or a token."""

import logging
import re
import sys
import traceback
import unicodedata
import zlib
from collections.abc import Mapping, MutableMapping
from types import TracebackType
from typing import Any

import structlog

from config.texts import Texts

TOKEN = re.compile(r"\d{5,12}:[A-Za-z0-9_-]{20,}")
QUIET = (
    "alembic",
    "httpx",
    "httpcore",
    "telegram",
    "apscheduler",
    "aiohttp",
    "asyncio",
    "aiosqlite",
)


def set_up(level: int = logging.INFO) -> None:
    """One handler for everything; what carries a token by mistake is struck out at the end."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(),
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _without_traceback,
            _printable,
            structlog.processors.JSONRenderer(),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Struck(formatter))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


class _Struck(logging.Formatter):
    """The last step: whatever looks like a bot token is not written."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self._inner = inner

    def format(self, record: logging.LogRecord) -> str:
        return TOKEN.sub("<bot-token>", self._inner.format(record))


def _without_traceback(
    _: Any, __: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """A traceback of a library may quote anything: the kind of the error is enough."""
    found = event.pop("exc_info", None)
    if isinstance(found, tuple) and found[0] is not None:
        event["error"] = found[0].__name__
    return event


def _printable(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Nothing that breaks a line, hides, or turns the text around (S40)."""
    return {stripped(str(name)): _clean(value) for name, value in event.items()}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return stripped(value)
    if isinstance(value, Mapping):
        return {stripped(str(name)): _clean(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean(part) for part in value]
    return value if isinstance(value, int | float | None) else stripped(str(value))


def stripped(text: str) -> str:
    """A text without control, format, surrogate and separator signs other than the space."""
    return "".join(
        sign for sign in text if sign == " " or unicodedata.category(sign)[0] not in "CZ"
    )


def error_number(error: BaseException) -> str:
    """A short number of an error: the same place gives the same number, and nothing is told."""
    frames = traceback.extract_tb(error.__traceback__)
    where = "/".join(f"{frame.name}:{frame.lineno}" for frame in frames[-4:])
    return f"{zlib.crc32(f'{type(error).__name__} {where}'.encode()):08X}"


def last_resort(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """What nobody caught: a sentence and a number on the screen, never a text or a path (S57)."""
    if issubclass(kind, KeyboardInterrupt):
        return
    frames = traceback.extract_tb(trace)
    where = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-4:]))
    number = error_number(error.with_traceback(trace))
    logging.getLogger("spoedgroep").critical(
        "not caught", extra={"number": number, "kind": kind.__name__, "where": where}
    )
    print(Texts()("cli.bug", number=number), file=sys.stderr)
