"""What is owed after an overleg, and whether it is done in time, late or never (dataset.md 4.6)."""

from datetime import datetime, timedelta

from bot.practice.dataset.chance import Chance
from bot.practice.dataset.figures import (
    AGAIN,
    DESTINED,
    FOLLOWED_UP,
    LATE,
    NEVER,
    POSTPONED,
    RECORDED,
    UNSAFE,
)
from bot.practice.dataset.people import VT, colleague, somebody
from bot.practice.dataset.turns import Ledger, Life
from flows.agreements import AgreeNothing, MakeAgreement
from flows.alert import CloseAlert
from flows.answers import GiveAnswer
from flows.calendar import DAY, next_working_morning
from flows.decider import Command
from flows.follow_up import AskOverlegAgain, FinishFollowUp, PostponeFollowUp
from flows.overleg import StartOverleg
from flows.recording import RecordInOwnSystem
from flows.safety import ReportSafetyChange
from flows.state import Alert, FollowUp
from flows.terms import AnswerKind, Phase, StartSource, Topic

Task = tuple[datetime, Command]
MINUTE = timedelta(minutes=1)
REGIE = colleague(VT)


def aftercare(chance: Chance, now: datetime, ledger: Ledger) -> Life:
    """Record, do what was agreed on, perhaps meet again, and say where it goes on."""
    alert = yield now
    if alert.phase is not Phase.FOLLOW_UP:
        return  # never concluded: the clock asks, and closes it at last
    tasks = _recordings(chance, alert, now)
    for item in alert.follow_ups:
        tasks += _tasks(chance, item, now)
    for at, command in sorted(tasks, key=lambda task: task[0]):
        yield at
        alert = yield command
    afterwards = max([now, *(at for at, _ in tasks)]) + chance.minutes(60, 2880)
    again, unsafe = chance.happens(AGAIN), chance.happens(UNSAFE)
    if again:
        yield from _again(chance, afterwards, ledger)
    elif unsafe:
        yield from _unsafe(chance, afterwards)
    yield from _closed(chance, alert, now)


def _recordings(chance: Chance, alert: Alert, now: datetime) -> list[Task]:
    """Most of those present put it in their own system that day."""
    asked = [seat.role for seat in alert.seats if seat.recorded_asked_at is not None]
    return [
        (now + chance.minutes(5, 1200), RecordInOwnSystem(by=somebody(chance, role)))
        for role in asked
        if chance.happens(RECORDED)
    ]


def _tasks(chance: Chance, item: FollowUp, now: datetime) -> list[Task]:
    """What the owner of a follow-up does about it, and when."""
    by, fate = somebody(chance, item.owner), chance.one_of(FOLLOWED_UP)
    done = FinishFollowUp(by=by, number=item.number)
    days, hours = chance.whole(1, 5) * DAY, chance.minutes(5, 180)
    before = chance.happens(0.4)
    if fate == NEVER:
        return []
    if fate == LATE:
        return [(item.due_at + days + hours, done)]
    if chance.happens(POSTPONED):
        later = PostponeFollowUp(by=by, number=item.number, until=item.due_at + days)
        return [(item.due_at + hours, later), (item.due_at + days + hours / 2, done)]
    if before:  # the others wait for the reminder, which comes when it is due
        return [(now + (item.due_at - now) * 0.8, done)]
    return [(item.due_at + hours, done)]


def _again(chance: Chance, at: datetime, ledger: Ledger) -> Life:
    """Another overleg is needed: everybody is asked anew, and nothing more is agreed on."""
    yield at
    alert = yield AskOverlegAgain(by=REGIE)
    for seat in alert.seats:
        at += chance.minutes(2, 12)
        if seat.role != VT:
            yield at
            yield GiveAnswer(by=somebody(chance, seat.role), role=seat.role, kind=AnswerKind.NOW)
    start = at + chance.minutes(20, 90)
    yield start
    yield StartOverleg(by=REGIE, started_at=start, source=StartSource.TAP)
    yield start + chance.minutes(15, 45)
    yield AgreeNothing(by=REGIE)
    yield MakeAgreement(by=REGIE, topic=Topic.REASSESS)
    yield ledger.concludes(REGIE, alert.doelgroep)


def _unsafe(chance: Chance, at: datetime) -> Life:
    """Veiligheid veranderd: the agreed role says that it has seen it."""
    yield at
    alert = yield ReportSafetyChange(by=REGIE)
    item = alert.follow_ups[-1]
    yield at + chance.minutes(2, 40)
    yield FinishFollowUp(by=somebody(chance, item.owner), number=item.number)


def _closed(chance: Chance, alert: Alert, now: datetime) -> Life:
    """The regie answers the question where it goes on; else the clock closes it by itself."""
    places, answers = alert.rules.destinations, chance.happens(DESTINED)
    destination, hours = places[chance.whole(1, len(places)) - 1], chance.minutes(5, 360)
    settled = [now, *(item.done_at or item.due_at + DAY for item in alert.follow_ups)]
    alert = yield next_working_morning(max(settled)) + hours
    if answers and alert.phase is Phase.FOLLOW_UP:
        yield CloseAlert(by=REGIE, destination=destination)
