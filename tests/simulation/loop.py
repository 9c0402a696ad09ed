"""An event loop without a machine beneath it: it never waits, it moves its clock on."""

import asyncio
import contextvars
import selectors
import weakref
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

MASK = 2**64 - 1
SMALLEST = 1e-6  # seconds: less would be lost beside the seconds of a year
LIFE: contextvars.ContextVar["Tasks | None"] = contextvars.ContextVar("LIFE", default=None)


class Deadlock(AssertionError):
    """Everybody waits, and nothing is to come."""


class Tasks:
    """Everything that one life of the application has under way: it ends together."""

    is_over = False

    def __init__(self) -> None:
        self.running: dict[asyncio.Task[Any], None] = {}  # in order: a set has one of its own
        self._timers: weakref.WeakSet[asyncio.TimerHandle] = weakref.WeakSet()

    def has(self, task: asyncio.Task[Any]) -> None:
        self.running[task] = None
        task.add_done_callback(self._ended)

    def waits(self, timer: asyncio.TimerHandle) -> None:
        self._timers.add(timer)

    async def end(self) -> None:
        """Cancel until nothing is left; the seams keep the dying from doing anything more."""
        for timer in list(self._timers):
            timer.cancel()
        while self.running:
            for task in list(self.running):
                task.cancel()
            await asyncio.sleep(0)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self.running.pop(task, None)
        if not task.cancelled():
            task.exception()  # seen: what the dead ended with is of no interest


class VirtualLoop(asyncio.SelectorEventLoop):
    """What is ready runs in an order of chance; when nothing is, the clock jumps to the next timer.

    `seed` None keeps the order in which things became ready. The order hangs on the moment, so
    that what happens at one moment does not change the order at all later ones.
    """

    def __init__(self, seed: int | None) -> None:
        self.moment = 0.0
        self._seed = seed
        self._turns = 0
        self.troubles: list[str] = []  # what nobody caught
        super().__init__(_Selector(self))
        self._clock_resolution = SMALLEST
        self.set_task_factory(_task_of_life)
        self.set_exception_handler(_note_trouble)

    def time(self) -> float:
        return self.moment

    def call_at(
        self,
        when: float,
        callback: Callable[..., object],
        *args: Any,
        context: contextvars.Context | None = None,
    ) -> asyncio.TimerHandle:
        timer = super().call_at(when, callback, *args, context=context)
        life = LIFE.get() if context is None else context.get(LIFE)
        if life is not None:
            life.waits(timer)
        return timer

    def run_in_executor(  # type: ignore[override]
        self, executor: object, work: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        """No threads here: it is done at once, and its outcome comes in turn."""

        async def done() -> Any:
            return work(*args)

        return self.create_task(done())

    def _run_once(self) -> None:
        ready = self._ready  # type: ignore[attr-defined]
        if self._seed is not None and len(ready) > 1:
            self._mix(ready)
        super()._run_once()  # type: ignore[misc]

    def _mix(self, ready: Any) -> None:
        self._turns += 1
        state = (int(self.moment * 1000) * 0x9E3779B97F4A7C15 + self._seed + self._turns) & MASK
        for place in range(len(ready) - 1, 0, -1):
            state = (state * 6364136223846793005 + 1442695040888963407) & MASK
            other = (state >> 33) % (place + 1)
            ready[place], ready[other] = ready[other], ready[place]


class _Selector(selectors.BaseSelector):
    """Watches nothing: there is no machine and no network."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop
        self._known: dict[Any, selectors.SelectorKey] = {}

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        key = selectors.SelectorKey(fileobj, int(fileobj), events, data)  # asyncio gives numbers
        self._known[fileobj] = key
        return key

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        return self._known.pop(fileobj)

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        return self._known

    def get_key(self, fileobj: Any) -> selectors.SelectorKey:
        return self._known[fileobj]

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise Deadlock("everybody waits, and nothing is to come")
        if timeout > 0:
            self._loop.moment += max(timeout, SMALLEST)
            self._loop._turns = 0
        return []

    def close(self) -> None:
        self._known.clear()


def _task_of_life(
    loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, Any], **options: Any
) -> asyncio.Task[Any]:
    task = asyncio.Task(work, loop=loop, **options)
    context = options.get("context")
    life = LIFE.get() if context is None else context.get(LIFE)
    if life is not None:
        life.has(task)
    return task


def _note_trouble(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What the dead leave behind is no news; anything else must be heard."""
    if "never retrieved" not in str(context.get("message", "")):
        assert isinstance(loop, VirtualLoop)
        loop.troubles.append(f"{context.get('message')}: {context.get('exception')!r}")
