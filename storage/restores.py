"""Every time that an older state was put back: what went with it is then no mystery (F76)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from storage.evidence import CLOCKS_DIFFER, Anchor
from storage.facts import RESTORED, Facts
from storage.history import History
from storage.instant import read, written

SUBJECT, NAME = "database", "Restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restore:
    """An older state put back: of which moment, and how many rows its log had.

    `lost` is up to which row there had been a log, as far as that was written down elsewhere.
    """

    at: datetime
    made_at: datetime
    count: int
    lost: int | None = None


class Restores:
    """The restores of this database, each signed, within one transaction."""

    def __init__(self, facts: Facts, history: History) -> None:
        self._facts = facts
        self._history = history

    async def all(self) -> list[Restore]:
        """Oldest first; what is not signed by us counts for nothing."""
        kept = json.loads(await self._facts.get(RESTORED) or "[]")
        found = [(_restore(one), str(one["signature"])) for one in kept]
        return [one for one, mark in found if compare_digest(mark, self._signed(one))]

    async def last(self) -> Restore | None:
        found = await self.all()
        return found[-1] if found else None

    async def note(self, made_at: datetime, lost: int | None, now: datetime) -> Restore:
        """What is here is of that moment: in the log, and signed for who checks it later."""
        head = await self._history.head()
        count = head.count if head is not None else 0  # a broken log may be put back, if need be
        one = Restore(at=now, made_at=made_at, count=count, lost=lost)
        kept = json.loads(await self._facts.get(RESTORED) or "[]")
        await self._facts.set(RESTORED, json.dumps([*kept, self._written(one)]))
        await self._history.add(
            SUBJECT,
            NAME,
            {"made_at": written(made_at), "count": count, "lost": lost},
            by_person=None,
            by_role="beheerder",
            at=now,
            channel="cli",
        )
        return one

    def _written(self, one: Restore) -> dict[str, object]:
        return {
            "at": written(one.at),
            "made_at": written(one.made_at),
            "count": one.count,
            "lost": one.lost,
            "signature": self._signed(one),
        }

    def _signed(self, one: Restore) -> str:
        lost = "" if one.lost is None else one.lost
        return self._history.sign(
            "restored", written(one.at), written(one.made_at), one.count, lost
        )


def unexplained(anchors: Sequence[Anchor], restores: Sequence[Restore]) -> list[Anchor]:
    """The anchors without those of rows that were put aside by a restore."""
    return [
        anchor
        for anchor in anchors
        if not any(
            anchor.count > one.count and anchor.at <= one.at + CLOCKS_DIFFER for one in restores
        )
    ]


def _restore(kept: dict[str, object]) -> Restore:
    lost = kept["lost"]
    return Restore(
        at=read(str(kept["at"])),
        made_at=read(str(kept["made_at"])),
        count=int(str(kept["count"])),
        lost=None if lost is None else int(str(lost)),
    )
