"""The monthly count of cases that were eligible, alert or not: what M15 is a share of."""

import re
from datetime import datetime, time, timedelta

from flows.calendar import at_local, local, month_bounds, month_of, nth_working_day
from flows.people import Member, may_manage
from flows.rules import Role

COUNTS = Role("vt")  # the one that sees every case, with or without an alert
MORNING, EVENING = time(9), time(18)
CATCHES_UP = timedelta(days=7)
MONTHS_BACK = 12
OFFERED = 8
TYPED = re.compile(r"\d{1,3}", re.ASCII)


def asked_about(now: datetime) -> tuple[int, int] | None:
    """The month before, from the first working morning on; after an outage days later, by day."""
    year, month = month_of(now)
    asks = at_local(nth_working_day(year, month, 1), MORNING)
    if not asks <= now < asks + CATCHES_UP or not MORNING <= local(now).time() < EVENING:
        return None
    return (year, month - 1) if month > 1 else (year - 1, 12)


def may_be_counted(year: int, month: int, now: datetime) -> bool:
    """Whether the month is over, and no longer than a year ago."""
    here = local(now)
    back = (here.year - year) * 12 + here.month - month
    return 0 < back <= MONTHS_BACK and month_bounds(year, month)[1] <= now


def may_count(member: Member, network: str) -> bool:
    """The aanspreekpunt and the waarnemer of VT, or the beheerder."""
    return may_manage(member, network, COUNTS)


def offered(alerts: int) -> range:
    """The numbers under a thumb: from as many as there were alerts."""
    return range(alerts, alerts + OFFERED)


def parse_count(text: str) -> int | None:
    """The number that somebody typed; None when it is anything else."""
    typed = text.strip()
    return int(typed) if TYPED.fullmatch(typed) else None


def read_month(period: str) -> tuple[int, int]:
    """2026-10 as two numbers."""
    year, month = period.split("-")
    return int(year), int(month)
