"""The town's clock, and its file."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.practice.clock import TownClock, read

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_a_clock_without_a_start_shows_the_real_time(tmp_path):
    clock = TownClock(tmp_path / "clock.json")

    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_another_process_reads_the_same_time_from_the_file(tmp_path):
    clock = TownClock(tmp_path / "clock.json", NOON)
    clock.moves(timedelta(hours=3))

    seen = datetime.fromtimestamp(read(tmp_path / "clock.json", time.time()), UTC)

    assert abs(seen - clock.now()) < timedelta(seconds=1)


def test_a_standing_clock_moves_only_when_it_is_moved(tmp_path):
    clock = TownClock(tmp_path / "clock.json", NOON)
    clock.runs_at(0)
    before = clock.now()

    clock.moves(timedelta(minutes=10))

    assert clock.now() - before == timedelta(minutes=10)


def test_a_fast_clock_gains_on_the_real_one(tmp_path):
    clock = TownClock(tmp_path / "clock.json", NOON)
    clock.runs_at(60)
    real = time.time()

    gained = read(clock.path, real + 10) - read(clock.path, real)

    assert gained == pytest.approx(600)


@given(st.floats(0, 1000), st.floats(0, 1000))
def test_changing_the_rate_makes_no_jump(tmp_path_factory, first, second):
    clock = TownClock(tmp_path_factory.mktemp("town") / "clock.json", NOON)
    clock.runs_at(first)

    clock.runs_at(0)
    before = clock.now()
    clock.runs_at(second)

    assert timedelta(0) <= clock.now() - before < timedelta(seconds=1 + second)


def test_the_clock_does_not_run_back(tmp_path):
    clock = TownClock(tmp_path / "clock.json", NOON)

    with pytest.raises(ValueError, match="does not run back"):
        clock.moves_to(NOON - timedelta(days=1))
    with pytest.raises(ValueError, match="does not run back"):
        clock.runs_at(-1)
    with pytest.raises(ValueError, match="zone"):
        TownClock(tmp_path / "other.json", NOON.replace(tzinfo=None))


def test_the_file_is_never_half_written(tmp_path):
    clock = TownClock(tmp_path / "clock.json", NOON)

    clock.moves(timedelta(days=1))

    assert [one.name for one in tmp_path.iterdir()] == ["clock.json"]
