"""The knobs of the application that a simulation turns, so that idle weeks cost next to nothing."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from types import ModuleType

import bot.app
import bot.drawing
import bot.housekeeping

from .options import Options


async def no_paper(*given: object) -> bytes:
    """Papers are drawn in a process of their own, which a simulation has not."""
    return b"%PDF-1.4 practice"


@contextlib.contextmanager
def knobs(options: Options) -> Iterator[None]:
    """Turned while it lasts, and put back."""
    away = timedelta(minutes=2, seconds=options.beat_seconds)
    turned: tuple[tuple[ModuleType, str, object], ...] = (
        (bot.app, "BEAT_SECONDS", options.beat_seconds),
        (bot.housekeeping, "LOOKS_EVERY", options.looks),
        (bot.housekeeping, "AWAY", away),
        (bot.drawing, "drawn", no_paper),
    )
    before = [(module, name, getattr(module, name)) for module, name, _ in turned]
    for module, name, value in turned:
        setattr(module, name, value)
    try:
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)
