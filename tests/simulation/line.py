"""The line to Telegram: each call of the application, carried out in the town by its real rules.

On the way there and back everything may go wrong that can go wrong with a network.
"""

import asyncio
import io
import json
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.practice import profile
from bot.practice.methods import BY_LOWER_NAME
from bot.practice.parameters import Parameters, Upload
from bot.practice.refusals import (
    ApiError,
    Json,
    bad,
    forbidden,
    not_found,
    other_poller,
    too_many,
    unauthorized,
)
from bot.telegram.request import AiohttpRequest, NotSent, Unsure

from .chance import Chance
from .fates import Fates, Fired
from .ledger import Call, Ledger
from .life import Dead, Life
from .town import VirtualWorld

GATEWAY_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
POLL = "getUpdates"
REFUSED_AFTER, GIVES_UP_AFTER = 0.05, 25.0  # seconds until a closed door, and until a silent one
FASTEST, SLOWEST = 0.03, 0.4  # seconds that a call takes on an ordinary day
LONG_FLOODS = (2, 3600)  # seconds


@dataclass(slots=True, kw_only=True)
class Line:
    """The state of the line; `is_down` and `refuses` last until somebody mends them."""

    world: VirtualWorld
    fates: Fates
    chance: Chance
    ledger: Ledger
    is_down: bool = False
    refuses: str | None = None  # a class of refusal that every call meets

    async def call(self, life: Life, name: str, ask: Parameters, within: float) -> Json | bytes:
        """What Telegram answers; NotSent or Unsure when it does not."""
        life.check()
        self.ledger.tried.add(ask.text("callback_query_id"))
        await self._takes(name)
        life.check()
        if self.is_down:
            await self._nobody_there(name)
        fault = self._fault(name)
        await self._before(life, name, fault)
        refused = self._refusal(name, fault)
        note = self.ledger.calls(life, name, ask)
        if fault is not None and fault.kind == "lost":
            note.ends("unsure")
            await asyncio.sleep(min(within, GIVES_UP_AFTER))
            raise Unsure("TimeoutError")
        try:
            answer = await self._carried_out(name, ask, refused)
        except asyncio.CancelledError:
            note.ends("cancelled")
            raise
        self.ledger.learnt(note, answer)
        if name == POLL and answer["ok"]:
            self.ledger.polled_at = self.ledger.moment()
        return await self._after(life, note, fault, answer)

    async def _takes(self, name: str) -> None:
        if name != POLL:
            share = self.chance.share(f"takes:{name}", self.chance.visit(f"takes:{name}"))
            await asyncio.sleep(FASTEST + (SLOWEST - FASTEST) * share**3)

    async def _nobody_there(self, name: str) -> None:
        await asyncio.sleep(REFUSED_AFTER)
        self.ledger.met("outage")
        raise NotSent("ClientConnectorError")

    def _fault(self, name: str) -> Fired | None:
        kinds = ("refused", "lost", "unheard", "gateway", "html", "flood", "half")
        for kind in (*kinds, "barred") if name != POLL else kinds:
            fault = self.fates.strikes(kind, f"api {name}")
            if fault is not None:
                self.ledger.met(kind)
                return fault
        return None

    async def _before(self, life: Life, name: str, fault: Fired | None) -> None:
        if self.fates.strikes("crash", f"before {name}"):
            self._crash(life, f"before {name}")
        if fault is not None and fault.kind == "refused":
            await asyncio.sleep(REFUSED_AFTER)
            raise NotSent("ClientConnectorError")

    def _refusal(self, name: str, fault: Fired | None) -> ApiError | None:
        """The refusal that stands in the place of the method, if any."""
        match self.refuses or (fault.kind if fault else None):
            case "token":
                return unauthorized()
            case "conflict" if name == POLL:
                return other_poller()
            case "gateway" | "html":
                return ApiError(502, "Bad Gateway")
            case "barred":
                return forbidden("bot was blocked by the user")
            case "flood" if fault is not None:
                low, high = LONG_FLOODS
                return too_many(int(low * (high / low) ** self.fates.spread(fault, 0, 1)))
            case _:
                return None

    async def _carried_out(self, name: str, ask: Parameters, refused: ApiError | None) -> Json:
        try:
            if refused is not None:
                raise refused
            return {"ok": True, "result": await self._perform(name, ask)}
        except ApiError as no:
            return no.answer()
        except UnicodeError:
            return bad("strings must be encoded in UTF-8").answer()

    async def _perform(self, name: str, ask: Parameters) -> Any:
        if name == POLL:
            profile.allow(self.world, ask)
            offset, limit = ask.number("offset"), ask.number("limit", 100)
            return await self.world.updates.take(offset, limit, ask.number("timeout"))
        _, method = BY_LOWER_NAME.get(name.lower(), (name, None))
        if method is None:
            raise not_found()
        return method(self.world, ask)

    async def _after(
        self, life: Life, note: Call, fault: Fired | None, answer: Json
    ) -> Json | bytes:
        if life.is_over:
            note.ends("died")
            raise Dead
        if self.fates.strikes("crash", f"after {note.method}"):
            note.ends("died")
            self._crash(life, f"after {note.method}")
        if self.is_down and note.method == POLL:
            await self._nobody_there(note.method)
        match fault.kind if fault else None:
            case "unheard":
                note.ends("unsure", answer)
                await asyncio.sleep(GIVES_UP_AFTER)
                raise Unsure("TimeoutError")
            case "gateway" | "html":
                return GATEWAY_PAGE
            case "half":
                note.ends("unsure", answer)
                whole = json.dumps(answer).encode()
                return whole[: len(whole) // 2]
        return answer

    def _crash(self, life: Life, where: str) -> None:
        life.ends(self.ledger.moment(), where)
        raise Dead


class VirtualRequest(AiohttpRequest):
    """The transport of the application, over a line of this process instead of a socket."""

    def __init__(self, line: Line, life: Life, *, read_within: float, connections: int) -> None:
        super().__init__(read_within=read_within, connections=connections)
        self._line, self._life = line, life

    async def initialize(self) -> None:
        self._life.check()

    async def shutdown(self) -> None:
        """There is no socket to close."""

    async def ask(
        self, url: str, method: str, form: object, read_within: float | None = None
    ) -> tuple[int, bytes]:
        within = self._read_within if read_within is None else read_within
        name = url.rpartition("/")[2]
        answer = await self._line.call(self._life, name, parameters_of(form), within)
        if isinstance(answer, bytes):
            return (502 if answer is GATEWAY_PAGE else 200), answer
        return int(answer.get("error_code", 200)), json.dumps(answer).encode()


def parameters_of(form: object) -> Parameters:
    """What a form of the transport carries, as the town reads it from the wire."""
    if isinstance(form, dict):
        return Parameters(values=form)
    values: dict[str, str] = {}
    uploads: dict[str, Upload] = {}
    if isinstance(form, aiohttp.FormData):
        for options, headers, value in form._fields:
            if isinstance(value, io.IOBase):
                mime = headers.get("Content-Type", "application/octet-stream")
                one = Upload(name=options["filename"], content=value.read(), mime=mime)
                uploads[options["name"]] = one
            else:
                values[options["name"]] = str(value)
    return Parameters(values=values, uploads=uploads)
