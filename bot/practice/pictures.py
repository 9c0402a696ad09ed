"""Whether a file is a picture, and how large."""

import struct

from bot.practice.refusals import bad

LARGEST_SUM, LARGEST_RATIO = 10_000, 20
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # the marks that carry a size


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG or a JPEG that Telegram would take as a photo."""
    try:
        width, height = _png(content) if content[:8] == b"\x89PNG\r\n\x1a\n" else _jpeg(content)
    except (struct.error, IndexError):
        raise bad("IMAGE_PROCESS_FAILED") from None
    if not 0 < width + height <= LARGEST_SUM or max(width, height) > LARGEST_RATIO * min(
        width, height
    ):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _png(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg(content: bytes) -> tuple[int, int]:
    if content[:2] != b"\xff\xd8":
        raise bad("IMAGE_PROCESS_FAILED")
    at = 2
    while True:  # until the frame, or past the end
        if content[at] != 0xFF:
            raise bad("IMAGE_PROCESS_FAILED")
        mark, (length,) = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])
        if mark in FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
