"""What becomes of an errand by what the messenger said: done, put off, dropped, given up."""

import hashlib
import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.deeds import LOOKS, failed
from bot.drawing import Drawn
from bot.errands import alarm_admins, pin_errand
from bot.limits import Limits
from bot.perform import nobody_reached, tag_of
from bot.screen import Barred, Bug, Done, Gone, Later, Moved, Outcome, Screen
from bot.silence import Silence
from bot.visit import House
from flows.notices import Rank
from flows.people import Reach
from flows.terms import Phase
from storage.cards import Card
from storage.outbox import Errand
from storage.traffic_tables import ErrandState
from storage.unit_of_work import UnitOfWork

log = logging.getLogger("spoedgroep.teller")

MOST_PAUSE = timedelta(seconds=60)
GROUP_LOST_PAUSE = timedelta(seconds=90)


class Aftermath:
    """Remembers for each chat how long it has been put off."""

    def __init__(self, house: House, limits: Limits) -> None:
        self._house = house
        self._limits = limits
        self._pauses: dict[str, timedelta] = {}
        self.silence = Silence()

    async def settle(
        self,
        work: UnitOfWork,
        errand: Errand,
        outcome: Outcome,
        drawn: Drawn,
        chat_id: int,
        now: datetime,
    ) -> None:
        """One outcome, within one transaction."""
        if not (isinstance(outcome, Later) and outcome.everywhere):
            self.silence.is_over()
        if await failed(self._house, work, errand, outcome, now):
            return
        match outcome:
            case Done():
                self._pauses.pop(errand.address, None)
                await work.outbox.done(errand.id, now, outcome.message_id)
                await self._rests(work, errand.address, now)
                self._house.meter.delivered(errand.kind, errand.rank, errand.waited(now))
                if errand.kind == "card":
                    await self._card_drawn(work, errand, outcome, drawn, now)
            case Gone():
                await self._gone(work, errand, now)
            case Later():
                await self._later(work, errand, outcome, now)
            case Moved():
                await work.groups.migrate(chat_id, outcome.chat_id)
                if errand.group_id is not None:
                    await work.outbox.later(errand.id, now, "moved")
                else:  # a line to a chat by its number, which will never be right again
                    await work.outbox.drop(errand.id, now, "moved")
            case Barred():
                await self._barred(work, errand, outcome, drawn, now)
            case Bug():
                log.error("errand refused", extra={"errand": errand.id})
                await work.outbox.fail(errand.id, now, outcome.error)
                await alarm_bug(work, errand, now)
            case _:
                assert_never(outcome)

    async def _rests(self, work: UnitOfWork, address: str, now: datetime) -> None:
        """A chat that this filled: what waits for it is not taken and drawn to find that out."""
        for lowest in (Rank.ESCALATION + 1, Rank.ALARM):
            opens_at = self._limits.opens_at(address, lowest, now)
            if opens_at > now:
                await work.outbox.put_off(address, lowest, opens_at)
        redraws_at = self._limits.redraws_at(address, now)
        if redraws_at > now:
            await work.outbox.put_off_redrawing(address, redraws_at)

    async def _card_drawn(
        self, work: UnitOfWork, errand: Errand, outcome: Done, drawn: Drawn, now: datetime
    ) -> None:
        alert = drawn.alert
        assert alert is not None
        assert errand.group_id is not None
        before = await work.cards.of(alert.id)
        message_id = outcome.message_id or (before.message_id if before else None)
        card = Card(
            alert=alert.id,
            group_id=errand.group_id,
            message_id=message_id,
            drawn_version=alert.version,
            text_hash=hash_of(drawn.screen),
            pinned=before.pinned if before and before.message_id == message_id else False,
        )
        runs = alert.phase is not Phase.CLOSED
        if message_id is not None and runs != card.pinned:
            kind = "pin" if runs else "unpin"
            await work.outbox.tell(pin_errand(kind, alert.id, errand.group_id, message_id, now))
            card = replace(card, pinned=runs)
        await work.cards.keep(card)

    async def _gone(self, work: UnitOfWork, errand: Errand, now: datetime) -> None:
        if errand.kind == "card" and errand.alert is not None:
            await work.cards.forget_message(errand.alert)
            await work.outbox.later(errand.id, now, "message gone: post anew")
        else:
            await work.outbox.drop(errand.id, now, "message gone")

    async def _later(self, work: UnitOfWork, errand: Errand, outcome: Later, now: datetime) -> None:
        if outcome.perhaps and not errand.again:
            await work.outbox.drop(errand.id, now, f"unknown: {outcome.error}")
            return
        if outcome.everywhere:  # no fault of this chat
            at = self.silence.goes_on(outcome.at, now)
            return await work.outbox.later(errand.id, at, outcome.error or "later")
        pause = min(self._pauses.get(errand.address, outcome.at - now) * 2, MOST_PAUSE)
        self._pauses[errand.address] = pause
        at = max(outcome.at, now + pause / 2)
        self._limits.shut(errand.address, outcome.at)
        log.warning("errand put off", extra={"errand": errand.id, "why": outcome.error})
        await work.outbox.later(errand.id, at, outcome.error or "later")

    async def _barred(
        self, work: UnitOfWork, errand: Errand, outcome: Barred, drawn: Drawn, now: datetime
    ) -> None:
        if errand.kind in LOOKS:
            await work.outbox.drop(errand.id, now, outcome.error)
        elif errand.group_id is not None:  # nothing is thrown away: the group may come back
            await work.outbox.later(errand.id, now + GROUP_LOST_PAUSE, "group closed to the bot")
            doelgroep = drawn.alert.doelgroep if drawn.alert else "–"
            await alarm_admins(work, "admin.group_lost", now, doelgroep=doelgroep)
        else:
            await work.outbox.fail(errand.id, now, "barred")
            if errand.user_id is not None:
                await work.people.set_reach(errand.user_id, Reach.BLOCKED)
            await self._nobody_left(work, errand, drawn, now)

    async def _nobody_left(
        self, work: UnitOfWork, errand: Errand, drawn: Drawn, now: datetime
    ) -> None:
        """When every chat of this rung is closed the ladder goes on at once."""
        if drawn.notice is None or errand.alert is None or errand.tag != tag_of(drawn.notice):
            return
        if errand.tag is None:
            return
        states = await work.outbox.sent_for(errand.alert, errand.tag)
        if all(state is ErrandState.FAILED for state in states):
            await nobody_reached(work, errand.alert, drawn.notice, now)


async def alarm_bug(work: UnitOfWork, errand: Errand, now: datetime) -> None:
    """What we made Telegram refuses, or we went wrong in it: the beheerder hears so."""
    alert = errand.alert or "–"
    await alarm_admins(work, "admin.bug", now, errand=str(errand.id), alert=alert)


def hash_of(screen: Screen) -> str:
    """What tells a screen from another: its text and its buttons."""
    return hashlib.sha256(repr((screen.text, screen.rows)).encode()).hexdigest()
