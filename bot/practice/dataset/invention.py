"""All that is invented: what chance brings, with the edge cases among it, numbered."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.practice.dataset.case import Case
from bot.practice.dataset.chance import Chance
from bot.practice.dataset.edges import Edge, edges, outage
from bot.practice.dataset.fate import MINUTE, Fate, Reply
from bot.practice.dataset.figures import PHONED, REACHED_IN_OUTAGE
from bot.practice.dataset.life import lived
from bot.practice.dataset.people import OM, somebody
from bot.practice.dataset.turns import Birth, Ledger, Life, Stretch, numbered
from bot.practice.dataset.year import Month, Period, fates
from config.networks import Network
from flows.calendar import daypart, month_of
from flows.state import AlertId
from flows.terms import AnswerKind, Channel, Outcome

FEW = 4  # 10: a month of so many alerts
CHANGES_CLOCK = (3, 10)  # these months have edge cases of their own


def invented(period: Period, network: Network) -> dict[AlertId, Birth]:
    """Everything that comes in these months, edge cases included, in order of time."""
    months, ledger = period.every_month(), Ledger()
    drawn = fates(period, network.doelgroepen)
    quiet, empty = _quiet_month(drawn, months), _empty_month(drawn, months)
    found = edges(months, quiet)
    kept = _without(drawn, found, quiet, empty)
    offline = outage(months)
    if offline is not None:
        kept = [_offline(fate, offline) for fate in kept]
    births = [_birth(fate, network, ledger) for fate in kept]
    births += [_edge_birth(edge, network, ledger) for edge in found]
    return numbered(births, network)


def ordinary(period: Period, network: Network) -> dict[AlertId, Birth]:
    """What chance brings and nothing else: what the calibration of 4.7 is about."""
    ledger = Ledger()
    drawn = fates(period, network.doelgroepen)
    return numbered([_birth(fate, network, ledger) for fate in drawn], network)


def _birth(fate: Fate, network: Network, ledger: Ledger) -> Birth:
    rules = network.doelgroepen[fate.doelgroep]
    return Birth(
        at=fate.at,
        doelgroep=fate.doelgroep,
        begin=lived(fate, network.code, rules, ledger),
    )


def _edge_birth(edge: Edge, network: Network, ledger: Ledger) -> Birth:
    def begin(alert: AlertId) -> Life:
        ledger.numbers[edge.case] = alert
        return edge.story(
            Case(
                id=alert,
                at=edge.at,
                network=network.code,
                rules=network.doelgroepen["skm"],
                due_at=edge.due_at,
                ledger=ledger,
            )
        )

    return Birth(
        at=edge.at, doelgroep="skm", begin=begin, drill=edge.drill, away=edge.away, case=edge.case
    )  # fmt: skip


def _quiet_month(drawn: Sequence[Fate], months: Sequence[Month]) -> Month | None:
    """10: the month with the fewest SKM alerts that has four of them; in a longer period only."""
    counts = _counted(drawn, "skm")
    fitting = [it for it in months[1:-1] if it[1] not in CHANGES_CLOCK and counts[it] >= FEW]
    return min(fitting, key=lambda month: counts[month], default=None)


def _empty_month(drawn: Sequence[Fate], months: Sequence[Month]) -> Month | None:
    """10: the month with the fewest alerts of ouderen, that will have none."""
    counts = _counted(drawn, "ouderen")
    return min(months[1:-1], key=lambda month: counts[month], default=None)


def _without(
    drawn: Sequence[Fate], found: Sequence[Edge], quiet: Month | None, empty: Month | None
) -> list[Fate]:
    """An edge case takes the place of an alert of that month, so that the year keeps its volume."""
    taken = Counter(month_of(edge.at) for edge in found if not edge.drill)
    if quiet is not None:
        taken[quiet] = _counted(drawn, "skm")[quiet] - FEW
    twins = {fate.twin_of for fate in drawn}
    kept = []
    for fate in drawn:
        month = month_of(fate.at)
        if fate.doelgroep == "ouderen":
            kept += [fate] * (month != empty)
        elif taken[month] > 0 and fate.outcome is Outcome.HELD and fate.key not in twins:
            taken[month] -= 1
        else:
            kept.append(fate)
    return kept


def _counted(drawn: Sequence[Fate], doelgroep: str) -> Counter[Month]:
    return Counter(month_of(fate.at) for fate in drawn if fate.doelgroep == doelgroep)


def _offline(fate: Fate, stretch: Stretch) -> Fate:
    """11: the OM taps nothing; now and then somebody reaches it by telephone."""
    if not stretch[0] <= fate.at < stretch[1] or fate.by.role == OM:
        return fate
    chance = Chance(fate.key, "offline")
    others = [reply for reply in fate.replies if reply.role != OM]
    phoned = Reply(
        after=chance.wait(PHONED[daypart(fate.at)]),
        role=OM,
        by=somebody(chance, fate.by.role or OM),
        kind=AnswerKind.NOW,
        channel=Channel.PHONE,
    )
    if chance.happens(REACHED_IN_OUTAGE):
        others.append(phoned)
    meeting = fate.meeting
    if meeting is not None and phoned in others:
        meeting = replace(meeting, after=max(meeting.after, phoned.after + 10 * MINUTE))
    replies = tuple(sorted(others, key=lambda reply: reply.after))
    return replace(fate, replies=replies, meeting=meeting)
