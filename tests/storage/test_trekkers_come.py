"""A database from before there were trekkers keeps all it has, and lets them in."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from alembic import command
from sqlalchemy import Engine, column, create_engine, func, inspect, select, text
from sqlalchemy.exc import IntegrityError
from storage_examples import MINUTE, NOON

from flows.people import Function, Invitation, Post
from storage.database import alembic_config, upgrade
from storage.unit_of_work import Storage

BEFORE = "0008"
TREKKER = Post(network="amsterdam", function=Function.TREKKER, doelgroep="skm")
KEPT = {
    "person": "SELECT id, user_id, name, reach FROM person",
    "post": "SELECT id, person, network, function, role, sub_roles, since_at FROM post",
    "invitation": "SELECT token_hash, function, role, made_by, made_at, used_by FROM invitation",
    "enrolment": "SELECT id, user_id, function, role, invited_by, asked_at, outcome FROM enrolment",
}
ROWS = (
    "INSERT INTO person (id, user_id, name, reach, enrolled_at)"
    " VALUES (1, 7000000001, 'v', 'open', '2026-11-23 12:00:00+00')",
    "INSERT INTO post (id, person, network, function, role, sub_roles, since_at)"
    " VALUES (4, 1, 'amsterdam', 'voorzitter', NULL, '[]', '2026-11-23 12:00:00+00')",
    "INSERT INTO post (id, person, network, function, role, sub_roles, since_at, until_at)"
    " VALUES (5, 1, 'amsterdam', 'lid', 'om', '[\"piket\"]', '2026-11-20 12:00:00+00',"
    " '2026-11-21 12:00:00+00')",
    "INSERT INTO invitation (token_hash, network, function, role, sub_roles, made_by, made_at)"
    " VALUES ('h', 'amsterdam', 'voorzitter', NULL, '[]', 1, '2026-11-23 12:00:00+00')",
    "INSERT INTO enrolment (id, user_id, name, network, function, role, sub_roles, invited_by,"
    " asked_at, confirmed_by)"
    " VALUES (9, 7000000002, 'w', 'amsterdam', 'lid', 'vt', '[]', 1,"
    " '2026-11-23 12:00:00+00', '[]')",
)


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    """A database as it was before, with people in it."""
    upgrade(empty_url)
    engine = create_engine(empty_url.replace("+aiosqlite", ""))
    goes(engine, command.downgrade, BEFORE)
    with engine.begin() as connection:
        for row in ROWS:
            connection.execute(text(row.replace(":", r"\:")))
    yield engine
    engine.dispose()


def goes(engine: Engine, how: object, revision: str) -> None:
    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        how(config, revision)  # type: ignore[operator]


def kept(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            table: [tuple(row) for row in connection.execute(text(query))]
            for table, query in KEPT.items()
        }


def test_what_there_was_before_stays_and_has_no_doelgroep(engine: Engine, empty_url: str) -> None:
    before = kept(engine)
    assert [len(rows) for rows in before.values()] == [1, 2, 1, 1]

    upgrade(empty_url)

    assert kept(engine) == before
    with engine.connect() as connection:
        for table in ("post", "invitation", "enrolment"):
            query = select(func.count(column("doelgroep"))).select_from(text(table))
            assert connection.execute(query).scalar_one() == 0
    assert {one["name"] for one in inspect(engine).get_indexes("post")} == {
        "ix_post_network_role_function",
        "ix_post_person",
    }


@pytest.mark.parametrize(
    ("function", "doelgroep"), [("trekker", None), ("voorzitter", "skm"), ("kabouter", None)]
)
def test_a_trekker_is_of_a_doelgroep_and_nobody_else_is(
    engine: Engine, empty_url: str, function: str, doelgroep: str | None
) -> None:
    upgrade(empty_url)
    row = text(
        "INSERT INTO post (person, network, function, sub_roles, since_at, doelgroep)"
        " VALUES (1, 'amsterdam', :function, '[]', '2026-11-23 12\\:00\\:00+00', :doelgroep)"
    )

    with engine.begin() as connection:
        connection.execute(row, {"function": "trekker", "doelgroep": "skm"})
    with pytest.raises(IntegrityError, match="ck_post_"), engine.begin() as connection:
        connection.execute(row, {"function": function, "doelgroep": doelgroep})


def test_going_back_takes_the_trekkers_and_nobody_else(engine: Engine, empty_url: str) -> None:
    before = kept(engine)
    upgrade(empty_url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO post (person, network, function, sub_roles, since_at, doelgroep)"
                " VALUES (1, 'amsterdam', 'trekker', '[]', '2026-11-23 12\\:00\\:00+00', 'skm')"
            )
        )

    goes(engine, command.downgrade, BEFORE)

    assert kept(engine) == before
    upgrade(empty_url)


async def test_somebody_is_trekker_of_two_doelgroepen_at_once(storage: Storage) -> None:
    other = replace(TREKKER, doelgroep="ouderen")
    async with storage.work() as work:
        for post in (TREKKER, other, TREKKER):
            member = await work.people.enrol(7, "Tess", post, NOON)
        assert member.posts == (TREKKER, other)

        await work.people.take(member.person, TREKKER, NOON + MINUTE)
        still = await work.people.member(7)
    assert still is not None
    assert still.posts == (other,)


async def test_a_link_and_who_waits_know_of_which_doelgroep_it_is(storage: Storage) -> None:
    invitation = Invitation(post=TREKKER, made_by=None, made_at=NOON)
    async with storage.work() as work:
        await work.people.invite("h", invitation)
        asked = await work.enrolments.ask(7, "Tess", TREKKER, None, NOON)
    async with storage.view() as work:
        assert await work.people.invitation("h") == invitation
        waiting = await work.enrolments.waiting(asked.id)
    assert waiting is not None
    assert waiting.post == TREKKER
