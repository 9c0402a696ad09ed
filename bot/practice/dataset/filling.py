"""Acting out births into a database: every command decided, and kept in a real transaction."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.practice.dataset.acting import is_refused
from bot.practice.dataset.turns import Birth, Turn, Turns
from flows.alert import RaiseAlert
from flows.calendar import month_of
from flows.decider import decide
from flows.state import Alert, AlertId
from storage.facts import INVENTED
from storage.unit_of_work import Storage, UnitOfWork

PORTION = 50  # turns in one transaction: a disk is asked to write at the end of each


class Filling:
    """One database that is being filled; what it holds is invented from its first moment on."""

    def __init__(self, storage: Storage, births: Mapping[AlertId, Birth], until: datetime) -> None:
        self._storage = storage
        self._turns = Turns(births, until)
        self.alerts: dict[AlertId, Alert] = {}

    async def fill(self, origin: str, seen: Callable[[int], None]) -> None:
        """Act it all out; `origin` says what it was made with, `seen` hears how many there are."""
        async with self._storage.work() as work:
            await work.facts.set(INVENTED, origin)
        while await self._portion():
            seen(len(self.alerts))

    async def _portion(self) -> bool:
        """Some turns in one transaction; False when all has been acted out."""
        async with self._storage.work() as work:
            for _ in range(PORTION):
                turn = self._turns.next()
                if turn is None:
                    return False
                await self._take(work, turn)
        return True

    async def _take(self, work: UnitOfWork, turn: Turn) -> None:
        before = self.alerts.get(turn.alert)
        if is_refused(turn, before):
            return self._turns.took(turn, before)
        if isinstance(turn.command, RaiseAlert):
            series = turn.alert.split("-")[0]
            number = await work.alerts.new_id(series, *month_of(turn.at))
            assert number == turn.alert, "the series begins with what is invented"
        events = decide(before, turn.command, turn.at)
        after = await work.alerts.keep(before, events)
        self.alerts[turn.alert] = after
        self._turns.took(turn, after)
