"""The duty roster as it is kept: what counts when, and what is there for a while only."""

from datetime import UTC, datetime, time

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
from sqlmodel import select
from storage_examples import MINUTE, NOON, OM, VT

from flows.calendar import ALWAYS, Window
from flows.duty import has_roster, next_shift, on_duty
from storage.duty import DRAFT_LASTS
from storage.duty_tables import RosterDraftRow
from storage.unit_of_work import Storage

OFFICE = (
    Window(days=frozenset(range(5)), opens=time(8, 30), closes=time(17), holidays=False),
    Window(days=frozenset({5}), opens=time(0), closes=time(0)),
)


@pytest.fixture
async def people(storage: Storage) -> People:
    return await colleagues(storage)


async def test_the_week_pattern_counts_until_the_day_it_ends(
    storage: Storage, people: People
) -> None:
    anna, _, _ = people
    async with storage.work() as work:
        number = await weekly(work, anna)
        assert await on_duty_now(work) == (anna,)
        assert not await work.duty.end_week_shift("utrecht", number, MONDAY)
        assert await work.duty.end_week_shift(AMSTERDAM, number, MONDAY)
        assert not await work.duty.end_week_shift(AMSTERDAM, number, MONDAY)
    async with storage.view() as work:
        assert await on_duty_now(work) == ()
        assert await on_duty_now(work, NOON - 7 * DAY) == (anna,)


async def test_days_that_are_put_replace_those_days_of_that_role_only(
    storage: Storage, people: People
) -> None:
    anna, bram, carla = people
    async with storage.work() as work:
        both = [shift(anna, MONDAY, 8, 17), shift(anna, MONDAY + DAY, 8, 17)]
        await work.duty.put_day_shifts(AMSTERDAM, VT, both, "hand", NOON)
        await work.duty.put_day_shifts(AMSTERDAM, OM, [shift(carla, MONDAY, 8, 17)], "hand", NOON)
        await work.duty.put_day_shifts(AMSTERDAM, VT, [shift(bram, MONDAY, 8, 17)], "csv", NOON)
    async with storage.view() as work:
        roster = await work.duty.roster(AMSTERDAM, NOON, NOON + DAY)
        assert on_duty(roster, VT, NOON) == (bram,)
        assert on_duty(roster, VT, NOON + DAY) == (anna,)
        assert on_duty(roster, OM, NOON) == (carla,)
        assert {it.source for it in roster.days if it.role == VT} == {"hand", "csv"}
        assert (await work.duty.roster("utrecht", NOON, NOON)).days == ()


async def test_clearing_a_day_brings_the_week_pattern_back(
    storage: Storage, people: People
) -> None:
    anna, bram, _ = people
    async with storage.work() as work:
        await weekly(work, anna)
        await work.duty.put_day_shifts(AMSTERDAM, VT, [shift(bram, MONDAY, 8, 17)], "hand", NOON)
        assert await on_duty_now(work) == (bram,)
        await work.duty.clear_days(AMSTERDAM, VT, [MONDAY], NOON)
        assert await on_duty_now(work) == (anna,)


async def test_a_night_that_began_yesterday_is_taken_along(
    storage: Storage, people: People
) -> None:
    anna, _, _ = people
    night = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    async with storage.work() as work:
        sunday = MONDAY - DAY
        await work.duty.put_day_shifts(AMSTERDAM, VT, [shift(anna, sunday, 22, 7)], "csv", NOON)
        assert await on_duty_now(work, night) == (anna,)
        assert await on_duty_now(work, night + 4 * HOUR) == ()


async def test_a_roster_for_later_or_of_long_ago_silences_nobody(
    storage: Storage, people: People
) -> None:
    anna, bram, _ = people
    async with storage.work() as work:
        coming = [shift(anna, MONDAY + 3 * DAY, 8, 17), shift(bram, MONDAY + 4 * DAY, 8, 17)]
        await work.duty.put_day_shifts(AMSTERDAM, VT, coming, "csv", NOON)

        async def has_one(at: datetime) -> bool:
            return has_roster(await work.duty.roster(AMSTERDAM, at, at + 30 * DAY), VT)

        held = [await has_one(NOON + days * DAY) for days in (0, 3, 4, 11, 12)]

        assert held == [False, True, True, True, False]
        await weekly(work, anna, since=MONDAY + 10 * DAY)
        assert [await has_one(NOON + days * DAY) for days in (0, 12, 100)] == [False, True, True]


