"""The settings of one installation: the environment, the .env file and the key file."""

import os
import re
import secrets
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import AfterValidator, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from config.texts import Texts

PREFIX = "SPOEDGROEP_"
SQLITE = "sqlite+aiosqlite:///"
POSTGRESQL = "postgresql+psycopg://"
KEY_BYTES = 32
OPEN_TO_OTHERS = 0o077


class SettingsError(Exception):
    """What is wrong with the settings: one line each, naming the variable and the remedy."""

    def __init__(self, *errors: str) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The three keys of an installation, each 32 bytes; never on a screen, never in a log."""

    encryption: bytes = field(repr=False)
    reference: bytes = field(repr=False)
    chain: bytes = field(repr=False)


def is_loopback(url: str) -> bool:
    """Whether an address stays on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name
        return host == "localhost"


def _url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("not an http address")
    return value.rstrip("/")


def _address(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise ValueError("not host:port")
    return value


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


def _key(value: str) -> bytes:
    """The bytes of a key in base64, be it of the kind for addresses or the plain kind."""
    key = b64decode(value.translate(str.maketrans("-_", "+/")), validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    return key


Key = Annotated[SecretStr, _secret(_key)]


class Settings(BaseSettings):
    """What the environment says; every error has its line `settings.<field>` in the catalogue."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    bot_token: Annotated[SecretStr, _secret(_like(r"\d+:\S+"))] | None = None
    bot_api_url: Annotated[str, AfterValidator(_url)] = "https://api.telegram.org"
    database_url: Annotated[
        SecretStr, _secret(_like(f"({re.escape(SQLITE)}|{re.escape(POSTGRESQL)}).+"))
    ] = SecretStr(f"{SQLITE}spoedgroep.db")
    webhook_url: Annotated[str, AfterValidator(_url)] | None = None
    webhook_secret: SecretStr | None = None
    listen: Annotated[str, AfterValidator(_address)] = "127.0.0.1:8080"
    config_dir: Path | None = None
    encryption_key: Key | None = None
    reference_key: Key | None = None
    chain_key: Key | None = None
    heartbeat_url: Annotated[SecretStr, _secret(_url)] | None = None
    second_channel: Annotated[SecretStr, _secret(_like(r"(\w+://[^\s,]+[\s,]*)+"))] | None = None
    timezone: Literal["Europe/Amsterdam"] = "Europe/Amsterdam"  # as the windows and the holidays
    clock_file: Path | None = None

    @field_validator("webhook_url")
    @classmethod
    def _private_on_the_way(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and not value.startswith("https://") and not _practises(info):
            raise ValueError("Telegram calls on https only")
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
    def listen_on(self) -> tuple[str, int]:
        """Host and port of health, metrics and webhook."""
        host, _, port = self.listen.rpartition(":")
        return host.strip("[]"), int(port)

    @property
    def second_channels(self) -> tuple[str, ...]:
        """The addresses of the second channel, one each."""
        written = self.second_channel.get_secret_value() if self.second_channel else ""
        return tuple(written.replace(",", " ").split())


def _practises(info: ValidationInfo) -> bool:
    return is_loopback(info.data.get("bot_api_url", ""))


def load_settings() -> Settings:
    """Read the environment and .env; every wrong variable is a line of the SettingsError."""
    try:
        settings = Settings()
    except ValidationError as errors:
        wrong = dict.fromkeys(str(error["loc"][0]) for error in errors.errors())
        raise SettingsError(*(Texts()(f"settings.{name}") for name in wrong)) from None
    if settings.webhook_url and not settings.webhook_secret:
        raise SettingsError(Texts()("settings.webhook_secret"))
    return settings


def key_file(settings: Settings) -> Path:
    """Where `init` puts the keys: beside an SQLite database, else in the working directory."""
    url = settings.database_url.get_secret_value()
    database = url.removeprefix(SQLITE).partition("?")[0]
    if not url.startswith(SQLITE) or database == ":memory:":
        return Path("spoedgroep.keys")
    return Path(f"{database}.keys")


def keys(settings: Settings) -> Keys:
    """The keys from the environment, and what is not there from the key file."""
    names = [item.name for item in fields(Keys)]
    given = {name: getattr(settings, f"{name}_key") for name in names}
    found = {name: _key(key.get_secret_value()) for name, key in given.items() if key}
    if len(found) < len(names):
        found = _filed(key_file(settings), names) | found
    return Keys(**found)


def make_keys(path: Path) -> None:
    """Make new keys in a file that its owner alone may read; FileExistsError if there is one."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        for item in fields(Keys):
            key = urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()
            file.write(f"{PREFIX}{item.name.upper()}_KEY={key}\n")


def _filed(path: Path, names: list[str]) -> dict[str, bytes]:
    texts = Texts()
    if not path.exists():
        raise SettingsError(texts("settings.keys_absent", file=path))
    if path.stat().st_mode & OPEN_TO_OTHERS:
        raise SettingsError(texts("settings.keys_open", file=path))
    lines: Mapping[str, str | None] = dotenv_values(path)
    try:
        return {name: _key(lines[f"{PREFIX}{name.upper()}_KEY"] or "") for name in names}
    except (KeyError, ValueError):  # a line that is gone, or no key
        raise SettingsError(texts("settings.keys_broken", file=path)) from None
