"""Which process tells which chats: every address has a slot, and each process its own slots."""

from collections.abc import Collection
from zlib import crc32

SLOTS = 64  # more than there will ever be processes, and as many as a large number has bits

Slots = frozenset[int]
ALL: Slots = frozenset(range(SLOTS))


def slot_of(address: str) -> int:
    """The same in every process, and in each of its lives."""
    return crc32(address.encode()) % SLOTS


def slots_of(process: int, living: Collection[int]) -> Slots:
    """An equal part for each that lives; none for who does not."""
    if process not in living:
        return frozenset()
    place = sorted(living).index(process)
    return frozenset(range(place, SLOTS, len(living)))


def mask_of(slots: Slots) -> int:
    """A bit for each, as the databases count: the highest is the sign."""
    mask = sum(1 << slot for slot in slots)
    return mask - (1 << SLOTS) if mask >> (SLOTS - 1) else mask
