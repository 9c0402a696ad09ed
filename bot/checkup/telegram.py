"""Telegram: the token, who else listens, what the bot may read and do, and whose clock is right."""

from collections.abc import AsyncIterator
from datetime import timedelta

from bot.app import clock_of
from bot.checkup.finding import Finding, Notepad
from bot.installation import Installation
from bot.logs import stripped
from bot.telegram.looker import Looker
from bot.telegram.trouble import Trouble
from bot.telegram.webhook import Standing
from bot.watching.certificate import ends_soon, valid_until
from config.webhook import is_same
from flows.calendar import local

CLOCKS_DIFFER = timedelta(minutes=5)
LONGEST_WHY = 200


async def telegram(house: Installation) -> AsyncIterator[Finding]:
    pad = Notepad(house.texts)
    if house.settings.bot_token is None:  # a practice database needs none
        yield pad.hand("settings.bot_token")
        return
    client = Looker(house.settings.token, house.settings.bot_api_url, clock_of(house.settings))
    await client.start()
    try:
        _, name = await client.me()
        yield pad.well("doctor.telegram", name=name)
        async for finding in _open_to(pad, house, client):
            yield finding
        async for finding in _groups(pad, house, client):
            yield finding
        yield _clock(pad, house, client)
        yield await _certificate(pad, house)
    except Trouble as trouble:
        yield pad.hand("cli.no_telegram", why=type(trouble).__name__)
    finally:
        await client.stop()


async def _open_to(pad: Notepad, house: Installation, client: Looker) -> AsyncIterator[Finding]:
    """Whether it hears more than it needs, and whether somebody else takes what is for us."""
    if client.reads_everything():
        yield pad.hand("doctor.privacy_off")
    else:
        yield pad.well("doctor.privacy")
    yield _inbox(pad, house.settings.webhook_url or "", await client.standing())


def _inbox(pad: Notepad, ours: str, found: Standing) -> Finding:
    """Whether updates come to us, fetched or brought, and how many wait."""
    if found.url and not is_same(found.url, ours):
        return pad.hand("doctor.webhook")
    if ours and not found.url:
        return pad.note("doctor.nowhere_brought")
    if ours and found.waiting and found.why:
        why = stripped(found.why).replace(ours, "…")[:LONGEST_WHY]
        return pad.hand("doctor.not_brought", n=found.waiting, why=why)
    return pad.well("doctor.brought" if ours else "doctor.fetches", n=found.waiting)


async def _groups(pad: Notepad, house: Installation, client: Looker) -> AsyncIterator[Finding]:
    async with house.storage.view() as work:
        groups = await work.groups.all()
    for group in groups:
        doelgroep = house.texts.word("doelgroep", group.doelgroep)
        lacks = await client.lacks(group.chat_id)
        if lacks is None:
            yield pad.hand("doctor.group_gone", doelgroep=doelgroep)
        elif lacks:
            rights = house.texts.listed(house.texts.word("recht", one) for one in lacks)
            yield pad.hand("doctor.lacks", doelgroep=doelgroep, rights=rights)
        else:
            yield pad.well("doctor.rights", doelgroep=doelgroep)


def _clock(pad: Notepad, house: Installation, client: Looker) -> Finding:
    told = client.told_time
    if told is None:
        return pad.note("doctor.clock_unknown")
    apart = abs(clock_of(house.settings).real() - told)
    if apart > CLOCKS_DIFFER:
        return pad.hand("doctor.clock_off", minutes=int(apart.total_seconds() // 60))
    return pad.well("doctor.clock")


async def _certificate(pad: Notepad, house: Installation) -> Finding:
    """How long that of Telegram holds; one that is not trusted is why it could not be spoken to."""
    try:
        until = await valid_until(house.settings.bot_api_url)
    except (OSError, TimeoutError) as error:
        return pad.note("doctor.certificate_unseen", why=type(error).__name__)
    if until is None:
        return pad.note("doctor.no_certificate")
    day = f"{local(until):%d-%m-%Y}"
    if ends_soon(until, clock_of(house.settings).real()):
        return pad.hand("doctor.certificate_ends", day=day)
    return pad.well("doctor.certificate", day=day)
