"""One thing that the doctor found: how it is, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

from config.texts import Texts


class State(StrEnum):
    """How a finding weighs."""

    WELL = "goed"
    NOTE = "weet"  # good to know, nothing to do today
    HAND = "doe"  # somebody has to do something


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One sentence; of what needs a hand it says the remedy too."""

    state: State
    text: str


@dataclass(frozen=True, slots=True)
class Notepad:
    """Writes findings down in the words of the catalogue."""

    texts: Texts

    def well(self, key: str, **fields: object) -> Finding:
        return Finding(state=State.WELL, text=self.texts(key, **fields))

    def note(self, key: str, **fields: object) -> Finding:
        return Finding(state=State.NOTE, text=self.texts(key, **fields))

    def hand(self, key: str, **fields: object) -> Finding:
        return Finding(state=State.HAND, text=self.texts(key, **fields))
