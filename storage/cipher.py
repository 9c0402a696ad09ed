"""The few words that are kept, sealed field by field: AES-GCM, bound to their place (S42)."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
MARK = "s1"  # what every sealed text begins with


class Cipher:
    """Seals with the first key, opens with any; a key is known by its fingerprint."""

    def __init__(self, key: bytes, *former: bytes) -> None:
        self._keys = {_name(one): AESGCM(one) for one in (key, *former)}
        self._current = _name(key)

    def seal(self, text: str, *place: str | int) -> str:
        """The text for this place alone (table, row, column); elsewhere it cannot be opened."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        told = _told(self._current, place)
        box = nonce + self._keys[self._current].encrypt(nonce, text.encode(), told)
        return f"{MARK}.{self._current}.{urlsafe_b64encode(box).decode()}"

    def open(self, sealed: str, *place: str | int) -> str | None:
        """The text back; None when the key is not here or the text is not of this place."""
        if not sealed.startswith(f"{MARK}."):
            return sealed  # empty, or kept before there was a seal
        _, name, box = sealed.split(".", 2)
        if name not in self._keys:
            return None
        held = urlsafe_b64decode(box)
        try:
            text = self._keys[name].decrypt(
                held[:NONCE_BYTES], held[NONCE_BYTES:], _told(name, place)
            )
        except InvalidTag:
            return None
        return text.decode()

    def is_current(self, sealed: str) -> bool:
        """Whether a text is sealed with the newest key; an empty one needs no seal."""
        return not sealed or sealed.startswith(f"{MARK}.{self._current}.")


def _name(key: bytes) -> str:
    return hashlib.sha256(b"field key" + key).hexdigest()[:8]


def _told(name: str, place: tuple[str | int, ...]) -> bytes:
    return json.dumps([name, *place]).encode()
