"""Who is who in the matrix of rights, what each tries, and the table that is made of it."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from courses import BUTTONS, CONFIGURATION, COURSES, NETWORK, TEXTS, Course, at, scene

from bot.buttons import Code, Press, moment
from bot.desk import Desk
from bot.inputs import Ordered, Origin, Pressed
from bot.screens.card import card
from bot.screens.table import SCREENS
from bot.visit import House, NotNow
from config.networks import Configuration, Network
from config.settings import Keys
from config.terms import load_terms
from flows.people import Function, Post
from flows.refusal import Refused
from flows.rules import Role
from storage.cipher import Cipher
from storage.unit_of_work import Storage, UnitOfWork

ELSEWHERE = "zaanstreek"
KEY = bytes(32)
GROUP = -1001
STATES: Mapping[str, str] = {
    "O": "raised",
    "G": "planned",
    "I": "meeting",
    "A": "noted",
    "V": "concluded",
    "S": "closed",
    "X": "withdrawn",
    "M": "missed",
}
PARTNER_SCREENS = ("one", "sent", "otherwise", "why_not", "plan", "going_on", "why_withdraw")

FROM_MESSAGES: Mapping[Code, tuple[str, ...]] = {  # buttons of messages that ask for something
    Code.GEBELD: ("om", "bereikt"),
    Code.PLAN_OM: (moment(at("30 16:00")),),
    Code.AKKOORD: (moment(at("27 15:30")),),
    Code.VLAG: ("kimi",),
    Code.VASTGELEGD: (),
    Code.NAVRAAG: ("1", "beeld", "ja"),
    Code.REDEN_GEMIST: ("geen_quorum",),
    Code.DUBBEL: (),
    Code.AANVULLEN: (),
    Code.HEROPEN: (),
    Code.GEEN_ACTIE: (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who tries; without posts a stranger."""

    name: str
    function: Function | None = None
    role: str | None = None
    network: str = NETWORK
    doelgroep: str | None = None
    suspended: bool = False
    removed: bool = False


# The first is the raiser of the courses, whose mark is number 1; then politie, OM and RvdK.
ACTORS = (
    Actor(name="aanvrager", function=Function.MEMBER, role="vt"),
    Actor(name="politie", function=Function.MEMBER, role="politie"),
    Actor(name="OM", function=Function.MEMBER, role="om"),
    Actor(name="RvdK", function=Function.MEMBER, role="rvdk"),
    Actor(name="collega VT", function=Function.MEMBER, role="vt"),
    Actor(name="waarnemer OM", function=Function.DEPUTY, role="om"),
    Actor(name="aanspreekpunt OM", function=Function.CONTACT, role="om"),
    Actor(name="voorzitter", function=Function.CHAIR),
    Actor(name="trekker SKM", function=Function.TREKKER, doelgroep="skm"),
    Actor(name="beheerder", function=Function.ADMIN),
    Actor(name="agendalid 3RO", function=Function.MEMBER, role="dro"),
    Actor(name="geblokkeerd", function=Function.MEMBER, role="politie", suspended=True),
    Actor(name="vertrokken", function=Function.MEMBER, role="politie", removed=True),
    Actor(name="ander netwerk", function=Function.MEMBER, role="politie", network=ELSEWHERE),
    Actor(name="vreemde"),
)


class Undone(Exception):
    """The end of an attempt: nothing of it is kept."""


def two_networks() -> Configuration:
    """The shipped network, and another with the same doelgroepen."""
    own = CONFIGURATION.network(NETWORK)
    other = Network(code=ELSEWHERE, title="Zaanstreek", id_prefix="Z", doelgroepen=own.doelgroepen)
    return Configuration(networks=(own, other))


