"""What goes into the outbox: codes and numbers, drawn into words only when it is sent."""

from dataclasses import replace
from datetime import datetime

from flows.language import Language
from flows.notices import Rank
from flows.people import Group, Member
from flows.state import AlertId
from storage.errand_queries import SECOND
from storage.outbox import Errand
from storage.unit_of_work import UnitOfWork


def card_errand(alert: AlertId, group_id: int, rank: Rank, now: datetime) -> Errand:
    """The card is out of date: one errand, however often that happens before it is drawn."""
    return Errand(
        kind="card",
        group_id=group_id,
        alert=alert,
        rank=rank,
        key=f"card:{alert}",
        not_before=now,
        made_at=now,
    )


def pin_errand(kind: str, alert: AlertId, group_id: int, message_id: int, now: datetime) -> Errand:
    """Pin the card while the alert runs, or unpin it."""
    return Errand(
        kind=kind,
        group_id=group_id,
        alert=alert,
        payload={"message": message_id},
        rank=Rank.QUIET,
        not_before=now,
        made_at=now,
    )


def line_errand(chat_id: int, key: str, now: datetime, **fields: str) -> Errand:
    """One plain sentence to a chat, by its key."""
    return screen_errand(chat_id, "line", now, key=key, **fields)


def for_a_newcomer(errand: Errand, language: Language | None) -> Errand:
    """The same to somebody whose language the register does not keep, or not yet."""
    spoken = {"language": language or Language.DUTCH}
    return replace(errand, payload={**errand.payload, **spoken})


def screen_errand(chat_id: int, screen: str, now: datetime, **args: str) -> Errand:
    """A screen to a chat, as a new message."""
    return Errand(
        kind="screen",
        user_id=chat_id,
        payload={"screen": screen, "args": args, "edit": None},
        rank=Rank.PLAN,
        not_before=now,
        made_at=now,
    )


def group_errand(kind: str, group: Group, user_id: int, now: datetime) -> Errand:
    """Something about one person in a group: approve, decline, expel."""
    return Errand(
        kind=kind,
        group_id=group.id,
        payload={"user": user_id},
        rank=Rank.ESCALATION,
        again=True,
        not_before=now,
        made_at=now,
    )


def expel_errand(group: Group, user_id: int, now: datetime) -> Errand:
    """Put somebody out of a group, and see that it is so."""
    return group_errand("expel", group, user_id, now)


def leave_errand(chat_id: int, now: datetime) -> Errand:
    """Leave a group that is none of ours."""
    return Errand(
        kind="leave",
        user_id=chat_id,
        rank=Rank.QUIET,
        key=f"leave:{chat_id}",
        again=True,
        not_before=now,
        made_at=now,
    )


def census_errand(group: Group, now: datetime) -> Errand:
    """Count who is in a group."""
    return Errand(
        kind="census",
        group_id=group.id,
        rank=Rank.QUIET,
        key=f"census:{group.id}",
        not_before=now,
        made_at=now,
    )


def rights_errand(group: Group, now: datetime) -> Errand:
    """Look whether the bot has the rights in a group that it needs."""
    return Errand(
        kind="rights",
        group_id=group.id,
        rank=Rank.QUIET,
        key=f"rights:{group.id}",
        not_before=now,
        made_at=now,
    )


def removal(chat_id: int, message_id: int, now: datetime) -> Errand:
    """Take a message away; what cannot be removed stays."""
    return Errand(
        kind="delete",
        user_id=chat_id,
        payload={"message": message_id},
        rank=Rank.QUIET,
        not_before=now,
        made_at=now,
    )


def second_errand(
    recipient: str, now: datetime, alert: AlertId | None = None, **args: str
) -> Errand:
    """Something for the second channel: of an alert by its number, else the key of a sentence."""
    return Errand(
        kind=SECOND,
        alert=alert,
        payload={"to": recipient, **args},
        rank=Rank.ALARM,
        not_before=now,
        made_at=now,
    )


async def alarm_admins(work: UnitOfWork, key: str, now: datetime, **fields: str) -> None:
    """Tell every beheerder, once an hour for the same thing."""
    about = ":".join((key, *fields.values()))
    if not await work.jobs.first_time(f"alarm:{about}", f"{now:%Y-%m-%dT%H}", now):
        return
    admins: list[Member] = await work.people.admins()
    for member in (one for one in admins if not one.suspended):
        await work.outbox.tell(line_errand(member.user_id, key, now, **fields))


async def chat_of(work: UnitOfWork, errand: Errand) -> int | None:
    """The number of the chat at the messenger; None when there is none, or not any more."""
    if errand.group_id is None:
        return errand.user_id
    group = await work.groups.get(errand.group_id)
    return group.chat_id if group is not None else None


async def language_of_reader(work: UnitOfWork, errand: Errand, common: Language) -> Language:
    """Of who it is told to; a group has a chat with a number below zero, and the common one."""
    if errand.user_id is None or errand.user_id < 0:
        return common
    kept = await work.languages.of(errand.user_id)
    return kept or Language(errand.payload.get("language", common))
