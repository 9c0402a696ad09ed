"""One's own duty as a calendar file, for the phone: roles and times, no names."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from icalendar import Calendar, Event

from flows.duty import Stretch
from flows.rules import Role

PRODUCT = "-//Spoedgroep//dienst//NL"


def write_ical(stretches: Iterable[Stretch], words: Mapping[Role, str], now: datetime) -> bytes:
    """An event for each stretch, called by the word of its role.

    The UID of a shift stays the same, so that who imports the file again gets nothing twice.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for stretch in stretches:
        event = Event()
        starts_at = stretch.starts_at.astimezone(UTC)
        event.add("uid", f"{stretch.role}-{starts_at:%Y%m%dT%H%M%SZ}@dienst.spoedgroep")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", starts_at)
        event.add("dtend", stretch.ends_at.astimezone(UTC))
        event.add("summary", words[stretch.role])
        calendar.add_component(event)
    file: bytes = calendar.to_ical()
    return file
