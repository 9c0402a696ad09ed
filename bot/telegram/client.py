"""What the bot does at Telegram; every call ends in an outcome of ours, whatever happens there."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    ChatMember,
    ChatMemberOwner,
    InputFile,
    LinkPreviewOptions,
    Message,
)
from telegram.constants import ChatAction
from telegram.error import InvalidToken, TelegramError

from bot.clock import Clock
from bot.screen import Bug, Done, Gone, Later, Moved, Outcome, Screen
from bot.telegram.inside import is_inside
from bot.telegram.outcomes import FIRST_PAUSE, TOKEN_PAUSE, outcome_of, words_of
from bot.telegram.request import AiohttpRequest
from bot.telegram.trouble import ODD, TelegramDown, TokenRefused
from bot.telegram.wording import Wording, in_html, in_plain

READ_WITHIN, CONNECTIONS = 25.0, 16
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
NEEDED = ("can_delete_messages", "can_restrict_members", "can_invite_users", "can_pin_messages")

_log = logging.getLogger("spoedgroep.telegram")


class Audience(StrEnum):
    """Whom a list of commands is for, when it is not for one chat."""

    PRIVATE = "private chats"
    GROUPS = "group chats"


class Line(Bot):
    """The library's bot, which opens its connections without asking Telegram anything yet."""

    async def initialize(self) -> None:
        await self.request.initialize()

    async def shutdown(self) -> None:
        await self.request.shutdown()

    def __repr__(self) -> str:
        return "Line()"  # the library's own would show the token


