"""Each year its key for dossier references; the key of a year that is over is destroyed."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from storage_examples import NOON, SKM_7, raised, withdrawn

from bot.rounds.memory import destroy_keys
from config.keyring import make_keys, read_keys
from config.settings import Keys
from config.terms import load_terms
from storage.unit_of_work import Storage

NEW_YEAR = datetime(2027, 12, 31, 23, 30, tzinfo=UTC)  # half past midnight in Amsterdam


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    path = tmp_path / "spoedgroep.keys"
    make_keys(path)
    return Keys(**read_keys(path).named, file=path)


def years(keys: Keys) -> list[int]:
    assert keys.file is not None
    return sorted(read_keys(keys.file).years)


async def test_the_key_outlives_every_reference_and_no_longer(storage: Storage, keys: Keys) -> None:
    for year in (2026, 2027, 2028):
        keys.reference_of(year)

    async with storage.work() as work:
        await destroy_keys(work, keys, NEW_YEAR.replace(hour=22))
        assert years(keys) == [2026, 2027, 2028]
        assert NOON + load_terms().reference < NEW_YEAR
        await destroy_keys(work, keys, NEW_YEAR)
        await destroy_keys(work, keys, NEW_YEAR)
        (row,) = await work.history.of("keys")

    assert years(keys) == [2027, 2028]
    assert (row.name, row.data) == ("ReferenceKeyDestroyed", {"years": 1})


async def test_the_key_of_an_alert_that_is_held_stays(storage: Storage, keys: Keys) -> None:
    keys.reference_of(2026)
    facts = replace(raised().facts, reference="a" * 64)
    async with storage.work() as work:
        await work.alerts.keep(None, [replace(raised(), facts=facts), withdrawn(5)])
        await work.holds.hold(SKM_7, "inzage", NOON)
        await destroy_keys(work, keys, NEW_YEAR)
        assert years(keys) == [2026]

        await work.holds.release(SKM_7, NEW_YEAR)
        await destroy_keys(work, keys, NEW_YEAR)
        assert years(keys) == []
