"""A message to ourselves shows whether what is written down arrives, and how soon."""

import asyncio
from datetime import timedelta

import pytest

from bot.health import Reason
from bot.watching import canary as canary_module
from bot.watching.canary import Canary
from storage.outbox import Errand

CHAT = -1009


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(canary_module, "LOOKS_SECONDS", 0.05)
    monkeypatch.setattr(canary_module, "WAITS_SECONDS", 5.0)


@pytest.fixture
def canary(storage, clock, vitals) -> Canary:
    canary = Canary(CHAT, storage, clock)
    vitals.canary_late = canary.is_late
    return canary


async def told(storage, clock, canary, *, after: float, fails: bool = False) -> Errand:
    """One song, told by somebody so many seconds later; gives the errand."""
    song = asyncio.create_task(canary.sings())
    found: list[Errand] = []
    while not found:
        await asyncio.sleep(0.01)
        async with storage.work() as work:
            found = await work.outbox.take(clock.now(), (), 1)
    clock.at += timedelta(seconds=after)
    async with storage.work() as work:
        if fails:
            await work.outbox.fail(found[0].id, clock.now(), "barred")
        else:
            await work.outbox.done(found[0].id, clock.now(), 71)
    canary.heard = await song
    return found[0]


async def test_the_first_time_it_is_sent_and_then_it_is_changed(canary, storage, clock):
    first = await told(storage, clock, canary, after=3)
    second = await told(storage, clock, canary, after=4)

    assert (first.user_id, first.payload["edit"], second.payload["edit"]) == (CHAT, None, 71)
    assert canary.took == 4
    assert canary.heard


@pytest.mark.parametrize(("after", "fails"), [(11, False), (1, True)])
async def test_late_or_refused_is_no_good_song(canary, storage, clock, after, fails):
    await told(storage, clock, canary, after=after, fails=fails)

    assert not canary.heard


async def test_what_nobody_tells_is_late(canary, monkeypatch):
    monkeypatch.setattr(canary_module, "WAITS_SECONDS", 0.1)

    assert not await canary.sings()


async def test_once_is_a_busy_minute_and_twice_is_a_reason(canary, vitals, monkeypatch):
    monkeypatch.setattr(canary_module, "WAITS_SECONDS", 0.1)
    monkeypatch.setattr(canary_module, "AGAIN_SECONDS", 0.0)

    await canary.step()
    assert Reason.CANARY not in vitals.unwell()
    await canary.step()

    assert Reason.CANARY in vitals.unwell()
