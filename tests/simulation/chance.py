"""Chance by name: every decision has a stream of its own, so that leaving one out changes no other.

A seed and the name of a place and how often one came there before give a number, always the same.
"""

import hashlib
import random
from collections import Counter


class Chance:
    """All the chance of one seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._visits: Counter[str] = Counter()

    def visit(self, site: str) -> int:
        """How often one came here, this time included."""
        self._visits[site] += 1
        return self._visits[site]

    def at(self, site: str, n: int) -> random.Random:
        """The stream of the n-th visit to a place."""
        return random.Random(f"{self.seed}:{site}:{n}")

    def here(self, site: str) -> random.Random:
        """The stream of the next visit to a place."""
        return self.at(site, self.visit(site))

    def share(self, site: str, n: int) -> float:
        """A number between 0 and 1, much cheaper than a stream."""
        digest = hashlib.blake2b(f"{self.seed}:{site}:{n}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") / 2**64


class Secrets:
    """What takes the place of the module `secrets` where the town draws its numbers."""

    def __init__(self, stream: random.Random) -> None:
        self._stream = stream

    def randbelow(self, limit: int) -> int:
        return self._stream.randrange(limit)

    def token_urlsafe(self, size: int) -> str:
        return self._stream.randbytes(size).hex()

    def token_bytes(self, size: int) -> bytes:
        return self._stream.randbytes(size)
