"""Alerts as people really make them, in every phase and with every end, and what they tell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from bot.buttons import Buttons
from bot.screens.scene import Scene
from config.doelgroepen import load
from config.texts import Texts
from flows.agreements import AgreeNothing, MakeAgreement
from flows.alert import CloseAlert, RaiseAlert
from flows.answers import GiveAnswer
from flows.calendar import at_local
from flows.chase import LogCall
from flows.clock import CheckClock, next_due
from flows.decider import Command, decide
from flows.ending import CallMistake, CallNotNeeded, MarkDuplicate, Withdraw
from flows.evolver import Event, replay
from flows.follow_up import AskOverlegAgain, FinishFollowUp
from flows.notices import Notice, notices
from flows.overleg import ConcludeOverleg, EndOverleg, StartOverleg
from flows.people import Function, Member, Post, Reach
from flows.planning import AcceptProposal
from flows.questions import AnswerQuestion
from flows.rules import Role, Urgency
from flows.safety import ReportSafetyChange
from flows.state import Alert, AlertId, By, Facts, PersonId
from flows.still_true import still_true
from flows.terms import (
    AnswerKind,
    Bottleneck,
    CallResult,
    Channel,
    Known,
    Question,
    StartSource,
    Topic,
)

NETWORK = "amsterdam-amstelland"
CONFIGURATION = load()
RULES = CONFIGURATION.rules(NETWORK, "skm")
TEXTS = Texts()
BUTTONS = Buttons(b"x" * 32)
VT, POLITIE, OM, RVDK = Role("vt"), Role("politie"), Role("om"), Role("rvdk")
PARTNERS = (VT, POLITIE, OM, RVDK)
ID, OTHER, DRILL = AlertId("SKM-2611-07"), AlertId("SKM-2611-08"), AlertId("OEF-2611-07")
NOW, AT, DEPUTY, DECLINED = AnswerKind
FACTS = Facts(
    source="ziekenhuis", nature="letsel_zwaar", urgency=Urgency.SPOED,
    family_known=Known.YES, standstill=True, sub_roles=("vertrouwensarts",),
)  # fmt: skip
AGREED = (
    MakeAgreement(by=By(), topic=Topic.ACTION, who="politie", what="veiligheid_inschatten"),
    MakeAgreement(by=By(), topic=Topic.MEASURE, what="contactverbod", who="om"),
    MakeAgreement(by=By(), topic=Topic.INFORM, what="school", who="vt"),
    MakeAgreement(by=By(), topic=Topic.FINDINGS, who="politie", to="vt"),
    MakeAgreement(by=By(), topic=Topic.FIRST_CONTACT, who="vt"),
    MakeAgreement(by=By(), topic=Topic.CALL_RULE, who="politie", to="vt"),
)


def at(text: str) -> datetime:
    """A moment in Amsterdam: the day of November 2026 and the time; the 27th is a Friday."""
    day, clock = text.split()
    return at_local(date(2026, 11, int(day)), time.fromisoformat(clock))


def by(role: Role) -> By:
    return By(person=PersonId(PARTNERS.index(role) + 1), role=role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notice, with the alert and the moment to which it belonged."""

    alert: Alert
    notice: Notice
    now: datetime


@dataclass(slots=True)
class Course:
    """An alert on its way: what people do, and what the clock does in between."""

    now: datetime
    alert: Alert | None = None
    told: list[Told] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def does(self, clock: str, *commands: Command) -> "Course":
        """Somebody acts; the clock has looked at everything that was due before."""
        self.waits(clock)
        for command in commands:
            self._do(command)
        return self

    def waits(self, clock: str) -> "Course":
        """Nobody does anything until this moment."""
        until = at(clock)
        while self.alert is not None and (due := next_due(self.alert)) and due <= until:
            self.now = max(self.now, due)
            self._do(CheckClock())
        self.now = until
        return self

    def _do(self, command: Command) -> None:
        events = decide(self.alert, command, self.now)
        self.alert = replay(events, self.alert)
        self.events += events
        assert self.alert is not None
        self.told += [
            Told(alert=self.alert, notice=notice, now=self.now)
            for notice in notices(self.alert, events)
            if still_true(self.alert, notice)
        ]


