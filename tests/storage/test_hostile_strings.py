"""Quotes, semicolons and signs of SQL are only signs, in whatever field they come."""

import pytest
from storage_examples import NOON

from bot.access import member_of
from bot.visit import NotNow
from flows.people import Function, Post
from flows.rules import Role
from storage.chain import verify
from storage.history import Way
from storage.unit_of_work import Storage

HOSTILE = (
    "'; DROP TABLE person; --", '" OR ""="', "Robert'); DELETE FROM history;--", "%_\\",
    "$1 :name ?",
    "/* */ ;", "O'Brien", "\u202e\u200b'", "{0} %s %(x)s", "'" * 50,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
async def test_s36_hostile_text_is_kept_and_given_back_as_it_is(
    storage: Storage, text: str
) -> None:
    post = Post(network=text, function=Function.MEMBER, role=Role(text), sub_roles=(text,))
    async with storage.work() as work:
        await work.people.enrol(7, text, post, NOON)
        await work.history.add(
            text, text, {text: text}, by_person=1, by_role=text, at=NOON,
            on_behalf=text, channel=text, result=text,
        )  # fmt: skip
        await work.facts.set(text, text)
        assert await work.jobs.first_time(text, text, NOON)
        await work.asked.expect(7, text, {text: text}, expires_at=NOON)
    async with storage.view() as work:
        (member,) = await work.people.everyone(text)
        assert (member.name, member.posts) == (text, (post,))
        assert await work.people.holders(text, Role(text), Function.MEMBER) == [member]
        (entry,) = await work.history.of(text)
        assert (entry.name, entry.data, entry.result) == (text, {text: text}, text)
        assert await work.facts.get(text) == text
        assert await verify(work) == []


async def test_s49_the_way_and_the_standing_of_a_transaction_hold_for_all_its_rows(
    storage: Storage,
) -> None:
    async with storage.work() as work:
        work.history.comes_by(Way.ORDER, "beheerder")
        await work.history.add("desk", "Refused", {}, by_person=3, by_role=None, at=NOON)
        await work.history.add("desk", "Refused", {}, by_person=None, by_role=None, at=NOON)
        work.history.comes_by(Way.CLI, "beheerder")
        await work.history.add("desk", "LogRead", {}, by_person=None, by_role=None, at=NOON)
    async with storage.view() as work:
        rows = await work.history.of("desk")
    assert [(row.by_role, row.on_behalf, row.channel, row.result) for row in rows] == [
        ("beheerder", "beheerder", "opdracht", "gedaan"),
        (None, None, "klok", "gedaan"),
        ("beheerder", "beheerder", "cli", "gedaan"),
    ]


async def test_s05_f39_who_cannot_be_named_is_nobody(storage: Storage) -> None:
    async with storage.work() as work:
        with pytest.raises(NotNow) as refused:
            await member_of(work, None, NOON)
    assert refused.value.key == "access.anonymous"
