"""What is sealed is read in its own place, with its own key, and nowhere else."""

import secrets
from pathlib import Path

import pytest
from sqlalchemy import text
from storage_examples import NOON, OM

from flows.people import Function, Post
from storage.cipher import Cipher
from storage.unit_of_work import Storage

OLD, NEW = bytes(32), bytes([1]) * 32
NAME = "Anna Canariyildiz"
POST = Post(network="amsterdam", function=Function.MEMBER, role=OM)


def everything(folder: Path) -> bytes:
    """The database, and the files that go with it."""
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_s42_a_seal_opens_in_its_own_place_only() -> None:
    cipher = Cipher(OLD)
    sealed = cipher.seal(NAME, "person", 7, "name")

    assert cipher.open(sealed, "person", 7, "name") == NAME
    assert cipher.open(sealed, "person", 8, "name") is None
    assert cipher.open(sealed, "note", 7, "name") is None
    assert Cipher(NEW).open(sealed, "person", 7, "name") is None
    assert cipher.seal(NAME, "person", 7, "name") != sealed


@pytest.mark.parametrize("place", range(20, 40))
def test_s42_a_seal_that_was_touched_is_not_opened(place: int) -> None:
    cipher = Cipher(OLD)
    sealed = cipher.seal(NAME, "person", 7, "name")
    other = "A" if sealed[place] != "A" else "B"

    assert cipher.open(sealed[:place] + other + sealed[place + 1 :], "person", 7, "name") is None


def test_what_was_kept_before_there_were_seals_is_read_as_it_is() -> None:
    assert Cipher(OLD).open("Anna", "person", 7, "name") == "Anna"
    assert Cipher(OLD).open("", "person", 7, "name") == ""


async def test_s42_no_name_is_in_any_file_of_the_database(sqlite_url: str, folder: Path) -> None:
    storage = Storage(sqlite_url, b"chain", Cipher(secrets.token_bytes(32)))
    async with storage.work() as work:
        await work.people.enrol(77, NAME, POST, NOON)
        await work.enrolments.ask(78, NAME, POST, None, NOON)
    held = everything(folder)
    await storage.close()
    held += everything(folder)

    assert b"Canari" not in held
    assert b"amsterdam" in held


async def test_s43_a_rotation_can_stop_at_any_row_and_goes_on(sqlite_url: str) -> None:
    first = Storage(sqlite_url, b"chain", Cipher(OLD))
    async with first.work() as work:
        for number in range(250):
            await work.people.enrol(1000 + number, f"{NAME} {number}", POST, NOON)
    await first.close()

    both = Storage(sqlite_url, b"chain", Cipher(NEW, OLD))
    async with both.work() as work:
        assert await work.reseal.some() == 100
    async with both.view() as work:
        assert len({one.name for one in await work.people.members()}) == 250
    for left in (100, 50, 0):
        async with both.work() as work:
            assert await work.reseal.some() == left
    await both.close()

    second = Storage(sqlite_url, b"chain", Cipher(NEW))
    async with second.view() as work:
        assert await work.reseal.unreadable() == 0
        assert all(one.name.startswith(NAME) for one in await work.people.members())
    await second.close()


async def test_with_the_wrong_key_people_keep_their_rights_and_lose_their_names(
    sqlite_url: str,
) -> None:
    first = Storage(sqlite_url, b"chain", Cipher(OLD))
    async with first.work() as work:
        await work.people.enrol(77, NAME, POST, NOON)
    await first.close()

    other = Storage(sqlite_url, b"chain", Cipher(NEW))
    async with other.work() as work:
        (member,) = await work.people.holders("amsterdam", OM, Function.MEMBER)
        assert member.name == "…"
        assert await work.reseal.unreadable() == 1
        assert await work.reseal.some() == 0
        held = (await work.people._session.exec(text("SELECT name FROM person"))).scalar_one()
    await other.close()
    assert held.startswith("s1.")
