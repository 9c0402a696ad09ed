"""A fresh database for each test, on SQLite and on PostgreSQL when that can be reached."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from moving_examples import fill, sqlite

from storage.cipher import Cipher
from storage.database import upgrade
from storage.unit_of_work import Storage
from tests.postgresql import postgresql_database, postgresql_url

KEY = b"a key that is in no database"
CIPHER = Cipher(bytes(32))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "spoedgroep.db"
    upgrade(f"sqlite+aiosqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_template() -> Iterator[str]:
    with postgresql_database() as name:
        upgrade(postgresql_url(name))
        yield name


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'spoedgroep.db'}"
    else:
        with postgresql_database() as name:
            yield postgresql_url(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with all its tables."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        yield f"sqlite+aiosqlite:///{shutil.copy(template, tmp_path / 'spoedgroep.db')}"
    else:
        template = request.getfixturevalue("postgresql_template")
        with postgresql_database(template) as name:
            yield postgresql_url(name)


@pytest.fixture
async def storage(url: str) -> AsyncIterator[Storage]:
    storage = Storage(url, KEY, CIPHER)
    yield storage
    await storage.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for one database and nothing else."""
    path = tmp_path / "alone"
    path.mkdir()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, folder: Path) -> str:
    """A database on SQLite, in a folder of its own."""
    return f"sqlite+aiosqlite:///{shutil.copy(sqlite_template, folder / 'spoedgroep.db')}"


@pytest.fixture
async def beside(url: str) -> AsyncIterator[Storage]:
    """The same database, as another process has it open."""
    storage = Storage(url, KEY, CIPHER)
    yield storage
    await storage.close()


@pytest.fixture
async def server(postgresql_template: str) -> AsyncIterator[tuple[Storage, Storage]]:
    """A database that two processes have open; a file lets in one at a time."""
    with postgresql_database(postgresql_template) as name:
        both = [Storage(postgresql_url(name), KEY, CIPHER) for _ in range(2)]
        yield both[0], both[1]
        for storage in both:
            await storage.close()


@pytest.fixture
def shared(server: tuple[Storage, Storage]) -> Storage:
    return server[0]


@pytest.fixture
def other(server: tuple[Storage, Storage]) -> Storage:
    return server[1]


@pytest.fixture(scope="session")
def lived(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network that has lived, and nobody writes to."""
    file = tmp_path_factory.mktemp("lived") / "spoedgroep.db"
    shutil.copy(sqlite_template, file)
    upgrade(sqlite(file))
    fill(sqlite(file), KEY, CIPHER)
    return file


@pytest.fixture
def source(lived: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(lived, tmp_path / "old.db"))


@pytest.fixture
def empty_server() -> Iterator[str]:
    """A database of PostgreSQL without tables."""
    with postgresql_database() as name:
        yield postgresql_url(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return sqlite(tmp_path / "new.db")
    return str(request.getfixturevalue("empty_server"))
