"""The many lives of one process: killed at any moment, started again; and what each life sent."""

import asyncio
import contextlib
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from place import Place

from bot.practice.calls import Call
from bot.practice.courier import NAME
from bot.practice.process import Application

MOST_CALLS = 30  # of one life
LONGEST_LIFE = 1.5  # real seconds without so many calls; longer where a start takes longer
AFTERTHOUGHT = 0.02  # real seconds


@dataclass(kw_only=True)
class Life:
    """The calls of one life by their place in the town's log, and what was under way at its end."""

    first: int
    last: int = 0
    taken: set[str] = field(default_factory=set)


class Lives:
    """Kills a process and starts it again, as often as is asked."""

    def __init__(self, place: Place, application: Application, chance: random.Random) -> None:
        self._place, self._application, self._chance = place, application, chance
        self._calls = place.town.call_log
        self.lives: list[Life] = []

    async def die(self, times: int) -> None:
        """So many lives that end in a kill, and then one that is left alone."""
        for _ in range(times):
            await self._one()
        self.lives.append(Life(first=len(self._calls)))
        await self._application.start()

    def end(self) -> None:
        self.lives[-1].last = len(self._calls)

    def _made(self) -> int:
        """How many calls the process made; what it was brought, or not, is not its doing."""
        return sum(call.method != NAME for call in self._calls)

    async def _one(self) -> None:
        life = Life(first=len(self._calls))
        self.lives.append(life)
        began = time.monotonic()
        starting = asyncio.create_task(self._application.start())
        before, changes = self._made(), self._place.town.changes
        wanted = before + self._chance.randint(1, MOST_CALLS)
        await changes.until(lambda: self._made() > before, 120)
        longest = max(LONGEST_LIFE, time.monotonic() - began)  # on a busy machine all is slow
        await changes.until(lambda: self._made() >= wanted, longest)
        await changes.until(lambda: False, self._chance.uniform(0, AFTERTHOUGHT))
        await self._application.kill()
        with contextlib.suppress(AssertionError):  # killed before it said that it runs
            await starting
        self.end()
        life.taken = taken(self._place)


def unnoted(place: Place, lives: list[Life]) -> list[tuple[Life, str, int]]:
    """The messages that were sent and not noted as sent: the life, the address, the message."""
    noted = {
        (address, message)
        for address, message in place.rows(
            "SELECT address, message_id FROM errand WHERE message_id IS NOT NULL"
        )
    }
    calls = list(place.town.call_log)
    return [
        (life, address, message)
        for life in lives
        for call in calls[life.first : life.last]
        if call.method.lower() == "sendmessage" and call.ok
        for address, message in [_sent(place, call.outcome["result"])]
        if (address, message) not in noted
    ]


def _sent(place: Place, result: dict[str, object]) -> tuple[str, int]:
    chat, message = result["chat"], result["message_id"]
    assert isinstance(chat, dict)
    assert isinstance(message, int)
    return ("group:1" if chat["id"] == place.group.id else f"user:{chat['id']}"), message


def taken(place: Place) -> set[str]:
    """The addresses that have an errand under way."""
    rows = place.rows("SELECT address FROM errand WHERE state = 'taken'")
    return {address for (address,) in rows}


def check_repeats(repeated: list[tuple[Life, str, int]]) -> None:
    """A message may come twice when the plug was pulled while it was sent, and only then."""
    ends = Counter((id(life), address) for life, address, _ in repeated)
    assert all(times == 1 for times in ends.values()), "an address has one errand at a time"
    assert all(address in life.taken for life, address, _ in repeated)


def check_presses(place: Place) -> None:
    """Everything that Telegram handed out was handled, once; nothing was set aside or given up."""
    handed = {
        update["update_id"]: update for call in place.town.call_log for update in _handed(call)
    }
    pressed = {one["callback_query"]["id"] for one in handed.values() if "callback_query" in one}
    assert pressed == set(place.town.world.queries), "a press was made and never came in"
    handled = Counter(number for (number,) in place.rows("SELECT update_id FROM handled_update"))
    assert handled == Counter(handed.keys())
    assert place.rows("SELECT * FROM set_aside") == []
    assert place.rows("SELECT * FROM failed_update") == []
    assert place.rows("SELECT error FROM errand WHERE state = 'failed'") == []


def _handed(call: Call) -> list[dict[str, Any]]:
    """The updates that one call took to the bot, fetched or brought."""
    if call.method == NAME:
        return [call.params]
    return call.outcome["result"] if call.method.lower() == "getupdates" and call.ok else []
