"""What is past its term is forgotten, and the rest still adds up."""

from datetime import timedelta

from storage_examples import MINUTE, NOON, SKM_7, answered, errand, raised, withdrawn

from flows.people import Function, Post
from flows.state import AlertId, PersonId
from storage.cards import Card
from storage.chain import replay_differs, verify
from storage.retention import Forgotten
from storage.unit_of_work import Storage

DAY = timedelta(days=1)
RUNNING, DRILL = AlertId("SKM-2611-08"), AlertId("SKM-2611-09")
NOTHING = Forgotten(alerts=0, people=0, errands=0, history=0)


async def fill(storage: Storage) -> None:
    """A withdrawn alert with its card, one that runs, a drill, somebody who left, an errand."""
    post = Post(network="amsterdam", function=Function.MEMBER)
    async with storage.work() as work:
        group = await work.groups.bind("amsterdam", "skm", -1, None, NOON)
        await work.alerts.keep(None, [raised(), withdrawn(5)])
        await work.cards.keep(Card(alert=SKM_7, group_id=group.id))
        await work.alerts.keep(None, [raised(RUNNING)])
        await work.alerts.keep(None, [raised(DRILL, drill=True), withdrawn(5)])
        member = await work.people.enrol(77, "Anna", post, NOON)
        await work.people.remove(member.person, NOON)
        number = await work.outbox.tell(errand(group.id))
        await work.outbox.take(NOON, (), 1)
        await work.outbox.done(number, NOON)


async def whole(storage: Storage) -> bool:
    async with storage.view() as work:
        return await verify(work) == [] == await replay_differs(work)


async def test_nothing_is_forgotten_before_its_term(storage: Storage) -> None:
    await fill(storage)
    async with storage.work() as work:
        assert await work.retention.forget(NOON + 30 * DAY) == NOTHING
        assert await work.alerts.ids() == [SKM_7, RUNNING, DRILL]


async def test_a_drill_and_who_left_go_after_three_months(storage: Storage) -> None:
    await fill(storage)
    async with storage.work() as work:
        gone = await work.retention.forget(NOON + 93 * DAY)
        assert gone == Forgotten(alerts=1, people=1, errands=1, history=0)
        assert await work.alerts.ids() == [SKM_7, RUNNING]
        back = await work.people.enrol(
            77, "Anna", Post(network="amsterdam", function=Function.MEMBER), NOON + 93 * DAY
        )
        assert back.person != PersonId(1)  # nobody knows that it is the same person
    assert await whole(storage)


async def test_after_two_years_only_what_runs_is_left(storage: Storage) -> None:
    await fill(storage)
    after = NOON + 731 * DAY
    async with storage.work() as work:
        gone = await work.retention.forget(after)
        assert (gone.alerts, gone.history) == (2, 2)
        assert await work.alerts.ids() == [RUNNING]
        assert await work.cards.of(SKM_7) is None
    assert await whole(storage)

    async with storage.work() as work:
        again = await work.alerts.keep(await work.alerts.load(RUNNING), [answered(1)])
        await work.alerts.keep(again, [withdrawn(2)])
    async with storage.work() as work:
        assert (await work.retention.forget(after + MINUTE)).alerts == 1
        assert await work.alerts.ids() == []
        head = await work.history.head()
        assert head is not None
        assert head.forgotten > 2
    assert await whole(storage)
