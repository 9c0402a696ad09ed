"""A folder of backups: how one is called, which is the newest, and which may go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from storage.backup import SUFFIX, made_at

KEPT = timedelta(days=14)  # every one of these days' backups stays, whatever happens
DAILY_KEPT = timedelta(days=31)  # of the days before that the last of each day
STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One backup in a folder."""

    at: datetime
    file: Path


def name_of(stem: str, at: datetime, why: str = "") -> str:
    """Such as spoedgroep-20261127T160000Z.backup; `why` is why it was made out of turn."""
    return f"{stem}-{at.strftime(STAMP)}{why and f'-{why}'}{SUFFIX}"


def held_in(folder: Path, stem: str) -> list[Held]:
    """The backups of one database, oldest first, by their labels; what is none of ours is not."""
    found = [(made_at(file), file) for file in sorted(folder.glob(f"{stem}-*{SUFFIX}"))]
    held = [Held(at=at, file=file) for at, file in found if at is not None]
    return sorted(held, key=lambda one: one.at)


def outdated(held: Iterable[Held], now: datetime) -> list[Held]:
    """Which may go: nothing younger than two weeks, nor the newest, however old."""
    ordered = sorted(held, key=lambda one: one.at)
    last_of_day = {one.at.date(): one for one in ordered}
    return [
        one
        for one in ordered[:-1]
        if now - one.at > KEPT
        and (now - one.at > DAILY_KEPT or last_of_day[one.at.date()] is not one)
    ]


def tidy(folder: Path, stem: str, now: datetime) -> int:
    """Remove what may go; gives how many there were."""
    gone = outdated(held_in(folder, stem), now)
    for one in gone:
        one.file.unlink(missing_ok=True)
    return len(gone)
