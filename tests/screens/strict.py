"""What holds for every screen, whatever it shows."""

import re
from functools import cache
from html import unescape

from courses import BUTTONS

from bot.actions.table import PRESSED
from bot.screen import Button, Screen
from flows import privacy
from flows.language import Language

TAG = re.compile(r"</?(?:b|code)>")
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|#x27);")
MOST_TEXT, MOST_CAPTION, MOST_LABEL, MOST_BUTTONS, MOST_DATA = 4096, 1024, 40, 100, 64

refused = cache(privacy.refused)  # the same labels come by a thousand times


def plain(screen: Screen) -> str:
    """The text as it is read. Fails when a tag is unknown, open or crossed, or a sign unescaped."""
    opened: list[str] = []
    for tag in TAG.findall(screen.text):
        if tag.startswith("</"):
            assert opened.pop() == tag.replace("/", ""), screen.text
        else:
            opened.append(tag)
    assert opened == [], screen.text
    bare = TAG.sub("", screen.text)
    assert not set(ENTITY.sub("", bare)) & set("<>&"), screen.text
    return unescape(bare)


def labels(screen: Screen) -> list[str]:
    return [button.label for row in screen.rows for button in row]


def hold(screen: Screen, language: Language = Language.DUTCH) -> None:
    """Fails when Telegram or a reader could not take the screen.

    What looks like personal data is looked for in Dutch alone: the guard does not read English.
    """
    text = plain(screen)
    assert text.strip()
    most = MOST_TEXT if screen.document is None else MOST_CAPTION
    assert len(text.encode("utf-16-le")) // 2 <= most
    assert not set("{}") & set(text)
    if language is Language.DUTCH:
        assert refused(text) == (), text
    buttons = [button for row in screen.rows for button in row]
    assert all(screen.rows)
    assert len(buttons) <= MOST_BUTTONS
    for button in buttons:
        _hold_button(button)


def _hold_button(button: Button) -> None:
    label = button.label
    assert label == label.strip()
    assert 0 < len(label) <= MOST_LABEL, label
    assert not set("{}<>&") & set(label), label
    assert refused(label) == (), label
    if button.url is not None:
        payload = button.url.removeprefix("https://t.me/spoedgroep_bot?start=")
        assert BUTTONS.from_payload(payload).code in PRESSED
    else:
        assert button.data is not None
        assert len(button.data.encode()) <= MOST_DATA
        assert BUTTONS.unpack(button.data).code in PRESSED
