"""What was done, by whom and when: rows are only added, each chained to the one before."""

import hmac
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from sqlalchemy import delete, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from flows.answers import AnswerGiven, AnswerUndone
from flows.evolver import Event
from flows.state import AlertId
from flows.terms import Channel
from storage import codec
from storage.history_queries import NAMES, adds, before, head_of_chain, portion, seals
from storage.instant import written
from storage.session import Asked
from storage.spans import Link, Place, Span
from storage.tables import ChainHeadRow, HistoryRow

START = "0" * 64  # what the first row is chained to
DONE = "gedaan"
PORTION = 1_000  # rows of the chain at once: what is soon let go stays near the processor
QUOTED = json.encoder.encode_basestring_ascii


class Way(StrEnum):
    """By which way something came in (S49)."""

    TAP = "tap"
    ORDER = "opdracht"  # a command or a line that was typed
    PHONE = "telefoon"  # the word of somebody else, passed on
    CLOCK = "klok"
    CLI = "cli"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of the history."""

    sequence: int
    at: datetime
    subject: str
    name: str
    data: Mapping[str, Any]
    by_person: int | None
    by_role: str | None
    on_behalf: str | None = None
    channel: str | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where the chain ends; kept elsewhere too, it shows that the whole was rewritten."""

    count: int
    hash: str
    forgotten: int  # up to here the rows have been removed, their term being over
    anchor: str  # the hash of the last row removed


