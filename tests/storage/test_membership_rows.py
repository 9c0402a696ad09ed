"""Who waits, who is in a group, what was said of a list, and under which mark somebody signs."""

from datetime import timedelta

from sqlalchemy import text
from sqlmodel import SQLModel, col, delete
from storage_examples import MINUTE, NOON, OM, VT, story

from flows.people import Function, Invitation, Post
from flows.state import PersonId
from storage.people_tables import AliasRow
from storage.unit_of_work import Storage

ANNA, BRAM = 7_000_000_001, 7_000_000_002
AT_OM = Post(network="amsterdam", function=Function.MEMBER, role=OM, sub_roles=("officier",))
NAME = "Anna Canari"


async def test_who_waits_is_kept_with_a_sealed_name(storage: Storage) -> None:
    async with storage.work() as work:
        made = await work.enrolments.ask(ANNA, NAME, AT_OM, None, NOON)
        held = (await work.people._session.exec(text("SELECT name FROM enrolment"))).scalar_one()
    async with storage.view() as work:
        waiting = await work.enrolments.waiting(made.id)

    assert waiting == made
    assert made.name == NAME
    assert "Canari" not in held


async def test_each_confirmation_is_kept_until_it_is_settled(storage: Storage) -> None:
    async with storage.work() as work:
        one = await work.people.enrol(BRAM, "Bram", AT_OM, NOON)
        made = await work.enrolments.ask(ANNA, NAME, AT_OM, one.person, NOON)
        await work.enrolments.confirmed(made.id, (one.person,))
    async with storage.work() as work:
        waiting = await work.enrolments.waiting(made.id)
        assert waiting is not None
        assert waiting.confirmed_by == (one.person,)
        assert await work.enrolments.lapsed(NOON - MINUTE) == []
        assert await work.enrolments.lapsed(NOON) == [waiting]
        await work.enrolments.settle(made.id, "bevestigd", NOON)
    async with storage.view() as work:
        assert await work.enrolments.waiting(made.id) is None
        assert await work.enrolments.lapsed(NOON) == []


async def test_an_unknown_person_is_a_question_until_somebody_knows(storage: Storage) -> None:
    async with storage.work() as work:
        by = (await work.people.enrol(BRAM, "Bram", AT_OM, NOON)).person
        group = await work.groups.bind("amsterdam", "skm", -1, None, NOON)
        await work.presence.saw(group.id, ANNA, NOON, is_in=True, unknown=True)
        await work.presence.saw(group.id, BRAM, NOON, is_in=True)
    async with storage.work() as work:
        assert await work.presence.unknown(NOON - MINUTE) == []
        assert await work.presence.unknown(NOON) == [(group.id, ANNA)]
        assert await work.presence.accept(group.id, ANNA, by)
        assert not await work.presence.accept(group.id, ANNA, by)
        assert await work.presence.unknown(NOON) == []
        await work.presence.saw(group.id, ANNA, NOON, is_in=True, unknown=True)
        await work.presence.settled(group.id, ANNA)
        assert await work.presence.unknown(NOON) == []


async def test_a_list_is_asked_once_and_answered_once(storage: Storage) -> None:
    async with storage.work() as work:
        anna = (await work.people.enrol(ANNA, NAME, AT_OM, NOON)).person
        bram = (await work.people.enrol(BRAM, "Bram", AT_OM, NOON)).person
        for _ in range(2):
            await work.reviews.ask("amsterdam", OM, "2026-12", [anna, bram], NOON)
    async with storage.work() as work:
        said = await work.reviews.answer("amsterdam", OM, "2026-12", anna, bram, NOON)
        again = await work.reviews.answer("amsterdam", OM, "2026-12", anna, bram, NOON)
    async with storage.view() as work:
        listed = await work.reviews.of("amsterdam", "2026-12", OM)
        assert await work.reviews.of("amsterdam", "2026-12", VT) == []

    assert (said, again) == (True, False)
    assert [(one.person, one.answer) for one in listed] == [(anna, "ja"), (bram, None)]


async def test_somebody_signs_with_a_new_mark_each_month_and_the_old_one_can_be_forgotten(
    storage: Storage,
) -> None:
    async with storage.work() as work:
        first = await work.people.enrol(ANNA, NAME, AT_OM, NOON)
        await work.people.sign(ANNA, NOON + timedelta(days=40))
        later = await work.people.member(ANNA)
        assert later is not None
        assert later.alias != first.alias
        assert later.seen_at == NOON + timedelta(days=40)
        assert await work.people.member_by_alias(first.alias) == later
    async with storage.work() as work:
        await work.people._session.exec(delete(AliasRow).where(col(AliasRow.id) == first.alias))
        assert await work.people.member_by_alias(first.alias) is None
        assert await work.people.member_by_alias(later.alias) == later


async def test_who_presses_again_within_a_minute_is_noted_once(storage: Storage) -> None:
    seconds = (0, 59, 61)
    seen = []
    async with storage.work() as work:
        await work.people.enrol(ANNA, NAME, AT_OM, NOON)
        for at in seconds:
            await work.people.sign(ANNA, NOON + timedelta(seconds=at))
            member = await work.people.member(ANNA)
            assert member is not None
            seen.append(member.seen_at)

    assert seen == [NOON, NOON, NOON + timedelta(seconds=61)]


