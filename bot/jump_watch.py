"""Notices that the clock of this machine was set forward: then nobody is chased for a while."""

from datetime import UTC, datetime, timedelta

from bot.clock import Clock

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOST = timedelta(minutes=5)  # a clock drifts by seconds; whoever sets it sets it by more
RESTS = timedelta(minutes=2)  # time enough for a time service to put it right


class JumpWatch:
    """Holds the clock on the wall against one that nobody can set (F89).

    That one goes on while the machine sleeps: waking up is no jump, and what fell due in sleep is
    told at once (F10).
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._apart = self._now_apart()
        self._rests_until = timedelta(0)

    def look(self) -> timedelta | None:
        """By how much the clock was set forward since the last look; None when it was not."""
        before, self._apart = self._apart, self._now_apart()
        jump = self._apart - before
        if jump <= MOST:
            return None
        self._rests_until = self._clock.since_boot() + RESTS
        return jump

    def rest(self) -> timedelta:
        """For how long nothing may be taken as due yet; nought when it may."""
        return max(self._rests_until - self._clock.since_boot(), timedelta(0))

    def _now_apart(self) -> timedelta:
        return self._clock.real() - EPOCH - self._clock.since_boot()
