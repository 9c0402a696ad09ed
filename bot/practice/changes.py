"""Waiting until something in the town has changed."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
LOOK_AGAIN = 0.05  # a condition may hang on something outside the town, which tells nobody


class Changes:
    """Counts what happens in the town, and wakes everyone who waits for that."""

    def __init__(self) -> None:
        self.count = 0
        self._happened = asyncio.Event()

    def notify(self) -> int:
        self.count += 1
        self._happened.set()
        self._happened = asyncio.Event()
        return self.count

    async def wait(self, within: float) -> bool:
        """Whether something changed in so many real seconds."""
        happened = self._happened
        try:
            async with asyncio.timeout(within):
                await happened.wait()
        except TimeoutError:
            return False
        return True

    async def until(self, look: Callable[[], T | None], within: float) -> T | None:
        """What `look` found, as soon as it finds something; None when the time is over."""
        loop = asyncio.get_running_loop()
        end = loop.time() + within
        while True:
            found = look()
            if found:
                return found
            left = end - loop.time()
            if left <= 0:
                return None
            await self.wait(min(left, LOOK_AGAIN))
