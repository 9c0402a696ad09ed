"""The screens of an organisation's roster: the week pattern, one day, a file, the windows."""

from datetime import date, time
from html import escape

from bot.buttons import Code
from bot.reports.werkafspraken import window_text
from bot.screen import Button, Screen
from bot.screens.duty import day_text, gone, seen, short
from bot.screens.duty_view import (
    LOOKS_AHEAD,
    PRESETS,
    colleagues,
    day_plan,
    hours,
    pattern,
    windows_of,
)
from bot.screens.scene import Row, Scene, in_rows, lines
from flows.calendar import DAY, Window, local
from flows.duty import Shift, has_roster
from flows.rules import Role

WEEKDAYS = range(7)
DAY_PARTS = ((0, 0), (8, 17), (17, 22), (22, 8))
MOST_LINES = 30


def roster_menu(scene: Scene) -> Screen:
    """What an aanspreekpunt can do with the roster of the own organisation."""
    view, role = seen(scene), _role(scene)
    key = "roster.menu" if has_roster(view.roster, role) else "roster.menu.none"
    return Screen(
        text=scene.say(key, role=scene.role(role)),
        rows=(
            (
                _to(scene, "roster.button.week", Code.DIENST_WEEK),
                _to(scene, "roster.button.day", Code.DIENST_WEEK, "d"),
            ),
            (
                _to(scene, "roster.button.import", Code.ROOSTER, "i"),
                _to(scene, "roster.button.windows", Code.VENSTER),
            ),
            (scene.press(scene.say("knop.terug"), Code.DIENST),),
        ),
    )


def week(scene: Scene) -> Screen:
    """The week pattern: who, per day of the week."""
    role = _role(scene)
    told = [
        scene.say("roster.week.day", day=scene.word("dag", str(day)), who=_who(scene, str(day)))
        for day in WEEKDAYS
    ]
    choices = (
        scene.press(scene.word("dag", str(day)), Code.DIENST_WEEK, None, role, str(day))
        for day in WEEKDAYS
    )
    head = scene.say("roster.week", role=scene.role(role))
    return Screen(text=lines(head, *told), rows=(*in_rows(choices, 4), _menu_row(scene)))


def other_days(scene: Scene) -> Screen:
    """Which day differs from the week pattern."""
    role, today = _role(scene), local(scene.now).date()
    days = [today + ahead * DAY for ahead in range(LOOKS_AHEAD)]
    choices = (
        scene.press(day_text(scene, day), Code.DIENST_WEEK, None, role, f"{day:%Y%m%d}")
        for day in days
    )
    text = scene.say("roster.days", role=scene.role(role))
    return Screen(text=text, rows=(*in_rows(choices, 3), _menu_row(scene)))


def slot(scene: Scene) -> Screen:
    """One day of the week, or one day: who is there, away with one, one more."""
    view, role, where = seen(scene), _role(scene), scene.args["slot"]
    planned, apart = _planned(scene, where)
    away = [
        scene.press(
            f"✖ {short(view.name(it.person))} {hours(it.opens, it.closes)}",
            Code.DIENST_WEEK, None, role, where, str(it.person), f"{it.opens:%H%M}", "x",
        )
        for it in planned[:MOST_LINES]
    ]  # fmt: skip
    more = [
        scene.press(f"＋ {short(one.name)}", Code.DIENST_WEEK, None, role, where, str(one.person))
        for one in colleagues(scene.people, view.network, role)[:MOST_LINES]
    ]
    key = "roster.slot.apart" if apart else "roster.slot"
    text = scene.say(key, role=scene.role(role), day=_named(scene, where), who=_who(scene, where))
    usual = scene.press(scene.say("roster.button.usual"), Code.DIENST_WEEK, None, role, where, "p")
    back = _to(scene, "knop.terug", Code.DIENST_WEEK, *(("d",) if len(where) > 1 else ()))
    return Screen(
        text=text,
        rows=(*in_rows(away, 1), *in_rows(more), *(((usual,),) if apart else ()), (back,)),
    )


def shift_hours(scene: Scene) -> Screen:
    """From when until when."""
    view, role, where = seen(scene), _role(scene), scene.args["slot"]
    person = scene.args["person"]
    names = {str(number): name for number, name in view.names.items()}
    parts = [(time(opens), time(closes)) for opens, closes in DAY_PARTS]
    choices = [
        scene.press(
            hours(opens, closes), Code.DIENST_WEEK, None, role, where, person,
            f"{opens:%H%M}-{closes:%H%M}",
        )
        for opens, closes in parts
    ]  # fmt: skip
    typed = scene.press(
        scene.say("knop.andere_tijd"), Code.DIENST_WEEK, None, role, where, person, "t"
    )
    back = scene.press(scene.say("knop.terug"), Code.DIENST_WEEK, None, role, where)
    text = scene.say("roster.hours", name=names.get(person, "–"), day=_named(scene, where))
    return Screen(text=text, rows=(*in_rows(choices), (typed,), (back,)))


