"""Pulling the plug of the real process, again and again: nothing is lost, nothing is doubled."""

import asyncio
import json
import os
import random
from dataclasses import dataclass, field
from datetime import timedelta
from math import ceil

import pytest
from lives import Lives, check_presses, check_repeats, unnoted
from place import Place

from bot.practice.model import Message
from bot.practice.process import Application

WANTED = int(os.environ.get("KILLS", "4"))
A_DAY_OF_KILLS = 50  # a story of more would go on after hours, when RvdK is reminded of nothing
SEEDS = range(1, max(2, ceil(WANTED / A_DAY_OF_KILLS)) + 1)
KILLS = ceil(WANTED / len(SEEDS))
ANSWERS = {"kan_nu": (), "kan_om": ("+30 min",), "sluit_niet_aan": ("Sluit niet aan", "Capaciteit")}
FIRST = {"kan_nu": "Kan nu", "kan_om": "Kan om", "sluit_niet_aan": "Anders"}
REMINDER = timedelta(minutes=10)


@dataclass(kw_only=True)
class Story:
    """What the people did: for each alert the answers of each role, in order."""

    place: Place
    chance: random.Random
    answers: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    async def goes_on(self) -> None:
        """One more alert: asked for, answered by two, and a reminder for who is silent."""
        place = self.place
        alert = await place.raises(place.phones["vt"])
        self.answers[alert] = {"vt": ["kan_nu"], "politie": [], "om": []}
        await asyncio.gather(self._answers(alert, "politie"), self._answers(alert, "om"))
        await place.comes(lambda: not place.town.world.updates.pending, "the last press")
        place.town.clock.moves(REMINDER)
        rvdk = place.phones["rvdk"]
        await place.comes(lambda: _reminders(rvdk.chat(), alert), f"a reminder of {alert}")

    async def _answers(self, alert: str, role: str) -> None:
        phone, given = self.place.phones[role], self.answers[alert][role]
        for _ in range(self.chance.randint(1, 3)):
            kinds = [kind for kind in ANSWERS if [kind] != given[-1:]]
            kind = self.chance.choice(kinds)
            before = phone.mark()
            await phone.presses(FIRST[kind], message=self.place.cards(alert)[-1])
            for label in ANSWERS[kind]:
                held = await self.place.button(phone, label, after=before)
                before = phone.mark()
                await phone.presses(label, message=held)
            given.append(kind)


def _reminders(messages: tuple[Message, ...], alert: str) -> list[Message]:
    return [one for one in messages if f"{alert}: RvdK heeft nog niet" in one.text]


async def killed(
    place: Place, application: Application, chance: random.Random, times: int
) -> tuple[Story, Lives]:
    """A story that goes on while its bot is killed so often, to its quiet end."""
    story, lives = Story(place=place, chance=chance), Lives(place, application, chance)
    dying = asyncio.create_task(lives.die(times))
    while not dying.done():
        await story.goes_on()
    await dying
    await place.comes(lambda: not place.owes(), "an empty outbox")
    lives.end()
    assert await application.stop() == 0
    return story, lives


@pytest.mark.parametrize("seed", SEEDS)
async def test_f01_a_process_that_is_killed_at_any_moment_loses_nothing_and_doubles_nothing(
    place, application, seed
):
    story, lives = await killed(place, application, random.Random(seed), KILLS)

    repeated = unnoted(place, lives.lives)
    print(  # to be read with -s
        f"seed {seed}: {KILLS} kills, {len(story.answers)} alerts, "
        f"{len(place.town.world.queries)} presses, lost 0, doubled 0, "
        f"{len(repeated)} messages repeated"
    )
    check_repeats(repeated)
    check_presses(place)
    check_alerts(place, story)
    assert "Canaria" not in application.log
    assert place.town.token not in application.log
    verified = await application.run_command("verify")
    assert verified.code == 0, verified.stderr
    exported = json.loads((await application.run_command("export", "--month", "2026-11")).stdout)
    assert {one["id"]: _given(one["answers"]) for one in exported} == story.answers


def _given(answers: list[dict[str, str]]) -> dict[str, list[str]]:
    given: dict[str, list[str]] = {"vt": [], "politie": [], "om": []}
    for one in answers:
        given[one["role"]].append(one["answer"])
    return given


def check_alerts(place, story):
    """Every alert once, with one live card and one first reminder of the role that was silent."""
    alerts = {alert for (alert,) in place.rows("SELECT id FROM alert")}
    assert alerts == set(story.answers)
    for alert in alerts:
        [(kept,)] = place.rows("SELECT message_id FROM card WHERE alert = ?", alert)
        assert place.cards(alert)[-1].id == kept
        query = (
            "SELECT count(*) FROM history WHERE subject = ? AND name = 'LadderClimbed' "
            """AND json_extract(data, '$.role') = 'rvdk' AND json_extract(data, '$.rung') = 1"""
        )
        assert place.rows(query, f"alert:{alert}") == [(1,)]
        sent = "SELECT count(*) FROM errand WHERE alert = ? AND tag = 'rvdk:1:1' AND state = 'done'"
        assert place.rows(sent, alert) == [(1,)]
