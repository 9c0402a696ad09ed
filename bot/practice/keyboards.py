"""The buttons under a message, checked as strictly as Telegram checks them."""

import json
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from bot.practice.refusals import ApiError, Json, bad

ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
STYLES = ("danger", "success", "primary")
MOST_DATA_BYTES, MOST_BYTES = 64, 10_000
INLINE_LIMITS, KEYBOARD_LIMITS = (100, 8), (300, 12)  # buttons in all, and in a row


def inline_keyboard(markup: object, *, private: bool) -> Json | None:
    """The keyboard as Telegram keeps it; an empty one is none."""
    rows = _rows(markup, "inline_keyboard")
    kept = [[_button(button, private=private) for button in row] for row in rows]
    kept = [row for row in kept if row]
    _measure(kept, *INLINE_LIMITS)
    return {"inline_keyboard": kept} if kept else None


def reply_keyboard(markup: Json) -> Json:
    """A keyboard that takes the place of the person's own."""
    rows = _rows(markup, "keyboard")
    keys = [[{"text": key} if isinstance(key, str) else key for key in row] for row in rows]
    for row in keys:
        for key in row:
            if not isinstance(key, dict) or not isinstance(key.get("text"), str):
                raise bad("can't parse keyboard button: KeyboardButton must be an Object")
            if not key["text"].strip():
                raise bad("keyboard button text must be non-empty")
    _measure(keys, *KEYBOARD_LIMITS)
    return markup | {"keyboard": keys}


def _rows(markup: object, name: str) -> list[list[object]]:
    if not isinstance(markup, dict) or not isinstance(markup.get(name), list):
        raise bad(f'object expected as reply markup with an Array in field "{name}"')
    for row in markup[name]:
        if not isinstance(row, list):
            raise bad(f'can\'t parse keyboard: Field "{name}" must be an Array of Arrays')
    rows: list[list[object]] = markup[name]
    return rows


def _measure(rows: Sequence[Sequence[object]], most: int, in_a_row: int) -> None:
    too_many = sum(map(len, rows)) > most or any(len(row) > in_a_row for row in rows)
    if too_many or len(json.dumps(rows, ensure_ascii=False).encode()) > MOST_BYTES:
        raise bad("reply markup is too long")


def _button(button: object, *, private: bool) -> Json:
    if not isinstance(button, dict):
        raise _refuses("InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise _refuses('Field "text" must be of type String')
    if not text.strip():
        raise _refuses("button text must be non-empty")
    if button.get("style", STYLES[0]) not in STYLES:
        raise _refuses("invalid button style specified")
    actions = [action for action in ACTIONS if action in button]
    if not actions:
        raise _refuses("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _refuses("exactly one of the optional fields must be used: " + ", ".join(actions))
    if "callback_data" in button:
        _check_data(button["callback_data"])
    if "url" in button:
        _check_url(button["url"])
    if "web_app" in button and not private:
        raise bad("BUTTON_TYPE_INVALID")
    return button


def _check_data(data: object) -> None:
    if not isinstance(data, str):
        raise _refuses('Field "callback_data" must be of type String')
    if not 1 <= len(data.encode()) <= MOST_DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")


def _check_url(url: object) -> None:
    if not isinstance(url, str):
        raise _refuses('Field "url" must be of type String')
    why = _wrong_with(url)
    if why:
        raise bad(f"inline keyboard button URL '{url}' is invalid: {why}")


def _wrong_with(url: str) -> str | None:
    if not url:
        return "URL must be non-empty"
    if re.search(r"\s", url):
        return "URL must not contain white space"
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        port = parts.port
    except ValueError:
        return "Wrong port number specified in the URL"
    if parts.scheme == "tg":
        return None
    if parts.scheme not in ("http", "https"):
        return "Unsupported URL protocol"
    if not parts.hostname:
        return "URL host is empty"
    if "." not in parts.hostname:
        return "Wrong HTTP URL"
    return None if port != 0 else "Wrong port number specified in the URL"


def _refuses(why: str) -> ApiError:
    return bad(f"can't parse inline keyboard button: {why}")