def asked(clock: str = "27 14:40", *, drill: bool = False, **changes: Any) -> Course:
    """VT asks for an overleg; fields of the facts go by their own name."""
    known = {name: changes.pop(name) for name in Facts.__slots__ if name in changes}
    command = RaiseAlert(
        by=by(VT), id=DRILL if drill else ID, network=NETWORK, rules=RULES,
        facts=replace(FACTS, **known), roles=PARTNERS, drill=drill,
    )  # fmt: skip
    return Course(at(clock)).does(clock, replace(command, **changes))


def answer(role: Role, kind: AnswerKind = NOW, **changes: Any) -> GiveAnswer:
    return replace(GiveAnswer(by=by(role), role=role, kind=kind), **changes)


def model(drill: bool = False) -> Course:
    """The state of the card in the product specification."""
    course = asked(drill=drill)
    course.does("27 14:44", answer(POLITIE, AT, can_at=at("27 15:30")))
    return course.does("27 14:46", answer(RVDK, DEPUTY))


def complete(drill: bool = False) -> Course:
    called = answer(OM, by=by(VT), channel=Channel.PHONE)
    course = model(drill).does("27 14:48", called)
    return course.does("27 14:50", answer(RVDK, DECLINED, reason="capaciteit"))


def planned(drill: bool = False) -> Course:
    return complete(drill).does("27 14:55", AcceptProposal(by=by(VT), proposed=at("27 15:30")))


def meeting(drill: bool = False) -> Course:
    now = StartOverleg(by=by(VT), started_at=at("27 15:31"), source=StartSource.TAP)
    return planned(drill).does("27 15:31", now)


def noted(drill: bool = False) -> Course:
    course = meeting(drill).does("27 16:00", EndOverleg(by=by(VT)))
    later = MakeAgreement(by=by(VT), topic=Topic.REASSESS, due_at=at("30 10:00"))
    again = MakeAgreement(by=by(VT), topic=Topic.NEXT_OVERLEG, due_at=at("30 14:00"))
    lines = (replace(line, by=by(VT)) for line in AGREED)
    return course.does("27 16:05", *lines, later, again)


def concluded(drill: bool = False) -> Course:
    return noted(drill).does("27 16:10", ConcludeOverleg(by=by(VT)))


def asked_after(drill: bool = False) -> Course:
    """The fourth overleg of the doelgroep, and what the regie says of it."""
    course = noted(drill).does("27 16:10", ConcludeOverleg(by=by(VT), concluded_before=3))
    if drill:
        return course
    missed = AnswerQuestion(by=by(VT), question=Question.INFORMATION, answer="ja", role=OM)
    return course.does(
        "27 16:12",
        replace(missed, bottleneck=Bottleneck.SYSTEM),
        AnswerQuestion(by=by(VT), question=Question.BASIS, answer="melding"),
    )


def nothing(drill: bool = False) -> Course:
    course = meeting(drill).does("27 16:00", EndOverleg(by=by(VT)))
    none = MakeAgreement(by=by(VT), topic=Topic.REASSESS)
    return course.does("27 16:05", AgreeNothing(by=by(VT)), none, ConcludeOverleg(by=by(VT)))


def closed(drill: bool = False) -> Course:
    done = FinishFollowUp(by=by(POLITIE), number=1)
    close = CloseAlert(by=by(VT), destination="vt_onderzoek")
    return concluded(drill).does("27 16:30", done, close)


def missed(drill: bool = False) -> Course:
    return asked(drill=drill).waits("30 11:00")


def late(drill: bool = False) -> Course:
    held = StartOverleg(by=by(VT), started_at=at("30 11:05"), source=StartSource.TAP)
    return missed(drill).does("30 11:05", held)


