"""The card of an alert in its group: one message, a pure function of the state."""

from datetime import datetime

from bot.buttons import Code
from bot.screen import Screen
from bot.screens.closing import line_text
from bot.screens.scene import Row, Scene, as_drill, lines
from flows.calendar import is_friday_afternoon, local
from flows.chase import ladder, next_step
from flows.quorum import first_common_time, missing
from flows.state import Agreement, Alert, Answer, Seat
from flows.terms import AnswerKind, CallResult, Channel, Outcome, Phase, Topic

ASKING = (Phase.OPEN, Phase.PLANNED)
ON_CARD = (Topic.ACTION, Topic.REASSESS, Topic.FIRST_CONTACT, Topic.CALL_RULE)
MOST_LINES = 12  # of agreements; beyond that the card would be a scroll


def card(scene: Scene) -> Screen:
    """The card in the group, with its buttons."""
    shown = stub(scene, scene.shown) if is_stub(scene, scene.shown) else text(scene, scene.shown)
    screen = Screen(text=shown, rows=rows(scene))
    return as_drill(screen, scene.say("oefening")) if scene.shown.drill else screen


def is_stub(scene: Scene, alert: Alert) -> bool:
    """Whether it was closed so long ago that its number is enough (privacy.md 5.4)."""
    return alert.closed_at is not None and scene.now >= alert.closed_at + scene.card_lasts


def stub(scene: Scene, alert: Alert) -> str:
    """What is left of a card; *veiligheid veranderd* stays below it, and says nothing."""
    return scene.say("card.stub", id=alert.id)


def text(scene: Scene, alert: Alert) -> str:
    """The lines of the card; the preview shows the same before it is sent (R-146)."""
    return lines(
        _title(scene, alert),
        _standstill(scene, alert),
        _second_path(scene, alert),
        scene.say(
            "card.asked",
            role=scene.role(alert.raised_by.role or ""),
            at=scene.day_and_time(alert.clock_at),
            target=scene.when(alert.target_at, alert.clock_at),
        ),
        _friday(scene, alert),
        "",
        *[_seat(scene, alert, seat) for seat in alert.seats],
        *[scene.say("card.adviser", role=scene.role(role)) for role in alert.advisers],
        "",
        *_state(scene, alert),
        scene.say("card.warning"),
    )


def rows(scene: Scene) -> tuple[Row, ...]:
    """The buttons that are of use now; every other button is out of date."""
    alert = scene.shown
    start = scene.press(scene.say("knop.gestart"), Code.GESTART, alert.id, str(alert.round))
    if alert.phase in ASKING:
        answers = (
            scene.press(scene.say("knop.kan_nu"), Code.KAN_NU, alert.id, str(alert.round)),
            scene.link(scene.say("knop.kan_om"), Code.KAN_OM, alert.id),
            scene.link(scene.say("knop.anders"), Code.ANDERS, alert.id),
        )
        plan = scene.press(scene.say("knop.plan"), Code.PLAN, alert.id)
        return (answers, (start, plan) if alert.phase is Phase.PLANNED else (plan,))
    if alert.phase is Phase.IN_OVERLEG:
        return ((scene.press(scene.say("knop.afronden"), Code.AFRONDEN, alert.id),),)
    if alert.is_missed:
        return ((start,),)
    if alert.outcome is Outcome.HELD:
        return ((scene.press(scene.say("knop.veiligheid"), Code.VEILIGHEID, alert.id),),)
    return ()


def _title(scene: Scene, alert: Alert) -> str:
    state = alert.outcome or alert.phase
    if alert.phase in (*ASKING, Phase.IN_OVERLEG, Phase.FOLLOW_UP):
        state = alert.phase
    key = f"card.title.{state.value}"
    if alert.phase is Phase.OPEN and alert.round > 1:
        key = "card.title.heropend"
    if alert.moved_to is not None:
        key = "card.title.verplaatst"
    return scene.say(
        key,
        id=alert.id,
        urgency=scene.texts.word("urgentie", alert.facts.urgency.value).upper(),
        at=_title_time(scene, alert),
        of=alert.duplicate_of or "",
    )


def _title_time(scene: Scene, alert: Alert) -> str:
    if alert.overleg is not None and alert.phase is Phase.IN_OVERLEG:
        return scene.when(alert.overleg.started_at, alert.clock_at)
    return scene.when(alert.planned_for, alert.clock_at) if alert.planned_for else ""


def _standstill(scene: Scene, alert: Alert) -> str | None:
    if not alert.facts.standstill or alert.ended is not None:
        return None
    if alert.phase in ASKING or alert.is_missed:
        return scene.say("card.standstill")
    return scene.say("card.standstill.lifted") if alert.phase is Phase.IN_OVERLEG else None


