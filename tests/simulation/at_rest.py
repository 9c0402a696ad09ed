"""The invariants of the end: everything has healed, and nothing is left to happen."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.anchor import checked
from bot.practice.model import Message
from config.settings import anchor_file
from config.terms import load_terms
from flows.chase import LadderClimbed, Why
from flows.evolver import Event, replay
from flows.rules import RungKind
from flows.state import Agreement, Alert
from flows.terms import Phase, Topic
from storage.chain import replay_differs
from storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from .checks import Checks


APART = timedelta(minutes=1)  # the ladder has no steps closer together than five minutes
LOOKS_LATE = timedelta(hours=2)  # for what is told once the calendar was looked at
TERMS = load_terms()
REMINDED_WITHIN = timedelta(hours=12)  # from its day; the loops look seldom here


async def legal_steps(checks: "Checks", work: UnitOfWork) -> str | None:
    """I7: replayed step by step; the clock opens nothing again, and no answer is wiped out."""
    for alert in await work.alerts.ids():
        state: Alert | None = None
        climbed: dict[str, LadderClimbed] = {}
        for event in await work.history.events(alert):
            before, state = state, replay([event], state)
            assert state is not None
            if before is None:
                continue
            opened = before.phase is Phase.CLOSED and state.phase is not Phase.CLOSED
            if opened and event.by.person is None:
                return f"{alert} was opened again by the clock: {type(event).__name__}"
            if _climbs_at_once(event, climbed):
                return f"{alert} reminded {event.role} twice at once"
            if state.version != before.version + 1:
                return f"{alert} skipped a version at {type(event).__name__}"
    return None


def _climbs_at_once(event: Event, climbed: dict[str, LadderClimbed]) -> bool:
    """Whether somebody hears of one silent role twice at once, as when an outage is made up for.

    Steps that go to others may fall together: the deputy and whoever has to call are not the same.
    A reminder with the next step upon it says nothing new.
    """
    if not isinstance(event, LadderClimbed) or event.why is not Why.SILENT:
        return False
    before = climbed.get(event.role)
    climbed[event.role] = event
    if before is None or event.at - before.at >= APART:
        return False
    return before.kind in (RungKind.REMIND, event.kind)


async def real_times(checks: "Checks", work: UnitOfWork) -> str | None:
    """I8: no overleg began before it was asked for."""
    for alert in await _all(work):
        overleg = alert.overleg
        if overleg is not None and overleg.started_at < alert.clock_at:
            return f"{alert.id} began before it was asked for"
        if overleg is not None and overleg.ended_at and overleg.ended_at < overleg.started_at:
            return f"{alert.id} ended before it began"
    return None


async def cards_are_true(checks: "Checks", work: UnitOfWork) -> str | None:
    """I15: the card of what runs was drawn of the newest version, and is what stands there."""
    for alert in await work.alerts.open_ones():
        card = await work.cards.of(alert.id)
        if card is None or card.message_id is None:
            continue  # that is L1
        if card.drawn_version > alert.version:
            return f"the card of {alert.id} is ahead: {card.drawn_version} > {alert.version}"
        waits = await work.outbox.waiting(key=f"card:{alert.id}")
        if card.drawn_version < alert.version and not waits:
            return f"the card of {alert.id} shows version {card.drawn_version} of {alert.version}"
    return None


async def deadlines_are_kept(checks: "Checks", work: UnitOfWork) -> str | None:
    """I20 and I5: row, deadline included, is what the log makes of it, and the log is whole."""
    assert checks.storage is not None
    differs = await replay_differs(work)
    if differs:
        return f"row and log differ: {differs[:3]}"
    broken = await checked(checks.storage, anchor_file(checks.of.settings))
    return f"the log is broken: {broken[:3]}" if broken else None


async def sums_are_true(checks: "Checks", work: UnitOfWork) -> str | None:
    """I28: counted anew from the alerts, every month comes to the same."""
    differs = await work.figures.differing("2000-01")
    return f"sums differ: {differs[:3]}" if differs else None


async def alerts_have_cards(checks: "Checks", work: UnitOfWork) -> str | None:
    """L1: each alert that runs has a card that is there, in the group as it is now."""
    for alert in await work.alerts.open_ones():
        card = await work.cards.of(alert.id)
        if card is None or card.message_id is None:
            return f"{alert.id} has no card"
        message = _message(checks, alert, card.message_id)
        if message is None or message.deleted or alert.id not in message.text:
            return f"the card of {alert.id} is not in the group"
    return None


async def nothing_is_left(checks: "Checks", work: UnitOfWork) -> str | None:
    """L3: no update waits, no errand is under way, and none could go that has not gone."""
    if checks.of.world.updates.pending:
        return f"{checks.of.world.updates.pending} updates wait at Telegram"
    [(waits,)] = checks.rows("SELECT count(*) FROM waiting_update")
    if waits:
        return f"{waits} updates wait here"
    late = checks.ago(minutes=10)
    left = checks.rows(
        "SELECT id, kind, state, error FROM errand WHERE state = 'taken' AND taken_at < ? "
        "OR state = 'waiting' AND (not_before < ? OR attempts > 5 AND made_at < ?)",
        late, late, checks.ago(days=1),
    )  # fmt: skip
    return f"left: {left[:3]}" if left else None


async def groups_moved(checks: "Checks", work: UnitOfWork) -> str | None:
    """L6: a group that became another one is known by its new number."""
    known = {group.chat_id for group in await work.groups.all()}
    for group in checks.of.groups.values():
        owes = any(message.sender is checks.of.world.bot for message in group.messages.values())
        if group.migrated_to is not None and owes and group.now.id not in known:
            return f"the group {group.id} is not known as {group.now.id}"
    return None


async def followed_up(checks: "Checks", work: UnitOfWork) -> str | None:
    """L7: what was agreed is owed by somebody, and who owes it was reminded on its day."""
    late = checks.of.clock.now() - REMINDED_WITHIN
    for alert in await _all(work):
        if alert.overleg is None or alert.overleg.concluded_at is None:
            continue
        if sum(_is_owed(line) for line in alert.agreements) > len(alert.follow_ups):
            return f"{alert.id} lost an agreement: {len(alert.follow_ups)} are owed"
        for item in alert.follow_ups:
            silent = item.rung == 0 and item.done_at is None and not item.needs_overleg
            if silent and item.due_at < late and alert.phase is Phase.FOLLOW_UP:
                return f"{alert.id}: nobody was reminded of {item.number}, due {item.due_at}"
    return None


def _is_owed(line: Agreement) -> bool:
    dated = line.topic in (Topic.REASSESS, Topic.NEXT_OVERLEG) and line.at is not None
    return dated or line.topic is Topic.ACTION


async def _all(work: UnitOfWork) -> list[Alert]:
    found = [await work.alerts.load(alert) for alert in await work.alerts.ids()]
    return [alert for alert in found if alert is not None]


def _message(checks: "Checks", alert: Any, message: int) -> Message | None:
    group = checks.of.groups[alert.doelgroep].now
    return group.messages.get(message)


async def nothing_past_its_term(checks: "Checks", work: UnitOfWork) -> str | None:
    """I24: a card of long ago says its number only, and no draft is kept that nobody goes on with.

    The longer terms are not reached here: tests/storage/test_three_years.py passes through them.
    """
    room = checks.of.options.looks + LOOKS_LATE
    over = checks.of.clock.now() - room
    if kept := await work.drafts.expired(over):
        return f"drafts of {kept} are kept"
    for card in await work.cards.closed_between(over - timedelta(days=30), over - TERMS.card):
        group = await work.groups.get(card.group_id)
        assert group is not None
        shown = checks.delivered.get((group.chat_id, card.message_id or 0))
        if shown is not None and not shown.deleted and shown.text != f"{card.alert} gesloten":
            return f"the card of {card.alert} still says {shown.text[:60]!r}"
    return None
