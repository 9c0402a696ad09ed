"""One's own duty for the phone: what is written can be read again, and names nobody."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from bot.rosters.calendar_file import write_ical
from bot.rosters.ical_roster import read_ical
from flows.duty import Stretch
from flows.rules import Role
from flows.state import PersonId

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
VT, OM = Role("vt"), Role("om")
WORDS = {VT: "Dienst VT", OM: "Dienst OM"}
HOURS = timedelta(hours=1)


def duty(role: Role, after: int, hours: int) -> Stretch:
    starts_at = NOON + after * HOURS
    return Stretch(
        role=role, person=PersonId(7), starts_at=starts_at, ends_at=starts_at + hours * HOURS
    )


def test_each_stretch_is_an_event_with_the_word_of_its_role():
    file = write_ical([duty(VT, 10, 9), duty(OM, 48, 24)], WORDS, NOON)

    events = Calendar.from_ical(file).walk("VEVENT")

    assert [(str(it["SUMMARY"]), it.start, it.end) for it in events] == [
        ("Dienst VT", NOON + 10 * HOURS, NOON + 19 * HOURS),
        ("Dienst OM", NOON + 48 * HOURS, NOON + 72 * HOURS),
    ]


def test_a_shift_keeps_its_number_when_the_file_is_made_again():
    first, again = (
        Calendar.from_ical(write_ical([duty(VT, 10, hours)], WORDS, NOON + hours * HOURS))
        for hours in (8, 9)
    )

    (one,), (same,) = first.walk("VEVENT"), again.walk("VEVENT")

    assert one["UID"] == same["UID"] == "vt-20261123T220000Z@dienst.spoedgroep"


def test_what_is_written_can_be_read_and_no_duty_is_an_empty_calendar():
    known = {"Dienst VT": PersonId(7)}

    (shift,) = read_ical(
        write_ical([duty(VT, 10, 9)], WORDS, NOON), known, date(2026, 11, 23)
    ).shifts

    assert (shift.day, f"{shift.opens:%H:%M}", f"{shift.closes:%H:%M}") == (
        date(2026, 11, 23),
        "23:00",
        "08:00",
    )
    assert Calendar.from_ical(write_ical([], WORDS, NOON)).walk("VEVENT") == []
