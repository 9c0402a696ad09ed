"""The screens of going: really, whose phone is lost, and what was left to do."""

from collections.abc import Iterator

from bot.buttons import Code
from bot.screen import Screen
from bot.screens.scene import Scene, in_rows, lines
from bot.screens.team import APART, about, post_in, short, to_team
from flows.people import Member, heirs, is_last_keeper, is_last_of, managed
from flows.state import AlertId

ASKED = {
    Code.VERWIJDER: "team.sure_remove",
    Code.BLOKKEER: "team.sure_block",
    Code.DEBLOKKEER: "team.sure_unblock",
    Code.PERSOON: "team.sure_function",
}


def sure_about(scene: Scene) -> Screen:
    """Really remove, block, give back, or make a lid of who keeps an organisation right?"""
    member = about(scene)
    if member is None:
        return Screen(text=scene.say("refusal.not_current"))
    code, function = Code(scene.args["code"]), scene.args.get("function")
    which = (str(member.person), scene.args["role"] or APART)
    given_up = (scene.args["network"], scene.args["up"]) if "up" in scene.args else ()
    details = (*which, *([function] if function else given_up), "ja")
    yes = scene.press(scene.say("knop.ja_zeker"), code, None, *details)
    back = scene.press(scene.say("knop.terug"), Code.PERSOON, None, *which)
    becomes = scene.word("functie", function) if function else ""
    key = "team.sure_give_up" if given_up else ASKED[code]
    asked = scene.say(key, name=member.name, function=becomes or scene.args.get("what", ""))
    return Screen(text=lines(asked, *_losses(scene, code, member)), rows=((yes, back),))


def whose_phone(scene: Scene) -> Screen:
    """A phone is lost: whose? (S10)"""
    me = scene.member
    mine = ((one, managed(me, one)) for one in scene.people if me and not one.suspended)
    choices = [
        scene.press(short(one.name), Code.BLOKKEER, None, str(one.person), posts[0].role or APART)
        for one, posts in mine
        if posts
    ]
    rows = (*in_rows(choices, 1), to_team(scene))
    return Screen(text=scene.say("team.whose_phone"), rows=rows)


def removed(scene: Scene) -> Screen:
    """Somebody is gone; on to the others."""
    return Screen(text=scene.say("team.removed"), rows=(to_team(scene),))


def blocked(scene: Scene) -> Screen:
    """What was done and what to do now; the facts of a possible data breach (AVG 33)."""
    out = [scene.word("doelgroep", one) for one in scene.args.get("groups", "").split("|") if one]
    groups = ", ".join(out) or scene.say("nvt")
    text = scene.say("team.blocked", at=scene.when(scene.now), groups=groups)
    return Screen(text=text, rows=(to_team(scene),))


def taken_over(scene: Scene) -> Screen:
    """What a role still owes, now that somebody left."""
    alerts = scene.args["alerts"].split("|")
    choices = (scene.press(one, Code.TOON, AlertId(one)) for one in alerts)
    text = scene.say("team.taken_over", role=scene.role(scene.args["role"]))
    return Screen(text=text, rows=in_rows(choices))


def _losses(scene: Scene, code: Code, member: Member) -> Iterator[str]:
    """What an organisation is without afterwards, and who takes over what it still owes."""
    post = post_in(member, scene.args["network"], scene.args["role"])
    if code is Code.DEBLOKKEER or post is None or post.role is None:
        return
    if code is Code.PERSOON:  # stays, and is asked only when this is so
        yield scene.say("team.sure_last")
        return
    others = [one for one in scene.people if one.person != member.person]
    found = heirs(others, post.network, post.role)
    if found:
        names = ", ".join(one.name for one in found)
        yield scene.say("team.heir", names=names)
    if is_last_of(member, scene.people, post):
        yield scene.say("team.sure_empty", role=scene.role(post.role))
    elif is_last_keeper(member, scene.people, post):
        yield scene.say("team.sure_last")
    elif not found:
        yield scene.say("team.no_heir")
