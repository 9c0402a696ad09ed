"""The one door to the alerts: a row is what its events make of it, and nobody is overrun."""

import asyncio
from dataclasses import replace

import pytest
from storage_examples import (
    MINUTE,
    NOON,
    OM,
    POLITIE,
    SKM_7,
    answered,
    raised,
    story,
    withdrawn,
)

from flows.clock import next_due
from flows.evolver import replay
from flows.state import AlertId
from storage.chain import replay_differs
from storage.database import Overtaken
from storage.unit_of_work import Storage


async def test_what_is_kept_is_what_the_events_make_of_it(storage: Storage) -> None:
    async with storage.work() as work:
        kept = await work.alerts.keep(None, story())

    async with storage.view() as work:
        assert await work.alerts.load(SKM_7) == kept == replay(story())
        assert await work.history.events(SKM_7) == story()
        assert await work.alerts.earliest_due() == next_due(kept)
        assert await replay_differs(work) == []


async def test_an_unknown_alert_is_none(storage: Storage) -> None:
    async with storage.view() as work:
        assert await work.alerts.load(SKM_7) is None


async def test_no_events_change_nothing(storage: Storage) -> None:
    async with storage.work() as work:
        before = await work.alerts.keep(None, [raised()])
    async with storage.work() as work:
        assert await work.alerts.keep(before, []) == before
        assert len(await work.history.events(SKM_7)) == 1


async def test_f13_the_second_of_two_writers_is_overtaken(storage: Storage) -> None:
    async with storage.work() as work:
        before = await work.alerts.keep(None, [raised()])
    async with storage.work() as work:
        first = await work.alerts.keep(before, [answered(1)])

    with pytest.raises(Overtaken):
        async with storage.work() as work:
            await work.alerts.keep(before, [answered(3, POLITIE)])

    async with storage.view() as work:
        assert await work.alerts.load(SKM_7) == first
        assert await work.history.events(SKM_7) == [raised(), answered(1)]


async def test_the_same_alert_is_not_raised_twice(storage: Storage) -> None:
    async with storage.work() as work:
        await work.alerts.keep(None, [raised()])
    with pytest.raises(Overtaken):
        async with storage.work() as work:
            await work.alerts.keep(None, [raised(at=NOON + MINUTE)])


async def test_f80_twenty_answers_at_once_are_all_heard(storage: Storage) -> None:
    async with storage.work() as work:
        await work.alerts.keep(None, [raised()])

    async def press(minute: int) -> None:
        while True:
            try:
                async with storage.work() as work:
                    before = await work.alerts.load(SKM_7)
                    await work.alerts.keep(before, [answered(minute)])
            except Overtaken:
                continue
            return

    await asyncio.gather(*(press(minute) for minute in range(1, 21)))

    async with storage.view() as work:
        alert = await work.alerts.load(SKM_7)
        assert alert is not None
        assert alert.version == 21
        assert len(await work.history.events(SKM_7)) == 21
        assert await replay_differs(work) == []


async def test_due_comes_oldest_first_and_in_portions(storage: Storage) -> None:
    ids = [AlertId(f"SKM-2611-{number:02}") for number in (1, 2, 3)]
    async with storage.work() as work:
        for alert, minute in zip(ids, (2, 1, 0), strict=True):
            await work.alerts.keep(None, [raised(alert, NOON + minute * MINUTE)])

    async with storage.view() as work:
        earliest = await work.alerts.earliest_due()
        assert earliest is not None
        assert await work.alerts.due(earliest - MINUTE) == []
        assert await work.alerts.due(earliest) == [ids[2]]
        assert await work.alerts.due(NOON + 600 * MINUTE) == ids[::-1]
        assert await work.alerts.due(NOON + 600 * MINUTE, limit=2) == [ids[2], ids[1]]


async def test_alerts_are_found_by_where_when_and_what(storage: Storage) -> None:
    first, second, third = (AlertId(f"SKM-2611-{number:02}") for number in (1, 2, 3))
    async with storage.work() as work:
        await work.alerts.keep(None, [raised(first, reference="abc"), withdrawn(5)])
        await work.alerts.keep(None, [raised(second, NOON + MINUTE, reference="abc")])
        await work.alerts.keep(None, [raised(third, NOON + 2 * MINUTE, network="utrecht")])

    async with storage.view() as work:
        alerts = work.alerts
        assert [alert.id for alert in await alerts.open_ones()] == [second, third]
        assert [alert.id for alert in await alerts.open_ones("utrecht")] == [third]
        assert await alerts.open_ones("amsterdam", "thv") == []
        recent = await alerts.recent("amsterdam", "skm", NOON)
        assert [alert.id for alert in recent] == [second, first]
        assert await alerts.recent("amsterdam", "skm", NOON + 2 * MINUTE) == []
        same = await alerts.with_reference("amsterdam", "abc", NOON)
        assert [alert.id for alert in same] == [second, first]
        month = await alerts.of_month("amsterdam", "skm", NOON, NOON + MINUTE)
        assert [alert.id for alert in month] == [first]
        assert await alerts.ids() == [first, second, third]


async def test_numbers_count_per_prefix_and_month(storage: Storage) -> None:
    async with storage.work() as work:
        given = [
            await work.alerts.new_id(prefix, year, month)
            for prefix, year, month in [
                ("SKM", 2026, 11),
                ("SKM", 2026, 11),
                ("THV", 2026, 11),
                ("SKM", 2027, 1),
            ]
        ]
        assert given == ["SKM-2611-01", "SKM-2611-02", "THV-2611-01", "SKM-2701-01"]
        for _ in range(98):
            last = await work.alerts.new_id("SKM", 2026, 11)
    assert last == "SKM-2611-100"


async def test_a_row_that_its_events_do_not_explain_is_found(storage: Storage) -> None:
    async with storage.work() as work:
        alert = await work.alerts.keep(None, [raised()])
        assert await work.alerts.agrees(SKM_7, alert)

        assert not await work.alerts.agrees(SKM_7, replace(alert, drill=True))
        assert not await work.alerts.agrees(SKM_7, None)
        assert not await work.alerts.agrees(AlertId("SKM-2611-99"), alert)
        await work.history.add(
            f"alert:{SKM_7}", "Opened", {"screen": "dossier"}, by_person=2, by_role=OM, at=NOON
        )
        assert await replay_differs(work) == []
