"""The questions of a new alert, one at a time, up to the preview that is sent."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from flows.alert import RaiseAlert
from flows.refusal import Refusal, Refused
from flows.rules import Role, Rules, Urgency
from flows.state import AlertId, By, Facts
from flows.terms import Delay, Known

DRAFT_LASTS = timedelta(minutes=30)
ARRESTED_AGO = (0, 1, 2, 3, 4, 6)  # hours, coarse on purpose


class Question(StrEnum):
    """What is asked now."""

    DOELGROEP = "doelgroep"
    CRITERION = "criterium"
    SOURCE = "bron"
    NATURE = "aard"
    URGENCY = "urgentie"
    PREVIEW = "preview"
    LIGHTER = "lichter"  # a criterion failed: one partner by telephone


class Chip(StrEnum):
    """What the preview toggles in place, each with its own values."""

    SAFE = "direct_veilig"
    CUSTODY = "aangehouden"
    MINORS = "minderjarigen"
    KNOWN = "gezin_bekend"
    PLAN = "veiligheidsplan"
    STANDSTILL = "standstill"
    ANONYMOUS = "anoniem"
    DELAY = "binnengekomen"
    ROLE = "rol"
    SUB_ROLE = "subrol"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A new alert that is being made; None is a question not yet answered."""

    network: str
    by: By
    options: tuple[str, ...]
    touched_at: datetime
    doelgroep: str | None = None
    criteria: tuple[bool, ...] = ()
    source: str | None = None
    nature: str | None = None
    urgency: Urgency | None = None
    direct_safe: Known = Known.UNKNOWN
    arrested_at: datetime | None = None
    minors: bool = False
    family_known: Known = Known.UNKNOWN
    safety_plan: Known = Known.UNKNOWN
    standstill: bool = False
    anonymous: bool = False
    delay: Delay = Delay.UNKNOWN
    reference: str | None = None
    reference_before: str | None = None  # the same dossier under the key of last year
    extra_roles: tuple[Role, ...] = ()
    left_out: tuple[Role, ...] = ()
    sub_roles: tuple[str, ...] = ()  # asked for by hand, beside those of the nature
    seen: tuple[AlertId, ...] = ()  # lookalikes that the preview has shown
    clock_at: datetime | None = None
    moved_from: AlertId | None = None
    drill: bool = False
    lesson: str | None = None  # the exercise that the drill follows
    after: int = 0  # the last message of before it began: what stands there is of another draft

    def is_stale(self, now: datetime) -> bool:
        """Whether it lay untouched for too long."""
        return now >= self.touched_at + DRAFT_LASTS


def begin_draft(
    by: By,
    network: str,
    options: tuple[str, ...],
    now: datetime,
    *,
    drill: bool = False,
    lesson: str | None = None,
    after: int = 0,
) -> Draft:
    """A new draft; with one doelgroep to choose from that question is skipped."""
    only = options[0] if len(options) == 1 else None
    return Draft(
        network=network, by=by, options=options, touched_at=now, doelgroep=only, drill=drill,
        lesson=lesson, after=after,
    )  # fmt: skip


def question(draft: Draft, rules: Rules | None) -> Question:
    """The first question without an answer; `rules` are those of the chosen doelgroep."""
    if draft.doelgroep is None or rules is None:
        return Question.DOELGROEP
    if not all(draft.criteria):
        return Question.LIGHTER
    if len(draft.criteria) < len(rules.criteria):
        return Question.CRITERION
    if draft.source is None:
        return Question.SOURCE
    if draft.nature is None:
        return Question.NATURE
    return Question.URGENCY if draft.urgency is None else Question.PREVIEW


def answer_question(
    draft: Draft, rules: Rules | None, asked: Question, value: str, now: datetime
) -> Draft:
    """The draft with one more answer; a button of an earlier question is not current."""
    if asked is not question(draft, rules):
        raise Refused(Refusal.NOT_CURRENT)
    draft = replace(draft, touched_at=now)
    if asked is Question.DOELGROEP:
        return replace(draft, doelgroep=_listed(value, draft.options))
    assert rules is not None
    match asked:
        case Question.CRITERION:
            met = _listed(value, ("ja", "nee")) == "ja"
            return replace(draft, criteria=(*draft.criteria, met))
        case Question.SOURCE:
            return replace(draft, source=_listed(value, rules.sources))
        case Question.NATURE:
            return replace(draft, nature=_listed(value, rules.natures))
        case Question.URGENCY:
            known = tuple(item.urgency.value for item in rules.urgencies)
            return replace(draft, urgency=Urgency(_listed(value, known)))
        case _:
            raise Refused(Refusal.NOT_CURRENT)


def step_back(draft: Draft, now: datetime) -> Draft:
    """The draft with its last answer taken away; on the first question nothing changes."""
    draft = replace(draft, touched_at=now)
    if draft.urgency is not None:
        return replace(draft, urgency=None)
    if draft.nature is not None:
        return replace(draft, nature=None)
    if draft.source is not None:
        return replace(draft, source=None)
    if draft.criteria:
        return replace(draft, criteria=draft.criteria[:-1])
    return draft if len(draft.options) == 1 else replace(draft, doelgroep=None)


