"""A file sealed in pieces: read and written without ever being in memory as a whole."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.instant import read, written

MAGIC = b"SPOEDGROEP-BACKUP-1 "
PIECE = 1 << 20
TAG = 16
MOST_LABEL = 1_000  # bytes
LENGTH = 4


class NotOpened(Exception):
    """What is no sealed file of ours, is damaged or cut short, or bears another key."""


class OtherKey(NotOpened):
    """It was sealed with another key than the one that is here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What stands on the outside: when it was made, which key, and the salt of this one file."""

    at: datetime
    key: str
    salt: str

    @property
    def line(self) -> bytes:
        told = {"at": written(self.at), "key": self.key, "salt": self.salt}
        return MAGIC + json.dumps(told).encode() + b"\n"


def seal(pieces: Iterable[bytes], target: BinaryIO, key: bytes, at: datetime) -> None:
    """Write the pieces sealed; each bound to its place, the last known as the last."""
    label = Label(at=at, key=key_name(key), salt=secrets.token_hex(16))
    target.write(label.line)
    cipher = _cipher(key, label)
    number, held = 0, b""
    for number, piece in enumerate(pieces):
        if number:
            _put(target, cipher.encrypt(_nonce(number - 1, last=False), held, None))
        held = piece
    _put(target, cipher.encrypt(_nonce(number, last=True), held, None))


def label_of(source: BinaryIO) -> Label:
    """What stands on the outside, not proven until the first piece is opened. Raises NotOpened."""
    line = source.readline(MOST_LABEL)
    try:
        told = json.loads(line.removeprefix(MAGIC))
        label = Label(at=read(told["at"]), key=str(told["key"]), salt=str(told["salt"]))
    except (ValueError, KeyError, TypeError):
        raise NotOpened from None
    if label.line != line:
        raise NotOpened
    return label


def opened(source: BinaryIO, key: bytes) -> Iterator[bytes]:
    """The pieces as they were. Raises NotOpened at the first that is not what was sealed."""
    label = label_of(source)
    if label.key != key_name(key):
        raise OtherKey
    cipher, number = _cipher(key, label), 0
    held = _get(source)
    while held:
        following = _get(source)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), held, None)
        except InvalidTag:
            raise NotOpened from None
        held, number = following, number + 1
    if not number:
        raise NotOpened


def key_name(key: bytes) -> str:
    """By what a key is known on the outside: it tells nothing of the key."""
    return hashlib.sha256(b"backup key" + key).hexdigest()[:8]


def _cipher(key: bytes, label: Label) -> AESGCM:
    """A key for this file alone; another label gives another key, which opens nothing."""
    salt = bytes.fromhex(label.salt)
    return AESGCM(HKDF(SHA256(), 32, salt=salt, info=label.line).derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")


def _put(target: BinaryIO, box: bytes) -> None:
    target.write(len(box).to_bytes(LENGTH, "big") + box)


def _get(source: BinaryIO) -> bytes:
    """The next sealed piece, nothing at the end of the file."""
    told = source.read(LENGTH)
    if not told:
        return b""
    size = int.from_bytes(told, "big")
    if len(told) < LENGTH or not TAG <= size <= PIECE + TAG:
        raise NotOpened
    box = source.read(size)
    if len(box) < size:
        raise NotOpened
    return box
