"""Brings updates to the webhook as Telegram does: each row in order, again until it is heard."""

import asyncio
from collections.abc import Callable

import aiohttp

from bot.practice.calls import Call
from bot.practice.faults import Faults, Kind
from bot.practice.profile import ON_THIS_MACHINE
from bot.practice.updates import Queued
from bot.practice.world import Webhook, World

NAME = "webhook"  # in the log of calls, and for faults
FIRST_PAUSE, MOST_PAUSE = 1.0, 60.0  # real seconds
ANSWERS_WITHIN = aiohttp.ClientTimeout(total=60)


class Courier:
    """Every try is in the log as a call of "webhook", with the update that was brought."""

    def __init__(self, world: World, faults: Faults, note: Callable[[Call], None]) -> None:
        self._world, self._faults, self._note = world, faults, note
        self._under_way: dict[tuple[str, object], asyncio.Task[None]] = {}

    async def run(self) -> None:
        """As long as the town is open."""
        try:
            async with aiohttp.ClientSession(timeout=ANSWERS_WITHIN) as session:
                while True:
                    self._set_out(session)
                    await self._world.changes.wait(FIRST_PAUSE)
        finally:
            for task in self._under_way.values():
                task.cancel()

    def _set_out(self, session: aiohttp.ClientSession) -> None:
        hook = self._world.webhook
        for update in self._world.updates.waiting() if _is_near(hook) else ():
            if len(self._under_way) < hook.max_connections and update.row not in self._under_way:
                bringing = asyncio.create_task(self._bring(session, update))
                self._under_way[update.row] = bringing

    async def _bring(self, session: aiohttp.ClientSession, update: Queued) -> None:
        pause = FIRST_PAUSE
        try:
            while update in self._world.updates.waiting() and _is_near(hook := self._world.webhook):
                if (asked := await self._try(session, hook, update)) is None:
                    return self._world.updates.brought(update)
                await asyncio.sleep(asked or pause)
                pause = min(2 * pause, MOST_PAUSE)
        finally:
            del self._under_way[update.row]
            self._world.changes.notify()

    async def _try(
        self, session: aiohttp.ClientSession, hook: Webhook, update: Queued
    ) -> float | None:
        """None when it was heard; else how long we are asked to wait, 0 for as we like."""
        await self._faults.pass_gate(NAME)
        fault = self._faults.next_for(NAME)
        failure, asked = "Connection refused", 0.0
        if fault is None or fault.kind is not Kind.CONNECT:
            headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret}
            try:
                async with session.post(hook.url, json=update.json(), headers=headers) as answer:
                    failure = (
                        "" if answer.ok else f"Wrong response from the webhook: {answer.status}"
                    )
                    asked = float(answer.headers.get("Retry-After", 0))
            except (aiohttp.ClientError, TimeoutError, OSError):
                failure = "Connection reset by peer"
        if fault is not None and fault.kind is Kind.DROP_AFTER:
            failure = "Read timeout expired"
        now = self._world.clock.now()
        outcome = {"ok": not failure, "description": failure}
        self._note(Call(at=now, method=NAME, params=update.json(), outcome=outcome))
        if failure:
            hook.failed_at, hook.failure = now, failure
        return asked if failure else None


def _is_near(hook: Webhook) -> bool:
    """Nothing of a town leaves this machine: what is for an address elsewhere waits."""
    return hook.url.startswith(ON_THIS_MACHINE)
