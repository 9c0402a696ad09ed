"""How it stands in the outbox, the out-of-reach and the open ones, on both databases."""

from datetime import UTC, datetime, timedelta

from storage_examples import raised, withdrawn

from flows.clock import next_due
from flows.people import Function, Post, Reach
from storage.outbox import Errand
from storage.traffic_tables import ErrandState

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def errand(user: int, rank: int, at: datetime) -> Errand:
    return Errand(kind="screen", user_id=user, rank=rank, not_before=at, made_at=NOON)


async def test_of_each_rank_is_known_how_many_wait_and_since_when(storage):
    async with storage.work() as work:
        assert await work.traffic.waits() == {}
        for user, rank, at in ((1, 0, NOON + MINUTE), (2, 0, NOON), (3, 2, NOON)):
            await work.outbox.tell(errand(user, rank, at))
        gone = await work.outbox.tell(errand(4, 2, NOON))
        await work.outbox.drop(gone, NOON, "not true any more")

    async with storage.view() as work:
        assert await work.traffic.waits() == {0: (2, NOON), 2: (1, NOON)}


async def test_what_became_of_one_errand_is_known_until_it_is_forgotten(storage):
    async with storage.work() as work:
        number = await work.outbox.tell(errand(1, 2, NOON))
        told = await work.traffic.told(number)
        assert told is not None
        assert told.state is ErrandState.WAITING
        (taken,) = await work.outbox.take(NOON, (), 1)
        assert taken.waited(NOON + MINUTE) == MINUTE
        await work.outbox.done(number, NOON + MINUTE, 71)

    async with storage.work() as work:
        told = await work.traffic.told(number)
        assert told is not None
        assert (told.state, told.settled_at, told.message_id) == (
            ErrandState.DONE, NOON + MINUTE, 71,
        )  # fmt: skip
        await work.outbox.forget(NOON + 2 * MINUTE)
        assert await work.traffic.told(number) is None


async def test_who_cannot_be_written_to_is_counted_but_not_who_takes_no_part(storage):
    async with storage.work() as work:
        post = Post(network="n", function=Function.ADMIN)
        people = [await work.people.enrol(user, "Canaria", post, NOON) for user in range(1, 6)]
        await work.people.set_reach(1, Reach.BLOCKED)
        await work.people.set_reach(2, Reach.NEVER_STARTED)
        await work.people.set_reach(3, Reach.BLOCKED)
        await work.people.remove(people[2].person, NOON)
        await work.people.set_reach(4, Reach.BLOCKED)
        await work.people.suspend(people[3].person, NOON)

    async with storage.view() as work:
        assert await work.presence.count_unreachable() == 2


async def test_an_alert_is_open_until_it_ends(storage):
    async with storage.work() as work:
        kept = await work.alerts.keep(None, [raised()])
        assert await work.alerts.count_open() == 1
        due_at = next_due(kept)
        assert due_at is not None
        assert await work.alerts.claim(kept.id, due_at) == due_at
        await work.alerts.keep(kept, [withdrawn(1)])
        assert await work.alerts.count_open() == 0