class StillClock:
    """A clock that stands still at the moment of the course."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    real = now

    def since_boot(self) -> timedelta:
        return timedelta(0)


class Matrix:
    """One alert in one state, and everybody who may try something with it."""

    def __init__(self, storage: Storage, course: Course) -> None:
        self.course = course
        self._storage = storage
        self._numbers = count(1)
        self._house = house = House(
            texts=TEXTS,
            buttons=BUTTONS,
            configuration=two_networks(),
            keys=Keys(encryption=KEY, reference=KEY, chain=KEY),
            terms=load_terms(),
            bot_name="spoedgroep_bot",
            since=course.now,
        )
        self._desk = Desk(house, storage, StillClock(course.now), lambda _id, _text: None)

    async def settle(self) -> None:
        """Enrol everybody, bind the group, and let the alert take its course."""
        now = self.course.now
        async with self._storage.work() as work:
            for actor in ACTORS:
                if actor.function is not None:
                    await self._enrol(work, actor, now)
            for number, doelgroep in enumerate(("skm", "ouderen")):
                await work.groups.bind(NETWORK, doelgroep, GROUP - number, None, now)
            await work.alerts.keep(None, self.course.events)

    async def tries(self, actor: Actor, press: Press | str) -> str:
        """What comes of it: `ok`, or the key of the sentence that refuses it; nothing is kept."""
        number = next(self._numbers)
        origin = Origin(
            update_id=number,
            fingerprint=str(number),
            chat_id=user_id(actor),
            user_id=user_id(actor),
            name=actor.name,
        )
        item = (
            Ordered(origin=origin, name=press)
            if isinstance(press, str)
            else Pressed(origin=origin, callback_id="1", data=BUTTONS.pack(press), message_id=1)
        )
        found = "ok"
        try:
            async with self._storage.work() as work:
                before = await work.history.head()
                try:
                    await self._desk.answer(work, self._house, item)
                except NotNow as refused:
                    found = refused.key
                except Refused as refused:
                    found = f"refusal.{refused.refusal.value}"
                assert found == "ok" or await work.history.head() == before, (actor, press)
                raise Undone
        except Undone:
            return found

    async def _enrol(self, work: UnitOfWork, actor: Actor, now: datetime) -> None:
        post = post_of(actor)
        member = await work.people.enrol(user_id(actor), actor.name, post, now)
        if actor.suspended:
            await work.people.suspend(member.person, now)
        if actor.removed:
            await work.people.remove(member.person, now)


def post_of(actor: Actor) -> Post:
    """What somebody is in the register."""
    assert actor.function is not None
    return Post(
        network=actor.network,
        function=actor.function,
        role=Role(actor.role) if actor.role else None,
        doelgroep=actor.doelgroep,
    )


def user_id(actor: Actor) -> int:
    """Telegram's number of somebody."""
    return 1000 + ACTORS.index(actor)


def offered(course: Course) -> Iterator[Press]:
    """Each button about this alert once: those that its own screens bear, and the others bare."""
    assert course.alert is not None
    scenes = [scene(course)]
    ended = course.alert.overleg is not None and course.alert.overleg.ended_at is not None
    names = (*PARTNER_SCREENS, *(("agreements",) if ended else ()))
    screens = [card(scenes[0]), *(SCREENS[name](scenes[0]) for name in names)]
    seen: dict[Code, Press] = {}
    for item in (button for screen in screens for row in screen.rows for button in row):
        if item.data is not None:
            press = BUTTONS.unpack(item.data)
            if press.alert is not None:
                seen[press.code] = press
    for code, details in FROM_MESSAGES.items():
        seen[code] = Press(code=code, alert=course.alert.id, details=details)
    yield from seen.values()


@asynccontextmanager
async def played(file: Path, state: str) -> AsyncIterator[Matrix]:
    """The matrix of one state, on a database of its own."""
    storage = Storage(f"sqlite+aiosqlite:///{file}", KEY, Cipher(KEY))
    matrix = Matrix(storage, COURSES[STATES[state]](False))
    await matrix.settle()
    try:
        yield matrix
    finally:
        await storage.close()
