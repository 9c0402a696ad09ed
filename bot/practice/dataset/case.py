"""The words in which an edge case is told: raised, answers, held, and so many minutes later."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.practice.dataset.people import PARTNERS, VT, colleague
from bot.practice.dataset.turns import Ledger, Life, Refusing, Wish
from flows.agreements import AgreeNothing, MakeAgreement
from flows.alert import CloseAlert, RaiseAlert
from flows.answers import GiveAnswer
from flows.calendar import next_working_morning
from flows.decider import Command
from flows.follow_up import FinishFollowUp
from flows.overleg import ChooseMode, EndOverleg, StartOverleg
from flows.refusal import Refusal
from flows.rules import Role, Rules, Urgency
from flows.state import AlertId, By, Facts
from flows.terms import AnswerKind, Channel, StartSource, Topic

HOUR = timedelta(hours=1)
REGIE = colleague(VT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One alert of an edge case, and what its people may say of it."""

    id: AlertId
    at: datetime
    network: str
    rules: Rules
    ledger: Ledger
    due_at: datetime | None = None  # of the herbeoordeling; else the next working morning

    def after(self, minutes: float) -> datetime:
        """So long after the asking."""
        return self.at + timedelta(minutes=minutes)

    def raised(self, by: By = REGIE, *, drill: bool = False, **facts: object) -> Command:
        """Somebody asks the four partners, or three when minors and RvdK are left out."""
        usual = Facts(source="ziekenhuis", nature="letsel_zwaar", urgency=Urgency.SPOED)
        return RaiseAlert(
            by=by,
            id=self.id,
            network=self.network,
            rules=self.rules,
            facts=replace(usual, **facts),  # type: ignore[arg-type]
            roles=PARTNERS,
            drill=drill,
        )

    def answers(self, *told: tuple[float, Role]) -> Life:
        """Each of these roles can come at once, so many minutes after the asking."""
        for minutes, role in told:
            yield self.after(minutes)
            yield says(role)

    def held(self, minutes: float, *, closes_after: float | None = None) -> Life:
        """The overleg: begun, talked, and half an hour later concluded; then what follows."""
        start = self.after(minutes)
        yield start
        yield begun(start)
        yield ChooseMode(by=REGIE, mode="telefonisch")
        yield self.after(minutes + 25)
        yield EndOverleg(by=REGIE)
        yield self.after(minutes + 32)
        yield from self.concluded(self.after(minutes + 32), closes_after=closes_after)

    def concluded(self, now: datetime, *, closes_after: float | None = None) -> Life:
        """Nobody has to do anything but look again; closed when that is done, or before."""
        due_at = self.due_at or next_working_morning(now)
        closes = CloseAlert(by=REGIE, destination=self.rules.destinations[0])
        yield AgreeNothing(by=REGIE)
        yield MakeAgreement(by=REGIE, topic=Topic.REASSESS, due_at=due_at)
        yield MakeAgreement(by=REGIE, topic=Topic.FIRST_CONTACT, who=VT)
        yield self.ledger.concludes(REGIE, self.rules.doelgroep)
        if closes_after is not None:
            yield self.after(closes_after)
            yield closes
        yield due_at + HOUR
        yield FinishFollowUp(by=REGIE, number=1)
        if closes_after is None:
            yield next_working_morning(due_at + HOUR) + HOUR
            yield closes


def says(role: Role, kind: AnswerKind = AnswerKind.NOW, reason: str | None = None) -> Command:
    """A role answers for itself, with a tap."""
    return GiveAnswer(by=colleague(role), role=role, kind=kind, reason=reason)


def passes_on(role: Role, by: By = REGIE) -> Command:
    """Somebody telephoned, and says for a role that it can come."""
    return GiveAnswer(by=by, role=role, kind=AnswerKind.NOW, channel=Channel.PHONE)


def begun(at: datetime, by: By = REGIE, source: StartSource = StartSource.TAP) -> Command:
    """The overleg began then."""
    return StartOverleg(by=by, started_at=at, source=source)


def refused(command: Command, refusal: Refusal) -> Wish:
    """The rules do not allow it, and nothing changes."""
    return Refusing(command=command, refusal=refusal)
