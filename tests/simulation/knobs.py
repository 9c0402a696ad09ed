"""The knobs of the application that a simulation turns, so that idle weeks cost next to nothing."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from types import ModuleType

import bot.app
import bot.drawing
import bot.health
import bot.housekeeping
import bot.second_channel
import bot.watching.alarm
import bot.watching.heartbeat
import bot.watching.lag
import bot.watching.vitals
import storage.database
import storage.session

from .beside import Beside
from .disk import at_once
from .options import Options


async def no_paper(*given: object) -> bytes:
    """Papers are drawn in a process of their own, which a simulation has not."""
    return b"%PDF-1.4 practice"


def watching(options: Options) -> tuple[tuple[ModuleType, str, object], ...]:
    """The watch over the bot: it looks seldom, and allows for how seldom the rest comes round."""
    every, health = float(options.watch_seconds), bot.health
    seldom = {
        "tell": options.looks_every.total_seconds(),
        "clock": options.looks_every.total_seconds(),
        "house": float(options.beat_seconds),
    }
    rounds = {name: within + seldom[name] for name, within in health.ROUND_WITHIN.items()}
    return (
        (bot.watching.vitals, "LOOKS_EVERY_SECONDS", every),
        (bot.watching.alarm, "LOOKS_EVERY_SECONDS", every),
        (bot.watching.lag, "EVERY_SECONDS", every),
        (bot.watching.heartbeat, "EVERY_SECONDS", every),
        (health, "POLL_WITHIN", health.POLL_WITHIN + options.poll_seconds),
        (health, "WRITE_WITHIN", health.WRITE_WITHIN + every),
        (health, "LOOK_WITHIN", health.LOOK_WITHIN + every),
        (health, "ROUND_WITHIN", rounds),
    )


@contextlib.contextmanager
def knobs(options: Options, beside: Beside) -> Iterator[None]:
    """Turned while it lasts, and put back."""
    away = timedelta(minutes=2, seconds=options.beat_seconds)
    turned: tuple[tuple[ModuleType, str, object], ...] = (
        (bot.app, "BEAT_SECONDS", options.beat_seconds),
        (bot.housekeeping, "LOOKS_EVERY", options.looks),
        (bot.housekeeping, "AWAY", away),
        (bot.drawing, "drawn", no_paper),
        (storage.database, "to_the_end", at_once),
        (storage.session, "to_the_end", at_once),
        (bot.second_channel, "accepted", beside.accepted),
        (bot.watching.heartbeat, "is_heard", beside.is_heard),
        *watching(options),
    )
    before = [(module, name, getattr(module, name)) for module, name, _ in turned]
    for module, name, value in turned:
        setattr(module, name, value)
    try:
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)
