"""A new alert: its questions, its chips, its dossier reference, and the sending."""

import hashlib
import hmac
from dataclasses import replace
from datetime import timedelta

from bot.access import signed
from bot.actions.answering import ASKED_LASTS, alert_of
from bot.actions.raising import may_raise_in, raising_role
from bot.agreed import rules_now
from bot.buttons import Press
from bot.errands import removal
from bot.perform import perform
from bot.visit import NotNow, Reply, Visit, noted, prompt
from flows.answers import GiveAnswer
from flows.calendar import local
from flows.cells import exclusion
from flows.draft import (
    Chip,
    Draft,
    Question,
    answer_question,
    begin_draft,
    question,
    step_back,
    to_command,
    turn_chip,
)
from flows.lessons import Lesson
from flows.privacy import dossier_reference
from flows.refusal import Refusal, Refused
from flows.rules import Role, Rules
from flows.state import Alert
from flows.terms import AnswerKind, Known, Phase

LOOKALIKE_WITHIN = timedelta(minutes=60)
ALERTED_WITHIN = timedelta(days=365)  # M13


async def begin(visit: Visit, *, drill: bool = False, lesson: Lesson | None = None) -> Reply:
    """Start a new alert; what was being made before is gone."""
    for network in visit.member.networks():
        roles = visit.member.roles(network)
        options, ungrouped = await may_raise_in(visit, network, roles, lesson)
        if options:
            by = visit.member.by(raising_role(visit, network, options[0], roles))
            code = None if lesson is None else lesson.code
            before = max((visit.message_id or 0) - 1, 0)  # a button begins in its own message
            draft = begin_draft(
                by, network, tuple(options), visit.now, drill=drill, lesson=code, after=before
            )
            await visit.work.drafts.keep(visit.user_id, draft)
            args = {"ungrouped": "|".join(ungrouped)}
            return Reply(screen="draft", args=args, fresh=True)
    raise NotNow("draft.nowhere" if lesson is None else "les.past_niet")


async def nieuw(visit: Visit, press: Press) -> Reply:
    """A new alert, from a button."""
    return await begin(visit)


async def vraag(visit: Visit, press: Press) -> Reply:
    """Answer a question; details: the question, the value."""
    draft, rules = await _draft(visit)
    asked, value = Question(press.details[0]), press.details[1]
    answered = answer_question(draft, rules, asked, value, visit.now)
    if draft.doelgroep is None and answered.doelgroep is not None:
        roles = visit.member.roles(draft.network)
        role = raising_role(visit, draft.network, answered.doelgroep, roles)
        answered = replace(answered, by=visit.member.by(role))
    await visit.work.drafts.keep(visit.user_id, await _with_seen(visit, answered))
    return Reply(screen="draft")


async def terug(visit: Visit, press: Press) -> Reply:
    """One question back; from the first the only way back is out."""
    draft, _ = await _draft(visit)
    before = step_back(draft, visit.now)
    if before == replace(draft, touched_at=visit.now):
        return await annuleren(visit, press)
    await visit.work.drafts.keep(visit.user_id, before)
    return Reply(screen="draft")


async def annuleren(visit: Visit, press: Press) -> Reply:
    """Throw the draft away; with a detail only the question for something typed."""
    if press.details:
        asked = await visit.work.asked.of(visit.user_id, visit.now)
        await visit.work.asked.clear(visit.user_id)
        if asked is not None and asked.what == "reference":
            await _draft(visit)
            return Reply(screen="draft")
        return Reply(screen="line", args={"key": "typed.cancelled"})
    draft = await visit.work.drafts.of(visit.user_id)
    if draft is None:  # a second tap, or it was sent: nothing is cancelled then
        raise Refused(Refusal.NOT_CURRENT)
    await visit.work.drafts.drop(visit.user_id)
    await visit.work.asked.clear(visit.user_id)
    return Reply(screen="draft_gone", args={"why": "cancelled", **_marked(draft)})


async def chip(visit: Visit, press: Press) -> Reply:
    """Turn one of the chips of the preview; details: the chip, its new value.

    Those of the sub-roles are on a screen of their own, which no value opens and `klaar` closes.
    """
    draft, rules = await _draft(visit)
    assert rules is not None
    of_sub_roles = press.details[0] == Chip.SUB_ROLE.value
    if of_sub_roles and press.details[1] in ("", "klaar"):
        return Reply(screen="draft" if press.details[1] else "draft_sub_roles")
    turned = turn_chip(draft, rules, Chip(press.details[0]), press.details[1], visit.now)
    await visit.work.drafts.keep(visit.user_id, turned)
    return Reply(screen="draft_sub_roles" if of_sub_roles else "draft")


async def kenmerk(visit: Visit, press: Press) -> Reply:
    """Ask for the dossier reference, which is kept as a keyed hash only.

    It takes the place of the preview: one draft on two screens is moved from the wrong one.
    """
    draft, _ = await _draft(visit)
    expires_at = visit.now + ASKED_LASTS
    await visit.work.asked.expect(visit.user_id, "reference", {}, expires_at=expires_at)
    asked = prompt("draft.ask.kenmerk")
    return replace(asked, args={**asked.args, **_marked(draft)}, fresh=False)


