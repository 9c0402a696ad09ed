"""The change of the encryption key on a whole installation, cut off at every point on the way."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from pathlib import Path

import pytest
from sqlalchemy import text
from storage_examples import NOON, OM, SKM_7, raised

from bot import sealing
from bot.doctor import looked_at
from bot.installation import Refusal, only_one, opened
from bot.sealing import rotate_key, seal_anew
from config.keyring import make_keys
from config.settings import SQLITE, key_file, keys, load_settings
from flows.duty import Shift
from flows.notes import Note, NoteKind
from flows.people import Function, Post
from storage.cipher import Cipher
from storage.unit_of_work import Storage, UnitOfWork
from storage.waiting import Waiting

POST = Post(network="amsterdam-amstelland", function=Function.MEMBER, role=OM)
NAME, WORDS = "Anna Canariyildiz", "canarivogel in de hal"
PEOPLE = 105  # two portions
FIRST = 1_000  # Telegram's number of the first


class Killed(Exception):
    """The process is gone."""


@pytest.fixture
async def installation(
    tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A database with sealed words of every kind, and its key file."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(sqlite_template, tmp_path / "spoedgroep.db")
    monkeypatch.setenv("SPOEDGROEP_DATABASE_URL", f"{SQLITE}{tmp_path}/spoedgroep.db")
    make_keys(key_file(load_settings()))
    async with opened() as house, house.storage.work() as work:
        for number in range(PEOPLE):
            member = await work.people.enrol(FIRST + number, f"{NAME} {number}", POST, NOON)
        await work.enrolments.ask(77, NAME, POST, None, NOON)
        await work.alerts.keep(None, [raised()])
        await work.notes.keep(SKM_7, Note(kind=NoteKind.REASON, role=OM, text=WORDS, at=NOON))
        shift = Shift(person=member.person, day=date(2026, 12, 1), opens=time(9), closes=time(17))
        await work.duty.keep_draft(FIRST, POST.network, OM, "csv", [shift], NOON)
    return tmp_path


async def read(work: UnitOfWork) -> tuple[object, ...]:
    """Everything that is sealed, as it is read."""
    enrolment = await work.enrolments.waiting(1)
    assert enrolment is not None
    draft = await work.duty.draft_of(FIRST, NOON)
    names = sorted(member.name for member in await work.people.members())
    return names, enrolment.name, [one.text for one in await work.notes.of(SKM_7)], draft


async def everything() -> tuple[object, ...]:
    async with opened() as house, house.storage.view() as work:
        return await read(work)


def bytes_of(folder: Path, which: str = "*") -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob(which))


def rights_in(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}


@contextmanager
def death(monkeypatch: pytest.MonkeyPatch, at: int) -> Iterator[None]:
    """Let the process end at this step of the change."""
    steps = iter(range(at + 1))

    def step() -> None:
        if next(steps, at) == at:
            raise Killed

    new_key, portion, drop = sealing.rotate, Storage.work, sealing.drop_former

    def rotating(path: Path) -> None:
        step()
        new_key(path)
        step()

    def working(storage: Storage) -> object:
        step()
        return portion(storage)

    def dropping(path: Path) -> None:
        step()
        drop(path)
        step()

    with monkeypatch.context() as patch:
        patch.setattr(sealing, "rotate", rotating)
        patch.setattr(Storage, "work", working)
        patch.setattr(sealing, "drop_former", dropping)
        yield


@pytest.mark.parametrize("at", range(8))
async def test_s43_f106_a_rotation_that_is_killed_at_any_point_goes_on_and_loses_nothing(
    installation: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    before, old = await everything(), keys(load_settings())

    with death(monkeypatch, at), pytest.raises(Killed):
        await rotate_key(NOON)

    assert await everything() == before, "also in between everything can be read"
    said = await rotate_key(NOON)
    new = keys(load_settings())
    assert await everything() == before
    assert said.startswith("Nieuwe sleutel")
    assert new.former == ()
    assert new.encryption != old.encryption
    assert (new.reference, new.chain) == (old.reference, old.chain)


async def test_s43_the_same_goes_for_either_database(url: str) -> None:
    old, new = Cipher(bytes(32)), Cipher(b"n" * 32, bytes(32))
    first = Storage(url, b"chain", old)
    async with first.work() as work:
        await work.people.enrol(FIRST, NAME, POST, NOON)
        await work.enrolments.ask(77, NAME, POST, None, NOON)
    await first.close()

    both = Storage(url, b"chain", new)
    assert [await seal_anew(both), await seal_anew(both)] == [2, 0]
    await both.close()

    last = Storage(url, b"chain", Cipher(b"n" * 32))
    async with last.view() as work:
        assert [one.name for one in await work.people.members()] == [NAME]
        assert await work.reseal.unreadable() == 0
    await last.close()


async def test_s43_nothing_is_sealed_with_the_old_key_afterwards(installation: Path) -> None:
    old = (installation / "spoedgroep.db.keys").read_text()
    assert "; opnieuw verzegeld: 108." in await rotate_key(NOON)
    async with opened() as house, house.storage.view() as work:
        assert await work.reseal.unreadable() == 0
        (row,) = await work.history.of("keys")
    assert (row.name, row.data) == ("KeyRotated", {"texts": 108})

    (installation / "spoedgroep.db.keys").write_text(old)
    async with opened() as house, house.storage.view() as work:
        assert await work.reseal.unreadable() == 108
        names, waiting, words, draft = await read(work)
    assert (set(names), waiting, words, draft) == ({"…"}, "…", [None], None)


async def test_f105_with_the_wrong_key_alerts_work_and_the_doctor_says_so(
    installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPOEDGROEP_ENCRYPTION_KEY", "d" * 43 + "=")
    monkeypatch.setenv("SPOEDGROEP_BOT_TOKEN", "1:token")
    monkeypatch.setenv("SPOEDGROEP_BOT_API_URL", "http://127.0.0.1:9")

    async with opened() as house:
        lines = await looked_at(house)
        async with house.storage.work() as work:
            assert await work.alerts.load(SKM_7) is not None
            assert len(await work.people.holders(POST.network, OM, Function.MEMBER)) == PEOPLE

    assert any(line.startswith("108 namen of notities") for line in lines)
    assert any("SPOEDGROEP_ANCHOR op een bestand op een andere machine" in one for one in lines)
    with pytest.raises(Refusal, match="in de omgeving"):
        await rotate_key(NOON)


async def test_s43_a_key_in_the_environment_is_changed_there(
    installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = (installation / "spoedgroep.db.keys").read_text().splitlines()[0]
    before = await everything()
    monkeypatch.setenv("SPOEDGROEP_ENCRYPTION_KEY", "d" * 43 + "=")
    monkeypatch.setenv("SPOEDGROEP_ENCRYPTION_KEY_FORMER", line.split("=", 1)[1])

    said = await rotate_key(NOON)

    assert "Haal SPOEDGROEP_ENCRYPTION_KEY_FORMER nu weg" in said
    monkeypatch.delenv("SPOEDGROEP_ENCRYPTION_KEY_FORMER")
    assert await everything() == before


async def test_s43_words_that_no_key_opens_keep_the_former_key_alive(
    installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as house, house.storage.work() as work:
        stolen = (await work.people._session.exec(text("SELECT name FROM person LIMIT 1"))).one()
        moved = text("UPDATE person SET name = :name WHERE user_id = 1001")
        await work.people._session.exec(moved.bindparams(name=stolen[0]))

    with pytest.raises(Refusal, match="1 namen"):
        await rotate_key(NOON)

    assert keys(load_settings()).former != ()
    async with opened() as house, house.storage.view() as work:
        assert sum(one.name == "…" for one in await work.people.members()) == 1


async def test_s43_the_key_is_not_changed_under_a_running_bot(installation: Path) -> None:
    before = key_file(load_settings()).read_bytes()
    async with opened() as house:
        with only_one(house), pytest.raises(Refusal):
            await rotate_key(NOON)

    assert key_file(load_settings()).read_bytes() == before


async def test_s43_what_is_set_aside_is_handled_before_its_key_goes(installation: Path) -> None:
    async with opened() as house, house.storage.work() as work:
        await work.updates.set_aside(
            1, "f", error="KeyError", trace="", payload=b"sealed", now=NOON
        )

    with pytest.raises(Refusal, match="apart"):
        await rotate_key(NOON)
    assert keys(load_settings()).former != ()

    async with opened() as house, house.storage.work() as work:
        await work.updates.settle(1, NOON)
    await rotate_key(NOON)
    assert keys(load_settings()).former == ()


async def test_s43_what_waits_to_be_handled_keeps_the_former_key_alive(installation: Path) -> None:
    one = Waiting(update_id=1, fingerprint="f", sender=None, payload=b"sealed")
    async with opened() as house, house.storage.work() as work:
        await work.waiting.keep(one, NOON, urgent=False)

    with pytest.raises(Refusal, match="Start de bot tot die is verwerkt"):
        await rotate_key(NOON)
    assert keys(load_settings()).former != ()

    async with opened() as house, house.storage.work() as work:
        await work.waiting.forget([one.number for one in await work.waiting.first(1)])
    await rotate_key(NOON)
    assert keys(load_settings()).former == ()


async def test_names_kept_before_there_were_seals_are_sealed_at_the_start(
    installation: Path,
) -> None:
    async with opened() as house, house.storage.work() as work:
        await work.people._session.exec(text("UPDATE person SET name = 'Oude Canarinaam'"))

    async with opened() as house:
        assert await seal_anew(house.storage) == PEOPLE
        assert await seal_anew(house.storage) == 0
        async with house.storage.view() as work:
            assert {one.name for one in await work.people.members()} == {"Oude Canarinaam"}
    held = bytes_of(installation)
    assert b"Canarinaam" not in held


async def test_s42_no_sealed_word_is_in_any_file_and_none_opens_in_another_row(
    installation: Path,
) -> None:
    async with opened() as house:
        held = bytes_of(installation)
        async with house.storage.work() as work:
            note = Note(kind=NoteKind.DRILL, role=OM, text="iets anders", at=NOON)
            await work.notes.keep(SKM_7, note)
            swapped = text(
                "UPDATE note SET sealed = (SELECT sealed FROM note WHERE kind = 'reden')"
            )
            await work.people._session.exec(swapped)
        async with house.storage.view() as work:
            texts = {one.kind: one.text for one in await work.notes.of(SKM_7)}
    held += bytes_of(installation)

    assert b"anari" not in held
    assert texts == {NoteKind.REASON: WORDS, NoteKind.DRILL: None}


async def test_s44_every_file_of_an_installation_is_readable_to_its_owner_alone(
    installation: Path,
) -> None:
    keys(load_settings()).reference_of(2026)
    async with opened() as house, house.storage.view() as work:
        await work.people.members()
        files = rights_in(installation)

    assert {name for name in files if not name.endswith(".lock")} == {
        "spoedgroep.db", "spoedgroep.db-wal", "spoedgroep.db-shm", "spoedgroep.db.keys",
    }  # fmt: skip
    assert {right for name, right in files.items() if not name.endswith(".lock")} == {0o600}
    assert bytes_of(installation, "*.lock") == b""
