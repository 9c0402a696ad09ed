"""Long polling: updates as they came, confirmed at Telegram only after they were handled."""

import json
import logging
import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, NoReturn

from telegram import Bot
from telegram.error import NetworkError

from bot.clock import Clock
from bot.telegram.request import AiohttpRequest
from bot.telegram.trouble import OtherPoller, TelegramDown, TokenRefused

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
)
OFFSET_LIVES = timedelta(days=6)  # after seven idle days the next id is any, also a lower one
FIRST_PAUSE = timedelta(milliseconds=200)
OTHER_PAUSE = timedelta(seconds=5)

_log = logging.getLogger("spoedgroep.telegram")


class Intake:
    """Use it between start() and stop(); one at a time, or Telegram cuts off the first."""

    def __init__(
        self,
        bot: Bot,
        clock: Clock,
        *,
        allowed_updates: Sequence[str] = ALLOWED_UPDATES,
        poll_seconds: int = 25,
        limit: int = 100,
        refused_pause: timedelta = timedelta(seconds=60),
        request: Callable[..., AiohttpRequest] = AiohttpRequest,
    ) -> None:
        self._bot, self._clock = bot, clock
        self.most = limit
        self._poll_seconds = poll_seconds
        self._wish = {"allowed_updates": json.dumps(list(allowed_updates)), "limit": str(limit)}
        self._refused_pause = refused_pause
        self._request = request(read_within=poll_seconds + 10, connections=1)
        self._offset: int | None = None  # in memory only: Telegram itself keeps what is open
        self._heard_at = clock.now()

    async def start(self) -> None:
        await self._request.initialize()

    async def stop(self) -> None:
        await self._request.shutdown()

    async def fetch(self, *, at_once: bool = False) -> list[dict[str, Any]]:
        """The updates that wait, raw, oldest first, at most `most`; none when all is silent.

        Asked for at once, silence is not waited out.

        It raises TelegramDown, TokenRefused or OtherPoller. What is not confirmed comes again.
        """
        now = self._clock.now()
        if now - self._heard_at >= OFFSET_LIVES:
            self._offset = None
        offset = {} if self._offset is None else {"offset": str(self._offset)}
        timeout = {"timeout": "0" if at_once else str(self._poll_seconds)}
        status, answer = await self._ask("getUpdates", self._wish | timeout | offset)
        if status == 409 and "webhook" in _description(answer).casefold():
            await self._remove_webhook()
            return []
        updates = self._result(status, answer)
        if updates:
            self._heard_at = self._clock.now()
        return updates

    def confirm(self, update_id: int) -> None:
        """This update was handled or set aside: the next fetch tells Telegram to forget it."""
        self._offset = update_id + 1

    async def _remove_webhook(self) -> None:
        """Nobody here sets one: it is a leftover, or of a thief. What waits stays waiting."""
        _log.error("foreign webhook removed")
        status, answer = await self._ask("deleteWebhook", {"drop_pending_updates": "false"})
        if status != 200:
            self._refuse(status, answer)

    async def _ask(self, method: str, form: dict[str, str]) -> tuple[int, object]:
        try:
            status, body = await self._request.ask(f"{self._bot.base_url}/{method}", "POST", form)
        except NetworkError as error:
            raise TelegramDown(f"{method}: {error}", FIRST_PAUSE) from None
        try:
            return status, json.loads(body)
        except ValueError:
            raise TelegramDown(f"{method}: status {status}, no JSON", FIRST_PAUSE) from None

    def _result(self, status: int, answer: object) -> list[dict[str, Any]]:
        result = answer.get("result") if isinstance(answer, dict) else None
        if status != 200 or not isinstance(result, list):
            self._refuse(status, answer)
        updates = [one for one in result if _has_id(one)]
        if result and not updates:  # none of it can ever be confirmed
            raise TelegramDown("getUpdates: updates without an id", FIRST_PAUSE)
        return updates

    def _refuse(self, status: int, answer: object) -> NoReturn:
        match status:
            case 401 | 404:
                raise TokenRefused(f"status {status}", self._refused_pause)
            case 409:
                raise OtherPoller("status 409", OTHER_PAUSE)
            case 429:
                raise TelegramDown("status 429", _retry_after(answer))
            case _:
                raise TelegramDown(f"status {status}", FIRST_PAUSE)


def _has_id(update: object) -> bool:
    return isinstance(update, dict) and isinstance(update.get("update_id"), int)


def _description(answer: object) -> str:
    return str(answer.get("description", "")) if isinstance(answer, dict) else ""


def _retry_after(answer: object) -> timedelta:
    asked = re.search(r"retry after (\d{1,5})", _description(answer))
    return timedelta(seconds=int(asked[1])) if asked else FIRST_PAUSE
