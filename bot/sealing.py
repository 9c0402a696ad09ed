"""The change of the encryption key: a new one, everything sealed anew, the old one destroyed."""

from datetime import datetime

from bot.installation import Installation, Refusal, only_one, opened
from config.keyring import drop_former, rotate
from config.settings import key_file
from storage.unit_of_work import Storage

SUBJECT, ROTATED = "keys", "KeyRotated"


async def seal_anew(storage: Storage) -> int:
    """Seal what has no seal or that of a former key; stop at any moment and begin again."""
    done = 0
    while True:
        async with storage.work() as work:
            some = await work.reseal.some()
        if not some:
            return done
        done += some


async def rotate_key(now: datetime) -> str:
    """Change the key, or go on where a change was cut off; gives the line that says how it went.

    The bot must stand still: it would go on sealing with the key that is destroyed here. Raises
    Refusal while it runs, and when there are words that no key here opens: then no key goes.
    """
    async with opened() as house:
        with only_one(house):
            _new_key(house)
    async with opened() as house:  # with the new key
        with only_one(house):
            return await _sealed(house, now)


def _new_key(house: Installation) -> None:
    if house.settings.encryption_key is None:
        rotate(key_file(house.settings))
    elif not house.keys.former:
        raise Refusal(house.texts("cli.rotate.by_hand"))


async def _sealed(house: Installation, now: datetime) -> str:
    count = await seal_anew(house.storage)
    async with house.storage.work() as work:
        lost = await work.reseal.unreadable()
        waits = any(item.payload is not None for item in await work.updates.set_asides())
        unhandled = await work.waiting.count()
        if not lost and not waits and not unhandled:
            data = {"texts": count}
            await work.history.add(
                SUBJECT, ROTATED, data, by_person=None, by_role="beheerder", at=now, channel="cli"
            )
    if lost:
        raise Refusal(house.texts("cli.rotate.lost", count=lost))
    if unhandled:
        raise Refusal(house.texts("cli.rotate.unhandled"))
    if waits:
        raise Refusal(house.texts("cli.rotate.waits"))
    if house.settings.encryption_key is not None:
        return house.texts("cli.rotate.remove", count=count)
    drop_former(key_file(house.settings))
    return house.texts("cli.rotate.done", count=count)
