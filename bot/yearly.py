"""Loads how a network stands, just before a paper or a screen of the yearly round is drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.accounts import account_of, first_known, months_until
from bot.agreed import network_now
from bot.reports.handover import moment_text
from bot.reports.standing import Since, Standing, Turn
from bot.visit import House, NotNow
from flows.calendar import clock_text, local
from flows.duty import between
from flows.kimi import lessons, organisations, presiding, quarter_bounds
from flows.people import Function, Member
from flows.rules import Role
from flows.state import Alert
from storage.unit_of_work import UnitOfWork

MONTHS = 12
MEETINGS_SINCE = timedelta(days=120)
TURNS_AHEAD = timedelta(days=14)
LEADING = (Function.CONTACT, Function.DEPUTY, Function.CHAIR, Function.ADMIN)
YEARLY = frozenset({
    "kimi", "kimi_dates", "kimi_places", "kimi_meeting", "kimi_sure", "kimi_lessons", "herijking",
    "change", "changes", "agreements_page", "agreements_pdf", "handover", "handover_pdf",
})  # fmt: skip
PAPERS = frozenset({"agreements_pdf", "handover_pdf"})


def network_of(member: Member) -> str:
    """The network that somebody leads or coordinates in. Raises NotNow when there is none."""
    for post in member.posts:
        if post.function in LEADING:
            return post.network
    raise NotNow("access.coordinator_only")


def role_of(member: Member, network: str) -> Role | None:
    """The organisation somebody signs for in the history; none for who has no role."""
    return next(iter(member.roles(network)), None)


def partners(house: House, network: str) -> tuple[Role, ...]:
    """The organisations of a network, in the order in which they take turns."""
    return organisations(house.configuration.live(network))


async def chair_now(work: UnitOfWork, network: str, now: datetime) -> Role | None:
    """The organisation that chairs now; none before any was confirmed."""
    return presiding(await work.governance.chair_years(network), local(now).year)


async def standing(work: UnitOfWork, house: House, network: str, now: datetime) -> Standing:
    """How a network stands now."""
    year = local(now).year
    governance = work.governance
    agreed = await network_now(work, house.configuration, network, now)
    live = tuple(rules for rules in agreed.doelgroepen.values() if rules.live)
    people = await work.people.everyone(network)
    return Standing(
        network=network,
        title=agreed.title,
        year=year,
        order=organisations(live),
        rules=live,
        people=tuple(people),
        chairs=tuple(await governance.chair_years(network)),
        meetings=tuple(await governance.meetings(network, now - MEETINGS_SINCE)),
        herijkingen=tuple(await governance.herijkingen(network, year)),
        changes=tuple(await governance.changes(network)),
        windows_since={
            role: since
            for role in {each.role for rules in live for each in rules.roles}
            if (since := await _since(work, network, role, people, now)) is not None
        },
    )


async def standing_for(
    work: UnitOfWork, house: House, name: str, args: Mapping[str, str], now: datetime
) -> Standing | None:
    """What this screen looks at; None for a screen that is not of the yearly round."""
    if name not in YEARLY:
        return None
    found = await standing(work, house, args["network"], now)
    if name == "kimi_lessons":
        return replace(found, lessons=lessons(await _quarter(work, found, args["quarter"])))
    if name in ("handover", "handover_pdf"):
        return await _to_hand_over(work, house, found, now)
    return found


async def _since(
    work: UnitOfWork, network: str, role: Role, people: Iterable[Member], now: datetime
) -> Since | None:
    """From which day the windows of a role hold; None while they are as the files have them."""
    versions = await work.duty.window_versions(network, role)
    begun = [version for version in versions if version.starts_at <= now]
    if not begun:
        return None
    newest = begun[-1]
    names = {member.person: member.name for member in people}
    return Since(day=local(newest.starts_at).date(), owner=names.get(newest.owner, "–"))


async def _turns(
    work: UnitOfWork, house: House, found: Standing, now: datetime
) -> tuple[Turn, ...]:
    """Who is on duty in the coming two weeks, as far as there is a roster."""
    until = now + TURNS_AHEAD
    roster = await work.duty.roster(found.network, now, until)
    names = {member.person: member.name for member in found.people}
    return tuple(
        Turn(
            role=role,
            text=house.texts(
                "overdracht.turn",
                role=house.texts.word("role", role),
                start=moment_text(stretch.starts_at, house.texts),
                end=clock_text(stretch.ends_at),
                name=names.get(stretch.person, "–"),
            ),
        )
        for role in found.order
        for stretch in between(roster, role, now, until)
    )


async def _quarter(work: UnitOfWork, found: Standing, quarter: str) -> list[Alert]:
    year, part = (int(number) for number in quarter.split("-"))
    start, end = quarter_bounds(year, part)
    return [
        alert
        for rules in found.rules
        for alert in await work.alerts.of_month(found.network, rules.doelgroep, start, end)
    ]


async def _told_of(work: UnitOfWork, network: str, doelgroep: str, now: datetime) -> list[str]:
    """The last twelve months, the newest first; not those in which there was no bot yet."""
    first = await first_known(work, network, doelgroep)
    months = months_until(f"{local(now):%Y-%m}", MONTHS + 1)[:-1]
    return [one for one in reversed(months) if first is not None and first <= one]


async def _to_hand_over(work: UnitOfWork, house: House, found: Standing, now: datetime) -> Standing:
    """With the last twelve months, what is not finished, and who is on duty."""
    months = [
        await account_of(work, house.configuration, found.network, rules.doelgroep, month, now)
        for rules in found.rules
        for month in await _told_of(work, found.network, rules.doelgroep, now)
    ]
    running = await work.alerts.open_ones(found.network)
    owing = await work.alerts.with_follow_ups(found.network)
    unfinished = {alert.id: alert for alert in (*running, *owing) if not alert.drill}
    return replace(
        found,
        months=tuple(months),
        alerts=tuple(unfinished.values()),
        turns=await _turns(work, house, found, now),
    )
