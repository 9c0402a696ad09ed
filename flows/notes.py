"""The few words that may be typed at an alert: which, how long, and who reads them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flows.people import Member
from flows.privacy import refused
from flows.rules import Role
from flows.state import Alert

LONGEST_NOTE = 60
WITHHELD = "…"


class NoteKind(StrEnum):
    """The two fields, of which the first may be asked at two places."""

    REASON = "reden"  # why a role does not join, when no reason of the list fits
    WITHDRAWN = "intrekken"  # why the request was taken back, likewise
    DRILL = "oefening"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a role typed; the text is None when its key is not here any more."""

    kind: NoteKind
    role: Role
    text: str | None
    at: datetime


def shown_text(note: Note) -> str:
    """The words as they may be shown: the guard looks at them again, for it may know more now."""
    if note.text is None or refused(note.text):
        return WITHHELD
    return note.text


def reads_notes(member: Member, alert: Alert) -> bool:
    """Only the role that raised the alert and the one that has the regie."""
    regie = alert.overleg.regie if alert.overleg else alert.rules.regie
    return bool({alert.raised_by.role, regie} & {*member.roles(alert.network)})
