"""The private screens for an answer: when, through whom, not at all, for a colleague."""

from datetime import datetime, timedelta

from bot.buttons import Code, moment
from bot.screen import Button, Screen
from bot.screens.lesson import own_task
from bot.screens.scene import Row, Scene, in_rows, lines
from flows.calendar import DAY, clock_text, local, round_up
from flows.rules import Role
from flows.state import Alert, Answer, Seat
from flows.terms import AnswerKind, CallResult

AHEAD_MINUTES = (30, 60, 120)
HALF_HOURS = 24


def asked_for(scene: Scene, alert: Alert) -> str:
    """Who asks what of whom, in one paragraph; nothing here may not be read by a stranger."""
    return lines(
        scene.say(
            "ask.what",
            raiser=scene.role(alert.raised_by.role or ""),
            doelgroep=scene.word("doelgroep", alert.doelgroep),
            urgency=scene.word("urgentie", alert.facts.urgency.value),
            definition=scene.say(f"urgentie.{alert.facts.urgency.value}.definition"),
            at=scene.when(alert.round_at),
            target=scene.when(alert.target_at, alert.round_at),
        ),
        scene.say("card.standstill") if alert.facts.standstill else None,
    )


def answer_rows(scene: Scene, alert: Alert) -> tuple[Row, ...]:
    """The answers, in a private chat."""
    return (
        (
            scene.press(scene.say("knop.kan_nu"), Code.KAN_NU, alert.id, str(alert.round)),
            scene.press(scene.say("knop.kan_om"), Code.KAN_OM, alert.id),
            scene.press(scene.say("knop.anders"), Code.ANDERS, alert.id),
        ),
    )


def when_can_you(scene: Scene) -> Screen:
    """Three taps away, or any half hour; `for` is the role somebody else speaks for."""
    alert, speaks_for = scene.shown, scene.args.get("for", "")
    own = [
        _can_at(scene, alert, round_up(scene.now + timedelta(minutes=ahead)), speaks_for, ahead)
        for ahead in AHEAD_MINUTES
    ]
    other = scene.press(
        scene.say("knop.andere_tijd"), Code.ANDERE_TIJD, alert.id, Code.KAN_OM.value, speaks_for
    )
    asked = (
        scene.say("answer.when_for", id=alert.id, role=scene.role(speaks_for))
        if speaks_for
        else scene.say("answer.when", id=alert.id)
    )
    return Screen(
        text=asked,
        rows=(tuple(own), (other,), (_back(scene, alert),)),
    )


def other_time(scene: Scene) -> Screen:
    """The half hours to come, for whatever needs a moment; a time may be typed as well."""
    alert = scene.shown
    code, extra = Code(scene.args["code"]), scene.args.get("for", "")
    first = round_up(scene.now + timedelta(minutes=1), 30)
    moments = [first + timedelta(minutes=30 * index) for index in range(HALF_HOURS)]
    choices = [
        scene.press(clock_text(at), code, alert.id, moment(at), *([extra] if extra else []))
        for at in moments
    ]
    back = _back(scene, alert)
    return Screen(
        text=scene.say("answer.other_time", id=alert.id), rows=(*in_rows(choices, 4), (back,))
    )


def otherwise(scene: Scene) -> Screen:
    """Everything but now and a time."""
    alert = scene.shown
    held = scene.member.roles(alert.network) if scene.member else ()
    seat = next((seat for seat in alert.seats if seat.role in held), alert.seats[0])
    offered = [
        scene.press(scene.say("knop.waarnemer"), Code.WAARNEMER, alert.id),
        scene.press(scene.say("knop.sluit_niet_aan"), Code.SLUIT_NIET_AAN, alert.id),
        scene.press(scene.say("knop.namens"), Code.NAMENS, alert.id),
        undo_button(scene, alert, seat),
    ]
    times = scene.press(scene.say("knop.kan_om"), Code.KAN_OM, alert.id)
    return Screen(
        text=lines(scene.say("answer.otherwise", id=alert.id), own_task(scene)),
        rows=(*in_rows(offered), (times,)),
    )


