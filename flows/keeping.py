"""How long each kind of data is kept; the reason stands beside each term in config/terms.toml."""

from dataclasses import dataclass
from datetime import timedelta

FEW, SHARE = 20, 0.1  # of the alerts, at once: years of nights forget one or two each


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """One span for each class of privacy.md 5.4, and for the small things around it."""

    alert: timedelta  # the record without reference, after its close
    reference: timedelta  # the keyed hash of a dossier number
    answer: timedelta  # who of a role answered: after it the role alone
    member: timedelta  # name and Telegram number of who left
    history: timedelta  # the log
    card: timedelta  # what a closed alert shows in its group
    drill: timedelta
    note: timedelta  # the few typed words
    invitation: timedelta
    enrolment: timedelta  # who was confirmed, refused or forgotten
    presence: timedelta  # who was once in a group
    review: timedelta  # what was said of a list
    duty: timedelta  # past shifts, absence, handovers
    errand: timedelta  # what was told
    set_aside: timedelta  # an update that went wrong


def is_much(gone: int, of: int) -> bool:
    """Whether so many at once is rather a mistake: a wrong term, or a clock far ahead (F110)."""
    return gone > FEW and gone > SHARE * of
