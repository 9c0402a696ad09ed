"""A stage for every journey: a copy of an empty database, a town, and the application in it."""

import os
import shutil
from collections.abc import AsyncIterator

os.environ["PTB_TIMEDELTA"] = "1"  # the library warns when it still hands out plain seconds

import pytest
from stage import TUESDAY, Stage, playing

from config.settings import SQLITE
from storage import database


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory):
    """Migrated once: a copy is made in no time."""
    path = tmp_path_factory.mktemp("journeys") / "empty.db"
    database.upgrade(f"{SQLITE}{path}")
    return path


@pytest.fixture
def folder(tmp_path, empty_database):
    """Where the installation is."""
    shutil.copy(empty_database, tmp_path / "spoedgroep.db")
    return tmp_path


@pytest.fixture
def start():
    """When the journey begins."""
    return TUESDAY


@pytest.fixture
async def bare_stage(folder, start, monkeypatch) -> AsyncIterator[Stage]:
    """A stage on which nobody is enrolled and no group is bound; the application runs."""
    async with playing(folder, start, monkeypatch) as stage:
        yield stage


@pytest.fixture
async def stage(bare_stage) -> Stage:
    """A stage with its cast enrolled and its groups bound."""
    await bare_stage.settles()
    return bare_stage
