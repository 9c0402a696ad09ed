"""What the raiser taps about one alert, drawn: coarse categories only (dataset.md 4.4)."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bot.practice.dataset.chance import Chance
from bot.practice.dataset.figures import (
    ANONYMOUS,
    CASES_A_YEAR,
    CHILD_NATURES,
    CUSTODY,
    DELAYS,
    DIRECT_SAFE,
    INJURIES,
    KNOWN,
    MINORS,
    NATURES,
    RAISERS,
    REFERENCE,
    SAFETY_PLAN,
    SCHOOL_YEAR,
    SCHOOLS,
    SOURCES,
    STANDSTILL,
    STANDSTILL_CHILD,
    URGENCIES,
    WITH_ARTS,
    WITH_DRO,
    WITH_RVDK,
)
from bot.practice.dataset.people import OM, POLITIE, RVDK, VT
from flows.calendar import local
from flows.rules import Role, Rules
from flows.state import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who asks whom about what."""

    raiser: Role
    roles: tuple[Role, ...]
    facts: Facts


def asked_of(chance: Chance, rules: Rules, at: datetime) -> Asked:
    """Draw it all; every draw is made every time, so that one table changed moves one field."""
    doelgroep = rules.doelgroep
    source = chance.one_of(_sources(doelgroep, local(at).month))
    natures = NATURES[doelgroep]
    nature = chance.one_of(natures.get(source, natures["rest"]))
    raiser = Role(chance.one_of(RAISERS))
    with_rvdk, with_minors = chance.happens(WITH_RVDK), chance.happens(MINORS[doelgroep])
    if not rules.role(raiser).may_raise:
        raiser = VT
    minors = with_minors and (with_rvdk or doelgroep == "ouderen")
    child = doelgroep == "skm" and nature in CHILD_NATURES
    held_by = chance.minutes(30, 240)
    custody = chance.happens(CUSTODY.get(source, CUSTODY["rest"]))
    extra = [Role("dro")] * chance.happens(WITH_DRO)
    arts = chance.happens(WITH_ARTS) and nature in INJURIES
    facts = Facts(
        source=source,
        nature=nature,
        urgency=chance.one_of(URGENCIES[doelgroep]),
        direct_safe=chance.one_of(DIRECT_SAFE),
        custody=custody,
        arrested_at=at - held_by if custody else None,
        minors=minors,
        family_known=chance.one_of(KNOWN),
        safety_plan=chance.one_of(SAFETY_PLAN),
        standstill=chance.happens(STANDSTILL_CHILD if child else STANDSTILL),
        anonymous=chance.happens(ANONYMOUS),
        delay=chance.one_of(DELAYS),
        reference=_reference(chance, local(at).year),
        sub_roles=tuple(
            one.sub_role for one in rules.sub_roles_by_nature if one.nature == nature
        ),
    )  # fmt: skip
    asks_rvdk = minors or (with_rvdk and rules.role(RVDK).invited) or raiser == RVDK
    partners = (VT, POLITIE, OM, *[RVDK] * asks_rvdk)
    return Asked(
        raiser=raiser, roles=(*partners, *extra, *[Role("forensisch_arts")] * arts), facts=facts
    )


def reference_of(case: str) -> str:
    """What stands in the place of a keyed hash of a dossier number; there is no dossier."""
    return sha256(f"verzonnen {case}".encode()).hexdigest()


def _sources(doelgroep: str, month: int) -> dict[str, float]:
    season = SCHOOL_YEAR.get(month, 1.0)
    return {
        source: weight * (season if source in SCHOOLS else 1.0)
        for source, weight in SOURCES[doelgroep].items()
    }


def _reference(chance: Chance, year: int) -> str | None:
    case = chance.whole(1, CASES_A_YEAR)
    return reference_of(f"{year}/{case}") if chance.happens(REFERENCE) else None
