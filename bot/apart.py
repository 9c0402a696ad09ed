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

from config.texts import Texts
from flows.account import Account
from storage import codec

log = logging.getLogger("spoedgroep.apart")

DRAWN_WITHIN = 60  # seconds
PASSED_ON = ("PATH", "PYTHONPATH", "HOME", "LANG", "TZ", "SYSTEMROOT")  # no secret is among these


class NotDrawn(Exception):
    """The paper could not be drawn; nothing is left of it."""


async def drawn(kind: str, account: Account, words: Path | None, now: datetime) -> bytes:
    """A paper such as month_page, with the words of that folder. Raises NotDrawn."""
    told = {"account": codec.write(codec.ACCOUNT, account), "now": now.isoformat()}
    asked = json.dumps({**told, "words": str(words) if words else None, "kind": kind})
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.apart",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
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


def main() -> None:
    """What runs in the other process: an account in, a paper out."""
    asked = json.load(sys.stdin)
    account = codec.read(codec.ACCOUNT, asked["account"])
    texts = Texts("nl", Path(asked["words"]) if asked["words"] else None)
    now = datetime.fromisoformat(asked["now"])
    sys.stdout.buffer.write(make(asked["kind"], account, texts, now))


def make(kind: str, account: Account, texts: Texts, now: datetime) -> bytes:
    """The paper itself. What draws it is hungry, and comes in here only."""
    if kind == "month_workbook":
        from bot.reports.workbook import workbook

        return workbook(account, texts)
    if kind == "month_csv":
        from bot.reports.figures_csv import figures_csv

        return figures_csv(account)
    if kind == "month_page":
        from bot.reports.sheet import sheet

        return sheet(account, texts, now)
    from bot.reports.picture import picture

    return picture(account, texts, dark=kind == "month_picture_dark")


if __name__ == "__main__":
    main()
