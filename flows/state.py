"""The nouns of an alert: what it is made of and who acts.

What each event makes anew has no slots, so that it is made quickly: see flows/frozen.py.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from flows.frozen import replace
from flows.rules import Role, Rules, Urgency
from flows.terms import (
    AnswerKind,
    Bottleneck,
    CallResult,
    Channel,
    Delay,
    FollowUpKind,
    Known,
    Outcome,
    Phase,
    Question,
    StartSource,
    Topic,
)

AlertId = NewType("AlertId", str)
PersonId = NewType("PersonId", int)  # our own number of a person or of its mark, never Telegram's


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who did it: the mark of the person and the role acted in; the clock has neither."""

    person: PersonId | None = None
    role: Role | None = None


CLOCK = By()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the raiser tapped; nothing here is shown in the group but what product.md allows."""

    source: str
    nature: str
    urgency: Urgency
    direct_safe: Known = Known.UNKNOWN
    custody: bool = False
    arrested_at: datetime | None = None
    minors: bool = False
    family_known: Known = Known.UNKNOWN
    safety_plan: Known = Known.UNKNOWN
    standstill: bool = False
    anonymous: bool = False
    delay: Delay = Delay.UNKNOWN
    reference: str | None = None  # keyed hash of a dossier reference, never the reference
    seen_before: Known = Known.UNKNOWN  # in 365 days; unknown without a reference (M13)
    sub_roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of one role; can_at goes with kan_om, reason with sluit_niet_aan."""

    kind: AnswerKind
    at: datetime
    by: By
    channel: Channel = Channel.TAP
    can_at: datetime | None = None
    reason: str | None = None

    @property
    def joins(self) -> bool:
        """Whether the role will take part."""
        return self.kind in (AnswerKind.NOW, AnswerKind.AT)

    @property
    def from_at(self) -> datetime:
        """The moment from which the role can take part."""
        return self.can_at or self.at


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One partner role in one alert: what it answered, and how far its ladder has come.

    `rung` counts the steps already taken of `rules.ladder`; `asked_at` is the zero of that ladder.
    """

    role: Role
    asked_at: datetime
    answers: tuple[Answer, ...] = ()
    earlier: tuple[Answer, ...] = ()  # of the rounds before this one
    rung: int = 0
    phoned_at: datetime | None = None
    call: CallResult | None = None
    called_at: datetime | None = None
    recorded_at: datetime | None = None
    recorded_asked_at: datetime | None = None
    recorded_reminded: bool = False

    @property
    def answer(self) -> Answer | None:
        """The answer that counts: the last."""
        return self.answers[-1] if self.answers else None

    @property
    def joins(self) -> bool:
        """Whether the role has said that it takes part."""
        return self.answer is not None and self.answer.joins


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswer:
    """What the regie said afterwards; role and bottleneck go with information that was missed."""

    question: Question
    answer: str
    at: datetime
    role: Role | None = None
    bottleneck: Bottleneck | None = None


@dataclass(frozen=True, kw_only=True)
class Overleg:
    """One overleg that was started; `asked` and `answered` are of the questions after it."""

    started_at: datetime
    source: StartSource
    regie: Role
    present: tuple[Role, ...]
    mode: str | None = None
    planned_for: datetime | None = None
    ended_at: datetime | None = None
    questioned: int = 0
    concluded_at: datetime | None = None
    agreed: tuple[Topic, ...] = ()  # what Stap 4 held when it was concluded (M8)
    asked: tuple[Question, ...] = ()
    answered: tuple[QuestionAnswer, ...] = ()

    def answer_to(self, question: Question) -> QuestionAnswer | None:
        """What was said last; None while it is skipped."""
        return next((one for one in self.answered if one.question is question), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One line of Stap 4: role(s), a code from a closed list, a moment; never text."""

    number: int
    topic: Topic
    who: str | None = None  # a role, or an owner outside the group
    what: str | None = None
    to: str | None = None
    at: datetime | None = None  # due, until or from, as the topic says; None with E is n.v.t.


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """Something a role owes after the overleg; `rung` counts the reminders sent since due_at."""

    number: int
    kind: FollowUpKind
    owner: Role
    due_at: datetime
    what: str | None = None
    set_at: datetime
    done_at: datetime | None = None
    needs_overleg: bool = False
    postponed: int = 0
    rung: int = 0


