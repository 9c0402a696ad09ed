"""What people say or show in the group: none of ours, but for what does not belong there."""

import re
from datetime import datetime

from bot.actions.enrolment import hashed
from bot.actions.groups import wrote
from bot.actions.guarding import MOST_TYPED, UNASKED, words_of
from bot.errands import line_errand, removal
from bot.inputs import MediaKind, Ordered, Sent, Typed
from bot.visit import House, Reply, Visit
from flows.privacy import Kind, doubted, refused, visible
from storage.unit_of_work import UnitOfWork

LINK = re.compile(r"\bstart=([A-Za-z0-9_-]{22,64})")  # such as t.me/bot?start=… (S02)
OUT_OF_PLACE = {
    MediaKind.PHOTO,
    MediaKind.VOICE,
    MediaKind.VIDEO,
    MediaKind.DOCUMENT,
    MediaKind.LOCATION,
    MediaKind.CONTACT,
}


async def heard(visit: Visit, item: Typed | Sent) -> Reply:
    """A line or a photo of the conversation: neither kept nor answered there.

    What was taken away is told to its sender, at most once a minute.
    """
    now, person = visit.now, visit.member.person
    if isinstance(item, Typed) and await _link_shown(visit, item):
        return Reply()
    what = await keep_clean(visit.work, visit.house, item, now)
    if what and await visit.work.jobs.first_time(
        f"out_of_place:{person}", f"{now:%Y-%m-%dT%H:%M}", now
    ):
        await visit.work.outbox.tell(line_errand(visit.user_id, "group.away", now, what=what))
    return Reply()


async def _link_shown(visit: Visit, item: Typed) -> bool:
    """A link that a whole group has seen lets nobody in any more; whoever put it there hears so."""
    work, now = visit.work, visit.now
    shown = [await work.people.revoke_invitation(hashed(it), now) for it in LINK.findall(item.text)]
    if not any(shown):
        return False
    if item.message_id is not None:
        await work.outbox.tell(removal(visit.origin.chat_id, item.message_id, now))
    await work.outbox.tell(line_errand(visit.user_id, "group.link_shown", now))
    return True


async def unknown_heard(
    work: UnitOfWork, house: House, item: Ordered | Typed | Sent, now: datetime
) -> None:
    """The same of who may not take part, whom the aanspreekpunten hear about."""
    await keep_clean(work, house, item, now)
    await wrote(work, house, item.origin, now)


async def keep_clean(
    work: UnitOfWork, house: House, item: Ordered | Typed | Sent, now: datetime
) -> str:
    """Take away what does not belong in a group of ours, whoever put it there (S26).

    Gives what it was; empty when it may stay.
    """
    what = _out_of_place(house, item)
    if not what or item.message_id is None:
        return ""
    if await work.groups.of_chat(item.origin.chat_id) is None:
        return ""
    await work.outbox.tell(removal(item.origin.chat_id, item.message_id, now))
    return what


def _out_of_place(house: House, item: Ordered | Typed | Sent) -> str:
    texts = house.texts
    if isinstance(item, Sent):
        return texts.word("media", item.kind.value) if item.kind in OUT_OF_PLACE else ""
    if isinstance(item, Typed) and item.forwarded:
        return texts.word("media", "forward")
    also = UNASKED if isinstance(item, Ordered) else (Kind.MEDICAL,)
    plain = visible(words_of(item))[:MOST_TYPED]
    kinds = [*refused(plain), *(kind for kind in doubted(plain) if kind in also)]
    return texts.listed(texts.word("guard", kind.value) for kind in kinds)
