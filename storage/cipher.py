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
        self.current = _name(key)
        self.former = [name for name in self._keys if name != self.current]

    def seal(self, text: str, *place: str | int) -> str:
        """The text for this place alone (table, row, column); elsewhere it cannot be opened."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        told = _told(self.current, place)
        box = nonce + self._keys[self.current].encrypt(nonce, text.encode(), told)
        return f"{MARK}.{self.current}.{urlsafe_b64encode(box).decode()}"

    def open(self, sealed: str, *place: str | int) -> str | None:
        """The text back; None when the key is not here or the text is not of this place."""
        if not sealed.startswith(f"{MARK}."):
            return sealed  # empty, or kept before there was a seal
        name, _, box = sealed.removeprefix(f"{MARK}.").partition(".")
        if name not in self._keys:
            return None
        try:
            held = urlsafe_b64decode(box)
            nonce, text = held[:NONCE_BYTES], held[NONCE_BYTES:]
            return self._keys[name].decrypt(nonce, text, _told(name, place)).decode()
        except (InvalidTag, ValueError):  # changed, of another place, or cut short
            return None


def _name(key: bytes) -> str:
    return hashlib.sha256(b"field key" + key).hexdigest()[:8]


def _told(name: str, place: tuple[str | int, ...]) -> bytes:
    return json.dumps([name, *place]).encode()
