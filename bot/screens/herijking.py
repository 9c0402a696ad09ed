"""The screens of the herijking: five steps, and the papers that come of it."""

from html import escape

from bot.buttons import Code
from bot.reports.handover import handover, handover_title
from bot.reports.standing import Standing
from bot.reports.werkafspraken import (
    agreements,
    agreements_title,
    subject_text,
    value_text,
    window_text,
)
from bot.screen import Document, Screen
from bot.screens.scene import Row, Scene, in_rows, lines
from flows.calendar import local
from flows.changes import FIRST_RESPONSE, value_of
from flows.herijking import ASKED, Herijking, Step, Verdict, is_open
from flows.people import Function
from flows.rules import Role, Rules

MOST_SIGNS = 3900  # of the 4,096 that a message holds


def herijking(scene: Scene) -> Screen:
    """The step that is looked at; without an organisation first which one."""
    standing, role = _standing(scene), scene.args.get("role", "")
    if not role:
        choices = [
            scene.press(scene.role(each), Code.HERIJKING, None, each) for each in _own(scene)
        ]
        return Screen(text=scene.say("herijking.whose"), rows=in_rows(choices))
    known = _known(standing, Role(role))
    step = Step(scene.args["step"]) if scene.args.get("step") else known.next_step()
    if step is Step.CONFIRM:
        return _confirm(scene, standing, known)
    shown = {
        Step.PEOPLE: _people,
        Step.WINDOWS: _windows,
        Step.PHONES: _phones,
        Step.TARGETS: _targets,
    }[step]
    head = scene.say(
        "herijking.head",
        n=ASKED.index(step) + 1,
        what=scene.word("stap", step.value),
        role=scene.role(role),
        year=known.year,
    )
    how = scene.word("stap_uitleg", step.value)
    return Screen(
        text=lines(head, "", *shown(scene, standing, Role(role)), "", how),
        rows=_step_rows(scene, step, role),
    )


def agreements_page(scene: Scene) -> Screen:
    """The Werkafspraken of a doelgroep to read in the chat, without names."""
    standing = _standing(scene)
    rules = standing.rules_of(scene.args["doelgroep"])
    paragraphs = agreements(standing, rules, scene.texts, names=False)
    return Screen(text=_text(agreements_title(standing, rules, scene.texts), paragraphs))


def agreements_pdf(scene: Scene) -> Screen:
    """The same to print, with the names of who is who."""
    standing = _standing(scene)
    rules = standing.rules_of(scene.args["doelgroep"])
    title = agreements_title(standing, rules, scene.texts)
    name = f"werkafspraken-{rules.doelgroep}-{standing.year}.pdf"
    paragraphs = agreements(standing, rules, scene.texts, names=True)
    return _document(scene, title, name, paragraphs)


def handover_page(scene: Scene) -> Screen:
    """The handover pack to read in the chat."""
    standing, role = _standing(scene), _role(scene)
    paragraphs = handover(standing, role, scene.texts, scene.now)
    return Screen(text=_text(handover_title(standing, role, scene.texts), paragraphs))


def handover_pdf(scene: Scene) -> Screen:
    """The same to print."""
    standing, role = _standing(scene), _role(scene)
    title = handover_title(standing, role, scene.texts)
    name = f"overdracht-{role or Function.CHAIR.value}-{local(scene.now):%Y-%m-%d}.pdf"
    return _document(scene, title, name, handover(standing, role, scene.texts, scene.now))


def _standing(scene: Scene) -> Standing:
    assert scene.standing is not None, "this screen is of the yearly round"
    return scene.standing


def _role(scene: Scene) -> Role | None:
    return Role(scene.args["role"]) if scene.args.get("role") else None


def _own(scene: Scene) -> list[Role]:
    """The organisations whose herijking this person may do."""
    member, standing = scene.member, _standing(scene)
    assert member is not None
    coordinating = (Function.CONTACT, Function.DEPUTY)
    return [
        role
        for role in standing.order
        if member.is_admin()
        or any(member.has(function, standing.network, role) for function in coordinating)
    ]


def _known(standing: Standing, role: Role) -> Herijking:
    found = [one for one in standing.herijkingen if one.role == role]
    return found[0] if found else Herijking(year=standing.year, role=role)


def _step_rows(scene: Scene, step: Step, role: str) -> tuple[Row, ...]:
    right = scene.press(
        scene.say("knop.klopt"), Code.HERIJKING, None, role, step.value, Verdict.RIGHT.value
    )
    wrong = scene.press(
        scene.say("knop.klopt_niet"), Code.HERIJKING, None, role, step.value, Verdict.WRONG.value
    )
    number = ASKED.index(step)
    back = (
        scene.press(scene.say("knop.terug"), Code.HERIJKING, None, role, ASKED[number - 1].value),
    )
    change = (scene.press(scene.say("knop.wijziging"), Code.WIJZIGING),)
    may_change = step is Step.TARGETS and _may_see_papers(scene)
    return ((right, wrong), *((change,) if may_change else ()), *((back,) if number else ()))


