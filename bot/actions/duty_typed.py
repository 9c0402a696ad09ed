"""What is typed about the duty, by what was asked for."""

from collections.abc import Awaitable, Callable, Mapping

from bot.actions import duty, duty_roster, duty_windows
from bot.visit import NotNow, Reply, Visit

Take = Callable[[Visit, str, dict[str, str]], Awaitable[Reply]]


async def _absence(visit: Visit, text: str, args: dict[str, str]) -> Reply:
    return await duty.take_absence(visit, text)


async def _no_file(visit: Visit, text: str, args: dict[str, str]) -> Reply:
    raise NotNow("roster.no_file")


TAKES: Mapping[str, Take] = {
    duty.ASKS_ABSENCE: _absence,
    duty_roster.ASKS_HOURS: duty_roster.take_hours,
    duty_roster.ASKS_ROSTER: _no_file,
    duty_windows.ASKS_WINDOWS: duty_windows.take_windows,
    duty_windows.ASKS_FROM: duty_windows.take_from,
}
