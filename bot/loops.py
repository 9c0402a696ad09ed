"""Every loop takes its step again and again, and every update is handled or put aside."""

import asyncio
import json
import logging
import traceback
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Protocol

from cryptography.fernet import MultiFernet

from bot.clock import Clock
from bot.errands import alarm_admins, line_errand
from bot.logs import error_number
from bot.meter import Meter
from bot.telegram.reading import fingerprint
from bot.telegram.routes import Routes
from bot.telegram.trouble import Trouble
from storage.database import CannotKeep, Overtaken
from storage.unit_of_work import Storage

log = logging.getLogger("spoedgroep.loops")

TRIES = 3
MOST_BROKEN = 2  # a connection that lay broken is noticed by the first who uses it
MOST_OVERTAKEN = 20  # at every turn by another: as many as there are people who press at once
FIRST_PAUSE = timedelta(milliseconds=100)
MOST_PAUSE = timedelta(seconds=30)

Step = Callable[[], Awaitable[None]]
NotKept = Callable[[int | None], Awaitable[None]]  # to whom it is said that nothing was kept


class Rounds(Protocol):
    """Who hears of each round of a loop."""

    def begins(self, loop: str) -> None: ...
    def came_round(self, loop: str) -> None: ...
    def went_wrong(self, loop: str, kind: str) -> None: ...


async def forever(name: str, step: Step, stop: asyncio.Event, rounds: Rounds | None = None) -> None:
    """Run a step again and again; a bug in it is logged and the loop goes on, slower each time.

    The file that this stands in is the only one that catches everything.
    """
    pause = FIRST_PAUSE
    while not stop.is_set():
        try:
            await step()
            pause, wrong, rest = FIRST_PAUSE, None, None
        except Trouble as trouble:
            wrong, rest = type(trouble).__name__, max(trouble.pause, pause)
            log.warning("telegram trouble", extra={"loop": name, "kind": wrong})
        except Exception as error:
            wrong, rest = type(error).__name__, pause
            log.error("step failed", extra={"loop": name, "error": place(error)})
        if rounds is not None and wrong is None:
            rounds.came_round(name)
        elif rounds is not None and wrong is not None:
            rounds.went_wrong(name, wrong)
        if rest is not None:
            await _rest(stop, rest)
            pause = min(pause * 2, MOST_PAUSE)


async def trouble_of(work: Awaitable[None]) -> str | None:
    """Do something that went wrong before; the kind and place of the error if it does so again."""
    try:
        await work
    except Exception as error:
        return place(error)
    return None


class Handling:
    """What is done with one update, whether it was fetched or brought."""

    def __init__(
        self,
        routes: Routes,
        storage: Storage,
        clock: Clock,
        safe: MultiFernet,
        not_kept: NotKept,
        meter: Meter | None = None,
    ) -> None:
        self._routes = routes
        self._storage = storage
        self._clock = clock
        self._safe = safe  # for the payload of an update that is set aside
        self._not_kept = not_kept
        self._meter = meter or Meter()

    async def handle(self, raw: dict[str, Any]) -> None:
        """Try three times, then put it aside: no update may stand in the way of the next.

        When that cannot be written down either, who did it hears so past the outbox, the error
        passes, and the update comes again.
        """
        try:
            await self._try(raw)
        except Exception:
            await self._not_kept(sender_of(raw))
            raise

    async def _try(self, raw: dict[str, Any]) -> None:
        again = {Overtaken: MOST_OVERTAKEN, CannotKeep: MOST_BROKEN}
        while True:
            try:
                await self._routes.dispatch(raw)
                return self._meter.handled()
            except (Overtaken, CannotKeep) as error:  # no fault of the update
                again[type(error)] -= 1
                if again[type(error)] > 0:
                    continue  # who was first is done, and what broke is made anew: decide again
                if isinstance(error, CannotKeep):
                    raise  # it stays until there is room
                wrong: Exception = error
            except Exception as error:
                wrong = error
            if await self._is_set_aside(raw, wrong):
                return

    async def _is_set_aside(self, raw: dict[str, Any], error: Exception) -> bool:
        """Note one more failure; whether that was the last."""
        mark, name = fingerprint(raw), type(error).__name__
        async with self._storage.work() as work:
            tries = await work.updates.failed(raw["update_id"], mark, self._clock.now())
        log.error("update failed", extra={"update": raw["update_id"], "error": name})
        if tries >= TRIES:
            await self._set_aside(raw, mark, error)
        return tries >= TRIES

    async def _set_aside(self, raw: dict[str, Any], mark: str, error: Exception) -> None:
        payload = self._safe.encrypt(json.dumps(raw).encode())
        await self.put_aside(raw["update_id"], mark, payload, sender_of(raw), error)

    async def put_aside(
        self, update: int, mark: str, payload: bytes, sender: int | None, error: Exception
    ) -> None:
        """Keep it until the repair; who sent it hears that it was not recorded, and so do others.

        The payload comes encrypted.
        """
        now = self._clock.now()
        async with self._storage.work() as work:
            await work.updates.set_aside(
                update,
                mark,
                error=type(error).__name__,
                trace=place(error),
                payload=payload,
                now=now,
            )
            await alarm_admins(work, "admin.set_aside", now, update=str(update))
            if sender is not None and await work.people.member(sender) is not None:
                number = error_number(error)
                await work.outbox.tell(
                    line_errand(sender, "update.not_recorded", now, number=number)
                )
        self._meter.set_aside()


async def _rest(stop: asyncio.Event, pause: timedelta) -> None:
    try:
        async with asyncio.timeout(pause.total_seconds()):
            await stop.wait()
    except TimeoutError:
        return  # rested


def sender_of(raw: dict[str, Any]) -> int | None:
    """Who sent an update that we could not make sense of, as far as one can tell."""
    for part in raw.values():
        sender = part.get("from") if isinstance(part, dict) else None
        if isinstance(sender, dict) and isinstance(sender.get("id"), int):
            return int(sender["id"])
    return None


def place(error: BaseException) -> str:
    """The kind of an error and where it came up; never its text, which may hold anything."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-4:]))
    return f"{type(error).__name__} {where}"
