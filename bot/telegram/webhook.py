"""The webhook as Telegram has it: our address, and how it goes with what is brought there."""

import logging
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.telegram.intake import ALLOWED_UPDATES
from bot.telegram.outcomes import FIRST_PAUSE, TOKEN_PAUSE, words_of
from bot.telegram.trouble import ODD, TelegramDown, TokenRefused
from config.webhook import Webhook

# Telegram brings one at a time of each chat and of each person. An alert makes a dozen people press
# at once; twice that costs us less than a second, and leaves no press waiting at Telegram.
MOST_CONNECTIONS = 24

T = TypeVar("T")

_log = logging.getLogger("spoedgroep.telegram")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What Telegram says of the webhook; the address is empty when there is none."""

    url: str
    waiting: int = 0
    failed_at: datetime | None = None  # by Telegram's clock; it stays when the next one succeeds
    why: str = ""


async def standing(bot: Bot) -> Standing:
    """Raises TokenRefused or TelegramDown when Telegram does not say."""
    found = await _asked("getWebhookInfo", bot.get_webhook_info())
    return Standing(
        url=found.url,
        waiting=found.pending_update_count,
        failed_at=found.last_error_date,
        why=found.last_error_message or "",
    )


class Hook:
    """One address at one bot."""

    def __init__(self, bot: Bot, webhook: Webhook) -> None:
        self._bot, self._webhook = bot, webhook

    async def standing(self) -> Standing:
        return await standing(self._bot)

    async def put_up(self) -> None:
        """From now on updates are brought to our address; what waits stays waiting."""
        call = self._bot.set_webhook(
            self._webhook.url,
            secret_token=self._webhook.secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=MOST_CONNECTIONS,
            drop_pending_updates=False,
        )
        try:
            await _asked("setWebhook", call)
        except TelegramDown as trouble:  # it may be our address that is wrong, and not a bad moment
            _log.error("webhook refused", extra={"error": str(trouble)})
            raise


async def _asked(what: str, call: Awaitable[T]) -> T:
    try:
        return await call
    except InvalidToken:
        raise TokenRefused(what, TOKEN_PAUSE) from None
    except (TelegramError, *ODD) as error:
        raise TelegramDown(f"{what}: {words_of(error)}", FIRST_PAUSE) from None
