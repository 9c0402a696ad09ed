"""Whoever writes in the history past our back is found out."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from storage_examples import NOON, SKM_7, answered, raised, story

from flows.state import AlertId
from storage.chain import Broken, Flaw, replay_differs, verify
from storage.cipher import Cipher
from storage.database import Database
from storage.history import Entry, History
from storage.unit_of_work import Storage

UNGUARDED = {
    "sqlite": ("DROP TRIGGER history_not_changed", "DROP TRIGGER history_not_removed"),
    "postgresql": ("ALTER TABLE history DISABLE TRIGGER ALL",),
}
SWAP = (
    "UPDATE history SET sequence = 99 WHERE sequence = 2",
    "UPDATE history SET sequence = 2 WHERE sequence = 3",
    "UPDATE history SET sequence = 3 WHERE sequence = 99",
)
COPIED = (
    "INSERT INTO history (sequence, at, subject, name, data, by_person, by_role, hash) "
    "SELECT {number}, at, subject, name, data, by_person, by_role, hash "
    "FROM history WHERE sequence = {source}"
)


@pytest.fixture
async def told(storage: Storage) -> Storage:
    """A history of four rows."""
    async with storage.work() as work:
        await work.alerts.keep(None, story())
    return storage


@pytest.fixture
async def behind_our_back(url: str, told: Storage) -> AsyncIterator[Database]:
    """The same database, its guards taken away."""
    database = Database(url)
    async with database.writing() as session:
        connection = await session.connection()
        for statement in UNGUARDED[connection.dialect.name]:
            await connection.exec_driver_sql(statement)
    yield database
    await database.close()


async def tamper(database: Database, *statements: str) -> None:
    async with database.writing() as session:
        for statement in statements:
            await (await session.connection()).execute(text(statement))


async def broken(storage: Storage) -> list[tuple[int, Flaw]]:
    async with storage.view() as work:
        return [(place.sequence, place.flaw) for place in await verify(work)]


async def test_an_empty_history_is_whole(storage: Storage) -> None:
    assert await broken(storage) == []


async def test_an_untouched_history_is_whole(told: Storage) -> None:
    assert await broken(told) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET data = '{}' WHERE sequence = 2",
        "DELETE FROM history WHERE sequence = 4",
    ],
)
async def test_the_database_itself_refuses(url: str, told: Storage, statement: str) -> None:
    database = Database(url)
    with pytest.raises(DBAPIError, match="history is not"):
        await tamper(database, statement)
    await database.close()
    assert await broken(told) == []


@pytest.mark.parametrize(
    "change",
    [
        "data = '{}'",
        "name = 'AnswerUndone'",
        "subject = 'alert:SKM-2611-08'",
        "by_person = 3",
        "by_role = 'vt'",
        "by_role = NULL",
        "at = '2026-11-23 12:00:00.000001'",
    ],
)
async def test_a_change_is_found(told: Storage, behind_our_back: Database, change: str) -> None:
    await tamper(behind_our_back, f"UPDATE history SET {change} WHERE sequence = 2")  # noqa: S608
    assert await broken(told) == [(2, Flaw.CHANGED)]


async def test_a_removed_row_is_found(told: Storage, behind_our_back: Database) -> None:
    await tamper(behind_our_back, "DELETE FROM history WHERE sequence = 2")
    assert await broken(told) == [(3, Flaw.MISSING)]


async def test_a_row_put_in_at_the_end_is_found(told: Storage, behind_our_back: Database) -> None:
    await tamper(behind_our_back, COPIED.format(number=5, source=4))
    assert await broken(told) == [(5, Flaw.ADDED)]


async def test_a_row_put_in_between_is_found(told: Storage, behind_our_back: Database) -> None:
    await tamper(
        behind_our_back,
        "UPDATE history SET sequence = 5 WHERE sequence = 4",
        COPIED.format(number=4, source=3),
    )
    assert await broken(told) == [(4, Flaw.CHANGED), (5, Flaw.ADDED)]


async def test_an_exchange_of_rows_is_found(told: Storage, behind_our_back: Database) -> None:
    await tamper(behind_our_back, *SWAP)
    assert await broken(told) == [
        (2, Flaw.CHANGED),
        (3, Flaw.CHANGED),
        (4, Flaw.CHANGED),
    ]


async def test_a_cut_off_end_is_found(told: Storage, behind_our_back: Database) -> None:
    await tamper(behind_our_back, "DELETE FROM history WHERE sequence > 2")
    assert await broken(told) == [(3, Flaw.CUT_OFF)]


async def test_an_emptied_history_is_found(told: Storage, behind_our_back: Database) -> None:
    await tamper(behind_our_back, "DELETE FROM history")
    assert await broken(told) == [(1, Flaw.CUT_OFF)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE chain_head SET count = 2, hash = (SELECT hash FROM history WHERE sequence = 2)",
        "UPDATE chain_head SET forgotten = 2",
        "DELETE FROM chain_head",
    ],
)
async def test_another_end_is_not_ours(
    told: Storage, behind_our_back: Database, statement: str
) -> None:
    await tamper(behind_our_back, "DELETE FROM history WHERE sequence > 2", statement)
    assert await broken(told) == [(0, Flaw.HEAD)]


async def test_another_key_does_not_fit(url: str, told: Storage) -> None:
    stranger = Storage(url, b"another key", Cipher(bytes(32)))
    assert await broken(stranger) == [(0, Flaw.HEAD)]
    await stranger.close()


async def test_a_row_that_differs_from_its_log_is_found(
    told: Storage, behind_our_back: Database
) -> None:
    await tamper(behind_our_back, "UPDATE alert SET next_due_at = NULL")
    async with told.view() as work:
        assert await replay_differs(work) == [SKM_7]


async def test_a_removed_alert_and_an_invented_one_are_found(
    told: Storage, behind_our_back: Database
) -> None:
    await tamper(behind_our_back, "UPDATE alert SET id = 'SKM-2611-08'")
    async with told.view() as work:
        assert await replay_differs(work) == [SKM_7, AlertId("SKM-2611-08")]


async def test_what_was_done_can_be_read_back(told: Storage) -> None:
    later = NOON + timedelta(hours=1)
    async with told.work() as work:
        await work.history.add(
            "person:12", "Removed", {"posts": 2}, by_person=1, by_role="vt", at=later
        )
    async with told.view() as work:
        head = await work.history.head()
        assert head is not None
        assert await work.history.of("person:12") == [
            Entry(
                sequence=head.count,
                at=later,
                subject="person:12",
                name="Removed",
                data={"posts": 2},
                by_person=1,
                by_role="vt",
                on_behalf="vt",
                channel="tap",
                result="gedaan",
            )
        ]
        head = await work.history.head()
        assert head is not None
        assert head.count == 5
        assert [entry.name for entry in await work.history.of(f"alert:{SKM_7}")] == [
            "AlertRaised",
            "AnswerGiven",
            "AnswerGiven",
            "AnswerGiven",
        ]
    assert await broken(told) == []


async def test_an_event_cannot_be_noted_past_the_alert(told: Storage) -> None:
    async with told.work() as work:
        assert isinstance(work.history, History)
        with pytest.raises(AssertionError, match="keeping the alert"):
            await work.history.add(
                f"alert:{SKM_7}", "AnswerGiven", {}, by_person=1, by_role="vt", at=NOON
            )


async def test_the_chain_goes_on_after_a_rollback(told: Storage) -> None:
    async def half() -> None:
        async with told.work() as work:
            await work.alerts.keep(None, [raised(AlertId("SKM-2611-08"))])
            raise LookupError

    with pytest.raises(LookupError):
        await half()
    async with told.work() as work:
        await work.alerts.keep(await work.alerts.load(SKM_7), [answered(9)])
    assert await broken(told) == []


def test_a_broken_place_says_where_and_what() -> None:
    assert Broken(sequence=3, flaw=Flaw.CUT_OFF).flaw.value == "cut_off"
