"""What only the doctor asks of Telegram: who else listens, what the bot hears, what time it is."""

from datetime import datetime

from bot.telegram.client import Client
from bot.telegram.webhook import Standing, standing


class Looker(Client):
    """Use it between start() and stop(), as any client."""

    def reads_everything(self) -> bool:
        """Whether the bot is shown every message of a group, admin or not; after me()."""
        return bool(self.bot.bot.can_read_all_group_messages)

    async def standing(self) -> Standing:
        """Where updates are sent to; TokenRefused or TelegramDown when Telegram does not say."""
        return await standing(self.bot)

    @property
    def told_time(self) -> datetime | None:
        """What time it was at Telegram at its last answer; None when it did not say."""
        return self.request.told_time