def ended(command: Command) -> Callable[[bool], Course]:
    return lambda drill: model(drill).does("27 15:00", command)


def custody(drill: bool = False) -> Course:
    arrested = asked(drill=drill, custody=True, arrested_at=at("27 10:00"), minors=True)
    return arrested.waits("27 18:00")


COURSES: Mapping[str, Callable[[bool], Course]] = {
    "asked after": asked_after,
    "raised": lambda drill: asked(drill=drill),
    "model": model,
    "silent": lambda drill: asked(drill=drill).waits("27 18:00"),
    "at night": lambda drill: asked("27 02:30", drill=drill).waits("27 02:40"),
    "late on a Friday": lambda drill: asked("27 16:10", drill=drill),
    "no haste": lambda drill: asked(drill=drill, urgency=Urgency.ZORGELIJK),
    "custody": custody,
    "with an adviser": lambda drill: asked(
        drill=drill, roles=(*PARTNERS, Role("forensisch_arts"), Role("dro"))
    ),
    "called": lambda drill: asked(drill=drill).does(
        "27 15:20", LogCall(by=by(VT), role=OM, result=CallResult.REACHED)
    ),
    "needed but declined": lambda drill: asked(drill=drill).does(
        "27 14:45", answer(OM, DECLINED, reason="geen_taak_nu")
    ).waits("27 15:20"),
    "complete": complete,
    "planned": planned,
    "planned with an agenda member": lambda drill: asked(
        drill=drill, roles=(*PARTNERS, Role("dro"))
    ).does("27 14:45", answer(POLITIE), answer(OM)).does(
        "27 14:46", AcceptProposal(by=by(VT), proposed=at("27 14:45"))
    ),
    "planned and not started": lambda drill: planned(drill).waits("27 15:45"),
    "meeting": meeting,
    "meeting for hours": lambda drill: meeting(drill).waits("27 20:00"),
    "answered after all": lambda drill: asked(drill=drill).does("27 15:05", answer(OM)),
    "noted": noted,
    "concluded": concluded,
    "a week later": lambda drill: concluded(drill).waits("30 18:00"),
    "nothing agreed": nothing,
    "nothing agreed, not closed": lambda drill: nothing(drill).waits("30 11:00"),
    "closed": closed,
    "safety": lambda drill: closed(drill).does("28 09:00", ReportSafetyChange(by=by(POLITIE))),
    "asked again": lambda drill: concluded(drill).does(
        "27 16:30", AskOverlegAgain(by=by(POLITIE), number=1)
    ),
    "withdrawn": ended(Withdraw(by=by(VT), reason="medisch_verklaard")),
    "mistake": ended(CallMistake(by=by(VT))),
    "moved": ended(CallMistake(by=by(VT), moved_to="ouderen")),
    "duplicate": ended(MarkDuplicate(by=by(VT), of=OTHER)),
    "not needed": ended(CallNotNeeded(by=by(VT))),
    "missed": missed,
    "late": late,
}  # fmt: skip


def member(*posts: Post) -> Member:
    held = posts or tuple(
        Post(network=NETWORK, function=Function.MEMBER, role=role) for role in PARTNERS
    )
    one = PersonId(1)
    return Member(person=one, alias=one, user_id=1, name="Dienst", reach=Reach.OPEN, posts=held)


BEHEERDER = member(Post(network=NETWORK, function=Function.ADMIN))


def scene(course: Course | None = None, **changes: Any) -> Scene:
    """What a screen looks at, as it is when the course has come this far."""
    usual = Scene(
        texts=TEXTS, buttons=BUTTONS, bot_name="spoedgroep_bot", configuration=CONFIGURATION,
        now=course.now if course else at("27 14:46"), alert=course.alert if course else None,
        member=member(), people=(member(),),
    )  # fmt: skip
    return replace(usual, **changes)
