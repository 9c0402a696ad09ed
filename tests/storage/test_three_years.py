"""Three years of invented alerts, forgotten night after night: what must be gone is gone (S47)."""

import contextlib
import shutil
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from storage_examples import OM, VT, errand, raised, withdrawn

from config.terms import load_terms
from flows.evolver import Event
from flows.notes import Note, NoteKind
from flows.people import Function, Invitation, Post
from flows.state import AlertId, By, PersonId
from storage.chain import replay_differs, verify
from storage.cipher import Cipher
from storage.unit_of_work import Storage, UnitOfWork

TERMS = load_terms()
DAY = timedelta(days=1)
MONTHS = 40
FIRST = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
LAST = datetime(2029, 4, 15, 12, 0, tzinfo=UTC)
NETWORK = "amsterdam"
RAISER = Post(network=NETWORK, function=Function.MEMBER, role=VT)
STAYS, RAISERS = 1_000, 2_000  # Telegram's numbers


class Undone(Exception):
    """The end of a transaction of which nothing is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What one month left behind: an alert, a drill, a person, and everything around them."""

    at: datetime
    number: int
    person: PersonId
    mark: PersonId

    @property
    def alert(self) -> AlertId:
        return AlertId(f"SKM-{self.at:%y%m}-01")

    @property
    def drill(self) -> AlertId:
        return AlertId(f"OEF-{self.at:%y%m}-01")

    def word(self, kind: str) -> str:
        """What betrays one kind of data of this month in the bytes of the file."""
        return f"kanarie{kind}{self.number:02}."

    @property
    def age(self) -> timedelta:
        """On the last night."""
        return LAST - self.at


@pytest.fixture
def file(sqlite_template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sqlite_template, tmp_path / "spoedgroep.db"))


@pytest.fixture
async def storage(file: Path) -> AsyncIterator[Storage]:
    storage = Storage(f"sqlite+aiosqlite:///{file}", b"chain", Cipher(bytes(32)))
    yield storage
    await storage.close()


