"""The play of `spoedgroep practise`: one alert from call to month, and the account of it."""

import asyncio
import json
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console

from bot.practice.cast import cast_of
from bot.practice.clock import TownClock
from bot.practice.process import Application
from bot.practice.stage import Stage
from bot.practice.story import MONTH, Story
from bot.practice.town import Town
from config import doelgroepen
from config.texts import Texts
from flows.calendar import AMSTERDAM
from flows.rules import Role

OPENS = datetime(2026, 11, 27, 13, 0, tzinfo=AMSTERDAM)  # time enough to enrol everybody
RATE = 20.0  # town seconds per real second: the teller spreads its edits
ACUTE = timedelta(minutes=120)


async def play(out: Console) -> int:
    """Play it all, and tell what was seen; 0 when everything went as it should, else 1."""
    texts = Texts()
    with tempfile.TemporaryDirectory(prefix="spoedgroep-") as folder:
        clock = TownClock(Path(folder, "clock.json"), OPENS)
        clock.runs_at(RATE)
        async with Town(clock) as town, Application(town, Path(folder)) as application:
            try:
                await _all_of_it(town, application, Stage(town, out, texts), texts)
            except (AssertionError, LookupError) as error:
                out.print(texts("oefenstad.failed", what=error), style="red", markup=False)
                return 1
    return 0


async def _all_of_it(town: Town, application: Application, stage: Stage, texts: Texts) -> None:
    stage.step("cast")
    link = await application.init()
    await application.start()
    cast = await cast_of(town, link, ("skm", "ouderen"))
    stage.phones(cast.vt)
    stage.passes_over(cast.beheerder, *cast.phones.values())
    network = doelgroepen.load().networks[0]
    label = network.doelgroepen["skm"].role(Role("om")).phone_label
    story = Story(town, cast, stage, label)
    for act in (
        story.raised, story.answered, story.chased, story.planned, story.held,
        story.agreed, story.followed_up, story.closed, story.counted,
    ):  # fmt: skip
        await act()
    assert await application.stop() == 0, f"the bot did not end well:\n{application.log}"
    await _account(town, application, stage, story, texts)


async def _account(
    town: Town, application: Application, stage: Stage, story: Story, texts: Texts
) -> None:
    """What the log says of it, and what it took of everybody."""
    stage.step("account")
    verified, exported = await asyncio.gather(
        application.run_command("verify"), application.run_command("export", "--month", MONTH)
    )
    assert verified.code == 0, f"verify finds:\n{verified.stderr}"
    assert exported.code == 0, f"export says:\n{exported.stderr}"
    took = _time_to_overleg(json.loads(exported.stdout), story.alert)
    stage.line(verified.stdout.strip())
    stage.account(
        [texts(f"oefenstad.{name}") for name in ("who", "taps", "messages")],
        [
            (phone.name, phone.taps, len(town.sent_to(phone)))
            for phone in (story.cast.beheerder, *story.cast.phones.values())
        ],
    )
    for key, value in (
        ("to_raise", story.taps_to_raise),
        ("to_overleg", round(took.total_seconds() / 60)),
        ("reminders", story.reminders),
        ("edits", story.card.edits),
    ):
        stage.line(texts(f"oefenstad.{key}", n=value))
    stage.line(texts("oefenstad.done"))


def _time_to_overleg(exported: list[dict[str, Any]], alert: str) -> timedelta:
    """From the call to the start, as the export has it; the rest of it is checked as well."""
    assert [one["id"] for one in exported] == [alert], f"the export holds {exported}"
    (one,) = exported
    assert one["outcome"] == "overleg_gehouden", f"the outcome is {one['outcome']}"
    assert all(item["done"] for item in one["follow_ups"]), "a follow-up is not done"
    assert one["closed_at"], "it is not closed"
    began, asked = (datetime.fromisoformat(one[key]) for key in ("overleg_start", "alert_at"))
    assert began - asked <= ACUTE, f"the overleg came after {began - asked}"
    return began - asked
