"""What one process keeps the others hear, and who holds its connection is alive."""

import asyncio
from collections.abc import AsyncIterator, Set
from contextlib import asynccontextmanager

import pytest
from psycopg import sql
from storage_examples import NOON, errand, raised

from storage.listening import Listener, Lost
from storage.processes import Sign
from storage.slots import ALL, slot_of
from storage.unit_of_work import Storage
from tests.postgresql import administer

PATIENCE = 20.0  # real seconds


async def joined(storage: Storage) -> int:
    async with storage.work() as work:
        return await work.processes.join(NOON)


async def test_what_one_process_keeps_the_other_hears(shared: Storage, other: Storage) -> None:
    listener, heard = other.listener(await joined(other), every), asyncio.Event()
    shared.tells_others = True

    async with closing(listener):
        hearing = asyncio.create_task(listener.step())
        await holds_its_lock(other)
        other.news.errand.append(heard.set)
        async with shared.work() as work:
            await work.outbox.tell(errand(user=1))

        async with asyncio.timeout(PATIENCE):
            await heard.wait()
            await hearing


async def test_what_another_tells_its_own_chats_wakes_nobody_here(
    shared: Storage, other: Storage
) -> None:
    ours = errand(user=2)
    is_ours = {slot_of(ours.address)}.intersection
    listener = other.listener(await joined(other), lambda slots: bool(is_ours(slots)))
    shared.tells_others, heard = True, []

    async with closing(listener):
        hearing = asyncio.create_task(listener.step())
        await holds_its_lock(other)
        other.news.any.append(lambda: heard.append("any"))
        other.news.errand.append(lambda: heard.append("errand"))
        for told in (errand(user=1), ours):
            async with shared.work() as work:
                await work.outbox.tell(told)
        while "any" not in heard:
            async with asyncio.timeout(PATIENCE):
                await hearing
            hearing = asyncio.create_task(listener.step())
        hearing.cancel()

    assert heard == ["errand", "any", "errand"]


async def test_what_is_not_kept_nobody_hears(shared: Storage, other: Storage) -> None:
    listener = other.listener(await joined(other), every)
    shared.tells_others, heard = True, []

    async with closing(listener):
        hearing = asyncio.create_task(listener.step())
        await holds_its_lock(other)
        other.news.errand.append(lambda: heard.append("errand"))
        other.news.alert.append(lambda: heard.append("alert"))
        with pytest.raises(Unkept):
            await tells_in_vain(shared)
        async with shared.work() as work:
            await work.alerts.keep(None, [raised()])
        async with asyncio.timeout(PATIENCE):
            await hearing

    assert heard == ["alert"]


async def test_a_connection_that_broke_is_told_and_everybody_looks_again(
    shared: Storage, other: Storage
) -> None:
    listener, heard = other.listener(await joined(other), every), asyncio.Event()

    async with closing(listener):
        hearing = asyncio.create_task(listener.step())
        await holds_its_lock(other)
        other.news.alert.append(heard.set)
        administer(
            sql.SQL(
                "SELECT pg_terminate_backend(pid) FROM pg_locks"
                " WHERE locktype = 'advisory' AND classid = 5018"
                " AND database = (SELECT oid FROM pg_database WHERE datname = {})"
            ).format(sql.Literal(database_of(other)))
        )
        with pytest.raises(Lost):
            async with asyncio.timeout(PATIENCE):
                await hearing
        assert heard.is_set()

        again = asyncio.create_task(listener.step())  # it connects anew, and holds its lock again
        await holds_its_lock(other)
        async with asyncio.timeout(PATIENCE):
            await again


async def test_without_a_connection_nobody_holds_the_lock_of_a_process(other: Storage) -> None:
    listener = other.listener(await joined(other), every)
    hearing = asyncio.create_task(listener.step())
    await holds_its_lock(other)
    await hearing
    await listener.close()

    async with asyncio.timeout(PATIENCE):
        while any(one.holds for one in (await signs(other)).values()):
            pass  # each look asks the server


class Unkept(Exception):
    pass


async def tells_in_vain(storage: Storage) -> None:
    async with storage.work() as work:
        await work.outbox.tell(errand(user=1))
        raise Unkept


def every(slots: Set[int]) -> bool:
    """As when all chats are ours."""
    return bool(slots & ALL)


@asynccontextmanager
async def closing(listener: Listener) -> AsyncIterator[None]:
    try:
        yield
    finally:
        await listener.close()


async def signs(storage: Storage) -> dict[int, Sign]:
    async with storage.view() as work:
        return dict(await work.processes.signs())


async def holds_its_lock(storage: Storage) -> None:
    async with asyncio.timeout(PATIENCE):
        while not any(one.holds for one in (await signs(storage)).values()):
            pass  # each look asks the server


def database_of(storage: Storage) -> str:
    return str(storage._database.address.database)
