"""A day, or a day and a time, as somebody typed it."""

import re
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from flows.calendar import at_local, local, parse_wall_time

FAR = timedelta(days=550)
# 11-2-2027, 11/2, 11.2.2027 10:00, 11-2-2027 om 10 uur
DAY_AND_TIME = re.compile(
    r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})(?:[-/. ](?P<year>\d{4}))?"
    r"(?:,? (?:om )?(?P<wall>\S.*))?",
    re.ASCII,
)
UNTIL = re.compile(r"\s+(?:t/m|tot en met)\s+")


class NoDay(StrEnum):
    """Why a typed day is not taken."""

    UNREAD = "onleesbaar"
    PAST = "voorbij"
    FAR = "te_ver"


def why_no_day(text: str, today: date) -> NoDay:
    """What is the matter with a typed day, or with the last of some days, that was not taken."""
    found = DAY_AND_TIME.fullmatch(UNTIL.split(text.strip())[-1])
    day = _date(found, today) if found is not None else None
    if day is None or today < day <= today + FAR:
        return NoDay.UNREAD
    return NoDay.FAR if day > today else NoDay.PAST


def parse_day(text: str, today: date) -> date | None:
    """A day of today or later, of the coming year when no year was typed; None when unsure."""
    found = DAY_AND_TIME.fullmatch(text.strip())
    return None if found is None or found["wall"] else _day(found, today)


def parse_days(text: str, today: date) -> tuple[date, date] | None:
    """The first and the last of some days; one day alone is the last, and today the first."""
    *begins, ends = UNTIL.split(text.strip())
    if len(begins) > 1:
        return None
    first = parse_day(begins[0], today) if begins else today
    last = parse_day(ends, first) if first is not None else None
    return None if first is None or last is None else (first, last)


def parse_moment(text: str, now: datetime, wall: time) -> datetime | None:
    """A day and a time still to come, at `wall` when no time was typed; None when unsure."""
    found = DAY_AND_TIME.fullmatch(text.strip())
    if found is None:
        return None
    day = _day(found, local(now).date())
    hour = parse_wall_time(found["wall"]) if found["wall"] else wall
    if day is None or hour is None:
        return None
    at = at_local(day, hour)
    return at if at > now else None


def _day(found: re.Match[str], today: date) -> date | None:
    """The day that was meant, when it is a day at all and not long ago or far away."""
    day = _date(found, today)
    return day if day is not None and today <= day <= today + FAR else None


def _date(found: re.Match[str], today: date) -> date | None:
    year = int(found["year"] or today.year)
    try:
        day = date(year, int(found["month"]), int(found["day"]))
        if day < today and not found["year"]:
            day = day.replace(year=year + 1)
    except ValueError:  # 31-2, 29-2
        return None
    return day
