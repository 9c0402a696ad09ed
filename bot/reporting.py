"""The figures of a month for the beheerder: in which form, and into which file."""

import json
import os
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console

from bot.accounts import account_of, first_known
from bot.apart import NotDrawn, drawn
from bot.app import clock_of
from bot.evidence import month_given, note_read
from bot.installation import Installation, Refusal, opened
from bot.reports.export import measures_record
from bot.reports.text import month_text
from config.networks import Network
from flows.account import Account
from flows.calendar import local

PAPERS: Mapping[str, str] = {
    "csv": "month_csv",
    "xlsx": "month_workbook",
    "pdf": "month_page",
    "png": "month_picture",
}
FORMATS = ("text", "json", *PAPERS)


async def report(
    month: str, doelgroep: str | None, network: str | None, format: str, out: Path | None
) -> None:
    """The account of a month; a paper goes into a file, whole or not at all."""
    async with opened() as house:
        now = clock_of(house.settings).now()
        if format not in FORMATS:
            raise Refusal(house.texts("cli.format", formats=", ".join(FORMATS)))
        chosen = network_given(house, network)
        wanted = _doelgroepen(house, chosen, doelgroep)
        if format in PAPERS and (out is None or len(wanted) > 1):
            raise Refusal(house.texts("cli.paper", format=format))
        code = await _month(house, chosen, wanted, month, now)
        async with house.storage.view() as work:
            accounts = [
                await account_of(work, house.configuration, chosen.code, each, code, now)
                for each in wanted
            ]
        await note_read(house, "ReportRead", month=month_given(house, month))
        if format == "text":
            put(house, "\n\n".join(month_text(one, house.texts) for one in accounts), out)
        elif format == "json":
            put(house, _measures(accounts, single=doelgroep is not None), out)
        elif out is not None:
            await _draw(house, PAPERS[format], accounts[0], out, now)


def network_given(house: Installation, code: str | None) -> Network:
    """The network that was named, or the only one there is. Raises Refusal."""
    networks = house.configuration.networks
    if code is None and len(networks) == 1:
        return networks[0]
    for network in networks:
        if network.code == code:
            return network
    known = ", ".join(network.code for network in networks)
    raise Refusal(house.texts("cli.network", known=known))


def put(house: Installation, text: str, out: Path | None) -> None:
    """On the screen, or in a file: whole, or not at all. Raises Refusal."""
    if out is None:
        print(text)
    else:
        _write(house, out, f"{text}\n".encode())


async def _draw(house: Installation, kind: str, account: Account, out: Path, now: datetime) -> None:
    with Console(stderr=True).status(house.texts("cli.drawing")):
        try:
            made = await drawn(kind, account, house.settings.config_dir, now)
        except NotDrawn:
            raise Refusal(house.texts("cli.not_drawn")) from None
    _write(house, out, made)


def _write(house: Installation, out: Path, content: bytes) -> None:
    """Beside its place first: what is cut off half-way never has the name that was asked for."""
    beside = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        beside.write_bytes(content)
        os.replace(beside, out)
    except OSError:
        raise Refusal(house.texts("cli.not_written", file=out)) from None
    finally:
        beside.unlink(missing_ok=True)


async def _month(
    house: Installation, network: Network, wanted: Sequence[str], month: str, now: datetime
) -> str:
    """The month that was given, when there can be figures of it. Raises Refusal."""
    year, number = month_given(house, month)
    code, this = f"{year}-{number:02}", f"{local(now):%Y-%m}"
    if code > this:
        raise Refusal(house.texts("cli.month_to_come", month=code))
    async with house.storage.view() as work:
        firsts = [await first_known(work, network.code, each) for each in wanted]
    first = min((one for one in firsts if one is not None), default=this)
    if code < first:
        raise Refusal(house.texts("cli.month_before", month=code, first=first))
    return code


def _doelgroepen(house: Installation, network: Network, code: str | None) -> list[str]:
    if code is None:
        return [rules.doelgroep for rules in house.configuration.live(network.code)]
    if code not in network.doelgroepen:
        known = ", ".join(network.doelgroepen)
        raise Refusal(house.texts("cli.doelgroep", known=known))
    return [code]


def _measures(accounts: Sequence[Account], *, single: bool) -> str:
    records = {one.doelgroep: measures_record(one) for one in accounts}
    whole = next(iter(records.values())) if single else records
    return json.dumps(whole, indent=2, ensure_ascii=False)
