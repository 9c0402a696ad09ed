"""The monthly count of eligible cases: a tap, a typed number, or *weet ik niet*."""

from bot.actions.answering import ASKED_LASTS
from bot.buttons import Press
from bot.screens.eligible import CHANGE, TYPE, UNKNOWN
from bot.visit import NotNow, Reply, Visit, noted
from flows.eligible import COUNTS, may_be_counted, may_count, parse_count, read_month
from storage.counts import EligibleCases

ASKS_CASES = "cases"


async def in_aanmerking(visit: Visit, press: Press) -> Reply:
    """How many cases; details: the network, the doelgroep, the month, a number or what else."""
    network, doelgroep, period, what = press.details
    args = {"network": network, "doelgroep": doelgroep, "period": period}
    _refuse(visit, args)
    if what == CHANGE:
        return Reply(screen="eligible", args={**args, "again": CHANGE})
    if what == TYPE:
        expires_at = visit.now + ASKED_LASTS
        await visit.work.asked.expect(visit.user_id, ASKS_CASES, args, expires_at=expires_at)
        return Reply(screen="line", args={"key": "eligible.type"}, fresh=True)
    return await _count(visit, args, None if what == UNKNOWN else parse_count(what))


async def take_cases(visit: Visit, text: str, args: dict[str, str]) -> Reply:
    """The number that was asked for. Raises NotNow on anything else."""
    number = parse_count(text)
    if number is None:
        raise NotNow("eligible.no_number")
    _refuse(visit, args)
    await visit.work.asked.clear(visit.user_id)
    reply = await _count(visit, args, number)
    return Reply(screen=reply.screen, args=reply.args, fresh=True)


async def _count(visit: Visit, args: dict[str, str], cases: int | None) -> Reply:
    counts, network, doelgroep = visit.work.counts, args["network"], args["doelgroep"]
    year, month = read_month(args["period"])
    known = await counts.eligible(network, doelgroep, year, month)
    if known is None or known.cases != cases:
        role = COUNTS if COUNTS in visit.member.roles(network) else None
        said = EligibleCases(cases=cases, role=role, at=visit.now)
        await counts.count_eligible(network, doelgroep, year, month, said)
        await visit.work.figures.touch(network, doelgroep, {args["period"]}, visit.now)
        await visit.work.history.add(
            subject=f"cases:{network}:{doelgroep}:{args['period']}",
            name="EligibleCasesCounted", data={"cases": cases},
            by_person=visit.member.alias, by_role=role, at=visit.now,
        )  # fmt: skip
    period = args["period"]
    return noted(visit, "eligible", network=network, doelgroep=doelgroep, period=period)


def _refuse(visit: Visit, args: dict[str, str]) -> None:
    network, (year, month) = args["network"], read_month(args["period"])
    if network not in visit.member.networks() or not may_count(visit.member, network):
        raise NotNow("eligible.not_yours")
    live = {rules.doelgroep for rules in visit.house.configuration.live(network)}
    if args["doelgroep"] not in live or not may_be_counted(year, month, visit.now):
        raise NotNow("refusal.not_current")
