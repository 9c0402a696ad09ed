"""The address of a database, however somebody writes it; and what of it may be shown."""

import pytest

from config.addresses import database_url, place_of

HERE = "sqlite+aiosqlite:///spoedgroep.db"
THERE = "postgresql+psycopg://bot:geheim@db.example.nl:5432/spoed"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("sqlite:spoedgroep.db", HERE),
        ("sqlite:///spoedgroep.db", HERE),
        ("sqlite+aiosqlite:///spoedgroep.db", HERE),
        ("sqlite:map/spoedgroep.db", "sqlite+aiosqlite:///map/spoedgroep.db"),
        ("sqlite:/var/lib/spoedgroep.db", "sqlite+aiosqlite:////var/lib/spoedgroep.db"),
        ("sqlite:////var/lib/spoedgroep.db", "sqlite+aiosqlite:////var/lib/spoedgroep.db"),
        ("postgresql://bot:geheim@db.example.nl:5432/spoed", THERE),
        ("postgres://bot:geheim@db.example.nl:5432/spoed", THERE),
        ("postgresql+psycopg://bot:geheim@db.example.nl:5432/spoed", THERE),
        ("postgresql:spoed", "postgresql+psycopg:///spoed"),
        ("postgresql:///spoed", "postgresql+psycopg:///spoed"),
        ("postgresql://db/spoed?sslmode=verify-full",
         "postgresql+psycopg://db/spoed?sslmode=verify-full"),
    ],
)  # fmt: skip
def test_an_address_is_read_as_people_write_it(written: str, read: str) -> None:
    assert database_url(written) == read


@pytest.mark.parametrize(
    "written",
    ["", "spoedgroep.db", "sqlite:", "sqlite://host/spoedgroep.db", "sqlite:///:memory:",
     "postgresql:", "postgresql://server", "mysql://server/spoed", "postgresql://a@b@c/d"],
)  # fmt: skip
def test_what_is_no_address_is_not_guessed_at(written: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        database_url(written)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        (THERE, "postgresql://db.example.nl:5432/spoed"),
        (f"{THERE}?password=geheim", "postgresql://db.example.nl:5432/spoed"),
        ("postgresql+psycopg:///spoed", "postgresql:///spoed"),
        (HERE, "spoedgroep.db"),
    ],
)
def test_who_logs_in_and_how_is_not_shown(url: str, place: str) -> None:
    assert place_of(url) == place
