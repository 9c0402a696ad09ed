"""Looks once a day whether a certificate that Telegram and we rely on soon expires (F108)."""

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from bot.clock import Clock
from bot.errands import alarm_admins
from bot.watching.alarm import OtherWay
from config.texts import Texts
from flows.calendar import local
from storage.unit_of_work import Storage

log = logging.getLogger("spoedgroep.certificate")

WARNS_BEFORE = timedelta(days=14)
EVERY_SECONDS = 24 * 3600.0
ANSWERS_WITHIN_SECONDS = 10.0
HTTPS = 443


async def valid_until(url: str, trust: ssl.SSLContext | None = None) -> datetime | None:
    """Until when the certificate at this address holds; None where there is none.

    Raises OSError when nobody is there or the certificate is not trusted (ssl.SSLError, also when
    it has expired), TimeoutError after ten seconds.
    """
    place = urlsplit(url)
    if place.scheme != "https":
        return None
    trust = trust or ssl.create_default_context()
    async with asyncio.timeout(ANSWERS_WITHIN_SECONDS):
        port = place.port or HTTPS
        _, line = await asyncio.open_connection(place.hostname, port, ssl=trust)
        shown = line.get_extra_info("peercert")
        line.close()
        with contextlib.suppress(OSError):  # the other end may hang up first
            await line.wait_closed()
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(shown["notAfter"]), UTC)


def ends_soon(until: datetime, now: datetime) -> bool:
    """Whether it is time to say so."""
    return until - now <= WARNS_BEFORE


class CertificateWatch:
    """Tells the beheerders along each way, once a day; what has expired is told by who calls it."""

    def __init__(
        self,
        urls: Sequence[str],
        storage: Storage,
        clock: Clock,
        texts: Texts,
        second: OtherWay | None = None,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._urls, self._storage, self._clock = urls, storage, clock
        self._texts, self._second, self._trust = texts, second, trust

    async def step(self) -> None:
        await self.look()
        await asyncio.sleep(EVERY_SECONDS)

    async def look(self) -> None:
        for url in self._urls:
            try:
                until = await valid_until(url, self._trust)
            except (OSError, TimeoutError) as error:
                log.warning("certificate not seen", extra={"why": type(error).__name__})
                continue
            if until is not None and ends_soon(until, self._clock.real()):
                await self._tell(urlsplit(url).hostname or "", until)

    async def _tell(self, host: str, until: datetime) -> None:
        now = self._clock.now()
        fields = {"host": host, "day": f"{local(until):%d-%m-%Y}"}
        async with self._storage.work() as work:
            if not await work.jobs.first_time(f"certificate:{host}", f"{local(now):%Y-%m-%d}", now):
                return
            await alarm_admins(work, "admin.certificate", now, **fields)
        log.warning("certificate expires soon", extra={"day": fields["day"]})
        if self._second is not None:
            await self._second.send(self._texts("admin.certificate", **fields))
