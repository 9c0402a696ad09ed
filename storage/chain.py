"""Proof that the history is whole: no row changed, removed, put in, moved or rewritten."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from flows.evolver import replay
from flows.state import AlertId
from storage import codec
from storage.evidence import Anchor, Anchored
from storage.history import Head, about
from storage.restores import unexplained
from storage.retention import FORGOTTEN
from storage.spans import WHOLE, Link, Place, Span
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What came of one span: the row it was held against, its own last row, and its flaws."""

    began: Place
    ended: Place
    broken: Sequence[Broken]


async def verify(work: UnitOfWork, anchors: Sequence[Anchor] = ()) -> list[Broken]:
    """The places where the history is not what was written; empty when it is whole.

    With the anchors that lie elsewhere also a rewriting by who has the key shows. Those of rows
    that went with a restore are left out: that is told by itself.
    """
    anchors = unexplained(anchors, await work.restores.all())
    head = await work.history.head()
    if head is None:
        return [Broken(sequence=0, flaw=Flaw.HEAD)]
    anchored = Anchored(work.history, anchors, head)
    whole = await walked(work, head, WHOLE, anchored.passes if anchors else None)
    return together(head, [whole]) + _beside_the_anchors(anchored)


async def walked(
    work: UnitOfWork, head: Head, span: Span, passes: Callable[[Link], None] | None = None
) -> Stretch:
    """Hold each row of a span against the hash that stands in the row before it.

    Whoever proves the span before proves that one: so each can be walked by itself.
    """
    broken = []
    began = await work.history.before(span) or Place(head.forgotten, head.anchor)
    last: Place | Link = began
    async for link in work.history.links(span, began.hash):
        if link.sequence > head.count:
            broken.append(Broken(sequence=link.sequence, flaw=Flaw.ADDED))
            continue
        if link.sequence != last.sequence + 1:
            broken.append(Broken(sequence=link.sequence, flaw=Flaw.MISSING))
        elif link.hash != link.computed:
            broken.append(Broken(sequence=link.sequence, flaw=Flaw.CHANGED))
        if passes is not None:
            passes(link)
        last = link
    return Stretch(began=began, ended=Place(last.sequence, last.hash), broken=broken)


def together(head: Head, stretches: Sequence[Stretch]) -> list[Broken]:
    """What is wrong with the whole, by all of its spans in order: each begins where one ended."""
    broken = [one for stretch in stretches for one in stretch.broken]
    for one, following in pairwise(stretches):
        if one.ended != following.began:
            broken.append(Broken(sequence=following.began.sequence, flaw=Flaw.CHANGED))
    end = stretches[-1].ended
    if end.sequence < head.count:
        broken.append(Broken(sequence=end.sequence + 1, flaw=Flaw.CUT_OFF))
    elif end.hash != head.hash and not broken:
        broken.append(Broken(sequence=end.sequence, flaw=Flaw.CHANGED))
    return broken


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