class Client:
    """Use it between start() and stop()."""

    def __init__(
        self,
        token: str,
        api_url: str,
        clock: Clock,
        *,
        read_within: float = READ_WITHIN,
        request: Callable[..., AiohttpRequest] = AiohttpRequest,
    ) -> None:
        """`api_url` is the Bot API server, without the /bot… part."""
        self.request = line = request(read_within=read_within, connections=CONNECTIONS)
        self.bot: Bot = Line(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=line,
            get_updates_request=line,  # asking for updates is the intake's, on its own line
        )
        self._clock = clock

    async def start(self) -> None:
        await self.bot.initialize()

    async def stop(self) -> None:
        await self.bot.shutdown()

    async def me(self) -> tuple[int, str]:
        """Id and username of the bot; TokenRefused or TelegramDown when Telegram does not say."""
        try:
            user = await self.bot.get_me()
        except InvalidToken:
            raise TokenRefused("getMe", TOKEN_PAUSE) from None
        except (TelegramError, *ODD) as error:
            raise TelegramDown(f"getMe: {words_of(error)}", FIRST_PAUSE) from None
        return user.id, user.username or ""

    async def send(self, chat_id: int, screen: Screen) -> Outcome:
        """Put up a new message; a row of buttons goes before a menu, Telegram takes only one."""

        def call(words: Wording) -> Awaitable[object]:
            if screen.document is not None:
                return self.bot.send_document(
                    chat_id,
                    InputFile(screen.document.content, filename=screen.document.name),
                    caption=words.text,
                    parse_mode=words.parse_mode,
                    reply_markup=words.markup,
                    protect_content=True,
                    disable_notification=screen.silent,
                )
            return self.bot.send_message(
                chat_id,
                words.text,
                parse_mode=words.parse_mode,
                reply_markup=words.markup,
                link_preview_options=NO_PREVIEW,
                protect_content=True,
                disable_notification=screen.silent,
            )

        outcome = await self._show("send", call, screen, chat_id=chat_id)
        if isinstance(outcome, Done) and not outcome.message_id:  # it cannot be found again
            return Later(at=self._clock.now() + FIRST_PAUSE, perhaps=True, error="no message id")
        return outcome

    async def edit(self, chat_id: int, message_id: int, screen: Screen) -> Outcome:
        """Make a message show this; the menu and the document stay as they were sent."""

        def call(words: Wording) -> Awaitable[object]:
            if screen.document is not None:
                return self.bot.edit_message_caption(
                    chat_id=chat_id,
                    message_id=message_id,
                    caption=words.text,
                    parse_mode=words.parse_mode,
                    reply_markup=words.inline,
                )
            return self.bot.edit_message_text(
                words.text,
                chat_id=chat_id,
                message_id=message_id,
                parse_mode=words.parse_mode,
                reply_markup=words.inline,
                link_preview_options=NO_PREVIEW,
            )

        outcome = await self._show("edit", call, screen, chat_id=chat_id, message_id=message_id)
        return Done(message_id=message_id) if isinstance(outcome, Done) else outcome

    async def answer(self, callback_id: str, text: str = "", alert: bool = False) -> Outcome:
        call = self.bot.answer_callback_query(callback_id, text or None, show_alert=alert)
        return await self._carry_out("answer", call, callback_id=callback_id)

    async def busy(self, chat_id: int) -> None:
        """Show that something is being made; whether that arrives does not matter."""
        call = self.bot.send_chat_action(chat_id, ChatAction.UPLOAD_DOCUMENT)
        await self._carry_out("busy", call, chat_id=chat_id)

    async def pin(self, chat_id: int, message_id: int) -> Outcome:
        call = self.bot.pin_chat_message(chat_id, message_id, disable_notification=True)
        return await self._carry_out("pin", call, chat_id=chat_id, message_id=message_id)

    async def unpin(self, chat_id: int, message_id: int) -> Outcome:
        call = self.bot.unpin_chat_message(chat_id, message_id)
        return await self._carry_out("unpin", call, chat_id=chat_id, message_id=message_id)

    async def delete(self, chat_id: int, message_id: int) -> Outcome:
        call = self.bot.delete_message(chat_id, message_id)
        return await self._carry_out("delete", call, chat_id=chat_id, message_id=message_id)

    async def approve_join(self, chat_id: int, user_id: int) -> Outcome:
        call = self.bot.approve_chat_join_request(chat_id, user_id)
        return await self._carry_out("approve join", call, chat_id=chat_id, user_id=user_id)

    async def decline_join(self, chat_id: int, user_id: int) -> Outcome:
        call = self.bot.decline_chat_join_request(chat_id, user_id)
        return await self._carry_out("decline join", call, chat_id=chat_id, user_id=user_id)

    async def expel(self, chat_id: int, user_id: int) -> Outcome:
        """Put somebody out, free to ask in again later; Done only when Telegram says it is so."""
        banned = self.bot.ban_chat_member(chat_id, user_id)
        outcome = await self._carry_out("ban", banned, chat_id=chat_id, user_id=user_id)
        if not isinstance(outcome, Done):
            return outcome
        lifted = self.bot.unban_chat_member(chat_id, user_id, only_if_banned=True)
        await self._carry_out("lift ban", lifted, chat_id=chat_id, user_id=user_id)
        if await self.is_in(chat_id, user_id) is False:
            return Done()
        return Later(at=self._clock.now() + FIRST_PAUSE, error="still in the group")

    async def is_in(self, chat_id: int, user_id: int) -> bool | None:
        """Whether somebody is in a chat; None when Telegram does not tell."""
        found: list[bool] = []

        async def call() -> None:
            member = await self.bot.get_chat_member(chat_id, user_id)
            found.append(is_inside(member))

        await self._carry_out("chat member", call(), chat_id=chat_id, user_id=user_id)
        return found[0] if found else None

    async def lacks(self, chat_id: int) -> tuple[str, ...] | None:
        """Which of the rights that it needs the bot has not; None when Telegram does not tell."""
        found: list[ChatMember] = []

        async def call() -> None:
            found.append(await self.bot.get_chat_member(chat_id, self.bot.id))

        await self._carry_out("own rights", call(), chat_id=chat_id)
        if not found:
            return None
        if isinstance(found[0], ChatMemberOwner):
            return ()
        return tuple(right for right in NEEDED if not getattr(found[0], right, False))

    async def leave(self, chat_id: int) -> Outcome:
        return await self._carry_out("leave", self.bot.leave_chat(chat_id), chat_id=chat_id)

    async def commands(
        self, listed: Mapping[str, str], where: Audience | int, language: str | None = None
    ) -> Outcome:
        """Offer these commands, with their descriptions, to an audience or in one chat.

        With a language only to whose Telegram is in it; without, to everybody else.
        """
        entries = [BotCommand(name, text) for name, text in listed.items()]
        call = self.bot.set_my_commands(entries, scope=_scope(where), language_code=language)
        return await self._carry_out("commands", call, where=str(where))

    async def member_count(self, chat_id: int) -> int | None:
        """How many people and bots there are in a chat; None when Telegram does not tell."""
        counted: list[int] = []

        async def call() -> None:
            counted.append(await self.bot.get_chat_member_count(chat_id))

        await self._carry_out("member count", call(), chat_id=chat_id)
        return counted[0] if counted else None

    async def download(self, file_id: str, most: int) -> bytes | Outcome:
        """A file that somebody sent; Gone when it is larger than `most` bytes or not there."""
        found: list[bytes] = []

        async def call() -> None:
            file = await self.bot.get_file(file_id)
            if (file.file_size or 0) <= most:
                found.append(bytes(await file.download_as_bytearray()))

        outcome = await self._carry_out("download", call())
        if not found:
            return Gone() if isinstance(outcome, Done | Bug) else outcome
        return found[0] if len(found[0]) <= most else Gone()

    async def _show(
        self,
        what: str,
        call: Callable[[Wording], Awaitable[object]],
        screen: Screen,
        **ids: int | str,
    ) -> Outcome:
        """Show a screen; what Telegram cannot read goes once more, as bare text."""
        outcome = await self._carry_out(what, call(in_html(screen)), **ids)
        if not isinstance(outcome, Bug):
            return outcome
        again = await self._carry_out(f"plain {what}", call(in_plain(screen, outcome.error)), **ids)
        return outcome if isinstance(again, Bug) else again

    async def _carry_out(self, what: str, call: Awaitable[object], **ids: int | str) -> Outcome:
        try:
            result = await call
        except (TelegramError, *ODD) as error:
            outcome = outcome_of(error, self._clock.now())
            _note(what, outcome, ids)
            return outcome
        return Done(message_id=result.message_id if isinstance(result, Message) else None)


def _scope(where: Audience | int) -> BotCommandScope:
    match where:
        case Audience.PRIVATE:
            return BotCommandScopeAllPrivateChats()
        case Audience.GROUPS:
            return BotCommandScopeAllGroupChats()
        case _:
            return BotCommandScopeChat(int(where))


def _note(what: str, outcome: Outcome, ids: Mapping[str, int | str]) -> None:
    if isinstance(outcome, Done):
        return
    level = logging.ERROR if isinstance(outcome, Bug) else logging.WARNING
    error = "" if isinstance(outcome, Gone | Moved) else outcome.error
    seen = {"outcome": type(outcome).__name__, "error": error}
    _log.log(level, "telegram %s", what, extra={**ids, **seen})
