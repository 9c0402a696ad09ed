"""How soon what was kept is told, in real seconds, by the real process with a town on this machine.

PYTHONPATH=.:tests/processes .venv/bin/python -m tests.bench.delivery
"""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from statistics import quantiles
from time import perf_counter

os.environ["PTB_TIMEDELTA"] = "1"

from place import PATIENCE, Place, settled

from bot.practice.faults import Fault
from bot.practice.process import Application
from tests.bench.watching import made

ALERTS, DEADLINES, KILLS = 40, 30, 20
WAITS_FOR = 3  # seconds that Telegram asks for, once
A_WHILE = timedelta(minutes=5)  # that the bot is dead while something falls due
NEXT_ALERT = timedelta(minutes=11)


@asynccontextmanager
async def running() -> AsyncIterator[tuple[Place, Application]]:
    with tempfile.TemporaryDirectory() as folder:
        empty, directory = made(Path(folder))
        async with (
            settled(directory, empty) as place,
            Application(place.town, directory) as application,
        ):
            await application.start()
            yield place, application


async def cards() -> list[float]:
    """From the receipt, which comes after the commit, to the card in the group; once a 429."""
    took = []
    async with running() as (place, _):
        vt = place.phones["vt"]
        for number in range(ALERTS):
            if number == ALERTS // 2:
                wait = Fault.RETRY_AFTER(WAITS_FOR)
                place.town.faults.fail("sendMessage", with_=wait)
            before = len(place.town.sent_to(place.group))
            mark = vt.mark()
            await vt.types("/alarm")
            for label in ("Ziekenhuis", "Zwaar letsel", "Acuut", "Verstuur"):
                held = await vt.sees_button(label, within=PATIENCE, after=mark)
                mark = vt.mark()
                began = perf_counter()
                await vt.presses(label, message=held)
            await place.town.until(
                lambda there=before: len(place.town.sent_to(place.group)) > there,
                PATIENCE,
                "a card",
            )
            took.append(perf_counter() - began)
            place.town.clock.moves(NEXT_ALERT)
    return took


async def lateness(dies: Callable[[Application, Place], Awaitable[float]] | None) -> list[float]:
    """From the moment that a reminder is due to its event, or from its start when it was dead."""
    late = []
    async with running() as (place, application):
        for _ in range(DEADLINES if dies is None else KILLS):
            alert = await place.raises(place.phones["vt"])
            (due,) = place.rows("SELECT next_due_at FROM alert WHERE id = ?", alert)[0]
            at = datetime.fromisoformat(f"{due}+00:00")
            if dies is None:
                place.town.clock.moves_to(at - timedelta(seconds=1))
                await _chased(place, alert)
                late.append((_climbed(place, alert) - at).total_seconds())
            else:
                began = await dies(application, place)
                await _chased(place, alert)
                late.append(perf_counter() - began)
            for label in ("politie", "om", "rvdk"):
                await place.phones[label].presses("Kan nu", chat=place.group)
            place.town.clock.moves(timedelta(seconds=60))
    return late


async def _chased(place: Place, alert: str) -> None:
    await place.town.until(lambda: _rows(place, alert), PATIENCE, f"a reminder of {alert}")


def _climbed(place: Place, alert: str) -> datetime:
    return datetime.fromisoformat(f"{_rows(place, alert)[0][0]}+00:00")


def _rows(place: Place, alert: str) -> list[tuple[str]]:
    query = "SELECT at FROM history WHERE subject = ? AND name = 'LadderClimbed' ORDER BY sequence"
    return place.rows(query, f"alert:{alert}")


async def killed_while_due(application: Application, place: Place) -> float:
    """Pull the plug, let the moment pass, start again; gives when the start began."""
    await application.kill()
    place.town.clock.moves(timedelta(minutes=10) + A_WHILE)
    began = perf_counter()
    await application.start()
    return began


async def answering_again() -> list[float]:
    """From a SIGKILL and an immediate start to the answer to what was typed meanwhile."""
    took = []
    async with running() as (place, application):
        vt = place.phones["vt"]
        for _ in range(KILLS):
            began, mark = perf_counter(), vt.mark()
            await application.kill()
            await vt.types("/help")
            starting = asyncio.create_task(application.start())
            await vt.sees("/alarm", within=PATIENCE, after=mark)
            took.append(perf_counter() - began)
            await starting
    return took


def told(what: str, goal: str, seconds: list[float]) -> None:
    cut = quantiles(seconds, n=100, method="inclusive")
    print(
        f"{what} (goal {goal}): p50 {cut[49]:.2f} s, p99 {cut[98]:.2f} s, "
        f"most {max(seconds):.2f} s, {len(seconds)} times"
    )


async def everything() -> None:
    told("commit to card, with one 429", "p99 10 s", await cards())
    told("lateness of a deadline, up", "p99 30 s", await lateness(None))
    told("lateness after recovery", "p99 60 s", await lateness(killed_while_due))
    told("SIGKILL to polling and answering again", "10 s", await answering_again())


if __name__ == "__main__":
    asyncio.run(everything())
