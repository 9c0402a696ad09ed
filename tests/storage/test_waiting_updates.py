"""What was read ahead waits in order; a request goes first, with all that its person did before."""

from storage_examples import NOON

from storage.unit_of_work import Storage
from storage.waiting import Waiting

ANNA, BART = 7_000_000_001, 7_000_000_002


async def keeps(storage: Storage, *came: tuple[int, int | None, bool]) -> None:
    """Updates by their number, who sent them, and whether they are urgent."""
    async with storage.work() as work:
        for number, sender, urgent in came:
            one = Waiting(update_id=number, fingerprint="f", sender=sender, payload=b"%d" % number)
            await work.waiting.keep(one, NOON, urgent=urgent)


async def in_turn(storage: Storage, count: int = 10) -> list[int]:
    async with storage.view() as work:
        return [one.update_id for one in await work.waiting.first(count)]


async def test_what_waits_goes_in_the_order_in_which_it_came(storage: Storage) -> None:
    await keeps(storage, (30, ANNA, False), (10, None, False), (20, BART, False))

    assert await in_turn(storage) == [30, 10, 20]
    assert await in_turn(storage, 2) == [30, 10]


async def test_f29_what_is_urgent_goes_first_and_before_it_what_the_same_person_did(
    storage: Storage,
) -> None:
    await keeps(storage, (1, BART, False), (2, ANNA, False), (3, BART, False))
    await keeps(storage, (4, ANNA, True), (5, ANNA, False), (6, None, False))

    assert await in_turn(storage) == [2, 4, 1, 3, 5, 6]


async def test_what_nobody_sent_hastens_nothing_else_that_nobody_sent(storage: Storage) -> None:
    await keeps(storage, (1, None, False), (2, None, True))

    assert await in_turn(storage) == [2, 1]


async def test_f20_what_is_read_twice_waits_once(storage: Storage) -> None:
    await keeps(storage, (1, ANNA, False), (2, BART, False))
    await keeps(storage, (1, ANNA, False))

    assert await in_turn(storage) == [1, 2]


async def test_what_was_handled_waits_no_longer_and_comes_back_as_it_was_kept(
    storage: Storage,
) -> None:
    await keeps(storage, (1, ANNA, False), (2, None, False), (3, BART, False))
    async with storage.view() as work:
        one, two, _ = await work.waiting.first(3)

    async with storage.work() as work:
        await work.waiting.forget([one.number, two.number])

    assert (one.sender, one.fingerprint, one.payload) == (ANNA, "f", b"1")
    assert two.sender is None
    assert await in_turn(storage) == [3]
    async with storage.view() as work:
        assert await work.waiting.count() == 1
