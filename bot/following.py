"""Follows a guided exercise: who asked sees how far it is, who took part hears what came of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from flows.evolver import Event
from flows.lessons import LESSONS, TWICE, Course, is_over, progress, together
from flows.notices import Rank
from flows.people import Member, Reach
from flows.rules import Role
from flows.state import Alert, AlertId, PersonId
from flows.terms import Phase
from storage.outbox import BOARD, Errand
from storage.unit_of_work import UnitOfWork

LOOKS_BACK = timedelta(days=31)  # an exercise of two is asked for within minutes


async def requests_of(work: UnitOfWork, alert: Alert) -> tuple[Alert, ...]:
    """The requests of the exercise to which one belongs, in the order of asking."""
    if alert.lesson not in LESSONS:
        return ()
    if alert.lesson != TWICE:
        return (alert,)
    since = alert.raised_at - LOOKS_BACK
    return together(alert, await work.alerts.recent(alert.network, alert.doelgroep, since))


async def courses_of(work: UnitOfWork, alert: Alert) -> tuple[tuple[Event, ...], ...]:
    """What happened to each request of the exercise; nothing outside one."""
    requests = await requests_of(work, alert)
    return tuple([tuple(await work.history.events(one.id)) for one in requests])


async def follow(
    work: UnitOfWork, before: Alert | None, alert: Alert, count: int, now: datetime
) -> None:
    """After the last `count` events of a request: draw the board anew, and tell how it ended.

    The board changes only when a task does, or when a request ends or opens anew.
    """
    requests = await requests_of(work, alert)
    if not requests:
        return
    lesson, first = LESSONS[alert.lesson or ""], requests[0]
    courses = await courses_of(work, alert)
    earlier = [
        course[: len(course) - count] if one.id == alert.id else course
        for one, course in zip(requests, courses, strict=True)
    ]
    reached = progress(lesson, courses)
    ended = before is not None and _is_closed(before) is not _is_closed(alert)
    if ended or reached != progress(lesson, [course for course in earlier if course]):
        for member in await _members(work, (one.raised_by.person for one in requests)):
            await work.outbox.tell(_board(first.id, member, now))
    if is_over(reached, requests):
        await _tell_results(work, first.id, courses, now)


async def _tell_results(
    work: UnitOfWork, alert: AlertId, courses: Sequence[Course], now: datetime
) -> None:
    """Once to everybody who did something, however often it opens anew."""
    if not await work.jobs.first_time("lesson", alert, now):
        return
    took_part: dict[PersonId, dict[Role, None]] = {}
    for by in (event.by for course in courses for event in course):
        if by.person is not None and by.role is not None:
            took_part.setdefault(by.person, {})[by.role] = None
    for person, roles in took_part.items():
        for member in await _members(work, [person]):
            args = {"roles": "|".join(roles)}
            await work.outbox.tell(_errand(alert, member, "lesson_result", args, now))


def _is_closed(alert: Alert) -> bool:
    return alert.phase is Phase.CLOSED


async def _members(work: UnitOfWork, people: Iterable[PersonId | None]) -> list[Member]:
    """Who of these can be written to."""
    known = dict.fromkeys(person for person in people if person is not None)
    found = [await work.people.member_by_alias(person) for person in known]
    return [it for it in found if it is not None and it.reach is Reach.OPEN and not it.suspended]


def _board(alert: AlertId, member: Member, now: datetime) -> Errand:
    return _errand(alert, member, "lesson", {}, now, tag=BOARD)


def _errand(
    alert: AlertId,
    member: Member,
    screen: str,
    args: dict[str, str],
    now: datetime,
    tag: str | None = None,
) -> Errand:
    """A screen about an exercise; one with a tag changes the message that bore it before."""
    return Errand(
        kind="screen",
        user_id=member.user_id,
        alert=alert,
        tag=tag,
        payload={"screen": screen, "args": args, "edit": None},
        rank=Rank.QUIET,
        key=f"{tag}:{alert}:{member.user_id}" if tag else None,
        not_before=now,
        made_at=now,
    )
