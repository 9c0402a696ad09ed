"""The town's things as the Bot API writes them in JSON."""

from datetime import datetime

from bot.practice.model import Chat, ChatKind, Member, Message, Query, Status, StoredFile, User
from bot.practice.refusals import Json

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
    "can_manage_direct_messages",
    "can_manage_tags",
)


def unix(moment: datetime) -> int:
    return int(moment.timestamp())


def user(one: User) -> Json:
    said: Json = {"id": one.id, "is_bot": one.is_bot, "first_name": one.first_name}
    optional = {"last_name": one.last_name, "username": one.username}
    if not one.is_bot:
        optional["language_code"] = one.language
    return said | {name: value for name, value in optional.items() if value}


def chat(one: Chat) -> Json:
    said: Json = {"id": one.id, "type": str(one.kind)}
    match one.kind:
        case ChatKind.PRIVATE:
            person = user(one.members[one.id].user)
            names = ("first_name", "last_name", "username")
            return said | {name: person[name] for name in names if name in person}
        case ChatKind.GROUP:
            all_admins = {"all_members_are_administrators": False}
            return said | {"title": one.title} | all_admins
        case _:
            return said | {"title": one.title}


def message(one: Message, *, with_reply: bool = True) -> Json:
    said: Json = {
        "message_id": one.id,
        "from": user(one.sender),
        "chat": chat(one.chat),
        "date": unix(one.sent_at),
    }
    if one.edited_at:
        said["edit_date"] = unix(one.edited_at)
    if one.protected:
        said["has_protected_content"] = True
    if one.reply_to and with_reply:
        said["reply_to_message"] = message(one.reply_to, with_reply=False)
    word, marks = ("caption", "caption_entities") if one.media else ("text", "entities")
    if one.text:
        said[word] = one.text
    if one.entities:
        said[marks] = list(one.entities)
    if one.markup:
        said["reply_markup"] = one.markup
    return said | one.media | one.extra


def callback_query(one: Query) -> Json:
    return {
        "id": one.id,
        "from": user(one.user),
        "message": message(one.message),
        "chat_instance": str(abs(one.message.chat.id) * 7919),
        "data": one.data,
    }


def member(one: Member) -> Json:
    said: Json = {"user": user(one.user), "status": str(one.status)}
    match one.status:
        case Status.OWNER:
            return said | {"is_anonymous": one.anonymous}
        case Status.ADMIN:
            rights = {right: right in one.rights for right in ADMIN_RIGHTS}
            return said | rights | {"can_be_edited": False, "is_anonymous": one.anonymous}
        case Status.KICKED:
            return said | {"until_date": 0}
        case _:
            return said


def member_change(where: Chat, by: User, before: Member, after: Member, at: datetime) -> Json:
    return {
        "chat": chat(where),
        "from": user(by),
        "date": unix(at),
        "old_chat_member": member(before),
        "new_chat_member": member(after),
    }


def join_request(where: Chat, by: User, at: datetime) -> Json:
    said: Json = {"chat": chat(where), "from": user(by), "user_chat_id": by.id}
    return said | {"date": unix(at)}


def file(one: StoredFile) -> Json:
    unique = {"file_id": one.id, "file_unique_id": f"u{one.id}"}
    return unique | {"file_size": len(one.content)}


def document(one: StoredFile) -> Json:
    return file(one) | {"file_name": one.name, "mime_type": one.mime}
