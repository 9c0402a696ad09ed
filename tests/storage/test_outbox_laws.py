"""The laws of the outbox: the right order, one at a time per address, nothing lost or doubled."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy.exc import IntegrityError
from storage_examples import MINUTE, NOON, SKM_7, errand

from storage.outbox import Outbox
from storage.traffic_tables import ErrandState
from storage.unit_of_work import Storage, UnitOfWork


@pytest.fixture
async def work(storage: Storage) -> AsyncIterator[UnitOfWork]:
    """One open write, in which three chats are groups 1, 2 and 3."""
    async with storage.work() as work:
        for number in (1, 2, 3):
            await work.groups.bind("amsterdam", f"doelgroep {number}", -number, None, NOON)
        yield work


async def taken(outbox: Outbox, minute: int = 0, busy: tuple[str, ...] = ()) -> list[int]:
    return [item.id for item in await outbox.take(NOON + minute * MINUTE, busy, 100)]


async def test_what_goes_in_comes_out(work: UnitOfWork) -> None:
    told = errand(1, key="card", tag="om:0", rank=0, payload={"version": 3}, again=False)
    number = await work.outbox.tell(told)

    (found,) = await work.outbox.take(NOON, (), 10)

    assert found.id == number
    assert found.payload == {"version": 3}
    assert (found.key, found.tag, found.rank, found.again) == ("card", "om:0", 0, False)
    assert (found.address, found.attempts, found.not_before) == ("group:1", 0, NOON)


async def test_the_lowest_rank_goes_first_then_the_oldest(work: UnitOfWork) -> None:
    quiet = await work.outbox.tell(errand(1, rank=4))
    card = await work.outbox.tell(errand(2, rank=3))
    second = await work.outbox.tell(errand(user=77, rank=0))
    third = await work.outbox.tell(errand(user=78, rank=0))
    assert await taken(work.outbox) == [second, third, card, quiet]


async def test_an_address_gets_one_at_a_time(work: UnitOfWork) -> None:
    later = await work.outbox.tell(errand(1, rank=3))
    first = await work.outbox.tell(errand(1, rank=0))
    assert await taken(work.outbox) == [first]
    assert await taken(work.outbox) == []

    await work.outbox.done(first, NOON, message_id=5)

    assert await taken(work.outbox) == [later]


async def test_the_newest_message_of_a_tag_is_found_for_who_saw_it(work: UnitOfWork) -> None:
    outbox, board = work.outbox, errand(user=77, tag="lesson", alert=SKM_7)
    assert await outbox.message_of(board) is None

    for minute, shown in enumerate((5, 9)):
        (number,) = [await outbox.tell(board)]
        assert await taken(outbox, minute) == [number]
        await outbox.done(number, NOON, message_id=shown)
    await outbox.tell(board)

    assert await outbox.message_of(board) == 9
    assert await outbox.message_of(errand(user=78, tag="lesson", alert=SKM_7)) is None


async def test_a_busy_address_is_passed_by(work: UnitOfWork) -> None:
    await work.outbox.tell(errand(1, rank=0))
    other = await work.outbox.tell(errand(2, rank=3))
    assert await taken(work.outbox, busy=("group:1",)) == [other]


async def test_no_more_are_taken_than_asked_for(work: UnitOfWork) -> None:
    for group in (1, 2, 3):
        await work.outbox.tell(errand(group))
    assert len(await work.outbox.take(NOON, (), 2)) == 2


async def test_what_is_for_later_waits_and_blocks_nobody(work: UnitOfWork) -> None:
    later = await work.outbox.tell(errand(1, rank=0, after=10))
    now = await work.outbox.tell(errand(1, rank=4))
    assert await work.outbox.next_at() == NOON
    assert await taken(work.outbox) == [now]
    await work.outbox.done(now, NOON)
    assert await work.outbox.next_at() == NOON + 10 * MINUTE
    assert await taken(work.outbox, 9) == []
    assert await taken(work.outbox, 10) == [later]


async def test_waiting_errands_of_one_key_are_one(work: UnitOfWork) -> None:
    first = await work.outbox.tell(errand(1, key="card", rank=3, payload={"version": 1}))
    again = await work.outbox.tell(errand(1, key="card", rank=0, minute=1, payload={"version": 2}))
    quiet = await work.outbox.tell(errand(1, key="card", rank=4, minute=2, payload={"version": 3}))
    assert first == again == quiet
    assert await work.outbox.waiting(key="card") == 1
    assert await work.outbox.oldest_waiting(0) == NOON

    (found,) = await work.outbox.take(NOON, (), 10)

    assert (found.rank, found.payload, found.made_at) == (0, {"version": 3}, NOON)


async def test_news_never_joins_an_errand_already_taken(work: UnitOfWork) -> None:
    drawn = await work.outbox.tell(errand(1, key="card"))
    assert await taken(work.outbox) == [drawn]

    news = await work.outbox.tell(errand(1, key="card"))

    assert news != drawn
    await work.outbox.done(drawn, NOON)
    assert await taken(work.outbox) == [news]


async def test_errands_without_a_key_stay_apart(work: UnitOfWork) -> None:
    assert await work.outbox.tell(errand(1)) != await work.outbox.tell(errand(1))
    assert await work.outbox.waiting() == 2


async def test_what_did_not_succeed_is_tried_again_then(work: UnitOfWork) -> None:
    number = await work.outbox.tell(errand(1, key="card"))
    await taken(work.outbox)

    await work.outbox.later(number, NOON + 5 * MINUTE, "flood")

    assert await taken(work.outbox, 4) == []
    (found,) = await work.outbox.take(NOON + 5 * MINUTE, (), 10)
    assert (found.id, found.attempts) == (number, 1)


async def test_news_does_not_hurry_what_was_put_off(work: UnitOfWork) -> None:
    number = await work.outbox.tell(errand(1, key="card"))
    await taken(work.outbox)
    await work.outbox.later(number, NOON + 5 * MINUTE, "flood")

    await work.outbox.tell(errand(1, key="card"))

    assert await taken(work.outbox, 4) == []
    assert await taken(work.outbox, 5) == [number]


async def test_what_is_put_off_makes_way_for_the_newer_of_its_key(work: UnitOfWork) -> None:
    old = await work.outbox.tell(errand(1, key="card", rank=0, alert=SKM_7, tag="card"))
    await taken(work.outbox)
    new = await work.outbox.tell(errand(1, key="card", rank=3, minute=1, alert=SKM_7, tag="card"))

    await work.outbox.later(old, NOON + 5 * MINUTE, "flood")

    states = await work.outbox.sent_for(SKM_7, "card")
    assert states == [ErrandState.DROPPED, ErrandState.WAITING]
    assert await work.outbox.oldest_waiting(0) == NOON
    assert await taken(work.outbox, 4) == []
    assert await taken(work.outbox, 5) == [new]


async def test_f48_after_a_stop_the_unknown_is_repeated_or_left(work: UnitOfWork) -> None:
    repeated = await work.outbox.tell(errand(1, alert=SKM_7, tag="t", key="a"))
    left = await work.outbox.tell(errand(2, alert=SKM_7, tag="t", again=False))
    merged = await work.outbox.tell(errand(3, alert=SKM_7, tag="t", key="b"))
    assert await taken(work.outbox) == [repeated, left, merged]
    newer = await work.outbox.tell(errand(3, alert=SKM_7, tag="t", key="b"))

    await work.outbox.recover(NOON + MINUTE)

    assert await work.outbox.sent_for(SKM_7, "t") == [
        ErrandState.WAITING,
        ErrandState.DROPPED,
        ErrandState.DROPPED,
        ErrandState.WAITING,
    ]
    assert await taken(work.outbox, 1) == [repeated, newer]


async def test_what_is_settled_stays_settled(work: UnitOfWork) -> None:
    number = await work.outbox.tell(errand(1, alert=SKM_7, tag="om:0"))
    await taken(work.outbox)
    await work.outbox.fail(number, NOON, "barred")

    await work.outbox.done(number, NOON)
    await work.outbox.later(number, NOON, "again")
    await work.outbox.recover(NOON)

    assert await work.outbox.sent_for(SKM_7, "om:0") == [ErrandState.FAILED]
    assert await taken(work.outbox) == []


async def test_what_was_taken_and_never_begun_is_put_back(work: UnitOfWork) -> None:
    begun = await work.outbox.tell(errand(1))
    dear, cheap = await work.outbox.tell(errand(2)), await work.outbox.tell(errand(3, again=False))
    assert await taken(work.outbox) == [begun, dear, cheap]

    await work.outbox.release(("group:1",), NOON)

    assert await taken(work.outbox, minute=1) == [dear, cheap]


async def test_one_step_of_a_ladder_shows_how_it_ended(work: UnitOfWork) -> None:
    first = await work.outbox.tell(errand(user=7, alert=SKM_7, tag="om:1"))
    second = await work.outbox.tell(errand(user=8, alert=SKM_7, tag="om:1"))
    await work.outbox.tell(errand(user=9, alert=SKM_7, tag="om:2"))
    await taken(work.outbox)

    await work.outbox.fail(first, NOON, "barred")
    await work.outbox.done(second, NOON, message_id=12)

    assert await work.outbox.sent_for(SKM_7, "om:1") == [ErrandState.FAILED, ErrandState.DONE]
    assert await work.outbox.sent_for(SKM_7, "om:9") == []


async def test_what_waits_is_counted_and_its_age_known(work: UnitOfWork) -> None:
    await work.outbox.tell(errand(1, rank=0, alert=SKM_7, minute=2))
    await work.outbox.tell(errand(2, rank=0, minute=1, after=60))
    await work.outbox.tell(errand(3, rank=4, minute=0))

    assert await work.outbox.waiting() == 3
    assert await work.outbox.waiting(alert=SKM_7) == 1
    assert await work.outbox.waiting(rank=1) == 2
    assert await work.outbox.oldest_waiting(1) == NOON + 2 * MINUTE
    assert await work.outbox.oldest_waiting(4) == NOON
    await taken(work.outbox, 3)
    assert await work.outbox.waiting(rank=1) == 1
    assert await work.outbox.oldest_waiting(1) == NOON + 2 * MINUTE  # taken is not yet told


async def test_an_errand_may_go_elsewhere(work: UnitOfWork) -> None:
    number = await work.outbox.tell(errand())
    (found,) = await work.outbox.take(NOON, (), 1)
    assert (found.id, found.address) == (number, "elsewhere")


async def test_an_errand_for_an_unknown_group_is_refused(storage: Storage) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        async with storage.work() as work:
            await work.outbox.tell(errand(99))


async def test_nobody_takes_what_another_took(storage: Storage) -> None:
    async with storage.work() as work:
        for user in range(30):
            await work.outbox.tell(errand(user=user))

    async def take() -> list[int]:
        async with storage.work() as work:
            return [item.id for item in await work.outbox.take(NOON, (), 4)]

    portions = await asyncio.gather(*(take() for _ in range(8)))

    numbers = [number for portion in portions for number in portion]
    assert len(numbers) == len(set(numbers)) == 30


async def test_the_same_key_told_at_once_is_told_once(storage: Storage) -> None:
    async def tell() -> int:
        async with storage.work() as work:
            return await work.outbox.tell(errand(user=7, key="card"))

    assert len(set(await asyncio.gather(*(tell() for _ in range(10))))) == 1
