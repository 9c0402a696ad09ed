"""Duty that is handed over as it is kept: accepted once, by the one who was asked, in time."""

import pytest
from duty_examples import (
    AMSTERDAM,
    DAY,
    HOUR,
    MONDAY,
    People,
    colleagues,
    on_duty_now,
    shift,
    weekly,
)
from storage_examples import MINUTE, NOON, VT

from flows.duty import Stretch
from flows.state import PersonId
from storage.unit_of_work import Storage, UnitOfWork


@pytest.fixture
async def people(storage: Storage) -> People:
    return await colleagues(storage)


async def handed(work: UnitOfWork, giver: PersonId, taker: PersonId) -> int:
    return await work.duty.ask_handover(
        AMSTERDAM,
        VT,
        giver=giver,
        taker=taker,
        starts_at=NOON,
        ends_at=NOON + HOUR,
        now=NOON,
    )


async def test_a_handover_counts_once_the_one_who_was_asked_accepts(
    storage: Storage, people: People
) -> None:
    anna, bram, carla = people
    async with storage.work() as work:
        await weekly(work, anna)
        number = await handed(work, anna, bram)
        assert await on_duty_now(work) == (anna,)
        assert not await work.duty.accept_handover(AMSTERDAM, number, carla, NOON)
        assert not await work.duty.accept_handover(AMSTERDAM, number, anna, NOON)
        assert not await work.duty.accept_handover("utrecht", number, bram, NOON)
        assert not await work.duty.accept_handover(AMSTERDAM, number + 1, bram, NOON)

        assert await work.duty.accept_handover(AMSTERDAM, number, bram, NOON)

        assert not await work.duty.accept_handover(AMSTERDAM, number, bram, NOON)
        assert not await work.duty.refuse_handover(AMSTERDAM, number, bram, NOON)
    async with storage.view() as work:
        assert await on_duty_now(work) == (bram,)
        kept = await work.duty.handover(AMSTERDAM, number)
        assert kept is not None
        assert (kept.accepted_at, kept.ended_at) == (NOON, None)


async def test_a_handover_is_not_accepted_after_its_end_or_a_refusal(
    storage: Storage, people: People
) -> None:
    anna, bram, carla = people
    async with storage.work() as work:
        late, refused = await handed(work, anna, bram), await handed(work, anna, bram)
        assert not await work.duty.accept_handover(AMSTERDAM, late, bram, NOON + HOUR)
        assert not await work.duty.refuse_handover(AMSTERDAM, refused, carla, NOON)
        assert await work.duty.refuse_handover(AMSTERDAM, refused, bram, NOON)
        assert not await work.duty.refuse_handover(AMSTERDAM, refused, bram, NOON)
        assert not await work.duty.refuse_handover(AMSTERDAM, 99, bram, NOON)
        assert not await work.duty.accept_handover(AMSTERDAM, refused, bram, NOON)
        assert [it.id for it in await work.duty.open_handovers(AMSTERDAM)] == [late]
        assert [it.id for it in await work.duty.handovers(AMSTERDAM, NOON, NOON)] == []
        assert [it.id for it in await work.duty.handovers(AMSTERDAM, NOON, NOON + HOUR)] == [late]


async def test_an_accepted_handover_can_be_ended_before_its_time(
    storage: Storage, people: People
) -> None:
    anna, bram, _ = people
    async with storage.work() as work:
        await weekly(work, anna)
        number = await handed(work, anna, bram)
        await work.duty.accept_handover(AMSTERDAM, number, bram, NOON)
        assert await work.duty.end_handover(AMSTERDAM, number, NOON + MINUTE)
        assert not await work.duty.end_handover(AMSTERDAM, number, NOON + MINUTE)
        assert not await work.duty.end_handover(AMSTERDAM, 99, NOON)
        assert await on_duty_now(work, NOON) == (bram,)
        assert await on_duty_now(work, NOON + MINUTE) == (anna,)


async def test_a_request_that_nobody_answered_lapses_when_it_begins(
    storage: Storage, people: People
) -> None:
    anna, bram, _ = people
    async with storage.work() as work:
        number = await handed(work, anna, bram)
        assert await work.duty.lapsed_handovers(AMSTERDAM, NOON - MINUTE) == ()
        assert [it.id for it in await work.duty.lapsed_handovers(AMSTERDAM, NOON)] == [number]
        assert await work.duty.end_handover(AMSTERDAM, number, NOON + 2 * HOUR)
        assert await work.duty.lapsed_handovers(AMSTERDAM, NOON + 2 * HOUR) == ()


async def test_a_swap_is_accepted_by_the_other_and_both_ways_at_once(
    storage: Storage, people: People
) -> None:
    anna, bram, _ = people
    mine, theirs = NOON + DAY, NOON + 2 * DAY
    async with storage.work() as work:
        days = [shift(anna, MONDAY + DAY, 8, 17), shift(bram, MONDAY + 2 * DAY, 8, 17)]
        await work.duty.put_day_shifts(AMSTERDAM, VT, days, "hand", NOON)
        number = await work.duty.ask_swap(
            AMSTERDAM,
            Stretch(role=VT, person=anna, starts_at=mine - HOUR, ends_at=mine + HOUR),
            Stretch(role=VT, person=bram, starts_at=theirs - HOUR, ends_at=theirs + HOUR),
            NOON,
        )
        asked = await work.duty.handover(AMSTERDAM, number)
        assert asked is not None
        assert asked.returns is not None
        assert not await work.duty.accept_handover(AMSTERDAM, asked.returns, anna, NOON)
        assert await on_duty_now(work, mine) == (anna,)
        lapsed = await work.duty.lapsed_handovers(AMSTERDAM, mine)
        assert [it.id for it in lapsed] == [number]

        assert await work.duty.accept_handover(AMSTERDAM, number, bram, NOON)

        assert await on_duty_now(work, mine) == (bram,)
        assert await on_duty_now(work, theirs) == (anna,)
        assert await work.duty.end_handover(AMSTERDAM, number, theirs)
        assert await on_duty_now(work, mine) == (bram,)
        assert await on_duty_now(work, theirs) == (bram,)


async def test_a_swap_is_too_late_when_one_of_the_two_is_over(
    storage: Storage, people: People
) -> None:
    anna, bram, _ = people
    async with storage.work() as work:
        number = await work.duty.ask_swap(
            AMSTERDAM,
            Stretch(role=VT, person=anna, starts_at=NOON, ends_at=NOON + DAY),
            Stretch(role=VT, person=bram, starts_at=NOON, ends_at=NOON + HOUR),
            NOON,
        )
        assert not await work.duty.accept_handover(AMSTERDAM, number, bram, NOON + HOUR)
        assert await work.duty.refuse_handover(AMSTERDAM, number, anna, NOON + HOUR)
        assert await work.duty.open_handovers(AMSTERDAM) == ()
