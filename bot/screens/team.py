"""The screens of who keeps an organisation's people right."""

from collections.abc import Iterator
from html import escape

from bot.buttons import Code
from bot.screen import Button, Screen
from bot.screens.scene import Row, Scene, in_rows, lines, post_text
from flows.notes import WITHHELD
from flows.people import (
    BESIDE,
    CHANGEABLE,
    Function,
    Member,
    Post,
    Reach,
    chooses_place,
    foremost,
    is_asleep,
    may_manage,
    sub_roles_of,
)
from flows.rules import Role
from flows.terms import Known

APART = "-"  # in a button: of no organisation, as a voorzitter, a trekker and a beheerder are
DEPUTY, CONTACT = Function.DEPUTY, Function.CONTACT
MOST_NAME = 20  # of a name on a button


def confirm_who(scene: Scene) -> Screen:
    """Somebody opened a link: is this who was invited? (S03)"""
    number = scene.args["enrolment"]
    if "who" not in scene.args:
        return Screen(text=scene.say("refusal.not_current"))
    text = scene.say("enrol.confirm", name=scene.args["name"], who=scene.args["who"])
    yes = scene.press(scene.say("knop.bevestigen"), Code.BEVESTIG, None, number)
    no = scene.press(scene.say("knop.afwijzen"), Code.WIJS_AF, None, number)
    return Screen(text=text, rows=((yes, no),))


def teams(scene: Scene) -> Screen:
    """Which organisation."""
    network = scene.args["network"]
    roles = dict.fromkeys(
        role.role
        for rules in scene.configuration.network(network).doelgroepen.values()
        for role in rules.roles
        if _manages(scene, network, role.role)
    )
    choices = [scene.press(scene.role(role), Code.TEAM, None, network, role) for role in roles]
    if _manages(scene, network, None):
        choices.append(scene.press(scene.say("team.apart"), Code.TEAM, None, network, APART))
    return Screen(text=scene.say("team.which"), rows=in_rows(choices))


def team(scene: Scene) -> Screen:
    """The people of one organisation, and what is worth a look."""
    network, role = scene.args["network"], scene.args["role"]
    held = [
        (one, post) for one in scene.people if (post := post_in(one, network, role)) is not None
    ]
    name = escape(scene.role(role) if role else scene.say("team.apart"))
    back = (to_team(scene),) if scene.member and chooses_place(scene.member) else ()
    if not held:
        return Screen(text=scene.texts("team.nobody", role=name), rows=back)
    return Screen(
        text=lines(
            scene.texts.many("team.of", len(held), role=name),
            *(_warnings(scene, network, Role(role)) if role else ()),
            scene.say("team.marks"),
        ),
        rows=(*in_rows((_person_button(scene, one, post) for one, post in held), 1), *back),
    )


def person(scene: Scene) -> Screen:
    """One person: function, sub-roles, block, remove."""
    member = about(scene)
    if member is None:
        return Screen(text=scene.say("refusal.not_current"))
    network, role = scene.args["network"], scene.args["role"]
    which = (str(member.person), role or APART)
    post = post_in(member, network, role)
    rows: list[Row] = []
    if role and post is not None:
        rows += in_rows(
            (
                scene.press(
                    _ticked(scene.word("functie", one.value), one is post.function),
                    Code.PERSOON, None, *which, one.value,
                )
                for one in CHANGEABLE
            ),
            1,
        )  # fmt: skip
        rows += in_rows(_sub_roles(scene, network, Role(role), member, which))
    if not role:
        rows += ((button,) for button in _given_up(scene, network, member))
    block, code = (
        ("knop.deblokkeren", Code.DEBLOKKEER)
        if member.suspended
        else ("knop.blokkeren", Code.BLOKKEER)
    )
    removal = scene.press(scene.say("knop.verwijderen"), Code.VERWIJDER, None, *which)
    rows.append((scene.press(scene.say(block), code, None, *which), removal))
    rows.append((scene.press(scene.say("knop.terug"), Code.TEAM, None, network, role or APART),))
    return Screen(text=_told(scene, member), rows=tuple(rows))


def review(scene: Scene) -> Screen:
    """Is this list still right? One tap per person (S21)."""
    role, period = scene.args["role"], scene.args["period"]
    asked = scene.args.get("open", "").split("|")
    open_ones = [one for one in scene.people if str(one.person) in asked]
    if not open_ones:
        return Screen(text=scene.say("team.list_done", role=scene.role(role)))
    rows = tuple(
        (
            scene.press(f"✔ {short(one.name)}", Code.KLOPT, None, period, str(one.person), role),
            scene.press(f"✖ {short(one.name)}", Code.VERWIJDER, None, str(one.person), role),
        )
        for one in open_ones
    )
    return Screen(text=scene.say("team.list", role=scene.role(role)), rows=rows)


def unknown_member(scene: Scene) -> Screen:
    """Somebody whom the register does not know came into a group, or wrote there (S22)."""
    group, user = scene.args["group"], scene.args["user"]
    doelgroep = scene.word("doelgroep", scene.args["doelgroep"])
    out = scene.press(scene.say("knop.verwijder_nu"), Code.VREEMD, None, group, user, "nee")
    known = scene.press(scene.say("knop.kennen_wij"), Code.VREEMD, None, group, user, "ja")
    key = "group.unknown.wrote" if scene.args.get("how") == "wrote" else "group.unknown"
    name = scene.args.get("found", WITHHELD)
    text = scene.say(key, doelgroep=doelgroep, name=name)
    return Screen(text=text, rows=((out, known),))


