"""What only the doctor asks of Telegram: who else listens, what the bot hears, what time it is."""

from datetime import datetime

from bot.telegram.client import Client


class Looker(Client):
    """Use it between start() and stop(), as any client."""

    def reads_everything(self) -> bool:
        """Whether the bot is shown every message of a group, admin or not; after me()."""
        return bool(self.bot.bot.can_read_all_group_messages)

    async def webhook(self) -> str:
        """The address to which updates are sent; empty when we fetch them ourselves."""
        found: list[str] = []

        async def call() -> None:
            found.append((await self.bot.get_webhook_info()).url)

        await self._carry_out("webhook", call())
        return found[0] if found else ""

    @property
    def told_time(self) -> datetime | None:
        """What time it was at Telegram at its last answer; None when it did not say."""
        return self.request.told_time
