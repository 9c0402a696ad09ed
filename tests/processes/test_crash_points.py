"""Struck dead at every point of the story of one alert: it always ends the same."""

import asyncio
import gc
import json
import os
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from lives import Life, check_presses, check_repeats, unnoted
from mortal import Fate, Strikes, live, mortal_client
from place import Place, settled

import bot.app
from storage.chain import replay_differs, verify

pytestmark = [  # the dead leave their connections behind
    pytest.mark.filterwarnings("ignore:The garbage collector:sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
EVERY = int(os.environ.get("CRASH_EVERY", "24"))  # each story ends at one point in so many
RUNS = int(os.environ.get("CRASH_RUNS", "1"))  # so many of the offsets; all of them in CI
MOMENTS = re.compile(r"\d{4}-\d\d-\d\d[T ][\d:.]+(Z|\+00:00)?|\d?\d:\d\d")
ALERT = re.compile(r"SKM-\d{4}-\d\d")
Ending = dict[str, Any]


async def tells_all(place: Place) -> None:
    """Asked for, answered, a reminder, a plan, the overleg, Stap 4, the follow-up, closed.

    After each step everything is told first: a message that is no longer true is not sent.
    """
    vt, clock = place.phones["vt"], place.town.clock
    alert = await place.raises(vt)
    await place.phones["politie"].presses("Kan nu", message=place.cards(alert)[-1])
    await _noted(place, "AnswerGiven")
    clock.moves(timedelta(minutes=10))
    await _noted(place, "LadderClimbed", 2)
    await place.presses(place.phones["om"], "Kan nu")
    await _noted(place, "QuorumReached")
    await place.presses(vt, "Akkoord")
    await _noted(place, "OverlegPlanned")
    await place.presses(vt, "Nu gestart", "Overleg afronden", "Herbeoordeling")
    shown = await place.button(vt, "n.v.t.")
    await place.presses(vt, shown.labels[0])  # this afternoon
    await _noted(place, "AgreementMade")
    await place.presses(vt, "Eerste aanspreekpunt", "VT")
    await _noted(place, "AgreementMade", 2)
    await place.presses(vt, "Geen actie")
    await _noted(place, "NothingAgreed")
    await place.presses(vt, "Klaar")
    await _noted(place, "OverlegConcluded")
    clock.moves(timedelta(hours=4))
    await _noted(place, "FollowUpReminded")
    await place.presses(vt, "Gedaan")
    await _noted(place, "FollowUpDone")
    await place.presses(vt, "Onderzoek VT")
    await _noted(place, "AlertClosed")


async def _noted(place: Place, name: str, times: int = 1) -> None:
    query = "SELECT count(*) FROM history WHERE name = ?"
    await place.comes(
        lambda: place.rows(query, name) == [(times,)] and not place.owes(), f"{times} × {name}"
    )


async def asks_for_help(place: Place) -> None:
    """The one thing that would show twice when it is done twice."""
    await place.phones["om"].types("/help")
    await place.comes(lambda: place.phones["om"].shows("/alarm") and not place.owes(), "help")


async def lived(
    place: Place,
    tell: Callable[[Place], Awaitable[None]],
    strikes: Strikes,
    monkeypatch: Any,
) -> tuple[Fate, list[Life]]:
    """Play a story with an application that is struck dead at these points."""
    fate, lives = Fate(strikes), list[Life]()
    monkeypatch.setattr(bot.app, "Client", mortal_client(fate))
    place.town.clock.runs_at(0)
    living = asyncio.create_task(asyncio.to_thread(live, place, fate, lives))
    try:
        await tell(place)
    finally:
        fate.ends_all()
        await living
        gc.collect()  # what the dead left behind trips up the report of a failure (Python 3.11)
    return fate, lives


def ending(place: Place) -> Ending:
    """What is kept in the end, without the moments; and what every chat shows of the alert.

    What the calendar tells beside it depends on when it is looked at, and not on the crashes.
    """
    [(state,)] = place.rows("SELECT state FROM alert")
    return {
        "alert": json.loads(MOMENTS.sub("", state)),
        "log": Counter(name for (name,) in place.rows("SELECT name FROM history")),
        "shown": {
            address: Counter(
                MOMENTS.sub("", one.text)
                for one in place.town.sent_to(chat)
                if ALERT.search(one.text)
            )
            for address, chat in place.addresses().items()
        },
    }


@pytest.fixture(scope="module")
def undisturbed() -> list[Ending]:
    """How the story ends when nothing happens; told once, by the first that asks."""
    return []


@pytest.mark.parametrize("offset", range(min(RUNS, EVERY)))
async def test_f01_a_story_that_is_cut_off_anywhere_always_ends_the_same(
    place, tmp_path, empty, monkeypatch, undisturbed, offset
):
    if not undisturbed:
        async with settled(tmp_path / "undisturbed", empty) as other:
            fate, _ = await lived(other, tells_all, lambda *_: False, monkeypatch)
            undisturbed.append(ending(other))
            print(f"{fate.points} points")

    fate, lives = await lived(
        place, tells_all, lambda point, _: point % EVERY == offset, monkeypatch
    )

    print(f"{fate.points} points, struck: {dict(fate.struck)}")
    check_same(place, ending(place), undisturbed[0], lives)
    check_presses(place)
    check_repeats(unnoted(place, lives))
    storage = place.storage()
    async with storage.view() as work:
        assert (await verify(work), await replay_differs(work)) == ([], [])
    await storage.close()


@pytest.mark.parametrize("strike", range(1, 16) if RUNS > 2 else (2, 7, 11))
async def test_f20_an_update_that_comes_again_is_answered_once(place, monkeypatch, strike):
    _, lives = await lived(place, asks_for_help, lambda point, _: point == strike, monkeypatch)

    om = place.phones["om"]
    shown = sum("/alarm" in one.text for one in place.town.sent_to(om))
    assert shown == 1 + len(unnoted(place, lives))
    check_repeats(unnoted(place, lives))
    check_presses(place)


def check_same(place: Place, found: Ending, wanted: Ending, lives: list[Life]) -> None:
    """The same, but for messages that were under way at an end: those may come twice, or not."""
    assert found["alert"] == wanted["alert"]
    assert found["log"] == wanted["log"]
    for address, shown in found["shown"].items():
        cut_off = sum(address in life.taken for life in lives)
        dropped = "SELECT count(*) FROM errand WHERE address = ? AND error = 'unknown'"
        twice, missing = shown - wanted["shown"][address], wanted["shown"][address] - shown
        assert twice.total() <= cut_off, (twice, missing)
        assert missing.total() <= place.rows(dropped, address)[0][0], missing
