"""What each command of the beheerder does; the sentences come from the catalogue."""

import asyncio
import contextlib
import json
import signal
from pathlib import Path

from rich.console import Console

from bot.actions.enrolment import new_invitation
from bot.anchor import NoAnchor, checked
from bot.app import App, OtherBot, clock_of
from bot.doctor import handle_set_aside as handled
from bot.doctor import looked_at
from bot.evidence import month_given, note_read
from bot.installation import Installation, Refusal, only_one, opened, prepare
from bot.reports.export import alert_record, measures_record
from bot.reports.month import Month
from bot.reports.month import month as figures
from bot.reports.text import month_text
from bot.rounds.memory import destroy_keys
from bot.sealing import rotate_key, seal_anew
from bot.telegram.client import Client
from bot.telegram.trouble import Trouble
from bot.yearly import with_herijking
from config.networks import Network
from config.settings import anchor_file, load_settings
from config.texts import Texts
from flows.calendar import month_bounds
from flows.people import Function, Post
from flows.state import AlertId
from storage.chain import replay_differs
from storage.history import Way
from storage.retention import Counts

FORMATS = ("text", "json")
HOLDS = ("woo", "inzage", "klacht", "onderzoek")


class DryRun(Exception):
    """The end of a transaction of which nothing is kept."""


async def run() -> None:
    """Run until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    async with opened() as house:
        with only_one(house):
            await seal_anew(house.storage)
            app = App(house.settings, house.keys, house.configuration, house.storage)
            try:
                await app.run(stop)
            except OtherBot:
                raise Refusal(house.texts("cli.other_bot")) from None


async def init() -> None:
    """Database, keys, and one link for the first beheerder. Again: a new link, until it is used."""
    prepare(load_settings())
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
    """Say what is well and what needs a hand."""
    async with opened() as house:
        print("\n".join(await looked_at(house)))


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


async def report(
    month: str, doelgroep: str | None, network: str | None, format: str, out: Path | None
) -> None:
    """The measures of a month, as text or as JSON by code."""
    async with opened() as house:
        if format not in FORMATS:
            raise Refusal(house.texts("cli.format", formats=", ".join(FORMATS)))
        year, number = month_given(house, month)
        chosen = _network(house, network)
        wanted = _doelgroepen(house, chosen, doelgroep)
        async with house.storage.view() as work:
            plain = [await figures(work, chosen.code, code, year, number) for code in wanted]
            drawn = [await with_herijking(work, house.configuration, one) for one in plain]
        await note_read(house, "ReportRead", month=(year, number))
        if format == "text":
            _put("\n\n".join(month_text(one, house.texts) for one in drawn), out)
        else:
            _put(_measures(drawn, wanted, single=doelgroep is not None), out)


async def export(month: str, network: str | None, format: str, out: Path | None) -> None:
    """One object per alert of a month, by the local month of its clock; no persons."""
    async with opened() as house:
        if format != "json":
            raise Refusal(house.texts("cli.format", formats="json"))
        start, end = month_bounds(*month_given(house, month))
        chosen = _network(house, network)
        await note_read(house, "ExportRead", month=month_given(house, month))
        async with house.storage.view() as work:
            alerts = [
                alert_record(alert)
                for code in chosen.doelgroepen
                for alert in await work.alerts.of_month(chosen.code, code, start, end)
            ]
    ordered = sorted(alerts, key=lambda record: str(record["alert_at"]))
    _put(json.dumps(ordered, indent=2, ensure_ascii=False), out)


async def retention(dry_run: bool, hold: str | None, reason: str, release: str | None) -> None:
    """Forget now, count what would be forgotten, or keep one alert out of it."""
    async with opened() as house:
        if hold is not None or release is not None:
            await _held(house, hold, reason, release)
            return
        counts: Counts = {}
        with contextlib.suppress(DryRun):
            async with house.storage.work() as work:
                now = clock_of(house.settings).now()
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


async def practise(play: bool) -> None:
    """Play the story of one alert in a town on this machine, also without being asked to."""
    from bot.practice.play import play as story  # only here: the bot itself starts without a town

    if await story(Console()):
        raise Refusal(Texts()("oefenstad.refused"))


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


def _network(house: Installation, code: str | None) -> Network:
    networks = house.configuration.networks
    if code is None and len(networks) == 1:
        return networks[0]
    for network in networks:
        if network.code == code:
            return network
    known = ", ".join(network.code for network in networks)
    raise Refusal(house.texts("cli.network", known=known))


def _doelgroepen(house: Installation, network: Network, code: str | None) -> list[str]:
    if code is None:
        return [rules.doelgroep for rules in house.configuration.live(network.code)]
    if code not in network.doelgroepen:
        known = ", ".join(network.doelgroepen)
        raise Refusal(house.texts("cli.doelgroep", known=known))
    return [code]


def _measures(drawn: list[Month], wanted: list[str], *, single: bool) -> str:
    records = [measures_record(one) for one in drawn]
    whole = records[0] if single else dict(zip(wanted, records, strict=True))
    return json.dumps(whole, indent=2, ensure_ascii=False)


def _put(text: str, out: Path | None) -> None:
    if out is None:
        print(text)
    else:
        out.write_text(f"{text}\n", encoding="utf-8")
