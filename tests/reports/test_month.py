"""A month is the local month, and owes what fell due in it."""

from collections.abc import AsyncIterator

import pytest
from november import NETWORK, OM, POLITIE, VT, agree, answer, at, happened, start

from bot.reports.month import month
from flows.decider import check_clock
from flows.indicators import Excluded
from storage.cipher import Cipher
from storage.database import upgrade
from storage.unit_of_work import Storage, UnitOfWork


@pytest.fixture
async def work(tmp_path) -> AsyncIterator[UnitOfWork]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'spoedgroep.db'}"
    upgrade(url)
    storage = Storage(url, b"a key that is in no database", Cipher(bytes(32)))
    async with storage.work() as work:
        yield work
    await storage.close()


async def test_alerts_belong_to_the_month_in_which_they_were_asked(work):
    # half past midnight in Amsterdam is still October in UTC
    await work.alerts.keep(None, happened(1, "01 00:30", start("01 01:00")))
    await work.alerts.keep(None, happened(2, "30 23:59"))
    await work.alerts.keep(None, happened(3, "18 10:00", drill=True))

    october = await month(work, NETWORK, "skm", 2026, 10)
    november = await month(work, NETWORK, "skm", 2026, 11)
    elsewhere = await month(work, NETWORK, "ouderen", 2026, 11)

    assert (october.tally.eligible, elsewhere.tally.eligible) == (0, 0)
    assert november.tally.eligible == 2
    assert november.tally.excluded[Excluded.DRILL] == 1


async def test_a_follow_up_counts_in_the_month_in_which_it_fell_due(work):
    course = (answer("30 12:00", POLITIE), answer("30 12:01", OM), start("30 12:30"))
    events = happened(1, "30 11:55", *course, *agree("30 13:00"))
    kept = await work.alerts.keep(None, events)
    due = at("30 13:00").replace(month=12, day=1)
    await work.alerts.keep(kept, check_clock(kept, due))

    november = await month(work, NETWORK, "skm", 2026, 11)
    december = await month(work, NETWORK, "skm", 2026, 12)

    assert (november.tally.figures["M9"].total, november.tally.eligible) == (0, 1)
    assert (december.tally.figures["M9"].total, december.tally.eligible) == (1, 0)


async def test_consultations_are_a_number_next_to_the_alerts(work):
    for when in ("01 00:00", "30 23:59"):
        await work.consultations.add(NETWORK, "skm", OM, VT, at(when))

    november = await month(work, NETWORK, "skm", 2026, 11)
    december = await month(work, NETWORK, "skm", 2026, 12)

    assert (november.consultations, december.consultations) == (2, 0)
