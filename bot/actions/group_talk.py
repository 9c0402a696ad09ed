"""What members say or show in the group: none of ours, but for what does not belong there."""

import re

from bot.actions.enrolment import hashed
from bot.errands import line_errand, removal
from bot.inputs import MediaKind, Sent, Typed
from bot.visit import Reply, Visit
from flows.privacy import Kind, doubted, refused, visible

MOST_HEARD = 1000
LINK = re.compile(r"\bstart=([A-Za-z0-9_-]{22,64})")  # such as t.me/bot?start=… (S02)
OUT_OF_PLACE = {
    MediaKind.PHOTO,
    MediaKind.VOICE,
    MediaKind.VIDEO,
    MediaKind.DOCUMENT,
    MediaKind.LOCATION,
    MediaKind.CONTACT,
}


async def heard(visit: Visit, item: Typed) -> Reply:
    """A line of the conversation: looked at by the guard, and neither kept nor answered there."""
    texts = visit.house.texts
    if await _link_shown(visit, item):
        return Reply()
    if item.forwarded:
        return await _away(visit, item.message_id, texts.word("media", "forward"))
    plain = visible(item.text)[:MOST_HEARD]
    kinds = [*refused(plain), *(kind for kind in doubted(plain) if kind is Kind.MEDICAL)]
    if not kinds:
        return Reply()
    return await _away(
        visit, item.message_id, ", ".join(texts.word("guard", kind.value) for kind in kinds)
    )


async def shown(visit: Visit, item: Sent) -> Reply:
    """A photo, a voice message, a place: nothing of it is kept but the kind (S26)."""
    if item.kind not in OUT_OF_PLACE:
        return Reply()
    return await _away(visit, item.message_id, visit.house.texts.word("media", item.kind.value))


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


async def _away(visit: Visit, message_id: int | None, what: str) -> Reply:
    """Take it away where Telegram lets us; the sender hears of it at most once an hour."""
    now, person = visit.now, visit.member.person
    if await visit.work.groups.of_chat(visit.origin.chat_id) is None or message_id is None:
        return Reply()
    await visit.work.outbox.tell(removal(visit.origin.chat_id, message_id, now))
    if await visit.work.jobs.first_time(f"out_of_place:{person}", f"{now:%Y-%m-%dT%H}", now):
        await visit.work.outbox.tell(line_errand(visit.user_id, "group.away", now, what=what))
    return Reply()
