"""When very much comes in at once it waits here, on the disk: a request goes before all else."""

import json
from collections.abc import Sequence
from typing import Any, Protocol

from cryptography.fernet import InvalidToken, MultiFernet

from bot.buttons import Buttons, Code, Forged
from bot.clock import Clock
from bot.loops import sender_of
from bot.telegram.reading import fingerprint
from storage.unit_of_work import Storage
from storage.waiting import Waiting

Raw = dict[str, Any]

PART = 50  # handled before it is looked again whether something urgent came in
MOST = 50_000  # read ahead; what is more waits at Telegram
URGENT = frozenset({Code.VERSTUUR})


class Handles(Protocol):
    """Who handles one update, or puts it aside."""

    async def handle(self, raw: Raw) -> None: ...
    async def put_aside(
        self, update: int, mark: str, payload: bytes, sender: int | None, error: Exception
    ) -> None: ...


class WaitingRoom:
    """Updates may be confirmed at Telegram once they are kept here (R1)."""

    def __init__(
        self,
        handling: Handles,
        storage: Storage,
        clock: Clock,
        safe: MultiFernet,  # what people type is nobody's to read on the disk
        buttons: Buttons,
    ) -> None:
        self._handling = handling
        self._storage, self._clock = storage, clock
        self._safe, self._buttons = safe, buttons
        self.is_empty = False  # as far as we know; the life before this one may have left some
        self._count: int | None = None

    @property
    def is_full(self) -> bool:
        """What is more waits better where it is."""
        return (self._count or 0) >= MOST

    def is_anothers(self) -> None:
        """Another process reads ahead: what is known here says nothing any more."""
        self.is_empty, self._count = False, None

    async def keep(self, updates: Sequence[Raw]) -> None:
        """All of them, or none."""
        now = self._clock.now()
        async with self._storage.work() as work:
            for raw in updates:
                await work.waiting.keep(self._sealed(raw), now, urgent=self._is_urgent(raw))
        self.is_empty = False
        self._count = (self._count or 0) + len(updates)

    async def work_off(self) -> bool:
        """Handle the first few of what waits; whether there was anything.

        What was handled and not yet forgotten is met again after a crash, and known (I3).
        """
        async with self._storage.view() as work:
            part = await work.waiting.first(PART)
            if self._count is None:
                self._count = await work.waiting.count()
        self.is_empty = not part
        if not part:
            self._count = 0
            return False
        done: list[int] = []
        try:
            for one in part:
                await self._handle(one)
                done.append(one.number)
        finally:
            if done:
                async with self._storage.work() as work:
                    await work.waiting.forget(done)
                self._count -= len(done)
        return True

    async def _handle(self, one: Waiting) -> None:
        try:
            raw = json.loads(self._safe.decrypt(one.payload))
        except InvalidToken as error:  # the key is gone: as it is, it goes where a hand is needed
            mark, payload = one.fingerprint, one.payload
            return await self._handling.put_aside(one.update_id, mark, payload, one.sender, error)
        await self._handling.handle(raw)

    def _sealed(self, raw: Raw) -> Waiting:
        return Waiting(
            update_id=raw["update_id"],
            fingerprint=fingerprint(raw),
            sender=sender_of(raw),
            payload=self._safe.encrypt(json.dumps(raw).encode()),
        )

    def _is_urgent(self, raw: Raw) -> bool:
        query = raw.get("callback_query")
        data = query.get("data") if isinstance(query, dict) else None
        if not isinstance(data, str):
            return False
        try:
            return self._buttons.unpack(data).code in URGENT
        except (Forged, ValueError):  # of no use to us, which whoever handles it will say
            return False