async def test_in_the_first_second_of_a_month_the_mark_is_a_new_one(storage: Storage) -> None:
    first = (NOON.replace(day=1) + timedelta(days=31)).replace(day=1, hour=0)
    async with storage.work() as work:
        await work.people.enrol(ANNA, NAME, AT_OM, NOON)
        await work.people.sign(ANNA, first - timedelta(seconds=1))
        before = await work.people.member(ANNA)
        await work.people.sign(ANNA, first)
        after = await work.people.member(ANNA)

    assert before is not None
    assert after is not None
    assert after.alias != before.alias
    assert after.seen_at == first


async def test_a_clock_that_was_set_back_says_when_somebody_was_seen_since(
    storage: Storage,
) -> None:
    async with storage.work() as work:
        await work.people.enrol(ANNA, NAME, AT_OM, NOON)
        await work.people.sign(ANNA, NOON + timedelta(seconds=30))
        await work.people.sign(ANNA, NOON)
        member = await work.people.member(ANNA)

    assert member is not None
    assert member.seen_at == NOON


async def test_who_is_suspended_holds_nothing_until_given_back(storage: Storage) -> None:
    async with storage.work() as work:
        anna = await work.people.enrol(ANNA, NAME, AT_OM, NOON)
        await work.people.suspend(anna.person, NOON)
        assert await work.people.holders("amsterdam", OM, Function.MEMBER) == []
        await work.people.suspend(anna.person, None)
        assert await work.people.holders("amsterdam", OM, Function.MEMBER) != []


async def test_a_post_is_given_and_taken(storage: Storage) -> None:
    deputy = Post(network="amsterdam", function=Function.DEPUTY, role=OM)
    async with storage.work() as work:
        anna = await work.people.enrol(ANNA, NAME, AT_OM, NOON)
        await work.people.give(anna.person, deputy, NOON)
        await work.people.take(anna.person, AT_OM, NOON)
        held = await work.people.member_by_person(PersonId(anna.person))
        await work.people.tested(anna.person, NOON)

    assert held is not None
    assert held.posts == (deputy,)


async def test_the_links_of_somebody_are_revoked_at_once(storage: Storage) -> None:
    async with storage.work() as work:
        anna = await work.people.enrol(ANNA, NAME, AT_OM, NOON)
        bram = await work.people.enrol(BRAM, "Bram", AT_OM, NOON)
        for token, by in (("a", anna), ("b", bram)):
            made = Invitation(post=AT_OM, made_by=by.person, made_at=NOON)
            await work.people.invite(token, made)
        await work.people.revoke_invitations_of(anna.person, NOON + MINUTE)
        hers, his = await work.people.invitation("a"), await work.people.invitation("b")

    assert hers is not None
    assert his is not None
    assert (hers.used_at, his.used_at) == (NOON + MINUTE, None)


async def test_whom_somebody_knows_counts_as_known_while_in_the_group(storage: Storage) -> None:
    async with storage.work() as work:
        by = (await work.people.enrol(BRAM, "Bram", AT_OM, NOON)).person
        group = await work.groups.bind("amsterdam", "skm", -1, None, NOON)
        await work.presence.saw(group.id, ANNA, NOON, is_in=True, unknown=True)
        assert await work.presence.accepted(group.id) == set()
        await work.presence.accept(group.id, ANNA, by)
        assert await work.presence.accepted(group.id) == {ANNA}
        await work.presence.saw(group.id, ANNA, NOON, is_in=False)
        assert await work.presence.accepted(group.id) == set()


async def test_a_group_is_silent_when_nothing_was_asked_since_it_was_bound(
    storage: Storage,
) -> None:
    week = timedelta(days=7)
    async with storage.work() as work:
        await work.groups.bind("amsterdam", "skm", -1, None, NOON - week)
        await work.groups.bind("amsterdam", "ouderen", -2, None, NOON + week)
        assert await work.presence.silent("amsterdam", NOON - week) == []
        assert await work.presence.silent("amsterdam", NOON) == ["skm"]
        assert await work.presence.silent("zaanstreek", NOON) == []
        await work.alerts.keep(None, story())
        assert await work.presence.silent("amsterdam", NOON) == []
        assert await work.presence.silent("amsterdam", NOON + MINUTE) == ["skm"]


async def test_who_is_removed_is_answered_on_every_list(storage: Storage) -> None:
    async with storage.work() as work:
        anna = (await work.people.enrol(ANNA, NAME, AT_OM, NOON)).person
        bram = (await work.people.enrol(BRAM, "Bram", AT_OM, NOON)).person
        await work.reviews.ask("amsterdam", OM, "2026-12", [anna, bram], NOON)
        await work.reviews.gone("amsterdam", OM, anna, bram, NOON)
        listed = await work.reviews.of("amsterdam", "2026-12", OM)

    assert [(one.person, one.answer) for one in listed] == [(anna, "nee"), (bram, None)]


async def test_s11_every_right_hangs_on_one_account_of_one_person(storage: Storage) -> None:
    """There is no account of an organisation: the number is unique, and a post has one holder."""
    async with storage.work() as work:
        first = await work.people.enrol(ANNA, NAME, AT_OM, NOON)
        again = await work.people.enrol(ANNA, "Iemand Anders", AT_OM, NOON)
        everyone = await work.people.members()

    columns = SQLModel.metadata.tables
    assert again.person == first.person
    assert len(everyone) == 1
    assert columns["person"].c.user_id.unique or any(
        index.unique and [column.name for column in index.columns] == ["user_id"]
        for index in columns["person"].indexes
    )
    assert not columns["post"].c.person.nullable
    assert not any("password" in column.name for table in columns.values() for column in table.c)
