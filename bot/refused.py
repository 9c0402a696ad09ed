"""What was refused, to whom and about what, as a row of the history; never what was said (S14)."""

import hashlib
import hmac
from datetime import datetime

from bot.buttons import Forged
from bot.inputs import Ordered, Pressed, Sent, Typed
from bot.visit import House
from flows.people import APART, Member
from storage.history import Way, about
from storage.unit_of_work import UnitOfWork

REFUSED = "Refused"
Asked = Pressed | Ordered | Typed | Sent

WAYS = {Pressed: Way.TAP, Ordered: Way.ORDER, Typed: Way.ORDER, Sent: Way.ORDER}


def way_of(item: Asked) -> Way:
    """By which way something came in."""
    return WAYS[type(item)]


def standing_of(member: Member) -> str | None:
    """As what somebody acts who signs in no role: the first organisation, or the function."""
    roles = [post.role for post in member.posts if post.role]
    apart = [post.function.value for post in member.posts if post.function in APART]
    return next(iter([*roles, *apart]), None)


async def note_refused(
    work: UnitOfWork, house: House, item: Asked, code: str, now: datetime
) -> None:
    """Every refusal to a member; of somebody unknown one an hour, or a flood would fill the log."""
    user_id = item.origin.user_id
    member = await work.people.member(user_id) if user_id is not None else None
    subject, what = _asked(house, item)
    data = {"what": what}
    if member is None:
        data["who"] = marked(house, user_id or item.origin.chat_id)
        if not await work.jobs.first_time(f"refused:{data['who']}", f"{now:%Y-%m-%dT%H}", now):
            return
    await work.history.add(
        subject, REFUSED, data,
        by_person=member.alias if member else None,
        by_role=standing_of(member) if member else None,
        channel=way_of(item), result=f"geweigerd:{code}", at=now,
    )  # fmt: skip


def marked(house: House, number: int) -> str:
    """A keyed hash of a number of Telegram: the same sender shows, and nobody can be looked up."""
    text = f"stranger:{number}".encode()
    return hmac.new(house.keys.chain, text, hashlib.sha256).hexdigest()[:16]


def _asked(house: House, item: Asked) -> tuple[str, str]:
    """About what, and with which button or command: codes that are ours, nothing that was typed."""
    match item:
        case Pressed():
            try:
                press = house.buttons.unpack(item.data)
            except Forged:
                return "desk", "forged"
            return about(press.alert) if press.alert else "desk", press.code.name
        case Ordered():
            return "desk", item.name if f"menu.{item.name}" in house.texts else "order"
        case Typed():
            return "desk", "typed"
        case Sent():
            return "desk", item.kind.value
