"""Addresses as people write them: a database in the one form that everything reads, and a host."""

import os
import re
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

SQLITE = "sqlite+aiosqlite:///"
POSTGRESQL = "postgresql+psycopg://"
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
    named = urlsplit(url).netloc.rpartition("@")[2] or ",".join(asked.get("host", []))
    hosts = named or os.environ.get("PGHOST", "")
    return mode == "verify-full" or all(
        not host or host.startswith("/") or is_loopback(f"//{host}") for host in hosts.split(",")
    )


def is_loopback(url: str) -> bool:
    """Whether an address stays on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name
        return host == "localhost"
