"""The key file: a key for each year, a rotation that can be cut off, nothing lost."""

import os

import pytest

from config import keyring
from config.keyring import SettingsError, drop_former, drop_years, make_keys, read_keys, rotate
from config.settings import Keys, keys, load_settings


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "spoedgroep.db.keys"
    make_keys(file)
    return file


def test_the_key_of_a_year_is_made_once_and_kept_in_the_file(path):
    found = keys(load_settings())

    this, next_one = found.reference_of(2026), found.reference_of(2027)

    assert this != next_one
    assert keys(load_settings()).reference_of(2026) == this
    assert keys(load_settings()).reference_before(2027) == this
    assert found.reference_before(2026) is None, "no key is made for a year that is over"
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_keys(path).named == {
        "encryption": found.encryption, "reference": found.reference, "chain": found.chain,
    }  # fmt: skip


def test_the_key_of_a_year_that_is_over_is_destroyed(path):
    found = keys(load_settings())
    old = found.reference_of(2026)
    found.reference_of(2027)

    assert found.drop_references(2026) == 0
    assert found.drop_references(2027) == 1

    assert found.reference_before(2027) is None
    assert found.reference_of(2026) != old
    assert drop_years(path, 2030) == 2


def test_without_a_file_the_key_of_a_year_follows_from_the_reference_key():
    given = Keys(encryption=b"e" * 32, reference=b"r" * 32, chain=b"c" * 32)
    other = Keys(encryption=b"e" * 32, reference=b"R" * 32, chain=b"c" * 32)

    assert given.reference_of(2026) == given.reference_before(2027)
    assert len({given.reference_of(2026), given.reference_of(2027), other.reference_of(2026)}) == 3
    assert given.drop_references(2027) == 0


def test_s43_the_former_key_stays_until_it_is_dropped(path):
    before = keys(load_settings())
    rotate(path)

    between = keys(load_settings())
    assert between.former == (before.encryption,)
    assert between.encryption != before.encryption
    rotate(path)
    assert keys(load_settings()) == between, "one that was cut off goes on"

    drop_former(path)
    after = keys(load_settings())
    assert (after.former, after.encryption) == ((), between.encryption)
    assert (after.reference, after.chain) == (before.reference, before.chain)


def test_s43_a_former_key_may_come_from_the_environment(path, monkeypatch):
    before = keys(load_settings())
    rotate(path)
    former = next(line for line in path.read_text().splitlines() if "FORMER" in line)
    drop_former(path)

    monkeypatch.setenv(*former.split("=", 1))

    assert keys(load_settings()).former == (before.encryption,)


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_crash_while_the_file_is_written_leaves_the_old_one(path, monkeypatch, call):
    before = path.read_bytes()

    def crash(*_):
        raise OSError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(*((os, call) if call == "fsync" else (type(path), call)), crash)
        with pytest.raises(OSError, match="power"):
            rotate(path)

    assert path.read_bytes() == before
    rotate(path)
    assert keys(load_settings()).former != ()


def test_a_damaged_file_is_never_written_over(path):
    path.write_text(path.read_text().replace("CHAIN", "CHIAN"))
    before = path.read_bytes()

    with pytest.raises(SettingsError, match="beschadigd"):
        rotate(path)

    assert path.read_bytes() == before


def test_keys_are_not_shown(path):
    rotate(path)
    found = keys(load_settings())
    found.reference_of(2026)

    shown = f"{found!r} {read_keys(path)!r}"

    assert "b'" not in shown
    assert 'b"' not in shown


def test_what_else_is_in_the_file_stays(path):
    with path.open("a") as file:
        file.write("SPOEDGROEP_LISTEN=127.0.0.1:9000\n")

    keyring.year_key(path, 2026)

    assert "SPOEDGROEP_LISTEN=127.0.0.1:9000\n" in path.read_text()
