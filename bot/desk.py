"""The desk: a press or a typed line in, one transaction, and what the person sees out."""

import logging
from collections.abc import Callable

from bot.access import STRANGER, authorise, member_of
from bot.actions.group_talk import unknown_heard
from bot.actions.groups import asked_in, bot_came, moved, put_up
from bot.actions.guarding import refuse_personal
from bot.actions.ordering import order
from bot.actions.privacy import of_who_left
from bot.actions.table import PRESSED
from bot.actions.typing import sent, typed
from bot.buttons import Forged
from bot.clock import Clock
from bot.errands import alarm_admins, rights_errand
from bot.inputs import (
    BotMoved,
    BotStatus,
    GroupMoved,
    Input,
    JoinAsked,
    MemberMoved,
    Ordered,
    Origin,
    Other,
    Pressed,
    Sent,
    Typed,
)
from bot.refused import note_refused, standing_of, way_of
from bot.rights import PRESSES
from bot.visit import House, NotNow, Reply, Visit
from flows.language import Language
from flows.notices import Rank
from flows.people import Reach
from flows.refusal import Refusal, Refused
from storage.outbox import Errand
from storage.unit_of_work import Storage, UnitOfWork

log = logging.getLogger("spoedgroep.desk")

Toast = Callable[[str, str], None]  # the id of the press, the text


class Desk:
    """Takes every input once, in the transaction that records its update."""

    def __init__(self, house: House, storage: Storage, clock: Clock, toast: Toast) -> None:
        self._house = house
        self._storage = storage
        self._clock = clock
        self._toast = toast

    async def receive(self, item: Input) -> None:
        """Handle one input; the same update again has no effect.

        A toast goes out after the commit. Whatever is not Refused or NotNow passes through:
        nothing is kept then, and the update comes again. Nor does a commit pass in silence whose
        answer was lost: the press comes again, and hears that it was handled.
        """
        said: str | None = None
        async with self._storage.work() as work:
            now, origin = self._clock.now(), item.origin
            if await work.updates.first_time(origin.update_id, origin.fingerprint, now):
                said = await self._handle(work, item)
            else:
                said = (await self._speaking(work, origin)).texts("update.before")
        if isinstance(item, Pressed):
            self._toast(item.callback_id, said or "")

    async def _handle(self, work: UnitOfWork, item: Input) -> str | None:
        match item:
            case Pressed() | Ordered() | Typed() | Sent():
                return await self._meet(work, item)
            case BotMoved():
                await self._bot_moved(work, item)
            case GroupMoved():
                await work.groups.migrate(item.origin.chat_id, item.new_chat_id)
            case MemberMoved():
                await moved(work, self._house, item, self._clock.now())
            case JoinAsked():
                await asked_in(work, self._house, item, self._clock.now())
            case Other():
                log.info("left alone", extra={"update": item.origin.update_id})
        return None

    async def _meet(self, work: UnitOfWork, item: Pressed | Ordered | Typed | Sent) -> str | None:
        house = await self._speaking(work, item.origin)
        try:
            reply = await self.answer(work, house, item)
        except Refused as refused:
            code = refused.refusal.value
            await note_refused(work, house, item, code, self._clock.now())
            house.meter.refused()
            reply = _refusal(house, item, f"refusal.{code}")
        except NotNow as not_now:
            await note_refused(work, house, item, not_now.key, self._clock.now())
            house.meter.refused()
            reply = _refusal(house, item, not_now.key, **not_now.fields)
        if reply.screen is not None:
            await self._show(work, item, reply)
        return reply.toast

    async def _speaking(self, work: UnitOfWork, origin: Origin) -> House:
        """The house in the language of who does something."""
        if origin.user_id is None:
            return self._house
        return self._house.speaking(await work.languages.hears(origin.user_id, origin.language))

    async def answer(
        self, work: UnitOfWork, house: House, item: Pressed | Ordered | Typed | Sent
    ) -> Reply:
        """Meet one person; Refused or NotNow is the kind refusal, and nothing was done then."""
        origin = item.origin
        if isinstance(item, Ordered) and item.name == "start":
            return await order(house, work, item, self._clock.now())
        try:
            member = await member_of(work, origin.user_id, self._clock.now())
        except NotNow:
            if (own := await of_who_left(work, house, item)) is not None:
                return own
            if not origin.is_private and not isinstance(item, Pressed):
                await unknown_heard(work, house, item, self._clock.now())
            raise
        work.history.comes_by(way_of(item), standing_of(member))
        if member.reach is not Reach.OPEN and origin.is_private:
            await work.people.set_reach(member.user_id, Reach.OPEN)
        visit = Visit(
            house=house,
            work=work,
            member=member,
            origin=origin,
            now=self._clock.now(),
            message_id=item.message_id,
        )
        match item:
            case Pressed():
                return await self._press(visit, item)
            case Ordered():
                await refuse_personal(work, house, item, visit.now)
                return await order(house, work, item, visit.now, visit)
            case Typed():
                return await typed(visit, item)
            case Sent():
                return await sent(visit, item)

    async def _press(self, visit: Visit, item: Pressed) -> Reply:
        try:
            press = self._house.buttons.unpack(item.data)
        except Forged:
            log.warning("forged button", extra={"update": item.origin.update_id})
            raise Refused(Refusal.NOT_CURRENT) from None
        authorise(visit.member, PRESSES[press.code])
        return await PRESSED[press.code](visit, press)

    async def _show(
        self, work: UnitOfWork, item: Pressed | Ordered | Typed | Sent, reply: Reply
    ) -> None:
        """Put the screen in the outbox: in private always, except what binds the group itself."""
        now = self._clock.now()
        origin = item.origin
        in_group = reply.screen in ("bind", "bind_sure") or reply.args.get("key") == "bind.done"
        chat = origin.chat_id if in_group else origin.user_id or origin.chat_id
        edits = isinstance(item, Pressed) and not reply.fresh and (origin.is_private or in_group)
        payload = {
            "screen": reply.screen,
            "args": dict(reply.args),
            "edit": item.message_id if edits else None,
            "language": origin.language or Language.DUTCH,  # of who is not, or not yet, enrolled
        }
        await work.outbox.tell(
            Errand(
                kind="screen",
                user_id=chat,
                alert=reply.alert,
                payload=payload,
                rank=Rank.PLAN,
                key=f"screen:{chat}:{item.message_id}" if edits else None,
                not_before=now,
                made_at=now,
            )
        )

    async def _bot_moved(self, work: UnitOfWork, item: BotMoved) -> None:
        origin, now = item.origin, self._clock.now()
        if origin.is_private and origin.user_id is not None:
            reach = Reach.BLOCKED if item.status is BotStatus.OUT else Reach.OPEN
            await work.people.set_reach(origin.user_id, reach)
            return
        group = await work.groups.of_chat(origin.chat_id)
        if group is None:
            return await bot_came(work, item, now)
        if item.status is BotStatus.OUT:  # the binding stays: alerts are raised and chased as ever
            await alarm_admins(work, "admin.group_lost", now, doelgroep=group.doelgroep)
        else:
            await put_up(work, group, now)
            await work.outbox.tell(rights_errand(group, now))


def _refusal(
    house: House, item: Pressed | Ordered | Typed | Sent, key: str, **fields: str
) -> Reply:
    if isinstance(item, Pressed):
        return Reply(toast=house.texts(key, **fields))
    if not item.origin.is_private and key == STRANGER:
        return Reply()  # no answer to strangers in a group: it would be noise for all
    return Reply(screen="line", args={"key": key, **fields}, fresh=True)
