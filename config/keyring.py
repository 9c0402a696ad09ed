"""The key file: read strictly, changed all at once, readable to its owner alone."""

import fcntl
import os
import re
import secrets
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dotenv import dotenv_values

from config.texts import Texts

PREFIX = "SPOEDGROEP_"
KEY_BYTES = 32
NAMES = ("encryption", "reference", "chain")
FORMER = f"{PREFIX}ENCRYPTION_KEY_FORMER"
OF_YEAR = f"{PREFIX}REFERENCE_KEY_"
OPEN_TO_OTHERS = 0o077


class SettingsError(Exception):
    """What is wrong with the settings: one line each, naming the variable and the remedy."""

    def __init__(self, *errors: str) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What a key file holds: the keys by name, former encryption keys, reference keys by year."""

    named: Mapping[str, bytes] = field(repr=False)
    former: tuple[bytes, ...] = field(repr=False)
    years: Mapping[int, bytes] = field(repr=False)


def key_of(value: str) -> bytes:
    """The bytes of a key in base64, be it of the kind for addresses or the plain kind."""
    key = b64decode(value.translate(str.maketrans("-_", "+/")), validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    return key


def keys_of(value: str) -> tuple[bytes, ...]:
    """Several keys, between commas."""
    return tuple(key_of(one) for one in value.replace(",", " ").split())


def read_keys(path: Path) -> Filed:
    """What the file holds. Raises SettingsError when it is absent, open to others or damaged."""
    lines = _lines(path)
    try:
        return Filed(
            named={name: key_of(lines[f"{PREFIX}{name.upper()}_KEY"]) for name in NAMES},
            former=keys_of(lines.get(FORMER, "")),
            years={int(name.removeprefix(OF_YEAR)): key_of(lines[name]) for name in _years(lines)},
        )
    except (KeyError, ValueError):  # a line that is gone, or no key
        raise SettingsError(Texts()("settings.keys_broken", file=path)) from None


def make_keys(path: Path) -> None:
    """Make new keys in a file that its owner alone may read; FileExistsError if there is one."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(_written({f"{PREFIX}{name.upper()}_KEY": new_key() for name in NAMES}))


def rotate(path: Path) -> None:
    """Put a new encryption key in the file; the one before stays, to open what it sealed.

    A rotation that was cut off goes on: no second key is made while a former one is there.
    """
    with _changing(path) as lines:
        if not lines.get(FORMER):
            current = f"{PREFIX}ENCRYPTION_KEY"
            lines[FORMER], lines[current] = lines[current], new_key()


def drop_former(path: Path) -> None:
    """Everything is sealed with the newest key: the one before is destroyed."""
    with _changing(path) as lines:
        lines.pop(FORMER, None)


def year_key(path: Path, year: int) -> bytes:
    """The reference key of a year, made and kept the first time that it is asked for."""
    kept = read_keys(path).years.get(year)
    if kept is not None:
        return kept
    with _changing(path) as lines:
        return key_of(lines.setdefault(f"{OF_YEAR}{year}", new_key()))


def drop_years(path: Path, before: int) -> int:
    """Destroy the reference keys of the years before this one; gives how many there were."""
    old = [year for year in read_keys(path).years if year < before]
    if old:
        with _changing(path) as lines:
            for year in old:
                lines.pop(f"{OF_YEAR}{year}", None)
    return len(old)


@contextmanager
def _changing(path: Path) -> Iterator[dict[str, str]]:
    """The lines, to be changed; a crash leaves the old file or the new one, never half of one."""
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        read_keys(path)  # a damaged file is not written over
        lines = _lines(path)
        yield lines
        new = path.with_name(f"{path.name}.new")
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(_written(lines))
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        _to_disk(path.parent)


def _to_disk(folder: Path) -> None:
    """See to it that the new name outlives a power cut: what is sealed next depends on it."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _lines(path: Path) -> dict[str, str]:
    if not path.exists():
        raise SettingsError(Texts()("settings.keys_absent", file=path))
    if path.stat().st_mode & OPEN_TO_OTHERS:
        raise SettingsError(Texts()("settings.keys_open", file=path))
    return {name: value or "" for name, value in dotenv_values(path).items()}


def _years(lines: Mapping[str, str]) -> list[str]:
    return [name for name in lines if re.fullmatch(rf"{OF_YEAR}20\d\d", name)]


def new_key() -> str:
    """A key that nobody has ever seen, in base64."""
    return urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _written(lines: Mapping[str, str]) -> str:
    return "".join(f"{name}={value}\n" for name, value in lines.items())
