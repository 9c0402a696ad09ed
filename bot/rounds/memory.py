"""Forgetting: each night what is past its term, and the cards of what has long been closed."""

from datetime import datetime, time, timedelta

from bot.errands import alarm_admins, card_errand
from bot.visit import House
from config.settings import Keys
from flows.calendar import local
from flows.notices import Rank
from storage.unit_of_work import UnitOfWork

FORGETS_AT = time(3)
CATCHES_UP = timedelta(days=30)  # after an outage older cards are looked at too


async def night(work: UnitOfWork, house: House, now: datetime) -> None:
    """Once a night, at three; after an outage at the first look. Not when it is far too much."""
    if local(now).time() < FORGETS_AT:
        return
    if await work.jobs.first_time("forget", f"{local(now):%Y-%m-%d}", now):
        if (much := await work.retention.much(now, house.terms)) is not None:
            return await alarm_admins(work, "admin.much_to_forget", now, count=str(much))
        await work.retention.forget(now, house.terms)
        await destroy_keys(work, house.keys, now)


async def destroy_keys(work: UnitOfWork, keys: Keys, now: datetime) -> None:
    """The reference keys of the years that are over: their hashes say nothing from here on.

    The key of last year stays, for what was raised less than twelve months ago; so does that of
    an alert that is held, and of the years after it.
    """
    held = [await work.alerts.load(alert) for alert in await work.holds.held()]
    years = [local(alert.raised_at).year for alert in held if alert is not None]
    gone = keys.drop_references(min([local(now).year - 1, *years]))
    if gone:
        await work.history.add(
            "keys", "ReferenceKeyDestroyed", {"years": gone}, by_person=None, by_role=None, at=now
        )


async def stubs(work: UnitOfWork, house: House, now: datetime) -> None:
    """A card of long ago shows its number only: the newest state draws that by itself (S25)."""
    if not await work.jobs.first_time("stubs", f"{now:%Y-%m-%dT%H}", now):
        return
    over = now - house.terms.card
    for card in await work.cards.closed_between(over - CATCHES_UP, over):
        if await work.jobs.first_time(f"stub:{card.alert}", str(card.drawn_version), now):
            await work.outbox.tell(card_errand(card.alert, card.group_id, Rank.QUIET, now))
