"""Who comes, who goes, what the bot may do, and where a group has gone."""

import pytest
from telegram_corpus import (
    ADMIN,
    GROUP,
    JOIN,
    KICKED,
    LEFT,
    MEMBER,
    OWNER,
    PRIVATE,
    RESTRICTED,
    member,
    message,
    origin,
)

from bot.inputs import BotMoved, BotStatus, GroupMoved, JoinAsked, MemberMoved, Other


@pytest.mark.parametrize(
    ("content", "old", "new"),
    [
        ({"migrate_to_chat_id": -100}, GROUP["id"], -100),
        ({"migrate_from_chat_id": -4000}, -4000, GROUP["id"]),
    ],
)
async def test_a_group_that_moved_tells_both_numbers(read, content, old, new):
    raw = message(**content)

    assert await read(raw) == GroupMoved(origin=origin(raw, chat_id=old), new_chat_id=new)


@pytest.mark.parametrize(
    ("now", "status"),
    [
        (OWNER, BotStatus.ADMIN),
        (ADMIN, BotStatus.ADMIN),
        (MEMBER, BotStatus.MEMBER),
        (RESTRICTED | {"is_member": True}, BotStatus.MEMBER),
        (RESTRICTED | {"is_member": False}, BotStatus.OUT),
        (LEFT, BotStatus.OUT),
        (KICKED, BotStatus.OUT),
    ],
    ids=lambda value: value if isinstance(value, str) else value["status"],
)
async def test_the_bot_learns_what_it_is_in_a_chat(read, now, status):
    raw = member("my_chat_member", LEFT, now)

    assert await read(raw) == BotMoved(origin=origin(raw), status=status)


async def test_the_bot_learns_that_it_was_blocked(read):
    raw = member("my_chat_member", MEMBER, KICKED, chat=PRIVATE)

    assert await read(raw) == BotMoved(
        origin=origin(raw, chat_id=61, is_private=True), status=BotStatus.OUT
    )


@pytest.mark.parametrize(
    ("before", "after", "is_in"),
    [
        (LEFT, MEMBER, True),
        (KICKED, RESTRICTED | {"is_member": True}, True),
        (ADMIN, LEFT, False),
        (MEMBER, RESTRICTED | {"is_member": False}, False),
    ],
)
async def test_who_comes_and_goes_is_told(read, before, after, is_in):
    raw = member("chat_member", before, after)

    assert await read(raw) == MemberMoved(
        origin=origin(raw), member_id=99, member_name="Hulp", is_in=is_in, is_bot=True
    )


async def test_who_only_gets_other_rights_has_not_moved(read):
    raw = member("chat_member", MEMBER, ADMIN)

    assert await read(raw) == Other(origin=origin(raw))


async def test_who_asks_to_come_in_is_told(read):
    raw = {"update_id": 500, "chat_join_request": JOIN}

    assert await read(raw) == JoinAsked(origin=origin(raw))
