"""Looks whether everything holds that must hold: as it happens, every few hours, and at the end."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.practice.model import Message, Query
from storage.unit_of_work import Storage

from .casting import CANARY
from .in_flight import RECEIPT, TYPED_SECRET
from .in_rows import written
from .invariants import When, active
from .life import Life

if TYPE_CHECKING:
    from .simulation import Simulation


AROUND = 60.0  # seconds


class Checks:
    """What the invariants need to know; each of them gets this and says what is wrong."""

    def __init__(self, simulation: "Simulation") -> None:
        self.of = simulation
        self.receipts: dict[str, float] = {}  # number of the alert: when it was first told
        self.delivered: dict[tuple[int, int], Message] = {}
        self.heads: list[tuple[int, str]] = []  # of the log, as they were seen
        self.drawn: dict[str, int] = {}  # the newest version that the card of an alert showed
        self.waited: set[int] = set()  # updates that were read ahead
        self.last_row = 0  # of the history that was looked at
        self.update_of: dict[int, str] = {}  # the press that an update is about
        self.update_by: dict[str, int] = {}
        self.healed_at: float | None = None
        self.storage: Storage | None = None
        self.observer = self._opened()
        self.sums: Counter[str] = Counter()  # for the figures of the run
        self._hook()

    def _hook(self) -> None:
        of, seen = self.of, self.of.people.sees
        of.world.updates.confirmed = lambda ids: self._ask(When.CONFIRMED, ids)
        of.world.pressed = self._pressed
        of.ledger.called = lambda call: self._ask(When.CALL, call)
        of.disk.after_commit.append(lambda: self._ask(When.COMMIT))
        token = of.settings.token
        of.logbook.canaries = (CANARY, TYPED_SECRET, token.partition(":")[2])

        def sees(message: Message) -> None:
            self._note_message(message)
            seen(message)

        of.world.seen = sees

    def watch(self, life: Life, storage: Storage) -> None:
        """A new life began, with its storage."""
        self.storage = storage

    def heals(self) -> None:
        self.healed_at = self.of.loop.time()

    def look(self) -> None:
        """At everything that is kept, while the application goes on."""
        self._ask(When.LOOK)
        slips = [line for line in self.of.logbook.slips if "OperationalError" not in line]
        for what in (*self.of.loop.troubles, *self.of.people.errors, *slips):
            self._tell("engine", what)

    async def at_the_end(self) -> None:
        assert self.storage is not None
        async with self.storage.view() as work:
            for one in active(When.END):
                self._tell(one.id, await one.check(self, work))

    # what they see

    def rows(self, query: str, *given: object) -> list[tuple[Any, ...]]:
        """What is committed, read beside the application."""
        return self.observer.execute(query, given).fetchall()

    def _opened(self) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{self.of.shelf.file}?mode=ro", uri=True, isolation_level=None)

    def close(self) -> None:
        """The sums are made up, and the file is let go of."""
        known = {alert for (alert,) in self.rows("SELECT id FROM alert")}
        self.sums["acknowledged"] = len(self.receipts)
        self.sums["lost"] = sum(alert not in known for alert in self.receipts)
        self.observer.close()

    def moments(self, query: str) -> Iterator[tuple[Any, Any, datetime, datetime | None]]:
        """Rows of which the last two are moments."""
        for first, second, begin, end in self.rows(query):
            yield first, second, _moment(begin), None if end is None else _moment(end)

    def beat(self) -> None:
        """The watcher elsewhere hears from us."""
        self._ask(When.BEAT)

    def now(self) -> str:
        """This moment as the database writes it."""
        return written(self.of.clock.now())

    def ago(self, **span: float) -> str:
        return written(self.of.clock.now() - timedelta(**span))

    def was_well(self, since: datetime, until: datetime) -> bool:
        """Whether one life lived all that while, and the disk refused nothing."""
        room = AROUND + self.of.clock.moved.total_seconds()
        begin, end = self.of.clock.ran(since) - room, self.of.clock.ran(until) + room
        lived = any(
            life.began <= begin and (life.ended is None or life.ended >= end)
            for life in self.of.lives
        )
        return lived and not any(begin <= at <= end for at in self.of.disk.troubles)

    def _pressed(self, query: Query) -> None:
        self.of.ledger.note(f"pressed {query.user.id} {query.message.id}")
        update = self.of.world.updates.newest
        self.update_of[update], self.update_by[query.id] = query.id, update

    def handled(self, update: int, at: str) -> None:
        """An update was handled at that moment, which the wall's clock said."""
        query = self.update_of.get(update)
        if query is not None:
            ago = self.of.clock.now() - _moment(at)
            moment = self.of.loop.time() - ago.total_seconds()
            self.of.ledger.handled.setdefault(query, moment)

    def _note_message(self, message: Message) -> None:
        self.delivered[message.chat.id, message.id] = message
        found = RECEIPT.search(message.text)
        if found:
            self.receipts.setdefault(found[1], self.of.loop.time())
        self.of.ledger.note(f"shown {message.chat.id} {message.id} {message.text}")
        self._ask(When.MESSAGE, message)

    def _ask(self, when: When, *given: object) -> None:
        if self.of.ledger.failures:
            return
        for one in active(when):
            try:
                self._tell(one.id, one.check(self, *given))
            except (sqlite3.Error, ValueError) as error:  # else the call that it looks at fails
                self._tell("engine", f"{one.check.__name__}: {error!r}")

    def _tell(self, invariant: str, what: str | None) -> None:
        if what is not None:
            self.of.ledger.fails(invariant, what)
            self.of.ledger.tell(f"{invariant}: {what}")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")
