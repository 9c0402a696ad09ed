"""The screens around the alerts: welcome, help, what runs, who is who, invitations, binding."""

import re
from collections.abc import Iterator
from datetime import timedelta

from bot.buttons import Code, moment
from bot.rights import ORDERED, holds
from bot.screen import Button, Screen
from bot.screens.answering import answer_rows
from bot.screens.card import text
from bot.screens.closing import destination_rows
from bot.screens.draft import raiser_rows
from bot.screens.follow_up import follow_up_rows, owed
from bot.screens.lesson import own_task
from bot.screens.meeting import plan_rows
from bot.screens.notes import note_lines
from bot.screens.scene import Row, Scene, as_drill, in_rows, lines, post_text
from flows.calendar import next_working_morning, round_up, weekend_morning
from flows.people import APART, Function, Member, is_trekker, may_manage
from flows.state import Alert, FollowUp
from flows.terms import Outcome, Phase

ONLY_TYPED = "t"  # of the button to cancel: the question, not the draft


def welcome(scene: Scene) -> Screen:
    """The first screen of a member, with the button that stays."""
    member = scene.member
    partner = member is not None and holds(member, ORDERED["alarm"])
    how = scene.say("front.welcome.partner" if partner else "front.welcome.apart")
    in_group = member is not None and any(post.is_involved for post in member.posts)
    confirmed = "front.confirmed" if in_group else "front.confirmed.apart"
    by = [
        one.name for one in scene.people if str(one.person) in scene.args.get("by", "").split("|")
    ]
    return Screen(
        text=lines(
            scene.say("front.welcome", how=how),
            scene.say("front.posts", posts=_posts(scene)),
            scene.say(confirmed, names=scene.texts.listed(by)) if by else None,
        ),
        menu=(scene.say("knop.aanvragen"),),
    )


def line(scene: Scene) -> Screen:
    """One plain sentence, by its key; the other args are its fields."""
    fields = {name: value for name, value in scene.args.items() if name != "key"}
    return Screen(text=scene.say(scene.args["key"], **fields))


def prompt(scene: Scene) -> Screen:
    """What to type or to send next; who thinks better of it need not."""
    leave = scene.press(scene.say("knop.annuleren"), Code.ANNULEREN, None, ONLY_TYPED)
    return Screen(text=scene.say(scene.args["key"]), rows=((leave,),))


def help_text(scene: Scene) -> Screen:
    """What the bot does, and the commands that this person may give."""
    told = [one for one in scene.say("front.help").split("\n") if _is_for(scene.member, one)]
    return Screen(text=lines(*told), menu=(scene.say("knop.aanvragen"),))


def running(scene: Scene) -> Screen:
    """Everything that still runs, one row each (S31)."""
    if not scene.alerts:
        return Screen(text=scene.say("front.open.none"))
    parts = [_running(scene, alert) for alert in scene.alerts]
    return Screen(
        text=lines(scene.say("front.open"), *[part.text for part in parts]),
        rows=in_rows(button for part in parts for row in part.rows for button in row),
    )


def one(scene: Scene) -> Screen:
    """One alert in private: its card, and all that this person may do with it."""
    alert = scene.shown
    owes = [
        scene.say(
            "follow_up.line", n=item.number, what=owed(scene, item), at=scene.when(item.due_at)
        )
        for item in _own_follow_ups(scene, alert)
    ]
    typed = note_lines(scene, alert)
    body = lines(
        text(scene, alert),
        *(["", *owes] if owes else []),
        *(["", *typed] if typed else []),
        own_task(scene),
    )
    screen = Screen(text=body, rows=_offered(scene, alert))
    return as_drill(screen, scene.say("oefening")) if alert.drill else screen


def postpone(scene: Scene) -> Screen:
    """Until when a follow-up is put off: never the moment that it has, which would do nothing."""
    alert, number = scene.shown, scene.args["number"]
    item = alert.follow_up(int(number))
    assert item is not None
    now = scene.now
    weekend = weekend_morning(now)
    tomorrow = next_working_morning(now, alert.rules.follow_up.morning)
    moments = [round_up(now + timedelta(hours=2), 30), *([weekend] if weekend else []), tomorrow]
    moments += [tomorrow + timedelta(days=days) for days in (1, 2, 7)]
    choices = [
        scene.press(scene.when(at, now), Code.UITSTELLEN, alert.id, number, moment(at))
        for at in moments
        if at != item.due_at
    ]
    return Screen(text=scene.say("follow_up.until", id=alert.id), rows=in_rows(choices))


