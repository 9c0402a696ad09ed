"""What a full chat, or one that is being looked at, means for what waits there."""

from collections.abc import AsyncIterator

import pytest
from storage_examples import MINUTE, NOON, SKM_7, errand, raised

from bot import deeds
from flows.state import AlertId
from storage.cards import Card
from storage.outbox import LOOKS, Outbox
from storage.unit_of_work import Storage, UnitOfWork

SKM_8 = AlertId("SKM-2611-08")


@pytest.fixture
async def work(storage: Storage) -> AsyncIterator[UnitOfWork]:
    """One open write, in which two chats are groups 1 and 2."""
    async with storage.work() as work:
        for number in (1, 2):
            await work.groups.bind("amsterdam", f"doelgroep {number}", -number, None, NOON)
        yield work


async def taken(outbox: Outbox, minute: int = 0) -> list[int]:
    return [item.id for item in await outbox.take(NOON + minute * MINUTE, (), 100)]


async def test_what_waits_for_a_full_address_goes_later_but_for_alarms(work: UnitOfWork) -> None:
    plan = await work.outbox.tell(errand(1, rank=2))
    alarm = await work.outbox.tell(errand(1, rank=0))
    elsewhere = await work.outbox.tell(errand(2, rank=2))

    await work.outbox.put_off("group:1", 2, NOON + 3 * MINUTE)

    assert await taken(work.outbox) == [alarm, elsewhere]
    await work.outbox.done(alarm, NOON)
    assert await work.outbox.next_at() == NOON + 3 * MINUTE
    (found,) = await work.outbox.take(NOON + 3 * MINUTE, (), 10)
    assert (found.id, found.attempts, found.wanted_at) == (plan, 0, NOON)


async def test_a_card_that_is_there_is_drawn_anew_later_and_a_new_card_comes_at_once(
    work: UnitOfWork,
) -> None:
    await work.alerts.keep(None, [raised()])
    await work.alerts.keep(None, [raised(SKM_8)])
    await work.cards.keep(Card(alert=SKM_7, group_id=1, message_id=70))
    await work.cards.keep(Card(alert=SKM_8, group_id=1))
    there = await work.outbox.tell(errand(1, alert=SKM_7, kind="card"))
    new = await work.outbox.tell(errand(1, alert=SKM_8, kind="card"))

    await work.outbox.put_off_redrawing("group:1", NOON + MINUTE)

    assert await taken(work.outbox) == [new]
    await work.outbox.done(new, NOON)
    assert await taken(work.outbox, 1) == [there]


async def test_a_group_that_is_being_counted_gets_its_card_all_the_same(work: UnitOfWork) -> None:
    census = await work.outbox.tell(errand(1, kind="census"))
    assert await taken(work.outbox) == [census]
    card = await work.outbox.tell(errand(1, kind="card"))
    assert await taken(work.outbox) == [card]
    assert set(deeds.LOOKS) == set(LOOKS)
