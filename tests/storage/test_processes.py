"""Several processes on one database: who lives, who takes what, and who may not write any more."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from storage_examples import MINUTE, NOON, SKM_7, errand, raised

from storage.chain import verify
from storage.database import Overtaken
from storage.processes import GivenUp, Sign
from storage.slots import ALL, SLOTS, slot_of, slots_of
from storage.unit_of_work import Storage

PATIENCE = 20.0  # real seconds


async def joined(storage: Storage) -> int:
    async with storage.work() as work:
        return await work.processes.join(NOON)


async def test_each_process_has_a_higher_number_than_any_before(storage: Storage) -> None:
    first, second = await joined(storage), await joined(storage)
    async with storage.work() as work:
        await work.processes.end(second, NOON)

    assert first < second < await joined(storage)


async def test_who_gives_a_sign_of_life_has_one_more(storage: Storage) -> None:
    number = await joined(storage)
    async with storage.work() as work:
        await work.processes.beat(number)
    async with storage.view() as work:
        assert await work.processes.signs() == {number: Sign(beats=1, holds=False)}


async def test_who_gave_a_sign_at_the_last_moment_is_not_given_up(storage: Storage) -> None:
    number = await joined(storage)
    async with storage.work() as work:
        await work.processes.beat(number)

        assert not await work.processes.end(number, NOON, beats=0)
        assert await work.processes.end(number, NOON, beats=1)
        assert not await work.processes.end(number, NOON, beats=1)


async def test_who_was_given_up_cannot_give_a_sign_any_more(storage: Storage) -> None:
    number = await joined(storage)
    async with storage.work() as work:
        await work.processes.end(number, NOON)

    with pytest.raises(GivenUp):
        async with storage.work() as work:
            await work.processes.beat(number)


async def test_f13_who_was_given_up_writes_nothing_any_more(
    shared: Storage, other: Storage
) -> None:
    shared.process = await joined(shared)
    async with shared.work() as work:
        await work.facts.set("before", "kept")
    async with other.work() as work:
        await work.processes.end(shared.process, NOON)

    with pytest.raises(GivenUp):
        async with shared.work() as work:
            await work.facts.set("after", "lost")

    async with other.view() as work:
        assert (await work.facts.get("before"), await work.facts.get("after")) == ("kept", None)


REFUSED = """
CREATE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'refused'; END $$;
CREATE TRIGGER refused BEFORE INSERT ON history EXECUTE FUNCTION refused();
"""


async def test_f82_what_goes_wrong_in_the_very_last_of_a_write_leaves_nothing(
    shared: Storage,
) -> None:
    """The log goes with the commit, in one journey: it is all of it or nothing."""
    refused, undone = text(REFUSED), text("DROP TRIGGER refused ON history")
    async with shared.work() as work:
        await work.facts._session.exec(refused)  # type: ignore[call-overload]

    async def says(what: str) -> None:
        async with shared.work() as work:
            await work.facts.set("said", what)
            await work.history.add("s", "n", {}, by_person=None, by_role=None, at=NOON)

    with pytest.raises(DBAPIError):
        await says("lost")
    async with shared.work() as work:
        assert await work.facts.get("said") is None
        await work.facts._session.exec(undone)  # type: ignore[call-overload]
    await says("kept")

    async with shared.view() as work:
        assert [entry.sequence for entry in await work.history.of("s")] == [1]
        assert await verify(work) == []


async def test_f13_nobody_is_given_up_in_the_middle_of_a_write(
    shared: Storage, other: Storage
) -> None:
    """Who gives up waits for the write; so what was taken over is what was written."""
    shared.process = number = await joined(shared)

    async def gives_up() -> str | None:
        async with other.work() as work:
            await work.processes.end(number, NOON)
            return await work.facts.get("said")

    async with shared.work() as work:
        await work.facts.set("said", "kept")
        await work.processes.stays(number)
        giving_up = asyncio.create_task(gives_up())
        await asyncio.wait([giving_up], timeout=0.3)
        assert not giving_up.done()

    async with asyncio.timeout(PATIENCE):
        assert await giving_up == "kept"


async def test_only_what_was_under_way_in_a_process_that_is_gone_waits_again(
    storage: Storage, beside: Storage
) -> None:
    storage.process, beside.process = await joined(storage), await joined(beside)
    async with storage.work() as work:
        mine = await work.outbox.tell(errand(user=1))
        await work.outbox.take(NOON, (), 1)
    async with beside.work() as work:
        await work.outbox.tell(errand(user=2))
        await work.outbox.take(NOON, (), 1)
    async with beside.work() as work:
        await work.outbox.recover(NOON, [beside.process])

    async with beside.work() as work:
        assert [one.id for one in await work.outbox.take(NOON, (), 9)] == [mine]


async def test_what_was_not_begun_here_is_put_back_and_nothing_of_another(
    storage: Storage, beside: Storage
) -> None:
    storage.process, beside.process = await joined(storage), await joined(beside)
    async with beside.work() as work:
        await work.outbox.tell(errand(user=2))
        await work.outbox.take(NOON, (), 1)
    async with storage.work() as work:
        mine = await work.outbox.tell(errand(user=1))
        await work.outbox.take(NOON, (), 1)
        await work.outbox.release((), NOON)
        assert [one.id for one in await work.outbox.take(NOON, (), 9)] == [mine]


async def test_two_that_take_at_once_never_take_the_same(shared: Storage, other: Storage) -> None:
    async with shared.work() as work:
        for user in range(1, 41):
            await work.outbox.tell(errand(user=user))
            await work.outbox.tell(errand(user=user))

    async def takes(storage: Storage) -> list[str]:
        taken: list[str] = []
        while True:
            async with storage.work() as work:
                found = await work.outbox.take(NOON, (), 7)
            if not found:
                return taken
            taken += [one.address for one in found]

    one, two = await asyncio.gather(takes(shared), takes(other))

    assert len(one) + len(two) == 40  # one for each address, and the rest waits
    assert sorted(one + two) == sorted({*one, *two})


async def test_an_alert_that_another_looks_at_is_passed_by(shared: Storage, other: Storage) -> None:
    async with shared.work() as work:
        kept = await work.alerts.keep(None, [raised()])
        (due,) = await work.alerts.due(NOON + 99 * MINUTE)
        assert due == kept.id
    async with shared.work() as work:
        assert await work.alerts.claim(SKM_7, NOON + 99 * MINUTE) is not None
        async with other.work() as elsewhere:
            assert await elsewhere.alerts.claim(SKM_7, NOON + 99 * MINUTE) is None


async def test_an_alert_that_is_not_due_any_more_is_nobodys(storage: Storage) -> None:
    async with storage.work() as work:
        await work.alerts.keep(None, [raised()])
        assert await work.alerts.claim(SKM_7, NOON - MINUTE) is None
        assert await work.alerts.claim(SKM_7, NOON + 99 * MINUTE) is not None


@given(st.sets(st.integers(min_value=1), min_size=1, max_size=SLOTS))
def test_every_slot_is_of_exactly_one_that_lives_and_all_have_about_as_many(
    living: set[int],
) -> None:
    parts = [slots_of(process, living) for process in living]

    assert sorted(slot for part in parts for slot in part) == sorted(ALL)
    assert max(map(len, parts)) - min(map(len, parts)) <= 1
    assert slots_of(max(living) + 1, living) == frozenset()


async def test_a_process_takes_only_what_goes_to_its_own_chats(storage: Storage) -> None:
    async with storage.work() as work:
        for user in range(1, 60):
            await work.outbox.tell(errand(user=user))
        found: list[str] = []
        for process in (4, 9):
            slots = slots_of(process, (4, 9))
            assert await work.outbox.next_at(slots=slots) == NOON
            taken = [one.address for one in await work.outbox.take(NOON, (), 99, slots=slots)]
            assert {slot_of(address) for address in taken} <= slots
            assert await work.outbox.next_at(slots=slots) is None
            found += taken

    assert len(found) == len(set(found)) == 59


async def test_f80_what_is_put_off_while_news_of_it_comes_in_merges_at_the_second_try(
    shared: Storage, other: Storage
) -> None:
    async with shared.work() as work:
        first = await work.outbox.tell(errand(user=1, key="card"))
        await work.outbox.take(NOON, (), 1)

    async def puts_off() -> None:
        async with shared.work() as work:
            await work.outbox.later(first, NOON + MINUTE, "limit")

    async with other.work() as work:
        await work.outbox.tell(errand(user=1, key="card"))
        putting_off = asyncio.create_task(puts_off())
        await asyncio.wait([putting_off], timeout=0.3)
        assert not putting_off.done()
    with pytest.raises(Overtaken):
        await putting_off

    await puts_off()
    async with shared.view() as work:
        assert await work.outbox.waiting(key="card") == 1
        assert await work.outbox.next_at() == NOON + MINUTE
