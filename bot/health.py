"""Is the bot well: the one rule that heartbeat, watchdog, page and alarm obey (R7)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

# Seconds. A poll lasts 25 at most, and the loops come around every five: these are several misses.
POLL_WITHIN = 90.0
WRITE_WITHIN = 60.0
LOOK_WITHIN = 60.0
ALARM_TOLD_WITHIN = 120.0
DUE_WITHIN = 60.0
MOST_LAG = 15.0
CANARY_WITHIN = 10.0
ROUND_WITHIN: Mapping[str, float] = MappingProxyType({"tell": 60.0, "clock": 60.0, "house": 900.0})
# A turn that has not ended, neither well nor badly, is stuck: only a new process helps.
TURN_WITHIN: Mapping[str, float] = MappingProxyType(
    {"receive": 150.0, "tell": 90.0, "clock": 90.0, "second": 90.0, "look": 90.0}
)


class Reason(StrEnum):
    """Why the bot is not well; the code that the page shows and that the alarm gives words to."""

    POLL = "poll"  # Telegram gave no updates, not even an empty answer; or cannot bring them
    TOKEN = "token"  # noqa: S105 - Telegram refuses the token
    DATABASE = "database"  # nothing could be written or read
    ALARM_WAITS = "alarm_waits"  # an alarm is in the outbox and nobody has been told
    OVERDUE = "overdue"  # something fell due and was not looked at
    TELL = "tell"  # the loop that tells does not come around
    CLOCK = "clock"  # the loop that looks at the clock does not
    HOUSE = "house"  # the loop of the calendar does not
    LAG = "lag"  # everything stood still for a while
    CHAIN = "chain"  # the log is not whole
    CANARY = "canary"  # the message to ourselves did not arrive, or late


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What is known of the bot at one moment: how many seconds ago things last went well.

    What has not happened yet is as old as the process: a bot that never polls is deaf too. Where
    Telegram brings the updates, it polled when Telegram said that they come here.
    """

    polled: float
    wrote: float
    looked: float  # into the database
    token_refused: bool = False
    alarm_waits: float = 0.0
    overdue: float = 0.0
    rounds: Mapping[str, float] = field(default_factory=dict)  # of each loop, one that went well
    turns: Mapping[str, float] = field(default_factory=dict)  # one that ended, well or not
    lag: float = 0.0  # the most in the last minute
    chain_whole: bool | None = None  # None: not looked at yet
    canary_late: bool = False


def reasons(signs: Signs) -> tuple[Reason, ...]:
    """Everything that is wrong, the gravest first; empty when the bot is well."""
    wrong = {
        Reason.TOKEN: signs.token_refused,
        Reason.POLL: signs.polled > POLL_WITHIN,
        Reason.DATABASE: signs.wrote > WRITE_WITHIN or signs.looked > LOOK_WITHIN,
        Reason.ALARM_WAITS: signs.alarm_waits > ALARM_TOLD_WITHIN,
        Reason.OVERDUE: signs.overdue > DUE_WITHIN,
        Reason.TELL: _is_late(signs.rounds, "tell"),
        Reason.CLOCK: _is_late(signs.rounds, "clock"),
        Reason.HOUSE: _is_late(signs.rounds, "house"),
        Reason.LAG: signs.lag > MOST_LAG,
        Reason.CHAIN: signs.chain_whole is False,
        Reason.CANARY: signs.canary_late,
    }
    return tuple(reason for reason, is_so in wrong.items() if is_so)


def stuck(signs: Signs) -> tuple[str, ...]:
    """The loops of which a turn does not end: what a restart heals, and nothing else does (F14).

    Telegram that is away, a full disk or a broken log are no reason to restart.
    """
    return tuple(
        name for name, within in TURN_WITHIN.items() if signs.turns.get(name, 0.0) > within
    )


def _is_late(rounds: Mapping[str, float], name: str) -> bool:
    return rounds.get(name, 0.0) > ROUND_WITHIN[name]
