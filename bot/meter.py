"""Hears how the work goes: what came in, what was told and how fast, what was late."""

from datetime import timedelta


class Meter:
    """Counts nothing, for whoever works without being watched; `bot/watching/metrics.py` counts."""

    def polled(self) -> None:
        """Telegram answered a poll, with updates or without."""

    def handled(self) -> None:
        """An update was handled."""

    def set_aside(self) -> None:
        """An update went wrong three times and was put aside."""

    def waits_at_telegram(self, count: int) -> None:
        """So many updates are yet to be brought to our webhook."""

    def forged(self) -> None:
        """Somebody knocked at the webhook without its secret."""

    def refused(self) -> None:
        """Somebody asked for what may not be, or not now."""

    def delivered(self, kind: str, rank: int, took: timedelta) -> None:
        """Something was told, so long after it might."""

    def looked_at(self, late: timedelta) -> None:
        """What fell due was looked at, so much later."""
