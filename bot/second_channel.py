"""Says a constant sentence by e-mail, SMS or what else was configured, when Telegram is silent."""

import json
import logging
from collections.abc import Sequence

from bot.beside import run_beside
from config.second_channel import Addresses

log = logging.getLogger("spoedgroep.second")

ACCEPTED_WITHIN = 15  # seconds: after one that hangs the next is in time, 120 s after the commit


class SecondChannel:
    """The addresses are tried in order: what the first provider refuses goes to the next.

    Each attempt is a process of its own: what hangs there is ended, and holds up nobody here.
    """

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses

    async def send(self, text: str) -> bool:
        """Say it to the network as a whole; False when no provider took it."""
        return await self.send_to(self.addresses.everyone, text)

    async def send_to(self, addresses: Sequence[str], text: str) -> bool:
        """Say it at the first of these addresses that takes it; False when none does."""
        for number, address in enumerate(addresses, start=1):
            if await accepted(address, text):
                return True
            log.warning("second channel refused", extra={"provider": number, "of": len(addresses)})
        return False


async def accepted(address: str, text: str) -> bool:
    """Whether a provider took it; the secrets of its address are on no command line."""
    try:
        ended = await run_beside("bot.second_send", json.dumps([address, text]), ACCEPTED_WITHIN)
    except TimeoutError:
        log.warning("second channel too slow")
        return False
    except OSError as error:  # no room for a process
        log.error("second channel not started", extra={"error": type(error).__name__})
        return False
    return ended.is_well
