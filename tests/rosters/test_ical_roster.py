"""A roster as a calendar file: zones, whole days, repeats and what was moved or cancelled."""

from datetime import date, time

import pytest

from bot.rosters.ical_roster import read_ical
from bot.rosters.reading import MAX_BYTES, Problem, Read
from config.texts import Texts
from flows.duty import Shift
from flows.state import PersonId

TODAY = date(2026, 11, 23)
ANNA, BRAM = PersonId(1), PersonId(2)
KNOWN = {"Anna de Vries": ANNA, "Bram": BRAM}
TEXTS = Texts()
START = "DTSTART;TZID=Europe/Amsterdam:20261224T220000"
END = "DTEND;TZID=Europe/Amsterdam:20261225T070000"
NAME = "SUMMARY:Anna de Vries"


def event(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT"])


def read(*events: str) -> Read:
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x", *events, "END:VCALENDAR", "")
    return read_ical("\r\n".join(lines).encode(), KNOWN, TODAY)


def on(day: date, opens: int, closes: int, person: PersonId = ANNA) -> Shift:
    return Shift(person=person, day=day, opens=time(opens), closes=time(closes))


def december(day: int, opens: int, closes: int, person: PersonId = ANNA) -> Shift:
    return on(date(2026, 12, day), opens, closes, person)


def problem(line: int, what: str, /, **fields: str) -> Problem:
    return Problem(line=line, key=f"roster.problem.{what}", fields=fields)


@pytest.mark.parametrize(
    "times",
    [
        (START, END),
        ("DTSTART:20261224T210000Z", "DTEND:20261225T060000Z"),
        ("DTSTART:20261224T220000", "DTEND:20261225T070000"),
        ("DTSTART;TZID=Europe/London:20261224T210000", "DURATION:PT9H"),
        ("DTSTART;TZID=W. Europe Standard Time:20261224T220059", END),
    ],
)
def test_every_way_to_write_a_time_comes_down_to_the_clocks_of_amsterdam(times):
    assert read(event(*times, NAME)).shifts == (december(24, 22, 7),)


@pytest.mark.parametrize(
    ("times", "shifts"),
    [
        (("DTSTART;VALUE=DATE:20261224",), (december(24, 0, 0),)),
        (
            ("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261226"),
            (december(24, 0, 0), december(25, 0, 0)),
        ),
        (
            ("DTSTART:20261224T170000", "DTEND:20261226T083000"),
            (
                december(24, 17, 17),
                Shift(person=ANNA, day=date(2026, 12, 25), opens=time(17), closes=time(8, 30)),
            ),
        ),
    ],
)
def test_more_than_a_day_becomes_shifts_of_a_day_each_from_its_own_time_on(times, shifts):
    assert read(event(*times, NAME)).shifts == shifts


def test_a_name_stands_in_the_summary_or_is_invited():
    guests = (
        'ATTENDEE;CN="Anna de Vries":mailto:a@example.org',
        "ATTENDEE;CN=bram:mailto:b@example.org",
    )

    assert read(event(START, END, "SUMMARY:Piket", *guests)).shifts == (
        december(24, 22, 7, ANNA),
        december(24, 22, 7, BRAM),
    )
    assert read(event(START, END, "SUMMARY:BRAM", guests[0])).shifts == (december(24, 22, 7, BRAM),)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;COUNT=3", (24, 25, 26)),
        ("FREQ=DAILY;INTERVAL=2;UNTIL=20261228T220000Z", (24, 26, 28)),
        ("FREQ=DAILY;UNTIL=20261226", (24, 25, 26)),
        ("FREQ=DAILY;UNTIL=20261225T215959", (24,)),
        ("FREQ=WEEKLY;BYDAY=TH,SA;COUNT=3", (24, 26, 31)),
        ("FREQ=MONTHLY;BYDAY=-1TH;COUNT=1", (31,)),
        ("FREQ=MONTHLY;BYMONTHDAY=28;COUNT=1", (28,)),
    ],
)
def test_a_plain_repeat_is_written_out(rule, days):
    shifts = read(event(START, END, NAME, f"RRULE:{rule}")).shifts

    assert shifts == tuple(december(day, 22, 7) for day in days)


@pytest.mark.parametrize("until", ["", ";UNTIL=20280101T000000Z", ";UNTIL=99991231T235959Z"])
def test_a_repeat_goes_on_for_four_hundred_days_and_what_is_over_is_left_out(until):
    found = read(event("DTSTART:20260105T080000", "DTEND:20260105T170000", NAME, RULE + until))

    assert [found.shifts[n].day for n in (0, -1)] == [TODAY, date(2027, 12, 27)]
    assert {shift.opens for shift in found.shifts} == {time(8)}, "on both sides of a clock change"


RULE = "RRULE:FREQ=WEEKLY;BYDAY=MO"


def test_a_repeat_in_another_zone_keeps_to_the_clock_of_that_zone():
    """At 21:00 UTC: 22:00 here in winter, 23:00 in summer."""
    times = ("DTSTART:20270101T210000Z", "DTEND:20270101T220000Z")

    shifts = read(event(*times, NAME, "RRULE:FREQ=MONTHLY;COUNT=7")).shifts

    assert (shifts[0].opens, shifts[6].opens) == (time(22), time(23))


