"""What may be shared, what is kept of whom, and whether the bot runs: one phone screen each."""

from datetime import datetime

from bot.screen import Screen
from bot.screens.scene import Scene, lines, post_text
from flows.language import Language
from flows.people import Member, Post, Reach, may_manage


def what_is_allowed(scene: Scene) -> Screen:
    """What may stand in the chat and what never may (R-147)."""
    return Screen(text=scene.say("privacy.allowed"))


def privacy(scene: Scene) -> Screen:
    """What the bot keeps, why, how long, and whom to ask (AVG 13)."""
    return Screen(text=scene.say("privacy.notice", **scene.args))


def own_data(scene: Scene) -> Screen:
    """Everything that the register holds of who asks (AVG 15, R-207)."""
    member = scene.member
    assert member is not None
    posts = [_post(scene, post) for post in member.posts]
    reach = "privacy.own.open" if member.reach is Reach.OPEN else "privacy.own.closed"
    return Screen(
        text=lines(
            scene.say("privacy.own", name=member.name, number=member.user_id),
            *posts,
            None if posts else scene.say("privacy.own.left", days=scene.args["days"]),
            scene.say(reach),
            scene.say(
                "privacy.own.seen",
                seen=_when(scene, member.seen_at),
                tested=_when(scene, member.tested_at),
            ),
            scene.say(
                "privacy.own.language",
                chosen=_language(scene, member.language),
                telegram=_language(scene, member.telegram_language),
            ),
            scene.say("privacy.own.introduced", at=_when(scene, member.introduced_at)),
            scene.say("privacy.own.signed", rows=scene.args["rows"]),
            scene.say("privacy.own.groups", groups=scene.args["groups"]),
            _put_right(scene, member) if posts else None,
        )
    )


def _post(scene: Scene, post: Post) -> str:
    sub_roles = ", ".join(scene.word("sub_role", one) for one in post.sub_roles)
    return scene.say(
        "privacy.own.post",
        what=post_text(scene.texts, post),
        network=scene.configuration.network(post.network).title,
        sub_roles=sub_roles or scene.say("nvt"),
    )


def _when(scene: Scene, at: datetime | None) -> str:
    return scene.when(at) if at else scene.say("nvt")


def _language(scene: Scene, language: Language | None) -> str:
    return scene.word("taal", language.value) if language else scene.say("nvt")


def _put_right(scene: Scene, member: Member) -> str:
    """By whom what is not right is changed: who keeps people right does that for oneself too."""
    if any(may_manage(member, post.network, post.role) for post in member.posts):
        return scene.say("privacy.own.correct.self")
    with_role = any(post.role for post in member.posts)
    return scene.say("privacy.own.correct" if with_role else "privacy.own.correct.admin")


def status(scene: Scene) -> Screen:
    """Whether the bot runs, and what waits."""
    told = {name: scene.args[name] for name in ("since", "open", "waiting")}
    return Screen(text=scene.say("privacy.status", **told))
