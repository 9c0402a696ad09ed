"""The words in which the stories of an alert are told: given, raised, answered, at."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from flows.alert import AlertRaised, RaiseAlert
from flows.answers import AnswerGiven
from flows.calendar import ALWAYS, Window, at_local
from flows.chase import LadderClimbed, PhoneRouteTaken, Why
from flows.decider import Command, check_clock, decide
from flows.evolver import Event, replay
from flows.overleg import OverlegConcluded, OverlegEnded, OverlegStarted
from flows.refusal import Refusal, Refused
from flows.rules import (
    Role,
    RoleKind,
    RoleRules,
    Rules,
    Rung,
    RungKind,
    SubRoleByNature,
    Urgency,
    UrgencyRules,
)
from flows.state import CLOCK, Alert, AlertId, By, Facts, PersonId
from flows.terms import AnswerKind, Channel, Question, StartSource

VT, POLITIE, OM, RVDK = Role("vt"), Role("politie"), Role("om"), Role("rvdk")
DRO, ARTS, STRANGER = Role("dro"), Role("forensisch_arts"), Role("school")
PARTNERS = (VT, POLITIE, OM, RVDK)
ID, NETWORK = AlertId("SKM-2611-07"), "amsterdam-amstelland"
NOW, AT, DEPUTY, DECLINED = AnswerKind
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
ASKED_AFTER = (Question.INFORMATION, Question.PICTURE, Question.BASIS)
DAYS = ("we", "th", "fr", "sa", "su", "mo", "tu")
WEEK = {name: date(2026, 11, 18 + n) for n, name in enumerate(DAYS)}
EVERY_DAY, WORKING_WEEK = frozenset(range(7)), frozenset(range(5))
DAYTIME = (Window(days=EVERY_DAY, opens=time(8), closes=time(22)),)
OFFICE_HOURS = (Window(days=WORKING_WEEK, opens=time(8, 30), closes=time(17), holidays=False),)


def at(text: str) -> datetime:
    """What the clock of Amsterdam says, on a plain Wednesday unless said: "th 08:00"."""
    *day, clock = text.split()
    which = WEEK["we"] if not day else WEEK.get(day[0]) or date.fromisoformat(day[0])
    return at_local(which, time.fromisoformat(clock))


def ladder(*minutes: int) -> tuple[Rung, ...]:
    kinds = (RungKind.REMIND, RungKind.DEPUTY, RungKind.CALL, RungKind.CHAIR)
    pairs = zip(kinds, minutes, strict=True)
    return tuple(Rung(kind=kind, after=after * MINUTE) for kind, after in pairs)


def rules(**changes: Any) -> Rules:
    """What the partners agreed for strafbare kindermishandeling."""
    usual, hasty = ladder(10, 20, 30, 60), ladder(5, 10, 15, 30)
    agreed = Rules(
        doelgroep="skm",
        code="SKM",
        version="2026-11",
        roles=(
            RoleRules(role=VT, windows=DAYTIME, sub_roles=("vertrouwensarts",)),
            RoleRules(role=POLITIE, windows=ALWAYS),
            RoleRules(role=OM, windows=DAYTIME),
            RoleRules(role=RVDK, windows=OFFICE_HOURS),
            RoleRules(role=DRO, kind=RoleKind.AGENDALID, invited=False, may_raise=False),
            RoleRules(role=ARTS, kind=RoleKind.ADVIES, invited=False, may_raise=False),
        ),
        sources=("ziekenhuis", "school_opvang", "politie", "anders"),
        natures=("letsel_zwaar", "seksueel", "verwaarlozing", "onbekend"),
        urgencies=tuple(
            UrgencyRules(urgency=urgency, target=target, target_working_days=days, ladder=steps,
                         custody_ladder=hasty)
            for urgency, target, days, steps in (
                (Urgency.ACUUT, 2 * HOUR, 0, usual),
                (Urgency.SPOED, 4 * HOUR, 0, usual),
                (Urgency.ZORGELIJK, None, 2, ladder(120, 240, 480, 1440)),
            )
        ),
        quorum=(VT, POLITIE, OM),
        quorum_with_minors=(RVDK,),
        sub_roles_by_nature=(
            SubRoleByNature(nature="seksueel", role=POLITIE, sub_role="zedenpolitie"),
        ),
        regie=VT,
        actions=("veiligheid_inschatten", "letselonderzoek", "aanhouden"),
        measures=("veiligheidsafspraken", "contactverbod", "geen"),
        informed=("betrokkenen", "school", "dro"),
        outside_owners=("crisisdienst", "gi"),
        destinations=("vt_onderzoek", "zsm", "geen_vervolg"),
        decline_reasons=("geen_taak_nu", "al_betrokken", "capaciteit", "anders"),
        withdraw_reasons=("medisch_verklaard", "andere_route"),
        missed_reasons=("geen_quorum", "wachten_op_medisch"),
    )  # fmt: skip
    return replace(agreed, **changes)


def by(role: Role) -> By:
    """The person on duty for a role."""
    known = (*PARTNERS, DRO, ARTS)
    return By(person=PersonId(known.index(role) + 1 if role in known else 99), role=role)


def facts(**changes: Any) -> Facts:
    return replace(
        Facts(source="ziekenhuis", nature="letsel_zwaar", urgency=Urgency.SPOED), **changes
    )


def ask(role: Role = VT, **changes: Any) -> RaiseAlert:
    """The command of somebody who asks for an overleg."""
    asking = RaiseAlert(
        by=by(role), id=ID, network=NETWORK, rules=rules(), facts=facts(), roles=PARTNERS
    )
    return replace(asking, **changes)


def raised(clock: str = "10:00", role: Role = VT, **changes: Any) -> AlertRaised:
    """It was asked for; fields of the facts may be given by their own name."""
    known = {name: changes.pop(name) for name in Facts.__slots__ if name in changes}
    event = AlertRaised(
        at=at(clock), by=by(role), id=ID, network=NETWORK, rules=rules(), facts=facts(**known),
        roles=PARTNERS, agenda_members=(), advisers=(), clock_at=at(clock), drill=False,
    )  # fmt: skip
    return replace(event, **changes)


def answered(
    role: Role, kind: AnswerKind = NOW, clock: str = "10:05", **changes: Any
) -> AnswerGiven:
    event = AnswerGiven(at=at(clock), by=by(role), role=role, kind=kind, channel=Channel.TAP)
    return replace(event, **changes)


def climbed(role: Role, rung: int, clock: str, why: Why = Why.SILENT) -> LadderClimbed:
    """The next step of a role's ladder; every ladder here has the four kinds of steps."""
    kind = tuple(RungKind)[rung - 1]
    return LadderClimbed(at=at(clock), by=CLOCK, role=role, rung=rung, kind=kind, why=why)


