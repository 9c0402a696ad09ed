"""The times of an event that repeats, for the plain rules that a roster needs."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

LONGEST = timedelta(days=3660)  # how long ago a series may have begun
DAYS = r"(?:MO|TU|WE|TH|FR|SA|SU)"
WEEKDAYS = rf"{DAYS}(?:,{DAYS})*"
PLAIN = {
    "FREQ": "DAILY|WEEKLY|MONTHLY",
    "INTERVAL": r"[1-9]\d?",
    "COUNT": r"[1-9]\d{0,3}",
    "UNTIL": r"\d{8}(?:T\d{6}Z?)?",
    "BYDAY": WEEKDAYS,
    "WKST": DAYS,
}
MONTHLY = {  # the rules of which a month may have none at all would be sought for ever
    "BYDAY": rf"(?:-1|[1-5]){DAYS}|{WEEKDAYS}",
    "BYMONTHDAY": r"-1|[1-9]|[12]\d|3[01]",
}
LIMITS = ("COUNT", "UNTIL")  # kept here: the library would go on looking behind them


def occurrences(
    rule: Mapping[str, Any], text: str, start: datetime, zone: tzinfo, horizon: datetime
) -> list[datetime] | None:
    """The beginnings on the clocks of the event's own zone, up to a horizon; None if not plain.

    `text` is the rule as it is written, `rule` the same with its values read.
    """
    parts = dict(part.partition("=")[::2] for part in text.upper().split(";"))
    allowed = PLAIN | MONTHLY if parts.get("FREQ") == "MONTHLY" else PLAIN
    plain = all(re.fullmatch(allowed.get(key, "(?!)"), value) for key, value in parts.items())
    if not plain or "FREQ" not in parts or {"BYDAY", "BYMONTHDAY"} <= parts.keys():
        return None
    if start < horizon - LONGEST:
        return None
    last = _until(rule["UNTIL"][0], zone, horizon) if "UNTIL" in parts else horizon
    kept = ";".join(f"{key}={value}" for key, value in parts.items() if key not in LIMITS)
    found = rrulestr(f"{kept};UNTIL={last:%Y%m%dT%H%M%S}", dtstart=start)
    return list(islice(found, int(parts["COUNT"]) if "COUNT" in parts else None))


def _until(said: date, zone: tzinfo, horizon: datetime) -> datetime:
    """The last moment on the clocks of that zone; a day counts as a whole."""
    if said.year > horizon.year:
        return horizon
    if not isinstance(said, datetime):
        return min(datetime.combine(said, time(23, 59, 59)), horizon)
    here = said if said.tzinfo is None else said.astimezone(zone)
    return min(here.replace(tzinfo=None), horizon)
