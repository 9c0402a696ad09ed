"""How much may be sent where: Telegram allows some twenty messages and edits a minute per group."""

from collections import deque
from datetime import datetime, timedelta

from flows.notices import Rank

WINDOW = timedelta(seconds=60)
PER_GROUP = 18  # sends and edits together (20 at Telegram)
RESERVE = 5  # of which these are for alarms and escalations
PER_SECOND = 25  # over all chats (30 at Telegram)
EDITS_APART = timedelta(seconds=3)
PRIVATE_BURST = 3


class Limits:
    """Counts what went out; asks of an errand how long it must wait.

    Until `unknown_until` a group counts as half full: what went out before a restart is not known.
    """

    def __init__(self, unknown_until: datetime) -> None:
        self._unknown_until = unknown_until
        self._per_second = PER_SECOND
        self._sent: dict[str, deque[datetime]] = {}
        self._all: deque[datetime] = deque()
        self._edited_at: dict[str, datetime] = {}
        self._shut_until: dict[str, datetime] = {}

    def free_at(self, address: str, rank: int, now: datetime, *, edit: bool) -> datetime:
        """The moment at which this may go; `now` or earlier means at once."""
        free = [
            now,
            self._shut_until.get(address, now),
            self._crowd(self._all, self._per_second, now),
        ]
        if edit:
            free.append(self.redraws_at(address, now))
        free.append(self.opens_at(address, rank, now))
        return max(free)

    def redraws_at(self, address: str, now: datetime) -> datetime:
        """When a card there may be drawn anew; a clock that was set back makes nobody wait."""
        edited = self._edited_at.get(address)
        return edited + EDITS_APART if edited is not None and edited <= now else now

    def opens_at(self, address: str, rank: int, now: datetime) -> datetime:
        """The moment at which this address by itself has room for another message."""
        sent = self._of(address, now)
        if not address.startswith("group:"):
            return self._crowd(sent, PRIVATE_BURST, now)
        room = PER_GROUP if rank <= Rank.ESCALATION else PER_GROUP - RESERVE
        return self._full(sent, room, now)

    def went(self, address: str, now: datetime, *, edit: bool) -> None:
        """Note that something was sent."""
        self._of(address, now).append(now)
        self._all.append(now)
        if edit:
            self._edited_at[address] = now

    def share(self, processes: int, now: datetime) -> None:
        """So many processes tell, each its own chats; what was sent to new ones is unknown."""
        self._per_second = max(PER_SECOND // processes, 1)
        self._unknown_until = max(self._unknown_until, now + WINDOW)

    def shut(self, address: str, until: datetime) -> None:
        """Telegram says: not before then."""
        self._shut_until[address] = until

    def _of(self, address: str, now: datetime) -> deque[datetime]:
        sent = self._sent.setdefault(address, deque())
        while sent and (sent[0] <= now - WINDOW or sent[0] > now):
            sent.popleft()
        return sent

    def _full(self, sent: deque[datetime], room: int, now: datetime) -> datetime:
        unknown = PER_GROUP // 2 if now < self._unknown_until else 0
        if len(sent) + unknown < room:
            return now
        return sent[-room] + WINDOW if len(sent) >= room else self._unknown_until

    def _crowd(self, sent: deque[datetime], most: int, now: datetime) -> datetime:
        while len(sent) > PER_SECOND * 2:
            sent.popleft()
        within = [at for at in sent if now - timedelta(seconds=1) < at <= now]
        return now if len(within) < most else within[0] + timedelta(seconds=1)
