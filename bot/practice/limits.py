"""How much Telegram lets a bot say: twenty a minute in a group, thirty a second in all."""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from math import ceil

from bot.practice.refusals import too_many

GROUP, IN_ALL = (20, timedelta(seconds=60)), (30, timedelta(seconds=1))


class Limits:
    def __init__(self, now: Callable[[], datetime], *, enforced: bool) -> None:
        self.enforced = enforced
        self._now = now
        self._groups: dict[int, deque[datetime]] = {}
        self._in_all: deque[datetime] = deque()

    def spend(self, chat_id: int) -> None:
        """Count one send or edit, or refuse it."""
        if not self.enforced:
            return
        windows = [(self._in_all, IN_ALL)]
        if chat_id < 0:
            windows.append((self._groups.setdefault(chat_id, deque()), GROUP))
        now = self._now()
        for spent, (most, within) in windows:
            while spent and spent[0] <= now - within:
                spent.popleft()
            if len(spent) >= most:
                raise too_many(max(1, ceil((spent[0] + within - now).total_seconds())))
        for spent, _ in windows:
            spent.append(now)
