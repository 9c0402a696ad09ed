"""What an update of Telegram says, in our own inputs."""

import hashlib
import json
import unicodedata
from dataclasses import replace
from typing import Any

from telegram import Chat, ChatMember, Message, Update, User
from telegram.ext import filters

from bot.inputs import (
    BotMoved,
    BotStatus,
    GroupMoved,
    Input,
    JoinAsked,
    MediaKind,
    MemberMoved,
    Ordered,
    Origin,
    Other,
    Pressed,
    Sent,
    Typed,
)
from bot.telegram.inside import is_inside

FINGERPRINT = "spoedgroep_fingerprint"  # travels with the update among its unknown fields
LONGEST_NAME = 64
ADMINS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)

# The first that fits counts: an animation is also a document, a venue also a location.
KINDS: tuple[tuple[filters.BaseFilter, MediaKind], ...] = (
    (filters.PHOTO, MediaKind.PHOTO),
    (filters.VOICE | filters.AUDIO, MediaKind.VOICE),
    (filters.VIDEO | filters.VIDEO_NOTE | filters.ANIMATION, MediaKind.VIDEO),
    (filters.Document.ALL, MediaKind.DOCUMENT),
    (filters.LOCATION | filters.VENUE, MediaKind.LOCATION),
    (filters.CONTACT, MediaKind.CONTACT),
    (filters.Sticker.ALL, MediaKind.STICKER),
)


def fingerprint(raw: dict[str, Any]) -> str:
    """Tells apart two updates that bear the same number, which may happen after a week."""
    canonical = json.dumps(raw, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def pressed(update: Update) -> Input:
    query = update.callback_query
    assert query is not None
    message = query.message
    return Pressed(
        origin=_origin(update, message.chat if message else None, query.from_user),
        callback_id=query.id,
        data=query.data or "",
        message_id=message.message_id if message else None,
    )


def ordered(update: Update) -> Input:
    """A command; one that names another bot is none of ours."""
    message = _message(update)
    text = message.text or ""
    length = message.entities[0].length
    name, _, addressee = text[1:length].partition("@")
    origin = _written(update, message)
    if addressee and addressee.casefold() != message.get_bot().username.casefold():
        return Other(origin=origin)
    return Ordered(
        origin=origin,
        name=name.casefold(),
        argument=text[length:].strip(),
        message_id=message.message_id,
    )


def typed(update: Update) -> Input:
    message = _message(update)
    return Typed(
        origin=_written(update, message),
        text=message.text or "",
        message_id=message.message_id,
        edited=update.edited_message is not None,
        forwarded=message.forward_origin is not None,
    )


def sent(update: Update) -> Input:
    message = _message(update)
    kinds = (kind for wanted, kind in KINDS if wanted.check_update(update))
    kind = next(kinds, MediaKind.OTHER)
    document = message.document if kind is MediaKind.DOCUMENT else None
    return Sent(
        origin=_written(update, message),
        kind=kind,
        message_id=message.message_id,
        file_id=document.file_id if document is not None else "",
        file_size=(document.file_size or 0) if document is not None else 0,
    )


def group_moved(update: Update) -> Input:
    """Said twice: in the old group with the new number, and the other way round."""
    message = _message(update)
    old, new = message.chat.id, message.migrate_to_chat_id
    if new is None:
        old, new = message.migrate_from_chat_id or 0, message.chat.id
    origin = _written(update, message)
    return GroupMoved(origin=_at(origin, old), new_chat_id=new)


def bot_moved(update: Update) -> Input:
    change = update.my_chat_member
    assert change is not None
    now = change.new_chat_member
    status = BotStatus.MEMBER if is_inside(now) else BotStatus.OUT
    return BotMoved(
        origin=_origin(update, change.chat, change.from_user),
        status=BotStatus.ADMIN if now.status in ADMINS else status,
    )


def member_moved(update: Update) -> Input:
    """Somebody came or went; a change of rights alone is of no use to us."""
    change = update.chat_member
    assert change is not None
    origin = _origin(update, change.chat, change.from_user)
    member, is_in = change.new_chat_member.user, is_inside(change.new_chat_member)
    if is_in == is_inside(change.old_chat_member):
        return Other(origin=origin)
    return MemberMoved(
        origin=origin,
        member_id=member.id,
        member_name=_name(member),
        is_in=is_in,
        is_bot=member.is_bot,
    )


def join_asked(update: Update) -> Input:
    asked = update.chat_join_request
    assert asked is not None
    return JoinAsked(origin=_origin(update, asked.chat, asked.from_user))


def other(update: Update) -> Input:
    chat = update.effective_chat
    if chat is None:
        return Other(origin=_at(_origin(update, None, None), _unknown_chat(update)))
    return Other(origin=_origin(update, chat, None))


def _message(update: Update) -> Message:
    message = update.message or update.edited_message
    assert message is not None
    return message


def _written(update: Update, message: Message) -> Origin:
    """Who wrote it: nobody can be named when it is in the name of a group or through a bot."""
    named = message.sender_chat is None and message.via_bot is None
    return _origin(update, message.chat, message.from_user if named else None)


def _origin(update: Update, chat: Chat | None, user: User | None) -> Origin:
    person = None if user is None or user.is_bot else user
    return Origin(
        update_id=update.update_id,
        fingerprint=update.api_kwargs[FINGERPRINT],
        chat_id=chat.id if chat else 0,
        user_id=person.id if person else None,
        name=_name(person) if person else "",
        is_private=chat is not None and chat.type == Chat.PRIVATE,
        language_code=(person.language_code or "") if person else "",
    )


def _at(origin: Origin, chat_id: int) -> Origin:
    return replace(origin, chat_id=chat_id)


def _name(user: User) -> str:
    """First and last name, without signs that are not seen or that turn the line around."""
    visible = "".join(
        " " if sign.isspace() else sign
        for sign in user.full_name
        if sign.isspace() or not unicodedata.category(sign).startswith("C")
    )
    return " ".join(visible.split())[:LONGEST_NAME].rstrip()


def _unknown_chat(update: Update) -> int:
    """The chat of a kind of update that is newer than the library; 0 when it names none."""
    for content in update.api_kwargs.values():
        chat = content.get("chat") if isinstance(content, dict) else None
        chat_id = chat.get("id") if isinstance(chat, dict) else None
        if isinstance(chat_id, int):
            return chat_id
    return 0
