"""Why something is refused: a closed list, each with a kind sentence in the catalogue."""

from enum import StrEnum


class Refusal(StrEnum):
    """Why a command is refused; each has a kind sentence in the catalogue."""

    UNKNOWN_ALERT = "unknown_alert"
    NOT_CURRENT = "not_current"
    ROLE_NOT_INVITED = "role_not_invited"
    NOT_YOUR_ROLE = "not_your_role"
    ONLY_RAISER = "only_raiser"
    ONLY_OWNER = "only_owner"
    ONLY_REGIE = "only_regie"
    MAY_NOT_RAISE = "may_not_raise"
    CRITERIA_NOT_MET = "criteria_not_met"
    INCOMPLETE = "incomplete"
    NOT_IN_LIST = "not_in_list"
    IN_THE_PAST = "in_the_past"
    IN_THE_FUTURE = "in_the_future"
    BEFORE_THE_ALERT = "before_the_alert"
    TOO_FAR_AHEAD = "too_far_ahead"
    TOO_LONG_AGO = "too_long_ago"
    NOTHING_TO_UNDO = "nothing_to_undo"
    NO_ACTION_AGREED = "no_action_agreed"
    NO_REASSESSMENT = "no_reassessment"
    ACTIONS_STAND = "actions_stand"
    TOO_MANY = "too_many"
    SAME_ALERT = "same_alert"
    DRILL_STAYS_DRILL = "drill_stays_drill"


class Refused(Exception):
    """A command that may not or cannot be carried out; nothing is kept."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
