"""The few words somebody may type after a tap: asked for, weighed by the guard, and kept sealed.

The tap itself counts at once; nothing waits for the words.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from bot.access import refuse_elsewhere, role_in
from bot.buttons import Press
from bot.visit import SEALED_FOR, NotNow, Reply, Visit
from flows.notes import LONGEST_NOTE, Note, NoteKind
from flows.privacy import doubted, refused, visible
from flows.refusal import Refusal, Refused
from flows.rules import Role
from flows.state import Alert, AlertId

ASKS_NOTE = "note"
OTHER_REASON = "anders"
DRILL, KEEP, REWRITE, SKIP = "oefening", "toch", "pas_aan", "niet"
AFTERWARDS = {  # what would have been shown without the question
    NoteKind.REASON: "answered",
    NoteKind.WITHDRAWN: "ended",
    NoteKind.DRILL: "sent",
}


async def ask(
    visit: Visit, alert: Alert, kind: NoteKind, role: Role, said: str | None = None
) -> Reply:
    """Offer to type a few words; `said` is the toast for the tap that went before."""
    args = {"alert": alert.id, "kind": kind.value, "role": role}
    await visit.work.asked.expect(visit.user_id, ASKS_NOTE, args, visit.now + SEALED_FOR)
    return Reply(toast=said, screen="note", alert=alert.id, args={"kind": kind.value, "role": role})


async def notitie(visit: Visit, press: Press) -> Reply:
    """Begin a note at a drill, or say what is to be done with the words that were typed."""
    if press.details == (DRILL,):
        return await _begin(visit, press)
    asked = await visit.work.asked.of(visit.user_id, visit.now)
    if asked is None or asked.what != ASKS_NOTE or asked.args["alert"] != press.alert:
        raise NotNow("note.too_late")
    alert = await _alert(visit, press.alert)
    match press.details:
        case (what, tag) if what == KEEP:
            if tag != tag_of(str(asked.args.get("sealed", ""))):
                raise NotNow("note.too_late")
            return await _keep(visit, alert, asked.args, _opened(visit, asked.args))
        case (what,) if what == REWRITE:
            kind, role = NoteKind(asked.args["kind"]), Role(asked.args["role"])
            return await ask(visit, alert, kind, role)
        case (what,) if what == SKIP:
            await visit.work.asked.clear(visit.user_id)
            screen, role = AFTERWARDS[NoteKind(asked.args["kind"])], asked.args["role"]
            return Reply(screen=screen, alert=alert.id, args={"role": role})
    raise Refused(Refusal.NOT_CURRENT)


async def take(visit: Visit, text: str, args: Mapping[str, Any]) -> Reply:
    """What was typed: kept, or held back sealed while the person is asked about it.

    Raises NotNow when it is too long; the words may be typed again then.
    """
    words = " ".join(visible(text).split())
    if not words:
        raise NotNow("note.empty")
    if len(words) > LONGEST_NOTE:
        raise NotNow("note.too_long", most=str(LONGEST_NOTE), n=str(len(words)))
    alert = await _alert(visit, AlertId(args["alert"]))
    kinds = doubted(words)
    if not kinds:
        return await _keep(visit, alert, args, words)
    held = {**args, "sealed": visit.house.seal(words, visit.now)}
    await visit.work.asked.expect(visit.user_id, ASKS_NOTE, held, visit.now + SEALED_FOR)
    about = {"kinds": "|".join(kind.value for kind in kinds), "held": tag_of(held["sealed"])}
    return Reply(screen="note_doubt", alert=alert.id, args=about, fresh=True)


async def _begin(visit: Visit, press: Press) -> Reply:
    alert = await _alert(visit, press.alert)
    if not alert.drill:
        raise Refused(Refusal.NOT_CURRENT)
    role = role_in(visit, alert, alert.raised_by.role)
    if role != alert.raised_by.role:
        raise Refused(Refusal.ONLY_RAISER)
    return await ask(visit, alert, NoteKind.DRILL, role)


async def _keep(visit: Visit, alert: Alert, args: Mapping[str, Any], words: str) -> Reply:
    """Keep the words, unless they make a number of somebody with what stands there already."""
    if refused(words):
        raise NotNow("note.too_late")
    role, kind = Role(args["role"]), NoteKind(args["kind"])
    beside = [
        note.text
        for note in await visit.work.notes.of(alert.id)
        if note.text is not None and (note.role, note.kind) != (role, kind)
    ]
    kinds = refused(" ".join((*beside, words)))
    if kinds:
        said = ", ".join(visit.house.texts.word("guard", found.value) for found in kinds)
        raise NotNow("note.together", kinds=said)
    note = Note(kind=kind, role=role, text=words, at=visit.now)
    await visit.work.notes.keep(alert.id, note)
    await visit.work.asked.clear(visit.user_id)
    return Reply(screen="note_kept", alert=alert.id, args={"kind": kind.value}, fresh=True)


def tag_of(sealed: str) -> str:
    """Which words a button is about: words that were typed since are not kept by an older one."""
    return hashlib.sha256(sealed.encode()).hexdigest()[:8]


def _opened(visit: Visit, args: Mapping[str, Any]) -> str:
    words = visit.house.unseal(str(args.get("sealed", "")), visit.now)
    if words is None:
        raise NotNow("note.too_late")
    return words


async def _alert(visit: Visit, alert_id: AlertId | None) -> Alert:
    alert = await visit.work.alerts.load(alert_id) if alert_id else None
    if alert is None:
        raise Refused(Refusal.UNKNOWN_ALERT)
    await refuse_elsewhere(visit, alert)
    return alert
