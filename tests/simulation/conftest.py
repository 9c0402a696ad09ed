"""A shelf for the database of the simulations, made once; and a file of its own for every test."""

import os
from collections.abc import Iterator

os.environ["PTB_TIMEDELTA"] = "1"  # the library warns when it still hands out plain seconds

import pytest

from config.settings import SQLITE
from storage import database

from .disk import Shelf


@pytest.fixture(scope="session")
def shelf(tmp_path_factory) -> Iterator[Shelf]:
    """Where the simulations keep their database, one after the other."""
    empty = tmp_path_factory.mktemp("simulation") / "empty.db"
    database.upgrade(f"{SQLITE}{empty}")
    found = Shelf(empty)
    yield found
    found.close()
