"""Stap 4: the agreements, line by line from closed lists, and where it goes on."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.buttons import Code, moment
from bot.screen import Screen
from bot.screens.scene import Row, Scene, in_rows, lines
from flows.calendar import (
    add_working_days,
    at_local,
    local,
    next_working_morning,
    round_up,
)
from flows.state import Agreement, Alert
from flows.terms import Topic

NONE = "-"  # a moment left open: n.v.t., or the default
FIELDS = {  # what a topic asks, in this order
    Topic.ACTION: ("who", "what", "at"),
    Topic.REASSESS: ("at",),
    Topic.FIRST_CONTACT: ("who",),
    Topic.CALL_RULE: ("who", "to"),
    Topic.MEASURE: ("what", "who", "at"),
    Topic.INFORM: ("what", "who", "at"),
    Topic.FINDINGS: ("who", "to"),
    Topic.NEXT_OVERLEG: ("at",),
}
MUST_HAVE_MOMENT = (Topic.NEXT_OVERLEG,)
MAY_BE_OPEN = (Topic.ACTION, Topic.MEASURE, Topic.INFORM)  # said without a moment then


def agreements(scene: Scene) -> Screen:
    """What is agreed so far, and what can be added; in any order."""
    alert = scene.shown
    listed = [line_text(scene, alert, line) for line in alert.agreements]
    if alert.nothing_agreed:
        listed.append(scene.say("card.nothing"))
    topics = in_rows(
        scene.press(scene.say(f"knop.stap4.{topic.value}"), Code.AFSPRAAK, alert.id, topic.value)
        for topic in FIELDS
    )
    drops = in_rows(
        (
            scene.press(
                scene.say("knop.weg", n=number), Code.AFSPRAAK_WEG, alert.id, str(line.number)
            )
            for number, line in enumerate(alert.agreements, start=1)
        ),
        4,
    )
    last = (
        scene.press(scene.say("knop.geen_actie"), Code.GEEN_ACTIE, alert.id),
        scene.press(scene.say("knop.klaar"), Code.KLAAR, alert.id),
    )
    numbered = [f"{number}. {line}" for number, line in enumerate(listed, start=1)]
    body = numbered or [scene.say("closing.empty")]
    return Screen(
        text=lines(
            scene.say("closing.title", id=alert.id), "", *body, "", scene.say("closing.how")
        ),
        rows=(*topics, last, *drops),
    )


def agreement_field(scene: Scene) -> Screen:
    """The next field of a line that is being made; args `line` is the topic and what is chosen."""
    alert = scene.shown
    chosen = scene.args["line"].split("|")
    topic = Topic(chosen[0])
    field = FIELDS[topic][len(chosen) - 1]
    choices = [
        scene.press(label, Code.AFSPRAAK, alert.id, *chosen, value)
        for value, label in _options(scene, alert, topic, field)
    ]
    back = scene.press(scene.say("knop.terug"), Code.AFRONDEN, alert.id)
    role = scene.role(chosen[1]) if len(chosen) > 1 and FIELDS[topic][0] == "who" else ""
    return Screen(
        text=scene.say(f"closing.ask.{topic.value}.{field}", id=alert.id, role=role),
        rows=(*in_rows(choices), (back,)),
    )


def concluded(scene: Scene) -> Screen:
    """The agreements are in; where does it go on?"""
    alert = scene.shown
    return Screen(
        text=lines(scene.say("closing.done", id=alert.id), scene.say("closing.where")),
        rows=destination_rows(scene, alert),
    )


def closed(scene: Scene) -> Screen:
    """Closed, with the two flags that may be put on it."""
    alert = scene.shown
    where = scene.word("bestemming", alert.destination or "geen_vervolg")
    flags = in_rows(
        scene.press(scene.say(f"knop.vlag.{flag}"), Code.VLAG, alert.id, flag)
        for flag in ("kimi", "goed_voorbeeld")
        if flag not in alert.flags
    )
    return Screen(text=scene.say("closing.closed", id=alert.id, where=where), rows=flags)


def destination_rows(scene: Scene, alert: Alert) -> tuple[Row, ...]:
    """Where it goes on: the list of the doelgroep."""
    return in_rows(
        scene.press(scene.word("bestemming", item), Code.BESTEMMING, alert.id, str(index))
        for index, item in enumerate(alert.rules.destinations)
    )


def due_moments(scene: Scene, alert: Alert) -> list[tuple[datetime, str]]:
    """Moments that are usual for what is agreed, the nearest first, in a weekend too (R-117)."""
    morning, now = alert.rules.follow_up.morning, scene.now
    working = next_working_morning(now, morning)
    moments = {round_up(now + timedelta(hours=hours), 30) for hours in (2, 4)}
    moments |= {at_local(local(now).date() + timedelta(days=1), morning), working}
    moments |= {add_working_days(working, days) for days in (1, 2, 4, 9)}
    return [(at, scene.when(at, now)) for at in sorted(moments)]


def line_text(scene: Scene, alert: Alert, line: Agreement) -> str:
    """One agreement in words."""
    what = ""
    if line.what is not None:
        lists = {Topic.ACTION: "actie", Topic.MEASURE: "maatregel", Topic.INFORM: "informeren"}
        what = scene.word(lists[line.topic], line.what)
    known = line.at is not None or line.topic not in MAY_BE_OPEN
    return scene.say(
        f"closing.line.{line.topic.value}" if known else f"closing.line.{line.topic.value}.open",
        who=scene.role(line.who) if line.who else "",
        to=scene.role(line.to) if line.to else "",
        what=what,
        at=scene.when(line.at) if line.at else scene.say("nvt"),
    )


def _options(scene: Scene, alert: Alert, topic: Topic, field: str) -> Iterable[tuple[str, str]]:
    rules = alert.rules
    roles = [(seat.role, scene.role(seat.role)) for seat in alert.seats]
    if field == "to" or (
        field == "who" and topic in (Topic.FIRST_CONTACT, Topic.CALL_RULE, Topic.FINDINGS)
    ):
        return roles
    if field == "who":
        return [*roles, *[(item, scene.role(item)) for item in rules.outside_owners]]
    if field == "at":
        moments = [(moment(at), label) for at, label in due_moments(scene, alert)]
        return moments if topic in MUST_HAVE_MOMENT else [*moments, (NONE, scene.say("knop.nvt"))]
    kind, codes = {
        Topic.ACTION: ("actie", rules.actions),
        Topic.MEASURE: ("maatregel", rules.measures),
        Topic.INFORM: ("informeren", rules.informed),
    }[topic]
    return [(str(index), scene.word(kind, code)) for index, code in enumerate(codes)]