def test_days_that_are_left_out_moved_or_cancelled_do_not_count():
    series = event(
        START,
        END,
        NAME,
        "RRULE:FREQ=DAILY;COUNT=6",
        "EXDATE;TZID=Europe/Amsterdam:20261225T220000",
        "EXDATE;VALUE=DATE:20261226",
    )
    moved = event(
        "RECURRENCE-ID:20261227T210000Z", "DTSTART:20261227T080000", "DTEND:20261227T170000", NAME
    )
    cancelled = event("RECURRENCE-ID:20261228T210000Z", START, END, NAME, "STATUS:CANCELLED")
    other = event("DTSTART:20261120T080000", "DTEND:20261120T170000", "SUMMARY:Teamuitje")

    found = read(series, moved, cancelled, other)

    assert found.problems == ()
    assert found.shifts == (december(24, 22, 7), december(29, 22, 7), december(27, 8, 17))
    assert found.skipped == 2


def test_everything_that_is_wrong_is_listed_with_the_line_on_which_its_event_begins():
    found = read(
        event(START, END, "SUMMARY:Iemand"),
        event(START, END),
        event(NAME),
        event("DTSTART:20261224T080000", NAME),
        event("DTSTART:20261224T080000", "DTEND:20261224T080000", NAME),
        event("DTSTART;TZID=Mars/Olympus:20261224T080000", "DURATION:PT1H", NAME),
        event("DTSTART:20261224T0800", "DURATION:PT1H", NAME),
        event("DTSTART:20261224T080000", "DURATION:P40D", NAME),
        event("DTSTART:20291224T080000", "DURATION:PT1H", NAME),
        event("DTSTART:99981224T080000Z", "DURATION:PT1H", NAME),
        event("DTSTART:20261226T080000", "DURATION:PT2H", NAME),
        event("DTSTART:20261226T090000", "DURATION:PT2H", NAME),
        event("DTSTART;VALUE=TIME:080000", "DURATION:PT2H", NAME),
        event(START, START, END, NAME),
        event(START, END, NAME, "RRULE:FREQ=DAILY", "EXDATE:080000"),
    )

    assert found.shifts == ()
    assert [(it.line, it.key.rpartition(".")[2], dict(it.fields)) for it in found.problems] == [
        (4, "unknown_name", {"name": "Iemand"}),
        (10, "no_name", {}),
        (15, "no_start", {}),
        (19, "no_end", {}),
        (24, "empty", {"text": "08:00"}),
        (30, "zone", {"text": "Mars/Olympus"}),
        (36, "event", {"text": "DTSTART"}),
        (42, "too_many_days", {"most": "31"}),
        (48, "too_far", {"date": "24-12-2029", "last": "28-12-2027"}),
        (54, "bad_date", {"text": "9998"}),
        (66, "overlap", {"other": "60"}),
        (72, "event", {"text": "08:00:00"}),
        (78, "event", {"text": "DTSTART"}),
        (85, "event", {"text": "08:00:00"}),
    ]
    assert all(TEXTS(it.key, **it.fields) for it in found.problems)


@pytest.mark.parametrize(
    "line",
    [
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=DAILY;BYMONTHDAY=99",
        "RRULE:FREQ=DAILY;INTERVAL=0",
        "RRULE:FREQ=DAILY;BYHOUR=1,2,3,4",
        "RRULE:FREQ=MONTHLY;BYDAY=2MO;BYMONTHDAY=31",
        "RRULE:FREQ=WEEKLY;BYDAY=2MO",
        "RRULE:INTERVAL=2",
        "RRULE:FREQ=DAILY;UNTIL=20261228,20261229",
        "RDATE:20261230T080000",
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20261230T080000",
    ],
)
def test_a_repeat_that_is_not_plain_is_refused(line):
    assert read(event(START, END, NAME, line)).problems == (problem(4, "repeats"),)


def test_a_series_of_long_ago_is_refused():
    old = event("DTSTART:20100105T080000", "DURATION:PT1H", NAME, "RRULE:FREQ=DAILY")

    assert read(old).problems == (problem(4, "repeats"),)


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"", problem(0, "unreadable")),
        (b"datum;van;tot;naam\n", problem(0, "unreadable")),
        (b"\xff\xfe\x00\x00", problem(0, "unreadable")),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", problem(0, "nothing")),
        (b"BEGIN:VCALENDAR\r\nX;VALUE=A,B:1\r\nEND:VCALENDAR\r\n", problem(0, "unreadable")),
        (b"x" * (MAX_BYTES + 1), problem(0, "too_big")),
    ],
)
def test_a_file_that_is_no_calendar_is_refused_as_a_whole(data, wrong):
    assert read_ical(data, KNOWN, TODAY).problems == (wrong,)


def test_a_calendar_has_its_limits():
    empty = "BEGIN:VEVENT\r\nEND:VEVENT"
    series = event(START, END, NAME, "RRULE:FREQ=DAILY")
    people = [event(START, END, "SUMMARY:Bram", "RRULE:FREQ=DAILY") for _ in range(6)]

    assert read(*[empty] * 2_001).problems == (problem(0, "too_long", most="2000"),)
    assert read(*[series] * 101).problems == (problem(0, "too_many_series", most="100"),)
    assert read(*people).problems == (problem(0, "too_long", most="2000"),)
