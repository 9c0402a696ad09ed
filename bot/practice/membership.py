"""Who is in a chat: asking, banning, letting in."""

from dataclasses import replace

from bot.practice import wire
from bot.practice.access import chat_of, open_chat, require
from bot.practice.model import Chat, ChatKind, Member, Status, User
from bot.practice.parameters import Parameters
from bot.practice.refusals import Json, bad
from bot.practice.world import World

NO_RIGHT_TO_BAN = "not enough rights to restrict/unrestrict chat member"


def get_chat(world: World, ask: Parameters) -> Json:
    chat = chat_of(world, ask)
    if chat.kind is not ChatKind.PRIVATE:
        open_chat(world, ask)
    said = wire.chat(chat) | {"accent_color_id": 0, "max_reaction_count": 11}
    said["accepted_gift_types"] = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        False,
    )
    pinned = [one for one in chat.messages.values() if one.pinned]
    if pinned:
        said["pinned_message"] = wire.message(pinned[-1], with_reply=False)
    return said


def get_chat_member(world: World, ask: Parameters) -> Json:
    chat = open_chat(world, ask)
    return wire.member(chat.member(_user(world, ask)))


def get_chat_member_count(world: World, ask: Parameters) -> int:
    return sum(one.status.inside for one in open_chat(world, ask).members.values())


def get_chat_administrators(world: World, ask: Parameters) -> list[Json]:
    chat = open_chat(world, ask)
    if chat.kind is ChatKind.PRIVATE:
        raise bad("there are no administrators in the private chat")
    in_charge = (Status.OWNER, Status.ADMIN)
    # Other bots are left out, this one is not.
    return [wire.member(one) for one in chat.members.values() if one.status in in_charge]


def leave_chat(world: World, ask: Parameters) -> bool:
    chat = _group(world, ask)
    _puts(world, chat, world.bot, Status.LEFT)
    return True


def ban_chat_member(world: World, ask: Parameters) -> bool:
    chat, user = _group(world, ask), _user(world, ask)
    require(world, chat, "can_restrict_members", NO_RIGHT_TO_BAN)
    match chat.member(user).status:
        case Status.OWNER:
            raise bad("can't remove chat owner")
        case Status.ADMIN:
            raise bad("user is an administrator of the chat")
        case status if status.inside:
            _puts(world, chat, user, Status.KICKED)
            world.post_service(chat, world.bot, left_chat_member=wire.user(user))
        case _:
            _puts(world, chat, user, Status.KICKED)
    return True


def unban_chat_member(world: World, ask: Parameters) -> bool:
    """Someone who is still in the chat is put out by this, unless only_if_banned is said."""
    chat, user = _group(world, ask), _user(world, ask)
    if chat.kind is ChatKind.GROUP:
        raise bad("method is available for supergroup and channel chats only")
    require(world, chat, "can_restrict_members", NO_RIGHT_TO_BAN)
    status = chat.member(user).status
    if status is Status.OWNER:
        raise bad("can't remove chat owner")
    if status is Status.KICKED or (status.inside and not ask.truth("only_if_banned")):
        _puts(world, chat, user, Status.LEFT)
    return True


def approve_chat_join_request(world: World, ask: Parameters) -> bool:
    chat, user = _wanting(world, ask)
    _puts(world, chat, user, Status.MEMBER)
    world.post_service(chat, user, new_chat_members=[wire.user(user)])
    return True


def decline_chat_join_request(world: World, ask: Parameters) -> bool:
    _wanting(world, ask)
    return True


def _wanting(world: World, ask: Parameters) -> tuple[Chat, User]:
    chat, user = _group(world, ask), _user(world, ask)
    require(world, chat, "can_invite_users", "not enough rights")
    if chat.wants_in.pop(user.id, None) is None:
        raise bad("HIDE_REQUESTER_MISSING")
    return chat, user


def _group(world: World, ask: Parameters) -> Chat:
    chat = open_chat(world, ask)
    if chat.kind is ChatKind.PRIVATE:
        raise bad("method is available only for groups, supergroups and channels")
    return chat


def _user(world: World, ask: Parameters) -> User:
    user = world.users.get(ask.number("user_id"))
    if user is None:
        raise bad("invalid user_id specified")
    return user


def _puts(world: World, chat: Chat, user: User, status: Status) -> None:
    after: Member = replace(chat.member(user), status=status, rights=frozenset())
    world.set_member(chat, world.bot, after)
