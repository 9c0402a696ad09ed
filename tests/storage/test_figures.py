"""The sums of a month are at every moment what its alerts add up to, and a frozen month stays."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from storage_examples import NOON, POLITIE, SKM_7, answered, raised, story, withdrawn

from bot.rounds.sums import compare
from flows.account import Account, Periods, account
from flows.cells import Cell, cells
from flows.evolver import replay
from flows.people import Function, Post
from flows.state import AlertId
from flows.sums import Sums
from storage.figure_tables import CellRow
from storage.tables import AlertRow
from storage.unit_of_work import Storage, UnitOfWork

LONG_AGO = "2000-01"
BEHEERDER = Post(network="amsterdam", function=Function.ADMIN)
FIRST = raised()
MONTH = f"{FIRST.at:%Y-%m}"
WHERE = (FIRST.network, FIRST.rules.doelgroep)


def drawn(sums: Counter[Cell]) -> Account:
    found = Sums(sums, NOON)
    return account(
        FIRST.rules, WHERE[0], MONTH,
        Periods(month=found, year=found, before=found, line=((MONTH, found),)),
        definitions="2026-11", looked_at=NOON, consultations=0,
    )  # fmt: skip


async def kept(work: UnitOfWork) -> Counter[Cell]:
    return await work.figures.of(*WHERE, [MONTH])


async def adds_a_wrong_sum(work: UnitOfWork) -> None:
    row = {"network": WHERE[0], "doelgroep": WHERE[1], "month": MONTH, "code": "M4"}
    work.figures._session.add(CellRow(**row, part="verzonnen", value=1, n=1))


async def test_the_sums_of_one_alert_are_what_it_adds(storage: Storage) -> None:
    async with storage.work() as work:
        alert = await work.alerts.keep(None, story())

    async with storage.view() as work:
        assert await kept(work) == {c: n for c, n in cells(alert).items() if c.month == MONTH}


async def test_what_an_alert_added_before_is_taken_away(storage: Storage) -> None:
    async with storage.work() as work:
        before = await work.alerts.keep(None, [raised()])
    async with storage.work() as work:
        after = await work.alerts.keep(before, [withdrawn(1)])

    async with storage.view() as work:
        assert await kept(work) == cells(after) == {Cell(MONTH, "telt_niet", "ingetrokken"): 1}
        assert await work.figures.differing(LONG_AGO) == []


async def test_two_alerts_add_up(storage: Storage) -> None:
    async with storage.work() as work:
        await work.alerts.keep(None, [raised()])
        await work.alerts.keep(None, [replace(raised(), id=AlertId("SKM-2611-08"))])

    async with storage.view() as work:
        assert (await kept(work))[Cell(MONTH, "telt", FIRST.facts.urgency.value)] == 2
        assert await work.figures.first_month(*WHERE) == MONTH
        assert await work.figures.first_month(WHERE[0], "ouderen") is None


async def test_what_is_not_committed_changes_no_sum(storage: Storage) -> None:
    async def cut_off() -> None:
        async with storage.work() as work:
            await work.alerts.keep(None, [raised()])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await cut_off()

    async with storage.view() as work:
        assert await kept(work) == Counter()


async def test_months_are_added_up_where_only_their_sum_is_asked(storage: Storage) -> None:
    async with storage.work() as work:
        await work.alerts.keep(None, story())
        months = [MONTH, "2026-10", "2026-12"]
        apart = await work.figures.of(*WHERE, months)
        together = await work.figures.together(*WHERE, months)

    summed: Counter[Cell] = Counter()
    for cell, n in apart.items():
        summed[cell._replace(month="")] += n
    assert together == summed


async def test_one_code_can_be_asked_for(storage: Storage) -> None:
    async with storage.work() as work:
        await work.alerts.keep(None, story())
        found = await work.figures.of(*WHERE, [MONTH], "M4")

    assert {cell.code for cell in found} == {"M4"}


async def test_a_sum_that_is_not_what_the_alerts_add_up_to_is_found_and_counted_anew(
    storage: Storage,
) -> None:
    async with storage.work() as work:
        alert = await work.alerts.keep(None, story())
        await adds_a_wrong_sum(work)
    async with storage.work() as work:
        assert await work.figures.differing(LONG_AGO) == [(*WHERE, MONTH)]
        await work.figures.recount(LONG_AGO)

    async with storage.view() as work:
        assert await work.figures.differing(LONG_AGO) == []
        assert await kept(work) == {c: n for c, n in cells(alert).items() if c.month == MONTH}


async def test_sums_that_are_right_are_compared_without_keeping_anybody_from_writing(
    storage: Storage,
) -> None:
    commits: list[datetime] = []
    async with storage.work() as work:
        await work.alerts.keep(None, story())
    storage.after_commit.append(lambda: commits.append(NOON))

    await compare(storage, NOON)

    assert commits == []


async def test_what_differs_by_night_is_counted_anew_and_told_once(storage: Storage) -> None:
    async with storage.work() as work:
        await work.people.enrol(1, "Bea", BEHEERDER, NOON)
        alert = await work.alerts.keep(None, story())
        await adds_a_wrong_sum(work)

    for _ in range(2):
        await compare(storage, NOON)

    async with storage.work() as work:
        assert await kept(work) == {c: n for c, n in cells(alert).items() if c.month == MONTH}
        told = [one.payload for one in await work.outbox.take(NOON, (), 9)]
    assert [one["args"]["key"] for one in told if one.get("screen") == "line"] == ["admin.figures"]


async def test_what_was_set_right_between_two_looks_is_left_alone(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = Storage.view

    @asynccontextmanager
    async def set_right_after(storage: Storage) -> AsyncIterator[UnitOfWork]:
        async with view(storage) as work:
            yield work
        async with storage.work() as work:
            await work.figures.recount(LONG_AGO)

    async with storage.work() as work:
        await work.people.enrol(1, "Bea", BEHEERDER, NOON)
        await work.alerts.keep(None, story())
        await adds_a_wrong_sum(work)
    monkeypatch.setattr(Storage, "view", set_right_after)

    await compare(storage, NOON)

    async with storage.work() as work:
        told = [one.payload for one in await work.outbox.take(NOON, (), 9)]
    assert not any(one.get("screen") == "line" for one in told)


async def test_a_month_is_frozen_once_and_says_when_an_alert_of_it_changed(
    storage: Storage,
) -> None:
    async with storage.work() as work:
        before = await work.alerts.keep(None, [raised()])
        then = drawn(await kept(work))
        assert await work.figures.freeze(then, NOON)
        assert not await work.figures.freeze(replace(then, counted=99), NOON)
    async with storage.view() as work:
        assert await work.figures.frozen(*WHERE, MONTH) == (then, False)
        assert await work.figures.frozen(*WHERE, "2026-01") == (None, False)

    async with storage.work() as work:
        await work.alerts.keep(before, [answered(1, POLITIE)])

    async with storage.view() as work:
        assert await work.figures.frozen(*WHERE, MONTH) == (then, True)


async def test_what_changes_nothing_in_the_figures_leaves_a_frozen_month_alone(
    storage: Storage,
) -> None:
    course = story()
    async with storage.work() as work:
        before = await work.alerts.keep(None, course[:1])
        await work.figures.freeze(drawn(await kept(work)), NOON)
        for end in range(2, len(course) + 1):
            after = replay(course[:end])
            changes = cells(after) != cells(replay(course[: end - 1]))
            before = await work.alerts.keep(before, course[end - 1 : end])
            _, touched = await work.figures.frozen(*WHERE, MONTH)
            if changes:
                break
            assert not touched


async def test_the_sums_stay_when_the_alert_is_forgotten(storage: Storage) -> None:
    async with storage.work() as work:
        await work.alerts.keep(None, story())
        before = await kept(work)
        await work.alerts._session.exec(delete(AlertRow))  # as the end of its term does

    async with storage.view() as work:
        assert await work.alerts.load(SKM_7) is None
        assert await kept(work) == before


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(1, len(story())), min_size=1, max_size=6))
def test_the_order_in_which_alerts_change_does_not_matter(ends: list[int]) -> None:
    """What each adds last is what counts, whatever it added on the way."""
    course = story()
    sums: Counter[Cell] = Counter()
    for end in ends:
        for now in range(1, end + 1):
            sums.update(cells(replay(course[:now])))
            if now > 1:
                sums.subtract(cells(replay(course[: now - 1])))

    wanted = sum((cells(replay(course[:end])) for end in ends), Counter())
    assert {cell: n for cell, n in sums.items() if n} == wanted


async def test_what_is_counted_beside_the_alerts_is_a_correction_too(storage: Storage) -> None:
    async with storage.work() as work:
        await work.alerts.keep(None, [raised()])
        await work.figures.freeze(drawn(await kept(work)), NOON)
        await work.figures.touch(*WHERE, {"2026-01"}, NOON)
        assert (await work.figures.frozen(*WHERE, MONTH))[1] is False

        await work.figures.touch(*WHERE, {MONTH}, NOON)

        assert (await work.figures.frozen(*WHERE, MONTH))[1] is True
