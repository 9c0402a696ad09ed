"""Proves the log in an opened backup in as many processes as there are cores.

Each process proves one span of it, asked on the standard input: the key is in no argument and in no
environment. A live log is proven in one process (storage/chain.py): there each would see another
moment of it, and here nobody writes.
"""

import asyncio
import json
import logging
import os
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path

from bot.beside import run_beside
from storage.backup import Flaw, NotTrusted, storage_in
from storage.chain import Broken, Stretch, together, walked
from storage.chain import Flaw as Breach
from storage.cipher import Cipher
from storage.history import Head
from storage.spans import Place, Span, spans
from storage.unit_of_work import UnitOfWork

log = logging.getLogger("spoedgroep.proof")

ROWS = 100_000  # it takes longer to start a process than to prove fewer
MOST = 4  # processes: each takes some 130 MB, of the 1 GB that a backup has (deploy/systemd)


async def prove_log(plain: Path, chain_key: bytes, *, rows: int = ROWS) -> None:
    """Prove the log in an opened backup; its tables are those of this version. NotTrusted.

    A process has at least so many rows to prove.
    """
    async with _view(plain, chain_key) as work:
        head = await work.history.head()
    if head is None or together(head, await _stretches(plain, chain_key, head, rows)):
        raise NotTrusted(Flaw.LOG)


async def _stretches(plain: Path, chain_key: bytes, head: Head, rows: int) -> list[Stretch]:
    """The first span in this process, each other in one of its own."""
    room = (head.count - head.forgotten) // rows
    parts = max(1, min(room, MOST, os.cpu_count() or 1))
    here, *others = spans(head.forgotten, head.count, parts)
    beside = [asyncio.create_task(_beside(plain, chain_key, head, one)) for one in others]
    try:
        return [await proven(plain, chain_key, head, here), *[await one for one in beside]]
    finally:
        for one in beside:
            one.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


async def proven(plain: Path, chain_key: bytes, head: Head, span: Span) -> Stretch:
    async with _view(plain, chain_key) as work:
        return await walked(work, head, span)


async def _beside(plain: Path, chain_key: bytes, head: Head, span: Span) -> Stretch:
    """The same in another process; here, when that gave no answer."""
    try:
        ended = await run_beside("bot.proof", _asked(plain, chain_key, head, span), None)
        if ended.is_well:
            return _read(ended.said)
        error = ended.error
    except OSError as trouble:
        error = type(trouble).__name__
    log.warning("proven without a process of its own", extra={"error": error})
    return await proven(plain, chain_key, head, span)


@asynccontextmanager
async def _view(plain: Path, chain_key: bytes) -> AsyncIterator[UnitOfWork]:
    """To read from, with a key for sealed words that fits none: the log has no need of them."""
    nothing = Cipher(secrets.token_bytes(32))
    async with storage_in(plain, chain_key, nothing) as storage, storage.view() as work:
        yield work


def _asked(plain: Path, chain_key: bytes, head: Head, span: Span) -> str:
    file, key = str(plain.absolute()), chain_key.hex()
    return json.dumps({"file": file, "key": key, "head": asdict(head), "span": span})


def _read(said: bytes) -> Stretch:
    told = json.loads(said)
    broken = [Broken(sequence=number, flaw=Breach(flaw)) for number, flaw in told["broken"]]
    return Stretch(began=Place(*told["began"]), ended=Place(*told["ended"]), broken=broken)


def main() -> None:
    """Prove the span that is asked, and write what came of it."""
    asked = json.load(sys.stdin)
    key, head = bytes.fromhex(asked["key"]), Head(**asked["head"])
    found = asyncio.run(proven(Path(asked["file"]), key, head, Span(*asked["span"])))
    broken = [(one.sequence, one.flaw) for one in found.broken]
    json.dump({"began": found.began, "ended": found.ended, "broken": broken}, sys.stdout)


if __name__ == "__main__":
    main()
