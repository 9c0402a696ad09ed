"""Two networks in one database: everything that one shows its people, pressed by the other's."""

import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import date, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from courses import BUTTONS, COURSES, NETWORK, TEXTS
from matrix import (
    ELSEWHERE,
    FROM_MESSAGES,
    GROUP,
    KEY,
    Actor,
    StillClock,
    Undone,
    offered,
    post_of,
    two_networks,
)
from sqlalchemy import select
from sqlmodel import SQLModel

from bot.buttons import Press
from bot.desk import Desk
from bot.drawing import draw
from bot.inputs import Ordered, Origin, Pressed
from bot.rights import ORDERED
from bot.visit import House, NotNow, Reply
from config.settings import Keys
from config.terms import load_terms
from flows.changes import Wish
from flows.notices import Rank
from flows.people import Function, Post
from flows.refusal import Refused
from flows.rules import Role
from storage.cipher import Cipher
from storage.outbox import Errand
from storage.unit_of_work import Storage, UnitOfWork

MARK = "Kanarie"  # in every name of the network that is looked at
BETRAYS = re.compile(rf"{MARK}|(?<!Z)SKM-\d|(?<!Z)OEF-\d|Amsterdam-Amstelland")
MOST = 2  # buttons of one code and as many details: more of them say the same
POSTS = (
    (Function.MEMBER, "vt"), (Function.MEMBER, "politie"), (Function.MEMBER, "om"),
    (Function.DEPUTY, "om"), (Function.CONTACT, "om"), (Function.CHAIR, None),
    (Function.TREKKER, None),
)  # fmt: skip
TREKKERS = "skm"


def people_of(network: str) -> tuple[Actor, ...]:
    return tuple(
        Actor(
            name=f"{MARK if network == NETWORK else 'Buur'} {function.value} {role or ''}",
            function=function,
            role=role,
            network=network,
            doelgroep=TREKKERS if function is Function.TREKKER else None,
        )
        for function, role in POSTS
    )


OURS = people_of(NETWORK)
NEIGHBOURS = people_of(ELSEWHERE)[2:]  # the others are members as this one is

ADMIN = Actor(name="beheerder", function=Function.ADMIN)  # of the installation: both networks
EVERYBODY = (*OURS, *NEIGHBOURS, ADMIN)
NUMBER = {actor: 1000 + number for number, actor in enumerate(EVERYBODY)}


