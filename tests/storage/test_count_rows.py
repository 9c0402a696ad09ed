"""What is counted beside the alerts is kept, on both databases, and never with a person."""

import asyncio
from datetime import UTC, datetime, timedelta

from storage_examples import NOON, OM, VT

from config.terms import load_terms
from flows.people import Function, Post
from flows.pulse import PulseQuestion
from flows.rules import Role
from flows.state import PersonId
from storage.counts import EligibleCases
from storage.unit_of_work import Storage, UnitOfWork

NETWORK, ELSEWHERE = "amsterdam", "utrecht"
TOGETHER, FINDING, WORK = PulseQuestion


async def somebody(work: UnitOfWork, number: int, role: Role = OM) -> PersonId:
    post = Post(network=NETWORK, function=Function.MEMBER, role=role)
    return (await work.people.enrol(7_000_000_000 + number, "N", post, NOON)).person


async def test_concluded_overleggen_are_counted_per_network_and_doelgroep(storage: Storage) -> None:
    for before in range(3):
        async with storage.work() as work:
            assert await work.counts.concluded(NETWORK, "skm") == before
            await work.counts.add_concluded(NETWORK, "skm")
    async with storage.work() as work:
        assert await work.counts.concluded(NETWORK, "skm") == 3
        assert await work.counts.concluded(NETWORK, "skm") == 3, "looking is not counting"
        assert await work.counts.concluded(NETWORK, "ouderen") == 0
        assert await work.counts.concluded(ELSEWHERE, "skm") == 0


async def test_eligible_cases_are_of_one_month_and_the_last_word_counts(storage: Storage) -> None:
    later = NOON + timedelta(days=1)
    async with storage.work() as work:
        counts = work.counts
        assert await counts.eligible(NETWORK, "skm", 2026, 10) is None
        unknown = EligibleCases(cases=None, role=VT, at=NOON)
        await counts.count_eligible(NETWORK, "skm", 2026, 10, unknown)
        assert await counts.eligible(NETWORK, "skm", 2026, 10) == unknown
        assert await counts.eligible_cases(NETWORK, "skm", 2026, 10) is None
        said = EligibleCases(cases=12, role=VT, at=later)
        await counts.count_eligible(NETWORK, "skm", 2026, 10, said)
    async with storage.view() as work:
        assert await work.counts.eligible(NETWORK, "skm", 2026, 10) == said
        assert await work.counts.eligible_cases(NETWORK, "skm", 2026, 10) == 12
        assert await work.counts.eligible_cases(NETWORK, "skm", 2026, 9) is None
        assert await work.counts.eligible_cases(NETWORK, "ouderen", 2026, 10) is None
        assert await work.counts.eligible_cases(ELSEWHERE, "skm", 2026, 10) is None


async def test_the_pulse_is_asked_once_a_year_and_reminded_of_once(storage: Storage) -> None:
    async with storage.work() as work:
        anna, wim = await somebody(work, 1), await somebody(work, 2, VT)
        assert await work.counts.ask_pulse(NETWORK, 2026, anna, OM)
        assert not await work.counts.ask_pulse(NETWORK, 2026, anna, OM)
        assert await work.counts.ask_pulse(NETWORK, 2026, wim, VT)
        assert await work.counts.ask_pulse(NETWORK, 2027, anna, OM)
        assert await work.counts.answer_pulse(NETWORK, 2026, wim, WORK, "meer")
        assert await work.counts.remind_pulse(NETWORK, 2026, anna)
        assert not await work.counts.remind_pulse(NETWORK, 2026, anna)
        assert not await work.counts.remind_pulse(NETWORK, 2026, wim), "who answered is left alone"
    async with storage.view() as work:
        assert await work.counts.pulse_asked(NETWORK, 2026) == {OM: 1, VT: 1}
        assert await work.counts.pulse_asked(ELSEWHERE, 2026) == {}


async def test_an_answer_is_counted_once_and_nobody_can_tell_whose_it_is(storage: Storage) -> None:
    async with storage.work() as work:
        counts = work.counts
        anna, wim = await somebody(work, 1), await somebody(work, 2)
        assert await counts.pulse_answered(NETWORK, 2026, anna) is None
        assert not await counts.answer_pulse(NETWORK, 2026, anna, TOGETHER, "4"), "nothing asked"
        for person in (anna, wim):
            await counts.ask_pulse(NETWORK, 2026, person, OM)
            assert await counts.answer_pulse(NETWORK, 2026, person, TOGETHER, "4")
        assert not await counts.answer_pulse(NETWORK, 2026, anna, TOGETHER, "1")
        assert await counts.answer_pulse(NETWORK, 2026, anna, WORK, "minder")
        assert await counts.pulse_answered(NETWORK, 2026, anna) == (TOGETHER, WORK)
    async with storage.view() as work:
        assert await work.counts.pulse(NETWORK, 2026) == {
            (OM, TOGETHER): {"4": 2},
            (OM, WORK): {"minder": 1},
        }
        assert await work.counts.pulse(NETWORK, 2027) == {}


async def test_who_answered_is_forgotten_when_the_pulse_has_ended(storage: Storage) -> None:
    async with storage.work() as work:
        anna = await somebody(work, 1)
        await work.counts.ask_pulse(NETWORK, 2026, anna, OM)
        await work.counts.answer_pulse(NETWORK, 2026, anna, TOGETHER, "5")
        await work.retention.forget(datetime(2026, 11, 30, 12, tzinfo=UTC), load_terms())
        assert await work.counts.pulse_answered(NETWORK, 2026, anna) == (TOGETHER,)
    async with storage.work() as work:
        await work.retention.forget(datetime(2026, 12, 1, 12, tzinfo=UTC), load_terms())
        assert await work.counts.pulse_answered(NETWORK, 2026, anna) is None
        assert await work.counts.pulse(NETWORK, 2026) == {(OM, TOGETHER): {"5": 1}}
        assert await work.counts.pulse_asked(NETWORK, 2026) == {OM: 1}


async def test_two_overleggen_concluded_at_once_are_never_the_same_one(storage: Storage) -> None:
    async def conclude() -> int:
        async with storage.work() as work:
            before = await work.counts.concluded(NETWORK, "skm")
            await work.counts.add_concluded(NETWORK, "skm")
            return before

    assert sorted(await asyncio.gather(*(conclude() for _ in range(4)))) == [0, 1, 2, 3]
