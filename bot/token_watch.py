"""Since when Telegram refuses the token, as the poll and the introduction find it."""

from datetime import datetime


class TokenWatch:
    """Only an answer to our token ends it: a silence of Telegram says nothing of it."""

    def __init__(self) -> None:
        self.refused_since: datetime | None = None

    def refused(self, now: datetime) -> None:
        self.refused_since = self.refused_since or now

    def accepted(self) -> None:
        self.refused_since = None