class Neighbours:
    """Both networks at one moment; whatever is tried, nothing of it is kept."""

    def __init__(self, storage: Storage, state: str) -> None:
        self.course = COURSES[state](False)
        self._storage = storage
        self._updates = count(1)
        self._house = House(
            texts=TEXTS, buttons=BUTTONS, configuration=two_networks(),
            keys=Keys(encryption=KEY, reference=KEY, chain=KEY), terms=load_terms(),
            bot_name="spoedgroep_bot", since=self.course.now,
        )  # fmt: skip
        self._desk = Desk(
            self._house, storage, StillClock(self.course.now), lambda _id, _text: None
        )

    async def settle(self) -> None:
        """The same people in both; in ours also something of everything that can wait."""
        now = self.course.now
        async with self._storage.work() as work:
            enrol = work.people.enrol
            members = [await enrol(NUMBER[one], one.name, post_of(one), now) for one in EVERYBODY]
            for number, network in enumerate((NETWORK, ELSEWHERE)):
                await work.groups.bind(network, "skm", GROUP - number, None, now)
            await work.alerts.keep(None, self.course.events)
            om, deputy = members[2].person, members[3].person
            starts = now + timedelta(days=1)
            await work.duty.ask_handover(
                NETWORK, Role("om"), giver=om, taker=deputy, starts_at=starts,
                ends_at=starts + timedelta(hours=8), now=now,
            )  # fmt: skip
            await work.duty.add_week_shift(
                NETWORK, Role("om"), om, weekday=1, opens=time(8), closes=time(17),
                since=date(2026, 1, 1),
            )  # fmt: skip
            await work.governance.add_meeting(NETWORK, now + timedelta(days=9), "om", now)
            wish = Wish(network=NETWORK, what="acuut", value="60", starts_on=date(2027, 1, 1))
            await work.governance.propose(wish, "skm", members[5].person, now)
            waits = Post(network=NETWORK, function=Function.MEMBER, role=Role("om"))
            await work.enrolments.ask(5000, f"{MARK} wacht", waits, om, now)
            await work.reviews.ask(NETWORK, Role("om"), "2026-Q4", [om, deputy], now)
            group = await work.groups.of(NETWORK, "skm")
            assert group is not None
            await work.presence.saw(group.id, 6000, now, is_in=True, unknown=True)
            for actor in EVERYBODY:
                await work.people.sign(NUMBER[actor], now)
        async with self._storage.view() as work:
            self._before = await ours(work)

    async def buttons(self) -> list[str]:
        """The data of what our people are shown, a few of every kind, however deep it lies."""
        found: dict[str, None] = {}
        kinds: Counter[tuple[object, ...]] = Counter()
        for actor in (*OURS, ADMIN):
            waiting: list[Press | str] = [*ORDERED, *offered(self.course)]
            while waiting:
                _, rows = await self.tries(actor, waiting.pop())
                for data in rows:
                    press = BUTTONS.unpack(data)
                    kind = (press.code, len(press.details), press.details[:1])
                    if data not in found and kinds[kind] < MOST:
                        kinds[kind] += 1
                        found[data] = None
                        waiting.append(press)
        for code, details in FROM_MESSAGES.items():
            assert self.course.alert is not None
            press = Press(code=code, alert=self.course.alert.id, details=details)
            found.setdefault(BUTTONS.pack(press))
        return list(found)

    async def tries(self, actor: Actor, what: Press | str) -> tuple[str, list[str]]:
        """What somebody is shown, with the data of its buttons; refused is a sentence too.

        AssertionError when a neighbour changes, or sends, anything of ours.
        """
        origin = Origin(
            update_id=next(self._updates), fingerprint="x", chat_id=NUMBER[actor],
            user_id=NUMBER[actor], name=actor.name,
        )  # fmt: skip
        item: Any = (
            Ordered(origin=origin, name=what)
            if isinstance(what, str)
            else Pressed(origin=origin, callback_id="1", data=BUTTONS.pack(what), message_id=1)
        )
        said, rows = "", []
        try:
            async with self._storage.work() as work:
                try:
                    reply = await self._desk.answer(work, self._house, item)
                    said, rows = await self._drawn(work, actor, reply)
                    if actor in NEIGHBOURS:
                        told = f"{actor.name} changed ours with {what}"
                        assert await ours(work) == self._before, told
                except NotNow as refused:
                    said = TEXTS(refused.key, **refused.fields)
                except Refused as refused:
                    said = f"refusal.{refused.refusal.value}"
                raise Undone
        except Undone:
            return said, rows

    async def _drawn(self, work: UnitOfWork, actor: Actor, reply: Reply) -> tuple[str, list[str]]:
        toast = reply.toast or ""
        if reply.screen is None:
            return toast, []
        now = self.course.now
        errand = Errand(
            kind="screen", user_id=NUMBER[actor], alert=reply.alert, rank=Rank.PLAN,
            payload={"screen": reply.screen, "args": dict(reply.args), "edit": None,
                     "language": "nl"},
            made_at=now, not_before=now,
        )  # fmt: skip
        drawn = await draw(self._house, work, errand, now)
        if drawn is None:
            return toast, []
        buttons = [button for row in drawn.screen.rows for button in row]
        told = "\n".join((toast, drawn.screen.text, *(one.label for one in buttons)))
        if drawn.scene is not None and drawn.scene.standing is not None:
            told += f"\n{drawn.scene.standing.title}"  # of a paper that is drawn later
        return told, [one.data for one in buttons if one.data is not None]


async def ours(work: UnitOfWork) -> Mapping[str, list[str]]:
    """Every row of our network, and every message to our people and our group."""
    session: Any = work.history._session
    await session.flush()
    numbers = {NUMBER[one] for one in OURS}
    found = {}
    for table in SQLModel.metadata.sorted_tables:
        rows = list(await session.exec(select(table)))
        found[table.name] = sorted(repr(tuple(row)) for row in _of_ours(table.name, rows, numbers))
    return found


def _of_ours(name: str, rows: list[Any], numbers: set[int]) -> Iterator[Any]:
    for row in rows:
        cells = row._mapping
        if "network" in cells:
            if cells["network"] == NETWORK:
                yield row
        elif name == "errand":
            if cells["group_id"] == 1 or cells["user_id"] in numbers:
                yield row
        elif name in ("person", "draft", "asked"):
            if cells["user_id"] in numbers:
                yield row
        elif name in ("card", "note", "legal_hold", "group_member"):
            yield row  # the neighbours have none


@asynccontextmanager
async def living(file: Path, state: str) -> AsyncIterator[Neighbours]:
    storage = Storage(f"sqlite+aiosqlite:///{file}", KEY, Cipher(KEY))
    town = Neighbours(storage, state)
    await town.settle()
    try:
        yield town
    finally:
        await storage.close()
