"""A place for every test: a town, an installation on this machine, and its people with phones."""

import os
from collections.abc import AsyncIterator

os.environ["PTB_TIMEDELTA"] = "1"  # the library warns when it still hands out plain seconds

import pytest
from place import FRIDAY, Place, settings_of, settled

from bot.installation import prepare
from bot.practice.clock import TownClock
from bot.practice.process import Application
from tests.server import program

# Only where there is a server to start and kill; without one, there is no such file here.
collect_ignore = [] if program("initdb") else ["test_server_killed.py"]


@pytest.fixture(autouse=True)
def _quick_start(monkeypatch, tmp_path_factory):
    """A process starts three times as fast from code that was compiled before."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.getbasetemp().parent / "pyc"))


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """Tables and keys, made once: a copy is made in no time."""
    directory = tmp_path_factory.mktemp("empty")
    clock = TownClock(directory / "clock.json", FRIDAY)
    prepare(settings_of(directory, clock, "http://127.0.0.1:1", "1:none"))
    clock.path.unlink()
    return directory


@pytest.fixture
async def place(tmp_path, empty) -> AsyncIterator[Place]:
    """Everybody is enrolled and the group is bound; nothing runs yet."""
    async with settled(tmp_path, empty) as place:
        yield place


@pytest.fixture
async def application(place) -> AsyncIterator[Application]:
    """The same installation as a process of its own, not started yet."""
    async with Application(place.town, place.directory) as application:
        yield application
