"""Draws the papers of a month in a process of its own, which takes its memory along when it ends.

A picture costs a second and a hundred megabytes: neither is for the process that answers presses.
"""

import asyncio
import json
import logging
import os
import sys
from datetime import datetime
from pathlib import Path

from flows.account import Account
from storage.account_text import write_account

log = logging.getLogger("spoedgroep.apart")

DRAWN_WITHIN = 60  # seconds
PASSED_ON = ("PATH", "PYTHONPATH", "HOME", "LANG", "TZ", "SYSTEMROOT")  # no secret is among these
ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1"
}  # or it sets aside memory for each core, and time for that


class NotDrawn(Exception):
    """The paper could not be drawn; nothing is left of it."""


async def drawn(kind: str, account: Account, words: Path | None, now: datetime) -> bytes:
    """A paper such as month_page, with the words of that folder. Raises NotDrawn."""
    told = {"account": write_account(account), "now": now.isoformat()}
    asked = json.dumps({**told, "words": str(words) if words else None, "kind": kind})
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.paper",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ} | ONE_THREAD,
        cwd=Path(__file__).parents[1],
    )  # fmt: skip
    try:
        async with asyncio.timeout(DRAWN_WITHIN):
            made, trouble = await process.communicate(asked.encode())
    except TimeoutError:
        made, trouble = b"", b"TimeoutError"
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0 or not made:
        kind_of_error = trouble.decode(errors="replace").strip().rpartition("\n")[2].split(":")[0]
        log.error("paper not drawn", extra={"paper": kind, "error": kind_of_error})
        raise NotDrawn
    return made
