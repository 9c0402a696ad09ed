"""The yearly round is kept: chairs once a year, meetings with who came, changes settled once."""

from dataclasses import replace
from datetime import date, timedelta

from storage_examples import NOON, OM, VT

from flows.changes import Wish
from flows.herijking import Herijking, Step, Verdict, answered, confirmed
from flows.kimi import ChairYear, Presence, with_presence
from flows.people import Function, Post
from flows.state import PersonId
from storage.unit_of_work import Storage, UnitOfWork

NETWORK, ELSEWHERE = "amsterdam", "utrecht"
DAY = timedelta(days=1)
WISH = Wish(network=NETWORK, what="acuut", value="90m", starts_on=date(2027, 3, 1))


async def somebody(work: UnitOfWork, number: int) -> PersonId:
    post = Post(network=NETWORK, function=Function.CONTACT, role=OM)
    return (await work.people.enrol(7_000_000_000 + number, "N", post, NOON)).person


async def test_a_year_gets_one_chair_and_the_first_confirmation_counts(storage: Storage) -> None:
    async with storage.work() as work:
        anna = await somebody(work, 1)
        assert await work.governance.confirm_chair(NETWORK, 2027, OM, anna, NOON)
        assert not await work.governance.confirm_chair(NETWORK, 2027, VT, anna, NOON + DAY)
        assert await work.governance.confirm_chair(ELSEWHERE, 2027, VT, anna, NOON)
    async with storage.view() as work:
        assert await work.governance.chair_years(NETWORK) == [
            ChairYear(year=2027, role=OM, confirmed_at=NOON)
        ]


async def test_the_post_of_the_chair_comes_and_goes_and_the_others_stay(storage: Storage) -> None:
    chair = Post(network=NETWORK, function=Function.CHAIR, role=OM)
    async with storage.work() as work:
        anna = await somebody(work, 1)
        await work.governance.give_chair(anna, NETWORK, OM, NOON)
        member = await work.people.member_by_person(anna)
        assert member is not None
        assert chair in member.posts
        await work.governance.end_chair(anna, NETWORK, OM, NOON + DAY)
        member = await work.people.member_by_person(anna)
    assert member is not None
    assert [post.function for post in member.posts] == [Function.CONTACT]


async def test_meetings_are_of_one_network_in_order_and_a_cancelled_one_is_gone(
    storage: Storage,
) -> None:
    async with storage.work() as work:
        governance = work.governance
        late = await governance.add_meeting(NETWORK, NOON + 9 * DAY, "online", NOON)
        soon = await governance.add_meeting(NETWORK, NOON + DAY, "om", NOON)
        gone = await governance.add_meeting(NETWORK, NOON + 2 * DAY, "vt", NOON)
        await governance.add_meeting(ELSEWHERE, NOON + DAY, "om", NOON)
        await governance.cancel(gone, NOON)
        assert [one.id for one in await governance.meetings(NETWORK, NOON)] == [soon, late]
        assert [one.id for one in await governance.meetings(NETWORK, NOON + 2 * DAY)] == [late]
        assert await governance.meeting(NETWORK, gone) is None
        assert await governance.meeting(ELSEWHERE, soon) is None


async def test_who_came_is_kept_with_the_meeting(storage: Storage) -> None:
    async with storage.work() as work:
        number = await work.governance.add_meeting(NETWORK, NOON, "om", NOON)
        meeting = await work.governance.meeting(NETWORK, number)
        assert meeting is not None
        came = with_presence(with_presence(meeting, OM, Presence.ON_SITE), VT, Presence.ABSENT)
        await work.governance.keep_attendance(came)
    async with storage.view() as work:
        assert await work.governance.meeting(NETWORK, number) == came


async def test_a_herijking_is_kept_as_far_as_it_has_come(storage: Storage) -> None:
    async with storage.work() as work:
        anna = await somebody(work, 1)
        begun = await work.governance.herijking(NETWORK, 2027, OM)
        assert begun == Herijking(year=2027, role=OM)
        for step in Step:
            if step is not Step.CONFIRM:
                begun = answered(begun, step, Verdict.RIGHT)
        await work.governance.keep_herijking(NETWORK, begun)
        done = confirmed(begun, anna, NOON)
        await work.governance.keep_herijking(NETWORK, done)
    async with storage.view() as work:
        kept = await work.governance.herijkingen(NETWORK, 2027)
        assert await work.governance.herijkingen(NETWORK, 2026) == []
    assert [replace(one, answers=tuple(sorted(one.answers))) for one in kept] == [
        replace(done, answers=tuple(sorted(done.answers)))
    ]


async def test_s16_a_change_is_settled_once(storage: Storage) -> None:
    async with storage.work() as work:
        anna, bram = await somebody(work, 1), await somebody(work, 2)
        first = await work.governance.propose(WISH, "skm", anna, NOON)
        second = await work.governance.propose(WISH, "ouderen", anna, NOON)
        assert await work.governance.agree(first.id, bram, NOON + DAY)
        assert not await work.governance.agree(first.id, anna, NOON + DAY)
        assert not await work.governance.refuse(first.id, NOON + DAY)
        assert await work.governance.refuse(second.id, NOON + DAY)
    async with storage.view() as work:
        kept = await work.governance.changes(NETWORK)
        assert await work.governance.change(ELSEWHERE, first.id) is None
        assert await work.governance.change(NETWORK, first.id) == kept[0]
    assert kept == [
        replace(first, agreed_by=bram, agreed_at=NOON + DAY),
        replace(second, refused_at=NOON + DAY),
    ]
