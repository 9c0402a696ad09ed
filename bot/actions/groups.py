"""Who comes into a group and who goes: the binding, join requests, people whom nobody knows."""

from collections.abc import Mapping
from datetime import datetime

from bot.buttons import Press
from bot.errands import (
    card_errand,
    expel_errand,
    group_errand,
    leave_errand,
    line_errand,
    rights_errand,
    screen_errand,
)
from bot.inputs import BotMoved, BotStatus, JoinAsked, MemberMoved, Origin
from bot.visit import House, NotNow, Reply, Visit, noted
from flows.notices import Rank
from flows.people import STRANGER_STAYS, Function, Group, Member, is_let_in
from flows.refusal import Refusal, Refused
from flows.rules import Role, RoleKind
from storage.unit_of_work import UnitOfWork


async def koppel(visit: Visit, press: Press) -> Reply:
    """Bind this group to a doelgroep. Details: the network, the doelgroep, `ja`; none: which?

    What the group or the doelgroep was bound to is let go only after a question.
    """
    if visit.origin.is_private:
        raise NotNow("bind.in_group")
    if not press.details:
        return Reply(screen="bind")
    network, doelgroep, *sure = press.details
    live = {rules.doelgroep for rules in visit.house.configuration.live(network)}
    if doelgroep not in live:
        raise Refused(Refusal.NOT_CURRENT)
    if not sure and (lost := await _let_go(visit, network, doelgroep)):
        return Reply(screen="bind_sure", args=lost)
    group = await visit.work.groups.bind(
        network, doelgroep, visit.origin.chat_id, visit.member.person, visit.now
    )
    await _note(visit.work, group, "GroupBound", visit.now, visit.member)
    await put_up(visit.work, group, visit.now)
    await visit.work.outbox.tell(rights_errand(group, visit.now))
    name = visit.house.later.word("doelgroep", doelgroep)
    return noted(visit, "line", key="bind.done", doelgroep=name)


async def _let_go(visit: Visit, network: str, doelgroep: str) -> dict[str, str]:
    """What would lose its group or its doelgroep, and what runs there; often nothing."""
    groups = visit.work.groups
    here = await groups.of_chat(visit.origin.chat_id)
    there = await groups.of(network, doelgroep)
    if here == there:
        return {}
    running = [
        alert.id
        for group in (here, there)
        if group is not None
        for alert in await visit.work.alerts.open_ones(group.network, group.doelgroep)
    ]
    return {
        "network": network,
        "doelgroep": doelgroep,
        "was": here.doelgroep if here else "",
        "elsewhere": "ja" if there else "",
        "alerts": ", ".join(running),
    }


async def put_up(work: UnitOfWork, group: Group, now: datetime) -> None:
    """Every card that runs is shown in its group again."""
    for alert in await work.alerts.open_ones(group.network, group.doelgroep):
        await work.outbox.tell(card_errand(alert.id, group.id, Rank.ESCALATION, now))


async def asked_in(work: UnitOfWork, house: House, item: JoinAsked, now: datetime) -> None:
    """Who is registered for this group comes in; of anybody else the aanspreekpunten hear."""
    group = await work.groups.of_chat(item.origin.chat_id)
    if group is None or item.origin.user_id is None:
        return
    right = await is_of(work, house, group, item.origin.user_id)
    kind = "approve" if right else "decline"
    await work.outbox.tell(group_errand(kind, group, item.origin.user_id, now))
    await _note(work, group, "JoinApproved" if right else "JoinDeclined", now)
    if not right:
        await _tell_coordinators(work, house, group, "group.join_refused", now)


async def moved(work: UnitOfWork, house: House, item: MemberMoved, now: datetime) -> None:
    """Keep who is in a group; an unknown person is reported at once, and no alert waits for it."""
    group = await work.groups.of_chat(item.origin.chat_id)
    if group is None:
        return
    unknown = item.is_bot or not await is_of(work, house, group, item.member_id)
    await work.presence.saw(group.id, item.member_id, now, is_in=item.is_in, unknown=unknown)
    if item.is_in and unknown:
        await _report(work, house, group, item.member_id, now, name=item.member_name)


async def wrote(work: UnitOfWork, house: House, origin: Origin, now: datetime) -> None:
    """Somebody unknown wrote in a group: was in it before the bot was, and is reported as one."""
    group = await work.groups.of_chat(origin.chat_id)
    if group is None or origin.user_id is None:
        return
    if await work.people.member(origin.user_id) is not None:  # blocked, and being put out
        return
    if not await work.presence.is_asked_about(group.id, origin.user_id):
        await work.presence.saw(group.id, origin.user_id, now, is_in=True, unknown=True)
        await _report(work, house, group, origin.user_id, now, name=origin.name, how="wrote")


async def vreemd(visit: Visit, press: Press) -> Reply:
    """Of an unknown person: remove it now, or we know who it is. Details: group, number, which."""
    group = await visit.work.groups.get(int(press.details[0]))
    user_id, known = int(press.details[1]), press.details[2] == "ja"
    if group is None or group.network not in visit.member.networks():
        raise Refused(Refusal.NOT_CURRENT)
    if not known:
        if not await visit.work.presence.settled(group.id, user_id):
            is_known = user_id in await visit.work.presence.accepted(group.id)
            raise NotNow("group.is_known" if is_known else "group.is_removed")
        await visit.work.outbox.tell(expel_errand(group, user_id, visit.now))
        await _note(visit.work, group, "UnknownRemoved", visit.now, visit.member)
        return noted(visit, "line", key="group.removing")
    if not await visit.work.presence.accept(group.id, user_id, visit.member.person):
        raise NotNow("group.is_removed")
    await _note(visit.work, group, "UnknownAccepted", visit.now, visit.member)
    return noted(visit, "line", key="group.accepted")


