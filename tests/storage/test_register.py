"""Who is enrolled, in which groups, and which message shows which alert."""

import asyncio
from dataclasses import replace
from datetime import datetime

from storage_examples import MINUTE, NOON, OM, SKM_7, VT, raised, withdrawn

from flows.people import Function, Invitation, Post, Reach
from flows.state import AlertId, PersonId
from storage.cards import Card
from storage.unit_of_work import Storage, UnitOfWork

ANNA, BRAM = 7_000_000_001, 7_000_000_002  # Telegram's numbers outgrew 32 bits
CHAT, NEW_CHAT = -4_012_345_678, -1_001_234_567_890
AT_VT = Post(network="amsterdam", function=Function.MEMBER, role=VT)
AT_OM = Post(network="amsterdam", function=Function.CONTACT, role=OM, sub_roles=("piket",))
ADMIN = Post(network="utrecht", function=Function.ADMIN)


async def enrol(work: UnitOfWork, user_id: int, *posts: Post, at: datetime = NOON) -> PersonId:
    for post in posts:
        member = await work.people.enrol(user_id, f"N{user_id}", post, at)
    return member.person


async def test_a_stranger_is_nobody(storage: Storage) -> None:
    async with storage.view() as work:
        assert await work.people.member(ANNA) is None
        assert await work.people.member_by_person(PersonId(1)) is None


async def test_a_member_gains_posts_and_the_newest_sub_roles_count(storage: Storage) -> None:
    async with storage.work() as work:
        person = await enrol(work, ANNA, AT_VT, AT_OM, AT_VT, replace(AT_OM, sub_roles=("dienst",)))
    async with storage.view() as work:
        member = await work.people.member(ANNA)
        assert member is not None
        assert member.posts == (AT_VT, replace(AT_OM, sub_roles=("dienst",)))
        assert (member.person, member.user_id, member.reach) == (person, ANNA, Reach.OPEN)
        assert await work.people.member_by_person(person) == member


async def test_holders_are_those_of_the_network_the_role_and_the_function(storage: Storage) -> None:
    async with storage.work() as work:
        await enrol(work, ANNA, AT_VT, ADMIN)
        await enrol(work, BRAM, AT_OM)
        people = work.people
        anna, bram = await people.member(ANNA), await people.member(BRAM)
        assert await people.holders("amsterdam", VT, Function.MEMBER) == [anna]
        assert await people.holders("amsterdam", VT, Function.CONTACT) == []
        assert await people.holders("amsterdam", None, Function.CONTACT) == [bram]
        assert await people.everyone("amsterdam") == [anna, bram]
        assert await people.everyone("utrecht") == [anna]
        assert await people.admins() == [anna]


async def test_who_is_removed_is_nobody_until_enrolled_again(storage: Storage) -> None:
    async with storage.work() as work:
        person = await enrol(work, ANNA, AT_VT, AT_OM)
        await work.people.remove(person, NOON + MINUTE)
        assert await work.people.member(ANNA) is None
        assert await work.people.member_by_person(person) is None
        assert await work.people.everyone("amsterdam") == []

        back = await work.people.enrol(ANNA, "Anna", AT_OM, NOON + 2 * MINUTE)

    assert (back.person, back.name, back.posts) == (person, "Anna", (AT_OM,))


async def test_reach_follows_what_the_messenger_says(storage: Storage) -> None:
    async with storage.work() as work:
        await enrol(work, ANNA, AT_VT)
        await work.people.set_reach(ANNA, Reach.BLOCKED)
        member = await work.people.member(ANNA)
    assert member is not None
    assert member.reach is Reach.BLOCKED


async def test_an_invitation_is_used_once(storage: Storage) -> None:
    invitation = Invitation(post=AT_OM, made_by=None, made_at=NOON)
    async with storage.work() as work:
        await work.people.invite("hash", invitation)
        person = await enrol(work, ANNA, AT_OM)
        assert await work.people.invitation("hash") == invitation
        assert await work.people.invitation("other") is None

        assert await work.people.use_invitation("hash", person, NOON + MINUTE)

        assert not await work.people.use_invitation("hash", person, NOON + MINUTE)
        used = await work.people.invitation("hash")
    assert used == replace(invitation, used_at=NOON + MINUTE)
    assert used.refuses(NOON + MINUTE)


async def test_a_link_that_two_open_at_once_is_used_by_one(storage: Storage) -> None:
    async with storage.work() as work:
        await work.people.invite("hash", Invitation(post=AT_OM, made_by=None, made_at=NOON))

    async def opened() -> bool:
        async with storage.work() as work:
            found = await work.people.invitation("hash")
            assert found is not None
            still = not found.refuses(NOON)
            return still and await work.people.revoke_invitation("hash", NOON)

    assert sum(await asyncio.gather(*(opened() for _ in range(5)))) == 1


