"""The clock of the town, which stands still, runs and jumps as somebody presses."""

import re
from datetime import datetime, time, timedelta

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.practice.page.open_town import OpenTown
from flows.calendar import local

from .desk import Desk


async def says(desk: Desk, now: datetime) -> None:
    """The clock on the page says this moment of the town."""
    here = local(now)
    said = re.compile(rf"\b{here.day} november om {here:%H:%M:%S}$")
    await expect(desk.face).to_have_text(said)


@pytest_asyncio.fixture(loop_scope="session")
async def still(desk: Desk, town: OpenTown) -> Desk:
    """The desk with a clock that stands still."""
    await desk.turns("Stilzetten")
    await desk.turned("Stilzetten", True)
    assert town.clock.now() == town.clock.now()
    return desk


async def test_where_nothing_was_asked_there_is_no_next_reminder(still, town):
    now = town.clock.now()

    await still.turns("Tot de volgende herinnering")

    await expect(still.notice).to_have_text(
        "Er staat niets te gebeuren. Vraag eerst een spoedoverleg aan."
    )
    await says(still, now)


async def test_ten_minutes_later_it_is_ten_minutes_later(still, town):
    now = town.clock.now()
    await says(still, now)

    await still.turns("+10 min")

    await says(still, now + timedelta(minutes=10))
    assert town.clock.now() == now + timedelta(minutes=10)


async def test_the_clock_runs_again_when_it_is_told_to(still, town):
    stopped = await still.face.inner_text()

    await still.turns("Laten lopen")

    await still.turned("Laten lopen", True)
    await still.turned("Stilzetten", False)
    await expect(still.face).not_to_have_text(stopped)


async def test_fast_is_a_minute_in_each_second(desk, town):
    await desk.turns("Snel vooruit")

    await desk.turned("Snel vooruit", True)
    assert town.clock.setting()["rate"] == 60


async def test_until_the_next_reminder_brings_the_reminder_and_nobody_waited(still):
    alert = await still.vt.asks()
    before = await still.om.log.locator("article").count()

    await still.turns("Tot de volgende herinnering")

    await still.om.sees(f"{alert}: OM heeft nog niet geantwoord")
    assert await still.om.log.locator("article").count() == before + 1


@pytest.mark.parametrize(
    ("button", "weekday", "at"),
    [("Vrijdag 16:10", 4, time(16, 10)), ("02:30", None, time(2, 30))],
)
async def test_the_clock_jumps_to_the_hours_that_are_hardest(still, town, button, weekday, at):
    before = town.clock.now()

    await still.turns(button)

    await expect(still.face).to_contain_text(f"om {at:%H:%M:}")
    now = local(town.clock.now())
    assert (now.hour, now.minute) == (at.hour, at.minute)
    assert weekday in (None, now.weekday())
    assert timedelta() < town.clock.now() - before <= timedelta(days=7)
