"""How long a network takes to move, and how much memory: python -m tests.bench.moving 5000.

The number is of alerts, in the network of tests/bench/restore.py. It moves to an empty database of
the server on 127.0.0.1 and back; "before" is what the command takes before it has read a row.
"""

import asyncio
import os
import resource
import sys
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

from storage.cipher import Cipher
from storage.move import move
from storage.sqlite_file import counts_of
from tests.bench.restore import KEYS, fill, timed

SERVER = "postgres@127.0.0.1:5432"


def main(alerts: int) -> None:
    """Fill a database in a process of its own, and move it there and back."""
    name = f"spoedgroep_bench_{os.getpid()}"
    with tempfile.TemporaryDirectory() as folder:
        file, back = Path(folder) / "spoedgroep.db", Path(folder) / "back.db"
        if (child := os.fork()) == 0:
            asyncio.run(fill(file, alerts))
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        _administer("CREATE DATABASE {}", name)
        try:
            server = f"postgresql+psycopg://{SERVER}/{name}"
            print(f"{alerts} alerts, {counts_of(file)['history']} rows of the log")
            print(f"before: {_memory()} MB at most")
            _moves("to PostgreSQL", f"sqlite+aiosqlite:///{file}", server)
            _moves("back", server, f"sqlite+aiosqlite:///{back}")
        finally:
            _administer("DROP DATABASE {} WITH (FORCE)", name)


def _moves(what: str, source: str, target: str) -> None:
    asyncio.run(timed(what, move(source, target, KEYS.chain, Cipher(KEYS.encryption))))
    print(f"memory: {_memory()} MB at most")


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def _administer(statement: str, name: str) -> None:
    with psycopg.connect(f"postgresql://{SERVER}/postgres", autocommit=True) as server:
        server.execute(sql.SQL(statement).format(sql.Identifier(name)))  # type: ignore[arg-type]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
