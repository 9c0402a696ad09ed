"""What must always hold, in one table: the numbers are those of the specification.

What one life at a time on SQLite cannot show is looked at elsewhere, by the same table: SHARED.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from . import at_rest, beside, in_flight, in_hand, in_rows, in_time, writers


class When(StrEnum):
    """When an invariant is looked at."""

    MESSAGE = "a message came or changed"
    CONFIRMED = "updates were confirmed"
    CALL = "the application calls"
    COMMIT = "something was committed"
    LOOK = "every few hours"
    BEAT = "the application says that all is well"
    END = "after healing"
    RUN = "over all seeds"
    SHARED = "several lives on one PostgreSQL"  # looked at by SHARED_BY, not in a simulation


SPECIFIED = (
    *(f"I{n}" for n in range(1, 29)), *(f"L{n}" for n in range(1, 9)), "D1", "D2"
)  # fmt: skip
SHARED_BY = "tests/storage/test_fencing.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariant:
    """`check` gives what is wrong, or None."""

    id: str
    says: str
    when: When
    check: Callable[..., Any] = lambda *given: None


def _i(id: str, says: str, when: When, check: Callable[..., Any]) -> Invariant:
    return Invariant(id=id, says=says, when=when, check=check)


def _over_all(id: str, says: str) -> Invariant:
    return Invariant(id=id, says=says, when=When.RUN)


TABLE: tuple[Invariant, ...] = (
    _i("I1", "a receipt has its alert", When.LOOK, in_rows.receipts_have_alerts),
    _i("I2", "what was confirmed is recorded", When.CONFIRMED, in_hand.confirmed_is_recorded),
    _i("I2", "what was read ahead is handled", When.LOOK, in_hand.waited_is_recorded),
    _i("I3", "every update ends once, with its effects once", When.LOOK, in_rows.once),
    _i("I3", "nothing is said twice at once", When.LOOK, in_rows.replies_come_once),
    _i("I4", "every change has its one line in the log", When.LOOK, in_rows.versions_are_logged),
    _i("I5", "the log is whole, and only grows", When.LOOK, in_rows.log_only_grows),
    _i("I6", "only who is enrolled and may, changes", When.LOOK, in_rows.actors_may),
    _i("I7", "only legal steps; closed stays closed by itself", When.END, at_rest.legal_steps),
    _i("I7", "a step at its moment", When.END, in_time.steps_are_in_time),
    _i("I7", "no reminder after the answer", When.MESSAGE, in_flight.silent_are_reminded),
    _i("I8", "the time to the overleg is real", When.END, at_rest.real_times),
    _i("I9", "told at least once, twice only when unsure", When.END, in_rows.told_once),
    _i("I10", "every message has its errand", When.LOOK, in_rows.messages_have_errands),
    _i("I11", "nothing personal gets out", When.MESSAGE, in_flight.nothing_personal),
    _i("I12", "no token, no key anywhere", When.LOOK, in_rows.no_secrets),
    _i("I13", "only to our groups and people", When.MESSAGE, in_flight.only_to_ours),
    _i("I14", "alerts only to who is enrolled", When.MESSAGE, in_flight.alerts_to_the_enrolled),
    _i("I15", "the card shows the state, and never an older one", When.END, at_rest.cards_are_true),
    _i("I15", "a card at rest is the newest", When.COMMIT, in_rows.cards_keep_up),
    _i("I16", "Telegram can read all we send", When.CALL, in_flight.readable),
    _i("I17", "a stranger's press changes nothing", When.LOOK, in_rows.strangers_change_nothing),
    _i("I17", "a button only for who may", When.MESSAGE, in_flight.buttons_are_allowed),
    _i("I18", "every press is answered", When.LOOK, in_rows.presses_are_answered),
    _i("I19", "never two accepted writers", When.SHARED, writers.never_two),
    _i("I20", "no deadline disappears", When.END, at_rest.deadlines_are_kept),
    _i("I21", "within the limits, and not before we may", When.CALL, in_flight.within_limits),
    _i("I21", "a refusal is heard", When.CALL, in_flight.no_is_heard),
    _i("I22", "nothing goes before an alarm", When.COMMIT, in_rows.alarms_first),
    _i("I23", "no receipt before the commit", When.MESSAGE, in_flight.receipt_after_commit),
    _i("I23", "no answer before the commit", When.CALL, in_flight.answered_after_commit),
    _i("I24", "nothing past its term", When.END, at_rest.nothing_past_its_term),
    _i("I25", "a backup is an exact prefix", When.LOOK, in_rows.copies_are_prefixes),
    _i("I26", "the database is sound and at rest", When.LOOK, in_rows.sound),
    _i("I27", "the second path: once, without content", When.LOOK, beside.without_content),
    _i("I28", "the sums are those of the events", When.END, at_rest.sums_are_true),
    _i("L1", "every alert has its card", When.END, at_rest.alerts_have_cards),
    _i("L2", "reminders are not late", When.LOOK, in_rows.nothing_is_late),
    _i("L3", "nothing is left to handle or tell", When.END, at_rest.nothing_is_left),
    _i("L4", "a closed line brings the second path", When.LOOK, beside.second_path_is_taken),
    _i("L5", "the heartbeat stops with us", When.BEAT, beside.beats_only_when_well),
    _i("L5", "and never without cause", When.END, beside.beats_while_well),
    _i("L6", "what waited comes in the new group", When.END, at_rest.groups_moved),
    _i("L7", "every overleg is followed up", When.END, at_rest.followed_up),
    _i("L8", "it always comes to running", When.LOOK, in_rows.comes_to_running),
    _over_all("D1", "the same seed makes the same trace"),
    _over_all("D2", "every fault came, and often enough"),
)


@cache
def active(when: When) -> tuple[Invariant, ...]:
    return tuple(one for one in TABLE if one.when is when)


def count_active() -> int:
    return len({one.id for one in TABLE})
