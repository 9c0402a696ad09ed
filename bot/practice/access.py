"""Which chat and which message a call is about, and whether the bot may come there."""

from bot.practice.model import Chat, ChatKind, Message, Status, User
from bot.practice.parameters import Parameters
from bot.practice.refusals import bad, forbidden, upgraded
from bot.practice.world import World


def chat_of(world: World, ask: Parameters) -> Chat:
    """The chat, whether the bot may write there or not."""
    if not ask.has("chat_id"):
        raise bad("chat_id is empty")
    chat = world.chats.get(ask.number("chat_id"))  # nothing in the town has a public name
    if chat is None:
        raise bad("chat not found")
    return chat


def open_chat(world: World, ask: Parameters) -> Chat:
    """The chat, when the bot may write there."""
    chat = chat_of(world, ask)
    if chat.migrated_to is not None:
        raise upgraded(chat.migrated_to.id)
    if chat.kind is ChatKind.PRIVATE:
        _check_person(chat.members[chat.id].user)
        return chat
    kind = "group" if chat.kind is ChatKind.GROUP else str(chat.kind)
    match chat.member(world.bot).status:
        case Status.KICKED:
            raise forbidden(f"bot was kicked from the {kind} chat")
        case Status.LEFT:
            raise forbidden(f"bot is not a member of the {kind} chat")
        case _:
            return chat


def message_in(chat: Chat, message_id: object, otherwise: str) -> Message:
    message = chat.messages.get(message_id) if isinstance(message_id, int) else None
    if message is None or message.deleted:
        raise bad(otherwise)
    return message


def require(world: World, chat: Chat, right: str, otherwise: str) -> None:
    if chat.kind is not ChatKind.PRIVATE and not chat.member(world.bot).may(right):
        raise bad(otherwise)


def _check_person(person: User) -> None:
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")
