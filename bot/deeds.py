"""Errands that show nothing: pin, remove, let in, put out, count; each carried out and settled."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from bot.actions.groups import counted, is_of, removal_failed
from bot.errands import alarm_admins, line_errand
from bot.screen import Barred, Bug, Done, Later, Outcome
from bot.visit import House
from storage.outbox import Errand
from storage.unit_of_work import Storage, UnitOfWork

log = logging.getLogger("spoedgroep.deeds")

GIVES_UP_AFTER = 5  # tries to put somebody out of a group
REFUSED_PAUSE = timedelta(minutes=15)  # time for a beheerder to give the bot its rights back


class Doer(Protocol):
    """What the deeds need of a messenger."""

    def pin(self, chat_id: int, message_id: int) -> Awaitable[Outcome]: ...
    def unpin(self, chat_id: int, message_id: int) -> Awaitable[Outcome]: ...
    def delete(self, chat_id: int, message_id: int) -> Awaitable[Outcome]: ...
    def approve_join(self, chat_id: int, user_id: int) -> Awaitable[Outcome]: ...
    def decline_join(self, chat_id: int, user_id: int) -> Awaitable[Outcome]: ...
    def expel(self, chat_id: int, user_id: int) -> Awaitable[Outcome]: ...
    def leave(self, chat_id: int) -> Awaitable[Outcome]: ...
    def is_in(self, chat_id: int, user_id: int) -> Awaitable[bool | None]: ...
    def member_count(self, chat_id: int) -> Awaitable[int | None]: ...
    def lacks(self, chat_id: int) -> Awaitable[tuple[str, ...] | None]: ...


Deed = Callable[[Doer, int, Errand], Awaitable[Outcome]]

DEEDS: Mapping[str, Deed] = {
    "pin": lambda doer, chat, errand: doer.pin(chat, int(errand.payload["message"])),
    "unpin": lambda doer, chat, errand: doer.unpin(chat, int(errand.payload["message"])),
    "delete": lambda doer, chat, errand: doer.delete(chat, int(errand.payload["message"])),
    "approve": lambda doer, chat, errand: doer.approve_join(chat, int(errand.payload["user"])),
    "decline": lambda doer, chat, errand: doer.decline_join(chat, int(errand.payload["user"])),
    "expel": lambda doer, chat, errand: doer.expel(chat, int(errand.payload["user"])),
    "leave": lambda doer, chat, errand: doer.leave(chat),
}


async def is_wanted(house: House, work: UnitOfWork, errand: Errand) -> bool:
    """Whether a deed is still to be done: who was let in meanwhile is not put out, nor turned."""
    if errand.kind not in ("approve", "expel") or errand.group_id is None:
        return True
    group = await work.groups.get(errand.group_id)
    belongs = group is not None and await is_of(work, house, group, int(errand.payload["user"]))
    return belongs if errand.kind == "approve" else not belongs


async def failed(
    house: House, work: UnitOfWork, errand: Errand, outcome: Outcome, now: datetime
) -> bool:
    """Settle a deed that Telegram refuses; False when the outcome is not for here."""
    if errand.kind == "expel" and isinstance(outcome, Barred | Bug | Later):
        await _not_removed(house, work, errand, outcome, now)
        return True
    if isinstance(outcome, Barred | Bug) and errand.kind in DEEDS:
        group = await work.groups.get(errand.group_id or 0)
        if errand.kind == "approve" and group is not None:
            doelgroep = house.later.word("doelgroep", group.doelgroep)
            await alarm_admins(work, "group.not_let_in", now, doelgroep=doelgroep)
        await work.outbox.drop(errand.id, now, f"no rights: {outcome.error}")
        return True
    return False


async def _not_removed(
    house: House, work: UnitOfWork, errand: Errand, outcome: Barred | Bug | Later, now: datetime
) -> None:
    """Tried again a few times; told at the first real refusal, and at the end."""
    tired = errand.attempts >= GIVES_UP_AFTER
    group = await work.groups.get(errand.group_id or 0)
    if group is not None and (tired or not isinstance(outcome, Later)):
        await removal_failed(work, house, group, now)
    if tired:
        await work.outbox.fail(errand.id, now, type(outcome).__name__)
        return
    at = outcome.at if isinstance(outcome, Later) else now + REFUSED_PAUSE
    await work.outbox.later(errand.id, at, type(outcome).__name__)


async def census(
    house: House, storage: Storage, doer: Doer, errand: Errand, now: datetime
) -> Outcome:
    """Ask who of the register is in a group and how many are in it; note what does not fit."""
    assert errand.group_id is not None
    async with storage.view() as work:
        group = await work.groups.get(errand.group_id)
        known = [member.user_id for member in await work.people.members()]
    if group is None:
        return Done()
    total = await doer.member_count(group.chat_id)
    inside = {user_id: await doer.is_in(group.chat_id, user_id) for user_id in known}
    if total is None or None in inside.values():
        log.warning("group not counted", extra={"group": group.id})
        return Barred(error="not counted")
    found = {user_id: bool(is_in) for user_id, is_in in inside.items()}
    async with storage.work() as work:
        await counted(work, house, group, total, found, now)
    return Done()


async def rights(
    house: House, storage: Storage, doer: Doer, errand: Errand, now: datetime
) -> Outcome:
    """Ask which rights the bot has in a group; what it lacks is said there, with how to give it."""
    assert errand.group_id is not None
    async with storage.view() as work:
        group = await work.groups.get(errand.group_id)
    lacks = await doer.lacks(group.chat_id) if group is not None else ()
    if group is not None and lacks:
        said = house.later.listed(house.later.word("recht", one) for one in lacks)
        async with storage.work() as work:
            await work.outbox.tell(line_errand(group.chat_id, "bind.lacks", now, rights=said))
    return Done()


LOOKS = {"census": census, "rights": rights}  # what only looks at a group
