"""The log of everything the bot asked, and what it got for an answer."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime

from bot.practice.refusals import Json

REMEMBERED = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """`outcome` is the answer as Telegram gave it, also when a fault kept it from arriving."""

    at: datetime
    method: str
    params: Json
    outcome: Json

    @property
    def ok(self) -> bool:
        return bool(self.outcome["ok"])

    @property
    def why(self) -> str:
        return str(self.outcome.get("description", ""))


CallLog = deque[Call]


def new_log() -> CallLog:
    return deque(maxlen=REMEMBERED)