def _second_path(scene: Scene, alert: Alert) -> str | None:
    if alert.second_path_at is None or alert.phase not in ASKING:
        return None
    return scene.say("card.second_path", at=scene.when(alert.second_path_at, alert.clock_at))


def _friday(scene: Scene, alert: Alert) -> str | None:
    if alert.phase not in ASKING or not _late_on_friday(alert.clock_at):
        return None
    return scene.say("card.friday")


def _late_on_friday(at: datetime) -> bool:
    return is_friday_afternoon(at) and local(at).hour >= 15


def _seat(scene: Scene, alert: Alert, seat: Seat) -> str:
    role = scene.role(seat.role)
    if alert.overleg is not None and alert.phase is not Phase.OPEN:
        present = seat.role in alert.overleg.present
        mark = "aanwezig" if present else "afwezig"
        regie = scene.say("card.regie") if seat.role == alert.overleg.regie else ""
        return scene.say(f"card.seat.{mark}", role=role) + regie
    if seat.answer is not None:
        return _answered(scene, alert, role, seat.answer)
    return _silent(scene, alert, role, seat)


def _answered(scene: Scene, alert: Alert, role: str, answer: Answer) -> str:
    phone = scene.say("card.by_phone") if answer.channel is Channel.PHONE else ""
    at = scene.when(answer.at, alert.clock_at)
    if answer.kind is AnswerKind.AT and answer.can_at is not None:
        can_at = scene.when(answer.can_at, alert.clock_at)
        return scene.say("card.seat.kan_om", role=role, can_at=can_at, at=at) + phone
    if answer.kind is AnswerKind.DECLINED:
        reason = scene.texts.word("reden", answer.reason or "anders").lower()
        return scene.say("card.seat.sluit_niet_aan", role=role, reason=reason, at=at) + phone
    return scene.say(f"card.seat.{answer.kind.value}", role=role, at=at) + phone


def _silent(scene: Scene, alert: Alert, role: str, seat: Seat) -> str:
    if alert.phase not in ASKING:
        return scene.say("card.seat.geen_antwoord", role=role)
    if seat.call is CallResult.REACHED:
        return scene.say("card.seat.gebeld", role=role)
    step = next_step(alert, seat)
    if step is None:
        return scene.say("card.seat.stil", role=role)
    at = scene.when(step.at, alert.clock_at)
    if seat.phoned_at is not None and step.rung is None:
        return scene.say("card.seat.buiten_venster", role=role, at=at)
    if step.phone:  # after the window only the telephone is left
        return scene.say("card.seat.stil" if seat.rung else "card.seat.nog_niet", role=role)
    assert step.rung is not None, "the asking anew comes after the phone route"
    kind = ladder(alert)[step.rung - 1].kind
    return scene.say(f"card.seat.straks.{kind.value}", role=role, at=at)


def _state(scene: Scene, alert: Alert) -> list[str]:
    if alert.phase in ASKING:
        return _asking(scene, alert)
    if alert.phase is Phase.IN_OVERLEG:
        return [scene.say("card.agenda"), ""]
    if alert.outcome is Outcome.HELD:
        return _agreed(scene, alert)
    return []


def _asking(scene: Scene, alert: Alert) -> list[str]:
    waits = missing(alert)
    known = scene.word("ja_nee", alert.facts.family_known.value)
    parts = [
        scene.say("card.waits", roles=scene.roles(waits)) if waits else scene.say("card.quorum")
    ]
    common = first_common_time(alert)
    if common is not None and alert.planned_for is None:
        parts.append(scene.say("card.proposal", at=scene.when(common, alert.clock_at)))
    parts.append(scene.say("card.known", known=known))
    dial_in = (
        [scene.say("card.dial_in", dial_in=alert.rules.dial_in)]
        if (alert.planned_for and alert.rules.dial_in)
        else []
    )
    return [" · ".join(parts), *dial_in]


def _agreed(scene: Scene, alert: Alert) -> list[str]:
    shown = [_line(scene, alert, line) for line in alert.agreements]
    kept = [line for line in shown if line][:MOST_LINES]
    if alert.nothing_agreed:
        kept.append(scene.say("card.nothing"))
    open_items = [item for item in alert.follow_ups if item.done_at is None]
    if alert.follow_ups:
        done = len(alert.follow_ups) - len(open_items)
        kept.append(scene.say("card.follow_ups", done=done, all=len(alert.follow_ups)))
    if alert.destination is not None:
        where = scene.texts.word("bestemming", alert.destination)
        kept.append(scene.say("card.destination", where=where))
    return [*kept, ""]


def _line(scene: Scene, alert: Alert, line: Agreement) -> str | None:
    return f"• {line_text(scene, alert, line)}" if line.topic in ON_CARD else None
