"""A network that moves to another database, and what its beheerder does next."""

import filecmp
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from shlex import quote

from bot.anchor import anchors_in
from bot.installation import Refusal, database_file, locked
from bot.restoring import cipher_of
from config.addresses import database_url, place_of
from config.settings import (
    Settings,
    SettingsError,
    anchor_file,
    key_file,
    keys,
    load_settings,
    with_url,
)
from config.texts import Texts
from storage.move import Moved, NotMoved, Side, Told, move

EVERY = 1.0  # seconds until it says how far it is, and between two times
Files = Sequence[tuple[Path, Path]]  # where a file is, and where the bot will look for it


async def migrate(source: str, target: str) -> None:
    """Move everything to an empty database, prove it there, and say what to do next.

    Raises Refusal, SettingsError.
    """
    settings = load_settings()
    texts = Texts("nl", settings.config_dir)
    old, new = _at(settings, source, texts), _at(settings, target, texts)
    if _place(old) == _place(new):
        raise Refusal(texts("move.same"))
    files = [(key_file(old), key_file(new)), (anchor_file(old), anchor_file(new))]
    for here, there in files:
        if here.exists() and there.exists() and not filecmp.cmp(here, there, shallow=False):
            raise Refusal(texts("move.file_in_the_way", file=there.absolute()))
    moved = await _moved(old, new, texts)
    print("\n".join(_told(new, moved, files, texts)))


async def _moved(old: Settings, new: Settings, texts: Texts) -> Moved:
    held = keys(old)
    with ExitStack() as still:
        for one in (old, new):
            file = database_file(one)
            if file is not None and file.parent.is_dir():
                still.enter_context(locked(one, texts))
        try:
            return await move(
                _url(old), _url(new), held.chain, cipher_of(held),
                await anchors_in(anchor_file(old)), _progress(texts),
            )  # fmt: skip
        except NotMoved as error:
            place = place_of(_url(old if error.side is Side.SOURCE else new))
            key = f"move.{error.side.value}.{error.hindrance.value}"
            raise Refusal(texts(key, place=place)) from None


def _told(new: Settings, moved: Moved, files: Files, texts: Texts) -> Iterator[str]:
    place, filled = place_of(_url(new)), {name: n for name, n in moved.rows.items() if n}
    yield texts("move.done", place=place)
    width = max(len(f"{count}") for count in filled.values())
    yield from (f"  {count:>{width}}  {name}" for name, count in sorted(filled.items()))
    yield texts("move.empty", tables=len(moved.rows) - len(filled))
    yield texts("move.head", count=moved.head.count, hash=moved.head.hash)
    to_file = database_file(new) is not None
    steps = [
        texts("move.step.file", url=_url(new)) if to_file else texts("move.step.url", place=place)
    ]
    for here, there in files:
        if here.exists() and here.absolute() != there.absolute():
            copy = f"cp -p {quote(str(here.absolute()))} {quote(str(there.absolute()))}"
            name = "key" if here == files[0][0] else "anchor"
            steps.append(texts(f"move.step.{name}", copy=copy))
    steps += [texts("move.step.verify"), texts("move.step.backup"), texts("move.step.old")]
    yield texts("move.next")
    yield from (f"  {number}. {step}" for number, step in enumerate(steps, start=1))


def _progress(texts: Texts) -> Told:
    """Once a second how far it is, for who looks; nothing of what is done within a second."""
    spoke = time.monotonic()

    def told(done: int, total: int) -> None:
        nonlocal spoke
        if time.monotonic() - spoke >= EVERY:
            spoke = time.monotonic()
            print(texts("move.progress", done=done, total=total), file=sys.stderr, flush=True)

    return told


def _at(settings: Settings, written: str, texts: Texts) -> Settings:
    try:
        return with_url(settings, database_url(written))
    except ValueError:
        raise SettingsError(texts("move.address")) from None


def _place(settings: Settings) -> str | Path:
    file = database_file(settings)
    return place_of(_url(settings)) if file is None else file.resolve()


def _url(settings: Settings) -> str:
    return settings.database_url.get_secret_value()
