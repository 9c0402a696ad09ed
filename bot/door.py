"""The door at which Telegram brings updates: who may come in, and 200 only for what is kept."""

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

from aiohttp import web

from bot.loops import sender_of
from bot.meter import Meter
from config.webhook import Webhook

log = logging.getLogger("spoedgroep.door")

HEADER = "X-Telegram-Bot-Api-Secret-Token"
MOST_BYTES = 1024 * 1024
MOST_NUMBER = 2**63  # what a database can keep
BODY_WITHIN_SECONDS = 10.0
# Twice what Telegram has under way: it may call again before it was answered. More than that is no
# ordinary day; it waits better at Telegram, which comes again, than here, where a stop cuts it off.
MOST_IN_HAND = 48
AT_ONCE = 4  # in the database: more only wait there for each other, and hold longer what they hold
COME_AGAIN_SECONDS = 2

Raw = dict[str, Any]
Handle = Callable[[Raw], Awaitable[str | None]]  # gives the kind of the error, if any


class Door:
    """Closed until somebody handles what is brought; Telegram comes again, and nothing is lost."""

    def __init__(self, webhook: Webhook, meter: Meter) -> None:
        self.webhook = webhook
        self._secret = webhook.secret.encode()
        self._meter = meter
        self._handle: Handle | None = None
        self._lanes: WeakValueDictionary[int | None, asyncio.Lock] = WeakValueDictionary()
        self._turns = asyncio.Semaphore(AT_ONCE)
        self.in_hand = 0  # how many were let in and have no answer yet
        self._empty = asyncio.Event()
        self._empty.set()
        self.kept = 0  # how many were answered with 200

    def opens(self, handle: Handle) -> None:
        self._handle = handle

    async def closes(self) -> None:
        """Whoever knocks is sent away from now on; return when what is in hand is finished."""
        self._handle = None
        await self._empty.wait()

    async def post(self, request: web.Request) -> web.Response:
        """Nothing of a request is read before it showed the secret."""
        shown = request.headers.get(HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(shown, self._secret):
            self._meter.forged()
            return web.Response(status=403)
        if self._handle is None or self.in_hand >= MOST_IN_HAND:
            return _later()
        self.in_hand += 1
        self._empty.clear()
        try:
            return await self._take(request, self._handle)
        finally:
            self.in_hand -= 1
            if not self.in_hand:
                self._empty.set()

    async def _take(self, request: web.Request, handle: Handle) -> web.Response:
        raw = await _update(request)
        if raw is None:
            return web.Response(status=400)
        # one after the other for each sender, in the order in which they came; others go on
        async with self._lanes.setdefault(sender_of(raw), asyncio.Lock()), self._turns:
            wrong = await handle(raw)
        if wrong is not None:
            log.error("update not kept", extra={"update": raw["update_id"], "error": wrong})
            return _later()
        self.kept += 1
        return web.Response()


async def _update(request: web.Request) -> Raw | None:
    """The update in a request; None when there is none in it. 413 when it is too large."""
    try:
        async with asyncio.timeout(BODY_WITHIN_SECONDS):
            body = await request.clone(client_max_size=MOST_BYTES).read()
        raw = json.loads(body)
    except (ValueError, RecursionError, TimeoutError, OSError, web.RequestPayloadError):
        return None
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return raw if type(number) is int and 0 <= number < MOST_NUMBER else None


def _later() -> web.Response:
    return web.Response(status=503, headers={"Retry-After": str(COME_AGAIN_SECONDS)})
