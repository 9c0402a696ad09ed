"""The guard at the door: words that look like personal data are refused, and taken away."""

from collections.abc import Collection
from datetime import datetime

from bot.errands import removal
from bot.inputs import Ordered, Typed
from bot.visit import House, NotNow
from flows.privacy import Kind, hint, inspect, visible
from storage.unit_of_work import UnitOfWork

MOST_TYPED = 1000
UNASKED = (Kind.NAME, Kind.MEDICAL)  # nobody has to be asked about these where nothing is kept


async def refuse_personal(
    work: UnitOfWork,
    house: House,
    item: Typed | Ordered,
    now: datetime,
    also: Collection[Kind] = UNASKED,
) -> None:
    """Raises NotNow on personal data, also behind a command; the hint lies sealed until drawn.

    The message is removed where Telegram lets us. `also` refuses what may be personal.
    """
    plain = visible(words_of(item))[:MOST_TYPED]
    kinds = dict.fromkeys(one.kind for one in inspect(plain) if one.hard or one.kind in also)
    if not kinds:
        return
    if item.message_id is not None:
        await work.outbox.tell(removal(item.origin.chat_id, item.message_id, now))
    said = house.texts.listed(house.texts.word("guard", kind.value) for kind in kinds)
    found = hint(plain)
    if not any(sign.isdigit() for sign in found):  # two letters of a word say nothing, or too much
        raise NotNow("guard.refused", kinds=said)
    raise NotNow("guard.refused.hint", kinds=said, masked=house.seal(found, now))


def words_of(item: Typed | Ordered) -> str:
    """What somebody wrote: the line, or what stands behind a command."""
    return item.text if isinstance(item, Typed) else item.argument
