"""A screen in the library's words: the text, how to read it, and the buttons."""

import html
import re
from dataclasses import dataclass

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)
from telegram.constants import MessageLimit, ParseMode

from bot.screen import Button, Screen

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup
_TAG = re.compile(
    r"</?(?:b|strong|i|em|u|ins|s|strike|del|span|a|code|pre|blockquote|tg-[a-z]+)(?:\s[^<>]*)?>"
)
_KEYBOARD_TO_BLAME = re.compile("button|keyboard|markup", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    text: str
    parse_mode: str | None = None
    markup: Markup | None = None

    @property
    def inline(self) -> InlineKeyboardMarkup | None:
        """The only kind of buttons that an edit takes."""
        return self.markup if isinstance(self.markup, InlineKeyboardMarkup) else None


def in_html(screen: Screen) -> Wording:
    return Wording(text=screen.text, parse_mode=ParseMode.HTML, markup=_markup(screen))


def in_plain(screen: Screen, error: str) -> Wording:
    """What is left when Telegram refused the screen with this error: all that can be read."""
    most = MessageLimit.MAX_TEXT_LENGTH if screen.document is None else MessageLimit.CAPTION_LENGTH
    text = html.unescape(_TAG.sub("", screen.text))
    markup = None if _KEYBOARD_TO_BLAME.search(error) else _markup(screen)
    return Wording(text=_cut(text, most), markup=markup)


def _cut(text: str, most: int) -> str:
    """Telegram counts in units of UTF-16; no sign is cut in half."""
    return text.encode("utf-16-le", "replace")[: 2 * most].decode("utf-16-le", "ignore")


def _markup(screen: Screen) -> Markup | None:
    if screen.rows:
        return InlineKeyboardMarkup([[_button(one) for one in row] for row in screen.rows])
    if screen.menu:
        row = [KeyboardButton(label) for label in screen.menu]
        return ReplyKeyboardMarkup([row], resize_keyboard=True, is_persistent=True)
    return None


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(button.label, callback_data=button.data, url=button.url)
