"""What happened, as seen from outside: every call, every commit, and what is wrong with it."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.practice.parameters import Parameters
from bot.practice.refusals import Json

from .life import Life

REMEMBERED = 60  # lines of the story
REFUSED_FOR_GOOD = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An invariant that did not hold, and what shows it."""

    invariant: str
    what: str
    moment: float


@dataclass(slots=True, kw_only=True)
class Call:
    """One call of the application, and what it learnt of it; `unsure`, `died`: it cannot know."""

    at: float
    life: int
    method: str
    chat: int
    outcome: str = "under way"
    message: int | None = None
    ended: float | None = None
    retry_after: int | None = None
    told: str = ""
    query: str = ""  # the press that it answers
    about: str = ""  # the message it changes, or how its text begins
    clock: Callable[[], float]

    def ends(self, outcome: str, answer: Json | None = None) -> None:
        self.outcome, self.ended = outcome, self.clock()
        if answer is None:
            return
        result = answer.get("result")
        if isinstance(result, dict):
            self.message = result.get("message_id")
        self.retry_after = answer.get("parameters", {}).get("retry_after")
        self.told = str(answer.get("description", ""))


@dataclass(slots=True, kw_only=True)
class Ledger:
    """The whole of one simulation."""

    moment: Callable[[], float]
    day: Callable[[], str]
    sends: list[Call] = field(default_factory=list)
    faults_met: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    story: list[str] = field(default_factory=list)
    trace: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    polled_at: float = 0.0  # when Telegram last answered
    counts: Counter[str] = field(default_factory=Counter)
    tried: set[str] = field(default_factory=set)  # presses that were answered, or tried to
    handled: dict[str, float] = field(default_factory=dict)  # presses fetched: when
    refusals: dict[tuple[str, int, str], list[float]] = field(default_factory=dict)
    troubles: list[float] = field(default_factory=list)  # when something went wrong outside
    called: Callable[[Call], None] = lambda call: None
    failed: Callable[[], None] = lambda: None

    def calls(self, life: Life, method: str, ask: Parameters) -> Call:
        call = Call(
            at=self.moment(), life=life.number, method=method, chat=ask.number("chat_id"),
            clock=self.moment, query=ask.text("callback_query_id"),
            about=ask.text("message_id") or ask.text("text")[:80],
        )  # fmt: skip
        self.note(f"{method} {call.chat}")
        self.counts[method] += 1
        if method.startswith(("send", "edit")):
            self.sends.append(call)
        self.called(call)
        return call

    def learnt(self, call: Call, answer: Json) -> None:
        """What became of a call, and when in a row Telegram said no to the same for good."""
        call.ends("ok" if answer["ok"] else "refused", answer)
        same = (call.method, call.chat, call.query or call.about)
        if answer.get("error_code") == REFUSED_FOR_GOOD:
            self.refusals.setdefault(same, []).append(call.at)
        else:
            self.refusals.pop(same, None)

    def met(self, kind: str) -> None:
        self.faults_met[kind] += 1
        self.troubles.append(self.moment())

    def note(self, what: str) -> None:
        """For the hash: the same seed makes the same trace."""
        self.trace.update(f"{self.moment():.6f} {what}\n".encode())

    def tell(self, what: str) -> None:
        """For people: a line of the story."""
        self.note(what)
        self.story.append(f"{self.day()} {what}")
        del self.story[:-REMEMBERED]

    def fails(self, invariant: str, what: str) -> None:
        self.failures.append(Failure(invariant=invariant, what=what, moment=self.moment()))
        self.failed()
