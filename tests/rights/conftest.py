"""An empty database for each state of the matrix."""

import shutil

import pytest

from config.settings import SQLITE
from storage import database


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """Migrated once."""
    path = tmp_path_factory.mktemp("rights") / "empty.db"
    database.upgrade(f"{SQLITE}{path}")
    return path


@pytest.fixture
def file(tmp_path, template):
    return shutil.copy(template, tmp_path / "spoedgroep.db")
