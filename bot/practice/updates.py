"""The queue of updates, with Telegram's own rules of confirming, expiring and polling."""

import asyncio
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.practice.refusals import ApiError, Json, other_poller, webhook_taken

DAY = timedelta(hours=24)
PRESS = timedelta(seconds=150)
IDLE = timedelta(days=7)
LONGEST_POLL, MOST_AT_ONCE = 50, 100
TOO_FAR_AHEAD = 10  # an offset further on than this is not believed, and reads from the start
OPT_IN = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    id: int
    kind: str
    payload: Json
    expires_at: datetime

    def json(self) -> Json:
        return {"update_id": self.id, self.kind: self.payload}

    @property
    def row(self) -> tuple[str, object]:
        """A webhook gets these one after the other: presses of a person, messages of a chat."""
        if self.kind == "callback_query":
            return self.kind, self.payload["from"]["id"]
        kind = "message" if self.kind == "edited_message" else self.kind
        return kind, self.payload.get("chat", {}).get("id")


class UpdateQueue:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._queue: list[Queued] = []
        self._next = _random_id()
        self._last_at = now()
        self._allowed: frozenset[str] = frozenset()
        self._waiting: asyncio.Future[None] | None = None

    @property
    def pending(self) -> int:
        self._expire()
        return len(self._queue)

    @property
    def polled(self) -> bool:
        """Whether a poll is waiting at this moment."""
        return self._waiting is not None

    def add(self, kind: str, payload: Json) -> None:
        """Which kinds are wanted is decided now: a later wish does not bring back the past."""
        if not (kind in self._allowed if self._allowed else kind not in OPT_IN):
            return
        now = self._now()
        self._expire()
        if not self._queue and now - self._last_at >= IDLE:
            self._next = _random_id()
        lives = PRESS if kind == "callback_query" else DAY
        update = Queued(id=self._next, kind=kind, payload=payload, expires_at=now + lives)
        self._queue.append(update)
        self._next, self._last_at = self._next + 1, now
        self._wake()

    def allow(self, kinds: Iterable[str]) -> None:
        self._allowed = frozenset(kinds)

    async def take(self, offset: int, limit: int, wait: int) -> list[Json]:
        """What getUpdates answers; whatever lies before the offset is forgotten."""
        self._interrupt(other_poller())
        self._forget(offset)
        most = min(max(limit, 1), MOST_AT_ONCE)
        if not self._queue and wait > 0:
            await self._wait(min(wait, LONGEST_POLL))
        self._expire()
        return [update.json() for update in self._queue[:most]]

    def clear(self) -> None:
        self._queue.clear()

    def waiting(self) -> list[Queued]:
        """Everything that was not confirmed or brought yet, oldest first."""
        self._expire()
        return list(self._queue)

    def brought(self, update: Queued) -> None:
        self._queue = [one for one in self._queue if one is not update]

    def webhook_set(self) -> None:
        self._interrupt(webhook_taken())

    def close(self) -> None:
        """Let a waiting poll go with what there is."""
        self._wake()

    async def _wait(self, seconds: int) -> None:
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await waiting
        except TimeoutError:
            return
        finally:
            if self._waiting is waiting:
                self._waiting = None

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
        self._waiting = None

    def _interrupt(self, why: ApiError) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(why)
        self._waiting = None

    def _forget(self, offset: int) -> None:
        self._expire()
        if offset < 0:
            self._queue = self._queue[offset:]
        elif offset <= self._next + TOO_FAR_AHEAD:
            self._queue = [update for update in self._queue if update.id >= offset]

    def _expire(self) -> None:
        now = self._now()
        self._queue = [update for update in self._queue if update.expires_at > now]


def _random_id() -> int:
    return secrets.randbelow(900_000_000) + 1_000_000
