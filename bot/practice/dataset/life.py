"""How an alert is lived through: everybody does what chance decided, one command at a time."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.practice.dataset.aftercare import aftercare
from bot.practice.dataset.chance import Chance
from bot.practice.dataset.concluding import concluding
from bot.practice.dataset.fate import MINUTE, Fate, Meeting, can_at
from bot.practice.dataset.figures import EXPLAINED, MISSES, WITHDRAWALS
from bot.practice.dataset.people import NEEDED, VT, colleague
from bot.practice.dataset.questions import questioned
from bot.practice.dataset.turns import Ledger, Life
from flows.alert import RaiseAlert
from flows.answers import GiveAnswer
from flows.decider import Command
from flows.ending import CallMistake, CallNotNeeded, ExplainMiss, MarkDuplicate, Withdraw
from flows.overleg import ChooseMode, EndOverleg, StartOverleg
from flows.planning import AcceptProposal, PlanOverleg
from flows.quorum import first_common_time
from flows.rules import Rules
from flows.state import Alert, AlertId
from flows.terms import Outcome, StartSource

NEAR = timedelta(minutes=10)  # a proposal so near the moment that was drawn is agreed with
PLANNER = colleague(VT)


def lived(fate: Fate, network: str, rules: Rules, ledger: Ledger) -> Callable[[AlertId], Life]:
    """The life of an alert, once it has its number."""

    def begin(alert_id: AlertId) -> Life:
        ledger.numbers[fate.key] = alert_id
        yield RaiseAlert(
            by=fate.by, id=alert_id, network=network, rules=rules, facts=fate.facts,
            roles=fate.roles,
        )  # fmt: skip
        missed_at = rules.missed_at(fate.at, fate.facts.urgency)
        if fate.meeting is not None:
            yield from _comes_to_overleg(fate, fate.meeting, missed_at, ledger)
        elif fate.ends_after is not None:
            end = fate.at + fate.ends_after
            yield from _answers(fate, fate.at, end)
            yield end
            yield _end(fate, ledger)
        else:
            yield from _answers(fate, fate.at, missed_at)
            yield from _is_missed(fate, missed_at)

    return begin


def _comes_to_overleg(fate: Fate, meeting: Meeting, missed_at: datetime, ledger: Ledger) -> Life:
    """Planned when all have answered, held, agreed upon, and looked after."""
    start = fate.at + meeting.after
    asked_until = min(start + meeting.told_after, missed_at)
    last = max((it.after for it in fate.replies if it.role in NEEDED), default=MINUTE)
    plans_at = fate.at + last + 2 * MINUTE
    yield from _answers(fate, fate.at, min(plans_at, asked_until))
    if meeting.source is not StartSource.AFTERWARDS and plans_at < min(start, missed_at):
        alert = yield plans_at
        yield _plan(alert, start, plans_at)
        yield from _answers(fate, plans_at, asked_until)
    agreed_at = start + max(meeting.told_after, meeting.lasts) + meeting.agreed_after
    yield from _met(fate, meeting, start)
    yield from concluding(Chance(fate.key, "stap4"), meeting.stap4, agreed_at, ledger)
    yield from questioned(Chance(fate.key, "questions"), agreed_at)
    yield from aftercare(Chance(fate.key, "aftercare"), agreed_at, ledger)


def _answers(fate: Fate, since: datetime, until: datetime) -> Life:
    """What is answered in this stretch; nobody answers a card that asks nothing any more."""
    for reply in fate.replies:
        at = fate.at + reply.after
        if since <= at < until:
            yield at
            yield GiveAnswer(
                by=reply.by,
                role=reply.role,
                kind=reply.kind,
                channel=reply.channel,
                can_at=can_at(reply, at),
                reason=reply.reason,
            )


def _plan(alert: Alert, start: datetime, now: datetime) -> Command:
    """Agree with the proposal when it suits, else fix the time that does."""
    proposed = first_common_time(alert)
    if proposed is not None and abs(proposed - start) <= NEAR:
        return AcceptProposal(by=PLANNER, proposed=proposed)
    on_five = start - timedelta(minutes=start.minute % 5, seconds=start.second)
    return PlanOverleg(by=PLANNER, planned_for=max(on_five, now))


def _met(fate: Fate, meeting: Meeting, start: datetime) -> Life:
    """Begun, talked, and some time later ready to agree."""
    said = max(start.replace(second=0), fate.at)  # people know the minute
    yield start + meeting.told_after
    yield StartOverleg(
        by=PLANNER,
        started_at=start if meeting.source is StartSource.TAP else said,
        source=meeting.source,
    )
    yield ChooseMode(by=PLANNER, mode=meeting.mode)
    yield start + meeting.lasts
    yield EndOverleg(by=PLANNER)


def _end(fate: Fate, ledger: Ledger) -> Command:
    match fate.outcome:
        case Outcome.WITHDRAWN:
            reason = Chance(fate.key, "reason").one_of(WITHDRAWALS)
            return Withdraw(by=fate.by, reason=reason)
        case Outcome.MISTAKE:
            return CallMistake(by=fate.by)
        case Outcome.DUPLICATE:
            assert fate.twin_of is not None, "a duplicate is one of something"
            return MarkDuplicate(by=fate.by, of=ledger.numbers[fate.twin_of])
        case _:
            return CallNotNeeded(by=fate.by)


def _is_missed(fate: Fate, missed_at: datetime) -> Life:
    """The clock says that it was missed; most raisers say why, the next day or so."""
    chance = Chance(fate.key, "reason")
    if chance.happens(EXPLAINED):
        yield missed_at + chance.minutes(20, 1800)
        yield ExplainMiss(by=fate.by, reason=chance.one_of(MISSES))
