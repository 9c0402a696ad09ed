"""Whose turn it is: many alerts side by side, each with people who act and a clock that looks."""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush
from itertools import count

from config.networks import Network
from flows.calendar import month_of
from flows.clock import CheckClock, next_due
from flows.decider import Command
from flows.overleg import ConcludeOverleg
from flows.refusal import Refusal
from flows.state import Alert, AlertId, By


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusing:
    """A wish that the rules do not grant, and why not."""

    command: Command
    refusal: Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A command for another alert than one's own."""

    alert: AlertId
    command: Command


# What the people around an alert want next: to wait until a moment, or something done at once.
# They are told what the alert has become.
Wish = datetime | Command | Refusing | Elsewhere
Life = Generator[Wish, Alert, None]
Stretch = tuple[datetime, datetime]


@dataclass(slots=True)
class Ledger:
    """What the people around one alert know of the others."""

    numbers: dict[str, AlertId] = field(default_factory=dict)  # by the key of a fate or the case
    concluded: Counter[str] = field(default_factory=Counter)  # by doelgroep, as they come

    def concludes(self, by: By, doelgroep: str) -> ConcludeOverleg:
        """Conclude the next overleg of this doelgroep."""
        before = self.concluded[doelgroep]
        self.concluded[doelgroep] += 1
        return ConcludeOverleg(by=by, concluded_before=before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Birth:
    """An alert that is going to be raised, and what happens to it then."""

    at: datetime
    doelgroep: str
    begin: Callable[[AlertId], Life]
    drill: bool = False
    away: Stretch | None = None  # the bot is down: what is done then arrives when it is back
    case: str | None = None  # the edge case of dataset.md 4.8 that it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One command at one moment; with `refusal` it must be refused for that reason."""

    at: datetime
    alert: AlertId
    command: Command
    refusal: Refusal | None = None


@dataclass(slots=True, kw_only=True)
class _Running:
    """One alert under way: its people sleep until `wakes`, unless they have a wish right now."""

    id: AlertId
    begin: Callable[[AlertId], Life]
    away: Stretch | None
    wakes: datetime | None
    life: Life | None = None
    wish: Command | Refusing | Elsewhere | None = None
    alert: Alert | None = None
    due: datetime | None = None
    stamp: int = 0  # which entry of the queue is the valid one


class Turns:
    """Hands out the turns in order of time; say after each what the alert has become.

    Who is tapping on taps on; whenever nobody does, the clock looks at what has fallen due.
    """

    def __init__(self, births: Mapping[AlertId, Birth], until: datetime) -> None:
        self._until = until
        self._queue: list[tuple[datetime, int, int, _Running]] = []
        self._running: dict[AlertId, _Running] = {}
        self._order = count()  # of what comes at the same moment
        self._asker: _Running | None = None
        for alert, birth in births.items():
            running = _Running(id=alert, begin=birth.begin, away=birth.away, wakes=birth.at)
            self._running[alert] = running
            self._queues(running, birth.at)

    def next(self) -> Turn | None:
        """The next turn; None when everything is at rest, or what comes is later than the end."""
        while self._queue:
            at, _, stamp, running = heappop(self._queue)
            if stamp != running.stamp:
                continue
            if at > self._until:
                return None
            if running.due is not None and running.due <= at:
                return Turn(at=at, alert=running.id, command=CheckClock())
            if (turn := self._wished(running, at)) is not None:
                return turn
            self._queues(running, at)
        return None

    def took(self, turn: Turn, alert: Alert | None) -> None:
        """Hear what became of the alert whose turn it was."""
        running = self._running[turn.alert]
        if alert is not None:
            running.alert, running.due = alert, None
        if isinstance(turn.command, CheckClock):
            return self._rests(running, turn.at)
        asker = self._asker or running
        self._asker = None
        self._resume(asker, turn.at)
        for one in {running.id: running, asker.id: asker}.values():
            self._rests(one, turn.at)

    def _wished(self, running: _Running, at: datetime) -> Turn | None:
        """What its people want now; None when they want to sleep on, or nothing more."""
        if running.wish is None:
            self._resume(running, at)
        wish = running.wish
        if wish is None:
            return None
        running.wish = None
        if isinstance(wish, Refusing):
            return Turn(at=at, alert=running.id, command=wish.command, refusal=wish.refusal)
        if isinstance(wish, Elsewhere):
            self._asker = running
            return Turn(at=at, alert=wish.alert, command=wish.command)
        return Turn(at=at, alert=running.id, command=wish)

    def _resume(self, running: _Running, now: datetime) -> None:
        try:
            if running.life is None:
                running.life = running.begin(running.id)
                wish = next(running.life)
            else:
                assert running.alert is not None, "a life begins with its raising"
                wish = running.life.send(running.alert)
        except StopIteration:
            running.wish, running.wakes = None, None
            return
        if isinstance(wish, datetime):
            running.wish, running.wakes = None, max(wish, now)
        else:
            running.wish, running.wakes = wish, now

    def _rests(self, running: _Running, now: datetime) -> None:
        """Nobody taps on at this moment, or somebody does: see what comes first."""
        if running.wish is None and running.alert is not None:
            running.due = next_due(running.alert)
        self._queues(running, now)

    def _queues(self, running: _Running, now: datetime) -> None:
        moments = [at for at in (running.wakes, running.due) if at is not None]
        if not moments:
            return
        at = max(min(moments), now)
        if running.away is not None and running.away[0] <= at < running.away[1]:
            at = running.away[1]
        running.stamp += 1
        heappush(self._queue, (at, next(self._order), running.stamp, running))


def numbered(births: Iterable[Birth], network: Network) -> dict[AlertId, Birth]:
    """The births in order of time, each with the number that it gets."""
    last: Counter[str] = Counter()
    found: dict[AlertId, Birth] = {}
    for birth in sorted(births, key=lambda one: one.at):
        prefix = network.drill_prefix if birth.drill else network.prefix(birth.doelgroep)
        year, month = month_of(birth.at)
        series = f"{prefix}-{year % 100:02}{month:02}"
        last[series] += 1
        found[AlertId(f"{series}-{last[series]:02}")] = birth
    return found