def roster_preview(scene: Scene) -> Screen:
    """A roster that was sent in and has no problems: what it would make of the days."""
    view, role = seen(scene), _role(scene)
    if not view.sent_in or view.sent_in_until is None:
        return gone(scene)
    which = str(int(view.sent_in_until.timestamp()))
    shown = sorted(view.sent_in, key=lambda it: (it.day, it.opens))
    told = [
        f"{day_text(scene, it.day)} {hours(it.opens, it.closes)} {short(view.name(it.person))}"
        for it in shown[:MOST_LINES]
    ]
    rest = len(shown) - len(told)
    skipped = int(scene.args.get("skipped", "0"))
    head = scene.texts.many("roster.preview", len(shown), role=scene.role(role))
    yes = _to(scene, "roster.button.take", Code.ROOSTER, "ja", which)
    no = _to(scene, "knop.annuleren", Code.ROOSTER, "nee", which)
    return Screen(
        text=lines(
            head,
            *(scene.say("roster.preview.line", line=one) for one in told),
            scene.texts.many("roster.preview.more", rest) if rest else None,
            scene.texts.many("roster.preview.skipped", skipped) if skipped else None,
            scene.say("roster.preview.replaces"),
        ),
        rows=((yes, no),),
    )


def roster_problems(scene: Scene) -> Screen:
    """What is wrong with a roster that was sent in, all of it; nothing was taken over."""
    again = _to(scene, "roster.button.import", Code.ROOSTER, "i")
    return Screen(
        text=lines(scene.say("roster.wrong"), escape(scene.args["found"])),
        rows=((again,),),
    )


def reach_windows(scene: Scene) -> Screen:
    """When an organisation can be reached, now and later, and what to make of it."""
    view, role = seen(scene), _role(scene)
    current = windows_of(scene.configuration.live(view.network), role)
    later = [
        scene.say(
            "duty.windows.later",
            at=scene.when(version.starts_at),
            windows=_windows(scene, version.windows),
        )
        for version in view.versions
        if version.starts_at > scene.now
    ]
    choices = [
        scene.press(preset, Code.VENSTER, None, role, str(number))
        for number, preset in enumerate(PRESETS)
    ]
    typed = _to(scene, "duty.windows.other", Code.VENSTER, "t")
    said = scene.say("duty.windows.now", role=scene.role(role), windows=_windows(scene, current))
    ask = scene.say("duty.windows.choose")
    return Screen(
        text=lines(said, *later, "", ask), rows=(*in_rows([*choices, typed], 1), _menu_row(scene))
    )


def windows_from(scene: Scene) -> Screen:
    """From which day on the windows hold."""
    today = _to(scene, "duty.windows.today", Code.VENSTER, "v")
    back = _to(scene, "knop.terug", Code.VENSTER)
    text = scene.say("duty.windows.from", role=scene.role(_role(scene)), windows=scene.args["text"])
    return Screen(text=text, rows=((today,), (back,)))


def _role(scene: Scene) -> Role:
    return Role(scene.args["role"])


def _to(scene: Scene, key: str, code: Code, *details: str) -> Button:
    return scene.press(scene.say(key), code, None, _role(scene), *details)


def _menu_row(scene: Scene) -> Row:
    return (_to(scene, "knop.terug", Code.ROOSTER),)


def _planned(scene: Scene, where: str) -> tuple[tuple[Shift, ...], bool]:
    view, role, today = seen(scene), _role(scene), local(scene.now).date()
    if len(where) > 1:
        return day_plan(view.roster, role, date.fromisoformat(where))
    first = today + (int(where) - today.weekday()) % 7 * DAY
    found = pattern(view.roster, role, int(where), first)
    shifts = (Shift(person=it.person, day=first, opens=it.opens, closes=it.closes) for it in found)
    return tuple(shifts), False


def _who(scene: Scene, where: str) -> str:
    planned, _ = _planned(scene, where)
    told = [f"{seen(scene).name(it.person)} {hours(it.opens, it.closes)}" for it in planned]
    return ", ".join(told) or scene.say("roster.nobody")


def _named(scene: Scene, where: str) -> str:
    if len(where) > 1:
        return day_text(scene, date.fromisoformat(where))
    return scene.word("dag", where)


def _windows(scene: Scene, windows: tuple[Window, ...]) -> str:
    return "; ".join(window_text(window, scene.texts) for window in windows) or scene.say("nvt")
