"""M9 counts follow-ups where they fell due, and calls what was put off by its name."""

from dataclasses import replace

from story import OM, at, given, raised, started

from flows.indicators import Figure, due_between, tally
from flows.state import FollowUp
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


def test_follow_ups_are_on_time_or_late_or_still_open():
    month = tally((), (ON_TIME, TOO_LATE, STILL_OPEN, PUT_OFF))

    assert month.figures["M9"] == Figure(
        n=2, total=4, value=50, parts={"open": ONE_OF_FOUR, "postponed": ONE_OF_FOUR}
    )


def test_follow_ups_count_where_they_fell_due():
    owing = replace(HELD, follow_ups=(ON_TIME, STILL_OPEN, TO_COME, PUT_OFF))
    drill = replace(owing, drill=True)

    assert due_between([owing, drill], at("th 00:00"), at("fr 10:00")) == [ON_TIME, STILL_OPEN]
    assert due_between([owing], at("fr 10:00"), at("sa 00:00")) == [PUT_OFF]