async def test_the_next_shift_is_found_as_far_as_was_looked_up(
    storage: Storage, people: People
) -> None:
    anna, bram, _ = people
    async with storage.work() as work:
        await weekly(work, anna)
        next_week = MONDAY + 7 * DAY
        await work.duty.put_day_shifts(AMSTERDAM, VT, [shift(bram, next_week, 8, 17)], "csv", NOON)
        far = await work.duty.roster(AMSTERDAM, NOON, NOON + 35 * DAY)
        near = await work.duty.roster(AMSTERDAM, NOON, NOON + DAY)

        coming = next_shift(far, anna, NOON)

        assert coming is not None
        assert coming.starts_at == datetime(2026, 12, 7, 7, 0, tzinfo=UTC)
        assert next_shift(near, anna, NOON) is None


async def test_who_is_back_before_time_was_absent_until_then(
    storage: Storage, people: People
) -> None:
    anna, bram, _ = people
    async with storage.work() as work:
        await weekly(work, anna)
        await work.duty.add_absence(anna, NOON - HOUR, NOON + DAY, NOON)
        later = await work.duty.add_absence(anna, NOON + 2 * DAY, NOON + 3 * DAY, NOON)
        assert await on_duty_now(work) == ()
        assert len(await work.duty.absences(anna, NOON)) == 2

        assert await work.duty.end_absence(anna, NOON + MINUTE)
        assert not await work.duty.end_absence(anna, NOON + MINUTE)

        assert await on_duty_now(work, NOON) == ()
        assert await on_duty_now(work, NOON + MINUTE) == (anna,)
        assert [one.id for one in await work.duty.absences(anna, NOON + MINUTE)] == [later]
        assert not await work.duty.cancel_absence(bram, later, NOON)
        assert await work.duty.cancel_absence(anna, later, NOON + MINUTE)
        assert not await work.duty.cancel_absence(anna, later, NOON + MINUTE)
        roster = await work.duty.roster(AMSTERDAM, NOON, NOON + 5 * DAY)
        assert [one.ends_at for one in roster.absences] == [NOON + MINUTE]


async def test_windows_are_versions_and_the_newest_that_began_counts(
    storage: Storage, people: People
) -> None:
    anna, _, _ = people
    async with storage.work() as work:
        for windows, starts_at in ((OFFICE, NOON), (ALWAYS, NOON + DAY), ((), NOON)):
            await work.duty.set_windows(
                AMSTERDAM, VT, windows, owner=anna, starts_at=starts_at, now=NOON - DAY
            )
        await work.duty.set_windows(
            AMSTERDAM, OM, OFFICE, owner=anna, starts_at=NOON - DAY, now=NOON - DAY
        )
    async with storage.view() as work:
        assert await work.duty.windows(AMSTERDAM, NOON - MINUTE) == {OM: OFFICE}
        assert await work.duty.windows(AMSTERDAM, NOON) == {OM: OFFICE, VT: ()}
        assert await work.duty.windows(AMSTERDAM, NOON + DAY) == {OM: OFFICE, VT: ALWAYS}
        assert await work.duty.windows("utrecht", NOON) == {}
        versions = await work.duty.window_versions(AMSTERDAM, VT)
        assert [one.windows for one in versions] == [OFFICE, (), ALWAYS]
        assert {(one.owner, one.made_at) for one in versions} == {(anna, NOON - DAY)}


async def test_a_roster_that_was_sent_in_waits_sealed_and_is_taken_once(
    storage: Storage, people: People
) -> None:
    anna, bram, _ = people
    shifts = (shift(anna, MONDAY, 22, 7), shift(bram, MONDAY, 7, 0))
    async with storage.work() as work:
        await work.duty.keep_draft(7, AMSTERDAM, OM, "csv", shifts[:1], NOON - MINUTE)
        await work.duty.keep_draft(7, AMSTERDAM, VT, "ical", shifts, NOON)
    async with storage.work() as work:
        draft = await work.duty.draft_of(7, NOON)
        assert draft is not None
        assert (draft.network, draft.role, draft.source) == (AMSTERDAM, VT, "ical")
        assert (draft.shifts, draft.expires_at) == (shifts, NOON + DRAFT_LASTS)
        assert await work.duty.draft_of(8, NOON) is None
        assert await work.duty.draft_of(7, NOON + DRAFT_LASTS) is None
        assert await work.duty.drop_draft(7)
        assert not await work.duty.drop_draft(7)
        assert await work.duty.draft_of(7, NOON) is None


async def test_a_draft_of_somebody_else_cannot_be_opened(storage: Storage, people: People) -> None:
    anna, _, _ = people
    async with storage.work() as work:
        await work.duty.keep_draft(7, AMSTERDAM, VT, "csv", [shift(anna, MONDAY, 8, 17)], NOON)
        await work.duty.keep_draft(8, AMSTERDAM, VT, "csv", [shift(anna, MONDAY, 8, 17)], NOON)
        rows = {it.user_id: it for it in await work.duty._session.exec(select(RosterDraftRow))}
        assert "2026" not in rows[7].sealed
        rows[8].sealed = rows[7].sealed
        await work.duty._session.flush()
        assert await work.duty.draft_of(8, NOON) is None