async def test_a_revoked_invitation_lets_nobody_in(storage: Storage) -> None:
    async with storage.work() as work:
        person = await enrol(work, ANNA, AT_VT)
        await work.people.invite("hash", Invitation(post=AT_OM, made_by=person, made_at=NOON))
        await work.people.revoke_invitation("hash", NOON + MINUTE)
        assert not await work.people.use_invitation("hash", person, NOON + MINUTE)
        revoked = await work.people.invitation("hash")
    assert revoked is not None
    assert revoked.refuses(NOON + MINUTE)


async def test_a_chat_has_one_doelgroep_and_a_doelgroep_one_chat(storage: Storage) -> None:
    async with storage.work() as work:
        person = await enrol(work, ANNA, ADMIN)
        skm = await work.groups.bind("amsterdam", "skm", CHAT, person, NOON)
        assert await work.groups.bind("amsterdam", "skm", CHAT, person, NOON) == skm
        thv = await work.groups.bind("amsterdam", "thv", CHAT, person, NOON)
        assert await work.groups.of("amsterdam", "skm") is None
        assert await work.groups.of_chat(CHAT) == thv
        assert await work.groups.get(skm.id) is None

        moved = await work.groups.bind("amsterdam", "thv", NEW_CHAT, person, NOON)

        assert moved == replace(thv, chat_id=NEW_CHAT)
        assert await work.groups.of_chat(CHAT) is None
        assert await work.groups.all() == [moved] == [await work.groups.get(thv.id)]


async def test_a_group_that_migrates_keeps_its_number_and_posts_its_cards_anew(
    storage: Storage,
) -> None:
    async with storage.work() as work:
        await work.alerts.keep(None, [raised()])
        group = await work.groups.bind("amsterdam", "skm", CHAT, None, NOON)
        card = Card(alert=SKM_7, group_id=group.id, message_id=5, drawn_version=3, text_hash="h")
        await work.cards.keep(card)

        await work.groups.migrate(CHAT, NEW_CHAT)

        after = replace(card, message_id=None, text_hash="")
        assert await work.cards.of(SKM_7) == after
        assert await work.groups.of_chat(NEW_CHAT) == replace(group, chat_id=NEW_CHAT)
        await work.cards.keep(card)
        await work.groups.migrate(CHAT, NEW_CHAT)
        assert await work.cards.of(SKM_7) == card
        assert await work.groups.all() == [replace(group, chat_id=NEW_CHAT)]


async def test_a_lost_group_is_no_group_until_bound_again(storage: Storage) -> None:
    async with storage.work() as work:
        group = await work.groups.bind("amsterdam", "skm", CHAT, None, NOON)
        assert await work.groups.lose(CHAT, NOON) == group
        assert await work.groups.lose(CHAT, NOON) is None
        assert await work.groups.all() == []
        assert await work.groups.bind("amsterdam", "skm", CHAT, None, NOON) == group


async def test_a_card_is_found_by_alert_and_by_message(storage: Storage) -> None:
    async with storage.work() as work:
        await work.alerts.keep(None, [raised()])
        group = await work.groups.bind("amsterdam", "skm", CHAT, None, NOON)
        assert await work.cards.of(SKM_7) is None
        card = Card(alert=SKM_7, group_id=group.id, message_id=2**40, pinned=True)

        await work.cards.keep(Card(alert=SKM_7, group_id=group.id))
        await work.cards.keep(card)

        assert await work.cards.of(SKM_7) == card
        assert await work.cards.by_message(group.id, 2**40) == card
        assert await work.cards.by_message(group.id, 1) is None
        await work.cards.forget_message(SKM_7)
        assert await work.cards.of(SKM_7) == replace(card, message_id=None, pinned=False)


async def test_unfinished_are_the_cards_of_what_still_runs(storage: Storage) -> None:
    ids = [AlertId(f"SKM-2611-{number:02}") for number in (1, 2, 3)]
    async with storage.work() as work:
        group = await work.groups.bind("amsterdam", "skm", CHAT, None, NOON)
        for minute, alert in enumerate(ids):
            await work.alerts.keep(None, [raised(alert, NOON - minute * MINUTE)])
            await work.cards.keep(Card(alert=alert, group_id=group.id))
        await work.alerts.keep(await work.alerts.load(ids[1]), [withdrawn(5)])
        assert [card.alert for card in await work.cards.unfinished()] == [ids[2], ids[0]]
