"""What is past its term is forgotten, and the rest still adds up."""

import contextlib
from dataclasses import fields, replace
from datetime import timedelta

from storage_examples import MINUTE, NOON, SKM_7, answered, errand, raised, withdrawn

from config.terms import load_terms
from flows.people import Function, Post
from flows.state import AlertId, PersonId
from storage.cards import Card
from storage.chain import replay_differs, verify
from storage.unit_of_work import Storage

DAY = timedelta(days=1)
RUNNING, DRILL = AlertId("SKM-2611-08"), AlertId("SKM-2611-09")
TERMS = load_terms()


class Undone(Exception):
    """The end of a transaction of which nothing is kept."""


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
        gone = await work.retention.forget(NOON + 29 * DAY, TERMS)
        assert set(gone) == {field.name for field in fields(TERMS)} - {"card", "drill"}
        assert not any(gone.values())
        assert await work.alerts.ids() == [SKM_7, RUNNING, DRILL]


async def test_a_drill_and_who_left_go_after_three_months(storage: Storage) -> None:
    await fill(storage)
    async with storage.work() as work:
        gone = await work.retention.forget(NOON + 93 * DAY, TERMS)
        assert {name: count for name, count in gone.items() if count} == {
            "alert": 1, "member": 1, "errand": 1,
        }  # fmt: skip
        assert await work.alerts.ids() == [SKM_7, RUNNING]
        back = await work.people.enrol(
            77, "Anna", Post(network="amsterdam", function=Function.MEMBER), NOON + 93 * DAY
        )
        assert back.person != PersonId(1)  # nobody knows that it is the same person
    assert await whole(storage)


async def test_f87_after_two_years_only_what_runs_is_left(storage: Storage) -> None:
    await fill(storage)
    after = NOON + 731 * DAY
    async with storage.work() as work:
        gone = await work.retention.forget(after, TERMS)
        assert (gone["alert"], gone["history"]) == (2, 2)
        assert await work.alerts.ids() == [RUNNING]
        assert await work.cards.of(SKM_7) is None
    assert await whole(storage)

    async with storage.work() as work:
        again = await work.alerts.keep(await work.alerts.load(RUNNING), [answered(1)])
        await work.alerts.keep(again, [withdrawn(2)])
    async with storage.work() as work:
        assert (await work.retention.forget(after + MINUTE, TERMS))["alert"] == 1
        assert await work.alerts.ids() == []
        head = await work.history.head()
        assert head is not None
        assert head.forgotten > 2
    assert await whole(storage)


async def test_what_is_counted_in_a_dry_run_is_what_is_forgotten(storage: Storage) -> None:
    await fill(storage)
    after = NOON + 731 * DAY
    with contextlib.suppress(Undone):
        async with storage.work() as work:
            dry = await work.retention.forget(after, TERMS)
            raise Undone
    async with storage.view() as work:
        assert await work.alerts.ids() == [SKM_7, RUNNING, DRILL]
    async with storage.work() as work:
        assert await work.retention.forget(after, TERMS) == dry


async def test_f87_a_held_alert_outlives_every_term_until_it_is_released(storage: Storage) -> None:
    await fill(storage)
    after = NOON + 731 * DAY
    async with storage.work() as work:
        await work.holds.hold(SKM_7, "klacht", NOON)
        await work.holds.hold(SKM_7, "woo", NOON)
    async with storage.work() as work:
        await work.retention.forget(after, TERMS)
        assert await work.alerts.ids() == [SKM_7, RUNNING]
        assert await work.holds.held() == {SKM_7: "klacht"}
        assert await work.holds.release(SKM_7, after)
        assert not await work.holds.release(SKM_7, after)
        await work.retention.forget(after, TERMS)
        assert await work.alerts.ids() == [RUNNING]
    assert await whole(storage)


async def test_a_reference_is_dropped_after_a_year_and_the_log_still_adds_up(
    storage: Storage,
) -> None:
    async with storage.work() as work:
        made = raised()
        facts = replace(made.facts, reference="a" * 64)
        await work.alerts.keep(None, [replace(made, facts=facts), withdrawn(5)])
    async with storage.work() as work:
        assert (await work.retention.forget(NOON + 366 * DAY, TERMS))["reference"] == 1
        assert await work.alerts.with_reference("amsterdam", "a" * 64, NOON) == []
    assert await whole(storage)


async def test_after_half_a_year_answers_are_those_of_a_role(storage: Storage) -> None:
    post = Post(network="amsterdam", function=Function.MEMBER)
    async with storage.work() as work:
        anna = await work.people.enrol(77, "Anna", post, NOON)
        gone = await work.retention.forget(NOON + 170 * DAY, TERMS)
        assert gone["answer"] == 0
        assert await work.people.member_by_alias(anna.alias) is not None
    async with storage.work() as work:
        gone = await work.retention.forget(NOON + 220 * DAY, TERMS)
        assert gone["answer"] == 1
        assert await work.people.member_by_alias(anna.alias) is None
        still = await work.people.member(77)
        assert still is not None
        assert still.alias != anna.alias
    assert await whole(storage)


async def test_the_mark_of_who_signed_a_held_alert_is_kept(storage: Storage) -> None:
    post = Post(network="amsterdam", function=Function.MEMBER)
    async with storage.work() as work:
        anna = await work.people.enrol(77, "Anna", post, NOON)
        by = replace(raised().by, person=anna.alias)
        await work.alerts.keep(None, [replace(raised(), by=by)])
        await work.holds.hold(SKM_7, "inzage", NOON)
        await work.retention.forget(NOON + 220 * DAY, TERMS)
        assert await work.people.member_by_alias(anna.alias) is not None


async def test_s47_three_years_month_by_month_leave_nothing_past_its_term(
    storage: Storage,
) -> None:
    post = Post(network="amsterdam", function=Function.MEMBER)
    start = NOON.replace(day=1)
    async with storage.work() as work:
        await work.people.enrol(77, "Canari", post, start)
        await work.people.remove((await work.people.member(77)).person, start)
    for month in range(36):
        now = start + month * 30 * DAY
        alert = AlertId(f"SKM-9{month:03}-01")
        async with storage.work() as work:
            moved = replace(raised(alert), at=now, clock_at=now)
            await work.alerts.keep(None, [moved, replace(withdrawn(5), at=now + MINUTE)])
            await work.retention.forget(now, TERMS)
    end = start + 35 * 30 * DAY
    async with storage.view() as work:
        left = [await work.alerts.load(alert) for alert in await work.alerts.ids()]
        assert len(left) == 25
        assert all(one.closed_at >= end - TERMS.alert for one in left)
        assert await work.people.members() == []
        assert await work.history.of("retention") != []
    assert await whole(storage)
