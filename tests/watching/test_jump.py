"""A clock that is set forward wakes nobody at once; waking up from sleep is no such thing."""

import asyncio
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from courses import ID, NETWORK, asked, at

from bot.clock_watcher import ClockWatcher
from bot.jump_watch import RESTS, JumpWatch
from flows.people import Function, Post

DAY = timedelta(days=1)


def pass_by(clock, span):
    clock.at += span
    clock.counted += span


def test_f89_a_clock_that_is_set_a_day_forward_gives_two_minutes_of_rest(clock):
    watch = JumpWatch(clock)
    clock.at += DAY

    assert watch.look() == DAY
    assert watch.rest() == RESTS
    pass_by(clock, RESTS)
    assert watch.look() is None
    assert not watch.rest()


def test_f89_the_rest_ends_by_itself_also_when_the_clock_is_put_right_meanwhile(clock):
    watch = JumpWatch(clock)
    clock.at += DAY
    watch.look()
    clock.at -= DAY

    assert watch.look() is None
    pass_by(clock, RESTS)
    assert not watch.rest()


def test_f10_a_machine_that_slept_for_a_night_tells_at_once_what_fell_due(clock):
    watch = JumpWatch(clock)
    pass_by(clock, timedelta(hours=9))

    assert watch.look() is None
    assert not watch.rest()


def test_f88_a_clock_that_is_set_back_holds_nothing_up(clock):
    watch = JumpWatch(clock)
    clock.at -= DAY

    assert watch.look() is None
    assert not watch.rest()


async def test_f89_nobody_is_chased_meanwhile_and_the_beheerder_hears_of_it(storage, clock):
    course = asked("27 14:40")
    async with storage.work() as work:
        await work.people.enrol(7, "Bo", Post(network=NETWORK, function=Function.ADMIN), course.now)
        await work.alerts.keep(None, course.events)
    clock.at = course.now
    scheduler, told = AsyncIOScheduler(), asyncio.Event()
    watcher = ClockWatcher(storage, clock, scheduler)
    scheduler.start()
    clock.at += timedelta(minutes=12)  # two past the first reminder
    storage.after_commit.append(told.set)

    at_rest = asyncio.create_task(watcher.step())
    await told.wait()
    assert await seats_asked(storage) == 0
    assert await words_to_admins(storage) == ["admin.clock_set"]

    pass_by(clock, RESTS)
    watcher.bell.set()
    await at_rest
    await watcher.step()

    assert await seats_asked(storage) > 0
    scheduler.shutdown(wait=False)


async def seats_asked(storage) -> int:
    """How many roles were chased by now."""
    async with storage.view() as work:
        return sum(seat.rung for seat in (await work.alerts.load(ID)).seats)


async def words_to_admins(storage) -> list[str]:
    async with storage.work() as work:
        taken = await work.outbox.take(at("27 15:00"), (), 9)
    return [one.payload["args"]["key"] for one in taken]
