"""A database of PostgreSQL as deploy/postgresql makes it: an owner, and a role for the bot."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.postgresql import SERVER, administer

SCRIPTS = Path(__file__).parents[2] / "deploy" / "postgresql"
NUMBERS = count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Names that no other run of the tests has; roles are of the whole server."""

    database: str
    owner: str
    bot: str

    def url(self, role: str) -> str:
        return f"postgresql+psycopg://{role}@{SERVER}/{self.database}"

    def runs(self, script: str, role: str, database: str) -> None:
        """What the beheerder does with psql."""
        host, _, port = SERVER.partition(":")
        names = {"database": self.database, "owner": self.owner, "bot": self.bot}
        given = [word for name, it in names.items() for word in ("--set", f"{name}={it}")]
        ran = subprocess.run(  # noqa: S603 - our own script and words
            ["psql", "--no-psqlrc", "--quiet", "--host", host, "--port", port, "--username", role,  # noqa: S607
             "--dbname", database, *given, "--file", str(SCRIPTS / script)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (ran.returncode, ran.stderr) == (0, "")

    def connects(self, role: str) -> psycopg.Connection:
        return psycopg.connect(self.url(role).replace("+psycopg", ""))

    def grants(self) -> None:
        self.runs("grants.sql", self.owner, self.database)


@contextmanager
def two_roles() -> Iterator[Roles]:
    """Made by roles.sql, without a table yet; nothing is left of them at the server."""
    if shutil.which("psql") is None:
        pytest.skip("there is no psql")
    try:
        administer()
    except psycopg.OperationalError as error:
        pytest.skip(f"PostgreSQL cannot be reached at {SERVER}: {error}")
    unique = f"{os.getpid()}_{next(NUMBERS)}"
    roles = Roles(
        database=f"spoedgroep_test_roles_{unique}",
        owner=f"spoedgroep_test_owner_{unique}",
        bot=f"spoedgroep_test_bot_{unique}",
    )
    try:
        roles.runs("roles.sql", "postgres", "postgres")
        yield roles
    finally:
        administer(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(
                sql.Identifier(roles.database)
            ),
            *(
                sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role))
                for role in (roles.bot, roles.owner)
            ),
        )
