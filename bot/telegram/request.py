"""The transport of the Telegram library, over aiohttp: three to nine times cheaper than its own."""

import io
import json
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

import aiohttp
from telegram.error import BadRequest, NetworkError
from telegram.request import BaseRequest, RequestData

CONNECT_WITHIN = 5.0
WRITE_WITHIN = 20.0
NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


class NotSent(NetworkError):
    """Nobody was there: Telegram has not seen the request."""


class Unsure(NetworkError):
    """No answer, or one that says nothing: it may have been carried out."""


class AiohttpRequest(BaseRequest):
    """Of the four time limits that the library can pass on, only that of reading is heeded."""

    def __init__(self, *, read_within: float, connections: int) -> None:
        self._read_within, self._connections = read_within, connections
        self._session: aiohttp.ClientSession | None = None
        self.told_time: datetime | None = None  # by the last answer

    @property
    def read_timeout(self) -> float:
        return self._read_within

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections)
            headers = {"User-Agent": self.USER_AGENT}
            self._session = aiohttp.ClientSession(connector=connector, headers=headers)

    async def shutdown(self) -> None:
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        form = None if request_data is None else _form(request_data)
        within = read_timeout if isinstance(read_timeout, int | float) else self._read_within
        status, body = await self.ask(url, method, form, within)
        if method == "POST":
            _check(status, body)
        return status, body

    async def ask(
        self, url: str, method: str, form: object, read_within: float | None = None
    ) -> tuple[int, bytes]:
        """One request and its answer as they are; the trouble names neither address nor content."""
        if self._session is None:
            raise NotSent("not started")
        within = self._read_within if read_within is None else read_within
        limits = aiohttp.ClientTimeout(
            total=2 * CONNECT_WITHIN + WRITE_WITHIN + within,
            connect=2 * CONNECT_WITHIN,  # with the wait for a free connection
            sock_connect=CONNECT_WITHIN,
            sock_read=within,
        )
        body, headers = _written(form)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=limits, allow_redirects=False
            ) as answer:
                self.told_time = _told(answer.headers.get("Date"))
                return answer.status, await answer.read()
        except NOT_SENT as error:
            raise NotSent(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unsure(type(error).__name__) from None


def _told(header: str | None) -> datetime | None:
    """The moment in a header Date; None when it is absent or no moment."""
    try:
        return parsedate_to_datetime(header or "")
    except ValueError:
        return None


def _written(form: object) -> tuple[object, dict[str, str] | None]:
    """A form without files as bytes: for one with them the library draws a boundary by chance."""
    if not isinstance(form, dict):
        return form, None
    return urlencode(form).encode(), {"Content-Type": "application/x-www-form-urlencoded"}


def _form(asked: RequestData) -> aiohttp.FormData | dict[str, str]:
    if not asked.multipart_data:
        return asked.json_parameters
    form = aiohttp.FormData(asked.json_parameters, quote_fields=False)  # names of files in UTF-8
    for name, (file_name, content, mime) in asked.multipart_data.items():
        body = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, body, filename=file_name, content_type=mime)
    return form


def _check(status: int, body: bytes) -> None:
    """Refuse what is no answer of the Bot API, such as the page of a gateway in between."""
    if status >= 500:
        raise Unsure(f"status {status}")
    try:
        answer = json.loads(body)
    except ValueError:
        raise Unsure(f"status {status}, no JSON") from None
    if not isinstance(answer, dict) or ("result" in answer) != (status < 300):
        raise Unsure(f"status {status}, odd answer")
    if status == 413:
        raise BadRequest("request entity too large")
