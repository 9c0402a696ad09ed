"""A long loop never stays away in silence: it begins anew, or the process ends (F08)."""

import asyncio

import pytest

from bot.supervisor import MOST_DEATHS, LoopDied, Supervisor


class Heard:
    """Who hears of the rounds."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def begins(self, loop: str) -> None:
        self.said.append(f"{loop} begins")

    def came_round(self, loop: str) -> None:
        self.said.append(f"{loop} came round")

    def went_wrong(self, loop: str, kind: str) -> None:
        self.said.append(f"{loop} {kind}")


async def test_f08_a_loop_that_ends_by_itself_begins_anew(caplog):
    stop, heard, turns = asyncio.Event(), Heard(), []

    async def dies_once() -> None:
        turns.append(1)
        if len(turns) == 2:
            raise asyncio.CancelledError  # as a task within it that was cancelled
        if len(turns) == 4:
            stop.set()

    died: list[int] = []
    supervisor = Supervisor(stop, heard, lambda: died.append(1))
    supervisor.keep({"tell": dies_once})
    await supervisor.lasts()
    await supervisor.close()

    assert heard.said == ["tell begins", "tell came round", "tell begins", *["tell came round"] * 2]
    assert died == [1]
    assert [record.message for record in caplog.records] == ["loop died"]


async def test_f08_a_loop_that_dies_again_and_again_ends_the_process(moves_on):
    stop, heard = asyncio.Event(), Heard()

    async def dies() -> None:
        moves_on(5)  # the pauses between are soon over
        raise asyncio.CancelledError

    supervisor = Supervisor(stop, heard)
    supervisor.keep({"clock": dies})
    with pytest.raises(LoopDied):
        await supervisor.lasts()
    await supervisor.close()

    assert heard.said == ["clock begins"] * MOST_DEATHS


async def test_a_step_that_raises_is_told_and_is_no_death():
    stop, heard, turns = asyncio.Event(), Heard(), []

    async def breaks_once() -> None:
        turns.append(1)
        if len(turns) == 1:
            raise ZeroDivisionError
        stop.set()

    supervisor = Supervisor(stop, heard)
    supervisor.keep({"house": breaks_once})
    await supervisor.lasts()
    await supervisor.close()

    assert heard.said == ["house begins", "house ZeroDivisionError", "house came round"]


async def test_at_the_end_every_loop_ends_also_one_that_waits():
    stop, ended = asyncio.Event(), []

    async def waits() -> None:
        stop.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(1)

    supervisor = Supervisor(stop, Heard())
    supervisor.keep({"receive": waits})
    await supervisor.lasts()
    await supervisor.close()

    assert ended == [1]