async def remove_unknown(work: UnitOfWork, house: House, now: datetime) -> None:
    """Whom nobody has known for fifteen minutes goes out (S22)."""
    for number, user_id in await work.presence.unknown(now - STRANGER_STAYS):
        await work.presence.settled(number, user_id)
        group = await work.groups.get(number)
        if group is not None:
            await work.outbox.tell(expel_errand(group, user_id, now))
            await _note(work, group, "UnknownRemoved", now)
            await _tell_coordinators(work, house, group, "group.unknown_removed", now)


async def counted(
    work: UnitOfWork,
    house: House,
    group: Group,
    total: int,
    inside: Mapping[int, bool],
    now: datetime,
) -> None:
    """What the daily count of a group found: who of the register is in, and how many are not.

    `total` is Telegram's count, the bot itself included; whom somebody knows is known (S07).
    Who belongs in it and is not there shows on the screen of the own people (R-048).
    """
    for user_id, is_in in inside.items():
        if await is_of(work, house, group, user_id):
            await work.presence.saw(group.id, user_id, now, is_in=is_in)
    there = {user_id for user_id, is_in in inside.items() if is_in}
    for user_id in sorted(there):
        if not await is_of(work, house, group, user_id):
            await work.outbox.tell(expel_errand(group, user_id, now))
            await _note(work, group, "UnknownRemoved", now)
    strange = total - 1 - len(there | await work.presence.accepted(group.id))
    if strange > 0:
        await _note(work, group, "UnknownCounted", now)
        doelgroep = house.later.word("doelgroep", group.doelgroep)
        for one in await coordinators(work, group.network):
            await work.outbox.tell(
                line_errand(
                    one.user_id, "group.count", now, number=str(strange), doelgroep=doelgroep
                )
            )


async def bot_came(work: UnitOfWork, item: BotMoved, now: datetime) -> None:
    """Into a group that is bound to nothing: it stays when a member let it in, else it goes (S17).

    What was said of a group once holds until the bot is put out.
    """
    fact, user_id = f"let_in:{item.origin.chat_id}", item.origin.user_id
    if item.status is BotStatus.OUT:
        await work.facts.set(fact, "")
        return
    member = await work.people.member(user_id) if user_id is not None else None
    if member is not None and not member.suspended:
        await work.facts.set(fact, "ja")
    elif not await work.facts.get(fact):
        await work.outbox.tell(leave_errand(item.origin.chat_id, now))


async def is_of(work: UnitOfWork, house: House, group: Group, user_id: int) -> bool:
    """Whether somebody belongs in a group, as the register is now."""
    member = await work.people.member(user_id)
    return is_let_in(member, group.network, kinds(house, group))


def kinds(house: House, group: Group) -> dict[Role, RoleKind]:
    """How each role takes part in the doelgroep of a group."""
    rules = house.configuration.rules(group.network, group.doelgroep)
    return {one.role: one.kind for one in rules.roles}


async def coordinators(work: UnitOfWork, network: str) -> list[Member]:
    """Every aanspreekpunt and waarnemer of a network, and the beheerders."""
    functions = (Function.CONTACT, Function.DEPUTY, Function.ADMIN)
    everyone = await work.people.everyone(network)
    return [
        one for one in everyone
        if not one.suspended and any(one.has(each, network) for each in functions)
    ]  # fmt: skip


async def removal_failed(work: UnitOfWork, house: House, group: Group, now: datetime) -> None:
    """Somebody could not be put out of a group: a person must do it by hand. Told once an hour."""
    hour = f"{now:%Y-%m-%dT%H}"
    if await work.jobs.first_time(f"alarm:group.not_removed:{group.id}", hour, now):
        await _tell_coordinators(work, house, group, "group.not_removed", now)


async def _report(
    work: UnitOfWork,
    house: House,
    group: Group,
    user_id: int,
    now: datetime,
    *,
    name: str,
    how: str = "came",
) -> None:
    """Ask who this is, by the name at Telegram: that lies sealed until the question is drawn."""
    await _note(work, group, "UnknownSeen", now)
    args = {"group": str(group.id), "user": str(user_id), "doelgroep": group.doelgroep, "how": how}
    args["masked"] = house.seal(name, now)
    for one in await coordinators(work, group.network):
        await work.outbox.tell(screen_errand(one.user_id, "unknown_member", now, **args))


async def _tell_coordinators(
    work: UnitOfWork, house: House, group: Group, key: str, now: datetime
) -> None:
    doelgroep = house.later.word("doelgroep", group.doelgroep)
    for one in await coordinators(work, group.network):
        await work.outbox.tell(line_errand(one.user_id, key, now, doelgroep=doelgroep))


async def _note(
    work: UnitOfWork, group: Group, name: str, now: datetime, by: Member | None = None
) -> None:
    data = {"network": group.network, "doelgroep": group.doelgroep}
    mark = by.alias if by else None
    await work.history.add(f"group:{group.id}", name, data, by_person=mark, by_role=None, at=now)
