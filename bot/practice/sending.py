"""What the bot says: sendMessage, sendDocument, sendPhoto, and getFile."""

from dataclasses import dataclass

from bot.practice import wire
from bot.practice.access import message_in, open_chat
from bot.practice.formatting import Formatted, parse_html, trimmed, utf16
from bot.practice.keyboards import inline_keyboard, reply_keyboard
from bot.practice.model import Chat, ChatKind, Message, StoredFile
from bot.practice.parameters import Parameters
from bot.practice.pictures import picture_size
from bot.practice.refusals import ApiError, Json, bad
from bot.practice.world import World

LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024
ACTIONS = ("typing", "upload_photo", "upload_document", "choose_sticker", "find_location")


def send_message(world: World, ask: Parameters) -> Json:
    chat = open_chat(world, ask)
    said = formatted(world, ask, "text", "entities")
    if not said.text:
        raise bad("message text is empty")
    if utf16(said.text) > LONGEST_TEXT:
        raise bad("message is too long")
    return _send(world, ask, chat, said)


def send_document(world: World, ask: Parameters) -> Json:
    chat = open_chat(world, ask)
    said = caption(world, ask)
    file = _file(world, ask, "document")
    return _send(world, ask, chat, said, file=file, media={"document": wire.document(file)})


def send_photo(world: World, ask: Parameters) -> Json:
    chat = open_chat(world, ask)
    said = caption(world, ask)
    file = _file(world, ask, "photo")
    width, height = picture_size(file.content)
    size = wire.file(file) | {"width": width, "height": height}
    return _send(world, ask, chat, said, file=file, media={"photo": [size]})


def send_chat_action(world: World, ask: Parameters) -> bool:
    open_chat(world, ask)
    if ask.text("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    return True


def get_file(world: World, ask: Parameters) -> Json:
    file = world.files.get(ask.text("file_id"))
    if file is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    return wire.file(file) | {"file_path": file.path}


def formatted(world: World, ask: Parameters, text: str, entities: str) -> Formatted:
    """The words with their marks, as Telegram keeps them."""
    source = ask.text(text).replace("\r", "")
    match ask.text("parse_mode").lower():
        case "html":
            return trimmed(parse_html(source, world.find_user_json))
        case "":
            return trimmed(Formatted(text=source, entities=_marks(ask.json(entities))))
        case "markdown" | "markdownv2":
            raise bad("can't parse entities: the practice town reads HTML only")
        case _:
            raise bad("unsupported parse_mode")


def _marks(given: object) -> tuple[Json, ...]:
    marks = given or []
    if not isinstance(marks, list) or not all(isinstance(one, dict) for one in marks):
        raise bad("can't parse entities: expected an Array of MessageEntity")
    for one in marks:
        whole = isinstance(one.get("offset"), int) and isinstance(one.get("length"), int)
        if not whole or not isinstance(one.get("type"), str):
            raise bad("can't parse MessageEntity: wrong type, offset or length")
    return tuple(marks)


def caption(world: World, ask: Parameters) -> Formatted:
    said = formatted(world, ask, "caption", "caption_entities")
    if utf16(said.text) > LONGEST_CAPTION:
        raise bad("message caption is too long")
    return said


@dataclass(frozen=True, slots=True, kw_only=True)
class _Markup:
    inline: Json | None = None
    keyboard: Json | None = None
    removes: bool = False
    force_reply: bool = False

    @property
    def editable(self) -> bool:
        """Telegram edits no message that came with another keyboard than an inline one."""
        return not (self.keyboard or self.removes or self.force_reply)


def _markup(ask: Parameters, chat: Chat) -> _Markup:
    given = ask.object("reply_markup")
    if "inline_keyboard" in given:
        private = chat.kind is ChatKind.PRIVATE
        return _Markup(inline=inline_keyboard(given, private=private))
    if "keyboard" in given:
        return _Markup(keyboard=reply_keyboard(given))
    removes, force = given.get("remove_keyboard") is True, given.get("force_reply") is True
    return _Markup(removes=removes, force_reply=force)


def _send(
    world: World,
    ask: Parameters,
    chat: Chat,
    said: Formatted,
    *,
    file: StoredFile | None = None,
    media: Json | None = None,
) -> Json:
    markup = _markup(ask, chat)
    if ask.number("message_thread_id") and chat.kind is not ChatKind.PRIVATE:
        raise bad("message thread not found")
    reply_to = _reply_to(ask, chat)
    world.limits.spend(chat.id)
    if markup.keyboard or markup.removes:
        for person in chat.members:
            chat.reply_keyboards[person] = markup.keyboard or {}
    message = world.post(
        chat,
        world.bot,
        text=said.text,
        entities=said.entities,
        markup=markup.inline,
        media=media or {},
        file=file,
        reply_to=reply_to,
        protected=ask.truth("protect_content"),
        silent=ask.truth("disable_notification"),
        asks_reply=markup.force_reply,
        editable=markup.editable,
    )
    return wire.message(message)


def _reply_to(ask: Parameters, chat: Chat) -> Message | None:
    wish = ask.object("reply_parameters")
    wanted = wish.get("message_id") or ask.number("reply_to_message_id")
    if not wanted:
        return None
    free = wish.get("allow_sending_without_reply") or ask.truth("allow_sending_without_reply")
    try:
        return message_in(chat, wanted, "message to be replied not found")
    except ApiError:
        if free:
            return None
        raise


def _file(world: World, ask: Parameters, name: str) -> StoredFile:
    upload = ask.upload(name)
    if upload is not None:
        if not upload.content:
            raise bad("file must be non-empty")
        return world.store(upload.name, upload.content, upload.mime)
    known = world.files.get(ask.text(name))
    if known is not None:
        return known
    if not ask.has(name):
        raise bad(f"there is no {name} in the request")
    raise bad("wrong remote file identifier specified: wrong string length")
