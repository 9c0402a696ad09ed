"""What happens in each of the guided exercises when it is played as it is meant."""

from dataclasses import replace

from story import (
    AT,
    DECLINED,
    DEPUTY,
    OM,
    POLITIE,
    RVDK,
    VT,
    answered,
    at,
    by,
    climbed,
    concluded,
    raised,
    started,
)

from flows.agreements import AgreementMade, FollowUpSet
from flows.chase import CallLogged
from flows.ending import AlertEnded
from flows.evolver import Event
from flows.follow_up import FollowUpDone, FollowUpPostponed
from flows.planning import OverlegPlanned
from flows.state import CLOCK, AlertId
from flows.terms import CallResult, Channel, FollowUpKind, Outcome, Topic

PLANNED = OverlegPlanned(at=at("10:10"), by=by(VT), planned_for=at("11:00"))
SECOND = AlertId("OEF-2611-02")


def agreed(topic: Topic, due: str | None = None) -> AgreementMade:
    return AgreementMade(
        at=at("11:20"), by=by(VT), number=1, topic=topic, who="politie", what=None, to=None,
        due_at=at(due) if due else None,
    )  # fmt: skip


def owed(number: int) -> FollowUpSet:
    return FollowUpSet(
        at=at("12:00"), by=CLOCK, number=number, kind=FollowUpKind.ACTION, owner=POLITIE,
        due_at=at("th 10:00"),
    )  # fmt: skip


def done(number: int) -> FollowUpDone:
    return FollowUpDone(at=at("12:30"), by=by(POLITIE), number=number)


def ended(outcome: Outcome, clock: str = "10:10", **changes: object) -> AlertEnded:
    return replace(AlertEnded(at=at(clock), by=by(VT), outcome=outcome), **changes)


CALLED = CallLogged(at=at("10:31"), by=by(VT), role=OM, result=CallResult.VOICEMAIL)
SPOKEN = answered(OM, clock="10:31", by=by(VT), channel=Channel.PHONE)
SECOND_ASKED = raised("10:05", POLITIE, id=SECOND, drill=True, lesson="dubbel")
PUT_OFF = FollowUpPostponed(at=at("12:31"), by=by(POLITIE), number=2, until=at("fr 10:00"))
STAP4 = (
    raised(),
    started(),
    agreed(Topic.ACTION),
    agreed(Topic.REASSESS, "mo 10:00"),
    agreed(Topic.FIRST_CONTACT),
    *concluded(),
    owed(1),
    owed(2),
)
WHOLE: dict[str, tuple[tuple[Event, ...], ...]] = {
    "eerste": ((raised(), answered(POLITIE), answered(OM, AT), PLANNED, started(), *concluded()),),
    "stil": ((raised(), climbed(OM, 2, "10:20"), CALLED, started()),),
    "vergissing": ((raised(), ended(Outcome.MISTAKE)),),
    "dubbel": ((raised(),), (SECOND_ASKED, ended(Outcome.DUPLICATE))),
    "weigering": (
        (
            raised(),
            answered(RVDK, DECLINED, reason="capaciteit"),
            answered(OM, DEPUTY),
            answered(OM, clock="10:15"),
            started(),
        ),
    ),
    "stap4": ((*STAP4, done(1), PUT_OFF),),
}
