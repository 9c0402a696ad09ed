"""The ground under a simulation: a loop that never waits, chance by name, faults by a mask."""

import asyncio

import pytest

from .chance import Chance
from .fates import Fates, Fired
from .loop import LIFE, Deadlock, Tasks, VirtualLoop


def order_of(seed: int | None) -> list[int]:
    """In which order ten tasks run that are ready at once."""
    loop, ran = VirtualLoop(seed), list[int]()

    async def run(number: int) -> None:
        ran.append(number)

    async def all_of_them() -> None:
        await asyncio.gather(*(run(number) for number in range(10)))

    loop.run_until_complete(all_of_them())
    loop.close()
    return ran


def test_a_year_is_slept_through_at_once():
    loop = VirtualLoop(1)

    loop.run_until_complete(asyncio.sleep(365 * 86_400))

    assert loop.time() == pytest.approx(365 * 86_400)
    loop.close()


def test_who_waits_for_nothing_is_told():
    loop = VirtualLoop(1)

    with pytest.raises(Deadlock):
        loop.run_until_complete(asyncio.Event().wait())

    loop.close()


def test_what_is_ready_runs_in_an_order_of_the_seed():
    orders = [order_of(seed) for seed in (1, 1, 2, None)]

    assert orders[0] == orders[1]
    assert orders[0] != orders[2]
    assert orders[3] == list(range(10))


def test_work_for_another_thread_is_done_here():
    loop = VirtualLoop(1)

    async def asks() -> str:
        return await asyncio.to_thread(lambda: "done")

    assert loop.run_until_complete(asks()) == "done"
    loop.close()


def test_a_life_ends_with_everything_it_had_under_way():
    loop, life, heard = VirtualLoop(1), Tasks(), list[str]()

    async def clings() -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            heard.append("cancelled")

    async def story() -> None:
        LIFE.set(life)
        loop.call_later(5, heard.append, "timer")
        loop.create_task(clings())
        LIFE.set(None)
        await asyncio.sleep(1)
        await life.end()
        await asyncio.sleep(10)

    loop.run_until_complete(story())

    assert heard == ["cancelled"]
    assert not life.running
    loop.close()


def test_a_decision_does_not_hang_on_the_decisions_elsewhere():
    here, there = Chance(7), Chance(7)
    for _ in range(5):
        there.here("elsewhere")

    assert here.here("a").random() == there.here("a").random()
    assert here.share("b", 3) == there.share("b", 3)


def strikes(fates: Fates) -> list[Fired]:
    return [one for _ in range(200) if (one := fates.strikes("lost", "api sendMessage"))]


def test_a_mask_lets_no_other_fault_through_and_moves_none():
    first, other = strikes(Fates(Chance(3), {"lost": 0.1}))[:2]

    masked = Fates(Chance(3), {"lost": 0.1}, [other])

    assert strikes(masked) == [other]
    assert first not in masked.fired


def test_after_healing_nothing_goes_wrong():
    fates = Fates(Chance(3), {"lost": 1.0})
    fates.is_healed = True

    assert strikes(fates) == []
