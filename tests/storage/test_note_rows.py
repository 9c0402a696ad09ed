"""The few words typed at an alert: kept sealed, one of each kind for each role, gone with it."""

from sqlalchemy import text
from storage_examples import MINUTE, NOON, OM, SKM_7, VT, raised

from flows.notes import Note, NoteKind
from storage.cipher import Cipher
from storage.unit_of_work import Storage

WORDS = "al in een ander overleg"


def note(text: str = WORDS, role: str = OM, minute: int = 0) -> Note:
    return Note(kind=NoteKind.REASON, role=role, text=text, at=NOON + minute * MINUTE)


async def keep(storage: Storage, *notes: Note) -> None:
    async with storage.work() as work:
        await work.alerts.keep(None, [raised()])
        for one in notes:
            await work.notes.keep(SKM_7, one)


async def test_a_note_comes_back_as_it_was_typed(storage: Storage) -> None:
    await keep(storage, note(minute=1), note(role=VT))

    async with storage.view() as work:
        assert await work.notes.of(SKM_7) == [note(role=VT), note(minute=1)]


async def test_a_role_that_types_again_replaces_what_it_typed(storage: Storage) -> None:
    await keep(storage, note(), note("toch iets anders", minute=1))

    async with storage.view() as work:
        assert await work.notes.of(SKM_7) == [note("toch iets anders", minute=1)]


async def test_nothing_can_be_read_without_the_key(storage: Storage, url: str) -> None:
    await keep(storage, note())
    other = Storage(url, b"chain", Cipher(bytes([9]) * 32))

    async with other.view() as work:
        assert [one.text for one in await work.notes.of(SKM_7)] == [None]
    await other.close()


async def test_s42_what_one_role_typed_cannot_be_put_under_another(storage: Storage) -> None:
    await keep(storage, note(), note("van VT", role=VT, minute=1))
    async with storage.work() as work:
        moved = text(
            "UPDATE note SET sealed = (SELECT sealed FROM note WHERE role = 'om') WHERE role = 'vt'"
        )
        await work.notes._session.exec(moved)

    async with storage.view() as work:
        assert [one.text for one in await work.notes.of(SKM_7)] == [WORDS, None]
