"""The figures of the reference dataset: assumptions of dataset.md, never facts about Amsterdam.

The number behind each table is the paragraph of dataset.md; "ours" is what that leaves open.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.calendar import Daypart
from flows.rules import Urgency
from flows.terms import AnswerKind, Bottleneck, Delay, Known, Outcome, Question, StartSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A lognormal wait: half of them end within `median` minutes, nine out of ten within `p90`."""

    median: float
    p90: float
    never: float = 0.0  # the share that never ends


Weights = Mapping[str, float]
PARTS = (Daypart.KANTOOR, Daypart.AVOND_WEEKEND, Daypart.NACHT)

PRESETS = {"rustig": 0.5, "normaal": 1.0, "druk": 2.0}  # 4.2
A_MONTH = {"skm": 9.0, "ouderen": 22 / 12}  # 4.2, Poisson

WEEKDAYS = (0.150, 0.150, 0.145, 0.150, 0.220, 0.100, 0.085)  # 4.3, from Monday
_WORKDAY = (
    6,
    4,
    3,
    3,
    3,
    4,
    8,
    18,
    45,
    80,
    90,
    90,
    70,
    80,
    92,
    105,
    105,
    70,
    40,
    30,
    25,
    20,
    15,
    10,
)
_FRIDAY = (
    4,
    3,
    2,
    2,
    2,
    3,
    6,
    14,
    32,
    55,
    62,
    64,
    60,
    95,
    130,
    150,
    140,
    80,
    38,
    26,
    20,
    16,
    12,
    8,
)
_WEEKEND = (
    20, 15, 12, 10, 8, 8, 12, 20, 35, 50, 60, 62, 60, 65, 70, 72, 72, 70, 68, 66, 60, 52, 40, 28,
)  # fmt: skip
HOURS = (*[_WORKDAY] * 4, _FRIDAY, _WEEKEND, _WEEKEND)  # 4.3, by weekday
SCHOOL_YEAR = {7: 0.8, 8: 0.8, 9: 1.1, 10: 1.1}  # 4.3, by month, for these sources only
SCHOOLS = ("school_opvang", "huisarts_jgz_zorg")
LOW_STAFF = (((12, 25), (1, 1)), ((4, 27), (4, 27)))  # 4.3: Christmas to New Year, King's Day
SLOWER = 1.5  # 4.3 on days of low staff, 4.5 on Friday 15-22 h

SOURCES: Mapping[str, Weights] = {  # 4.4
    "skm": {
        "ziekenhuis": 45, "politie": 20, "huisarts_jgz_zorg": 10, "school_opvang": 10,
        "jeugdhulp_gi": 7, "burger_netwerk": 4, "slachtoffer": 1, "leck_forensisch": 3,
    },
    "ouderen": {
        "politie": 35, "thuiszorg": 20, "huisarts_jgz_zorg": 15, "ziekenhuis": 10,
        "burger_netwerk": 10, "bank_notaris": 5, "anders": 5,
    },
}  # fmt: skip
# 4.4: the aard as a whole, and the two sources it depends on; "rest" makes the whole come out.
NATURES: Mapping[str, Mapping[str, Weights]] = {
    "skm": {
        "ziekenhuis": {
            "letsel_zwaar": 75, "letsel_overig": 8, "seksueel": 5, "verwaarlozing": 5, "pcf": 3,
            "anders": 2, "onbekend": 2,
        },
        "school_opvang": {
            "letsel_overig": 35, "seksueel": 35, "letsel_zwaar": 5, "verwaarlozing": 15,
            "anders": 5, "onbekend": 5,
        },
        "rest": {
            "letsel_zwaar": 23.9, "letsel_overig": 17.6, "seksueel": 27.2, "verwaarlozing": 9.4,
            "pcf": 3.7, "anders": 8.3, "onbekend": 9.9,
        },
    },
    "ouderen": {
        "rest": {
            "lichamelijk": 40, "financieel": 30, "verwaarlozing": 20, "psychisch": 8, "anders": 2,
        },
    },
}  # fmt: skip
URGENCIES: Mapping[str, Mapping[Urgency, float]] = {  # 4.4
    "skm": {Urgency.ACUUT: 35, Urgency.SPOED: 60, Urgency.ZORGELIJK: 5},
    "ouderen": {Urgency.ACUUT: 15, Urgency.SPOED: 55, Urgency.ZORGELIJK: 30},
}
RAISERS = {"vt": 82, "politie": 12, "om": 3, "rvdk": 3}  # 4.4
CUSTODY = {"politie": 0.40, "rest": 0.08}  # 4.4, by source
KNOWN = {Known.YES: 67, Known.NO: 25, Known.UNKNOWN: 8}  # 4.4
ANONYMOUS = 0.08  # 4.4
STANDSTILL, STANDSTILL_CHILD = 0.25, 0.35  # 4.4; the second for SKM with letsel or seksueel
CHILD_NATURES = ("letsel_zwaar", "letsel_overig", "seksueel")
WITH_RVDK, WITH_DRO, WITH_ARTS = 0.88, 0.10, 0.30  # 4.4; the last of letsel
INJURIES = ("letsel_zwaar", "letsel_overig", "lichamelijk")
MINORS = {"skm": 0.5, "ouderen": 0.02}  # ours: of the alerts for which RvdK may be asked
DIRECT_SAFE = {Known.YES: 55, Known.NO: 20, Known.UNKNOWN: 25}  # ours
SAFETY_PLAN = {Known.YES: 15, Known.NO: 55, Known.UNKNOWN: 30}  # ours
DELAYS = {  # ours (M7)
    Delay.JUST_NOW: 40, Delay.TODAY: 30, Delay.YESTERDAY: 12, Delay.DAYS: 8, Delay.UNKNOWN: 10,
}  # fmt: skip
REFERENCE, CASES_A_YEAR = 0.4, 240  # ours (M13): share with a reference, and out of how many cases

