"""What each command of the beheerder does; the sentences come from the catalogue."""

import asyncio
import contextlib
import gc
import json
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console

from bot.actions.enrolment import new_invitation
from bot.anchor import NoAnchor, checked
from bot.app import App, Outside, clock_of
from bot.checkup.finding import State
from bot.doctor import findings, second_channel_tried
from bot.doctor import handle_set_aside as handled
from bot.evidence import month_given, note_read
from bot.file_watch import Unsafe, is_unsound_at_start
from bot.identity import OtherBot
from bot.installation import (
    Installation,
    NeedsAHand,
    Refusal,
    database_file,
    locked,
    only_one,
    opened,
    prepare,
)
from bot.outcry import Outcry
from bot.reporting import network_given, put
from bot.reports.export import alert_record
from bot.rounds.memory import destroy_keys
from bot.safekeeping import kept_before_migration
from bot.sealing import rotate_key, seal_anew
from bot.telegram.client import Client
from bot.telegram.trouble import Trouble
from config.settings import anchor_file, load_settings
from config.texts import Texts
from config.webhook import PortTaken
from flows.calendar import is_public_holiday, local, month_bounds
from flows.language import Language
from flows.people import Function, Post
from flows.state import AlertId
from storage.chain import replay_differs
from storage.history import Way
from storage.processes import GivenUp
from storage.retention import Counts

HOLDS = ("woo", "inzage", "klacht", "onderzoek")


class DryRun(Exception):
    """The end of a transaction of which nothing is kept."""


