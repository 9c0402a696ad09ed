"""Each update has its effect once, and the bot remembers what it was in the middle of."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from storage_examples import ANNA, MINUTE, NOON, OM, VT

from flows.draft import DRAFT_LASTS, begin_draft
from storage.drafts import Asked
from storage.unit_of_work import Storage

USER = 7_000_000_001
UPDATE = 9_876_543_210


async def test_f34_an_update_is_handled_once(storage: Storage) -> None:
    async with storage.work() as work:
        assert await work.updates.first_time(UPDATE, "f", NOON)
    async with storage.work() as work:
        assert not await work.updates.first_time(UPDATE, "f", NOON)
        assert await work.updates.first_time(UPDATE, "other", NOON)


async def test_an_update_whose_handling_failed_is_new_again(storage: Storage) -> None:
    async def handle_badly() -> None:
        async with storage.work() as work:
            assert await work.updates.first_time(UPDATE, "f", NOON)
            raise LookupError

    with pytest.raises(LookupError):
        await handle_badly()
    async with storage.work() as work:
        assert await work.updates.first_time(UPDATE, "f", NOON)


async def test_f20_an_update_that_comes_in_ten_times_at_once_has_one_effect(
    storage: Storage,
) -> None:
    async def handle() -> bool:
        async with storage.work() as work:
            first = await work.updates.first_time(UPDATE, "f", NOON)
            if first:
                await work.alerts.new_id("SKM", 2026, 11)
            return first

    assert sum(await asyncio.gather(*(handle() for _ in range(10)))) == 1
    async with storage.work() as work:
        assert await work.alerts.new_id("SKM", 2026, 11) == "SKM-2611-02"


async def test_failures_are_counted_per_update(storage: Storage) -> None:
    async with storage.work() as work:
        tries = [await work.updates.failed(UPDATE, "f", NOON) for _ in range(3)]
        assert tries == [1, 2, 3]
        assert await work.updates.failed(UPDATE, "other", NOON) == 1


async def test_what_is_set_aside_waits_until_it_is_settled(storage: Storage) -> None:
    async with storage.work() as work:
        for _ in range(2):
            await work.updates.set_aside(
                UPDATE, "f", error="KeyError", trace="line 1", payload=b"\x00secret", now=NOON
            )
        (aside,) = await work.updates.set_asides()
        assert (aside.update_id, aside.fingerprint, aside.error) == (UPDATE, "f", "KeyError")
        assert (aside.trace, aside.payload, aside.at) == ("line 1", b"\x00secret", NOON)
        await work.updates.settle(aside.id, NOON)
        assert await work.updates.set_asides() == []


async def test_updates_are_forgotten_after_their_terms(storage: Storage) -> None:
    async with storage.work() as work:
        await work.updates.first_time(UPDATE, "f", NOON)
        await work.updates.failed(UPDATE, "f", NOON)
        await work.updates.set_aside(UPDATE, "f", error="", trace="", payload=b"x", now=NOON)

        await work.updates.forget(NOON + timedelta(hours=48))
        assert [aside.payload for aside in await work.updates.set_asides()] == [b"x"]
        await work.updates.forget(NOON + timedelta(hours=49))
        assert [aside.payload for aside in await work.updates.set_asides()] == [None]

        await work.updates.forget(NOON + timedelta(days=8))
        assert not await work.updates.first_time(UPDATE, "f", NOON)
        await work.updates.forget(NOON + timedelta(days=8, minutes=1))
        assert await work.updates.first_time(UPDATE, "f", NOON)
        assert await work.updates.failed(UPDATE, "f", NOON) == 1


async def test_a_draft_is_kept_replaced_and_dropped(storage: Storage) -> None:
    draft = begin_draft(ANNA, "amsterdam", ("skm", "thv"), NOON)
    async with storage.work() as work:
        assert await work.drafts.of(USER) is None
        await work.drafts.keep(USER, draft)
        further = replace(draft, doelgroep="skm", touched_at=NOON + MINUTE)
        await work.drafts.keep(USER, further)
        assert await work.drafts.of(USER) == further
        assert await work.drafts.expired(NOON + DRAFT_LASTS) == []
        assert await work.drafts.expired(NOON + MINUTE + DRAFT_LASTS) == [USER]
        await work.drafts.drop(USER)
        assert await work.drafts.of(USER) is None


async def test_what_is_asked_is_expected_until_it_expires(storage: Storage) -> None:
    later = NOON + 5 * MINUTE
    async with storage.work() as work:
        await work.asked.expect(USER, "time", {"alert": "SKM-2611-07"}, NOON + MINUTE)
        await work.asked.expect(USER, "reference", {"draft": True}, later)
        expected = Asked(what="reference", args={"draft": True}, expires_at=later)
        assert await work.asked.of(USER, NOON + 4 * MINUTE) == expected
        assert await work.asked.of(USER, later) is None
        await work.asked.clear(USER)
        assert await work.asked.of(USER, NOON) is None


async def test_f92_a_job_is_done_once_per_period(storage: Storage) -> None:
    async with storage.work() as work:
        assert await work.jobs.first_time("report", "2026-11", NOON)
        assert not await work.jobs.first_time("report", "2026-11", NOON)
        assert await work.jobs.first_time("report", "2026-12", NOON)


async def test_the_pulse_and_the_facts_are_the_last_that_was_said(storage: Storage) -> None:
    async with storage.work() as work:
        assert await work.pulse.last() is None
        await work.pulse.beat(NOON)
        await work.pulse.beat(NOON + MINUTE)
        assert await work.pulse.last() == NOON + MINUTE
        assert await work.facts.get("bot_id") is None
        await work.facts.set("bot_id", "1")
        await work.facts.set("bot_id", "2")
        assert await work.facts.get("bot_id") == "2"


async def test_consultations_are_counted_per_stretch(storage: Storage) -> None:
    async with storage.work() as work:
        for minute in (0, 1, 2):
            at = NOON + minute * MINUTE
            await work.consultations.add("amsterdam", "skm", OM, VT, at)
        count = work.consultations.count
        assert await count("amsterdam", "skm", NOON, NOON + 2 * MINUTE) == 2
        assert await count("amsterdam", "thv", NOON, NOON + 2 * MINUTE) == 0
