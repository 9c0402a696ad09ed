"""A roster as a table: what spreadsheets make of it is read, and everything wrong is listed."""

from datetime import date, time

import pytest

from bot.rosters.csv_roster import read_csv
from bot.rosters.reading import MAX_BYTES, Problem
from config.texts import Texts
from flows.duty import Shift
from flows.state import PersonId

TODAY = date(2026, 11, 23)
KNOWN = {"Anna de Vries": PersonId(1), "Bram": PersonId(2), "Zoë": PersonId(3)}
TEXTS = Texts()
CHRISTMAS = date(2026, 12, 24)
NIGHT = Shift(person=PersonId(1), day=CHRISTMAS, opens=time(22), closes=time(7))
HEAD = "datum;van;tot;naam\n"


def problem(line: int, what: str, /, **fields: str) -> Problem:
    return Problem(line=line, key=f"roster.problem.{what}", fields=fields)


@pytest.mark.parametrize(
    "text",
    [
        "datum;van;tot;naam\n2026-12-24;22:00;07:00;Anna de Vries\n",
        "datum,van,tot,naam\n24-12-2026,22.00,7u,Anna de Vries",
        "naam\ttot\tvan\tdatum\nanna  DE vries\t7 uur\t22u00\t24/12/2026\n",
        'Datum;Van;Tot;Naam;Opmerking\r\n24.12.2026;22:00:00;7:00:00;"Anna de Vries";\r\n',
        "\ufeffdatum;van;tot;naam\r\r24-12-2026; 2200 ; 7 ; Anna de Vries \r;;;\r",
    ],
)
def test_a_table_is_read_however_it_was_saved(text):
    assert read_csv(text, KNOWN, TODAY).shifts == (NIGHT,)
    assert read_csv(text.encode(), KNOWN, TODAY).shifts == (NIGHT,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
def test_the_encodings_of_spreadsheets_are_understood(encoding):
    data = f"{HEAD}24-12-2026;08:00;24:00;Zoë\n".encode(encoding)

    (shift,) = read_csv(data, KNOWN, TODAY).shifts

    assert shift == Shift(person=PersonId(3), day=CHRISTMAS, opens=time(8), closes=time(0))


@pytest.mark.parametrize("tot", ["24:00", "24", "24u", "24.00", "24:00:00", "24 uur"])
def test_a_whole_day_ends_at_twenty_four_hours(tot):
    (shift,) = read_csv(f"{HEAD}24-12-2026;0:00;{tot};Bram\n", KNOWN, TODAY).shifts

    assert (shift.opens, shift.closes) == (time(0), time(0))


def test_everything_that_is_wrong_is_listed_with_its_line_and_nothing_is_taken_over():
    rows = [
        "24-12-2026;22:00;07:00;Anna de Vries",  # 2: the one that is right
        "24-12-2026;22:00;07:00;Anna de Vries",
        "24-12-2026;23:00;23:30;Anna de Vries",
        "24-12-2026;22:00;07:00;Anna",
        "32-12-2026;25:00;7:77;Niemand",  # 6: four at once
        "24-12-26;08:00;17:00;Bram",
        "25-12-2026;08:00;08:00;Bram",
        "22-11-2026;08:00;17:00;Bram",
        "29-12-2027;08:00;17:00;Bram",
        '25-12-2026;08:00;17:00;"=HYPERLINK(""http://x"")"',
        "25-12-2026;08:00;17:00",
        "25-12-2026;08:00;17:00;Bram;te veel",
        '25-12-2026;08:00;17:00;"Bram',
    ]

    read = read_csv(HEAD + "\n".join(rows), KNOWN, TODAY)

    assert read.shifts == ()
    assert read.problems == (
        problem(3, "twice", other="2"),
        problem(4, "overlap", other="2"),
        problem(5, "unknown_name", name="Anna"),
        problem(6, "bad_date", text="32-12-2026"),
        problem(6, "bad_time", text="25:00"),
        problem(6, "bad_time", text="7:77"),
        problem(6, "unknown_name", name="Niemand"),
        problem(7, "bad_date", text="24-12-26"),
        problem(8, "empty", text="08:00"),
        problem(9, "past", date="22-11-2026"),
        problem(10, "too_far", date="29-12-2027", last="28-12-2027"),
        problem(11, "formula", text='=HYPERLINK("http://x")'),
        problem(12, "columns"),
        problem(13, "columns"),
        problem(14, "quotes"),
    )
    assert all(TEXTS(it.key, **it.fields) for it in read.problems)


def test_two_people_of_one_name_are_not_told_apart():
    known = [("Bram", PersonId(2)), ("bram ", PersonId(4)), ("Anna", PersonId(1))]

    read = read_csv(f"{HEAD}24-12-2026;08:00;17:00;Bram\n", known, TODAY)

    assert read.problems == (problem(2, "two_of_that_name", name="Bram"),)


def test_an_overlap_is_found_behind_a_shorter_shift_and_across_midnight():
    rows = [
        "24-12-2026;20:00;08:00;Bram",
        "24-12-2026;21:00;21:30;Bram",
        "25-12-2026;07:00;09:00;Bram",
        "25-12-2026;09:00;10:00;Bram",
        "25-12-2026;07:00;09:00;Zoë",
    ]

    read = read_csv(HEAD + "\n".join(rows), KNOWN, TODAY)

    assert read.problems == (problem(3, "overlap", other="2"), problem(4, "overlap", other="2"))


def test_two_shifts_that_meet_in_the_double_hour_do_not_overlap():
    rows = "23-10-2027;22:00;02:30;Bram\n24-10-2027;02:30;07:00;Bram\n31-10-2027;02:30;7;Bram\n"

    assert len(read_csv(HEAD + rows, KNOWN, TODAY).shifts) == 3


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"", problem(0, "nothing")),
        (b"datum;van;tot;naam\n;;;\n", problem(0, "nothing")),
        (b"x" * (MAX_BYTES + 1), problem(0, "too_big")),
        (b"datum;van\0;tot;naam\n", problem(0, "unreadable")),
        (b"\x81\x8d\n", problem(0, "unreadable")),
        (b"\xff\xfe\x00", problem(0, "unreadable")),
        (b"%PDF-1.4\n1 0 obj\n", problem(0, "unreadable")),
        (b"dag;van;tot;naam\n", problem(0, "header", columns="datum;van;tot;naam")),
        (b"datum;van;tot;naam;van\n", problem(0, "header", columns="datum;van;tot;naam")),
        (b'"datum\n', problem(0, "header", columns="datum;van;tot;naam")),
        (b"datum;van;tot;naam\n" + b"x\n" * 2001, problem(0, "too_long", most="2000")),
    ],
)
def test_a_file_that_is_no_roster_is_refused_as_a_whole(data, wrong):
    assert read_csv(data, KNOWN, TODAY).problems == (wrong,)
    assert TEXTS(wrong.key, **wrong.fields)


def test_what_was_written_is_shown_again_short_and_in_one_line():
    name = "\u202eIemand\twith a name that goes on and on and on for ever"

    (wrong,) = read_csv(f"{HEAD}24-12-2026;8;17;{name}\n", KNOWN, TODAY).problems

    assert wrong.fields["name"] == "Iemand with a name that goes on and on …"


@pytest.mark.parametrize("size", [2_000, 2_001])
def test_two_thousand_shifts_are_the_most(size):
    people = {f"Collega {n}": PersonId(n) for n in range(size)}
    rows = "".join(f"24-12-2026;8;17;{name}\n" for name in people)

    assert len(read_csv(HEAD + rows, people, TODAY).shifts) == (size if size <= 2_000 else 0)