def why_not(scene: Scene) -> Screen:
    """The short list of reasons; capaciteit is as good as any (R-203)."""
    alert, speaks_for = scene.shown, scene.args.get("for", "")
    extra = [speaks_for] if speaks_for else []
    choices = [
        scene.press(scene.word("reden", reason), Code.SLUIT_NIET_AAN, alert.id, reason, *extra)
        for reason in alert.rules.decline_reasons
    ]
    return Screen(
        text=scene.say("answer.why_not", id=alert.id),
        rows=(*in_rows(choices), (_back(scene, alert),)),
    )


def on_behalf(scene: Scene) -> Screen:
    """Which role was spoken to by telephone, and then what it said."""
    alert = scene.shown
    spoken = scene.args.get("for")
    if not spoken:
        choices = [
            scene.press(scene.role(seat.role), Code.NAMENS, alert.id, seat.role)
            for seat in alert.seats
        ]
        return Screen(
            text=scene.say("answer.on_behalf", id=alert.id),
            rows=(*in_rows(choices), (_back(scene, alert),)),
        )
    return _spoken(scene, alert, Role(spoken))


def answered(scene: Scene) -> Screen:
    """What was noted for a role, with the way to change it."""
    alert = scene.shown
    role = Role(scene.args["role"])
    seat = alert.seat(role)
    said = said_by(scene, alert, seat.answer) if seat and seat.answer else scene.say("answer.none")
    again = scene.press(scene.say("knop.anders"), Code.ANDERS, alert.id)
    return Screen(
        text=lines(
            scene.say("answer.noted", id=alert.id, role=scene.role(role), said=said),
            _tomorrow(scene, seat.answer) if seat and seat.answer else None,
            scene.say("answer.typed") if "typed" in scene.args else None,
        ),
        rows=((again, undo_button(scene, alert, seat)),)
        if seat and seat.answer
        else answer_rows(scene, alert),
    )


def _tomorrow(scene: Scene, answer: Answer) -> str | None:
    """A time that has been today is one of tomorrow; who typed it may have meant something else."""
    if answer.can_at is None or local(answer.can_at).date() != local(scene.now).date() + DAY:
        return None
    return scene.say("answer.tomorrow", at=scene.when(answer.can_at))


def undo_button(scene: Scene, alert: Alert, seat: Seat) -> Button:
    """Undo the answer that is the last one now: a second tap takes no second answer back."""
    count = str(len(seat.answers))
    return scene.press(scene.say("knop.ongedaan"), Code.ONGEDAAN, alert.id, seat.role, count)


def said_by(scene: Scene, alert: Alert, answer: Answer) -> str:
    """An answer in a few words."""
    if answer.kind is AnswerKind.AT and answer.can_at is not None:
        return scene.say("said.kan_om", at=scene.when(answer.can_at, alert.round_at))
    if answer.kind is AnswerKind.DECLINED:
        reason = scene.word("reden", answer.reason or "anders").lower()
        return scene.say("said.sluit_niet_aan", reason=reason)
    return scene.say(f"said.{answer.kind.value}")


def called_rows(scene: Scene, alert: Alert, role: Role) -> tuple[Row, ...]:
    """What came of a telephone call."""
    return in_rows(
        scene.press(scene.word("gebeld", result.value), Code.GEBELD, alert.id, role, result.value)
        for result in CallResult
    )


def _spoken(scene: Scene, alert: Alert, role: Role) -> Screen:
    label = alert.rules.role(role).phone_label or scene.say("nvt")
    now = scene.press(scene.say("knop.kan_nu"), Code.NAMENS, alert.id, role, "nu")
    at = scene.press(scene.say("knop.kan_om"), Code.NAMENS, alert.id, role, "om")
    no = scene.press(scene.say("knop.sluit_niet_aan"), Code.NAMENS, alert.id, role, "nee")
    return Screen(
        text=scene.say("answer.spoken", id=alert.id, role=scene.role(role), label=label),
        rows=((now, at), (no,), *called_rows(scene, alert, role), (_back(scene, alert),)),
    )


def _can_at(scene: Scene, alert: Alert, at: datetime, speaks_for: str, ahead: int) -> Button:
    label = scene.say("knop.over", n=ahead, at=clock_text(at))
    extra = [speaks_for] if speaks_for else []
    return scene.press(label, Code.KAN_OM, alert.id, moment(at), *extra)


def _back(scene: Scene, alert: Alert) -> Button:
    return scene.press(scene.say("knop.terug"), Code.TOON, alert.id)
