"""The table of handlers: from one raw update to one input of ours."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    CallbackQueryHandler,
    ChatJoinRequestHandler,
    ChatMemberHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.inputs import Input
from bot.telegram import reading
from bot.telegram.trouble import ODD

Receive = Callable[[Input], Awaitable[None]]

NEW, EDITED = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE


class Unreadable(Exception):
    """An update that the library cannot read: set it aside, the next one may be sound."""

    def __init__(self, update_id: int, why: str) -> None:
        super().__init__(f"update {update_id} is unreadable: {why}")
        self.update_id = update_id


class Router(Application[Any, Any, Any, Any, Any, Any]):
    """The library's application, which keeps no failure to itself."""

    found: Input | None = None

    async def process_error(
        self, update: object, error: Exception, job: object = None, coroutine: object = None
    ) -> bool:
        raise error


def _reads(read: Callable[[Update], Input]) -> Callable[[Update, Any], Coroutine[Any, Any, None]]:
    async def note(update: Update, context: Any) -> None:
        router = context.application
        assert isinstance(router, Router)
        router.found = read(update)

    return note


# The first handler that fits takes the update.
TABLE: tuple[BaseHandler[Any, Any, Any], ...] = (
    CallbackQueryHandler(_reads(reading.pressed)),
    MessageHandler(NEW & filters.COMMAND & ~filters.FORWARDED, _reads(reading.ordered)),
    MessageHandler((NEW | EDITED) & filters.TEXT, _reads(reading.typed)),
    MessageHandler(NEW & filters.StatusUpdate.MIGRATE, _reads(reading.group_moved)),
    MessageHandler(NEW & ~filters.StatusUpdate.ALL, _reads(reading.sent)),
    MessageHandler(EDITED & ~filters.LOCATION, _reads(reading.sent)),  # a live one keeps moving
    ChatMemberHandler(_reads(reading.bot_moved), ChatMemberHandler.MY_CHAT_MEMBER),
    ChatMemberHandler(_reads(reading.member_moved), ChatMemberHandler.CHAT_MEMBER),
    ChatJoinRequestHandler(_reads(reading.join_asked)),
    TypeHandler(Update, _reads(reading.other)),
)


class Routes:
    """The bot must know its own name by now (`Client.me`), to tell its commands from others'."""

    def __init__(self, bot: Bot, receive: Receive) -> None:
        self._bot, self._receive = bot, receive
        router = (
            ApplicationBuilder()
            .application_class(Router)
            .bot(bot)
            .updater(None)
            .job_queue(None)
            .concurrent_updates(False)
            .build()
        )
        assert isinstance(router, Router)
        router.add_handlers(TABLE)
        self._router = router

    async def dispatch(self, raw: dict[str, Any]) -> None:
        """Hand over one update; Unreadable, or whatever the receiver raises."""
        await self._receive(await self._read(raw))

    async def _read(self, raw: dict[str, Any]) -> Input:
        await self._router.initialize()
        self._router.found = None
        try:
            marked = raw | {reading.FINGERPRINT: reading.fingerprint(raw)}
            update = Update.de_json(marked, self._bot)
            # Nothing in there waits, so two updates at once cannot find each other's input.
            await self._router.process_update(update)
        except (TelegramError, *ODD) as error:
            raise Unreadable(raw.get("update_id", 0), type(error).__name__) from None
        if self._router.found is None:
            raise Unreadable(raw.get("update_id", 0), "no handler")
        return self._router.found
