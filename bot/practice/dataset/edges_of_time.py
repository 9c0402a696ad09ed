"""Edge cases of dataset.md 4.8 about time: 1, 3, 12, 14 and 15; when each comes is in edges.py."""

from bot.practice.dataset.case import Case
from bot.practice.dataset.people import OM, POLITIE, RVDK
from bot.practice.dataset.turns import Life


def night_overleg(case: Case) -> Life:
    """1: raised in the night of the clock change; held half an hour later, by whoever is awake."""
    yield case.raised()
    yield from case.answers((6, POLITIE), (12, OM))
    yield from case.held(30)


def across_midnight(case: Case) -> Life:
    """3: asked for at 23:58 on the last day of a month, held on the first of the next."""
    yield case.raised()
    yield from case.answers((14, POLITIE), (40, OM))
    yield from case.held(75)


def open_at_the_freeze(case: Case) -> Life:
    """3: held on the last working day; its herbeoordeling comes after the fifth working day."""
    yield case.raised()
    yield from case.answers((5, POLITIE), (11, OM), (31, RVDK))
    yield from case.held(80)


def while_the_bot_was_down(case: Case) -> Life:
    """12: three answer while the bot is down; all of it arrives when it is back."""
    yield case.raised()
    yield from case.answers((12, POLITIE), (20, OM), (33, RVDK))
    yield from case.held(110)


def looked_at_again_on_that_day(case: Case) -> Life:
    """14: the herbeoordeling falls on a public holiday, or on a Saturday."""
    yield case.raised()
    yield from case.answers((5, POLITIE), (12, OM), (29, RVDK))
    yield from case.held(90)


def closed_before(case: Case) -> Life:
    """14: closed the next day; the herbeoordeling comes after that, and is done."""
    yield case.raised()
    yield from case.answers((5, POLITIE), (12, OM), (29, RVDK))
    yield from case.held(90, closes_after=22 * 60)


def one_of_six(case: Case) -> Life:
    """15: one of six within half an hour."""
    yield case.raised()
    yield from case.answers((7, POLITIE), (19, OM), (34, RVDK))
    yield from case.held(95)
