"""The closed lists an alert is made of; the values are the words of the register."""

from enum import StrEnum


class Phase(StrEnum):
    """Where an alert is in its life."""

    OPEN = "open"
    PLANNED = "gepland"
    IN_OVERLEG = "in_overleg"
    FOLLOW_UP = "opvolging"
    CLOSED = "gesloten"


class Outcome(StrEnum):
    """How an alert ends; exactly one (R-002)."""

    HELD = "overleg_gehouden"
    WITHDRAWN = "ingetrokken"
    MISTAKE = "vergissing"
    DUPLICATE = "dubbel"
    NOT_NEEDED = "geen_overleg_nodig"
    MISSED = "gemist"


class AnswerKind(StrEnum):
    """What a role can say."""

    NOW = "kan_nu"
    AT = "kan_om"
    DEPUTY = "waarnemer"
    DECLINED = "sluit_niet_aan"


class Channel(StrEnum):
    """How an answer came in."""

    TAP = "tap"
    PHONE = "proxy_telefoon"


class CallResult(StrEnum):
    """What came of a telephone call to a role."""

    REACHED = "bereikt"
    NOT_REACHED = "niet_bereikt"
    VOICEMAIL = "voicemail"


class StartSource(StrEnum):
    """How we know when the overleg started."""

    TAP = "tap"
    CONFIRMED = "bevestigd"
    AFTERWARDS = "achteraf"


class Known(StrEnum):
    """An answer that may be unknown."""

    YES = "ja"
    NO = "nee"
    UNKNOWN = "onbekend"


class Delay(StrEnum):
    """When the melding came in, coarsely (M7)."""

    JUST_NOW = "zojuist"
    TODAY = "vandaag"
    YESTERDAY = "gisteren"
    DAYS = "dagen"
    LONGER = "langer"
    UNKNOWN = "onbekend"


class Topic(StrEnum):
    """The seven points of Stap 4 (R-091 to R-097), and what the regie adds by one tap."""

    NEXT_OVERLEG = "A"
    FINDINGS = "B"
    MEASURE = "C"
    INFORM = "D"
    REASSESS = "E"
    FIRST_CONTACT = "F"
    CALL_RULE = "G"
    ACTION = "actie"


class Question(StrEnum):
    """What the regie may be asked after an overleg, in this order."""

    INFORMATION = "informatie"
    PICTURE = "beeld"
    BASIS = "basis"
    EFFORT = "inzet"


class Bottleneck(StrEnum):
    """Why information was missing. Buttons hold the place in this list: only add at its end."""

    NOT_ALLOWED = "mocht_niet_gedeeld"
    NOT_REACHED = "partner_niet_bereikt"
    NO_DOCTOR = "geen_arts"
    WAITING_LIST = "wachtlijst"
    SYSTEM = "systeem"
    TOLD_LATE = "te_laat_gemeld"
    OTHER = "anders"


class FollowUpKind(StrEnum):
    """What a follow-up is about."""

    ACTION = "actie"
    REASSESS = "herbeoordeling"
    NEXT_OVERLEG = "vervolgoverleg"
    DECISION = "terugkoppeling_besluit"
    INFORM_PARTNERS = "voorgeleiding_doorgeven"
    SAFETY = "veiligheid"
