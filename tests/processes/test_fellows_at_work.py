"""Several processes of one bot on one PostgreSQL: they share the work, and each can be missed."""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator

import pytest
from company import Company, lives_through_an_alert, two_on
from lives import check_presses
from place import Place
from psycopg import sql

from storage.database import upgrade
from tests.postgresql import administer, postgresql_database, postgresql_url

LOST = 40.0  # real seconds until somebody must have been given up, on a busy machine
GIVEN_UP = (
    "De andere processen hebben het werk overgenomen, omdat dit proces te lang niets liet horen. "
    "Start het opnieuw."
)


@pytest.fixture(scope="session")
def server_template():
    with postgresql_database() as name:
        upgrade(postgresql_url(name))
        yield name


@pytest.fixture
async def company(tmp_path, empty, server_template) -> AsyncIterator[Company]:
    """Two processes that run; the first was there first."""
    with postgresql_database(server_template) as name:
        async with two_on(postgresql_url(name), tmp_path, empty) as company:
            yield company


def told_twice(place: Place) -> list[str]:
    """What was said more than once in one chat, as far as nobody asked for it twice."""
    said = Counter(
        (chat.id, one.text)
        for chat in (place.group, *place.phones.values())
        for one in place.town.sent_to(chat)
        if "SKM-" in one.text
    )
    return [text for (_, text), times in said.items() if times > 1]


async def test_two_processes_live_through_an_alert_as_one(company):
    place = company.place
    alert = await lives_through_an_alert(place)

    assert len(place.cards(alert)) == 1
    assert not told_twice(place)
    check_presses(place)
    assert not company.pollers()  # one asks for updates; Telegram would have sent away the other
    takers = {by for (by,) in place.rows("SELECT DISTINCT taken_by FROM errand")}
    assert len(takers - {None}) == 2


async def test_the_one_that_asks_for_updates_is_killed_and_the_other_goes_on(company):
    place, (first, _) = company.place, company.processes
    before = await lives_through_an_alert(place)

    await first.kill()
    after = await lives_through_an_alert(place)

    assert before != after
    assert [len(place.cards(one)) for one in (before, after)] == [1, 1]
    check_presses(place)


async def test_f13_who_stood_still_too_long_finds_its_work_taken_over_and_ends(company):
    place, (first, _) = company.place, company.processes
    os.kill(first.pid, signal.SIGSTOP)
    await company.lives(1)
    alert = await lives_through_an_alert(place)

    os.kill(first.pid, signal.SIGCONT)
    async with asyncio.timeout(LOST):
        code = await first.ends()

    assert code == 1
    assert GIVEN_UP in first.log
    assert len(place.cards(alert)) == 1
    assert not told_twice(place)
    check_presses(place)


async def test_asked_to_stop_one_leaves_its_work_to_the_other_at_once(company):
    place, (first, _) = company.place, company.processes

    assert await first.stop() == 0
    assert company.living() == 1
    await lives_through_an_alert(place)

    check_presses(place)


async def test_f77_all_connections_break_in_the_middle_of_the_work_and_nothing_is_lost(company):
    place = company.place
    working = asyncio.create_task(lives_through_an_alert(place))
    for _ in range(5):
        await place.town.changes.wait(0.5)
        cut_off(company.url.rpartition("/")[2])
    alert = await working

    assert len(place.cards(alert)) == 1
    check_presses(place)
    assert company.living() == 2  # who was away together is given up by nobody


def cut_off(database: str) -> None:
    """As when the server is started again: every connection is gone at once."""
    administer(
        sql.SQL(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = {} AND pid <> pg_backend_pid()"
        ).format(sql.Literal(database))
    )
