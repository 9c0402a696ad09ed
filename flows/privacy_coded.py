"""Text that is written down in a code that any phone can undo: escapes, base64, hex, backwards."""

import html
import re
from base64 import urlsafe_b64decode
from binascii import Error
from collections.abc import Iterator

_ESCAPE = re.compile(r"(?:%|\\x)([0-9a-f]{2})|(?:\\u|\bu\+)([0-9a-f]{4})", re.IGNORECASE)
_BASE64 = re.compile(
    r"(?<![\w+/\-])(?:[\w+/\-]{8,}+|(?:[\w+/]{4}\s){2,}+[\w+/]{2,4}(?![\w+/]))={0,2}", re.ASCII
)
_HEX = re.compile(r"(?<![^\W_])(?:[2-7][0-9a-f][\s:\-]?){6,}+(?![^\W_])", re.IGNORECASE)
_BACKWARDS = re.compile(
    r"achterstevoren|achterwaarts|omgekeerd|omgedraaid|andersom|achteruit|van achter|spiegel"
    r"|backwards?|reversed?",
    re.IGNORECASE,
)


def unescaped(text: str) -> str:
    """The signs themselves for the ways in which a web page writes them: %30, &#48;, U+0030."""
    plain = html.unescape(text) if "&" in text else text
    return _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), plain)


def decoded(text: str) -> Iterator[str]:
    """What the pieces say that are base64 or hex; words are neither, or say nothing."""
    for found in _BASE64.finditer(text):
        packed = re.sub(r"[\s=]", "", found[0]).translate(str.maketrans("+/", "-_"))
        try:
            yield from _readable(urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
        except Error:  # of a length that no code has
            continue
    for found in _HEX.finditer(text):
        digits = re.sub(r"[\s:\-]", "", found[0])
        yield from _readable(bytes.fromhex(digits))


def reversed_if_said(text: str) -> Iterator[str]:
    """The text from its end to its start, when it says that it is to be read so."""
    if _BACKWARDS.search(text):
        yield text[::-1]


def _readable(content: bytes) -> Iterator[str]:
    told = content.decode("latin-1")
    if told.isascii() and told.isprintable():
        yield told
