"""What an alert leaves behind in a year: rows and bytes, in a database that was filled by a seed.

.venv/bin/spoedgroep practise --seed 1 --months 12 --until 2026-10 --out /tmp/jaar.db
python -m tests.bench.rows /tmp/jaar.db
"""

import sqlite3
import sys
from contextlib import closing

from tests.bench.told import Table


def main() -> None:
    with closing(sqlite3.connect(sys.argv[1])) as database:
        [(alerts,)] = database.execute("SELECT count(*) FROM alert")
        tables = "SELECT name FROM sqlite_schema WHERE type = 'table'"
        names = [name for (name,) in database.execute(tables)]
        sizes = dict(
            database.execute(
                "SELECT coalesce(s.tbl_name, d.name), sum(d.pgsize) FROM dbstat d"
                " LEFT JOIN sqlite_schema s ON s.name = d.name GROUP BY 1"
            )
        )
        rows = {
            name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for name in names
        }
    table = Table("rows", f"{alerts} alerts in the database, {sum(sizes.values()) / 1e6:.1f} MB")
    for name in sorted(names, key=lambda one: -sizes.get(one, 0))[:8]:
        size = sizes.get(name, 0)
        table.row(name, **{"rows/alert": rows[name] / alerts, "bytes/alert": size / alerts})
    table.row("all", **{"bytes/alert": sum(sizes.values()) / alerts})
    table.end()


if __name__ == "__main__":
    main()
