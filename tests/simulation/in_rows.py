"""The invariants of what is kept, looked at beside the application while it goes on."""

# ruff: noqa: S608  # the names of tables and marks put in here are our own

import contextlib
import re
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from storage.codec import EVENTS
from storage.sqlite_file import flaws, picture

if TYPE_CHECKING:
    from .checks import Checks

MOST_LATE = 90.0  # seconds that a reminder may be late, beside the round of the loops
STARTS_WITHIN = 1800.0  # seconds without trouble outside
UNSURE = ("unsure", "died", "cancelled", "under way")
SECRETS = re.compile(rb"practice-town-token|AQEBAQEBAQ|AgICAgICAg|AwMDAwMDAw")
LISTED = ", ".join("?" * len(EVENTS))


def receipts_have_alerts(checks: "Checks") -> str | None:
    """I1: each receipt ever told has its alert, under that number."""
    known = {alert for (alert,) in checks.rows("SELECT id FROM alert")}
    lost = [alert for alert in checks.receipts if alert not in known]
    return f"lost: {lost}" if lost else None


def once(checks: "Checks") -> str | None:
    """I3: nothing is both handled and set aside; no alert without a press of its own."""
    both = checks.rows(
        "SELECT update_id FROM handled_update h JOIN set_aside s USING (update_id, fingerprint)"
    )
    if both:
        return f"handled and set aside: {both}"
    [(alerts,)] = checks.rows("SELECT count(*) FROM alert WHERE json_extract(state, '$.id') = id")
    [(total,)] = checks.rows("SELECT count(*) FROM alert")
    sent = sum(query.data.startswith("vz|") for query in checks.of.world.queries.values())
    if total > sent:
        return f"{total} alerts of {sent} presses"
    return None if alerts == total else "a row that does not know its own number"


def replies_come_once(checks: "Checks") -> str | None:
    """I3: the same is not said more often at one moment than updates were handled then."""
    twice = checks.rows(
        "SELECT address, payload, count(*) AS said, (SELECT count(*) FROM handled_update h "
        "WHERE h.at = made_at) AS handled FROM errand WHERE key IS NULL AND kind = 'screen' "
        "AND json_extract(payload, '$.screen') != 'line' AND address LIKE 'user:%' "
        "GROUP BY address, payload, alert, made_at HAVING said > handled AND handled > 0"
    )
    return f"said twice at once: {twice[:2]}" if twice else None


def versions_are_logged(checks: "Checks") -> str | None:
    """I4: as many lines in the log as the versions of the alert."""
    wrong = checks.rows(
        "SELECT a.id, a.version, count(h.sequence) FROM alert a LEFT JOIN history h "
        f"ON h.subject = 'alert:' || a.id AND h.name IN ({LISTED}) "
        "GROUP BY a.id HAVING a.version != count(h.sequence)",
        *EVENTS,
    )
    return f"version and log differ: {wrong[:3]}" if wrong else None


def log_only_grows(checks: "Checks") -> str | None:
    """I5: every head of the log that was seen before is still a link of it."""
    for count, mark in checks.heads[-12:]:
        found = checks.rows("SELECT hash FROM history WHERE sequence = ?", count)
        if found != [(mark,)]:
            return f"the log was rewritten at {count}"
    heads = checks.rows("SELECT count, hash FROM chain_head WHERE count > 0")
    checks.heads += [head for head in heads if head not in checks.heads[-1:]]
    return None


def actors_may(checks: "Checks") -> str | None:
    """I6: who changed an alert is enrolled, and acted in a role of that person."""
    wrong = checks.rows(
        "SELECT h.sequence, h.name, h.by_role FROM history h "
        f"WHERE h.sequence > ? AND h.name IN ({LISTED}) AND h.by_person IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM alias a JOIN post p ON p.person = a.person "
        "WHERE a.id = h.by_person AND (h.by_role IS NULL OR p.role = h.by_role "
        "OR p.function = 'beheerder'))",
        checks.last_row, *EVENTS,
    )  # fmt: skip
    [(last,)] = checks.rows("SELECT coalesce(max(sequence), 0) FROM history")
    checks.last_row = last
    return f"somebody without the right: {wrong[:3]}" if wrong else None


