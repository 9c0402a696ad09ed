"""What is said of a month gives nothing away, whichever of its numbers are put side by side."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st
from story import (
    DECLINED,
    NETWORK,
    NOW,
    OM,
    POLITIE,
    RVDK,
    VT,
    answered,
    at,
    by,
    concluded,
    given,
    raised,
    rules,
    started,
)

from flows.account import Account, Periods, account, frozen, tables
from flows.cells import Excluded, cells
from flows.discretion import WINDOWS, Shown, discreet
from flows.ending import MissExplained, OverlegMissed
from flows.indicators import Figure
from flows.state import Alert
from flows.sums import Sums
from flows.suppression import CELL, visible
from flows.terms import Channel, Known
from flows.trend import Verdict

HELD = given(
    raised("10:00", family_known=Known.YES), answered(POLITIE, NOW, "10:05"),
    answered(OM, NOW, "10:20"), answered(RVDK, DECLINED, "10:30", reason="capaciteit"),
    started("11:00"), *concluded("12:00"),
)  # fmt: skip
AT_NIGHT = given(raised("fr 23:00", source="politie"), answered(POLITIE), started("sa 04:00"))
MISSED = given(
    raised("fr 23:30"), OverlegMissed(at=at("sa 23:30"), by=by(VT)),
    MissExplained(at=at("mo 09:00"), by=by(VT), reason="geen_quorum"),
)  # fmt: skip
RUNNING = given(raised("10:00"))
DRILL = given(raised("10:00", drill=True))
OF_THE_NETWORK = ("M4", "M5", "M6", "M9", "M11")

months = st.lists(st.sampled_from((HELD, AT_NIGHT, MISSED, RUNNING, DRILL)), max_size=25)
calmly = settings(deadline=None, max_examples=60)
NOON = at("2026-12-01 12:00")


def drawn(*alerts: Alert, year: tuple[Alert, ...] = ()) -> Account:
    """The account of a November of these alerts, at the end of a year of those."""
    month = Sums(summed(*alerts), NOON)
    whole = Sums(summed(*alerts, *year), NOON)
    periods = Periods(month=month, year=whole, before=Sums({}, NOON), line=(("2026-11", month),))
    return account(
        rules(), NETWORK, "2026-11", periods, definitions="2026-11", looked_at=NOON, consultations=0
    )


def summed(*alerts: Alert) -> Counter:
    return sum((cells(alert) for alert in alerts), Counter())


def parts_of(shown: Shown) -> list[Shown]:
    return [each for part in shown.parts.values() for each in (part, *parts_of(part))]


def test_a_month_says_how_many_it_counts_and_how_many_it_does_not():
    found = drawn(HELD, HELD, RUNNING, DRILL)

    assert (found.counted, found.running, found.afterwards) == (3, 1, 0)
    assert found.excluded[Excluded.DRILL] == 1
    assert found.figures["M4"].n == 2
    assert found.roles == (VT, POLITIE, OM, RVDK)


def test_answers_in_the_window_of_a_role_are_seen_from_five_on():
    found = drawn(*[HELD] * 6, AT_NIGHT).figures["M2"].parts

    assert found[OM].parts["in_window"].n == 6
    assert found[OM].parts["in_window"].value == 20
    assert found[OM].parts["out_of_window"].n is None
    assert found[OM].n is None  # with it the answers outside the window would follow


@calmly
@forall(months)
def test_with_some_answers_hidden_their_total_is_hidden_too(alerts):
    found = drawn(*alerts).figures["M2"]

    cells = [part.parts[name].n for part in found.parts.values() for name in WINDOWS]
    some = None in cells and any(n is not None for n in cells)
    assert (found.n is None) == some
    assert all(part.total is None for part in parts_of(found))


def answers(within: int, outside: int, tapped: int) -> Figure:
    """The answers of a role; what was not tapped came by telephone."""
    both, rest = within + outside, within + outside - tapped
    parts = {"in_window": within, "out_of_window": outside, "tap": tapped, "proxy_telefoon": rest}
    cells = {name: Figure(n=n, total=n, value=9) for name, n in parts.items()}
    return Figure(n=both, total=both, value=9, parts=cells)


def of_roles(*roles: Figure) -> Shown:
    whole = sum(one.n for one in roles)
    parts = {f"role {place}": one for place, one in enumerate(roles)}
    return discreet("M2", Figure(n=whole, total=whole, value=9, parts=parts))


def ways(found: Shown) -> list[tuple[int | None, ...]]:
    return [tuple(one.parts[way].n for way in Channel) for one in found.parts.values()]


UNTOLD = (None, None)


@pytest.mark.parametrize(
    ("roles", "told"),
    [
        ([answers(10, 6, 9), answers(8, 5, 6)], [(9, 7), (6, 7)]),
        ([answers(10, 6, 9), answers(8, 5, 12)], [UNTOLD, UNTOLD]),  # 1 would follow from the rest
        ([answers(10, 6, 9), answers(8, 0, 3)], [(9, 7), UNTOLD]),  # the rest is not told then
        ([answers(12, 3, 9)], [UNTOLD]),  # 3 outside the window would follow
        ([answers(9, 2, 5), answers(1, 0, 1)], [UNTOLD, UNTOLD]),
    ],
)
def test_how_a_role_answered_is_told_where_it_gives_away_no_small_number(roles, told):
    assert ways(of_roles(*roles)) == told


@calmly
@forall(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 18)).map(
            lambda drawn: answers(drawn[0], drawn[1], min(drawn[2], drawn[0] + drawn[1]))
        ),
        min_size=1,
        max_size=4,
    )
)
def test_of_what_is_told_of_roles_no_difference_is_a_small_number(roles):
    """Windows and ways add up to the same, and over all roles to what the account tells of all."""
    found = of_roles(*roles)

    for one in found.parts.values():
        seen = [one.parts[name].n for name in WINDOWS]
        if one.parts[Channel.TAP].n is not None:
            assert None not in seen
            assert sum(seen) == sum(one.parts[way].n or 0 for way in Channel) == one.n
    if found.n is not None:  # then the ways of all roles together are told
        assert len({way == UNTOLD for way in ways(found)}) == 1


def test_why_an_alert_was_missed_is_told_with_its_day_part_and_nothing_else():
    assert drawn(MISSED, MISSED).missed == ("geen_quorum/nacht",)


@calmly
@forall(months)
def test_no_number_under_five_is_seen_but_of_the_network_as_a_whole(alerts):
    found = drawn(*alerts)

    for code in ("M2", "M7", "M10", "M12", "M13", "M14", "M16"):
        for part in parts_of(found.figures[code]):
            assert part.n is None or part.n >= CELL
    for table in found.tables.values():
        assert all(n is None or n >= CELL for n in table.values())


@calmly
@forall(months)
def test_a_table_is_shown_as_its_rule_says_and_each_cell_in_one_place_only(alerts):
    found, sums = drawn(*alerts), Sums(summed(*alerts), NOON)

    made = tables(sums, rules())
    shown = {name: visible(table) for name, table in made.items()}
    if found.figures["M2"].n is None:
        shown["kanaal"] = dict.fromkeys(shown["kanaal"])
    assert found.tables == shown
    assert not {"M12", "M14", "M16"} & set(made)  # these are parts of their figure


@calmly
@forall(months, months)
def test_two_years_that_differ_by_a_month_cannot_be_subtracted(month, year):
    """Of what is not of the whole network a year shows fives, and shares in steps of five."""
    found = drawn(*month, year=tuple(year))

    for code in ("M2", "M7", "M10", "M12", "M13", "M14", "M16"):
        for part in (found.year[code], *parts_of(found.year[code])):
            assert (part.n or 0) % 5 == (part.total or 0) % 5 == 0
            assert code == "M2" or (part.value or 0) % 5 == 0
    assert all(n is None or (n >= CELL and n % 5 == 0) for n in found.week.values())
    for table in found.year_tables.values():
        assert all(n is None or (n >= CELL and n % 5 == 0) for n in table.values())


def test_a_year_tells_of_source_and_nature_what_a_month_has_too_few_of():
    found = drawn(HELD, AT_NIGHT, year=(HELD,) * 8 + (AT_NIGHT,) * 5)

    assert set(found.tables["bron"].values()) == {None}
    assert set(found.year_tables) == {"bron", "aard"}
    shown = {name: n for name, n in found.year_tables["bron"].items() if n is not None}
    assert shown == {"ziekenhuis": 10}  # nine; the six of politie would give away the noughts


@calmly
@forall(months)
def test_adding_one_alert_shows_at_most_in_fives_what_it_was(alerts):
    """Somebody who looks before and after one more alert learns its kind from no table."""
    before = drawn(*alerts, *[HELD] * 12).year["M12"]
    after = drawn(*alerts, *[HELD] * 12, AT_NIGHT).year["M12"]

    assert (after.n or 0) - (before.n or 0) in (-5, 0, 5)


def test_a_month_that_was_frozen_stays_as_it_was_and_says_what_changed():
    then = replace(drawn(HELD, RUNNING), frozen_at=NOON)

    found = frozen(drawn(HELD, HELD), then)

    assert found.figures == then.figures
    assert {one.code for one in found.corrections} >= {"M4", "M5"}
    [change] = [one for one in found.corrections if one.code == "M4"]
    assert (change.before.n, change.after.n) == (1, 2)


def test_a_month_that_did_not_change_has_no_correction():
    then = drawn(HELD)

    assert frozen(drawn(HELD), then).corrections == ()


def test_one_month_is_no_line():
    assert drawn(*[HELD] * 9).run.verdict is Verdict.TOO_LITTLE
    assert drawn(*[HELD] * 9).run.points[0].value == 60
    assert drawn(*[HELD] * 4).run.points[0].value is None


def test_the_curve_of_a_picture_has_no_more_steps_than_it_can_show():
    many = [given(raised("10:00"), started(f"{10 + n // 60}:{n % 60:02}")) for n in range(1, 300)]

    late = given(raised("10:00"), started("th 11:00"))
    shown = drawn(*many, late).curve
    assert len(shown) <= 24 * 12
    assert all(step.after <= 24 * 60 for step in shown)


@pytest.mark.parametrize("code", OF_THE_NETWORK)
def test_what_is_of_the_whole_network_is_always_seen(code):
    assert drawn(HELD).figures[code].n is not None