RESPONSES: Mapping[str, Mapping[Daypart, Spread]] = {  # 4.5
    role: {
        part: Spread(median=median, p90=p90, never=never / 100)
        for part, (median, p90, never) in zip(PARTS, cells, strict=True)
    }
    for role, cells in {
        "politie": ((8, 35, 2), (12, 50, 4), (22, 120, 10)),
        "om": ((14, 60, 3), (24, 110, 10), (70, 420, 55)),
        "rvdk": ((20, 90, 4), (40, 180, 30), (110, 500, 65)),
        "vt": ((6, 25, 1), (10, 45, 3), (25, 150, 15)),
    }.items()
}
PHONED = {  # 4.5: a needed role without a tap, reached by telephone
    Daypart.KANTOOR: Spread(median=75, p90=150),
    Daypart.AVOND_WEEKEND: Spread(median=75, p90=150),
    Daypart.NACHT: Spread(median=200, p90=520),
}
SETTING_UP = {  # 4.5: from the last needed answer to the start
    Daypart.KANTOOR: Spread(median=50, p90=140),
    Daypart.AVOND_WEEKEND: Spread(median=65, p90=190),
    Daypart.NACHT: Spread(median=180, p90=480),
}
FIRST_ANSWER = {  # 4.5
    AnswerKind.NOW: 45, AnswerKind.AT: 40, AnswerKind.DEPUTY: 9, AnswerKind.DECLINED: 6,
}  # fmt: skip
FIRST_ANSWER_RVDK = {  # 4.5: declines more often
    AnswerKind.NOW: 41, AnswerKind.AT: 36, AnswerKind.DEPUTY: 9, AnswerKind.DECLINED: 14,
}  # fmt: skip
DECLINES = {"capaciteit": 40, "geen_taak_nu": 30, "al_betrokken": 20, "anders": 10}  # 4.5

OUTCOMES = {  # 4.6
    Outcome.HELD: 85, Outcome.WITHDRAWN: 5, Outcome.MISTAKE: 2, Outcome.DUPLICATE: 3,
    Outcome.NOT_NEEDED: 3, Outcome.MISSED: 2,
}  # fmt: skip
ENDS_AFTER = {  # ours: minutes until somebody says so, at least and at most
    Outcome.WITHDRAWN: (2, 90), Outcome.MISTAKE: (1, 6), Outcome.DUPLICATE: (2, 15),
    Outcome.NOT_NEEDED: (15, 120),
}  # fmt: skip
WITHDRAWALS = {"medisch_verklaard": 50, "al_in_behandeling": 25, "andere_route": 15, "anders": 10}
MISSES = {"geen_quorum": 45, "wachten_op_medisch": 30, "verplaatst": 15, "anders": 10}  # ours
EXPLAINED = 0.8  # ours

MODES = {"telefonisch": 55, "beeldbellen": 30, "fysiek": 10, "ter_plaatse": 5}  # 4.6
LASTS = Spread(median=25, p90=50)  # 4.6
STARTS = {StartSource.TAP: 70, StartSource.CONFIRMED: 20, StartSource.AFTERWARDS: 10}  # 4.6
COMPLETE, PARTIAL, ABSENT = "compleet", "deels", "geen"
STAP4 = {COMPLETE: 75, PARTIAL: 15, ABSENT: 10}  # 4.6
AGREED_AFTER = Spread(median=12, p90=45)  # 4.6; the second ours
REASSESSED_IN = {(0, 0): 10, (1, 3): 45, (4, 7): 35, (8, 14): 10}  # 4.6, days
ON_TIME, LATE, NEVER = "op_tijd", "laat", "nooit"
FOLLOWED_UP = {ON_TIME: 82, LATE: 13, NEVER: 5}  # 4.6; for every follow-up
ACTIONS = {0: 15, 1: 45, 2: 30, 3: 10}  # ours: how many lines of action
RECORDED, DESTINED = 0.85, 0.8  # ours: ticks it; says where it goes on
POSTPONED, AGAIN, UNSAFE = 0.06, 0.03, 0.03  # ours
REACHED_IN_OUTAGE = (
    0.4  # 4.8 no. 11, "phone limited"; ours: how often the OM is reached all the same
)

QUESTIONED = 0.70  # 4.6: of the overleggen after which the questions are answered
QUESTIONS: Mapping[Question, Weights] = {
    Question.INFORMATION: {"ja": 28, "nee": 72},  # 4.6
    Question.PICTURE: {"ja": 70, "deels": 22, "nee": 8},  # ours
    Question.BASIS: {"melding": 64, "ambtshalve": 14, "aangifte": 14, "nog_geen": 8},  # 4.6
    Question.EFFORT: {"minder_dan_5": 55, "5_tot_15": 33, "meer_dan_15": 12},  # ours
}
NAMES_ROLE, NAMES_BOTTLENECK = 0.5, 0.7  # ours: of those who missed information
BOTTLENECKS = {  # ours
    Bottleneck.NOT_REACHED: 30, Bottleneck.TOLD_LATE: 20, Bottleneck.NOT_ALLOWED: 15,
    Bottleneck.SYSTEM: 15, Bottleneck.NO_DOCTOR: 10, Bottleneck.OTHER: 10,
}  # fmt: skip
