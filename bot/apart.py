"""Draws the papers of a month in a process of its own, which takes its memory along when it ends.

A picture costs a second and a hundred megabytes: neither is for the process that answers presses.
"""

import json
import logging
from datetime import datetime
from pathlib import Path

from bot.beside import run_beside
from flows.account import Account
from storage.account_text import write_account

log = logging.getLogger("spoedgroep.apart")

DRAWN_WITHIN = 60  # seconds


class NotDrawn(Exception):
    """The paper could not be drawn; nothing is left of it."""


async def drawn(kind: str, account: Account, words: Path | None, now: datetime) -> bytes:
    """A paper such as month_page, with the words of that folder. Raises NotDrawn."""
    told = {"account": write_account(account), "now": now.isoformat()}
    asked = json.dumps({**told, "words": str(words) if words else None, "kind": kind})
    try:
        ended = await run_beside("bot.paper", asked, DRAWN_WITHIN)
    except (TimeoutError, OSError) as error:
        log.error("paper not drawn", extra={"paper": kind, "error": type(error).__name__})
        raise NotDrawn from None
    if not ended.is_well or not ended.said:
        log.error("paper not drawn", extra={"paper": kind, "error": ended.error})
        raise NotDrawn
    return ended.said