@dataclass(frozen=True, kw_only=True)
class Alert:
    """Everything that is known of one alert; made by evolve alone."""

    id: AlertId
    network: str
    doelgroep: str
    drill: bool
    rules: Rules
    facts: Facts
    raised_by: By
    raised_at: datetime
    clock_at: datetime  # time-to-overleg counts from here; earlier than raised_at after a merge
    seats: tuple[Seat, ...]
    agenda_members: tuple[Role, ...] = ()
    advisers: tuple[Role, ...] = ()
    version: int = 1
    round: int = 1
    phase: Phase = Phase.OPEN
    quorum_at: datetime | None = None
    planned_for: datetime | None = None
    accepted: datetime | None = None
    plan_reminded: bool = False
    start_asked: bool = False
    overleg: Overleg | None = None
    held: tuple[Overleg, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    nothing_agreed: bool = False
    agreement_count: int = 0
    follow_ups: tuple[FollowUp, ...] = ()
    custody_warnings: int = 0
    reopened_at: datetime | None = None
    missed_at: datetime | None = None
    missed_reason: str | None = None
    missed_asked: bool = False
    ended: Outcome | None = (
        None  # an end without overleg: withdrawn, mistake, duplicate, not needed
    )
    end_reason: str | None = None
    duplicate_of: AlertId | None = None
    moved_to: str | None = None
    closing_asked: int = 0
    closed_at: datetime | None = None
    destination: str | None = None
    flags: tuple[str, ...] = ()
    second_paths: tuple[str, ...] = ()  # to whom and for what the second channel was used
    second_path_at: datetime | None = None  # when last
    lesson: str | None = None  # the exercise that a drill follows

    @property
    def round_at(self) -> datetime:
        """The zero of this round: the clock of the alert, or its last re-opening."""
        return self.reopened_at or self.clock_at

    @property
    def target_at(self) -> datetime:
        """The moment before which the overleg of this round must have started."""
        return self.rules.urgency(self.facts.urgency).target_at(self.round_at)

    @property
    def may_start(self) -> bool:
        """Whether an overleg can still begin: also late, after gemist."""
        return self.phase in (Phase.OPEN, Phase.PLANNED) or self.is_missed

    @property
    def is_missed(self) -> bool:
        """Whether it ended without an overleg that may yet be held."""
        return self.phase is Phase.CLOSED and self.missed_at is not None and self.overleg is None

    @property
    def outcome(self) -> Outcome | None:
        """How it ended; None while it still runs. A late overleg outweighs gemist."""
        if self.held or self.overleg is not None:
            return Outcome.HELD
        if self.ended is not None:
            return self.ended
        return Outcome.MISSED if self.missed_at is not None else None

    @property
    def first_overleg(self) -> Overleg | None:
        """The overleg that time-to-overleg is about."""
        return self.held[0] if self.held else self.overleg

    @property
    def overlegs(self) -> tuple[Overleg, ...]:
        """Every overleg that was started, in order of the rounds."""
        return self.held if self.overleg is None else (*self.held, self.overleg)

    @property
    def asked(self) -> tuple[Question, ...]:
        """Every question that was asked, after each overleg anew."""
        return tuple(question for overleg in self.overlegs for question in overleg.asked)

    @property
    def answered(self) -> tuple[QuestionAnswer, ...]:
        """Every answer that counts, at most one to each question that was asked."""
        return tuple(answer for overleg in self.overlegs for answer in overleg.answered)

    def seat(self, role: Role | None) -> Seat | None:
        """The seat of a role, None if the role was not asked."""
        for seat in self.seats:
            if seat.role == role:
                return seat
        return None

    def with_seat(self, changed: Seat) -> "Alert":
        """The same alert with one seat replaced."""
        seats = tuple(changed if seat.role == changed.role else seat for seat in self.seats)
        return replace(self, seats=seats)

    def follow_up(self, number: int) -> FollowUp | None:
        """A follow-up by its number."""
        return next((item for item in self.follow_ups if item.number == number), None)
