"""The end of the log written down in a second place, so that rewriting it shows (S51)."""

import asyncio
import json
import logging
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

from bot.errands import alarm_admins
from storage.chain import Broken, Flaw, verify
from storage.evidence import Anchor, anchor_of
from storage.facts import ANCHORED
from storage.instant import read, written
from storage.unit_of_work import Storage

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger("spoedgroep.anchor")

WITHIN_SECONDS = 20  # a share that does not answer holds nothing up
UNREADABLE = Anchor(at=datetime.fromisoformat("1970-01-01T00:00Z"), count=0, hash="", signature="")


class NoAnchor(Exception):
    """The second place cannot be read or written."""


async def anchors_in(path: Path | None) -> list[Anchor]:
    """What was written down so far; nothing when that cannot be read now."""
    try:
        return await _beside(_anchors, path) if path is not None else []
    except NoAnchor:
        log.error("anchors not read")
        return []


async def checked(storage: Storage, path: Path | None) -> list[Broken]:
    """What is wrong with the log, held against its anchors; NoAnchor when those cannot be read."""
    anchors = await _beside(_anchors, path) if path is not None else []
    async with storage.view() as work:
        broken = await verify(work, anchors)
        owed = path is not None and not anchors and await work.facts.get(ANCHORED) is not None
    return [*broken, Broken(sequence=0, flaw=Flaw.ANCHOR)] if owed else broken


async def anchor(storage: Storage, path: Path, now: datetime) -> None:
    """Write down where the chain ends; NoAnchor when that cannot be done."""
    async with storage.view() as work:
        head = await work.history.head()
        if head is None or head.count == 0:
            return
        one = anchor_of(work.history, head, now)
        known = await work.facts.get(ANCHORED)
    await _beside(_append, path, one)
    if known is None:
        async with storage.work() as work:
            await work.facts.set(ANCHORED, written(now))


async def tend(storage: Storage, path: Path | None, now: datetime) -> list[Broken]:
    """Each hour: is the log whole, and if so, anchor it. What is amiss is for the beheerder."""
    try:
        broken = await checked(storage, path)
        if path is not None and not broken:
            await anchor(storage, path, now)
    except NoAnchor:
        log.error("not anchored")
        async with storage.work() as work:
            await alarm_admins(work, "admin.anchor", now)
        async with storage.view() as work:
            return await verify(work)
    return broken


async def _beside(do: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """Work on a file that may lie on another machine, without waiting for ever."""
    try:
        async with asyncio.timeout(WITHIN_SECONDS):
            return await asyncio.to_thread(do, *given, **named)
    except (OSError, TimeoutError) as error:
        raise NoAnchor(type(error).__name__) from None


def _anchors(path: Path) -> list[Anchor]:
    """Every line of the file; one that is none of ours stays visible as such."""
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    return [_anchor(line) for line in lines[:-1]]  # a line without its end was cut off in writing


def _anchor(line: bytes) -> Anchor:
    try:
        found = json.loads(line)
        return Anchor(
            at=read(found["at"]),
            count=int(found["count"]),
            hash=str(found["hash"]),
            signature=str(found["signature"]),
        )
    except (ValueError, KeyError, TypeError):
        return UNREADABLE


def _append(path: Path, one: Anchor) -> None:
    """One whole line at the end, on the disk before it counts; half a line is taken back."""
    told = {"at": written(one.at), "count": one.count, "hash": one.hash, "signature": one.signature}
    line = f"{json.dumps(told)}\n".encode()
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    try:
        size = os.fstat(file).st_size
        if os.write(file, line) != len(line):
            os.ftruncate(file, size)
            raise OSError("no room for the anchor")
        os.fsync(file)
    finally:
        os.close(file)
