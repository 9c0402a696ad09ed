"""A random course of several processes on one PostgreSQL, and the order in which it committed.

Each life has its storage and its fellows; the clock moves by hand. It stands still between two
writes, within one, or at the very commit, until its time comes to go on, much too late perhaps.
"""

import asyncio
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any

import psycopg
from storage_examples import NOON, errand

from bot.fellows import Fellows
from storage.cipher import Cipher
from storage.database import CannotKeep, Overtaken
from storage.processes import GivenUp
from storage.unit_of_work import Storage
from tests.simulation.chance import Chance
from tests.simulation.writers import Change

KEY, CIPHER = b"a key that is in no database", Cipher(bytes(32))
GATE, ORDER = 7_001, 7_002  # the first halves of the advisory locks below
TICKS, CROWD = 40, 3
LOOKS = 0.005  # real seconds between two looks at who waits for whom
STANDS = ("between", "within", "at the commit")

# Every row that is written, in the order of the commits: a transaction lets the next one in only
# when it is over. And a gate before it, at which the test can make one life stand still.
JOURNAL = f"""
CREATE TABLE journal (
    id bigserial, transaction bigint, writer text, what text, joins int, ends int
);
CREATE FUNCTION journalled() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    name text := current_setting('application_name');
    joins int := CASE WHEN TG_TABLE_NAME = 'process' AND TG_OP = 'INSERT'
        THEN (to_jsonb(NEW)->>'number')::int END;
    ends int := CASE WHEN TG_TABLE_NAME = 'process' AND TG_OP = 'UPDATE'
        AND to_jsonb(OLD)->>'ended_at' IS NULL AND to_jsonb(NEW)->>'ended_at' IS NOT NULL
        THEN (to_jsonb(NEW)->>'number')::int END;
BEGIN
    PERFORM pg_advisory_xact_lock_shared({GATE}, split_part(name, '-', 2)::int);
    PERFORM pg_advisory_xact_lock({ORDER}, 0);
    INSERT INTO journal (transaction, writer, what, joins, ends)
        VALUES (txid_current(), name, TG_TABLE_NAME, joins, ends);
    RETURN NULL;
END $$;
DO $$
DECLARE kept text;
BEGIN
    FOR kept IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN
        ('journal', 'alembic_version')
    LOOP
        EXECUTE format('CREATE CONSTRAINT TRIGGER journalled AFTER INSERT OR UPDATE OR DELETE ON %I'
            ' DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION journalled()', kept);
    END LOOP;
    EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database());
END $$;
"""  # noqa: S608 - two numbers of ours
WAITING = """
SELECT application_name FROM pg_stat_activity
WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0
"""


class Hand:
    """A clock that stands until it is moved."""

    looks_every = timedelta(seconds=5)

    def __init__(self) -> None:
        self.passed = timedelta()

    def now(self) -> datetime:
        return NOON + self.passed

    def real(self) -> datetime:
        return self.now()

    def since_boot(self) -> timedelta:
        return self.passed


class Life:
    """A process from its start to its end, by the name of its connections."""

    def __init__(self, number: int, address: str, clock: Hand) -> None:
        self.number, self.name = number, f"life-{number}"
        self.storage = Storage(f"{address}?application_name={self.name}", KEY, CIPHER)
        self.fellows = Fellows(self.storage, clock)
        self.does: asyncio.Task[None] | None = None
        self.goes = asyncio.Event()
        self.has: list[int] = []  # the errands that it took, and believes to be its own
        self.stands: str | None = None
        self.is_within = False  # a transaction, and stands still there

    @property
    def is_busy(self) -> bool:
        return self.does is not None and not self.does.done()


