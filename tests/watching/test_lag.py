"""That everything stood still shows afterwards, and is forgotten after a minute."""

import asyncio
from datetime import timedelta

import pytest

from bot.health import Reason
from bot.watching import lag
from bot.watching.lag import LagMonitor


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(lag, "EVERY_SECONDS", 0.01)


async def second_in_which(monitor: LagMonitor, happens) -> None:
    step = asyncio.create_task(monitor.step())
    await asyncio.sleep(0)  # it has begun
    happens()
    await step


async def test_f07_a_loop_that_was_blocked_for_half_a_minute_is_told(vitals, moves_on, caplog):
    await second_in_which(vitals.lag, lambda: moves_on(30))

    assert 29 < vitals.lag.worst() < 35
    assert Reason.LAG in vitals.unwell()
    assert [record.message for record in caplog.records] == ["stood still"]
    moves_on(61)
    assert vitals.lag.worst() == 0
    assert Reason.LAG not in vitals.unwell()


async def test_an_ordinary_second_is_no_standstill(vitals, caplog):
    await vitals.lag.step()

    assert vitals.lag.worst() < 15
    assert not caplog.records


@pytest.mark.parametrize("hours", [6, -6])
async def test_f10_a_machine_that_slept_is_told_and_makes_nobody_deaf(vitals, clock, caplog, hours):
    def sleeps() -> None:  # its wall clock jumps, the clock of the loop stands still
        clock.at += timedelta(hours=hours)

    await second_in_which(vitals.lag, sleeps)

    assert [record.message for record in caplog.records] == ["clock jumped"]
    assert vitals.unwell() == {}
