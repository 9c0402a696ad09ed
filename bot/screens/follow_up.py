"""What a role owes after the overleg: the reminder, and what may be done with it."""

from bot.buttons import Code
from bot.screen import Screen
from bot.screens.scene import Row, Scene, lines
from flows.notices import Notice
from flows.state import Alert, FollowUp
from flows.terms import FollowUpKind


def follow_up_told(scene: Scene, told: Notice) -> Screen:
    alert = scene.shown
    item = alert.follow_up(told.number or 0)
    assert item is not None
    key = "told.safety" if item.kind is FollowUpKind.SAFETY else "told.follow_up"
    late = scene.say("told.follow_up.late", role=scene.role(item.owner))
    return Screen(
        text=lines(
            scene.say(
                key, id=alert.id, what=owed(scene, item), at=scene.when(item.due_at, scene.now)
            ),
            late if (told.rung or 1) > 1 else None,
        ),
        rows=follow_up_rows(scene, alert, item),
    )


def follow_up_rows(scene: Scene, alert: Alert, item: FollowUp, mark: str = "") -> tuple[Row, ...]:
    """Done, later, or another overleg; `mark` tells apart what stands together on a screen."""
    number = str(item.number)
    done = scene.press(scene.say("knop.gedaan") + mark, Code.GEDAAN, alert.id, number)
    later = scene.press(scene.say("knop.uitstellen") + mark, Code.UITSTELLEN, alert.id, number)
    again = scene.press(
        scene.say("knop.overleg_nodig") + mark, Code.OVERLEG_NODIG, alert.id, number
    )
    return ((done, later), (again,))


def owed(scene: Scene, item: FollowUp) -> str:
    """What a follow-up is about, in a few words."""
    if item.kind is FollowUpKind.ACTION and item.what is not None:
        return scene.word("actie", item.what)
    return scene.word("opvolging", item.kind.value)