def turn_chip(draft: Draft, rules: Rules, chip: Chip, value: str, now: datetime) -> Draft:
    """Set one chip of the preview to a value; setting what is set already changes nothing.

    The value is what the button showed, so a second tap on an old screen does no harm.
    """
    if question(draft, rules) is not Question.PREVIEW:
        raise Refused(Refusal.NOT_CURRENT)
    draft = replace(draft, touched_at=now)
    match chip:
        case Chip.SAFE:
            return replace(draft, direct_safe=Known(_listed(value, tuple(Known))))
        case Chip.KNOWN:
            return replace(draft, family_known=Known(_listed(value, tuple(Known))))
        case Chip.PLAN:
            return replace(draft, safety_plan=Known(_listed(value, tuple(Known))))
        case Chip.DELAY:
            return replace(draft, delay=Delay(_listed(value, tuple(Delay))))
        case Chip.CUSTODY:
            return replace(draft, arrested_at=_arrest(value, now))
        case Chip.MINORS:
            return replace(draft, minors=_is_yes(value))
        case Chip.STANDSTILL:
            return replace(draft, standstill=_is_yes(value))
        case Chip.ANONYMOUS:
            if not _is_yes(value):
                return replace(draft, anonymous=False)
            return replace(draft, anonymous=True, reference=None, reference_before=None)
        case Chip.ROLE:
            return _turn_role(draft, rules, Role(value.lstrip("-")), wanted=value[:1] != "-")
        case Chip.SUB_ROLE:
            return _turn_sub_role(draft, rules, value.lstrip("-"), wanted=value[:1] != "-")
        case _:
            assert_never(chip)


def requested_roles(draft: Draft, rules: Rules) -> tuple[Role, ...]:
    """The roles that will be asked: the invited ones, what was added, minus what was left out."""
    invited = {item.role for item in rules.roles if item.invited}
    minors = {*rules.invited_with_minors, *rules.quorum_with_minors} if draft.minors else set()
    nature = {item.role for item in rules.sub_roles_by_nature if item.nature == draft.nature}
    own = {draft.by.role} if draft.by.role else set()
    wanted = (invited | minors | nature | set(draft.extra_roles)) - set(draft.left_out)
    wanted |= {*rules.quorum, *minors, *own}
    return tuple(item.role for item in rules.roles if item.role in wanted)


def offered_sub_roles(draft: Draft, rules: Rules) -> tuple[str, ...]:
    """Who can be asked for by sub-role: those of the partners that will be asked (R-037)."""
    asked = requested_roles(draft, rules)
    codes = (code for item in rules.partners() if item.role in asked for code in item.sub_roles)
    return tuple(dict.fromkeys(codes))


def requested_sub_roles(draft: Draft, rules: Rules) -> tuple[str, ...]:
    """The sub-roles that will be asked: what the nature asks for, and what was ticked."""
    nature = [item.sub_role for item in rules.sub_roles_by_nature if item.nature == draft.nature]
    ticked = [code for code in offered_sub_roles(draft, rules) if code in draft.sub_roles]
    return tuple(dict.fromkeys((*nature, *ticked)))


def to_command(
    draft: Draft, rules: Rules, alert_id: AlertId, seen_before: Known = Known.UNKNOWN
) -> RaiseAlert:
    """The command that the preview stands for; refused while a question is open.

    `seen_before` says whether the dossier was alerted about in the last 365 days (M13).
    """
    if question(draft, rules) is not Question.PREVIEW:
        raise Refused(Refusal.INCOMPLETE)
    assert draft.source is not None
    assert draft.nature is not None
    assert draft.urgency is not None
    return RaiseAlert(
        by=draft.by,
        id=alert_id,
        network=draft.network,
        rules=rules,
        facts=Facts(
            source=draft.source,
            nature=draft.nature,
            urgency=draft.urgency,
            direct_safe=draft.direct_safe,
            custody=draft.arrested_at is not None,
            arrested_at=draft.arrested_at,
            minors=draft.minors,
            family_known=draft.family_known,
            safety_plan=draft.safety_plan,
            standstill=draft.standstill,
            anonymous=draft.anonymous,
            delay=draft.delay,
            reference=draft.reference,
            seen_before=seen_before,
            sub_roles=requested_sub_roles(draft, rules),
        ),
        roles=requested_roles(draft, rules),
        clock_at=draft.clock_at,
        drill=draft.drill,
        lesson=draft.lesson,
    )


def _turn_role(draft: Draft, rules: Rules, role: Role, *, wanted: bool) -> Draft:
    if not rules.has_role(role) or role in rules.quorum:
        raise Refused(Refusal.NOT_IN_LIST)
    extra = tuple(item for item in draft.extra_roles if item != role)
    out = tuple(item for item in draft.left_out if item != role)
    if wanted:
        return replace(draft, extra_roles=(*extra, role), left_out=out)
    return replace(draft, extra_roles=extra, left_out=(*out, role))


def _turn_sub_role(draft: Draft, rules: Rules, code: str, *, wanted: bool) -> Draft:
    _listed(code, offered_sub_roles(draft, rules))
    ticked = tuple(item for item in draft.sub_roles if item != code)
    return replace(draft, sub_roles=(*ticked, code) if wanted else ticked)


def _arrest(value: str, now: datetime) -> datetime | None:
    if value == "nee":
        return None
    hours = int(_listed(value, tuple(str(hours) for hours in ARRESTED_AGO)))
    return (now - timedelta(hours=hours)).replace(second=0, microsecond=0)


def _is_yes(value: str) -> bool:
    return _listed(value, ("ja", "nee")) == "ja"


def _listed(value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise Refused(Refusal.NOT_IN_LIST)
    return value
