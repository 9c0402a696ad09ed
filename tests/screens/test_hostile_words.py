"""Whatever comes into a text of ours is shown as it is, and never becomes markup."""

from functools import cache
from html import escape

from courses import scene
from hypothesis import example, given
from hypothesis import strategies as st

from bot.screens.scene import Scene

KEY = "recorded"


@cache
def looked_at() -> Scene:
    return scene()


@given(st.text())
@example("<b>")
@example("</b><a href='tg://user?id=1'>x</a>")
@example("&lt;script&gt;")
@example("{id} %s {0}")
def test_s34_f37_whatever_is_said_is_text_and_never_markup(text):
    before, _, after = looked_at().say(KEY, id="~~~").partition("~~~")

    shown = looked_at().say(KEY, id=text)

    inside = shown.removeprefix(before)
    inside = inside[: len(inside) - len(after)]
    assert not set(inside) & set("<>\"'")
    assert inside == escape(text)
