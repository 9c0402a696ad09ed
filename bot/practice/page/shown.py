"""What a browser is told of people, chats and messages, as plain data."""

from collections.abc import Iterable

from bot.practice.model import Chat, ChatKind, Message, Query
from bot.practice.page.settling import Settled
from bot.practice.phones import Phone
from bot.practice.refusals import Json
from bot.practice.world import BOT_ID
from config.texts import Texts
from flows.calendar import clock_text

PICTURES = ("image/png", "image/jpeg")


def people(settled: Settled) -> list[Json]:
    """Everybody in the order of the phones, with the chats that each of them is in."""
    return [_person(part, phone, settled) for part, phone in settled.phones.items()]


def _person(part: str, phone: Phone, settled: Settled) -> Json:
    inside = [
        chat.now for chat in settled.groups.values() if chat.now.member(phone.user).status.inside
    ]
    return {
        "id": phone.id,
        "part": part,
        "name": phone.name,
        "blocked": phone.user.blocked,
        "taps": phone.taps,
        "keys": [[key] for key in phone.reply_keyboard],
        "chats": [phone.id, *(chat.id for chat in inside)],
    }


def chats(found: Iterable[Chat]) -> Json:
    return {
        str(chat.id): {
            "title": chat.title,
            "private": chat.kind is ChatKind.PRIVATE,
            "pinned": [one.id for one in chat.messages.values() if one.pinned],
        }
        for chat in found
    }


def message(one: Message, texts: Texts) -> Json:
    """One message as it is now; of a removed one only that it is gone."""
    whose: Json = {"chat": one.chat.id, "id": one.id}
    if one.deleted:
        return whose | {"gone": True}
    said = whose | {
        "from": "bot" if one.sender.id == BOT_ID else one.sender.id,
        "name": " ".join(filter(None, (one.sender.first_name, one.sender.last_name))),
        "at": clock_text(one.sent_at),
        "edits": one.edits,
        "html": one.html,
        "keyboard": [
            [{"text": button.text, "link": button.url is not None} for button in row]
            for row in one.keyboard
        ],
        "protected": one.protected,
    }
    if one.service:
        said["service"] = _service(one, texts)
    if one.file is not None:
        picture = one.file.mime in PICTURES
        said["file"] = {"id": one.file.id, "name": one.file.name, "picture": picture}
    return said


def _service(one: Message, texts: Texts) -> str:
    """The grey line between the messages: who came, who went, what was pinned."""
    for kind in ("new_chat_members", "left_chat_member", "pinned_message"):
        if kind in one.extra:
            return texts(f"oefenpagina.regel.{kind}", naam=one.sender.first_name)
    return texts("oefenpagina.regel.anders")


def toast(query: Query) -> Json:
    """What the bot answered to a press; without a text only that it answered."""
    return {"phone": query.user.id, "text": query.text or "", "alert": query.alert}
