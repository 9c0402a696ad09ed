"""The languages that the bot writes to people in."""

from enum import StrEnum


class Language(StrEnum):
    """Of a private chat; a group reads Dutch."""

    DUTCH = "nl"
    ENGLISH = "en"


def language_of(code: str) -> Language | None:
    """What a language code of a messenger comes down to; None when it gives none."""
    if not code:
        return None
    return Language.ENGLISH if code.lower().split("-")[0] == "en" else Language.DUTCH