def _people(scene: Scene, standing: Standing, role: Role) -> list[str]:
    held = [
        scene.say("front.who.person", name=person.name, function=scene.word("functie", function))
        for function in (Function.CONTACT, Function.DEPUTY, Function.MEMBER)
        for person in standing.holders(role, function)
    ]
    return held or [scene.say("front.who.nobody")]


def _windows(scene: Scene, standing: Standing, role: Role) -> list[str]:
    return _per_doelgroep(
        scene,
        standing,
        role,
        lambda rules: "; ".join(
            window_text(window, scene.texts) for window in rules.role(role).windows
        ),
    )


def _phones(scene: Scene, standing: Standing, role: Role) -> list[str]:
    return _per_doelgroep(scene, standing, role, lambda rules: rules.role(role).phone_label)


def _targets(scene: Scene, standing: Standing, role: Role) -> list[str]:
    return [line for rules in standing.rules for line in target_lines(scene, rules)]


def target_lines(scene: Scene, rules: Rules) -> list[str]:
    """What a doelgroep aims at, a line each."""
    whats = [each.urgency.value for each in rules.urgencies]
    values = [
        scene.say(
            "herijking.line",
            what=subject_text(what, scene.texts),
            value=value_text(value_of(rules, what), scene.texts),
        )
        for what in (*whats, FIRST_RESPONSE)
    ]
    return [scene.word("doelgroep", rules.doelgroep), *values]


def _per_doelgroep(scene: Scene, standing: Standing, role: Role, of: object) -> list[str]:
    assert callable(of)
    return [
        scene.say(
            "herijking.line",
            what=scene.word("doelgroep", rules.doelgroep),
            value=of(rules) or scene.say("nvt"),
        )
        for rules in standing.rules
        if rules.has_role(role)
    ]


def _confirm(scene: Scene, standing: Standing, known: Herijking) -> Screen:
    """What was said of each step; confirming is one tap, and can be done over."""
    role = known.role
    said = [
        scene.say(
            "herijking.line",
            what=scene.word("stap", step.value),
            value=scene.word("oordeel", verdict.value) if verdict else "–",
        )
        for step in ASKED
        for verdict in (known.verdict(step),)
    ]
    again = scene.press(scene.say("knop.nalopen"), Code.HERIJKING, None, role, ASKED[0].value)
    rows: list[Row] = [(again,)]
    if known.confirmed_at is None:
        key = "herijking.confirm" if is_open(local(scene.now).date()) else "herijking.confirm.late"
        yes = scene.press(scene.say("knop.herijking_klaar"), Code.HERIJKING, None, role,
                          Step.CONFIRM.value, Verdict.RIGHT.value)  # fmt: skip
        rows = [(yes,), (again,)]
        head = scene.say(key, role=scene.role(role), year=known.year)
    else:
        at = scene.when(known.confirmed_at)
        key = "herijking.done.wrong" if known.is_amiss() else "herijking.done"
        head = scene.say(key, role=scene.role(role), year=known.year, at=at)
    return Screen(text=lines(head, "", *said), rows=(*rows, *_papers(scene, standing)))


def _papers(scene: Scene, standing: Standing) -> tuple[Row, ...]:
    if not _may_see_papers(scene):
        return ()
    pages = [
        scene.press(
            scene.texts("knop.werkafspraken", doelgroep=rules.code),
            Code.WERKAFSPRAKEN, None, rules.doelgroep,
        )
        for rules in standing.rules
    ]  # fmt: skip
    return (*in_rows(pages), (scene.press(scene.say("knop.overdracht"), Code.OVERDRACHT),))


def _may_see_papers(scene: Scene) -> bool:
    member, network = scene.member, _standing(scene).network
    return member is not None and (
        member.is_admin() or any(member.has(each, network) for each in
                                 (Function.CONTACT, Function.CHAIR))
    )  # fmt: skip


def _text(title: str, paragraphs: list[str]) -> str:
    """Headings in bold; what does not fit in one message is in the document."""
    text = f"<b>{escape(title)}</b>"
    for paragraph in paragraphs:
        bare = escape(paragraph.removeprefix("# "))
        part = f"\n\n<b>{bare}</b>" if paragraph.startswith("# ") else f"\n{bare}"
        if len(text) + len(part) > MOST_SIGNS:
            return f"{text}\n…"
        text += part
    return text


def _document(scene: Scene, title: str, name: str, paragraphs: list[str]) -> Screen:
    from bot.reports.page import page  # only here: it takes a while to load

    content = page(title, paragraphs, scene.now)
    return Screen(
        text=scene.say("papier.sent", title=title), document=Document(name=name, content=content)
    )
