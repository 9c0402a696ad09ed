"""The backups of one installation: made and proven, tidied, and rehearsed each night (S45, S46)."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.app import clock_of
from bot.buttons import Buttons
from bot.errands import alarm_admins
from bot.installation import Installation, Refusal, database_file, form_here, opened
from bot.loops import trouble_of
from bot.proof import prove_log
from bot.reconcile import TOLD, gap, reconcile
from bot.restoring import cipher_of, mark, put_back, refusing, sqlite_file
from bot.visit import House
from config.backup_key import backup_folder, backup_key, make_backup_key
from config.settings import Settings, anchor_file
from config.texts import Texts
from storage.backup import SUFFIX, Copy, Flaw, NotTrusted, make, scratch, storage_in
from storage.backup_folder import held_in, name_of, tidy
from storage.chain import replay_differs
from storage.database import Form, form_of
from storage.facts import BACKED_UP, REHEARSED
from storage.instant import written
from storage.sqlite_file import holds_anything


async def backup(out: Path | None) -> None:
    """Make a backup in a folder, which is tidied then, or in one file. Raises Refusal."""
    async with opened() as house:
        settings, now = house.settings, clock_of(house.settings).now()
        file = sqlite_file(settings, house.texts)
        _key_made(settings, house.texts)
        is_file = out is not None and out.suffix == SUFFIX
        folder = backup_folder(settings) if out is None else out.parent if is_file else out
        name = out.name if out is not None and is_file else name_of(file.stem, now)

        async def prove(plain: Path) -> None:
            await prove_log(plain, house.keys.chain)

        async with _or_alarm(house, "admin.backup_failed"):
            target = _made(folder) / name
            copy = await make(file, target, backup_key(settings), now, prove)
            told = {"at": written(now), "file": name, "bytes": target.stat().st_size}
            gone = 0 if is_file else tidy(folder, file.stem, now)
        async with house.storage.work() as work:
            await work.facts.set(BACKED_UP, json.dumps(told))
        rows = sum(copy.rows.values())
        print(house.texts("backup.made", file=target, rows=rows, gone=gone))


async def kept_before_migration(settings: Settings) -> None:
    """A backup of what is there before its tables change; its log is proven when it is put back."""
    file, texts = database_file(settings), Texts("nl", settings.config_dir)
    url = settings.database_url.get_secret_value()
    if file is None:
        if form_here(url, texts) is Form.OLDER:
            print(texts("backup.postgresql"))
        return
    if not file.exists() or form_of(url) is not Form.OLDER or not holds_anything(file):
        return
    _key_made(settings, texts)
    now = clock_of(settings).now()
    with refusing(texts, "backup.failed"):
        target = _made(backup_folder(settings)) / name_of(file.stem, now, "migratie")
        await make(file, target, backup_key(settings), now)
    print(texts("backup.before_migration", file=target))


async def rehearse(out: Path | None) -> None:
    """Put the newest backup back in an empty place, prove it, and note how long that took."""
    async with opened() as house:
        settings, clock = house.settings, clock_of(house.settings)
        file = sqlite_file(settings, house.texts)
        began, now = clock.real(), clock.now()
        try:
            async with _or_alarm(house, "admin.rehearsal_failed"):
                sealed = _newest(out or backup_folder(settings), file)
                with scratch(file) as folder:
                    plain = folder / "plain.db"
                    copy = await put_back(sealed, plain, backup_key(settings), house.keys)
                    seconds = (clock.real() - began).total_seconds()
                    await _comes_to_life(house, plain, copy, now)
        except Refusal:
            await trouble_of(_note(house, {"at": written(now), "ok": False}))
            raise
        told = {"at": written(now), "ok": True, "seconds": seconds, "made_at": written(copy.at)}
        await _note(house, told)
        print(house.texts("backup.rehearsed", file=sealed.name, seconds=f"{seconds:.1f}"))


async def _comes_to_life(house: Installation, plain: Path, copy: Copy, now: datetime) -> None:
    """What is put back explains itself, and starts in the mode that pages nobody twice."""
    async with storage_in(plain, house.keys.chain, cipher_of(house.keys)) as storage:
        async with storage.view() as work:
            if await replay_differs(work):
                raise NotTrusted(Flaw.LOG)
        await mark(storage, copy, anchor_file(house.settings), now)
        found = await gap(storage, (), now)
        assert found is not None, "it was marked as put back"
        rehearsed = House(
            texts=house.texts,
            buttons=Buttons(house.keys.chain),
            configuration=house.configuration,
            keys=house.keys,
            terms=house.terms,
            bot_name="",
            since=now,
        )
        await reconcile(rehearsed, storage, found, now, now)
        async with storage.view() as work:
            if await work.outbox.waits_of(TOLD[:1]):
                raise NotTrusted(Flaw.PAGES)


def _newest(out: Path, file: Path) -> Path:
    """The newest backup in a folder, or the one that was named."""
    if out.is_file():
        return out
    held = held_in(out, file.stem)
    if not held:
        raise NotTrusted(Flaw.ABSENT)
    return held[-1].file


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _key_made(settings: Settings, texts: Texts) -> None:
    """The first time there is a key to be kept elsewhere, which is said."""
    made = make_backup_key(settings)
    if made is not None:
        print(texts("backup.key_made", file=made))


async def _note(house: Installation, told: Mapping[str, object]) -> None:
    async with house.storage.work() as work:
        await work.facts.set(REHEARSED, json.dumps(told))


@asynccontextmanager
async def _or_alarm(house: Installation, key: str) -> AsyncIterator[None]:
    """What goes wrong outside us is for the beheerder too, who does not read what a timer says."""
    try:
        with refusing(house.texts, "backup.failed"):
            yield
    except Refusal:
        await trouble_of(_alarm(house, key))
        raise


async def _alarm(house: Installation, key: str) -> None:
    async with house.storage.work() as work:
        await alarm_admins(work, key, clock_of(house.settings).now())
