"""The private screens of the overleg: its time, its start, who takes part."""

from datetime import timedelta

from bot.buttons import Code, moment
from bot.screen import Screen
from bot.screens.answering import said_by
from bot.screens.scene import Row, Scene, in_rows, lines
from flows.calendar import clock_text, round_up
from flows.not_begun import may_take_back
from flows.quorum import first_common_time, missing
from flows.state import Alert, Overleg
from flows.terms import Phase

AGO_MINUTES = (5, 10, 15, 20, 30, 45, 60, 90)
HELD_HOURS = (0.5, 1, 2, 3, 4, 6, 8, 12, 24)


def plan(scene: Scene) -> Screen:
    """Who can when, the first common time, and every way to start."""
    alert = scene.shown
    answers = [
        scene.say(
            "plan.role",
            role=scene.role(seat.role),
            said=said_by(scene, alert, seat.answer) if seat.answer else scene.say("plan.silent"),
        )
        for seat in alert.seats
    ]
    waits = missing(alert)
    common = first_common_time(alert)
    proposal = max(common, round_up(scene.now)) if common and not alert.planned_for else None
    return Screen(
        text=lines(
            scene.say("plan.title", id=alert.id, target=scene.when(alert.target_at, scene.now)),
            *answers,
            "",
            scene.say("card.waits", roles=scene.roles(waits))
            if waits
            else scene.say("card.quorum"),
            scene.say("plan.proposal", at=scene.when(proposal, scene.now)) if proposal else None,
            _planned(scene, alert),
        ),
        rows=plan_rows(scene, alert),
    )


def plan_rows(scene: Scene, alert: Alert) -> tuple[Row, ...]:
    """Agree, another time, or start: each as one tap."""
    common = first_common_time(alert)
    agree: Row = ()
    if common is not None and alert.accepted != common:
        shown = scene.when(max(common, round_up(scene.now)), scene.now)
        label = scene.say("knop.akkoord", at=shown)
        agree = (scene.press(label, Code.AKKOORD, alert.id, moment(common)),)
    other = scene.press(
        scene.say("knop.andere_tijd"), Code.ANDERE_TIJD, alert.id, Code.PLAN_OM.value, ""
    )
    return ((*agree, other), *start_rows(scene, alert))


def start_rows(scene: Scene, alert: Alert) -> tuple[Row, ...]:
    """Started now, already begun, or already held."""
    return (
        (
            scene.press(scene.say("knop.nu_gestart"), Code.GESTART, alert.id, str(alert.round)),
            scene.press(scene.say("knop.was_al_begonnen"), Code.WAS_AL_BEGONNEN, alert.id),
            scene.press(scene.say("knop.al_gehouden"), Code.AL_GEHOUDEN, alert.id),
        ),
    )


def since_when(scene: Scene) -> Screen:
    """How long ago it began, or was held; a time may be typed as well."""
    alert, code = scene.shown, Code(scene.args["code"])
    held = code in (Code.AL_GEHOUDEN, Code.ACHTERAF)
    ago = (
        [timedelta(hours=h) for h in HELD_HOURS]
        if held
        else [timedelta(minutes=m) for m in AGO_MINUTES]
    )
    moments = [scene.now - span for span in ago]
    choices = [
        scene.press(scene.when(at, scene.now), code, alert.id, moment(at))
        for at in moments
        if at >= alert.round_at
    ]
    first = scene.press(
        scene.say("knop.meteen", at=clock_text(alert.round_at)),
        code, alert.id, moment(alert.round_at),
    )  # fmt: skip
    back = scene.press(scene.say("knop.terug"), Code.PLAN, alert.id)
    return Screen(
        text=scene.say("start.held" if held else "start.began", id=alert.id),
        rows=(*in_rows(choices, 3), (first,), (back,)),
    )


def going_on(scene: Scene) -> Screen:
    """The overleg runs: when it began, who takes part, who leads, how they meet."""
    alert = scene.shown
    overleg = alert.overleg
    if overleg is None or alert.phase is not Phase.IN_OVERLEG:
        return plan(scene)
    return Screen(
        text=lines(
            scene.say(
                "meeting.title", id=alert.id, at=scene.when(overleg.started_at, alert.round_at)
            ),
            scene.say("card.agenda"),
            scene.say("meeting.dial_in", dial_in=alert.rules.dial_in)
            if alert.rules.dial_in
            else None,
            "",
            scene.say("meeting.who", regie=scene.role(overleg.regie)),
        ),
        rows=(
            *start_rows(scene, alert),
            *_back_rows(scene, alert),
            *_presence(scene, alert, overleg),
            *in_rows(
                scene.press(
                    _ticked(scene.word("modus", mode), mode == overleg.mode),
                    Code.VORM, alert.id, mode,
                )
                for mode in alert.rules.modes
            ),
            (scene.press(scene.say("knop.afronden"), Code.AFRONDEN, alert.id),),
        ),
    )  # fmt: skip


def _back_rows(scene: Scene, alert: Alert) -> tuple[Row, ...]:
    """A start that was pressed by mistake, as long as nothing has come of it."""
    if not may_take_back(alert):
        return ()
    return ((scene.press(scene.say("knop.niet_begonnen"), Code.NIET_BEGONNEN, alert.id),),)


def _presence(scene: Scene, alert: Alert, overleg: Overleg) -> tuple[Row, ...]:
    rows: list[Row] = []
    for seat in alert.seats:
        present = seat.role in overleg.present
        tick = scene.press(
            _ticked(scene.role(seat.role), present),
            Code.AANWEZIG, alert.id, seat.role, "nee" if present else "ja",
        )  # fmt: skip
        leads = seat.role == overleg.regie
        lead = scene.press(_ticked(scene.say("knop.regie"), leads), Code.REGIE, alert.id, seat.role)
        rows.append((tick, lead))
    return tuple(rows)


def _ticked(label: str, ticked: bool) -> str:
    return f"☑ {label}" if ticked else f"☐ {label}"


def _planned(scene: Scene, alert: Alert) -> str | None:
    if alert.planned_for is None:
        return None
    return scene.say("plan.planned", at=scene.when(alert.planned_for, scene.now))
