"""Which backups stay in a folder, and which may go."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from storage.backup_folder import DAILY_KEPT, KEPT, Held, held_in, name_of, outdated, tidy
from storage.sealed_file import seal

NOW = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def held(*ages: timedelta) -> list[Held]:
    return [Held(at=NOW - age, file=Path(str(age))) for age in ages]


def ages(found: list[Held]) -> list[timedelta]:
    return sorted(NOW - one.at for one in found)


def test_of_two_weeks_every_hour_stays_then_the_last_of_a_day_and_after_a_month_nothing():
    hourly = held(*(hours * HOUR for hours in range(24 * 60)))

    gone = outdated(hourly, NOW)

    kept = sorted(set(ages(hourly)) - set(ages(gone)))
    assert kept[: 14 * 24 + 1] == [hours * HOUR for hours in range(14 * 24 + 1)]
    later = kept[14 * 24 + 1 :]
    assert {(NOW - age).hour for age in later} == {23}
    assert len(later) == 17
    assert max(later) <= DAILY_KEPT


@given(st.sets(st.integers(0, 100 * 24), max_size=40))
def test_s45_nothing_younger_than_two_weeks_goes_nor_the_newest(hours: set[int]):
    there = held(*(one * HOUR for one in hours))

    gone = outdated(there, NOW)

    assert all(age > KEPT for age in ages(gone))
    assert not there or min(ages(there)) not in ages(gone)


def put(folder: Path, stem: str, at: datetime) -> Path:
    file = folder / name_of(stem, at)
    sealed = io.BytesIO()
    seal([b"x"], sealed, b"k" * 32, at)
    file.write_bytes(sealed.getvalue())
    return file


def test_only_what_bears_our_label_is_counted_or_removed(tmp_path: Path):
    old, new = put(tmp_path, "spoedgroep", NOW - 60 * DAY), put(tmp_path, "spoedgroep", NOW)
    strange = tmp_path / "spoedgroep-19990101T000000Z.backup"
    strange.write_text("not ours")
    neighbour = put(tmp_path, "elders", NOW - 90 * DAY)
    under_way = tmp_path / "spoedgroep-20261127T150000Z.backup.part"
    under_way.write_text("being written")

    assert [one.file for one in held_in(tmp_path, "spoedgroep")] == [old, new]
    assert tidy(tmp_path, "spoedgroep", NOW) == 1

    assert sorted(tmp_path.iterdir()) == sorted([new, strange, neighbour, under_way])


def test_a_backup_out_of_turn_says_why_in_its_name():
    assert name_of("spoedgroep", NOW) == "spoedgroep-20261127T160000Z.backup"
    assert name_of("spoedgroep", NOW, "migratie") == "spoedgroep-20261127T160000Z-migratie.backup"
