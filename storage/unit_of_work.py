"""One transaction with everything in it: all of it is kept, or none."""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Set
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.alerts import Alerts
from storage.cards import Cards
from storage.cipher import Cipher
from storage.counts import Counts
from storage.database import Database
from storage.drafts import Drafts, Questions
from storage.duty import Duty
from storage.enrolments import Enrolments
from storage.facts import Consultations, Facts, Jobs, Pulse
from storage.figures import Figures
from storage.governance import Governance
from storage.groups import Groups
from storage.history import History
from storage.holds import Holds
from storage.introductions import Introductions
from storage.languages import Languages
from storage.notes import Notes
from storage.outbox import Outbox
from storage.people import People
from storage.presence import Presence
from storage.processes import Processes
from storage.reseal import Reseal
from storage.restores import Restores
from storage.retention import Retention
from storage.reviews import Reviews
from storage.second_path import SecondPath
from storage.session import Asked
from storage.telling import told
from storage.traffic import Traffic
from storage.updates import Updates
from storage.waiting import WaitingUpdates

if TYPE_CHECKING:
    from storage.listening import Listener


class UnitOfWork:
    """The registers, all within the same transaction."""

    def __init__(
        self,
        session: AsyncSession,
        chain_key: bytes,
        cipher: Cipher,
        process: int | None = None,
    ) -> None:
        self.history = History(session, chain_key)
        self.figures = Figures(session)
        self.alerts = Alerts(session, self.history, self.figures)
        self.people = People(session, cipher)
        self.languages = Languages(session)
        self.introductions = Introductions(session)
        self.reseal = Reseal(session, cipher)
        self.enrolments = Enrolments(session, cipher)
        self.presence = Presence(session)
        self.reviews = Reviews(session)
        self.groups = Groups(session)
        self.governance = Governance(session)
        self.duty = Duty(session, cipher)
        self.cards = Cards(session)
        self.notes = Notes(session, cipher)
        self.outbox = Outbox(session, process)
        self.processes = Processes(session)
        self.second_path = SecondPath(session)
        self.traffic = Traffic(session)
        self.updates = Updates(session)
        self.waiting = WaitingUpdates(session)
        self.drafts = Drafts(session)
        self.asked = Questions(session)
        self.consultations = Consultations(session)
        self.counts = Counts(session)
        self.jobs = Jobs(session)
        self.facts = Facts(session)
        self.pulse = Pulse(self.facts)
        self.restores = Restores(self.facts, self.history)
        self.holds = Holds(session, self.history)
        self.retention = Retention(session, self.history, self.holds)

    async def owed(self) -> list[Asked]:
        """What waits for the end: there the transaction stands in the way of others."""
        return [*self.figures.owed(), *await self.history.owed()]

    def news(self) -> Iterator[str]:
        """What is new by this transaction, once it is kept, so that somebody must look again."""
        if self.outbox.has_news or self.alerts.has_news:
            yield "any"
        if self.alerts.has_news:
            yield "alert"
        if self.outbox.has_errand:
            yield "errand"


@dataclass(slots=True)
class News:
    """Who is called after a commit that says something new: to wake somebody, not to work."""

    any: list[Callable[[], None]] = field(default_factory=list)
    alert: list[Callable[[], None]] = field(default_factory=list)  # and its next moment with it
    errand: list[Callable[[], None]] = field(default_factory=list)  # and not one that waits on

    def tell(self, kinds: Iterable[str]) -> None:
        """Wake who waits for news of these kinds; what is no kind of ours wakes nobody."""
        for kind in kinds:
            for heard in getattr(self, kind, ()):
                heard()


class Storage:
    """Where everything is kept; run `database.upgrade(url)` before the first use."""

    process: int | None = None  # the number of ours, once it joined
    tells_others = False  # whether what is kept here is of interest to other processes

    def __init__(self, url: str, chain_key: bytes, cipher: Cipher) -> None:
        assert chain_key, "a chain without a key proves nothing"
        self._database = Database(url)
        self._chain_key = chain_key
        self._cipher = cipher
        self.news = News()

    @property
    def after_commit(self) -> list[Callable[[], None]]:
        """What is called after each commit, at once: to wake somebody, not to work."""
        return self._database.after_commit

    @asynccontextmanager
    async def work(self) -> AsyncIterator[UnitOfWork]:
        """One write: kept at a normal end, undone at any other. Never wait for the network here.

        Raises Overtaken when somebody else was first: load again and decide again. Raises GivenUp
        when the other processes took over from this one.

        Whoever waits for news looks also when the commit ends in an error: nobody knows then
        whether it was kept.
        """
        with ExitStack() as ends:
            async with self._database.writing() as session:
                work = UnitOfWork(session, self._chain_key, self._cipher, self.process)
                yield work
                if self._database.is_shared and self.process is not None:
                    await work.processes.stays(self.process)
                news = told(work.news(), work.outbox.slots) if self.tells_others else []
                await session.at_last([*await work.owed(), *news])
                ends.callback(lambda: self.news.tell(work.news()))

    @property
    def is_shared(self) -> bool:
        """Whether several processes may run on it."""
        return self._database.is_shared

    def listener(self, process: int, is_ours: Callable[[Set[int]], bool]) -> "Listener":
        """Hears what the other processes keep; `is_ours` of chats in these slots."""
        from storage.listening import Listener  # with the driver of PostgreSQL, only where it is

        return Listener(self._database.address, process, self.news.tell, is_ours)

    @asynccontextmanager
    async def view(self) -> AsyncIterator[UnitOfWork]:
        """The same registers to read from: one unchanging picture, and nothing can be written."""
        async with self._database.reading() as session:
            yield UnitOfWork(session, self._chain_key, self._cipher)

    async def close(self) -> None:
        await self._database.close()
