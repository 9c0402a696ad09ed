"""The invariant of what came in: what Telegram may forget is recorded here, and is handled."""

# ruff: noqa: S608  # the names of tables and marks put in here are our own

from datetime import timedelta
from typing import TYPE_CHECKING

from .in_rows import written

if TYPE_CHECKING:
    from .checks import Checks

SET_BACK = timedelta(hours=1)  # what the clock may have been set back in the meantime
TABLES = ("waiting_update", "set_aside", "handled_update")


def confirmed_is_recorded(checks: "Checks", ids: list[int]) -> str | None:
    """I2: an update that Telegram may forget is handled or set aside; its number says too little.

    After a week of silence the same numbers come again, for others.
    """
    marks = ", ".join("?" * len(ids))
    found = {
        one: at
        for table in TABLES
        for one, at in checks.rows(
            f"SELECT update_id, at FROM {table} WHERE update_id IN ({marks}) ORDER BY at", *ids
        )
    }
    waits = {one for (one,) in checks.rows("SELECT update_id FROM waiting_update")}
    checks.waited |= waits
    added = checks.of.world.updates.added
    lost = [one for one in ids if found.get(one, "") < written(added[one] - SET_BACK)]
    for one, at in found.items():
        if one not in waits:
            checks.handled(one, at)
    return f"confirmed and not recorded: {lost}" if lost else None


def waited_is_recorded(checks: "Checks") -> str | None:
    """I2: what was read ahead and waits no longer was handled or set aside."""
    left = {one for table in TABLES for (one,) in checks.rows(f"SELECT update_id FROM {table}")}
    lost, checks.waited = checks.waited - left, checks.waited & left
    return f"read ahead and not handled: {sorted(lost)}" if lost else None
