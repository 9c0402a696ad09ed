"""Secrets come as files of their own, which nobody else may read (S29)."""

import os

import pytest

from config.settings import SettingsError, load_settings

TOKEN = "7:kanarie-4711"


@pytest.fixture
def sealed(tmp_path, monkeypatch):
    folder = tmp_path / "credentials"
    folder.mkdir(mode=0o700)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))

    def put(name: str, value: str, mode: int = 0o400) -> None:
        path = folder / name
        path.write_text(value)
        path.chmod(mode)

    return put


def test_s29_a_secret_is_read_from_its_file(sealed):
    sealed("spoedgroep_bot_token", f"{TOKEN}\n")
    sealed("spoedgroep_heartbeat_url", "https://one.example/a https://two.example/b\n")
    sealed("another_service", "none of ours", 0o444)

    settings = load_settings()

    assert settings.token == TOKEN
    assert settings.heartbeat_urls == ("https://one.example/a", "https://two.example/b")
    assert TOKEN not in repr(settings)
    assert TOKEN not in str(os.environ)


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o644, 0o420])
def test_s29_a_secret_that_others_may_read_is_refused_in_one_line(sealed, mode):
    sealed("spoedgroep_bot_token", TOKEN, mode)

    with pytest.raises(SettingsError) as refused:
        load_settings()

    (line,) = refused.value.errors
    assert "chmod 400" in line
    assert TOKEN not in line


def test_s29_the_group_that_systemd_shows_on_a_file_of_root_is_no_hole(sealed, monkeypatch):
    sealed("spoedgroep_bot_token", TOKEN, 0o440)
    owner = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)

    assert load_settings().token == TOKEN


def test_the_environment_goes_before_a_file(sealed, monkeypatch):
    sealed("spoedgroep_bot_token", TOKEN)
    monkeypatch.setenv("SPOEDGROEP_BOT_TOKEN", "8:other")

    assert load_settings().token == "8:other"


def test_without_such_a_folder_nothing_changes(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "gone"))

    assert load_settings().bot_token is None


def test_f101_several_watchers_may_be_named_and_each_must_be_an_address(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SPOEDGROEP_HEARTBEAT_URL", "https://one.example, two.example")

    with pytest.raises(SettingsError) as refused:
        load_settings()

    assert refused.value.errors[0].startswith("SPOEDGROEP_HEARTBEAT_URL")
