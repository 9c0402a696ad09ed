"""After a restore: nobody is paged twice, open alerts are put up anew, the gap is told (F76)."""

import hashlib
import hmac
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errands import card_errand, line_errand
from bot.loops import trouble_of
from bot.perform import perform
from bot.visit import House
from config.settings import Keys
from flows.calendar import day_and_clock, month_of
from flows.clock import CheckClock
from flows.notices import Rank
from flows.state import Alert, AlertId
from storage.errand_queries import SECOND
from storage.evidence import Anchor, is_ours
from storage.facts import RECONCILED, RECONCILES
from storage.instant import read, written
from storage.outbox import Errand
from storage.restores import SUBJECT, unexplained
from storage.unit_of_work import Storage, UnitOfWork

log = logging.getLogger("spoedgroep.reconcile")

TOLD = ("notice", "screen", "fetch", SECOND)  # a card shows the newest state, a deed is done or not
AT_ONCE = 10_000  # alerts


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """From when on what happened is not here; how many rows of the log are known to be gone."""

    since: datetime
    rows: int | None


async def gap(storage: Storage, anchors: Sequence[Anchor], now: datetime) -> Gap | None:
    """What is missing here since a restore; None when nothing was put back that is not handled.

    A restore by our own command says so itself. A file or a dump that was put back by hand shows
    because the log had come further, by what was written down of it elsewhere.
    """
    async with storage.view() as work:
        pending = await work.facts.get(RECONCILES)
        restores = await work.restores.all()
        head = await work.history.head()
        handled = json.loads(await work.facts.get(RECONCILED) or "{}").get("beyond", 0)
        pulse = await work.pulse.last()
        ours = [one for one in anchors if is_ours(work.history, one)]
        is_fresh = not await work.people.members()  # a new beginning beside an old anchor
    if pending:
        lost = restores[-1].lost if restores else None
        return Gap(since=read(pending), rows=lost and max(lost - restores[-1].count, 0))
    beyond = max((one.count for one in unexplained(ours, restores)), default=0)
    if head is None or is_fresh or beyond <= max(head.count, handled):
        return None
    return Gap(since=pulse or now, rows=beyond - head.count)


async def reconcile(
    house: House, storage: Storage, found: Gap, now: datetime, real: datetime
) -> None:
    """Set right what a restore leaves; cut off at any moment it begins again at the next start.

    What fell due since is noted as such, and told to nobody: who was paged then is not paged
    again, and who was not is asked in the group, below a line that says what happened. The
    buttons of before go out: their numbers may have been given to something else.
    """
    lame = await _clocks_come_to_rest(storage, now)
    async with storage.work() as work:
        running = await work.alerts.open_ones()
        dropped = await work.outbox.drop_kinds(TOLD, now, "restored")
        drafts = await work.drafts.drop_all()
        await work.asked.clear_all()
        links = await work.people.revoke_invitations(now)
        await _skip_numbers(work, house, now)
        await _tell_groups(work, found, running, now)
        await _tell_people(work, house, found, running, dropped, drafts, now)
        data = {"since": written(found.since), "alerts": len(running), "dropped": dropped}
        await work.history.add(
            SUBJECT, "Reconciled", {**data, "links": links}, by_person=None, by_role=None, at=now
        )
        head = await work.history.head()
        beyond = (head.count if head else 0) + (found.rows or 0)
        await work.facts.set(RECONCILED, json.dumps({"at": written(now), "beyond": beyond}))
        await work.facts.set(RECONCILES, "")
        await work.pulse.beat(real)
    counts = {"alerts": len(running), "dropped": dropped, "lame": len(lame)}
    log.info("reconciled after a restore", extra=counts)


async def button_secret(storage: Storage, keys: Keys) -> bytes:
    """What buttons are signed with: another after each restore, so that older ones do nothing."""
    async with storage.view() as work:
        handled = json.loads(await work.facts.get(RECONCILED) or "{}").get("at")
    if handled is None:
        return keys.chain
    return hmac.digest(keys.chain, f"buttons since {handled}".encode(), hashlib.sha256)


async def _clocks_come_to_rest(storage: Storage, now: datetime) -> set[AlertId]:
    """Let every alert note what fell due; gives those that could not, which hold up no other."""
    looked_at: set[AlertId] = set()
    lame: set[AlertId] = set()
    while True:
        async with storage.view() as work:
            due = [one for one in await work.alerts.due(now, AT_ONCE) if one not in looked_at]
        if not due:
            return lame
        for alert in due:
            looked_at.add(alert)
            if await trouble_of(_look(storage, alert, now)) is not None:
                log.error("clock failed", extra={"alert": alert})
                lame.add(alert)


async def _look(storage: Storage, alert: AlertId, now: datetime) -> None:
    async with storage.work() as work:
        await perform(work, alert, CheckClock(), now)


async def _skip_numbers(work: UnitOfWork, house: House, now: datetime) -> None:
    """A number that was given out in what is lost stands in a chat still."""
    for network in house.configuration.networks:
        for prefix in (*map(network.prefix, network.doelgroepen), network.drill_prefix):
            await work.alerts.skip_numbers(prefix, *month_of(now))


async def _tell_groups(
    work: UnitOfWork, found: Gap, running: Sequence[Alert], now: datetime
) -> None:
    """Every group hears since when, also without an open alert: one may have been raised there."""
    for group in await work.groups.all():
        there = [
            alert
            for alert in running
            if (alert.network, alert.doelgroep) == (group.network, group.doelgroep)
        ]
        key = "restored.group.open" if there else "restored.group"
        args = {"key": key, "since": day_and_clock(found.since)}
        args["alerts"] = ", ".join(alert.id for alert in there)
        await work.outbox.tell(
            Errand(
                kind="screen",
                group_id=group.id,
                payload={"screen": "line", "args": args},
                rank=Rank.ALARM,  # before the cards that are put up below it
                not_before=now,
                made_at=now,
            )
        )
        for alert in there:
            await work.cards.forget_message(alert.id)
            await work.outbox.tell(card_errand(alert.id, group.id, Rank.ESCALATION, now))


async def _tell_people(
    work: UnitOfWork,
    house: House,
    found: Gap,
    running: Sequence[Alert],
    dropped: int,
    drafts: Sequence[int],
    now: datetime,
) -> None:
    since = day_and_clock(found.since)
    for user_id in drafts:
        await work.outbox.tell(line_errand(user_id, "restored.draft", now, since=since))
    none = house.later("restored.none")
    fields = {
        "since": since,
        "alerts": ", ".join(alert.id for alert in running) or none,
        "dropped": str(dropped),
        "rows": house.later("restored.unknown") if found.rows is None else str(found.rows),
    }
    for member in await work.people.admins():
        if not member.suspended:
            await work.outbox.tell(line_errand(member.user_id, "restored.admin", now, **fields))
