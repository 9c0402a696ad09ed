"""A post office on this machine: it speaks SMTP, keeps what it takes, and has bad days."""

import asyncio
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Self


@dataclass(slots=True)
class Post:
    """Use as `async with Post() as post:`; a mail that was taken is in `mails`."""

    port: int = 0
    refuses: bool = False  # 451 to every mail
    is_silent: bool = False  # takes the call and says nothing
    calls: int = 0
    mails: list[tuple[str, EmailMessage]] = field(default_factory=list)
    _server: asyncio.Server | None = None
    _at_the_door: set[asyncio.Task[object]] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._meet, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._at_the_door:
            task.cancel()
        await asyncio.gather(*self._at_the_door, return_exceptions=True)

    def address(self, to: str) -> str:
        """An apprise address of somebody at this office."""
        return f"mailto://127.0.0.1:{self.port}?from=bot@spoed.example&to={to}@spoed.example"

    def texts(self, to: str) -> list[str]:
        """What somebody received, oldest first: only the words."""
        return [said(mail) for who, mail in self.mails if who == f"{to}@spoed.example"]

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._at_the_door.add(task)
        self.calls += 1
        try:
            if self.is_silent:
                await reader.read()
            else:
                await self._talk(reader, writer)
        finally:
            self._at_the_door.discard(task)
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 post\r\n")
        receivers: list[str] = []
        while line := (await reader.readline()).decode().strip():
            order = line[:4].upper()
            if order == "QUIT":
                writer.write(b"221 bye\r\n")
                return
            if order == "RCPT":
                receivers.append(line.partition("<")[2].partition(">")[0])
            if order == "DATA" and not self.refuses:
                writer.write(b"354 go on\r\n")
                raw = await reader.readuntil(b"\r\n.\r\n")
                mail = message_from_bytes(raw[:-3], policy=policy.default)
                assert isinstance(mail, EmailMessage)
                self.mails += [(who, mail) for who in receivers]
            writer.write(b"451 not now\r\n" if order == "DATA" and self.refuses else b"250 ok\r\n")


def said(mail: EmailMessage) -> str:
    """The words of a mail, as a phone shows them."""
    body = mail.get_body(("plain", "html"))
    assert body is not None
    return " ".join(str(body.get_content()).split())
