"""The language somebody reads is kept as one of two, and goes with who leaves."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError
from storage_examples import MINUTE, NOON, OM, VT

from flows.language import Language
from flows.people import Function, Post
from storage.unit_of_work import Storage

ANNA = 7_000_000_001
DUTCH, ENGLISH = Language.DUTCH, Language.ENGLISH
AT_VT = Post(network="amsterdam", function=Function.MEMBER, role=VT)
AT_OM = Post(network="amsterdam", function=Function.MEMBER, role=OM)


async def test_a_choice_stays_whatever_telegram_says(storage: Storage) -> None:
    async with storage.work() as work:
        anna = await work.people.enrol(ANNA, "Anna", AT_VT, NOON)
        assert await work.languages.of(ANNA) is DUTCH
        assert await work.languages.hears(ANNA, ENGLISH) is ENGLISH
        assert await work.languages.hears(ANNA, None) is ENGLISH
        await work.languages.choose(anna.person, DUTCH)
        assert await work.languages.hears(ANNA, ENGLISH) is DUTCH
    async with storage.view() as work:
        kept = await work.people.member(ANNA)
        assert kept is not None
        assert (kept.language, kept.telegram_language) == (DUTCH, ENGLISH)
        assert await work.languages.of(ANNA) is kept.reads is DUTCH


async def test_of_a_stranger_no_language_is_kept(storage: Storage) -> None:
    async with storage.work() as work:
        assert await work.languages.hears(ANNA, ENGLISH) is ENGLISH
        assert await work.languages.hears(ANNA, None) is DUTCH
        assert await work.languages.of(ANNA) is None


async def test_who_leaves_leaves_no_language_behind(storage: Storage) -> None:
    async with storage.work() as work:
        anna = await work.people.enrol(ANNA, "Anna", AT_VT, NOON)
        await work.languages.hears(ANNA, ENGLISH)
        await work.languages.choose(anna.person, ENGLISH)
        await work.people.remove(anna.person, NOON + MINUTE)
        left = await work.people.kept(ANNA)
        assert left is not None
        assert (left.language, left.telegram_language) == (None, None)
        assert await work.languages.of(ANNA) is None

        back = await work.people.enrol(ANNA, "Anna", AT_OM, NOON + 2 * MINUTE)

    assert (back.language, back.telegram_language) == (None, None)


async def test_who_waits_to_be_confirmed_waits_with_the_language_of_telegram(
    storage: Storage,
) -> None:
    async with storage.work() as work:
        asked = await work.enrolments.ask(ANNA, "Anna", AT_VT, None, NOON, ENGLISH)
    async with storage.work() as work:
        waiting = await work.enrolments.waiting(asked.id)

    assert waiting is not None
    assert waiting.telegram_language is ENGLISH


@pytest.mark.parametrize("column", ["language", "telegram_language"])
async def test_nothing_finer_than_these_two_can_be_kept(
    storage: Storage, url: str, column: str
) -> None:
    async with storage.work() as work:
        await work.people.enrol(ANNA, "Anna", AT_VT, NOON)
    engine = create_engine(url.replace("+aiosqlite", ""))

    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text(f"UPDATE person SET {column} = 'en-GB'"))  # noqa: S608

    engine.dispose()
