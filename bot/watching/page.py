"""The page for machines: /healthz, /metrics, and the door of the webhook where there is one."""

import logging

from aiohttp import web

from bot.clock import Clock
from bot.door import Door
from bot.watching.metrics import Metrics
from bot.watching.vitals import Vitals
from config.webhook import PortTaken

log = logging.getLogger("spoedgroep.page")

MOST_BYTES = 1024  # nobody has anything to say here
KEEPS_ALIVE_SECONDS = 15.0
STOPS_WITHIN_SECONDS = 1.0
TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Page:
    """Opened at the start, closed at the end; a port that is taken is one line in the log."""

    def __init__(
        self, vitals: Vitals, metrics: Metrics, clock: Clock, door: Door | None = None
    ) -> None:
        self._vitals, self._metrics, self._clock = vitals, metrics, clock
        self._door = door
        self._runner: web.AppRunner | None = None
        self.port: int | None = None  # where it is open

    async def open(self, host: str, port: int) -> None:
        """Raises PortTaken where updates were to come in."""
        app = web.Application(client_max_size=MOST_BYTES)
        app.add_routes([web.get("/healthz", self._health), web.get("/metrics", self._figures)])
        if self._door is not None:
            app.router.add_post(self._door.webhook.path, self._door.post)
        app.on_response_prepare.append(_says_little)
        runner = web.AppRunner(
            app, access_log=None, handle_signals=False,
            keepalive_timeout=KEEPS_ALIVE_SECONDS, shutdown_timeout=STOPS_WITHIN_SECONDS,
        )  # fmt: skip
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            log.error("no health page", extra={"port": port, "why": type(error).__name__})
            await runner.cleanup()
            if self._door is not None:
                raise PortTaken from None
            return
        self._runner, self.port = runner, int(runner.addresses[0][1])
        log.info("health page", extra={"port": self.port})

    async def close(self) -> None:
        if self._runner is not None:
            runner, self._runner = self._runner, None
            await runner.cleanup()

    async def _health(self, _: web.Request) -> web.Response:
        unwell = self._vitals.unwell()
        told = {
            "healthy": not unwell,
            "at": self._clock.real().isoformat(timespec="seconds"),
            "reasons": [
                {"code": reason.value, "since": since.isoformat(timespec="seconds")}
                for reason, since in unwell.items()
            ],
        }
        return web.json_response(told, status=503 if unwell else 200)

    async def _figures(self, _: web.Request) -> web.Response:
        return web.Response(body=self._metrics.written(), headers={"Content-Type": TYPE})


async def _says_little(_: web.Request, response: web.StreamResponse) -> None:
    response.headers["Server"] = "spoedgroep"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