def followed_up(scene: Scene) -> Screen:
    """What was noted of a follow-up."""
    alert = scene.shown
    item = alert.follow_up(int(scene.args["number"]))
    assert item is not None
    key = "follow_up.done" if item.done_at else "follow_up.later"
    at = scene.when(item.due_at, scene.now)
    what = owed(scene, item)
    rows = () if item.done_at else follow_up_rows(scene, alert, item)
    return Screen(text=scene.say(key, id=alert.id, what=what, at=at), rows=rows)


def who(scene: Scene) -> Screen:
    """Per organisation who is who, and the phone label; in private only (R-053, R-080)."""
    member = scene.member
    assert member is not None
    parts: list[str] = []
    for network in member.networks():
        rules = next(iter(scene.configuration.network(network).doelgroepen.values()))
        parts.append(scene.say("front.who", network=scene.configuration.network(network).title))
        for agreed in rules.roles:
            held = [
                scene.say("front.who.person", name=person.name, function=scene.word("functie", f))
                for person in scene.people
                for f in Function
                if person.has(f, network, agreed.role)
            ]
            label = agreed.phone_label or scene.say("nvt")
            parts.append(scene.say("front.who.role", role=scene.role(agreed.role), label=label))
            parts += held or [scene.say("front.who.nobody")]
        parts += _trekkers(scene, network)
    return Screen(text=lines(*parts))


def _trekkers(scene: Scene, network: str) -> Iterator[str]:
    for rules in scene.configuration.live(network):
        held = [one for one in scene.people if is_trekker(one, network, rules.doelgroep)]
        if held:
            of, word = (
                scene.word("doelgroep", rules.doelgroep),
                scene.word("functie", Function.TREKKER),
            )
            yield scene.say("front.who.doelgroep", doelgroep=of)
            yield from (scene.say("front.who.person", name=it.name, function=word) for it in held)


def bind(scene: Scene) -> Screen:
    """Which doelgroep this group is for."""
    choices: list[Button] = []
    for network in scene.configuration.networks:
        several = len(scene.configuration.networks) > 1
        for rules in scene.configuration.live(network.code):
            label = scene.word("doelgroep", rules.doelgroep)
            label = f"{network.title}: {label}" if several else label
            choices.append(scene.press(label, Code.KOPPEL, None, network.code, rules.doelgroep))
    return Screen(text=scene.say("front.bind"), rows=in_rows(choices, 1))


def bind_sure(scene: Scene) -> Screen:
    """Really bind it? What loses its group by it is named, with what runs there."""
    doelgroep, was = scene.args["doelgroep"], scene.args["was"]
    name, running = scene.word("doelgroep", doelgroep), scene.args["alerts"]
    details = (scene.args["network"], doelgroep, "ja")
    yes = scene.press(scene.say("knop.ja_zeker"), Code.KOPPEL, None, *details)
    back = scene.press(scene.say("knop.terug"), Code.KOPPEL)
    text = lines(
        scene.say("bind.was", doelgroep=scene.word("doelgroep", was)) if was else None,
        scene.say("bind.elsewhere", doelgroep=name) if scene.args["elsewhere"] else None,
        scene.say("bind.running", alerts=running) if running else None,
        scene.say("bind.sure", doelgroep=name),
    )
    return Screen(text=text, rows=((yes, back),))


