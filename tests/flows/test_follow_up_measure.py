"""M9 counts follow-ups where they fell due, and calls what was put off by its name."""

from dataclasses import replace

from story import OM, at, given, raised, started

from flows.cells import Cell, cells
from flows.indicators import Figure, figures
from flows.state import FollowUp
from flows.sums import Sums
from flows.terms import FollowUpKind

HELD = given(raised("10:00"), started("11:00"))
ONE_OF_FOUR = Figure(n=1, total=4, value=25)


def follow_up(due: str, done: str | None = None, **changes: int) -> FollowUp:
    item = FollowUp(
        number=1, kind=FollowUpKind.ACTION, owner=OM, due_at=at(due), set_at=at("mo 09:00"),
        done_at=at(done) if done else None,
    )  # fmt: skip
    return replace(item, **changes)


ON_TIME = follow_up("th 10:00", "th 16:00", rung=1)  # on the day itself
TOO_LATE = follow_up("th 10:00", "fr 08:00", rung=1)
STILL_OPEN = follow_up("th 10:00", rung=1)
TO_COME = follow_up("th 10:00")
PUT_OFF = follow_up("fr 10:00", "fr 09:00", postponed=2)
NEXT_MONTH = follow_up("2026-12-01 00:00", "2026-12-01 09:00")


def owed(*items: FollowUp) -> list[Cell]:
    owing = replace(HELD, follow_ups=items)
    return [cell for cell in cells(owing).elements() if cell.code == "M9"]


def test_follow_ups_are_on_time_or_late_or_still_open():
    owing = replace(HELD, follow_ups=(ON_TIME, TOO_LATE, STILL_OPEN, PUT_OFF))

    assert figures(Sums(cells(owing), at("2026-12-01 12:00")))["M9"] == Figure(
        n=2, total=4, value=50, parts={"open": ONE_OF_FOUR, "postponed": ONE_OF_FOUR}
    )


def test_follow_ups_count_in_the_month_in_which_they_fell_due():
    assert [cell.month for cell in owed(ON_TIME, NEXT_MONTH)] == ["2026-11", "2026-12"]


def test_what_is_still_to_come_is_not_due_until_the_reminder_says_so():
    assert owed(TO_COME) == []


def test_an_open_one_tells_since_when():
    [cell] = owed(STILL_OPEN)

    assert cell.value * 60 == at("th 10:00").timestamp()


def test_a_drill_owes_nothing():
    drill = replace(HELD, follow_ups=(ON_TIME,), drill=True)

    assert [cell.code for cell in cells(drill)] == ["telt_niet"]
