"""What partners may expect of each other: how one asks, and what each role does or does not do."""

from collections.abc import Callable, Iterable, Iterator

from bot.buttons import Code
from bot.reports.werkafspraken import day_text, hours_text, value_text
from bot.screen import Screen
from bot.screens.scene import Scene, in_rows, lines
from config.networks import Network
from flows.changes import FIRST_RESPONSE, value_of
from flows.rules import Role, RoleKind, RoleRules, Rules


def expectations(scene: Scene) -> Screen:
    """How one asks and how soon there is an answer; then a role can be chosen (R-036, R-176)."""
    network = scene.configuration.network(scene.args["network"])
    live = scene.configuration.live(network.code)
    roles = dict.fromkeys(each.role for rules in live for each in rules.roles)
    choices = [
        scene.press(scene.role(role), Code.VERWACHTINGEN, None, network.code, role)
        for role in roles
    ]
    others = [
        scene.press(scene.configuration.network(code).title, Code.VERWACHTINGEN, None, code)
        for code in (scene.member.networks() if scene.member else ())
        if code != network.code
    ]
    text = lines(
        scene.say("verwachting.title", network=network.title),
        *convention(scene, network, live),
        "",
        scene.say("verwachting.choose"),
    )
    return Screen(text=text, rows=(*in_rows(choices), *in_rows(others, 1)))


def expectations_of(scene: Scene) -> Screen:
    """What the others may count on from one role, and what not."""
    network, role = scene.configuration.network(scene.args["network"]), Role(scene.args["role"])
    live = [it for it in scene.configuration.live(network.code) if it.has_role(role)]
    back = scene.press(scene.say("knop.terug"), Code.VERWACHTINGEN, None, network.code)
    refusals = network.conventions.will_not.get(role, ())
    text = lines(
        scene.say("verwachting.of", role=scene.role(role)),
        *by_doelgroep(scene, live, lambda rules: _hours(scene, rules.role(role))),
        *by_doelgroep(scene, live, lambda rules: _answers(scene, rules, rules.role(role))),
        *by_doelgroep(scene, live, lambda rules: _outside(scene, rules.role(role))),
        *(_will_not(scene, network, refusals) if refusals else ()),
    )
    return Screen(text=text, rows=((back,),))


def convention(scene: Scene, network: Network, live: Iterable[Rules]) -> Iterator[str]:
    """Which words, which channel, how soon an answer (R-036)."""
    agreed = network.conventions
    for key, codes in (("words", agreed.words), ("channels", agreed.channels)):
        if codes:
            yield scene.say(f"verwachting.{key}")
            yield from (_line(scene, scene.word("verzoek", code)) for code in codes)
    if agreed.words or agreed.channels:
        yield _mark(scene, network)
    for names, text in _told(scene, live, lambda rules: _targets(scene, rules)):
        yield lines(scene.say("verwachting.doelgroepen", names=names), text)


def by_doelgroep(
    scene: Scene, live: Iterable[Rules], tell: Callable[[Rules], str]
) -> Iterator[str]:
    """What was agreed: said once where it is the same, and else of each doelgroep."""
    told = [*_told(scene, live, tell)]
    for names, text in told:
        yield text if len(told) == 1 else scene.say("verwachting.in", doelgroep=names) + text


def _told(
    scene: Scene, live: Iterable[Rules], tell: Callable[[Rules], str]
) -> Iterator[tuple[str, str]]:
    found: dict[str, list[str]] = {}
    for rules in live:
        found.setdefault(tell(rules), []).append(scene.word("doelgroep", rules.doelgroep))
    return ((", ".join(names), text) for text, names in found.items())


def _targets(scene: Scene, rules: Rules) -> str:
    """How soon an overleg begins, by its urgency, and how soon a role answers."""
    starts = (
        scene.say(
            "verwachting.target",
            urgentie=scene.word("urgentie", each.urgency.value),
            within=value_text(value_of(rules, each.urgency.value), scene.texts),
        )
        for each in rules.urgencies
    )
    return lines(
        scene.say("verwachting.targets") + " · ".join(starts),
        scene.say("werkafspraken.first_response", what=_first_response(scene, rules)),
    )


def _hours(scene: Scene, agreed: RoleRules) -> str:
    if _always(agreed):
        return scene.say("verwachting.always")
    return scene.say("verwachting.hours", hours=hours_text(agreed, scene.texts))


def _answers(scene: Scene, rules: Rules, agreed: RoleRules) -> str:
    if agreed.kind is not RoleKind.PARTNER:
        return scene.say("verwachting.soort", kind=scene.word("rolsoort", agreed.kind.value))
    within = _first_response(scene, rules)
    if _always(agreed):
        return scene.say("werkafspraken.first_response", what=within)
    return scene.say("verwachting.answers", within=within)


def _first_response(scene: Scene, rules: Rules) -> str:
    return value_text(value_of(rules, FIRST_RESPONSE), scene.texts)


def _outside(scene: Scene, agreed: RoleRules) -> str:
    key = "verwachting.phone" if _always(agreed) else "verwachting.outside"
    return scene.say(key, label=agreed.phone_label)


def _always(agreed: RoleRules) -> bool:
    return any(window.never_closes for window in agreed.windows)


def _will_not(scene: Scene, network: Network, codes: Iterable[str]) -> Iterator[str]:
    yield scene.say("verwachting.will_not")
    yield from (_line(scene, scene.word("doet_niet", code)) for code in codes)
    yield _mark(scene, network)


def _line(scene: Scene, said: str) -> str:
    return scene.say("verwachting.line", what=said)


def _mark(scene: Scene, network: Network) -> str:
    """Whether it was agreed, and when; what nobody agreed on is an example."""
    day = network.conventions.agreed
    if day is None:
        return scene.say("verwachting.example")
    return scene.say("verwachting.agreed", day=day_text(day))
