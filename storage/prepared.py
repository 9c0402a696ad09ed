"""Statements that are put together and compiled once, and go straight to the driver.

What the library does around a statement costs ten times the statement itself. So it is only for
what a press asks again and again: few rows, found by a key, and rows that nobody changes.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, wraps
from types import SimpleNamespace
from typing import Any, ParamSpec, TypeVar

from sqlalchemy.engine import Dialect
from sqlmodel.sql.expression import SelectOfScalar

P = ParamSpec("P")
T = TypeVar("T")

_marked: dict[int, Any] = {}  # the statements themselves, so that none takes another's number
_ready: dict[tuple[int, tuple[str, ...], str], "Ready"] = {}


def prepared(make: Callable[P, T]) -> Callable[P, T]:
    """Of a function that makes a statement: it is made once for each of what it is made with."""

    @cache
    def once(*given: Any, **named: Any) -> Any:
        statement = make(*given, **named)
        _marked[id(statement)] = statement
        return statement

    @wraps(make)
    def made(*given: P.args, **named: P.kwargs) -> T:
        statement: T = once(*given, **named)  # type: ignore[arg-type] # codes and names
        return statement

    return made


def ready(statement: Any, names: tuple[str, ...], dialect: Dialect) -> "Ready | None":
    """A statement as the driver takes it; None for one that is not prepared."""
    key = (id(statement), names, dialect.name)
    found = _ready.get(key)
    if found is None and id(statement) in _marked:
        found = _ready[key] = Ready(statement, names, dialect)
    return found


class Ready:
    """One statement in the words of a database, and how its values go there and back."""

    def __init__(self, statement: Any, names: tuple[str, ...], dialect: Dialect) -> None:
        columns = names if statement.is_insert else None
        compiled: Any = statement.compile(dialect=dialect, column_keys=columns)
        assert not compiled.post_compile_params, "the length of a list is not known before"
        assert not getattr(compiled, "insert_prefetch", ()), "a default is the library's to fill in"
        self.sql = str(compiled)
        self._order = tuple(compiled.positiontup) if compiled.positional else None
        self._fixed = compiled.construct_params(_check=False)
        self._ways_in = compiled._bind_processors
        self._names = [column.keyname for column in compiled._result_columns]
        self._ways_out = [
            column.type._cached_result_processor(dialect, None)
            for column in compiled._result_columns
        ]
        self._is_scalar = isinstance(statement, SelectOfScalar)
        self._is_row = self._is_scalar and len(self._names) > 1

    def values(self, given: Mapping[str, Any]) -> list[Any] | dict[str, Any]:
        """As this driver asks for them: SQLite's by their place, PostgreSQL's by their name."""
        held, ways = {**self._fixed, **given}, self._ways_in
        named = {name: ways[name](one) if name in ways else one for name, one in held.items()}
        return named if self._order is None else [named[name] for name in self._order]

    def read(self, row: tuple[Any, ...]) -> Any:
        found = [
            value if way is None else way(value)
            for value, way in zip(row, self._ways_out, strict=True)
        ]
        if self._is_row:
            return SimpleNamespace(**dict(zip(self._names, found, strict=True)))
        return found[0] if self._is_scalar else tuple(found)


class Found:
    """What came of it, asked as one asks the library's."""

    def __init__(self, rows: list[Any], rowcount: int) -> None:
        self._rows, self.rowcount = rows, rowcount

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def all(self) -> list[Any]:
        return self._rows

    def first(self) -> Any:
        return self._rows[0] if self._rows else None

    def one_or_none(self) -> Any:
        assert len(self._rows) < 2, "it was found by a key"
        return self.first()

    def one(self) -> Any:
        [row] = self._rows
        return row

    def scalar_one(self) -> Any:
        return self.one()[0]
