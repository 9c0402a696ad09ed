"""The key of the backups: another one than those of the database, in a file of its own (S45)."""

import os
import stat
from pathlib import Path

from dotenv import dotenv_values

from config.keyring import OPEN_TO_OTHERS, PREFIX, SettingsError, key_of, new_key
from config.settings import Settings, key_file
from config.texts import Texts

NAME = f"{PREFIX}BACKUP_KEY"


def backup_key_file(settings: Settings) -> Path:
    """Where it lies as long as nobody says otherwise; a copy of it belongs elsewhere."""
    return key_file(settings).with_suffix(".backup-key")


def backup_folder(settings: Settings) -> Path:
    """Where backups go when nothing else is said; better on another machine."""
    return settings.backup_dir or key_file(settings).with_suffix(".backups")


def make_backup_key(settings: Settings) -> Path | None:
    """Make the key when there is none yet; gives the file when it was made just now."""
    path = backup_key_file(settings)
    if settings.backup_key is not None or path.exists():
        return None
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{NAME}={new_key()}\n")
        file.flush()
        os.fsync(file.fileno())
    return path


def backup_key(settings: Settings, kept: Path | None = None) -> bytes:
    """The key, from a file that was kept elsewhere, the environment, or beside the database.

    Raises SettingsError when it is absent, open to others or no key.
    """
    if kept is None and settings.backup_key is not None:
        return key_of(settings.backup_key.get_secret_value())
    path = kept or backup_key_file(settings)
    if not path.is_file():
        raise SettingsError(Texts()("settings.backup_key_absent", file=path))
    if stat.S_IMODE(path.stat().st_mode) & OPEN_TO_OTHERS:
        raise SettingsError(Texts()("settings.keys_open", file=path))
    try:
        return key_of(dotenv_values(path).get(NAME) or "")
    except ValueError:
        raise SettingsError(Texts()("settings.backup_key", file=path)) from None
