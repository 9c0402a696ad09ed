"""The address of a database as people write it, made into the one form that everything reads."""

import os
import re
from urllib.parse import parse_qs, urlsplit

from pydantic import SecretStr

from config.settings import POSTGRESQL, SQLITE, Settings, is_loopback

SQLITE_ADDRESS = re.compile(r"sqlite(?:\+aiosqlite)?:(?:///)?(?P<path>[^/?#].*|/[^/?#].*)")
POSTGRESQL_ADDRESS = re.compile(r"postgres(?:ql)?(?:\+psycopg)?:(?://)?(?P<rest>.+)")
NAME = re.compile(r"[\w-]+")  # `postgresql:spoedgroep` is a database on this machine
SERVER = re.compile(r"(?:[^@/]*@)?(?P<place>[^@/?#]*/[^@/?#]+)(?:\?.*)?")


def database_url(written: str) -> str:
    """`sqlite:file`, `postgresql://server/name` and their longer forms. ValueError for others."""
    if (found := SQLITE_ADDRESS.fullmatch(written)) and ":memory:" not in written:
        return f"{SQLITE}{found['path'].partition('?')[0]}"
    if found := POSTGRESQL_ADDRESS.fullmatch(written):
        rest = found["rest"]
        rest = f"/{rest}" if NAME.fullmatch(rest) and "//" not in written else rest
        if SERVER.fullmatch(rest):
            return f"{POSTGRESQL}{rest}"
    raise ValueError("no address of a database")


def place_of(url: str) -> str:
    """Which database that is, for a screen: without who logs in, a password or options."""
    if url.startswith(SQLITE):
        return url.removeprefix(SQLITE)
    found = SERVER.fullmatch(url.removeprefix(POSTGRESQL))
    return f"postgresql://{found['place']}" if found else "postgresql"


def is_safe_on_the_way(url: str) -> bool:
    """Whether the server is this machine, or must prove who it is over TLS (S48)."""
    asked = parse_qs(urlsplit(url).query)
    mode = asked.get("sslmode", [os.environ.get("PGSSLMODE", "")])[-1]
    named = urlsplit(url).netloc.rpartition("@")[2] or asked.get("host", [""])[-1]
    hosts = named or os.environ.get("PGHOST", "")
    return mode == "verify-full" or all(
        not host or host.startswith("/") or is_loopback(f"//{host}") for host in hosts.split(",")
    )


def with_url(settings: Settings, url: str) -> Settings:
    """The same settings, of a network that is kept there."""
    return settings.model_copy(update={"database_url": SecretStr(url)})