class History:
    """The history within one transaction."""

    def __init__(self, session: AsyncSession, chain_key: bytes) -> None:
        self._session = session
        self._keyed = _keyed(chain_key)
        self._noted: list[dict[str, Any]] = []  # not in the table yet
        self._way: Way | None = None
        self._standing: str | None = None

    def comes_by(self, way: Way, standing: str | None = None) -> None:
        """How what is noted in this transaction came in, and as what its person acts."""
        self._way, self._standing = way, standing

    async def add(
        self,
        subject: str,
        name: str,
        data: Mapping[str, Any],
        *,
        by_person: int | None,
        by_role: str | None,
        at: datetime,
        on_behalf: str | None = None,
        channel: str | None = None,
        result: str | None = None,
    ) -> None:
        """Note what was done, of something that is no event of an alert.

        `on_behalf` is the organisation or role for whom it was done, `channel` the way it came
        in, `result` what came of it (S49); all three are codes, and what is not given is what
        `comes_by` said.
        """
        assert name not in codec.EVENTS, "an event is noted by keeping the alert"
        if by_person is not None or self._way is Way.CLI:
            by_role = by_role or self._standing
        row = {
            "at": at, "subject": subject, "name": name, "data": codec.write_json(data),
            "by_person": by_person, "by_role": by_role, "on_behalf": on_behalf or by_role,
            "channel": channel or self._came_by(by_person), "result": result or DONE,
        }  # fmt: skip
        self._noted.append(row)

    async def append_events(self, alert: AlertId, events: Sequence[Event]) -> None:
        """For storage/alerts.py alone: the events that made the row."""
        for event in events:
            name, data = codec.write_event(event)
            by = event.by
            channel = _told_by(event) or self._came_by(by.person)
            row = {
                "at": event.at, "subject": about(alert), "name": name, "data": data,
                "by_person": by.person, "by_role": by.role,
                "on_behalf": _answered_for(event) or by.role, "channel": channel, "result": DONE,
            }  # fmt: skip
            self._noted.append(row)

    async def write(self) -> None:
        """Chain what was noted to what was there; every way to read does this first."""
        for statement, given in await self.owed():
            await self._session.exec(statement, params=given)

    async def owed(self) -> list[Asked]:
        """What was noted, chained to what was there, from now on to be written by who asks.

        There is one chain, and who asks keeps the others out until the commit: so it comes last
        in a transaction.
        """
        if not self._noted:
            return []
        rows, self._noted = self._noted, []
        head = await self._locked_head()
        hash = head.hash
        for sequence, row in enumerate(rows, start=head.count + 1):
            row["sequence"] = sequence
            told = {**row, "at": written(row["at"])}
            row["hash"] = hash = self._hash_of([told.get(name) for name in NAMES], hash)
        sealed = self._sealed(replace(head, count=sequence, hash=hash))
        return [*((adds(), row) for row in rows), sealed]

    async def of(self, subject: str) -> list[Entry]:
        return [_entry(row) for row in await self._rows(subject)]

    async def between(self, start: datetime, end: datetime) -> list[Entry]:
        """Everything that was done in this stretch, the end not included, in order."""
        await self.write()
        query = select(HistoryRow).where(HistoryRow.at >= start, HistoryRow.at < end)
        ordered = query.order_by(col(HistoryRow.sequence))
        return [_entry(row) for row in (await self._session.exec(ordered)).all()]

    async def events(self, alert: AlertId) -> list[Event]:
        """Everything that made this alert what it is, in order."""
        return [
            codec.read_event(row.name, row.data)
            for row in await self._rows(about(alert))
            if row.name in codec.EVENTS
        ]

    async def subjects(self, names: Sequence[str]) -> list[str]:
        """What these things happened to, in the order in which they first did."""
        await self.write()
        query = select(HistoryRow.subject).where(col(HistoryRow.name).in_(names))
        once = query.group_by(HistoryRow.subject).order_by(func.min(HistoryRow.sequence))
        return list((await self._session.exec(once)).all())

    async def signed_by(self, marks: Sequence[int]) -> int:
        """How many rows bear one of these marks."""
        await self.write()
        query = select(func.count()).select_from(HistoryRow)
        return (await self._session.exec(query.where(col(HistoryRow.by_person).in_(marks)))).one()

    async def head(self) -> Head | None:
        """The end of the chain, None if its signature is not ours."""
        await self.write()
        row = await self._session.get(ChainHeadRow, 1, populate_existing=True)
        if row is None:
            return None
        head = Head(count=row.count, hash=row.hash, forgotten=row.forgotten, anchor=row.anchor)
        unwritten = row.count == 0 and row.signature == ""
        return head if unwritten or hmac.compare_digest(self._sign(head), row.signature) else None

    async def before(self, span: Span) -> Place | None:
        """The row that a span of the chain is held against; None when it begins with the first."""
        await self.write()
        row = (await self._session.exec(before(span))).first()
        return None if row is None else Place(*row)

    async def links(self, span: Span, previous: str) -> AsyncIterator[Link]:
        """A span in order, each row with the hash it should have after what stands before it."""
        await self.write()
        while rows := (await self._session.exec(portion(span, PORTION))).all():
            for row in rows:
                hash = row[-1]
                yield Link(row[0], row[1], hash, self._hash_of(row, previous))
                previous = hash
            span = span._replace(after=rows[-1][0])

    async def forget_before(self, sequence: int) -> int:
        """For storage/retention.py alone: take the first rows off the chain, signed."""
        await self.write()
        head = await self._locked_head()
        last = await self._session.get(HistoryRow, sequence - 1)
        if last is None:
            return 0
        # first: the triggers refuse to delete what is not given up
        statement, given = self._sealed(replace(head, forgotten=last.sequence, anchor=last.hash))
        await self._session.exec(statement, params=given)
        gone = delete(HistoryRow).where(col(HistoryRow.sequence) < sequence)
        return (await self._session.exec(gone)).rowcount

    def sign(self, *parts: str | int) -> str:
        """The signature of this installation under what is kept outside the database."""
        return self._mac("outside", *parts)

    def _came_by(self, person: int | None) -> Way:
        if self._way is not None and (person is not None or self._way is Way.CLI):
            return self._way
        return Way.CLOCK if person is None else Way.TAP

    async def _rows(self, subject: str) -> Sequence[HistoryRow]:
        await self.write()
        query = select(HistoryRow).where(HistoryRow.subject == subject)
        return (await self._session.exec(query.order_by(col(HistoryRow.sequence)))).all()

    async def _locked_head(self) -> Head:
        """The end of the chain, ours until the end of the transaction: the chain has no forks."""
        count, hash, forgotten, anchor = (await self._session.exec(head_of_chain())).one()
        return Head(count=count, hash=hash, forgotten=forgotten, anchor=anchor)

    def _sealed(self, head: Head) -> Asked:
        signed = {**asdict(head), "signature": self._sign(head)}
        return seals(), {f"to_{name}": signed[name] for name in signed}

    def _hash_of(self, row: Sequence[Any], previous: str) -> str:
        """Of its columns by NAMES, the moment as it is written."""
        sequence, at, subject, name, data, person, role, on_behalf, channel, result, _ = row
        parts = [sequence, at, subject, name, data, person, role]
        if on_behalf is not None or channel is not None or result is not None:
            parts += on_behalf, channel, result  # columns that the first rows did not have
        return self._mac("row", *parts, previous)

    def _sign(self, head: Head) -> str:
        return self._mac("head", head.count, head.hash, head.forgotten, head.anchor)

    def _mac(self, *parts: str | int | None) -> str:
        """Of the parts as a list of JSON, written without the cost of its library."""
        told = [
            QUOTED(one) if isinstance(one, str) else "null" if one is None else str(one)
            for one in parts
        ]
        mac = self._keyed.copy()
        mac.update(f"[{','.join(told)}]".encode())
        return mac.finalize().hex()


@cache
def _keyed(key: bytes) -> HMAC:
    """Ready to sign with a key; to become so costs as much as to sign."""
    return HMAC(key, SHA256())


def about(alert: AlertId) -> str:
    """An alert as the subject of a row."""
    return f"alert:{alert}"


def _entry(row: HistoryRow) -> Entry:
    return Entry(
        sequence=row.sequence,
        at=row.at,
        subject=row.subject,
        name=row.name,
        data=codec.read_json(row.data),
        by_person=row.by_person,
        by_role=row.by_role,
        on_behalf=row.on_behalf,
        channel=row.channel,
        result=row.result,
    )


def _answered_for(event: Event) -> str | None:
    """The role in whose name somebody answers; a caller passes on another's word."""
    return event.role if isinstance(event, AnswerGiven | AnswerUndone) else None


def _told_by(event: Event) -> Way | None:
    by_phone = isinstance(event, AnswerGiven) and event.channel is not Channel.TAP
    return Way.PHONE if by_phone else None
