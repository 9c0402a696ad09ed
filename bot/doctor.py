"""Looks at an installation and says in plain lines what is well and what needs a hand."""

import json
import sqlite3
from collections.abc import AsyncIterator

from cryptography.fernet import InvalidToken

from bot.app import clock_of
from bot.buttons import Buttons
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
from flows.notices import Rank
from storage.facts import INVENTED

SOUND_SQLITE = (3, 51, 3)  # before this a WAL can be corrupted by two writers; we have one


async def looked_at(house: Installation) -> list[str]:
    """The lines of the doctor, each of one sentence."""
    return [line async for line in _lines(house)]


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


async def _lines(house: Installation) -> AsyncIterator[str]:
    texts, clock = house.texts, clock_of(house.settings)
    version = sqlite3.sqlite_version_info
    key = "doctor.sqlite" if version >= SOUND_SQLITE else "doctor.sqlite.old"
    yield texts(key, version=sqlite3.sqlite_version)
    async with house.storage.view() as work:
        origin = await work.facts.get(INVENTED)
    if origin is not None:
        yield texts("doctor.invented", origin=origin)
    async for line in _telegram(house):
        yield line
    async with house.storage.view() as work:
        for network in house.configuration.networks:
            for rules in house.configuration.live(network.code):
                bound = await work.groups.of(network.code, rules.doelgroep)
                key = "doctor.group" if bound else "doctor.no_group"
                yield texts(key, doelgroep=texts.word("doelgroep", rules.doelgroep))
        if not await work.people.admins():
            yield texts("doctor.no_admin")
        oldest = await work.outbox.oldest_waiting(Rank.QUIET)
        waits = await work.outbox.waiting()
        minutes = int((clock.now() - oldest).total_seconds() // 60) if oldest else 0
        yield texts("doctor.outbox", n=waits, minutes=minutes)
        if lost := await work.reseal.unreadable():
            yield texts("doctor.unreadable", n=lost)
        if not addresses_of(house.settings, house.configuration):
            yield texts("doctor.second.none")
        if house.settings.anchor is None:
            yield texts("doctor.anchor_beside")
        if house.keys.former:
            yield texts("doctor.former_key")
        for item in await work.updates.set_asides():
            yield texts("doctor.set_aside", update=item.update_id, error=item.error, at=item.at)


async def _telegram(house: Installation) -> AsyncIterator[str]:
    texts = house.texts
    if house.settings.bot_token is None:  # a practice database needs none
        yield texts("settings.bot_token")
        return
    client = Client(house.settings.token, house.settings.bot_api_url, clock_of(house.settings))
    await client.start()
    try:
        _, name = await client.me()
        yield texts("doctor.telegram", name=name)
        async with house.storage.view() as work:
            groups = await work.groups.all()
        for group in groups:
            lacks = await client.lacks(group.chat_id)
            rights = texts.listed(texts.word("recht", one) for one in lacks or ())
            doelgroep = texts.word("doelgroep", group.doelgroep)
            if lacks:
                yield texts("doctor.lacks", doelgroep=doelgroep, rights=rights)
    except Trouble as trouble:
        yield texts("cli.no_telegram", why=type(trouble).__name__)
    finally:
        await client.stop()


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
