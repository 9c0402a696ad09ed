"""What the bot tells of its own accord: one screen for each kind of notice."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.buttons import Code
from bot.screen import Document, Screen
from bot.screens.answering import answer_rows, asked_for, called_rows
from bot.screens.card import card
from bot.screens.closing import destination_rows, line_text
from bot.screens.follow_up import follow_up_told
from bot.screens.invite import calendar_file
from bot.screens.lesson import with_task
from bot.screens.meeting import plan_rows, start_rows
from bot.screens.questions import questions_told
from bot.screens.scene import Scene, as_drill, in_rows, lines
from flows.calendar import is_open, next_open
from flows.notices import Notice, NoticeKind
from flows.quorum import first_common_time, missing
from flows.rules import Role
from flows.state import Alert

Drawing = Callable[[Scene, Notice], Screen]


def notice(scene: Scene, told: Notice) -> Screen:
    """The screen of a notice, marked when it belongs to a drill."""
    screen = DRAWN[told.kind](scene, told)
    if scene.shown.drill and told.kind is not NoticeKind.CARD:
        return as_drill(with_task(scene, screen, told), scene.say("oefening"))
    return screen


def _ask(scene: Scene, told: Notice) -> Screen:
    """Outside the role's window it lies ready without a sound: there the telephone is the way."""
    alert = scene.shown
    windows = alert.rules.role(_role(told)).windows
    head = "told.ask" if told.kind is NoticeKind.ASK else "told.remind"
    return Screen(
        text=lines(
            scene.say(head, id=alert.id, role=scene.role(_role(told))),
            asked_for(scene, alert),
            _sub_roles(scene, alert, _role(told)),
            _in_custody(scene, alert, _role(told)),
            scene.say("told.wpg") if told.role == "politie" else None,
        ),
        rows=answer_rows(scene, alert),
        silent=not is_open(windows, scene.now),
    )


def _sub_role(scene: Scene, told: Notice) -> Screen:
    """The own organisation has answered by asking; who is asked along talks with that colleague."""
    alert, role = scene.shown, _role(told)
    return Screen(
        text=lines(
            scene.say("told.sub_role", id=alert.id, role=scene.role(role)),
            asked_for(scene, alert),
            _sub_roles(scene, alert, role),
        ),
        rows=((scene.press(alert.id, Code.TOON, alert.id),),),
        silent=not is_open(alert.rules.role(role).windows, scene.now),
    )


def _sub_roles(scene: Scene, alert: Alert, role: Role) -> str | None:
    """Who of a role is asked for (R-038); in private only, for it says something of the nature."""
    asked = [item for item in alert.rules.role(role).sub_roles if item in alert.facts.sub_roles]
    if not asked:
        return None
    return scene.say("told.sub_roles", who=", ".join(scene.word("sub_role", it) for it in asked))


def _in_custody(scene: Scene, alert: Alert, role: Role) -> str | None:
    """That somebody is in custody, to the role that decides on it alone (R-070)."""
    arrested_at = alert.facts.arrested_at
    if role != alert.rules.custody_role or arrested_at is None:
        return None
    return scene.say("told.in_custody", at=scene.when(arrested_at, scene.now))


def _stand_in(scene: Scene, told: Notice) -> Screen:
    alert, role = scene.shown, _role(told)
    seat = alert.seat(role)
    said = seat.answer.kind.value if seat and seat.answer else "stil"
    return Screen(
        text=lines(
            scene.say("told.stand_in", id=alert.id, role=scene.role(role)),
            scene.say(f"told.stand_in.{said}", role=scene.role(role)),
            asked_for(scene, alert),
            _in_custody(scene, alert, role),
        ),
        rows=answer_rows(scene, alert),
    )


def _call_role(scene: Scene, told: Notice) -> Screen:
    alert, role = scene.shown, _role(told)
    agreed = alert.rules.role(role)
    if told.kind is NoticeKind.PHONE_ROUTE:
        opens = None if is_open(agreed.windows, scene.now) else next_open(agreed.windows, scene.now)
        at = scene.when(opens, scene.now) if opens else scene.say("nvt")
        what = scene.say("told.phone_route", id=alert.id, role=scene.role(role), at=at)
    else:
        what = scene.say("told.call_role", id=alert.id, role=scene.role(role))
    label = agreed.phone_label or scene.say("nvt")
    answered = scene.press(scene.say("knop.namens"), Code.NAMENS, alert.id, role)
    return Screen(
        text=lines(what, scene.say("told.label", label=label)),
        rows=(*called_rows(scene, alert, role), (answered,)),
    )


def _chair_told(scene: Scene, told: Notice) -> Screen:
    alert = scene.shown
    return Screen(
        text=scene.say("told.chair", id=alert.id, role=scene.role(_role(told))), silent=True
    )


def _quorum(scene: Scene, told: Notice) -> Screen:
    alert = scene.shown
    common = first_common_time(alert)
    at = scene.when(max(common, scene.now), scene.now) if common else scene.say("nvt")
    late = scene.say("told.quorum.late") if common and common > alert.target_at else None
    return Screen(
        text=lines(scene.say("told.quorum", id=alert.id, at=at), late),
        rows=plan_rows(scene, alert),
    )


def _planned(scene: Scene, told: Notice) -> Screen:
    alert = scene.shown
    assert alert.planned_for is not None
    key = "told.soon" if told.kind is NoticeKind.SOON else "told.planned"
    dial_in = scene.say("card.dial_in", dial_in=alert.rules.dial_in)
    waits = missing(alert)
    document = None
    if told.kind is NoticeKind.PLANNED:
        document = Document(name=f"{alert.id}.ics", content=calendar_file(scene, alert))
    return Screen(
        text=lines(
            scene.say(key, id=alert.id, at=scene.when(alert.planned_for, scene.now)),
            dial_in if alert.rules.dial_in else None,
            scene.say("card.waits", roles=scene.roles(waits)) if waits else None,
        ),
        document=document,
    )


