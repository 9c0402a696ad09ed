"""The choice of the language in which the bot writes to somebody."""

from bot.buttons import Code
from bot.screen import Screen
from bot.screens.scene import Scene
from flows.language import Language


def language(scene: Scene) -> Screen:
    """Both languages, in both languages, with the one that is read ticked."""
    member = scene.member
    assert member is not None
    choices = tuple(
        scene.press(
            scene.say(
                "chip.taal.aan" if one is member.reads else "chip.taal.uit",
                language=scene.word("taal", one.value),
            ),
            Code.TAAL,
            None,
            one.value,
        )
        for one in Language
    )
    return Screen(text=scene.say("language.ask"), rows=(choices,))


def language_chosen(scene: Scene) -> Screen:
    """From here on; a new message, because the button that stays comes with one."""
    return Screen(text=scene.say("language.chosen"), menu=(scene.say("knop.aanvragen"),))