def invite(scene: Scene) -> Screen:
    """Which organisation, then which function; the link itself comes as a message of its own."""
    member, role = scene.member, scene.args.get("role", "")
    assert member is not None
    network = scene.configuration.network(scene.args["network"])
    if not role:
        offered = [item for item in _organisations(scene, network.code)]
        return Screen(
            text=scene.say("front.invite"),
            rows=in_rows(
                scene.press(label, Code.NODIG_UIT, None, network.code, value)
                for value, label in offered
            ),
        )
    key = "front.invite.doelgroep" if role == Function.TREKKER else "front.invite.function"
    choices = (
        scene.press(label, Code.NODIG_UIT, None, network.code, role, value)
        for value, label in _last_choices(scene, network.code, role)
    )
    back = scene.press(scene.say("knop.terug"), Code.NODIG_UIT, None, network.code)
    text = scene.say(key, role=_organisation(scene, role))
    return Screen(text=text, rows=(*in_rows(choices), (back,)))


def _last_choices(scene: Scene, network: str, first: str) -> list[tuple[str, str]]:
    """Which function in an organisation; of a trekker which doelgroep."""
    if first == Function.TREKKER:
        live = scene.configuration.live(network)
        return [(it.doelgroep, scene.word("doelgroep", it.doelgroep)) for it in live]
    functions = [Function.MEMBER, Function.DEPUTY, Function.CONTACT]
    if first in APART:
        functions = [Function(first)]
    return [(it.value, scene.word("functie", it.value).capitalize()) for it in functions]


def _organisations(scene: Scene, network: str) -> list[tuple[str, str]]:
    member = scene.member
    assert member is not None
    rules = [*scene.configuration.network(network).doelgroepen.values()]
    roles = dict.fromkeys(
        item.role for each in rules for item in each.roles if item.kind != "advies"
    )
    own: list[tuple[str, str]] = [
        (role, scene.role(role)) for role in roles if may_manage(member, network, role)
    ]
    apart = [(one, _organisation(scene, one)) for one in APART]
    return [*own, *apart] if member.is_admin() else own


def _organisation(scene: Scene, role: str) -> str:
    if role in APART:
        return scene.word("functie", role).capitalize()
    return scene.role(role)


def _offered(scene: Scene, alert: Alert) -> tuple[Row, ...]:
    member = scene.member
    roles = member.roles(alert.network) if member else ()
    if not any(alert.seat(role) for role in roles):
        return ()
    rows: list[Row] = []
    if alert.phase in (Phase.OPEN, Phase.PLANNED):
        rows += [*answer_rows(scene, alert), *plan_rows(scene, alert)]
    if alert.phase is Phase.IN_OVERLEG:
        rows.append((scene.press(scene.say("knop.afronden"), Code.AFRONDEN, alert.id),))
    rows += [
        row
        for item in _own_follow_ups(scene, alert)
        for row in follow_up_rows(scene, alert, item, f" {item.number}")
    ]
    if alert.phase is Phase.FOLLOW_UP:
        rows += destination_rows(scene, alert)
    if alert.raised_by.role in roles and alert.phase in (Phase.OPEN, Phase.PLANNED):
        rows += raiser_rows(scene, alert)
    if alert.outcome is Outcome.HELD and alert.phase is not Phase.IN_OVERLEG:
        rows.append((scene.press(scene.say("knop.overleg_nodig"), Code.OVERLEG_NODIG, alert.id),))
    return tuple(rows)


def _running(scene: Scene, alert: Alert) -> Screen:
    """One that runs, as a line and a button; a drill is marked among what is in earnest."""
    said = scene.say(
        "front.open.line",
        id=alert.id,
        phase=scene.word("fase", alert.phase.value),
        target=scene.when(alert.target_at, scene.now),
    )
    part = Screen(text=said, rows=((scene.press(alert.id, Code.TOON, alert.id),),))
    return as_drill(part, scene.say("oefening")) if alert.drill else part


def _own_follow_ups(scene: Scene, alert: Alert) -> list[FollowUp]:
    roles = scene.member.roles(alert.network) if scene.member else ()
    return [item for item in alert.follow_ups if item.done_at is None and item.owner in roles]


def _is_for(member: Member | None, told: str) -> bool:
    """Whether a line of the help is for somebody; those about a command begin with it."""
    order = re.match(r"/(\w+) · ", told)
    return order is None or (member is not None and holds(member, ORDERED[order[1]]))


def _posts(scene: Scene) -> str:
    member = scene.member
    assert member is not None
    return ", ".join(post_text(scene.texts, post) for post in member.posts)
