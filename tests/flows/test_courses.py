"""Random courses of an alert are made of every command there is, with odd values among them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, get_args

from hypothesis import strategies as st
from story import DRO, OM, PARTNERS, POLITIE, RVDK, STRANGER, VT, ask, at, by, given, raised, rules

from flows import agreements as agree
from flows import chase, ending, follow_up, overleg, planning, questions
from flows.alert import CloseAlert, FlagAlert, RaiseAlert
from flows.answers import GiveAnswer, UndoAnswer
from flows.clock import CheckClock
from flows.decider import Command
from flows.not_begun import TakeBackStart
from flows.quorum import first_common_time
from flows.recording import RecordInOwnSystem
from flows.rules import Role
from flows.safety import ReportSafetyChange
from flows.second_path import NoteSecondPath
from flows.state import CLOCK, Alert, AlertId
from flows.terms import (
    AnswerKind,
    Bottleneck,
    CallResult,
    Channel,
    Phase,
    Question,
    StartSource,
    Topic,
)

RULES, OTHER = rules(), AlertId("SKM-2611-08")
OWNERS = (*PARTNERS, "gi", "crisisdienst")
WORDS = {
    Topic.MEASURE: RULES.measures,
    Topic.INFORM: RULES.informed,
    Topic.ACTION: RULES.actions,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What somebody does; the alert and the moment make a command of it."""

    kind: type | None  # None is whatever fits the phase
    actor: Role
    role: Role
    number: int
    span: timedelta

    @property
    def back(self) -> bool:
        return self.number % 2 == 1

    @property
    def foreign(self) -> str | None:
        return "kermis" if self.number % 9 == 0 else None

    def moment(self, now: datetime) -> datetime:
        return now - self.span if self.back else now + self.span

    def one_of(self, known: Any) -> Any:
        """One of what is known, or now and then something that is not."""
        return self.foreign or tuple(known)[self.number // 5 % len(tuple(known))]

    def command(self, alert: Alert, now: datetime) -> Command:
        fitting = FITTING[alert.phase]
        return MAKERS[self.kind or fitting[self.number // 3 % len(fitting)]](self, alert, now)


def answers(press: Press, alert: Alert, now: datetime) -> Command:
    return GiveAnswer(
        by=by(press.actor),
        role=press.role if press.back else press.actor,
        kind=tuple(AnswerKind)[press.number // 7 % 4],
        channel=Channel.PHONE if press.back else Channel.TAP,
        can_at=now + press.span if press.number // 7 % 4 == 1 else None,
        reason=press.one_of(RULES.decline_reasons),
    )


def accepts(press: Press, alert: Alert, now: datetime) -> Command:
    stale = timedelta(minutes=5 if press.back else 0)
    proposed = first_common_time(alert) or now
    return planning.AcceptProposal(by=by(press.actor), proposed=proposed - stale)


def agrees(press: Press, alert: Alert, now: datetime) -> Command:
    topic = tuple(Topic)[press.number // 7 % len(Topic)]
    return agree.MakeAgreement(
        by=by(press.actor),
        topic=topic,
        who=press.one_of(OWNERS),
        what=press.one_of(WORDS[topic]) if topic in WORDS else None,
        to=press.one_of(PARTNERS),
        due_at=press.moment(now) if press.span else None,
    )


def starts(press: Press, alert: Alert, now: datetime) -> Command:
    source = tuple(StartSource)[press.number // 7 % 3]
    moment = now if source is StartSource.TAP else now - press.span
    return overleg.StartOverleg(by=by(press.actor), started_at=moment, source=source)


def owed(kind: Any) -> Callable[[Press, Alert, datetime], Command]:
    """A command about a follow-up: of a role that may when there is one, of any role else."""

    def make(press: Press, alert: Alert, now: datetime) -> Command:
        number = press.number // 11 % 3 + 1
        item = alert.follow_up(number)
        actor = item.owner if item is not None and not press.foreign else press.actor
        late = {"until": press.moment(now)} if kind is follow_up.PostponeFollowUp else {}
        return kind(by=by(actor), number=number, **late)

    return make


def by_the_raiser(kind: Any, **fields: Callable[[Press], Any]) -> Callable[..., Command]:
    """A command of the raiser, and now and then of somebody else."""

    def make(press: Press, alert: Alert, now: datetime) -> Command:
        role = press.actor if press.foreign else alert.raised_by.role
        return kind(by=by(role), **{name: value(press) for name, value in fields.items()})

    return make


def said(kind: Any, **fields: Callable[[Press], Any]) -> Callable[..., Command]:
    """A command of anybody."""

    def make(press: Press, alert: Alert, now: datetime) -> Command:
        return kind(by=by(press.actor), **{name: value(press) for name, value in fields.items()})

    return make


def replies(press: Press, alert: Alert, now: datetime) -> Command:
    """An answer of the regie, and now and then of somebody else or to what was not asked."""
    question = tuple(Question)[press.number // 7 % len(Question)]
    regie = alert.overleg.regie if alert.overleg is not None else press.actor
    more = question is Question.INFORMATION and press.back
    return questions.AnswerQuestion(
        by=by(press.actor if press.foreign else regie),
        question=question,
        answer=questions.MISSED if more else press.one_of(questions.ANSWERS[question]),
        role=press.role if more else None,
        bottleneck=tuple(Bottleneck)[press.number % len(Bottleneck)] if more else None,
        round=alert.round if press.back else None,
    )


def undoes(press: Press, alert: Alert, now: datetime) -> Command:
    """The last answer of a role, one's own or another's; now and then an old button."""
    role = press.role if press.back else press.actor
    seat = alert.seat(role)
    count = len(seat.answers) if seat else 1
    return UndoAnswer(by=by(press.actor), role=role, count=max(count - press.number % 2, 0))


MAKERS: dict[type, Callable[[Press, Alert, datetime], Command]] = {
    RaiseAlert: lambda p, a, now: ask(p.actor),
    GiveAnswer: answers,
    UndoAnswer: undoes,
    chase.ReportUnreachable: lambda p, a, now: chase.ReportUnreachable(
        by=CLOCK, role=p.role, rung=p.number % 5
    ),
    chase.LogCall: said(
        chase.LogCall, role=lambda p: p.role, result=lambda p: tuple(CallResult)[p.number // 7 % 3]
    ),
    NoteSecondPath: lambda p, a, now: NoteSecondPath(
        by=CLOCK, role=p.role if p.back else None, level=f"{a.round}:{p.number % 3}"
    ),
    planning.AcceptProposal: accepts,
    planning.PlanOverleg: lambda p, a, now: planning.PlanOverleg(
        by=by(p.actor), planned_for=p.moment(now)
    ),
    overleg.StartOverleg: starts,
    overleg.MarkPresence: said(
        overleg.MarkPresence, role=lambda p: p.role, present=lambda p: p.back
    ),
    overleg.TakeRegie: said(overleg.TakeRegie, role=lambda p: p.role),
    overleg.ChooseMode: said(overleg.ChooseMode, mode=lambda p: p.one_of(RULES.modes)),
    overleg.EndOverleg: said(overleg.EndOverleg),
    TakeBackStart: said(TakeBackStart),
    agree.MakeAgreement: agrees,
    agree.DropAgreement: said(agree.DropAgreement, number=lambda p: p.number % 4),
    agree.AgreeNothing: said(agree.AgreeNothing),
    overleg.ConcludeOverleg: said(
        overleg.ConcludeOverleg, concluded_before=lambda p: p.number % questions.EFFORT_EACH
    ),
    follow_up.FinishFollowUp: owed(follow_up.FinishFollowUp),
    follow_up.PostponeFollowUp: owed(follow_up.PostponeFollowUp),
    follow_up.AskOverlegAgain: lambda p, a, now: (
        follow_up.AskOverlegAgain(by=by(p.actor))
        if p.back
        else owed(follow_up.AskOverlegAgain)(p, a, now)
    ),
    ReportSafetyChange: said(ReportSafetyChange),
    RecordInOwnSystem: said(RecordInOwnSystem),
    questions.AnswerQuestion: replies,
    CloseAlert: said(CloseAlert, destination=lambda p: p.one_of(RULES.destinations)),
    FlagAlert: said(FlagAlert, flag=lambda p: p.one_of(("kimi", "goed_voorbeeld"))),
    ending.Withdraw: by_the_raiser(
        ending.Withdraw, reason=lambda p: p.one_of(RULES.withdraw_reasons)
    ),
    ending.CallMistake: by_the_raiser(ending.CallMistake, moved_to=lambda p: p.foreign),
    ending.CallNotNeeded: by_the_raiser(ending.CallNotNeeded),
    ending.MarkDuplicate: lambda p, a, now: ending.MarkDuplicate(
        by=a.raised_by, of=a.id if p.foreign else OTHER
    ),
    ending.TakeClock: lambda p, a, now: ending.TakeClock(
        by=by(p.actor), clock_at=now - p.span, duplicate=OTHER
    ),
    ending.EndDrill: said(ending.EndDrill),
    ending.ReopenAlert: by_the_raiser(ending.ReopenAlert),
    ending.ExplainMiss: by_the_raiser(
        ending.ExplainMiss, reason=lambda p: p.one_of(RULES.missed_reasons)
    ),
    CheckClock: lambda p, a, now: CheckClock(),
}
ASKING = (
    GiveAnswer, GiveAnswer, GiveAnswer, UndoAnswer, chase.LogCall, chase.ReportUnreachable,
    NoteSecondPath, planning.AcceptProposal, planning.PlanOverleg, overleg.StartOverleg, CheckClock,
)  # fmt: skip
FITTING: dict[Phase, tuple[type, ...]] = {
    Phase.OPEN: ASKING,
    Phase.PLANNED: ASKING,
    Phase.IN_OVERLEG: (
        TakeBackStart, overleg.StartOverleg, overleg.MarkPresence, overleg.TakeRegie,
        overleg.ChooseMode, overleg.EndOverleg, agree.MakeAgreement, agree.MakeAgreement,
        agree.MakeAgreement, agree.DropAgreement, agree.AgreeNothing, overleg.ConcludeOverleg,
        ending.EndDrill,
    ),
    Phase.FOLLOW_UP: (
        follow_up.FinishFollowUp, follow_up.PostponeFollowUp, follow_up.AskOverlegAgain,
        ReportSafetyChange, RecordInOwnSystem, CloseAlert, CheckClock, ending.EndDrill,
        questions.AnswerQuestion,
    ),
    Phase.CLOSED: (
        FlagAlert, ending.ReopenAlert, ending.ExplainMiss, overleg.StartOverleg, CheckClock,
        follow_up.AskOverlegAgain, ReportSafetyChange, follow_up.FinishFollowUp,
        questions.AnswerQuestion,
    ),
}  # fmt: skip

STEPS = tuple(timedelta(minutes=n) for n in (0, 0, 1, 5, 10, 30, 60, 240, 1440, 4320))
SPANS = tuple(timedelta(minutes=n) for n in (0, 1, 7, 30, 90, 240, 1500, 4400, 30_000, 99_999))
ROLES = (VT, VT, POLITIE, OM, RVDK, POLITIE, OM, DRO, STRANGER)
KINDS = (*[None] * 60, *MAKERS)


def pressed(numbers: tuple[int, int]) -> tuple[timedelta, Press]:
    """A wait and a press from two numbers: the fewer draws, the more courses in the same time."""
    rest, wait = divmod(numbers[0], len(STEPS))
    rest, kind = divmod(rest, len(KINDS))
    role, actor = divmod(rest, len(ROLES))
    number, span = divmod(numbers[1], len(SPANS))
    press = Press(
        kind=KINDS[kind],
        actor=ROLES[actor],
        role=ROLES[role],
        number=number,
        span=SPANS[span],
    )
    return STEPS[wait], press


who_and_when = st.integers(0, len(STEPS) * len(KINDS) * len(ROLES) ** 2 - 1)
how = st.integers(0, len(SPANS) * 10_000 - 1)
courses = st.lists(st.tuples(who_and_when, how).map(pressed), min_size=12, max_size=24)


def test_the_courses_know_every_command_there_is():
    assert set(MAKERS) == set(get_args(Command))


def test_each_maker_makes_its_own_command():
    alert, now = given(raised()), at("10:05")

    for kind in MAKERS:
        press = Press(kind=kind, actor=VT, role=OM, number=1, span=SPANS[1])
        assert type(press.command(alert, now)) is kind