def strangers_change_nothing(checks: "Checks") -> str | None:
    """I17: somebody who is not enrolled is in no register, whatever was pressed."""
    strangers = [
        one.phone.id for one in checks.of.people.everybody.values() if one.function == "stranger"
    ]
    for stranger in strangers:
        if checks.rows("SELECT 1 FROM person WHERE user_id = ?", stranger):
            return f"the stranger {stranger} got in"
    return None


async def told_once(checks: "Checks", work: object) -> str | None:
    """I9: what could not be told was told to the beheerder; twice only when it was unsure."""
    failed = checks.rows("SELECT count(*) FROM errand WHERE state = 'failed' AND error != 'barred'")
    alarms = checks.rows("SELECT count(*) FROM errand WHERE payload LIKE '%admin.%'")
    if failed[0][0] and not alarms[0][0]:
        return f"{failed[0][0]} errands were given up without an alarm"
    return messages_have_errands(checks)


def messages_have_errands(checks: "Checks") -> str | None:
    """I10: what stands in a chat was noted as sent, or the application could not know it was."""
    noted = set(checks.rows("SELECT address, message_id FROM errand WHERE message_id IS NOT NULL"))
    groups = dict(checks.rows("SELECT chat_id, id FROM chat_group"))
    old = {one.id: groups.get(one.now.id) for one in checks.of.groups.values()}
    repeats = 0
    for call in checks.of.ledger.sends:
        if call.message is None or not call.method.startswith("send") or call.ended is None:
            continue
        if checks.of.loop.time() - call.ended < MOST_LATE:
            continue
        group = groups.get(call.chat) or old.get(call.chat)
        address = f"group:{group}" if call.chat < 0 else f"user:{call.chat}"
        bind = f"user:{call.chat}"  # a group that is not ours yet has no number of ours
        if (address, call.message) in noted or (bind, call.message) in noted:
            continue
        if call.outcome not in UNSURE and not _cut_off(checks, call.life, call.ended):
            checks.sums["twice without reason"] += 1
            return f"message {call.message} in {address} is of no errand ({call.outcome})"
        repeats += 1
    checks.sums["sent without knowing"] = repeats
    return None


def _cut_off(checks: "Checks", life: int, at: float) -> bool:
    """Whether the result could not be noted: the life ended, or the disk refused it."""
    of = checks.of.lives[life - 1]
    if of.ended is not None and of.ended - at < MOST_LATE:
        return True
    return _in_doubt(checks, at)


def no_secrets(checks: "Checks") -> str | None:
    """I12, and I11 for the log: no token, key or name was written down."""
    if checks.of.logbook.sightings:
        return f"in the log: {checks.of.logbook.sightings[0][:200]}"
    if SECRETS.search(checks.of.shelf.file.read_bytes()):
        return "a secret is in the database"
    return None


def presses_are_answered(checks: "Checks") -> str | None:
    """I18: each press that was handled got its answer, or a try at it, or its life ended there."""
    now = checks.of.loop.time()
    tried, handled = checks.of.ledger.tried, checks.of.ledger.handled
    for query in checks.of.world.queries.values():
        at = handled.get(query.id)
        if at is None or now - at < MOST_LATE or query.answered_at is not None:
            continue
        if query.id in tried or _ended_near(checks, at) or _in_doubt(checks, at):
            continue
        return f"press {query.data[:2]} of {query.user.id} got no answer"
    return None


def _in_doubt(checks: "Checks", at: float) -> bool:
    """Whether the disk did not say that it was kept: it was, and the second try says nothing."""
    return any(abs(moment - at) < MOST_LATE for moment in checks.of.disk.troubles)


def _ended_near(checks: "Checks", at: float) -> bool:
    return any(
        life.ended is not None and -MOST_LATE < life.ended - at < MOST_LATE
        for life in checks.of.lives
    )


