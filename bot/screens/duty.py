"""The screen of who is on duty now, and what the screens of the own duty share."""

from datetime import date, timedelta
from html import escape

from bot.buttons import Code, moment
from bot.screen import Button, Screen
from bot.screens.duty_view import (
    LOOKS_AHEAD,
    DutyView,
    colleagues,
    coming,
    duty_roles,
    windows_of,
)
from bot.screens.scene import Row, Scene, in_rows, lines
from flows.calendar import DAY, clock_text, closes_at, is_open, local, next_open
from flows.duty import Stretch, between, has_roster, is_absent
from flows.people import Function, may_manage
from flows.rules import Role

MOST_NAME = 24  # with a time behind it, a label still fits
AHEAD, WITHIN_A_DAY = timedelta(days=LOOKS_AHEAD), timedelta(hours=25)


def duty(scene: Scene) -> Screen:
    """Who is on duty now: per organisation whether it can be reached, and who is there."""
    view = seen(scene)
    rules = scene.configuration.live(view.network)
    told = [
        part
        for role in duty_roles(rules)
        for part in (
            scene.say(
                "duty.role",
                role=scene.role(role),
                reach=_reach(scene, role),
            ),
            *_available(scene, view, role),
            _deputy(scene, view, role),
        )
    ]
    head = scene.say("duty.now", at=scene.day_and_time(scene.now))
    text = lines(head, *told, _away(scene, view))
    return Screen(text=text, rows=(*_own(scene, view), *_manages(scene, view)))


def reach_test(scene: Scene) -> Screen:
    """Every week, without a sound: does this still arrive?"""
    yes = scene.press(scene.say("duty.reach.yes"), Code.BEREIKBAAR)
    return Screen(text=scene.say("duty.reach.test"), rows=((yes,),), silent=True)


def seen(scene: Scene) -> DutyView:
    """The duty that the screen is about."""
    assert scene.duty is not None, "this screen is about the duty"
    return scene.duty


def gone(scene: Scene) -> Screen:
    """What was asked about is not there any more."""
    return Screen(text=scene.say("refusal.not_current"), rows=(back(scene),))


def back(scene: Scene) -> Row:
    """Back to who is on duty."""
    return (scene.press(scene.say("knop.terug"), Code.DIENST),)


def short(name: str) -> str:
    """A name that fits on a button."""
    return name if len(name) <= MOST_NAME else f"{name[: MOST_NAME - 1].rstrip()}…"


def day_text(scene: Scene, day: date) -> str:
    """A day, with its name."""
    return f"{scene.word('dag', str(day.weekday()))} {day.day}-{day.month}"


def own_shifts(scene: Scene, view: DutyView) -> list[Stretch]:
    """The shifts of who is looking, that are not over yet."""
    member = scene.member
    assert member is not None
    return coming(view.roster, member.roles(view.network), member.person, scene.now)


def shift_at(scene: Scene, view: DutyView, role: Role, start: str) -> Stretch | None:
    """The own shift that a button was about, when it is still so."""
    mine = own_shifts(scene, view)
    return next((it for it in mine if (it.role, moment(it.starts_at)) == (role, start)), None)


def shift_text(scene: Scene, piece: Stretch) -> str:
    """A shift on one line: the role, and from when until when."""
    return f"{scene.role(piece.role)} {shift_times(scene, piece)}"


def shift_times(scene: Scene, piece: Stretch) -> str:
    """From when until when; the end bare when it is within a day."""
    within = piece.ends_at - piece.starts_at < WITHIN_A_DAY
    end = clock_text(piece.ends_at) if within else scene.when(piece.ends_at)
    return f"{scene.when(piece.starts_at)}–{end}"


def _reach(scene: Scene, role: Role) -> str:
    """Whether the window is open: to be reached is something else than to be there (R-068)."""
    windows = windows_of(scene.configuration.live(seen(scene).network), role)
    if is_open(windows, scene.now):
        closes = closes_at(windows, scene.now)
        if closes is None:
            return scene.say("duty.reach.always")
        return scene.say("duty.reach.until", at=scene.when(closes, scene.now))
    opens = next_open(windows, scene.now)
    at = scene.when(opens, scene.now) if opens is not None else scene.say("nvt")
    return scene.say("duty.reach.phone", at=at)


def _available(scene: Scene, view: DutyView, role: Role) -> list[str]:
    people = colleagues(scene.people, view.network, role)
    if not has_roster(view.roster, role):
        windows = windows_of(scene.configuration.live(view.network), role)
        if not is_open(windows, scene.now):
            return []  # by telephone alone: the bot asks nobody now
        there = [one for one in people if not is_absent(view.roster, one.person, scene.now)]
        asked = [one for one in there if one.has(Function.MEMBER, view.network, role)]
        return [scene.say("duty.everybody", n=len(asked)) if asked else scene.say("duty.nobody")]
    known = {one.person: one.name for one in people}
    pieces = between(view.roster, role, scene.now, scene.now + AHEAD)
    told = [
        scene.say("duty.person", name=known[it.person], at=scene.when(it.ends_at, scene.now))
        for it in pieces
        if it.person in known and it.starts_at <= scene.now
    ]
    return told or [scene.say("duty.nobody")]


def _deputy(scene: Scene, view: DutyView, role: Role) -> str | None:
    deputies = [
        one
        for one in colleagues(scene.people, view.network, role)
        if one.has(Function.DEPUTY, view.network, role)
    ]
    if not deputies:
        return None
    names = ", ".join(
        scene.say("duty.is_absent", name=one.name)
        if is_absent(view.roster, one.person, scene.now)
        else escape(one.name)
        for one in deputies
    )
    return scene.texts("duty.deputy", names=names)  # the names were escaped one by one


def _away(scene: Scene, view: DutyView) -> str | None:
    """Until when who is looking is not asked; days off are whole days."""
    assert scene.member is not None
    person, now = scene.member.person, scene.now
    runs = [it for it in view.roster.absences if it.person == person and it.starts_at <= now]
    until = max((it.ends_at for it in runs), default=now)
    if until <= now:
        return None
    return scene.say("duty.away", to_at=day_text(scene, local(until).date() - DAY))


def _own(scene: Scene, view: DutyView) -> tuple[Row, ...]:
    member = scene.member
    assert member is not None
    if not member.roles(view.network):
        return ()
    choices: list[Button] = []
    shifts = own_shifts(scene, view)
    if shifts:
        first = shifts[0]
        runs = first.starts_at <= scene.now
        at = scene.when(first.ends_at if runs else first.starts_at, scene.now)
        label = scene.say("duty.button.take_over" if runs else "duty.button.hand_over", at=at)
        start = moment(first.starts_at)
        choices.append(scene.press(label, Code.NEEM_OVER, None, first.role, start))
        choices.append(scene.press(scene.say("duty.button.swap"), Code.RUIL))
    if is_absent(view.roster, member.person, scene.now):
        choices.append(scene.press(scene.say("duty.button.back"), Code.AFWEZIG, None, "er"))
    else:
        choices.append(scene.press(scene.say("duty.button.absent"), Code.AFWEZIG))
    if shifts:
        choices.append(scene.press(scene.say("duty.button.calendar"), Code.DIENST, None, "ics"))
    return in_rows(choices, 1)


def _manages(scene: Scene, view: DutyView) -> tuple[Row, ...]:
    member = scene.member
    assert member is not None
    roles = duty_roles(scene.configuration.live(view.network))
    return in_rows(
        scene.press(
            scene.say("duty.button.roster", role=scene.role(role)), Code.ROOSTER, None, role
        )
        for role in roles
        if may_manage(member, view.network, role)
    )
