"""The Bot API over HTTP: from a request to a method, and from its answer to the wire."""

import asyncio
import json
from typing import Any

from aiohttp import web

from bot.practice import profile
from bot.practice.calls import Call, new_log
from bot.practice.courier import Courier
from bot.practice.faults import Fault, Faults, Kind
from bot.practice.methods import BY_LOWER_NAME
from bot.practice.parameters import Parameters, read_parameters
from bot.practice.refusals import (
    ApiError,
    Json,
    bad,
    not_found,
    other_poller,
    too_many,
    unauthorized,
    webhook_active,
)
from bot.practice.world import BOT_ID, World

TOKEN = f"{BOT_ID}:practice-town-token-0123456789abcdef"
LARGEST_REQUEST = 55 * 1024 * 1024
GATEWAY_PAGE = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
POLL = "getUpdates"


class BotApi:
    """A web server on this machine that can go down and come up at the same address."""

    def __init__(self, world: World, port: int) -> None:
        self.world, self.port = world, port
        self.log = new_log()
        self.faults = Faults(self._switch, world.changes.notify)
        application = web.Application(client_max_size=LARGEST_REQUEST)
        application.router.add_route("*", "/bot{token}/{method}", self._called)
        application.router.add_get("/file/bot{token}/{path:.*}", self._file)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        self._site: web.TCPSite | None = None
        self._courier = Courier(world, self.faults, self._log)

    async def start(self) -> None:
        await self._runner.setup()
        await self._switch(True)
        self._bringing = asyncio.create_task(self._courier.run())

    async def stop(self) -> None:
        self.faults.heal()
        self.world.updates.close()
        self._bringing.cancel()
        await asyncio.gather(self._bringing, return_exceptions=True)
        await self._runner.cleanup()

    async def _switch(self, up: bool) -> None:
        if up and self._site is None:
            self._site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
            await self._site.start()
            self.port = self._runner.addresses[0][1]
        elif not up and self._site is not None:
            site, self._site = self._site, None
            await site.stop()
            assert self._runner.server is not None
            for connection in self._runner.server.connections:
                if connection.transport is not None:
                    connection.transport.abort()

    async def _called(self, request: web.Request) -> web.StreamResponse:
        given = request.match_info["method"]
        name, _ = BY_LOWER_NAME.get(given.lower(), (given, None))
        name = POLL if given.lower() == POLL.lower() else name
        fault = self.faults.next_for(name.lower())
        if fault is not None and fault.kind is Kind.CONNECT:
            return _dropped(request)
        await self.faults.pass_gate(name.lower())
        ask, refused = Parameters(values={}), _spoiled(fault)
        try:
            ask = await read_parameters(request)
            self._check(request, refused)
            outcome: Json = {"ok": True, "result": await self._perform(name, ask)}
        except ApiError as no:
            outcome = no.answer()
        except UnicodeError:
            outcome = bad("strings must be encoded in UTF-8").answer()
        self._note(name, ask, outcome)
        return await _answered(request, outcome, fault)

    def _check(self, request: web.Request, refused: ApiError | None) -> None:
        if request.match_info["token"] != TOKEN:
            raise unauthorized()
        if refused is not None:
            raise refused

    async def _perform(self, name: str, ask: Parameters) -> Any:
        if name == POLL:
            return await self._poll(ask)
        _, method = BY_LOWER_NAME.get(name.lower(), (name, None))
        if method is None:
            raise not_found()
        return method(self.world, ask)

    async def _poll(self, ask: Parameters) -> list[Json]:
        if self.world.webhook.url:
            raise webhook_active()
        profile.allow(self.world, ask)
        offset, limit = ask.number("offset"), ask.number("limit", 100)
        return await self.world.updates.take(offset, limit, ask.number("timeout"))

    def _note(self, name: str, ask: Parameters, outcome: Json) -> None:
        at = self.world.clock.now()
        self._log(Call(at=at, method=name, params=ask.logged(), outcome=outcome))

    def _log(self, call: Call) -> None:
        self.log.append(call)
        self.world.changes.notify()

    async def _file(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        known = (file for file in self.world.files.values() if file.path == path)
        file = next(known, None)
        if request.match_info["token"] != TOKEN or file is None:
            return _json(not_found().answer())
        return web.Response(body=file.content, content_type="application/octet-stream")


def _spoiled(fault: Fault | None) -> ApiError | None:
    """The refusal that stands in the place of the method, if any."""
    match fault.kind if fault else None:
        case Kind.RETRY_AFTER if fault:
            return too_many(int(fault.seconds))
        case Kind.UNAUTHORIZED:
            return unauthorized()
        case Kind.CONFLICT:
            return other_poller()
        case Kind.HTTP_502 | Kind.HTML_200:
            return ApiError(502, "Bad Gateway")
        case _:
            return None


async def _answered(request: web.Request, outcome: Json, fault: Fault | None) -> web.StreamResponse:
    match fault.kind if fault else None:
        case Kind.DROP_AFTER:
            return _dropped(request)
        case Kind.SLOW if fault:
            await asyncio.sleep(fault.seconds)
        case Kind.HTTP_502:
            return web.Response(status=502, text=GATEWAY_PAGE, content_type="text/html")
        case Kind.HTML_200:
            return web.Response(status=200, text=GATEWAY_PAGE, content_type="text/html")
        case Kind.HALF_JSON:
            whole = json.dumps(outcome)
            half = whole[: len(whole) // 2]
            return web.Response(text=half, content_type="application/json")
    return _json(outcome)


def _json(outcome: Json) -> web.Response:
    headers = {}
    if "retry_after" in outcome.get("parameters", {}):
        headers["Retry-After"] = str(outcome["parameters"]["retry_after"])
    return web.json_response(outcome, status=outcome.get("error_code", 200), headers=headers)


def _dropped(request: web.Request) -> web.Response:
    """Cut the line; what is returned here reaches nobody."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
