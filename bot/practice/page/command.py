"""`spoedgroep practise`: plays the story, and keeps a town open in the browser."""

import asyncio
import contextlib
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from rich.console import Console

from bot.installation import Refusal
from bot.practice.page.open_town import open_town
from bot.practice.page.server import Page
from bot.practice.play import play
from config.texts import Texts

LOOPBACK, PORT = "127.0.0.1", 8080
ANY_PORT = 0


async def practise(out: Console, *, language: str, listen: str | None, plays: bool) -> None:
    """Open the page, play the story meanwhile, and stay until Ctrl-C. Raises Refusal.

    Without a terminal nobody can sit down at the page: then only the story is played.
    """
    texts = Texts(language)
    if not sys.stdin.isatty() and listen is None and plays:
        return await _story(out)
    host, port = _address(listen, texts)
    with tempfile.TemporaryDirectory(prefix="spoedgroep-") as folder:
        async with open_town(Path(folder), language) as town:
            page = Page(town, texts, language)
            async with _opened(page, host, port, out, texts):
                _tell(out, texts, page, host)
                if plays:
                    await _story(out)
                    _tell(out, texts, page, host)
                await _until_told_to_stop()


async def _story(out: Console) -> None:
    if await play(out):
        raise Refusal(Texts()("oefenstad.refused"))


@contextlib.asynccontextmanager
async def _opened(
    page: Page, host: str, port: int, out: Console, texts: Texts
) -> AsyncIterator[None]:
    """On the port that was asked for; when that is taken and nobody asked for it, on another."""
    try:
        await page.open(host, port or PORT)
    except OSError:
        if port:
            raise Refusal(texts("oefenpagina.bezet", adres=f"{host}:{port}")) from None
        await page.open(host, ANY_PORT)
    try:
        yield
    finally:
        await page.close()


def _tell(out: Console, texts: Texts, page: Page, host: str) -> None:
    shown = host if host != "0.0.0.0" else texts("oefenpagina.dit_adres")  # noqa: S104
    address = f"http://{shown}:{page.port}/{page.secret}/"
    out.print(texts("oefenpagina.open"), style="bold")
    out.print(address, style="cyan", soft_wrap=True, markup=False, highlight=False)
    out.print(texts("oefenpagina.stoppen"))


def _address(listen: str | None, texts: Texts) -> tuple[str, int]:
    """Host and port; port 0 when it may be any. Raises Refusal."""
    if listen is None:
        return LOOPBACK, ANY_PORT
    host, _, port = listen.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise Refusal(texts("oefenpagina.adres"))
    return host, int(port)


async def _until_told_to_stop() -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stop.set)
    await stop.wait()