class Course:
    """One seed on an empty database of its own."""

    def __init__(self, address: str, seed: int) -> None:
        self._address, self._chance, self._clock = address, Chance(seed), Hand()
        self._server = psycopg.connect(address.replace("+psycopg", ""), autocommit=True)
        self._server.execute(JOURNAL)
        self._lives: list[Life] = []
        self._all: list[Life] = []
        self._users = 0
        self.kept = self.refused = 0  # writes

    @property
    def journal(self) -> list[Change]:
        """What was committed, in that order."""
        query = "SELECT transaction, writer, what, joins, ends FROM journal ORDER BY id"
        names = ("transaction", "writer", "table", "joins", "ends")
        return [Change(**dict(zip(names, row, strict=True))) for row in self._server.execute(query)]

    async def run(self) -> None:
        """From the first life until all that stood still went on, and wrote once more."""
        for _ in range(TICKS):
            await self._tick()
        await self._finish()
        for life in self._lives:
            await self._begins(life, self._writes(life))

    async def close(self) -> None:
        try:
            await self._finish()
        finally:
            for life in self._all:
                await life.storage.close()
            self._server.close()

    async def _finish(self) -> None:
        """Nobody stands still any more, and all is done."""
        for life in self._all:
            self._go_on(life)
        for life in self._all:
            if life.does is not None:
                await life.does

    async def _tick(self) -> None:
        stream = self._chance.here("tick")
        self._clock.passed += timedelta(seconds=stream.uniform(0.5, 2))
        if len([life for life in self._lives if life.stands is None]) < CROWD:
            await self._comes()
        for life in self._free():
            await self._begins(life, self._round(life))
        for life in self._free():
            if life.fellows.given_up:  # its other loops have not heard of it yet
                await self._begins(life, self._writes(life))
                self._lives.remove(life)
            elif stream.random() < 0.5:
                await self._begins(life, self._writes(life))
        standing = [life for life in self._lives if life.stands is not None]
        if standing and stream.random() < 0.15:
            self._go_on(stream.choice(standing))
            await self._settled()
        free = self._free()
        if free and stream.random() < 0.3:
            await self._stands_still(stream.choice(free), stream.choice(STANDS))
        elif free and stream.random() < 0.05:
            leaving = stream.choice(free)
            await self._begins(leaving, leaving.fellows.leave())
            self._lives.remove(leaving)

    async def _comes(self) -> None:
        life = Life(len(self._all) + 1, self._address, self._clock)
        self._all.append(life)
        self._lives.append(life)
        await self._begins(life, life.fellows.join())

    async def _stands_still(self, life: Life, how: str) -> None:
        life.stands = how
        life.goes.clear()
        if how == "at the commit":
            self._server.execute("SELECT pg_advisory_lock(%s, %s)", [GATE, life.number])
        if how != "between":
            await self._begins(life, self._writes(life))

    def _go_on(self, life: Life) -> None:
        if life.stands == "at the commit":
            self._server.execute("SELECT pg_advisory_unlock(%s, %s)", [GATE, life.number])
        life.stands, life.is_within = None, False
        life.goes.set()

    async def _begins(self, life: Life, does: Coroutine[Any, Any, None]) -> None:
        life.does = asyncio.create_task(does)
        await self._settled()

    async def _settled(self) -> None:
        """All that can go on has done so: the rest waits for who stands still."""
        while busy := [life for life in self._all if life.is_busy and not life.is_within]:
            tasks = [life.does for life in busy if life.does is not None]
            await asyncio.wait(tasks, timeout=LOOKS, return_when=asyncio.FIRST_COMPLETED)
            still = [life for life in busy if life.is_busy and not life.is_within]
            waiting = {name for (name,) in self._server.execute(WAITING)}
            if still and all(life.name in waiting for life in still):
                return
        for life in self._all:
            if life.does is not None and life.does.done():
                life.does.result()  # what went wrong in it is not to be missed

    def _free(self) -> list[Life]:
        return [life for life in self._lives if life.stands is None and not life.is_busy]

    async def _round(self, life: Life) -> None:
        try:
            await life.fellows.round()
        except (GivenUp, Overtaken, CannotKeep):
            return  # its loop hears of it in the next round

    async def _writes(self, life: Life) -> None:
        """Settle what it took, take something else, and tell something new."""
        self._users += 1
        now, new = self._clock.now(), errand(user=self._users)
        has, life.has = life.has, []
        try:
            async with life.storage.work() as work:
                await work.outbox.count_waiting()
                if life.stands == "within":
                    life.is_within = True
                    await life.goes.wait()
                for one in has:
                    await work.outbox.done(one, now)
                taken = await work.outbox.take(now, (), 2)
                await work.outbox.tell(new)
                if self._users % 2:
                    await work.history.add("gang", "gang", {}, by_person=None, by_role=None, at=now)
        except GivenUp:
            self.refused += 1
        except (Overtaken, CannotKeep):
            return
        else:
            self.kept += 1
            life.has = [one.id for one in taken]
