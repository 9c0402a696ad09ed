"""Loads how a network stands, just before a paper or a screen of the yearly round is drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.agreed import network_now
from bot.reports.handover import moment_text
from bot.reports.month import OWED_SINCE, Month
from bot.reports.month import month as figures
from bot.reports.standing import Since, Standing, Turn
from bot.visit import House, NotNow
from config.networks import Configuration
from flows.calendar import clock_text, local, month_bounds
from flows.duty import between
from flows.herijking import unconfirmed
from flows.kimi import lessons, organisations, presiding, quarter_bounds
from flows.people import Function, Member
from flows.rules import Role
from flows.state import Alert
from storage.unit_of_work import UnitOfWork

MONTHS = 12
ASKED_IN = "herijking:{}"  # the fact that says in which year a network was asked
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
        known = _Loaded(work, await _kept_since(work, found, now))
        months = [
            await figures(known, found.network, rules.doelgroep, year, number)
            for rules in found.rules
            for year, number in _last_months(now)
        ]
        turns = await _turns(work, house, found, now)
        alerts = tuple(known.unfinished())
        return replace(found, months=tuple(months), alerts=alerts, turns=turns)
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


async def _kept_since(work: UnitOfWork, found: Standing, now: datetime) -> list[Alert]:
    """Every alert that any of the months may look at, read once."""
    first, _ = month_bounds(*_last_months(now)[-1])
    return [
        alert
        for rules in found.rules
        for alert in await work.alerts.of_month(
            found.network, rules.doelgroep, first - OWED_SINCE, now
        )
    ]


def _last_months(now: datetime) -> list[tuple[int, int]]:
    """The twelve months before this one, newest first."""
    here = local(now)
    numbers = [here.year * 12 + here.month - 1 - back for back in range(1, MONTHS + 1)]
    return [(number // 12, number % 12 + 1) for number in numbers]


@dataclass(frozen=True, slots=True)
class _Loaded:
    """The registers as the report of a month asks them, with the alerts read beforehand."""

    work: UnitOfWork
    kept: list[Alert]

    @property
    def alerts(self) -> "_Loaded":
        return self

    @property
    def consultations(self) -> "_Loaded":
        return self

    async def of_month(
        self, network: str, doelgroep: str, start: datetime, end: datetime
    ) -> list[Alert]:
        """Those of the stretch, out of what was read."""
        return [
            alert
            for alert in self.kept
            if alert.doelgroep == doelgroep and start <= alert.clock_at < end
        ]

    async def count(self, network: str, doelgroep: str, start: datetime, end: datetime) -> int:
        """The consultaties, as they are kept."""
        return await self.work.consultations.count(network, doelgroep, start, end)

    def unfinished(self) -> Iterable[Alert]:
        """What still runs, or has a follow-up that is not done."""
        return (
            alert
            for alert in self.kept
            if not alert.drill
            and alert.ended is None
            and (alert.closed_at is None or any(not item.done_at for item in alert.follow_ups))
        )


async def with_herijking(work: UnitOfWork, configuration: Configuration, drawn: Month) -> Month:
    """A month, with who had not confirmed the herijking when it was over."""
    late = await _unconfirmed(work, configuration, drawn.network, drawn.year, drawn.month)
    return replace(drawn, unconfirmed=late)


async def _unconfirmed(
    work: UnitOfWork, configuration: Configuration, network: str, year: int, month: int
) -> tuple[Role, ...]:
    """Nobody, in a year in whose first quarter nobody was asked: the bot was not there yet."""
    if await work.facts.get(ASKED_IN.format(network)) != str(year):
        return ()
    _, end = month_bounds(year, month)
    known = await work.governance.herijkingen(network, year)
    order = organisations(configuration.live(network))
    return unconfirmed(order, known, min(local(end).date(), date(year, 12, 31)))
