"""While nobody can be reached at Telegram one errand tries it, and the rest waits untouched."""

from datetime import datetime, timedelta

FIRST_PAUSE, MOST_PAUSE = timedelta(seconds=2), timedelta(seconds=15)


class Silence:
    """Begins with an outcome that is not of one chat alone; any other outcome ends it."""

    def __init__(self) -> None:
        self._pause = FIRST_PAUSE
        self._tries_at: datetime | None = None

    def goes_on(self, asked: datetime, now: datetime) -> datetime:
        """It is silent; gives when to try again, not before what was asked."""
        if self._tries_at is None or now >= self._tries_at:  # not what was under way meanwhile
            self._tries_at = max(asked, now + self._pause)
            self._pause = min(self._pause * 2, MOST_PAUSE)
        return self._tries_at

    def is_over(self) -> None:
        self._pause, self._tries_at = FIRST_PAUSE, None

    def room(self, most: int, now: datetime) -> int:
        """How many may be under way."""
        if self._tries_at is None:
            return most
        return 0 if now < self._tries_at else 1

    def until(self, now: datetime) -> datetime | None:
        """When it is tried again; None when that may be now."""
        return None if self._tries_at is None or self._tries_at <= now else self._tries_at
