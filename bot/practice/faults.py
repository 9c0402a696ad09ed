"""Telegram on a bad day: what goes wrong, at which method, how often."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

ANY = "*"


class Kind(StrEnum):
    CONNECT = "connection dropped, nothing done"
    DROP_AFTER = "done, connection dropped"
    SLOW = "done, answered late"
    HTTP_502 = "a gateway's page, nothing done"
    HTML_200 = "a page where JSON should be, nothing done"
    HALF_JSON = "done, half an answer"
    RETRY_AFTER = "too many requests"
    UNAUTHORIZED = "token refused"
    CONFLICT = "another poller"


@dataclass(frozen=True, slots=True)
class Fault:
    kind: Kind
    seconds: float = 0

    CONNECT: ClassVar["Fault"]
    DROP_AFTER: ClassVar["Fault"]
    HTTP_502: ClassVar["Fault"]
    HTML_200: ClassVar["Fault"]
    HALF_JSON: ClassVar["Fault"]
    UNAUTHORIZED: ClassVar["Fault"]
    CONFLICT: ClassVar["Fault"]

    @staticmethod
    def SLOW(seconds: float) -> "Fault":
        """So many real seconds."""
        return Fault(Kind.SLOW, seconds)

    @staticmethod
    def RETRY_AFTER(seconds: int) -> "Fault":
        return Fault(Kind.RETRY_AFTER, seconds)


Fault.CONNECT = Fault(Kind.CONNECT)
Fault.DROP_AFTER = Fault(Kind.DROP_AFTER)
Fault.HTTP_502 = Fault(Kind.HTTP_502)
Fault.HTML_200 = Fault(Kind.HTML_200)
Fault.HALF_JSON = Fault(Kind.HALF_JSON)
Fault.UNAUTHORIZED = Fault(Kind.UNAUTHORIZED)
Fault.CONFLICT = Fault(Kind.CONFLICT)

Switch = Callable[[bool], Awaitable[None]]


@dataclass(slots=True)
class _Planned:
    fault: Fault
    left: float


class Faults:
    """A method is named as in the Bot API; "*" stands for every method."""

    def __init__(self, switch: Switch, changed: Callable[[], object]) -> None:
        self._switch, self._changed = switch, changed
        self._planned: dict[str, list[_Planned]] = {}
        self._gates: dict[str, asyncio.Event] = {}
        self._held: Counter[str] = Counter()

    def fail(self, method: str, *, with_: Fault, times: int | None = 1) -> None:
        """Spoil the coming calls; without a number, until heal()."""
        left = float("inf") if times is None else times
        self._planned.setdefault(method.lower(), []).append(_Planned(with_, left))

    def heal(self) -> None:
        """Forget what was planned, and let everything go that was held."""
        self._planned.clear()
        for method in list(self._gates):
            self.release(method)

    async def down(self) -> None:
        """Nobody answers the door: new connections are refused, open ones are cut."""
        await self._switch(False)

    async def up(self) -> None:
        await self._switch(True)

    def hold(self, method: str) -> None:
        """Keep calls waiting, before anything is done, until they are released."""
        self._gates.setdefault(method.lower(), asyncio.Event())

    def release(self, method: str) -> None:
        gate = self._gates.pop(method.lower(), None)
        if gate is not None:
            gate.set()

    def holding(self, method: str) -> int:
        """How many calls are waiting at this moment."""
        return self._held[method.lower()]

    async def pass_gate(self, method: str) -> None:
        for name in (method, ANY):
            gate = self._gates.get(name)
            if gate is None:
                continue
            self._held[name] += 1
            self._changed()
            try:
                await gate.wait()
            finally:
                self._held[name] -= 1

    def next_for(self, method: str) -> Fault | None:
        for name in (method, ANY):
            for planned in self._planned.get(name, []):
                if planned.left > 0:
                    planned.left -= 1
                    return planned.fault
        return None
