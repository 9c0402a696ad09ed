"""One small doelgroep, and alerts and errands made with it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from flows.alert import AlertRaised
from flows.answers import AnswerGiven
from flows.ending import AlertEnded
from flows.evolver import Event
from flows.rules import Role, RoleRules, Rules, Rung, RungKind, Urgency, UrgencyRules
from flows.state import AlertId, By, Facts, PersonId
from flows.terms import AnswerKind, Channel, Outcome
from storage.outbox import Errand

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
VT, POLITIE, OM = Role("vt"), Role("politie"), Role("om")
SKM_7 = AlertId("SKM-2611-07")
ANNA = By(person=PersonId(1), role=VT)
LADDER = (Rung(kind=RungKind.REMIND, after=timedelta(minutes=10)),)

RULES = Rules(
    doelgroep="skm",
    code="SKM",
    version="1",
    roles=tuple(RoleRules(role=role) for role in (VT, POLITIE, OM)),
    sources=("melding",),
    natures=("fysiek",),
    urgencies=(
        UrgencyRules(
            urgency=Urgency.ACUUT,
            target=timedelta(hours=2),
            ladder=LADDER,
            custody_ladder=LADDER,
        ),
    ),
    quorum=(VT, POLITIE, OM),
    regie=VT,
    actions=(),
    measures=(),
    informed=(),
    destinations=("vt",),
    decline_reasons=("dienst",),
    withdraw_reasons=("anders",),
    missed_reasons=("anders",),
)


def raised(
    alert: AlertId = SKM_7,
    at: datetime = NOON,
    *,
    network: str = "amsterdam",
    reference: str | None = None,
    drill: bool = False,
) -> AlertRaised:
    facts = Facts(source="melding", nature="fysiek", urgency=Urgency.ACUUT, reference=reference)
    return AlertRaised(
        at=at,
        by=ANNA,
        id=alert,
        network=network,
        rules=RULES,
        facts=facts,
        roles=(VT, POLITIE, OM),
        agenda_members=(),
        advisers=(),
        clock_at=at,
        drill=drill,
    )


def answered(minute: int, role: Role = OM) -> AnswerGiven:
    return AnswerGiven(
        at=NOON + minute * MINUTE,
        by=By(person=PersonId(2), role=role),
        role=role,
        kind=AnswerKind.NOW if minute % 2 else AnswerKind.DEPUTY,
        channel=Channel.TAP,
    )


def withdrawn(minute: int) -> AlertEnded:
    return AlertEnded(
        at=NOON + minute * MINUTE, by=ANNA, outcome=Outcome.WITHDRAWN, reason="anders"
    )


def story() -> Sequence[Event]:
    return [raised(), answered(1), answered(2, POLITIE), answered(3, POLITIE)]


def errand(
    group: int | None = None,
    *,
    user: int | None = None,
    rank: int = 2,
    key: str | None = None,
    tag: str | None = None,
    alert: AlertId | None = None,
    minute: int = 0,
    after: int = 0,
    again: bool = True,
    payload: dict[str, int] | None = None,
    kind: str = "notice",
) -> Errand:
    return Errand(
        kind=kind,
        group_id=group,
        user_id=user,
        rank=rank,
        key=key,
        tag=tag,
        alert=alert,
        again=again,
        payload=payload or {},
        made_at=NOON + minute * MINUTE,
        not_before=NOON + (minute + after) * MINUTE,
    )
