"""What was not delivered is found once, and each recipient is chosen once for each level."""

import pytest
from storage_examples import MINUTE, NOON, SKM_7, errand

from storage.errand_queries import SECOND
from storage.outbox import Errand
from storage.unit_of_work import Storage

LATE = NOON + MINUTE


@pytest.fixture
async def work(storage: Storage):
    """One open write, in which a chat is group 1."""
    async with storage.work() as work:
        await work.groups.bind("amsterdam", "doelgroep", -1, None, NOON)
        yield work


async def found(work, before=NOON):
    return [one.id for one in await work.second_path.undelivered(1, before, 10)]


async def test_l4_what_waits_too_long_is_found_and_what_may_wait_or_was_told_is_not(work):
    card = await work.outbox.tell(errand(1, kind="card", rank=0, alert=SKM_7))
    asked = await work.outbox.tell(errand(user=7, rank=1, alert=SKM_7))
    await work.outbox.tell(errand(user=8, rank=2, alert=SKM_7))
    await work.outbox.tell(errand(user=9, kind="screen", rank=0, alert=SKM_7))
    told = await work.outbox.tell(errand(user=10, rank=0, alert=SKM_7))
    await work.outbox.take(NOON, (), 10)
    await work.outbox.done(told, NOON)
    await work.outbox.later(asked, NOON + 60 * MINUTE, "too many requests")

    assert await found(work, NOON - MINUTE) == []
    assert await found(work) == [card, asked]
    assert await work.second_path.wanted_since(1) == NOON


async def test_what_is_not_to_be_told_at_all_is_found_at_once_and_everything_only_once(work):
    barred = await work.outbox.tell(errand(user=7, rank=0, alert=SKM_7))
    await work.outbox.fail(barred, NOON, "barred")
    assert await found(work, NOON - MINUTE) == [barred]
    assert await work.second_path.has_failed(barred)

    assert await work.second_path.looked_at(barred, NOON)

    assert not await work.second_path.looked_at(barred, NOON)
    assert await found(work) == []
    assert await work.second_path.wanted_since(1) is None


async def test_i27_a_recipient_is_chosen_once_for_an_alert_and_a_level(work):
    first = work.second_path.first_time
    assert await first(SKM_7, "politie", "1:0", NOON)
    assert not await first(SKM_7, "politie", "1:0", LATE)
    assert await first(SKM_7, "politie", "1:1", NOON)
    assert await first(SKM_7, "om", "1:0", NOON)

    assert await work.second_path.forget(LATE) == 3


async def test_the_messenger_takes_nothing_that_is_for_the_second_channel(work):
    payload = {"to": "politie", "level": "1:0"}
    second = Errand(
        kind=SECOND, alert=SKM_7, payload=payload, rank=0, not_before=NOON, made_at=NOON
    )
    number = await work.outbox.tell(second)
    card = await work.outbox.tell(errand(1, kind="card", rank=3, minute=1))

    assert await work.outbox.next_at() == LATE
    assert await work.outbox.next_at(SECOND) == NOON
    assert [one.id for one in await work.outbox.take(LATE, (), 10)] == [card]
    (taken,) = await work.outbox.take(LATE, (), 10, SECOND)
    assert (taken.id, taken.address) == (number, f"second:{SKM_7}:politie")