def _has_it_started(scene: Scene, told: Notice) -> Screen:
    alert = scene.shown
    at = scene.when(alert.planned_for, scene.now) if alert.planned_for else scene.say("nvt")
    return Screen(
        text=scene.say("told.has_it_started", id=alert.id, at=at), rows=start_rows(scene, alert)
    )


def _agenda_member(scene: Scene, told: Notice) -> Screen:
    alert = scene.shown
    at = scene.when(alert.planned_for, scene.now) if alert.planned_for else scene.say("nvt")
    where = scene.word("doelgroep", alert.doelgroep)
    return Screen(text=scene.say("told.agenda_member", doelgroep=where, at=at))


def _ended(scene: Scene, told: Notice) -> Screen:
    alert = scene.shown
    outcome = alert.outcome
    ended = scene.word("uitkomst", outcome.value) if outcome else scene.say("nvt")
    code = alert.end_reason or "anders"  # another reason than those of the list tells nothing
    known = code != "anders" and f"intrekken.{code}" in scene.texts
    reason = scene.word("intrekken", code) if known else None
    why = scene.say("told.ended.why", reason=reason) if reason else None
    other = alert.duplicate_of
    on = scene.say("card.title.dubbel", id=alert.id, of=other) if other else None
    return Screen(text=lines(scene.say("told.ended", id=alert.id, outcome=ended), why, on))


def _missed(scene: Scene, told: Notice) -> Screen:
    alert = scene.shown
    own = told.role is None
    reasons = in_rows(
        scene.press(scene.word("gemist", item), Code.REDEN_GEMIST, alert.id, item)
        for item in alert.rules.missed_reasons
    )
    held = scene.press(scene.say("knop.achteraf"), Code.ACHTERAF, alert.id)
    return Screen(
        text=scene.say("told.missed.why" if own else "told.missed", id=alert.id),
        rows=(*reasons, (held,)) if own else (),
    )


def _copy_text(scene: Scene, told: Notice) -> Screen:
    alert = scene.shown
    overleg = alert.overleg or alert.held[-1]
    recorded = scene.press(scene.say("knop.vastgelegd"), Code.VASTGELEGD, alert.id)
    if told.kind is NoticeKind.RECORD:
        return Screen(text=scene.say("told.record", id=alert.id), rows=((recorded,),))
    copied = lines(
        scene.say(
            "told.copy",
            id=alert.id,
            asked=scene.when(alert.clock_at),
            start=scene.when(overleg.started_at),
            roles=scene.roles(overleg.present),
            regie=scene.role(overleg.regie),
        ),
        *[line_text(scene, alert, line) for line in alert.agreements],
        scene.say("card.nothing") if alert.nothing_agreed else None,
    )
    return Screen(
        text=lines(scene.say("told.copy.how"), f"<code>{copied}</code>"), rows=((recorded,),)
    )


def _custody(scene: Scene, told: Notice) -> Screen:
    alert = scene.shown
    arrested = alert.facts.arrested_at
    assert arrested is not None
    return Screen(
        text=scene.say(
            "told.custody",
            id=alert.id,
            at=scene.when(arrested, scene.now),
            until=scene.when(arrested + alert.rules.custody_limit, scene.now),
            hours=alert.rules.custody_limit // timedelta(hours=1),
        )
    )


def _close(scene: Scene, told: Notice) -> Screen:
    alert = scene.shown
    return Screen(text=scene.say("told.close", id=alert.id), rows=destination_rows(scene, alert))


def _conclude(scene: Scene, told: Notice) -> Screen:
    alert = scene.shown
    conclude = scene.press(scene.say("knop.afronden"), Code.AFRONDEN, alert.id)
    return Screen(text=scene.say("told.conclude", id=alert.id), rows=((conclude,),))


def _settled(scene: Scene, told: Notice) -> Screen:
    alert = scene.shown
    text = scene.say("told.settled", id=alert.id, role=scene.role(_role(told)))
    return Screen(text=text, silent=True)


def _role(told: Notice) -> Role:
    assert told.role is not None, "this notice is about a role"
    return told.role


DRAWN: Mapping[NoticeKind, Drawing] = {
    NoticeKind.CARD: lambda scene, told: card(scene),
    NoticeKind.ASK: _ask,
    NoticeKind.REMIND: _ask,
    NoticeKind.STAND_IN: _stand_in,
    NoticeKind.CALL_ROLE: _call_role,
    NoticeKind.PHONE_ROUTE: _call_role,
    NoticeKind.CHAIR_TOLD: _chair_told,
    NoticeKind.QUORUM: _quorum,
    NoticeKind.PLANNED: _planned,
    NoticeKind.SOON: _planned,
    NoticeKind.HAS_IT_STARTED: _has_it_started,
    NoticeKind.AGENDA_MEMBER: _agenda_member,
    NoticeKind.ENDED: _ended,
    NoticeKind.MISSED: _missed,
    NoticeKind.WHY_MISSED: _missed,
    NoticeKind.FOLLOW_UP: follow_up_told,
    NoticeKind.COPY_TEXT: _copy_text,
    NoticeKind.RECORD: _copy_text,
    NoticeKind.CUSTODY: _custody,
    NoticeKind.CONCLUDE: _conclude,
    NoticeKind.CLOSE: _close,
    NoticeKind.QUESTIONS: questions_told,
    NoticeKind.SETTLED: _settled,
    NoticeKind.SUB_ROLE: _sub_role,
}
