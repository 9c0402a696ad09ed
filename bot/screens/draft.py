"""The screens of a new alert: one question each, and the preview that is sent."""

from collections.abc import Iterator
from datetime import datetime

from bot.buttons import Code
from bot.screen import Button, Screen
from bot.screens.card import text as card_text
from bot.screens.lesson import about_drill
from bot.screens.notes import note_row
from bot.screens.scene import Row, Scene, as_drill, in_rows, lines
from flows.calendar import is_open, local, next_open
from flows.decider import decide
from flows.draft import (
    ARRESTED_AGO,
    Chip,
    Draft,
    Question,
    offered_sub_roles,
    question,
    requested_roles,
    requested_sub_roles,
    to_command,
)
from flows.evolver import replay
from flows.rules import RoleKind, Rules
from flows.state import Alert, AlertId
from flows.terms import Delay, Known


def draft(scene: Scene) -> Screen:
    """The question that is open, or the preview; marked when it is for a drill."""
    screen = _open_question(scene)
    return as_drill(screen, scene.say("oefening")) if _made(scene).drill else screen


def _open_question(scene: Scene) -> Screen:
    made = _made(scene)
    rules = scene.rules(made.network, made.doelgroep) if made.doelgroep else None
    asked = question(made, rules)
    if asked is Question.PREVIEW and rules is not None:
        return _preview(scene, made, rules)
    if asked is Question.LIGHTER and rules is not None:
        return _lighter(scene, rules)
    urgent = scene.say("draft.112")
    drill = about_drill(scene, made)
    where = (
        scene.say("draft.for", doelgroep=scene.word("doelgroep", rules.doelgroep))
        if rules
        else None
    )
    explained = _definitions(scene, rules) if asked is Question.URGENCY and rules else None
    body = lines(
        urgent, drill, "", where, _ungrouped(scene), _asked(scene, made, rules, asked), explained
    )
    choices = in_rows(_choices(scene, made, rules, asked))
    return Screen(text=body, rows=(*choices, _way_out(scene)))


def draft_sub_roles(scene: Scene) -> Screen:
    """Whom to ask for by sub-role; a tick asks its holders too, whether on duty or not."""
    made = _made(scene)
    rules = scene.rules(made.network, made.doelgroep or "")
    wanted = requested_sub_roles(made, rules)
    ticks = [
        scene.press(
            f"{'☑' if code in wanted else '☐'} {scene.word('sub_role', code)}",
            Code.CHIP, None, Chip.SUB_ROLE.value, f"-{code}" if code in wanted else code,
        )
        for code in offered_sub_roles(made, rules)
    ]  # fmt: skip
    done = scene.press(scene.say("knop.klaar"), Code.CHIP, None, Chip.SUB_ROLE.value, "klaar")
    screen = Screen(text=scene.say("draft.sub_roles"), rows=(*in_rows(ticks), (done,)))
    return as_drill(screen, scene.say("oefening")) if made.drill else screen


def draft_gone(scene: Scene) -> Screen:
    """The draft was cancelled, or lay too long."""
    return Screen(text=scene.say(f"draft.gone.{scene.args['why']}"))


def lighter_logged(scene: Scene) -> Screen:
    """One partner is called instead: the phone label of that role."""
    role = scene.args["role"]
    return Screen(
        text=scene.say("draft.call_only", role=scene.role(role), label=scene.args["label"])
    )


def sent(scene: Scene) -> Screen:
    """The receipt for the raiser, with what can still be set right."""
    alert = scene.shown
    return Screen(
        text=lines(
            scene.say("sent.saved", id=alert.id),
            scene.say("sent.chases"),
            scene.say("sent.rights"),
        ),
        rows=(*note_row(scene, alert), *raiser_rows(scene, alert)),
    )


def raiser_rows(scene: Scene, alert: Alert) -> tuple[Row, ...]:
    """What only the raiser's role may do with an alert that still runs."""
    offered = [
        ("vergissing", Code.VERGISSING),
        ("verkeerde_groep", Code.VERKEERDE_GROEP),
        ("intrekken", Code.INTREKKEN),
        ("geen_overleg_nodig", Code.GEEN_OVERLEG_NODIG),
        ("achteraf", Code.ACHTERAF),
    ]
    if any(other.id != alert.id for other in scene.alerts):
        offered.append(("dubbel", Code.DUBBEL))
    return in_rows(scene.press(scene.say(f"knop.{key}"), code, alert.id) for key, code in offered)


