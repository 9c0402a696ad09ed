"""One November of a doelgroep: alerts told as what happened to them, by the rules that ship."""

from datetime import datetime, time, timedelta

from config.doelgroepen import load
from flows.agreements import AgreeNothing, MakeAgreement
from flows.alert import RaiseAlert
from flows.answers import GiveAnswer
from flows.calendar import at_local
from flows.decider import Command, decide
from flows.ending import CallMistake, Withdraw
from flows.evolver import Event, replay
from flows.overleg import ConcludeOverleg, StartOverleg
from flows.rules import Role, Urgency
from flows.state import Alert, AlertId, By, Facts, PersonId
from flows.terms import AnswerKind, Channel, StartSource, Topic

NETWORK = "amsterdam-amstelland"
VT, POLITIE, OM = Role("vt"), Role("politie"), Role("om")
RULES = load().rules(NETWORK, "skm")
Told = tuple[datetime, Command]


def at(text: str) -> datetime:
    """What the clock of Amsterdam says on a day of November 2026, such as "18 10:05"."""
    day, clock = text.split()
    return at_local(datetime.fromisoformat(f"2026-11-{day}").date(), time.fromisoformat(clock))


def by(role: Role) -> By:
    return By(person=PersonId(41), role=role)


def answer(when: str, role: Role, channel: Channel = Channel.TAP) -> Told:
    giving = by(VT if channel is Channel.PHONE else role)
    return at(when), GiveAnswer(by=giving, role=role, kind=AnswerKind.NOW, channel=channel)


def start(when: str, began: str | None = None) -> Told:
    source = StartSource.TAP if began is None else StartSource.AFTERWARDS
    return at(when), StartOverleg(by=by(VT), started_at=at(began or when), source=source)


def agree(when: str) -> list[Told]:
    """Nothing to do but look again a day later, at ten."""
    now = at(when)
    again = MakeAgreement(by=by(VT), topic=Topic.REASSESS, who=OM, due_at=now + timedelta(days=1))
    return [(now, AgreeNothing(by=by(VT))), (now, again), (now, ConcludeOverleg(by=by(VT)))]


def mistake(when: str) -> Told:
    return at(when), CallMistake(by=by(VT))


def withdraw(when: str) -> Told:
    return at(when), Withdraw(by=by(VT), reason="anders")


def happened(number: int, when: str, *told: Told, drill: bool = False) -> list[Event]:
    """VT asks for an overleg, with spoed; then this."""
    asking = RaiseAlert(
        by=by(VT), id=AlertId(f"SKM-2611-{number:02}"), network=NETWORK, rules=RULES,
        facts=Facts(source="ziekenhuis", nature="letsel_zwaar", urgency=Urgency.SPOED),
        roles=(POLITIE, OM), drill=drill,
    )  # fmt: skip
    events: list[Event] = []
    for now, command in ((at(when), asking), *told):
        events += decide(replay(events), command, now)
    return events


def alert(number: int, when: str, *told: Told, drill: bool = False) -> Alert:
    """The alert to which all this happened."""
    after = replay(happened(number, when, *told, drill=drill))
    assert after is not None
    return after