async def take_reference(visit: Visit, text: str) -> Reply:
    """The dossier reference that was asked for; what was typed goes from the chat.

    Raises NotNow on another shape, which stays: the mistake must be seen to be mended.
    """
    reference = dossier_reference(text)
    if reference is None:
        raise NotNow("draft.not_a_reference")
    draft, _ = await _draft(visit)
    keys, year = visit.house.keys, local(visit.now).year
    before = keys.reference_before(year)
    kept = replace(
        draft,
        reference=_hashed(keys.reference_of(year), reference),
        reference_before=None if before is None else _hashed(before, reference),
        touched_at=visit.now,
    )
    await visit.work.drafts.keep(visit.user_id, await _with_seen(visit, kept))
    await visit.work.asked.clear(visit.user_id)
    if visit.message_id is not None:
        typed = removal(visit.origin.chat_id, visit.message_id, visit.now)
        await visit.work.outbox.tell(typed)
    return Reply(screen="draft", fresh=True)


async def verstuur(visit: Visit, press: Press) -> Reply:
    """Send. A lookalike that came since the preview was drawn is shown first."""
    draft, rules = await _draft(visit)
    if rules is None or question(draft, rules) is not Question.PREVIEW:
        raise Refused(Refusal.NOT_CURRENT)
    if await visit.work.groups.of(draft.network, rules.doelgroep) is None:
        raise NotNow("draft.no_group")
    seen = await _with_seen(visit, draft)
    if set(seen.seen) - set(draft.seen):
        await visit.work.drafts.keep(visit.user_id, seen)
        return Reply(toast=visit.house.texts("toast.lookalike"), screen="draft")
    day = local(visit.now)
    network = visit.house.configuration.network(draft.network)
    mark = network.drill_prefix if draft.drill else network.prefix(rules.doelgroep)
    alert_id = await visit.work.alerts.new_id(mark, day.year, day.month)
    command = to_command(draft, rules, alert_id, await _seen_before(visit, draft))
    await perform(visit.work, alert_id, command, visit.now)
    await visit.work.drafts.drop(visit.user_id)
    return noted(visit, "sent", alert_id)


async def aanvullen(visit: Visit, press: Press) -> Reply:
    """It is the same case: join the alert that runs instead of raising another (R-119)."""
    alert = await alert_of(visit, press)
    if alert.phase not in (Phase.OPEN, Phase.PLANNED):
        raise Refused(Refusal.NOT_CURRENT)
    by = signed(visit, alert)
    seat = alert.seat(by.role)
    if by.role is not None and seat is not None and seat.answer is None:
        command = GiveAnswer(by=by, role=by.role, kind=AnswerKind.NOW)
        await perform(visit.work, alert.id, command, visit.now)
    await visit.work.drafts.drop(visit.user_id)
    return noted(visit, "one", alert.id)


async def bel_alleen(visit: Visit, press: Press) -> Reply:
    """One partner by telephone instead of an alert: a consultatie, counted apart (R-033)."""
    draft, rules = await _draft(visit)
    if rules is None or question(draft, rules) is not Question.LIGHTER:
        raise Refused(Refusal.NOT_CURRENT)
    role = Role(press.details[0])
    if not rules.has_role(role) or draft.by.role is None:
        raise Refused(Refusal.NOT_IN_LIST)
    if not draft.drill:
        await visit.work.consultations.add(
            draft.network, rules.doelgroep, role, draft.by.role, visit.now
        )
    await visit.work.drafts.drop(visit.user_id)
    label = rules.role(role).phone_label or visit.house.later("nvt")
    args = {"role": role, "label": label, **_marked(draft)}
    return Reply(screen="lighter_logged", args=args)


async def lookalikes(visit: Visit, draft: Draft) -> list[Alert]:
    """Alerts that run and may be about the same case: recent here, or the same reference."""
    if draft.doelgroep is None:
        return []
    running = await visit.work.alerts.open_ones(draft.network)
    since = visit.now - LOOKALIKE_WITHIN
    same = (draft.reference, draft.reference_before)
    return [
        alert
        for alert in running
        if alert.drill == draft.drill
        and alert.id != draft.moved_from
        and (
            (alert.doelgroep == draft.doelgroep and alert.raised_at >= since)
            or (alert.facts.reference is not None and alert.facts.reference in same)
        )
    ]


def _marked(draft: Draft) -> dict[str, str]:
    """What a screen about a draft must know to mark a drill."""
    return {"drill": "ja"} if draft.drill else {}


def _hashed(key: bytes, reference: str) -> str:
    return hmac.digest(key, reference.encode(), hashlib.sha256).hex()


async def _seen_before(visit: Visit, draft: Draft) -> Known:
    """Whether the same dossier was alerted about before, in so far as that still counts (M13).

    It is looked up now: the key under which a reference was hashed is destroyed after its year.
    """
    same = [one for one in (draft.reference, draft.reference_before) if one is not None]
    if draft.drill or not same:
        return Known.UNKNOWN
    since = visit.now - ALERTED_WITHIN
    for reference in same:
        for alert in await visit.work.alerts.with_reference(draft.network, reference, since):
            if exclusion(alert) is None and alert.id != draft.moved_from:
                return Known.YES
    return Known.NO


async def _with_seen(visit: Visit, draft: Draft) -> Draft:
    found = await lookalikes(visit, draft)
    return replace(draft, seen=tuple(alert.id for alert in found))


async def _draft(visit: Visit) -> tuple[Draft, Rules | None]:
    draft = await visit.work.drafts.of(visit.user_id)
    if draft is None or (visit.message_id is not None and visit.message_id <= draft.after):
        raise Refused(Refusal.NOT_CURRENT)
    if draft.is_stale(visit.now):
        await visit.work.drafts.drop(visit.user_id)
        raise NotNow("draft.gone.expired")
    if draft.doelgroep is None:
        return draft, None
    house = visit.house
    rules = await rules_now(
        visit.work, house.configuration, draft.network, draft.doelgroep, visit.now
    )
    return draft, rules