def phoned(role: Role, clock: str, opens: str) -> PhoneRouteTaken:
    return PhoneRouteTaken(at=at(clock), by=CLOCK, role=role, opens_at=at(opens))


def started(clock: str = "11:00", role: Role = VT, **changes: Any) -> OverlegStarted:
    event = OverlegStarted(
        at=at(clock), by=by(role), started_at=at(clock), source=StartSource.TAP, regie=VT,
        present=(VT, POLITIE, OM),
    )  # fmt: skip
    return replace(event, **changes)


def concluded(
    clock: str = "12:00", role: Role = VT, asked: tuple[Question, ...] = ASKED_AFTER
) -> tuple[OverlegEnded, OverlegConcluded]:
    return (
        OverlegEnded(at=at(clock), by=by(role)),
        OverlegConcluded(at=at(clock), by=by(role), asked=asked),
    )


def given(*events: Event) -> Alert:
    """The alert to which all this happened."""
    alert = replay(events)
    assert alert is not None
    return alert


def then(alert: Alert, *events: Event) -> Alert:
    """The same alert, to which this happened as well."""
    changed = replay(events, alert)
    assert changed is not None
    return changed


def looked(alert: Alert, clock: str) -> Alert:
    """The alert after the clock has looked at it."""
    return then(alert, *check_clock(alert, at(clock)))


def seen(alert: Alert, clock: str) -> Sequence[Event]:
    """What the clock does when it looks at the alert."""
    return check_clock(alert, at(clock))


def refusal(alert: Alert | None, command: Command, now: datetime) -> Refusal:
    """Why a command is refused."""
    with pytest.raises(Refused) as caught:
        decide(alert, command, now)
    return caught.value.refusal