def roles(scene: Scene) -> Screen:
    """What each role and sub-role is for (R-057)."""
    member = scene.member
    assert member is not None
    network = scene.configuration.network(member.networks()[0])
    found: dict[str, dict[str, None]] = {}
    for rules in network.doelgroepen.values():
        for role in rules.roles:
            found.setdefault(role.role, {}).update(dict.fromkeys(role.sub_roles))
    told = [
        scene.say(
            "roles.line",
            role=scene.role(role),
            what=scene.word("rol_is", role),
            sub_roles=", ".join(scene.word("sub_role", one) for one in subs) or scene.say("nvt"),
        )
        for role, subs in found.items()
    ]
    return Screen(text=lines(scene.say("roles"), *told, scene.say("roles.trekker")))


def to_team(scene: Scene) -> Row:
    """Back to the own organisation, or to the choice of one."""
    return (scene.press(scene.say("knop.terug"), Code.TEAM),)


def _warnings(scene: Scene, network: str, role: Role) -> Iterator[str]:
    for key, function in (("team.no_deputy", DEPUTY), ("team.no_contact", CONTACT)):
        if not any(one.has(function, network, role) for one in scene.people):
            yield scene.say(key)
    if scene.args.get("one_person"):
        yield scene.say("team.one_person")
    for doelgroep in filter(None, scene.args.get("silent", "").split("|")):
        yield scene.say("team.silent", doelgroep=scene.word("doelgroep", doelgroep))


def _person_button(scene: Scene, member: Member, post: Post) -> Button:
    marks = "".join(
        mark
        for mark, shown in (
            ("👋", member.introduced_at is not None),
            ("🎯", _practised(scene, member)),
            ("🔕", member.reach is not Reach.OPEN),
            ("💤", is_asleep(member, scene.now)),
            ("⛔", member.suspended),
            ("🚪", str(member.user_id) in scene.args.get("missing", "").split("|")),
        )
        if shown
    )
    label = f"{marks} {short(member.name, MOST_NAME - len(marks))} · {_function(scene, post)}"
    return scene.press(label.strip(), Code.PERSOON, None, str(member.person), post.role or APART)


def _told(scene: Scene, member: Member) -> str:
    functions = dict.fromkeys(post_text(scene.texts, post) for post in member.posts)
    seen = scene.when(member.seen_at) if member.seen_at else scene.say("team.never")
    return lines(
        scene.say("team.person", name=member.name, posts=", ".join(functions), seen=seen),
        scene.say(
            "team.introduced",
            read=_yes_or_no(scene, member.introduced_at is not None),
            practised=_yes_or_no(scene, _practised(scene, member)),
        ),
        scene.say("team.cannot_write") if member.reach is not Reach.OPEN else None,
        scene.say("team.is_blocked") if member.suspended else None,
    )


def _practised(scene: Scene, member: Member) -> bool:
    return str(member.person) in scene.args.get("practised", "").split("|")


def _yes_or_no(scene: Scene, is_so: bool) -> str:
    return scene.word("ja_nee", (Known.YES if is_so else Known.NO).value)


def _sub_roles(
    scene: Scene, network: str, role: Role, member: Member, which: tuple[str, str]
) -> list[Button]:
    held = sub_roles_of(member, network, role)
    known = dict.fromkeys(
        code
        for rules in scene.configuration.network(network).doelgroepen.values()
        for one in rules.roles
        if one.role == role
        for code in one.sub_roles
    )
    return [
        scene.press(
            _ticked(scene.word("sub_role", code), code in held),
            Code.SUBROL, None, *which, code,
        )
        for code in known
    ]  # fmt: skip


def _given_up(scene: Scene, network: str, member: Member) -> Iterator[Button]:
    """What may be given up while somebody stays for something else: trekker, or the fixed chair."""
    for post in member.posts if len(member.posts) > 1 else ():
        if post.network == network and post.function in BESIDE and post.role is None:
            label = scene.texts("knop.geen_meer", what=_function(scene, post))
            which = (str(member.person), APART, network, post.doelgroep or APART)
            yield scene.press(label, Code.VERWIJDER, None, *which)


def _function(scene: Scene, post: Post) -> str:
    """A function in few signs; of a trekker with the code of the doelgroep, while there is one."""
    rules = scene.configuration.network(post.network).doelgroepen.get(post.doelgroep or "")
    word = scene.word("functie", post.function.value)
    return f"{word} {rules.code}" if rules is not None else word


def post_in(member: Member, network: str, role: str) -> Post | None:
    """The post there, and of several the one that says most."""
    held = [post for post in member.posts if (post.network, post.role or "") == (network, role)]
    return foremost(held) if held else None


def about(scene: Scene) -> Member | None:
    """The person that the screen is about, when still there."""
    number = scene.args["person"]
    return next((one for one in scene.people if str(one.person) == number), None)


def _manages(scene: Scene, network: str, role: Role | None) -> bool:
    return scene.member is not None and may_manage(scene.member, network, role)


def _ticked(label: str, is_so: bool) -> str:
    return f"☑ {label}" if is_so else f"☐ {label}"


def short(name: str, most: int = MOST_NAME) -> str:
    """A name that fits on a button with a word behind it."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
