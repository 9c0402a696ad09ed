"""The commands, from /start to /help, and the deep links that come with /start."""

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot.access import STRANGER, authorise, member_of
from bot.actions import (
    drafting,
    duty,
    enrolment,
    expectations,
    figures,
    group_talk,
    guarding,
    herijking,
    introduction,
    kimi,
    language,
    leaving,
    lessons,
    privacy,
    team,
)
from bot.actions.table import PRESSED
from bot.buttons import Forged
from bot.inputs import Ordered
from bot.rights import ORDERED, PRESSES
from bot.visit import House, NotNow, Reply, Visit
from flows.people import Reach
from storage.unit_of_work import UnitOfWork

Order = Callable[[Visit], Awaitable[Reply]]

LIKE_A_LINK = re.compile(r"[\w-]{15,64}", re.ASCII)  # longer than any number of a person


async def order(
    house: House, work: UnitOfWork, item: Ordered, now: datetime, visit: Visit | None = None
) -> Reply:
    """Carry out a command. Raises NotNow for what is not known or not for this person."""
    if visit is None:
        return await _start(house, work, item, now)
    if item.name == "koppel":
        authorise(visit.member, ORDERED[item.name])
        return await _koppel(visit)
    if item.name not in ORDERS:
        raise NotNow("order.unknown")
    if not item.origin.is_private:
        return Reply(screen="line", args={"key": "order.in_private"}, fresh=True)
    authorise(visit.member, ORDERED[item.name])
    return await ORDERS[item.name](visit)


async def _start(house: House, work: UnitOfWork, item: Ordered, now: datetime) -> Reply:
    origin = item.origin
    if not origin.is_private:
        if item.argument:  # a link that a whole group has seen lets nobody in any more (S02)
            await work.people.revoke_invitation(enrolment.hashed(item.argument), now)
        if not LIKE_A_LINK.fullmatch(item.argument):
            await group_talk.keep_clean(work, house, item, now)
        raise NotNow(STRANGER)
    if origin.user_id is None:
        raise NotNow("access.anonymous")
    argument = item.argument if item.argument.isascii() else ""  # no link has another sign
    try:
        press = house.buttons.from_payload(argument)
    except Forged:
        press = None
    if press is None and argument:
        known = await work.people.member(origin.user_id)
        if known is None or await work.people.invitation(enrolment.hashed(argument)):
            return await enrolment.open_link(work, argument, origin, now)
    member = await member_of(work, origin.user_id, now)
    await work.people.set_reach(origin.user_id, Reach.OPEN)
    if press is None and item.argument:
        if not LIKE_A_LINK.fullmatch(item.argument):
            await guarding.refuse_personal(work, house, item, now)
        raise NotNow("start.old_link")
    if press is None:
        return Reply(screen="welcome", fresh=True)
    visit = Visit(
        house=house, work=work, member=member, origin=origin, now=now, message_id=item.message_id
    )
    authorise(member, PRESSES[press.code])
    return await PRESSED[press.code](visit, press)


async def _alarm(visit: Visit) -> Reply:
    return await drafting.begin(visit)


async def _koppel(visit: Visit) -> Reply:
    if visit.origin.is_private:
        raise NotNow("bind.in_group")
    return Reply(screen="bind", fresh=True)


async def _open(visit: Visit) -> Reply:
    return Reply(screen="open", fresh=True)


async def _wie(visit: Visit) -> Reply:
    return Reply(screen="who", fresh=True)


async def _rollen(visit: Visit) -> Reply:
    return Reply(screen="roles", fresh=True)


async def _help(visit: Visit) -> Reply:
    return Reply(screen="help", fresh=True)


ORDERS: Mapping[str, Order] = {
    "alarm": _alarm,
    "oefening": lessons.oefening,
    "open": _open,
    "wie": _wie,
    "dienst": duty.order_dienst,
    "status": privacy.status,
    "watmag": privacy.watmag,
    "privacy": privacy.privacy,
    "mijngegevens": privacy.mijngegevens,
    "taal": language.taal,
    "help": _help,
    "uitnodigen": enrolment.uitnodigen,
    "team": team.team,
    "blokkeer": leaving.blokkeer,
    "rollen": _rollen,
    "verwachtingen": expectations.verwachtingen,
    "kennismaken": introduction.order_kennismaken,
    "kimi": kimi.order_kimi,
    "herijking": herijking.order_herijking,
    "maandrapport": figures.maandrapport,
}
PRIVATE_MENU = (
    "alarm", "open", "wie", "dienst", "rollen", "verwachtingen", "kennismaken", "oefening", "team",
    "uitnodigen", "blokkeer", "kimi", "herijking", "maandrapport", "watmag", "privacy",
    "mijngegevens", "taal", "status", "help",
)  # fmt: skip
GROUP_MENU = ("koppel",)
