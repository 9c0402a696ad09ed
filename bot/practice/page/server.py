"""The page over HTTP on this machine: files, a stream of news, and acts that come back."""

import asyncio
import contextlib
import json
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.practice.page.acts import NotSo, act
from bot.practice.page.feed import Feed
from bot.practice.page.open_town import OpenTown
from bot.practice.page.shown import PICTURES
from config.texts import Texts

FILES = Path(__file__).parent / "static"
KINDS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
STATIC: Mapping[str, str] = {
    path.name: KINDS[path.suffix] for path in sorted(FILES.iterdir()) if path.suffix in KINDS
}
INDEX, WORDS = "index.html", "oefenpagina."
MOST_BYTES = 16 * 1024
TOGETHER_SECONDS = 0.015  # what changes at once is told at once
LOOKS_AGAIN_SECONDS = 10.0  # so that a browser that went is noticed
STOPS_WITHIN_SECONDS = 0.5
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Server": "spoedgroep",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Page:
    """Open to whoever has the address, which has a secret in it that is new each time."""

    def __init__(self, town: OpenTown, texts: Texts, language: str) -> None:
        self._town, self._texts, self._language = town, texts, language
        self.secret = secrets.token_urlsafe(16)
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def open(self, host: str, port: int) -> None:
        """OSError when the port is taken."""
        app = web.Application(middlewares=[_guarded], client_max_size=MOST_BYTES)
        root = f"/{self.secret}"
        app.add_routes([
            web.get(f"{root}/", self._index),
            web.get(f"{root}/words.json", self._words),
            web.get(f"{root}/news", self._news),
            web.get(f"{root}/result.csv", self._result),
            web.get(f"{root}/file/{{id}}", self._file),
            web.get(f"{root}/{{name}}", self._static),
            web.post(f"{root}/do", self._do),
        ])  # fmt: skip
        runner = web.AppRunner(
            app, access_log=None, handle_signals=False, shutdown_timeout=STOPS_WITHIN_SECONDS
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner, self.port = runner, int(runner.addresses[0][1])

    async def close(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _index(self, _: web.Request) -> web.Response:
        said = {"language": self._language, "title": self._texts(f"{WORDS}titel")}
        text = (FILES / INDEX).read_text(encoding="utf-8")
        for name, value in said.items():
            text = text.replace(f"{{{{{name}}}}}", value)
        return web.Response(text=text, content_type="text/html")

    async def _static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in STATIC or name == INDEX:
            raise web.HTTPNotFound
        return web.Response(body=(FILES / name).read_bytes(), content_type=STATIC[name])

    async def _words(self, _: web.Request) -> web.Response:
        return web.json_response(self._texts.under(f"{WORDS}scherm."))

    async def _result(self, _: web.Request) -> web.Response:
        if not self._town.school.is_on:
            raise web.HTTPNotFound
        return web.Response(
            body=self._town.school.csv(),
            content_type="text/csv",
            headers={"Content-Disposition": 'attachment; filename="oefening.csv"'},
        )

    async def _file(self, request: web.Request) -> web.Response:
        """What the bot sent; only a picture is shown in the page, the rest is taken out."""
        found = self._town.world.files.get(request.match_info["id"])
        if found is None:
            raise web.HTTPNotFound
        shows = found.mime in PICTURES
        kind = (
            found.mime if shows or found.mime == "application/pdf" else "application/octet-stream"
        )
        place = "inline" if kind != "application/octet-stream" else "attachment"
        response = web.Response(body=found.content, content_type=kind)
        response.headers["Content-Disposition"] = f'{place}; filename="{_plain(found.name)}"'
        return response

    async def _news(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=HEADERS | {"Content-Type": "text/event-stream"})
        await response.prepare(request)
        feed = Feed(self._town)
        with contextlib.suppress(ConnectionResetError):  # the browser went
            await self._tell(feed, response)
        return response

    async def _tell(self, feed: Feed, response: web.StreamResponse) -> None:
        while True:
            for name, data in feed.news():
                told = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
                await response.write(f"event: {name}\ndata: {told}\n\n".encode())
            if not await self._town.world.changes.wait(LOOKS_AGAIN_SECONDS):
                await response.write(b": still here\n\n")
            await asyncio.sleep(TOGETHER_SECONDS)

    async def _do(self, request: web.Request) -> web.Response:
        try:
            return web.json_response(await act(self._town, await _body(request)))
        except NotSo as reason:
            return self._not_so(str(reason))

    def _not_so(self, key: str) -> web.Response:
        return web.json_response({"why": self._texts(key)}, status=409)


async def _body(request: web.Request) -> dict[str, Any]:
    try:
        body: Any = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise NotSo(f"{WORDS}niet.onbekend")
    return body


@web.middleware
async def _guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Only from this page itself, and only by an address that no name can be pointed at."""
    if not _is_plain(request.host) or not _is_own(request):
        raise web.HTTPForbidden
    response = await handler(request)
    if not response.prepared:
        response.headers.update(HEADERS)
    return response


def _is_plain(host: str) -> bool:
    """A number or localhost: a name of elsewhere could be made to lead here."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        ip_address(name)
    except ValueError:
        return name == "localhost"
    return True


def _is_own(request: web.Request) -> bool:
    """A browser says where a request comes from; an act must say it, and be JSON."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    if request.method != "POST":
        return True
    origin = urlsplit(request.headers.get("Origin", ""))
    return origin.netloc == request.host and request.content_type == "application/json"


def _plain(name: str) -> str:
    """A name that needs no quoting, whatever it was."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", name)[-60:]
