"""Proof that the history is whole: no row changed, removed, put in, moved or rewritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from flows.evolver import replay
from flows.state import AlertId
from storage import codec
from storage.evidence import Anchor, Anchored
from storage.history import about
from storage.restores import unexplained
from storage.retention import FORGOTTEN
from storage.unit_of_work import UnitOfWork


class Flaw(StrEnum):
    """What is wrong at one place of the chain."""

    CHANGED = "changed"  # the row is not what was written here
    MISSING = "missing"  # rows before this one are gone
    CUT_OFF = "cut_off"  # the last rows are gone
    ADDED = "added"  # a row after the end
    HEAD = "head"  # the note of where the chain ends is not ours
    REWRITTEN = "rewritten"  # it is whole in itself, and not what was anchored elsewhere
    MISDATED = "misdated"  # the moment of a row does not lie between the anchors around it
    ANCHOR = "anchor"  # an anchor is not ours, or gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """One broken place, by the number of the row."""

    sequence: int
    flaw: Flaw


async def verify(work: UnitOfWork, anchors: Sequence[Anchor] = ()) -> list[Broken]:
    """The places where the history is not what was written; empty when it is whole.

    With the anchors that lie elsewhere also a rewriting by who has the key shows. Those of rows
    that went with a restore are left out: that is told by itself.
    """
    anchors = unexplained(anchors, await work.restores.all())
    head = await work.history.head()
    if head is None:
        return [Broken(sequence=0, flaw=Flaw.HEAD)]
    broken = []
    last, end = head.forgotten, head.anchor
    anchored = Anchored(work.history, anchors, head)
    async for link in work.history.links():
        if link.sequence > head.count:
            broken.append(Broken(sequence=link.sequence, flaw=Flaw.ADDED))
            continue
        if link.sequence != last + 1:
            broken.append(Broken(sequence=link.sequence, flaw=Flaw.MISSING))
        elif link.hash != link.computed:
            broken.append(Broken(sequence=link.sequence, flaw=Flaw.CHANGED))
        anchored.passes(link)
        last, end = link.sequence, link.hash
    if last < head.count:
        broken.append(Broken(sequence=last + 1, flaw=Flaw.CUT_OFF))
    elif end != head.hash and not broken:
        broken.append(Broken(sequence=last, flaw=Flaw.CHANGED))
    return broken + _beside_the_anchors(anchored)


def _beside_the_anchors(anchored: Anchored) -> list[Broken]:
    found = {
        Flaw.ANCHOR: anchored.strange,
        Flaw.CUT_OFF: anchored.absent,
        Flaw.REWRITTEN: anchored.other,
        Flaw.MISDATED: anchored.misdated,
    }
    return [
        Broken(sequence=sequence, flaw=flaw)
        for flaw, places in found.items()
        for sequence in places[:1]  # the first says where it began
    ]


async def replay_differs(work: UnitOfWork) -> list[AlertId]:
    """The alerts whose row is not what their events make of it, a missing row included."""
    logged = [
        AlertId(subject.removeprefix(about(AlertId(""))))
        for subject in await work.history.subjects(tuple(codec.EVENTS))
    ]
    gone = set(await work.history.subjects((FORGOTTEN,)))
    differs = []
    for alert in dict.fromkeys([*logged, *await work.alerts.ids()]):
        events = [] if about(alert) in gone else await work.history.events(alert)
        if not await work.alerts.agrees(alert, replay(events)):
            differs.append(alert)
    return differs
