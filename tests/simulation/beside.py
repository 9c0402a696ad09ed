"""What the application says past Telegram: by the second channel, and to the watcher elsewhere."""

import re
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import bot.health

from .in_flight import ALERT

if TYPE_CHECKING:
    from .checks import Checks
    from .simulation import Simulation

ADDRESS, WATCHER = "mailto://second.example", "https://watcher.example/ping"
SENTENCES = (
    "Er staat een alert klaar: {}. Open Telegram of bel het piket.",
    "OEFENING. Er staat een oefening klaar: {}. Open Telegram.",
)
WITHIN = 120.0  # seconds after it was wanted
STILL_HERE = timedelta(hours=12)
TOLD = "SELECT count(*) FROM second_path WHERE alert = ?"


class Beside:
    """Takes the place of the provider and of the watcher, and hears what they are told."""

    def __init__(self, simulation: "Simulation") -> None:
        self._of = simulation
        self.sent: list[tuple[float, str]] = []
        self.beats: list[float] = []

    async def accepted(self, address: str, text: str) -> bool:
        """In the place of `bot.second_channel.accepted`."""
        if self._lives():
            self.sent.append((self._of.loop.time(), text))
            self._of.ledger.note(f"second {text}")
        return True

    async def is_heard(self, url: str) -> tuple[bool, str]:
        """In the place of `bot.watching.heartbeat.is_heard`."""
        if self._lives():
            self.beats.append(self._of.loop.time())
            self._of.checks.beat()
        return True, "status 200"

    def _lives(self) -> bool:
        return bool(self._of.lives) and not self._of.lives[-1].is_over


def without_content(checks: "Checks") -> str | None:
    """I27: a constant sentence with at most the number of the alert, once for each reason."""
    told: Counter[str] = Counter()
    for _, text in checks.of.beside.sent:
        found = ALERT.search(text)
        if found and re.sub(ALERT, "{}", text) not in SENTENCES:
            return f"more than a number: {text!r}"
        told.update([found[0]] if found else [])
    for alert, times in told.items():
        [(reasons,)] = checks.rows(TOLD, alert)
        if times > reasons and len(checks.of.lives) == 1 and not checks.of.disk.troubles:
            return f"{alert} was told {times} times for {reasons} reasons"
    return None


def second_path_is_taken(checks: "Checks") -> str | None:
    """L4: what Telegram did not bring in time was looked at for the second channel."""
    if not checks.of.options.second or checks.of.clock.moved:
        return None
    now, late = checks.of.clock.now(), []
    for errand, alert, wanted, settled in checks.moments(
        "SELECT id, alert, wanted_at, settled_at FROM errand WHERE second_at IS NULL "
        "AND rank <= 1 AND kind IN ('card', 'notice') AND state != 'dropped'"
    ):
        waited = ((settled or now) - wanted).total_seconds()
        if waited > WITHIN and checks.was_well(wanted, settled or now):
            late.append((errand, alert, waited))
    return f"not told in time, nor beside Telegram: {late[:3]}" if late else None


def beats_only_when_well(checks: "Checks") -> str | None:
    """L5: who says that all is well heard Telegram and wrote to the disk not long ago."""
    of, now = checks.of, checks.of.loop.time()
    slack = float(of.options.watch_seconds)
    if now - of.ledger.polled_at > bot.health.POLL_WITHIN + slack:
        return f"a sign of life {now - of.ledger.polled_at:.0f} s after Telegram was heard last"
    if now - of.disk.kept_at > bot.health.WRITE_WITHIN + slack:
        return f"a sign of life {now - of.disk.kept_at:.0f} s after anything was kept"
    return None


async def beats_while_well(checks: "Checks", work: object) -> str | None:
    """L5: it never stops without cause."""
    since = checks.of.loop.time() - STILL_HERE.total_seconds()
    heard = any(at >= since for at in checks.of.beside.beats)
    return None if heard else f"no sign of life for {STILL_HERE}, and nothing is wrong"