def cards_keep_up(checks: "Checks") -> str | None:
    """I15: a card that nobody is about to draw shows the newest version, and none goes back."""
    cards = checks.rows(
        "SELECT a.id, c.drawn_version, a.version, EXISTS (SELECT 1 FROM errand e WHERE "
        "e.key = 'card:' || a.id AND e.state IN ('waiting', 'taken')) "
        "FROM alert a JOIN card c ON c.alert = a.id WHERE a.closed_at IS NULL"
    )
    for alert, drawn, version, is_drawn in cards:
        if drawn < version and not is_drawn:
            return f"the card of {alert} shows {drawn} and stays so, while it is at {version}"
        if drawn < checks.drawn.get(alert, 0):
            return f"the card of {alert} went back from {checks.drawn[alert]} to {drawn}"
        checks.drawn[alert] = drawn
    return None


def alarms_first(checks: "Checks") -> str | None:
    """I22: nothing is taken for a chat while something of a lower rank could go there."""
    wrong = checks.observer.execute(
        "SELECT t.address, t.kind, t.rank, w.kind, w.rank FROM errand t JOIN errand w "
        "ON w.address = t.address AND w.state = 'waiting' AND w.rank < t.rank "
        "AND w.not_before <= t.taken_at AND w.made_at < t.taken_at AND w.rank = 0 "
        "WHERE t.state = 'taken' AND t.taken_at = ?", (checks.now(),),
    ).fetchall()  # fmt: skip
    return f"taken before an alarm: {wrong[0]}" if wrong else None


def copies_are_prefixes(checks: "Checks") -> str | None:
    """I25: a copy made while it ran is sound, and its log is how the log of now began."""
    copy = checks.of.shelf.folder / "copy.db"
    wrong = None
    if copy.exists():
        wrong = "; ".join(flaws(copy, quick=True)) or _differs(checks, copy)
        copy.unlink()
    picture(checks.of.shelf.file, copy)
    return wrong or None


def _differs(checks: "Checks", copy: Path) -> str | None:
    with contextlib.closing(sqlite3.connect(copy)) as past:
        copied = past.execute("SELECT sequence, hash FROM history ORDER BY sequence").fetchall()
    known = checks.rows("SELECT sequence, hash FROM history ORDER BY sequence")
    first = known[0][0] if known else 0  # what is past its term has gone since
    kept = [row for row in copied if row[0] >= first]
    return None if known[: len(kept)] == kept else "the log of a copy is not how this one began"


def sound(checks: "Checks") -> str | None:
    """I26: SQLite finds nothing wrong, and no row is without its parent."""
    orphans = checks.rows("PRAGMA foreign_key_check")
    [(said,)] = checks.rows("PRAGMA quick_check")
    return None if said == "ok" and not orphans else f"{said} {orphans[:3]}"


def nothing_is_late(checks: "Checks") -> str | None:
    """L2: nothing that fell due waits longer than it may while the application is well."""
    of = checks.of
    allowed = MOST_LATE + of.options.looks_every.total_seconds() * bool(of.clock.set_by)
    if _troubled(checks, allowed):
        return None
    late = checks.rows(
        "SELECT id, next_due_at FROM alert WHERE next_due_at < ?", checks.ago(seconds=allowed)
    )
    return f"due and not looked at: {late[:3]} at {checks.now()}" if late else None


def comes_to_running(checks: "Checks") -> str | None:
    """L8: a start is never in vain when nothing outside is wrong."""
    if _troubled(checks, STARTS_WITHIN) or not checks.of.lives:
        return None
    life = checks.of.lives[-1]
    return None if life.runs_since is not None else f"life {life.number} does not come to running"


def written(at: datetime) -> str:
    """A moment as the database writes it."""
    return f"{at:%Y-%m-%d %H:%M:%S.%f}"


def _troubled(checks: "Checks", seconds: float) -> bool:
    """Whether something went wrong in the last so many seconds, or the bot was away."""
    of, now = checks.of, checks.of.loop.time()
    life = of.lives[-1] if of.lives else None
    recently = [*of.disk.troubles[-3:], *of.ledger.troubles[-3:], of.clock.moved_at]
    return (
        life is None
        or life.is_over
        or now - life.began < seconds
        or of.line.is_down
        or of.line.refuses is not None
        or of.disk.is_full
        or any(now - at < seconds for at in recently)
    )
