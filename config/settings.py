"""The settings of one installation: the environment, .env, sealed files and the key file."""

import hashlib
import hmac
import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from config import keyring
from config.addresses import POSTGRESQL as POSTGRESQL  # these are a part of what this file offers
from config.addresses import SQLITE as SQLITE
from config.addresses import database_url, is_loopback
from config.keyring import PREFIX as PREFIX  # a part of what this file offers
from config.keyring import SettingsError as SettingsError
from config.keyring import key_of, keys_of
from config.texts import Texts
from config.webhook import check_url, check_whole

SEALED = "CREDENTIALS_DIRECTORY"
CLOSED = "off"  # instead of host:port: no page is opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The three keys of an installation, each 32 bytes; never on a screen, never in a log.

    `former` are encryption keys that still open what they sealed, until that is sealed anew.
    `file` keeps the reference keys of the years; without it they follow from the reference key.
    """

    encryption: bytes = field(repr=False)
    reference: bytes = field(repr=False)
    chain: bytes = field(repr=False)
    former: tuple[bytes, ...] = field(default=(), repr=False)
    file: Path | None = field(default=None, repr=False)

    def reference_of(self, year: int) -> bytes:
        """The key of one year for dossier references; made when it is first asked for.

        Destroy it, and nobody can try dossier numbers against the hashes of that year. Where the
        reference key is given by the environment, destroying is replacing that key.
        """
        return self._derived(year) if self.file is None else keyring.year_key(self.file, year)

    def reference_before(self, year: int) -> bytes | None:
        """The key of the year before, as long as it is kept."""
        if self.file is None:
            return self._derived(year - 1)
        return keyring.read_keys(self.file).years.get(year - 1)

    def drop_references(self, before: int) -> int:
        """Destroy the keys of the years before this one; gives how many there were."""
        return 0 if self.file is None else keyring.drop_years(self.file, before)

    def _derived(self, year: int) -> bytes:
        return hmac.digest(self.reference, f"reference {year}".encode(), hashlib.sha256)


def _url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("not an http address")
    return value.rstrip("/")


def _urls(value: str) -> None:
    if not [_url(one) for one in value.replace(",", " ").split()]:
        raise ValueError("no address")


def _address(value: str) -> str:
    if value == CLOSED:
        return value
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise ValueError("not host:port")
    return value


def _database(value: SecretStr) -> SecretStr:
    return SecretStr(database_url(value.get_secret_value()))


def _secret(check: Callable[[str], object]) -> AfterValidator:
    def checked(value: SecretStr) -> SecretStr:
        check(value.get_secret_value())
        return value

    return AfterValidator(checked)


def _like(pattern: str) -> Callable[[str], object]:
    def check(value: str) -> None:
        if not re.fullmatch(pattern, value):
            raise ValueError("does not look right")

    return check


Key = Annotated[SecretStr, _secret(key_of)]


class Settings(BaseSettings):
    """What the environment says; every error has its line `settings.<field>` in the catalogue."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    bot_token: Annotated[SecretStr, _secret(_like(r"\d+:\S+"))] | None = None
    bot_api_url: Annotated[str, AfterValidator(_url)] = "https://api.telegram.org"
    database_url: Annotated[SecretStr, AfterValidator(_database)] = SecretStr(
        f"{SQLITE}spoedgroep.db"
    )
    webhook_url: Annotated[str, AfterValidator(_url)] | None = None
    webhook_secret: SecretStr | None = None
    listen: Annotated[str, AfterValidator(_address)] = "127.0.0.1:8080"
    config_dir: Path | None = None
    encryption_key: Key | None = None
    reference_key: Key | None = None
    chain_key: Key | None = None
    encryption_key_former: Annotated[SecretStr, _secret(keys_of)] | None = None
    heartbeat_url: Annotated[SecretStr, _secret(_urls)] | None = None
    canary_chat: int | None = None
    second_channel: Annotated[SecretStr, _secret(_like(r"(\w+://[^\s,]+[\s,]*)+"))] | None = None
    second_channel_secrets: (
        Annotated[SecretStr, _secret(_like(r"([a-z]\w*=[^\s,]+[\s,]*)+"))] | None
    ) = None
    language: Literal["nl", "en"] = "nl"  # of groups; people choose their own
    timezone: Literal["Europe/Amsterdam"] = "Europe/Amsterdam"  # as the windows and the holidays
    clock_file: Path | None = None
    anchor: Path | None = None
    backup_dir: Path | None = None
    backup_key: Key | None = None

    @classmethod
    def of_town(cls, database_url: str) -> "Settings":
        """Those of a practice town, whatever the environment says of a real network."""
        return cls.model_construct(database_url=SecretStr(database_url))

    @field_validator("webhook_url")
    @classmethod
    def _private_on_the_way(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None:
            check_url(value, practises=_practises(info))
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _hard_to_guess(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        least = 1 if _practises(info) else 32
        if value is not None:
            _like(rf"[A-Za-z0-9_-]{{{least},256}}")(value.get_secret_value())
        return value

    @field_validator("config_dir")
    @classmethod
    def _exists(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError("no such directory")
        return value

    @field_validator("clock_file")
    @classmethod
    def _practice_only(cls, value: Path | None, info: ValidationInfo) -> Path | None:
        if value is not None and not _practises(info):
            raise ValueError("a clock that can be moved is for practice")
        return value

    @property
    def token(self) -> str:
        """The bot token, for what cannot do without."""
        if self.bot_token is None:
            raise SettingsError(Texts()("settings.bot_token"))
        return self.bot_token.get_secret_value()

    @property
    def listen_on(self) -> tuple[str, int] | None:
        """Host and port of health, metrics and webhook; None where there is to be none."""
        if self.listen == CLOSED:
            return None
        host, _, port = self.listen.rpartition(":")
        return host.strip("[]"), int(port)

    @property
    def heartbeat_urls(self) -> tuple[str, ...]:
        """Where a watcher elsewhere hears from us."""
        return _listed(self.heartbeat_url)

    @property
    def second_channels(self) -> tuple[str, ...]:
        """The addresses of the second channel, one each."""
        return _listed(self.second_channel)

    @property
    def second_channel_words(self) -> dict[str, str]:
        """What the files of the networks leave open in their addresses, by name."""
        pairs = (word.partition("=") for word in _listed(self.second_channel_secrets))
        return {name: value for name, _, value in pairs}


def _listed(written: SecretStr | None) -> tuple[str, ...]:
    return tuple(written.get_secret_value().replace(",", " ").split()) if written else ()


def _practises(info: ValidationInfo) -> bool:
    return is_loopback(info.data.get("bot_api_url", ""))


def load_settings() -> Settings:
    """Read the environment and .env; every wrong variable is a line of the SettingsError."""
    try:
        settings = Settings(_secrets_dir=_sealed())
    except ValidationError as errors:
        wrong = dict.fromkeys(str(error["loc"][0]) for error in errors.errors())
        raise SettingsError(*(Texts()(f"settings.{name}") for name in wrong)) from None
    check_whole(settings.webhook_url, settings.webhook_secret, settings.listen_on)
    return settings


def _sealed() -> Path | None:
    """Where systemd or a container puts secrets, a file each, such as `spoedgroep_bot_token`.

    Raises SettingsError for one that others may read (S29). One that root owns may show a group:
    that is how systemd lets this one user in.
    """
    given = os.environ.get(SEALED)
    folder = Path(given) if given else None
    if folder is None or not folder.is_dir():
        return None
    for path in sorted(folder.glob(f"{PREFIX.lower()}*")):
        found = path.stat()
        closed_to = stat.S_IRWXO | (stat.S_IRWXG if found.st_uid == os.getuid() else stat.S_IWGRP)
        if found.st_mode & closed_to:
            raise SettingsError(Texts()("settings.sealed_open", file=path))
    return folder


def with_url(settings: Settings, url: str) -> Settings:
    """The same settings, of a network that is kept there."""
    return settings.model_copy(update={"database_url": SecretStr(url)})


def with_database(settings: Settings, file: Path) -> Settings:
    """The same settings, with a database of its own in this file."""
    return with_url(settings, f"{SQLITE}{file}")


def key_file(settings: Settings) -> Path:
    """Where `init` puts the keys: beside an SQLite database, else in the working directory."""
    url = settings.database_url.get_secret_value()
    database = url.removeprefix(SQLITE).partition("?")[0]
    if not url.startswith(SQLITE) or database == ":memory:":
        return Path("spoedgroep.keys")
    return Path(f"{database}.keys")


def anchor_file(settings: Settings) -> Path:
    """Where the end of the log is written down; better on another machine than beside the keys."""
    return settings.anchor or key_file(settings).with_suffix(".anchor")


def keys(settings: Settings) -> Keys:
    """The keys from the environment, and what is not there from the key file."""
    given = {name: getattr(settings, f"{name}_key") for name in keyring.NAMES}
    found = {name: key_of(key.get_secret_value()) for name, key in given.items() if key}
    written = settings.encryption_key_former
    former = keys_of(written.get_secret_value()) if written else ()
    if len(found) == len(keyring.NAMES):
        return Keys(
            encryption=found["encryption"],
            reference=found["reference"],
            chain=found["chain"],
            former=former,
        )
    path = key_file(settings)
    filed = keyring.read_keys(path)
    if "encryption" not in found:
        former += filed.former
    all_named = {**filed.named, **found}
    return Keys(
        encryption=all_named["encryption"],
        reference=all_named["reference"],
        chain=all_named["chain"],
        former=former,
        file=None if "reference" in found else path,
    )
