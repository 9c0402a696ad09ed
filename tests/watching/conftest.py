"""A bot to watch: a database, a clock, and a loop whose own time can be moved ahead."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.fellows import Fellows
from bot.watching.metrics import Metrics
from bot.watching.vitals import Vitals
from config.settings import SQLITE
from storage import database
from storage.cipher import Cipher
from storage.unit_of_work import Storage
from tests.postgresql import postgresql_database, postgresql_url

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)


class HandClock:
    """A clock that stands still until somebody sets it."""

    looks_every = timedelta(seconds=5)

    def __init__(self) -> None:
        self.at, self.counted = NOON, timedelta(0)

    def now(self) -> datetime:
        return self.at

    def real(self) -> datetime:
        return self.at

    def since_boot(self) -> timedelta:
        return self.counted


@pytest.fixture(scope="session")
def watched_template(tmp_path_factory):
    path = tmp_path_factory.mktemp("watched") / "empty.db"
    database.upgrade(f"{SQLITE}{path}")
    return path


@pytest.fixture
async def storage(tmp_path, watched_template) -> AsyncIterator[Storage]:
    shutil.copy(watched_template, tmp_path / "spoedgroep.db")
    storage = Storage(f"{SQLITE}{tmp_path}/spoedgroep.db", b"chain", Cipher(bytes(32)))
    yield storage
    await storage.close()


@pytest.fixture
async def both(clock) -> AsyncIterator[tuple[Fellows, Fellows]]:
    """Two processes on one database, both joined; the first was there first."""
    with postgresql_database() as name:
        database.upgrade(postgresql_url(name))
        storages = [Storage(postgresql_url(name), b"chain", Cipher(bytes(32))) for _ in range(2)]
        first, second = [Fellows(storage, clock) for storage in storages]
        await first.join()
        await second.join()
        await first.round()
        yield first, second
        for storage in storages:
            await storage.close()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def vitals(storage, clock) -> Vitals:
    return Vitals(storage, clock)


@pytest.fixture
async def metrics(vitals, clock) -> Metrics:
    return Metrics(vitals, clock)


@pytest.fixture
async def moves_on(monkeypatch) -> Callable[[float], None]:
    """Move the loop's own time ahead, so many seconds."""
    loop, ahead = asyncio.get_running_loop(), [0.0]
    by_itself = loop.time
    monkeypatch.setattr(loop, "time", lambda: by_itself() + ahead[0])

    def move(seconds: float) -> None:
        ahead[0] += seconds

    return move
