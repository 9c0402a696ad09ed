"""The invariants of the ladder: each step at the moment that the rules make of it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flows.chase import LadderClimbed, Why, is_chased, ladder
from flows.evolver import replay
from flows.rules import Role
from flows.state import Alert, Seat
from storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from .checks import Checks

RESTS_AFTER_JUMP = timedelta(minutes=2)
LATE = timedelta(seconds=90)  # beside what was wrong outside


async def steps_are_in_time(checks: "Checks", work: UnitOfWork) -> str | None:
    """I7 and L2: no step of the ladder too early, and none too late while nothing was wrong."""
    for alert in await work.alerts.ids():
        state: Alert | None = None
        since: dict[Role, datetime] = {}  # when the chase of a role began, or began again
        for event in await work.history.events(alert):
            if isinstance(event, LadderClimbed) and event.why is Why.SILENT and state is not None:
                wrong = _wrong(checks, state, event, since[event.role])
                if wrong:
                    return f"{alert}: {event.role} {wrong}"
            state = replay([event], state)
            assert state is not None
            chased = [seat.role for seat in state.seats if is_chased(state, seat)]
            since = {role: since.get(role, event.at) for role in chased}
    return None


def _wrong(checks: "Checks", before: Alert, event: LadderClimbed, since: datetime) -> str | None:
    seat = before.seat(event.role)
    assert seat is not None
    early = _moment_of(before, seat, event.rung) - event.at
    if early > timedelta(0):
        return f"heard of step {event.rung} {early} too early"
    late = event.at - max(since, _moment_of(before, seat, seat.rung + 1))
    if late > _allowed(checks) and checks.was_well(event.at - late, event.at):
        return f"heard of step {event.rung} {late} too late"
    return None


def _allowed(checks: "Checks") -> timedelta:
    """So late at most while all is well; more once the clock was set, as much as it was moved."""
    of = checks.of
    if not of.clock.moved:
        return LATE
    return LATE + of.clock.moved + RESTS_AFTER_JUMP + of.options.looks_every


def _moment_of(alert: Alert, seat: Seat, rung: int) -> datetime:
    return seat.asked_at + ladder(alert)[rung - 1].after
