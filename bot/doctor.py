"""Looks at an installation and says in plain lines what is well and what needs a hand."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace

from cryptography.fernet import InvalidToken

from bot.app import clock_of
from bot.buttons import Buttons
from bot.checkup.finding import Finding, Notepad, State
from bot.checkup.machine import machine
from bot.checkup.people import people, traffic
from bot.checkup.safety import safety
from bot.checkup.telegram import telegram
from bot.desk import Desk
from bot.installation import Installation, Refusal
from bot.loops import trouble_of
from bot.reconcile import button_secret
from bot.second_channel import accepted
from bot.telegram.client import Client
from bot.telegram.routes import Routes
from bot.telegram.trouble import Trouble
from bot.visit import House
from config.second_channel import EVERYONE, addresses_of
from storage.facts import INVENTED


async def findings(house: Installation) -> list[Finding]:
    """What the doctor finds. Of an invented database nobody need do anything but read it."""
    found = [finding async for finding in _findings(house)]
    async with house.storage.view() as work:
        if await work.facts.get(INVENTED) is None:
            return found
    return [replace(one, state=State.NOTE) if one.state is State.HAND else one for one in found]


async def looked_at(house: Installation) -> list[str]:
    """The lines of the doctor, each of one sentence and, where need be, its remedy."""
    return [finding.text for finding in await findings(house)]


async def second_channel_tried(house: Installation) -> list[str]:
    """A sentence to every address of the second channel. Raises Refusal when one refuses it."""
    texts, lines, refused = house.texts, [], False
    for recipient, number, address in addresses_of(house.settings, house.configuration).each():
        taken = await accepted(address, texts("second.test"))
        refused = refused or not taken
        everyone = recipient == EVERYONE
        who = texts("doctor.second.everyone") if everyone else texts.word("role", recipient)
        key = "doctor.second.taken" if taken else "doctor.second.refused"
        lines.append(texts(key, who=who, number=number))
    if refused or not lines:
        raise Refusal("\n".join(lines) or texts("doctor.second.none"))
    return lines


async def handle_set_aside(house: Installation) -> list[str]:
    """Handle what was set aside, after the repair; what fails again stays where it is.

    Raises Refusal when Telegram does not say who the bot is.
    """
    client = Client(house.settings.token, house.settings.bot_api_url, clock_of(house.settings))
    await client.start()
    try:
        _, name = await client.me()
        return [line async for line in _handled(house, client, name)]
    except Trouble as trouble:
        raise Refusal(house.texts("cli.no_telegram", why=type(trouble).__name__)) from None
    finally:
        await client.stop()


async def _findings(house: Installation) -> AsyncIterator[Finding]:
    pad, now = Notepad(house.texts), clock_of(house.settings).now()
    for finding in machine(house):
        yield finding
    async for finding in telegram(house):
        yield finding
    async with house.storage.view() as work:
        for look in (people(house, work), traffic(house, work, now), safety(house, work, now)):
            async for finding in look:
                yield finding
        origin = await work.facts.get(INVENTED)
    if origin is not None:
        yield pad.note("doctor.invented", origin=origin)


async def _handled(house: Installation, client: Client, name: str) -> AsyncIterator[str]:
    clock = clock_of(house.settings)
    desk_house = House(
        texts=house.texts,
        buttons=Buttons(await button_secret(house.storage, house.keys)),
        configuration=house.configuration,
        keys=house.keys,
        terms=house.terms,
        bot_name=name,
        since=clock.now(),
    )
    desk = Desk(desk_house, house.storage, clock, lambda _, __: None)  # the press is long gone
    routes = Routes(client.bot, desk.receive)
    async with house.storage.view() as work:
        waiting = await work.updates.set_asides()
    for item in waiting:
        if item.payload is None:
            yield house.texts("doctor.payload_gone", update=item.update_id)
            continue
        try:
            raw = json.loads(desk_house.safe.decrypt(item.payload))
        except InvalidToken:
            yield house.texts("doctor.other_key", update=item.update_id)
            continue
        if (still := await trouble_of(routes.dispatch(raw))) is not None:
            yield house.texts("doctor.still", update=item.update_id, error=still)
            continue
        async with house.storage.work() as work:
            await work.updates.settle(item.id, clock.now())
        yield house.texts("doctor.handled", update=item.update_id)
