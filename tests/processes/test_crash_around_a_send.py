"""Struck dead just before a message goes out, and just after Telegram took it."""

import pytest
from lives import check_presses, check_repeats, unnoted
from mortal import Strikes
from place import Place
from test_crash_points import lived

pytestmark = [  # the dead leave their connections behind
    pytest.mark.filterwarnings("ignore:The garbage collector:sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


async def asks(place: Place) -> None:
    """One alert, and everything that is to be told of it."""
    await place.raises(place.phones["vt"])
    await place.comes(lambda: not place.owes(), "an empty outbox")


def once(place: Place, end: str) -> Strikes:
    """The first time that it comes here, once there is an alert."""
    struck: list[int] = []

    def strikes(point: int, what: str) -> bool:
        if struck or what != end or not place.rows("SELECT 1 FROM alert"):
            return False
        struck.append(point)
        return True

    return strikes


def told(place: Place) -> list[tuple[str, str]]:
    """Every message about the alert, with the chat it is in."""
    return [
        (address, one.text)
        for address, chat in place.addresses().items()
        for one in place.town.sent_to(chat)
        if "SKM-2611-01" in one.text
    ]


async def test_f03_what_was_committed_and_not_sent_is_sent_after_the_start(place, monkeypatch):
    fate, lives = await lived(place, asks, once(place, "before send"), monkeypatch)

    assert fate.struck == {"before send": 1}
    assert unnoted(place, lives) == []
    assert len(told(place)) == len(set(told(place)))
    assert {address for address, _ in told(place)} > {"group:1"}
    check_presses(place)


async def test_f04_what_was_sent_and_not_noted_comes_twice_with_the_same_number(place, monkeypatch):
    fate, lives = await lived(place, asks, once(place, "after send"), monkeypatch)

    assert fate.struck == {"after send": 1}
    repeated = unnoted(place, lives)  # of every chat one at most is on its way
    assert repeated
    check_repeats(repeated)
    twice = {one for one in told(place) if told(place).count(one) > 1}
    assert {address for address, _ in twice} == {address for _, address, _ in repeated}
    assert {told(place).count(one) for one in twice} == {2}
    again = "SELECT attempts FROM errand WHERE address = ? AND state = 'done' AND attempts > 0"
    assert {tuple(place.rows(again, address)) for address, _ in twice} == {((1,),)}
    check_presses(place)
