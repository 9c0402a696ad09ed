"""What happens in the course of the days: people come with alerts, bad luck comes as planned."""

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.practice.model import ChatKind

from .fates import Fired
from .people import TYPED, Person

if TYPE_CHECKING:
    from .simulation import Simulation

DAY, WEEK = 86_400.0, 7 * 86_400.0
RAISERS = ("vt", "politie", "om", "rvdk")


class Days:
    """The plan of one simulation, worked off as its moments come."""

    def __init__(self, simulation: "Simulation") -> None:
        self._of = simulation
        self._tasks: list[asyncio.Task[None]] = []
        self._plan_alerts()
        self._plan_talk()
        self._plan_troubles()
        self._plan_quiet()

    async def pass_by(self, span: timedelta) -> None:
        """Let the time pass; every few hours everything is looked at."""
        end = self._of.loop.time() + span.total_seconds()
        while self._of.loop.time() < end and not self._of.ledger.failures:
            looks = self._of.options.looked_at.total_seconds()
            await self._rest(min(looks, end - self._of.loop.time()))
            self._of.checks.look()

    async def _rest(self, seconds: float) -> None:
        """So long, and no longer than everything holds: what comes after that says nothing new."""
        wake = self._of.loop.create_future()

        def over() -> None:
            if not wake.done():
                wake.set_result(None)

        timer = self._of.loop.call_later(seconds, over)
        self._of.ledger.failed = over
        await wake
        timer.cancel()

    def mend(self) -> None:
        """Everything that was broken for a while is whole again."""
        for task in self._tasks:
            task.cancel()
        self._of.line.is_down = self._of.disk.is_full = False
        self._of.line.refuses = None

    async def end(self) -> None:
        self.mend()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # what people come with

    def _plan_alerts(self) -> None:
        options, chance = self._of.options, self._of.chance
        stream = chance.at("alerts", 1)
        raisers = [one for one in self._of.people.everybody.values() if one.role in RAISERS]
        at = 0.0
        while True:
            at += stream.expovariate(options.alerts_per_day / DAY)
            if at >= options.weeks * WEEK:
                return
            by = stream.choice(raisers[:2] if stream.random() < 0.7 else raisers)
            if not self._is_quiet(at):
                self._of.people.later(at, self._raises(by))

    def _raises(self, by: Person):  # type: ignore[no-untyped-def]
        return lambda: None if self._of.people.is_asleep else self._of.people.raises(by)

    def _plan_talk(self) -> None:
        stream = self._of.chance.at("talk", 1)
        everybody = list(self._of.people.everybody.values())
        for _ in range(self._of.options.talk):
            by, at = stream.choice(everybody), stream.uniform(0, self._of.options.weeks * WEEK)
            group = stream.choice([None, *self._of.groups.values()])
            if not self._is_quiet(at):
                self._of.people.later(at, self._types(by, group, stream.choice(TYPED)))

    def _types(self, by: Person, group, text: str):  # type: ignore[no-untyped-def]
        return lambda: None if self._of.people.is_asleep else self._of.people.types(by, group, text)

    def _is_quiet(self, at: float) -> bool:
        options = self._of.options
        quiet = options.quiet_from
        return quiet is not None and quiet * DAY <= at <= (quiet + options.quiet_days) * DAY

    def _plan_quiet(self) -> None:
        """They do not press what comes in those days either: else Telegram is never idle."""
        people, options = self._of.people, self._of.options
        if options.quiet_from is not None:
            until = options.quiet_from + options.quiet_days
            people.later(options.quiet_from * DAY, lambda: setattr(people, "is_asleep", True))
            people.later(until * DAY, lambda: setattr(people, "is_asleep", False))

    # what goes wrong

    def _plan_troubles(self) -> None:
        options = self._of.options
        for kind, per_week in options.per_week.items():
            stream = self._of.chance.at(f"plan:{kind}", 1)
            at, n = 0.0, 0
            while True:
                at, n = at + stream.expovariate(per_week / WEEK), n + 1
                if at >= options.weeks * WEEK:
                    break
                self._tasks.append(
                    self._of.loop.create_task(self._comes(at, Fired(kind, "plan", n)))
                )

    async def _comes(self, at: float, fault: Fired) -> None:
        await asyncio.sleep(at)
        if self._of.fates.allows(fault) is None:
            return
        self._of.ledger.met(fault.kind)
        self._of.ledger.tell(f"{fault.kind} #{fault.n}")
        await TROUBLES[fault.kind](self._of, fault)


async def outage(of: "Simulation", fault: Fired) -> None:
    """Telegram is not there, from seconds to half a day."""
    of.line.is_down = True
    of.world.updates.cut()
    await asyncio.sleep(of.fates.spread(fault, 0, 1) ** 4 * 12 * 3600 + 5)
    of.line.is_down = False


async def full_disk(of: "Simulation", fault: Fired) -> None:
    of.disk.is_full = True
    await asyncio.sleep(of.fates.spread(fault, 0, 1) ** 3 * 3 * 3600 + 5)
    of.disk.is_full = False


async def stop(of: "Simulation", fault: Fired) -> None:
    """SIGTERM, as at a new version."""
    if of.lives:
        of.lives[-1].stop.set()


async def crash_at(of: "Simulation", fault: Fired) -> None:
    """SIGKILL, wherever it is."""
    if of.lives:
        of.lives[-1].ends(of.loop.time(), "at a moment")


async def away(of: "Simulation", fault: Fired) -> None:
    """The machine is gone, up to three days: what people did is forgotten at Telegram by then."""
    of.stay_down_until = of.loop.time() + of.fates.spread(fault, 0.02, 1) * 3 * DAY
    await crash_at(of, fault)


async def clock(of: "Simulation", fault: Fired) -> None:
    """Somebody sets the clock on the wall: a little back, or ahead."""
    minutes = of.fates.spread(fault, -10, 60)
    of.clock.set_ahead(timedelta(minutes=minutes))


async def migration(of: "Simulation", fault: Fired) -> None:
    """A small group becomes a supergroup, with another number and nothing in it."""
    small = [one for one in of.groups.values() if one.now.kind is ChatKind.GROUP]
    if small:
        of.world.upgrades(small[0].now)


async def deleted(of: "Simulation", fault: Fired) -> None:
    """An administrator removes a card from the group; the bot is not told."""
    for group in of.groups.values():
        shown = [one for one in group.now.messages.values() if one.pinned and not one.deleted]
        if shown:
            of.world.delete(shown[-1])
            return


async def token(of: "Simulation", fault: Fired) -> None:
    """The token is refused for a while."""
    of.line.refuses = "token"
    await asyncio.sleep(of.fates.spread(fault, 60, 7200))
    of.line.refuses = None


TROUBLES = {
    "outage": outage, "full disk": full_disk, "stop": stop, "crash at": crash_at, "away": away,
    "clock": clock, "migration": migration, "deleted": deleted, "token": token,
}  # fmt: skip