def _made(scene: Scene) -> Draft:
    assert scene.draft is not None, "this screen is about a draft"
    return scene.draft


def _asked(scene: Scene, made: Draft, rules: Rules | None, asked: Question) -> str:
    if asked is Question.CRITERION and rules is not None:
        return scene.say(f"criterium.{rules.criteria[len(made.criteria)]}")
    return scene.say(f"draft.ask.{asked.value}")


def _definitions(scene: Scene, rules: Rules) -> str:
    return lines(
        *[
            scene.say(
                "draft.urgency",
                name=scene.word("urgentie", item.urgency.value),
                definition=scene.say(f"urgentie.{item.urgency.value}.definition"),
                target=_target(scene, item.target_working_days, item.target_at(scene.now)),
            )
            for item in rules.urgencies
        ]
    )


def _target(scene: Scene, working_days: int, target_at: datetime) -> str:
    if working_days:
        return scene.texts.many("draft.working_days", working_days)
    minutes = round((target_at - scene.now).total_seconds() / 60)
    if minutes % 60 == 0:
        return scene.say("draft.hours", n=minutes // 60)
    return scene.say("draft.minutes", n=minutes)


def _choices(scene: Scene, made: Draft, rules: Rules | None, asked: Question) -> Iterator[Button]:
    if rules is None:
        options = [(item, scene.word("doelgroep", item)) for item in made.options]
    elif asked is Question.CRITERION:
        options = [
            ("ja", scene.word("ja_nee", "ja").capitalize()),
            ("nee", scene.word("ja_nee", "nee").capitalize()),
        ]
    elif asked is Question.SOURCE:
        options = [(item, scene.word("bron", item)) for item in rules.sources]
    elif asked is Question.NATURE:
        options = [(item, scene.word("aard", item)) for item in rules.natures]
    else:
        options = [
            (item.urgency.value, scene.word("urgentie", item.urgency.value))
            for item in rules.urgencies
        ]
    for value, label in options:
        yield scene.press(label, Code.VRAAG, None, asked.value, value)


def _ungrouped(scene: Scene) -> str | None:
    """On the first screen: for what nothing can be raised, because it has no group yet."""
    bare = [one for one in scene.args.get("ungrouped", "").split("|") if one]
    named = scene.texts.listed(scene.word("doelgroep", one) for one in bare)
    return scene.say("draft.ungrouped", doelgroepen=named) if bare else None


def _lighter(scene: Scene, rules: Rules) -> Screen:
    calls = [
        scene.press(
            scene.say("draft.call", role=scene.role(item.role)), Code.BEL_ALLEEN, None, item.role
        )
        for item in rules.partners()
    ]
    return Screen(
        text=lines(scene.say("draft.112"), "", scene.say("draft.lighter")),
        rows=(*in_rows(calls), _way_out(scene)),
    )


def _preview(scene: Scene, made: Draft, rules: Rules) -> Screen:
    looks = [alert for alert in scene.alerts if alert.drill == made.drill]
    body = lines(
        scene.say("draft.112"),
        scene.say("draft.preview"),
        "",
        card_text(scene, _imagined(scene, made, rules)),
        "",
        *[_lookalike(scene, alert) for alert in looks],
        *_outside(scene, made, rules),
        scene.say("draft.assessed"),
    )
    send = scene.say("knop.verstuur_toch" if looks else "knop.verstuur")
    joins = [
        scene.press(scene.say("knop.aanvullen", id=alert.id), Code.AANVULLEN, alert.id)
        for alert in looks[:3]
    ]
    return Screen(
        text=body,
        rows=(
            *in_rows(_chips(scene, made, rules)),
            *in_rows(joins),
            (scene.press(send, Code.VERSTUUR),),
            _way_out(scene),
        ),
    )


def _imagined(scene: Scene, made: Draft, rules: Rules) -> Alert:
    network = scene.configuration.network(made.network)
    mark = network.drill_prefix if made.drill else network.prefix(rules.doelgroep)
    name = AlertId(f"{mark}-{local(scene.now):%y%m}-··")
    imagined = replay(decide(None, to_command(made, rules, name), scene.now))
    assert imagined is not None, "a preview is of an alert that can be raised"
    return imagined


def _lookalike(scene: Scene, alert: Alert) -> str:
    minutes = int((scene.now - alert.raised_at).total_seconds() // 60)
    role = scene.role(alert.raised_by.role or "")
    return scene.say("draft.lookalike", id=alert.id, role=role, n=minutes)


def _outside(scene: Scene, made: Draft, rules: Rules) -> Iterator[str]:
    for role in requested_roles(made, rules):
        agreed = rules.role(role)
        if agreed.kind is not RoleKind.PARTNER or is_open(agreed.windows, scene.now):
            continue
        opens = next_open(agreed.windows, scene.now)
        until = scene.when(opens, scene.now) if opens else scene.say("nvt")
        yield scene.say("draft.outside", role=scene.role(role), at=until, label=agreed.phone_label)


def _chips(scene: Scene, made: Draft, rules: Rules) -> Iterator[Button]:
    known = [item.value for item in Known]
    delays = [item.value for item in Delay]
    yield _turn(scene, Chip.STANDSTILL, _yes(made.standstill), ["nee", "ja"])
    yield _turn(scene, Chip.SAFE, made.direct_safe.value, known)
    yield _turn(scene, Chip.KNOWN, made.family_known.value, known)
    yield _turn(scene, Chip.PLAN, made.safety_plan.value, known)
    yield _turn(scene, Chip.MINORS, _yes(made.minors), ["nee", "ja"])
    yield _custody(scene, made)
    came_in = scene.word("binnengekomen", made.delay.value)
    yield _turn(scene, Chip.DELAY, made.delay.value, delays, came_in)
    yield _turn(scene, Chip.ANONYMOUS, _yes(made.anonymous), ["nee", "ja"])
    asked = requested_roles(made, rules)
    for item in rules.roles:
        if item.role in rules.quorum or item.role == made.by.role:
            continue
        wanted = item.role in asked
        label = scene.say("chip.rol.aan" if wanted else "chip.rol.uit", role=scene.role(item.role))
        turned = f"-{item.role}" if wanted else item.role
        yield scene.press(label, Code.CHIP, None, Chip.ROLE.value, turned)
    if offered_sub_roles(made, rules):
        count = len(requested_sub_roles(made, rules))
        label = scene.say("chip.subrol.is" if count else "chip.subrol.geen", n=count)
        yield scene.press(label, Code.CHIP, None, Chip.SUB_ROLE.value, "")
    if not made.anonymous:
        key = "chip.kenmerk.is" if made.reference else "chip.kenmerk.geen"
        yield scene.press(scene.say(key), Code.KENMERK)


def _turn(scene: Scene, chip: Chip, value: str, values: list[str], said: str = "") -> Button:
    following = values[(values.index(value) + 1) % len(values)]
    label = scene.say(f"chip.{chip.value}", value=said or scene.word("ja_nee", value))
    return scene.press(label, Code.CHIP, None, chip.value, following)


def _custody(scene: Scene, made: Draft) -> Button:
    hours = [str(item) for item in ARRESTED_AGO]
    if made.arrested_at is None:
        label = scene.say("chip.aangehouden", value=scene.word("ja_nee", "nee"))
        return scene.press(label, Code.CHIP, None, Chip.CUSTODY.value, hours[0])
    ago = round((scene.now - made.arrested_at).total_seconds() / 3600)
    later = [item for item in hours if int(item) > ago]
    label = scene.say("chip.aangehouden.om", at=scene.when(made.arrested_at, scene.now))
    following = later[0] if later else "nee"
    return scene.press(label, Code.CHIP, None, Chip.CUSTODY.value, following)


def _yes(value: bool) -> str:
    return "ja" if value else "nee"


def _way_out(scene: Scene) -> Row:
    return (
        scene.press(scene.say("knop.terug"), Code.TERUG),
        scene.press(scene.say("knop.annuleren"), Code.ANNULEREN),
    )