def nights() -> list[datetime]:
    """The middle of each month, from the first to the last."""
    numbers = range(MONTHS)
    return [FIRST.replace(year=FIRST.year + n // 12, month=n % 12 + 1) for n in numbers]


async def live(work: UnitOfWork, number: int, now: datetime) -> Month:
    """One month: somebody comes, an alert and a drill are raised and closed, somebody leaves."""
    member = await work.people.enrol(RAISERS + number, f"kanarienaam{number:02}.", RAISER, now)
    month = Month(at=now, number=number, person=member.person, mark=member.alias)
    await work.people.sign(STAYS, now)
    by = By(person=month.mark, role=VT)
    for alert, reference in ((month.alert, month.word("kenmerk")), (month.drill, None)):
        is_drill = alert == month.drill
        begun = replace(raised(alert, now, reference=reference, drill=is_drill), by=by)
        ended = replace(withdrawn(0), at=now, by=by)
        events: list[Event] = [begun, ended]
        await work.alerts.keep(None, events)
    note = Note(kind=NoteKind.WITHDRAWN, role=VT, text=month.word("woorden"), at=now)
    await work.notes.keep(month.alert, note)
    await work.people.invite(month.word("link"), invitation(now))
    asked = await work.enrolments.ask(9_000 + number, month.word("wacht"), RAISER, None, now)
    await work.enrolments.settle(asked.id, "afgewezen", now)
    told = replace(errand(user=STAYS, payload={month.word("bericht"): 1}), made_at=now)
    taken = await work.outbox.tell(replace(told, not_before=now))
    await work.outbox.take(now, (), 10)
    await work.outbox.done(taken, now)
    await work.updates.set_aside(
        number, "f", error="KeyError", trace=month.word("fout"),
        payload=month.word("inhoud").encode(), now=now,
    )  # fmt: skip
    await work.reviews.ask(NETWORK, VT, f"{now:%Y-%m}", [month.person], now)
    await work.people.remove(month.person, now)
    return month


def invitation(now: datetime) -> Invitation:
    return Invitation(post=RAISER, made_by=None, made_at=now)


async def three_years(storage: Storage) -> list[Month]:
    async with storage.work() as work:
        await work.people.enrol(STAYS, "Blijft", RAISER, FIRST)
        await work.people.enrol(STAYS + 1, "Kwam nooit meer", replace(RAISER, role=OM), FIRST)
    lived = []
    for number, now in enumerate(nights()):
        async with storage.work() as work:
            lived.append(await live(work, number, now))
        async with storage.work() as work:
            await work.retention.forget(now, TERMS)
    return lived


def within(term: timedelta, lived: list[Month]) -> list[int]:
    return [month.number for month in lived if month.age <= term]


def found(file: Path, kind: str, lived: list[Month]) -> list[int]:
    """The months of which this kind of data can be found in the bytes of the database."""
    held = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    return [month.number for month in lived if month.word(kind).encode() in held]


async def test_s47_after_three_years_what_is_past_its_term_is_gone_and_the_rest_adds_up(
    storage: Storage, file: Path
) -> None:
    lived = await three_years(storage)

    async with storage.view() as work:
        alerts = set(await work.alerts.ids())
        kept = {month.number for month in lived if month.alert in alerts}
        drills = {month.number for month in lived if month.drill in alerts}
        searched = [
            month.number
            for month in lived
            if await work.alerts.with_reference(NETWORK, month.word("kenmerk"), FIRST)
        ]
        notes = [month.number for month in lived if await work.notes.of(month.alert)]
        here = await work.people.everyone(NETWORK)
        log = [month.number for month in lived if await work.history.events(month.alert)]
        assert await verify(work) == []
        assert await replay_differs(work) == []
    assert kept == set(within(TERMS.alert, lived))
    assert drills == set(within(TERMS.drill, lived))
    assert searched == within(TERMS.reference, lived)
    assert notes == within(TERMS.note, lived)
    assert log == within(TERMS.history, lived)
    assert {member.name for member in here} == {"Blijft", "Kwam nooit meer"}
    await storage.close()
    assert not found(file, "naam", lived), "names lie sealed"
    assert not found(file, "woorden", lived), "so do typed words"
    assert not found(file, "wacht", lived)
    assert found(file, "link", lived) == within(TERMS.invitation, lived)
    assert found(file, "bericht", lived) == within(TERMS.errand, lived)
    assert found(file, "fout", lived) == within(TERMS.set_aside, lived)
    assert found(file, "inhoud", lived) == [MONTHS - 1], "of tonight; it goes after 48 hours"
    # the hash stays in the state and in the log, where its key is all that gave it a meaning
    assert found(file, "kenmerk", lived) == within(TERMS.alert, lived)


async def test_s47_after_six_months_an_answer_is_of_a_role_and_no_longer_of_a_person(
    storage: Storage,
) -> None:
    async with storage.work() as work:
        stays = await work.people.enrol(STAYS, "Blijft", RAISER, FIRST)
    marks = []
    for now in nights()[:12]:
        async with storage.work() as work:
            await work.people.sign(STAYS, now)
            member = await work.people.member(STAYS)
            assert member is not None
            marks.append(member.alias)
            await work.retention.forget(now, TERMS)

    async with storage.view() as work:
        known = [await work.people.member_by_alias(mark) for mark in marks]
    names = [one and one.person for one in known]
    assert names == [None] * 5 + [stays.person] * 7, "this month and the six before"
    assert len(set(marks)) == 12, "every month another"


async def test_s47_what_is_held_for_a_complaint_stays_until_it_is_released(
    storage: Storage,
) -> None:
    async with storage.work() as work:
        held = await live(work, 0, FIRST)
        other = await live(work, 1, FIRST + 40 * DAY)
        await work.holds.hold(held.alert, "klacht", FIRST)
        await work.holds.hold(held.alert, "woo", FIRST)  # one is enough
    late = FIRST + TERMS.alert + 60 * DAY
    async with storage.work() as work:
        await work.retention.forget(late, TERMS)

    async with storage.view() as work:
        assert await work.holds.held() == {held.alert: "klacht"}
        assert await work.alerts.ids() == [held.alert]
        assert len(await work.alerts.with_reference(NETWORK, held.word("kenmerk"), FIRST)) == 1
        assert [note.text for note in await work.notes.of(held.alert)] == [held.word("woorden")]
        told = [entry.name for entry in await work.history.of(f"alert:{held.alert}")]
        assert told == ["AlertRaised", "AlertEnded", "AlertHeld"]
        assert len(await work.history.events(held.alert)) == 2
        assert await work.notes.of(other.alert) == []
        assert await verify(work) == [] == await replay_differs(work)

    async with storage.work() as work:
        assert await work.holds.release(held.alert, late)
        assert not await work.holds.release(held.alert, late)
        gone = await work.retention.forget(late, TERMS)
        assert (gone["alert"], gone["note"]) == (1, 1)
        assert await work.alerts.ids() == []
        told = [entry.name for entry in await work.history.of(f"alert:{held.alert}")]
        assert told == ["AlertReleased", "AlertForgotten"], "what was before it is past its term"
    async with storage.view() as work:
        assert await verify(work) == [] == await replay_differs(work)


async def test_s47_the_counts_of_a_night_are_in_the_log_and_a_dry_run_leaves_nothing(
    storage: Storage,
) -> None:
    async with storage.work() as work:
        await live(work, 0, FIRST)
    later = FIRST + TERMS.note + 2 * DAY

    dry: Mapping[str, int] = {}
    with contextlib.suppress(Undone):
        async with storage.work() as work:
            dry = await work.retention.forget(later, TERMS)
            raise Undone
    async with storage.work() as work:
        assert await work.history.of("retention") == []
        assert await work.retention.forget(later, TERMS) == dry
        again = await work.retention.forget(later, TERMS)
        (row,) = await work.history.of("retention")

    assert row.data == dry
    assert dry["note"] == dry["member"] == dry["alert"] == 1, "the alert is the drill"
    assert not any(again.values())