async def run(outside: Outside | None = None) -> None:
    """Run until SIGTERM or SIGINT; a benchmark brings limits and a clock of its own."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    async with opened() as house:
        with only_one(house):
            await _refuse_unsound(house)
            await seal_anew(house.storage)
            app = App(house.settings, house.keys, house.configuration, house.storage, outside)
            _settle_in(local(clock_of(house.settings).now()).date())
            try:
                await app.run(stop)
            except OtherBot:
                raise Refusal(house.texts("cli.other_bot")) from None
            except GivenUp:
                raise Refusal(house.texts("cli.given_up")) from None
            except PortTaken:
                raise Refusal(house.texts("cli.port_taken", listen=house.settings.listen)) from None
            except Unsafe as unsafe:
                raise Refusal(house.texts(f"outcry.{unsafe.trouble.value}")) from None


def _settle_in(today: date) -> None:
    """Leave what is loaded out of every later search for what can go: it would hold up a press."""
    is_public_holiday(today)  # loads the holidays, which takes a moment too
    gc.collect()
    gc.freeze()


async def init() -> None:
    """Database, keys, and one link for the first beheerder. Again: a new link, until it is used."""
    settings = load_settings()
    texts = Texts("nl", settings.config_dir)
    with locked(settings, texts):
        await kept_before_migration(settings)
        prepare(settings)
    async with opened() as house:
        name = await _bot_name(house)
        network = house.configuration.networks[0].code
        async with house.storage.work() as work:
            if await work.people.admins():
                raise Refusal(house.texts("cli.init.has_admin"))
            post = Post(network=network, function=Function.ADMIN)
            token = await new_invitation(work, post, None, clock_of(house.settings).now())
        print(house.texts("cli.init.ready"))
        print(f"https://t.me/{name}?start={token}")


async def doctor() -> None:
    """Say what is well and what needs a hand. Raises NeedsAHand when anything does."""
    async with opened() as house:
        found = await findings(house)
    for one in found:
        print(f"{house.texts.word('staat', one.state)} {one.text}")
    hands = sum(one.state is State.HAND for one in found)
    print(house.texts.many("doctor.hands", hands) if hands else house.texts("doctor.all_well"))
    if hands:
        raise NeedsAHand


async def second_channel() -> None:
    """Try every address of the second channel."""
    async with opened() as house:
        print("\n".join(await second_channel_tried(house)))


async def handle_set_aside() -> None:
    """Handle what was set aside."""
    async with opened() as house:
        print("\n".join(await handled(house)) or house.texts("doctor.nothing"))


async def verify() -> None:
    """Check the chain against what was anchored elsewhere, and replay every alert."""
    async with opened() as house:
        texts = house.texts
        try:
            broken = await checked(house.storage, anchor_file(house.settings))
        except NoAnchor:
            raise Refusal(texts("cli.no_anchor")) from None
        async with house.storage.view() as work:
            differs = await replay_differs(work)
            count = len(await work.alerts.ids())
    if broken or differs:
        lines = [
            texts("cli.verify.broken", row=one.sequence, flaw=texts.word("gebrek", one.flaw.value))
            for one in broken
        ]
        lines += [texts("cli.verify.differs", id=alert) for alert in differs]
        raise Refusal("\n".join(lines))
    print(texts.many("cli.verify.whole", count))


async def export(month: str, network: str | None, format: str, out: Path | None) -> None:
    """One object per alert of a month, by the local month of its clock; no persons."""
    async with opened() as house:
        if format != "json":
            raise Refusal(house.texts("cli.format", formats="json"))
        start, end = month_bounds(*month_given(house, month))
        chosen = network_given(house, network)
        await note_read(house, "ExportRead", month=month_given(house, month))
        async with house.storage.view() as work:
            alerts = [
                alert_record(alert)
                for code in chosen.doelgroepen
                for alert in await work.alerts.of_month(chosen.code, code, start, end)
            ]
    ordered = sorted(alerts, key=lambda record: str(record["alert_at"]))
    put(house, json.dumps(ordered, indent=2, ensure_ascii=False), out)


async def retention(
    dry_run: bool, hold: str | None, reason: str, release: str | None, expect: int | None = None
) -> None:
    """Forget now, count what would be forgotten, or keep one alert out of it.

    Refused when that is far more than in any night, unless so many were expected (F110).
    """
    async with opened() as house:
        if hold is not None or release is not None:
            await _held(house, hold, reason, release)
            return
        counts: Counts = {}
        with contextlib.suppress(DryRun):
            async with house.storage.work() as work:
                now = clock_of(house.settings).now()
                much = await work.retention.much(now, house.terms)
                if much not in (None, expect) and not dry_run:
                    raise Refusal(house.texts("cli.retention.much", count=much))
                counts = await work.retention.forget(now, house.terms)
                if dry_run:
                    raise DryRun
                await destroy_keys(work, house.keys, now)
        async with house.storage.view() as work:
            held = await work.holds.held()
        print(house.texts("cli.retention.dry" if dry_run else "cli.retention.done"))
        for name, count in counts.items():
            what = house.texts.word("bewaring", name)
            print(house.texts("cli.retention.line", name=what, count=count))
        for alert, why in held.items():
            print(house.texts("cli.retention.held", id=alert, reason=why))


async def rotate() -> None:
    """A new encryption key, and everything sealed anew with it."""
    print(await rotate_key(clock_of(load_settings()).now()))


async def fill(wanted: Mapping[str, Any], *, beside: bool) -> None:
    """Fill a database with invented alerts.

    What practises is known only here and below: the bot itself starts without a town.
    """
    from bot.practice.dataset.command import Wanted, fill

    if beside:
        raise Refusal(Texts()("dataset.either"))
    await fill(Wanted(**wanted))


async def play() -> None:
    """Play the story of one alert in a town on this machine."""
    from bot.practice.play import play as story

    if await story(Console()):
        raise Refusal(Texts()("oefenstad.refused"))


async def practise(language: str, listen: str | None, *, plays: bool) -> None:
    """Play the story, and keep a town open in the browser."""
    from bot.practice.page.command import practise

    if language not in {*Language}:
        raise Refusal(Texts()("oefenpagina.taal"))
    await practise(Console(), language=language, listen=listen, plays=plays)


async def simulate(words: Sequence[str]) -> None:
    """Hand over to the simulation, a program of the checkout; it says with what number it ends."""
    checkout = Path(__file__).parents[1]
    if not (checkout / "tests" / "simulation").is_dir():
        raise Refusal(Texts()("cli.no_simulation"))
    path = os.pathsep.join(filter(None, (str(checkout), os.environ.get("PYTHONPATH"))))
    asked = (sys.executable, "-P", "-m", "tests.simulation", *words)
    # the order within a set must be that of every run, or a seed would not repeat itself
    os.execve(sys.executable, asked, os.environ | {"PYTHONPATH": path, "PYTHONHASHSEED": "0"})  # noqa: S606


async def _refuse_unsound(house: Installation) -> None:
    """A broken database is not written to; the beheerder hears so as far as it can be read."""
    file = database_file(house.settings)
    if file is None or not is_unsound_at_start(file):
        return
    clock = clock_of(house.settings)
    client = Client(house.settings.token, house.settings.bot_api_url, clock)
    outcry = Outcry(client, house.storage, house.texts, clock)
    await client.start()
    await outcry.to_admins("outcry.unsound")
    await client.stop()
    raise Refusal(house.texts("outcry.unsound"))


async def _held(house: Installation, hold: str | None, reason: str, release: str | None) -> None:
    now = clock_of(house.settings).now()
    async with house.storage.work() as work:
        work.history.comes_by(Way.CLI, Function.ADMIN.value)
        alert = AlertId(hold or release or "")
        if await work.alerts.load(alert) is None:
            raise Refusal(house.texts("cli.no_alert", id=alert))
        if release is not None:
            await work.holds.release(alert, now)
        elif reason in HOLDS:
            await work.holds.hold(alert, reason, now)
        else:
            raise Refusal(house.texts("cli.hold_reason", known=", ".join(HOLDS)))
    print(house.texts("cli.released" if release is not None else "cli.held", id=alert))


async def _bot_name(house: Installation) -> str:
    settings = house.settings
    client = Client(settings.token, settings.bot_api_url, clock_of(settings))
    await client.start()
    try:
        _, name = await client.me()
    except Trouble as trouble:
        raise Refusal(house.texts("cli.no_telegram", why=type(trouble).__name__)) from None
    finally:
        await client.stop()
    return name
