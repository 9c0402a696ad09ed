"""What the bot changes afterwards: editing, deleting, pinning, answering a press."""

from datetime import timedelta

from bot.practice import wire
from bot.practice.access import message_in, open_chat, require
from bot.practice.formatting import utf16
from bot.practice.keyboards import inline_keyboard
from bot.practice.model import Chat, ChatKind, Message
from bot.practice.parameters import Parameters
from bot.practice.refusals import NOT_MODIFIED, QUERY_TOO_OLD, Json, bad
from bot.practice.sending import LONGEST_TEXT, caption, formatted
from bot.practice.world import World

DELETABLE = timedelta(hours=48)
ANSWERABLE = timedelta(seconds=60)
LONGEST_TOAST = 200
NO_RIGHT_TO_PIN = "not enough rights to manage pinned messages in the chat"


def edit_message_text(world: World, ask: Parameters) -> Json:
    message = _editable(world, ask)
    said = formatted(world, ask, "text", "entities")
    if not said.text:
        raise bad("message text is empty")
    if message.media:
        raise bad("there is no text in the message to edit")
    if utf16(said.text) > LONGEST_TEXT:
        raise bad("message is too long")
    return _edit(world, ask, message, said.text, said.entities)


def edit_message_caption(world: World, ask: Parameters) -> Json:
    message = _editable(world, ask)
    if not message.media:
        raise bad("there is no caption in the message to edit")
    said = caption(world, ask)
    return _edit(world, ask, message, said.text, said.entities)


def edit_message_reply_markup(world: World, ask: Parameters) -> Json:
    message = _editable(world, ask)
    return _edit(world, ask, message, message.text, message.entities)


def delete_message(world: World, ask: Parameters) -> bool:
    chat = open_chat(world, ask)
    message = message_in(chat, ask.number("message_id"), "message to delete not found")
    if world.now() - message.sent_at > DELETABLE:
        raise bad("message can't be deleted for everyone")
    if message.sender is not world.bot:
        require(world, chat, "can_delete_messages", "message can't be deleted")
    world.delete(message)
    return True


def answer_callback_query(world: World, ask: Parameters) -> bool:
    query = world.queries.get(ask.text("callback_query_id"))
    if query is None or world.clock.now() - query.asked_at > ANSWERABLE:
        raise bad(QUERY_TOO_OLD)
    if utf16(ask.text("text")) > LONGEST_TOAST:
        raise bad("MESSAGE_TOO_LONG")
    if query.answered_at is None:  # a second answer is taken, and shows nothing any more
        query.answered_at = world.clock.now()
        query.text = ask.text("text") or None
        query.alert, query.url = ask.truth("show_alert"), ask.text("url") or None
        world.changes.notify()
    return True


def pin_chat_message(world: World, ask: Parameters) -> bool:
    chat = open_chat(world, ask)
    require(world, chat, "can_pin_messages", NO_RIGHT_TO_PIN)
    message = message_in(chat, ask.number("message_id"), "message to pin not found")
    if not message.pinned:
        message.pinned = True
        pinned = wire.message(message, with_reply=False)
        world.post_service(chat, world.bot, pinned_message=pinned)
    return True


def unpin_chat_message(world: World, ask: Parameters) -> bool:
    chat = open_chat(world, ask)
    require(world, chat, "can_pin_messages", NO_RIGHT_TO_PIN)
    if ask.number("message_id"):
        message = message_in(chat, ask.number("message_id"), "message to unpin not found")
        pinned = [message] if message.pinned else []
    else:
        pinned = _pinned(chat)[-1:]
    if not pinned:
        raise bad("message to unpin not found")
    return _unpin(world, pinned)


def unpin_all_chat_messages(world: World, ask: Parameters) -> bool:
    chat = open_chat(world, ask)
    require(world, chat, "can_pin_messages", NO_RIGHT_TO_PIN)
    return _unpin(world, _pinned(chat))


def _editable(world: World, ask: Parameters) -> Message:
    chat = open_chat(world, ask)
    message = message_in(chat, ask.number("message_id"), "message to edit not found")
    if message.sender is not world.bot or message.service or not message.editable:
        raise bad("message can't be edited")
    return message


def _edit(
    world: World, ask: Parameters, message: Message, text: str, entities: tuple[Json, ...]
) -> Json:
    """Without a keyboard in the call, the message loses the one it had."""
    markup = None
    if ask.has("reply_markup"):
        private = message.chat.kind is ChatKind.PRIVATE
        markup = inline_keyboard(ask.json("reply_markup"), private=private)
    if (text, entities, markup) == (message.text, message.entities, message.markup):
        raise bad(NOT_MODIFIED)
    world.limits.spend(message.chat.id)
    message.markup = markup
    if (text, entities) == (message.text, message.entities):
        world.touch(message)
    else:
        world.rewrite(message, text, entities)
    return wire.message(message)


def _pinned(chat: Chat) -> list[Message]:
    return [one for one in chat.messages.values() if one.pinned]


def _unpin(world: World, messages: list[Message]) -> bool:
    for message in messages:
        message.pinned = False
    world.changes.notify()
    return True
