"""The alerts of a month, each told in a line, and what they add up to."""

from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from story import (
    AT,
    DECLINED,
    DEPUTY,
    NOW,
    OM,
    POLITIE,
    VT,
    answered,
    at,
    by,
    given,
    raised,
    started,
)

from flows import indicators
from flows.cells import cells
from flows.ending import AlertEnded, OverlegMissed
from flows.indicators import Figure
from flows.state import Alert
from flows.sums import Sums
from flows.terms import Channel, Outcome


def ended(outcome: Outcome, clock: str = "10:30") -> AlertEnded:
    return AlertEnded(at=at(clock), by=by(VT), outcome=outcome)


def figure(n: int, total: int, value: float | None, **parts: Figure) -> Figure:
    return Figure(n=n, total=total, value=value, parts=parts)


def added(*alerts: Alert, cases: int | None = None) -> Sums:
    """What these alerts add up to, looked at on the first of December."""
    found = sum((cells(alert) for alert in alerts), Counter())
    return Sums(found, at("2026-12-01 12:00"), cases)


def figures(*alerts: Alert, cases: int | None = None) -> dict[str, Figure]:
    return indicators.figures(added(*alerts, cases=cases))


# Spoed means a target of 240 minutes; VT asked politie, OM and RvdK; Wednesday unless said.
AFTER_AN_HOUR = given(
    raised("10:00"), answered(POLITIE, NOW, "10:05"), answered(OM, AT, "10:12", can_at=at("11:00")),
    started("11:00"),
)  # fmt: skip
AFTER_THREE_HOURS = given(
    raised("10:00"), answered(POLITIE, DEPUTY, "10:20", channel=Channel.PHONE),
    answered(POLITIE, NOW, "10:30"), answered(OM, NOW, "10:40"), started("13:00"),
)  # fmt: skip
LATE_AT_NIGHT = given(
    raised("fr 23:00"), answered(POLITIE, NOW, "fr 23:10"), started("sa 04:00"),
)  # fmt: skip
MISSED = given(raised("10:00"), OverlegMissed(at=at("th 10:00"), by=by(VT)))
WITHDRAWN_AFTER_AN_ANSWER = given(
    raised("10:00"), answered(POLITIE, DECLINED, "10:05"), ended(Outcome.WITHDRAWN)
)
ELIGIBLE = (AFTER_AN_HOUR, AFTER_THREE_HOURS, LATE_AT_NIGHT, MISSED, WITHDRAWN_AFTER_AN_ANSWER)
WITHDRAWN = given(raised("10:00"), ended(Outcome.WITHDRAWN))
MISTAKE = given(raised("10:00"), answered(POLITIE), ended(Outcome.MISTAKE))
DUPLICATE = given(raised("10:00"), answered(POLITIE), ended(Outcome.DUPLICATE))
NOT_NEEDED = given(raised("10:00"), answered(POLITIE), ended(Outcome.NOT_NEEDED))
DRILL = given(raised("10:00", drill=True), answered(POLITIE), started("10:10"))
EXCLUDED = (WITHDRAWN, MISTAKE, DUPLICATE, NOT_NEEDED, DRILL)
RUNNING = given(raised("10:00"))

calmly = settings(deadline=None, max_examples=50)
any_month = st.lists(st.sampled_from((*ELIGIBLE, *EXCLUDED, RUNNING)), max_size=12)
