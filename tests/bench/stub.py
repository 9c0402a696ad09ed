"""A Bot API that does no more than hand out presses and write down when each answer came.

It runs in a process of its own and speaks HTTP/1.1 by hand, so that it is not what is measured.
Times are those of the monotonic counter, which all processes of a machine share.

python -m tests.bench.stub --held-back 40
"""

import argparse
import asyncio
import json
import re
import time
from collections import deque
from itertools import count
from typing import Any
from urllib.parse import parse_qs

BOT = {"id": 1, "is_bot": True, "first_name": "Bench", "username": "benchbot"}
OWNER = {"status": "creator", "user": BOT, "is_anonymous": False}
FIRST_GROUP, FIRST_MEMBER, MEMBERS = -1_000_000_000_000, 100_000, 1_000  # as in filled.py
SHOWN = "Regel van een kaart, zo lang als een gewone. " * 9
FOUND = re.compile(
    rb'(?:^|&|name=")(offset|limit|timeout|chat_id|user_id|message_id|callback_query_id)'
    rb'(?:=|"\r\n\r\n|"\r\n.*?\r\n\r\n)(-?\d+)'
)
LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
TIMED = ("answerCallbackQuery", "editMessageText", "sendMessage")


class Traffic:
    """What was offered, handed out and called, each with its moment."""

    def __init__(self) -> None:
        self.waiting: deque[dict[str, Any]] = deque()
        self.offered: dict[int, float] = {}
        self.handed: dict[int, float] = {}
        self.calls: list[tuple[str, float, int, int]] = []  # method, when, chat, message or press
        self.polls: list[float] = []
        self.pollers: list[asyncio.Future[None]] = []
        self.messages = count(1_000_000)
        self.asked = 0  # of every kind but polls
        self.hook = ""  # where updates are to be brought

    def offer(self, updates: list[dict[str, Any]], every: float) -> None:
        """All at once, or one at a time at a fixed pace."""
        if not every:
            return self._put(updates)
        loop = asyncio.get_running_loop()
        for number, update in enumerate(updates):
            loop.call_later(number * every, self._put, [update])

    def _put(self, updates: list[dict[str, Any]]) -> None:
        now = time.monotonic()
        self.waiting.extend(updates)
        for update in updates:
            self.offered[update["update_id"]] = now
        for poller in self.pollers:
            if not poller.done():
                poller.set_result(None)
        self.pollers.clear()

    async def poll(self, asked: dict[str, int]) -> list[dict[str, Any]]:
        self.polls.append(time.monotonic())
        offset = asked.get("offset")
        while offset is not None and self.waiting and self.waiting[0]["update_id"] < offset:
            self.waiting.popleft()
        if not self.waiting and asked.get("timeout", 0) > 0:
            poller = asyncio.get_running_loop().create_future()
            self.pollers.append(poller)
            await asyncio.wait([poller], timeout=asked["timeout"])
        return [self.waiting[n] for n in range(min(len(self.waiting), asked.get("limit", 100)))]

    def hand(self, updates: list[dict[str, Any]]) -> None:
        now = time.monotonic()
        for update in updates:
            self.handed.setdefault(update["update_id"], now)

    def called(self, method: str, asked: dict[str, int]) -> Any:
        chat, message = asked.get("chat_id", 0), asked.get("message_id", 0)
        self.asked += 1
        if method in TIMED:
            what = asked.get("callback_query_id", message)
            self.calls.append((method, time.monotonic(), chat, what))
        match method:
            case "getMe":
                return BOT
            case "getChatMember":
                return _seen(chat, asked["user_id"])
            case "getChatMemberCount":
                return 17
            case "editMessageText" | "sendMessage":
                kind = "private" if chat > 0 else "supergroup"
                number = message or next(self.messages)
                held = {"id": chat, "type": kind, "title": "Spoedgroep"}
                return {"message_id": number, "date": 1, "chat": held, "text": SHOWN, "from": BOT}
            case "getWebhookInfo":
                told = {"has_custom_certificate": False, "pending_update_count": 0}
                return {"url": self.hook, **told}
            case _:
                return True

    def counts(self) -> dict[str, Any]:
        found = {method: 0 for method in TIMED}
        for method, *_ in self.calls:
            found[method] += 1
        return {**found, "polls": len(self.polls), "asked": self.asked, "left": self.left()}

    def left(self) -> int:
        """How many were not confirmed yet, below zero: so that less is more."""
        return -len(self.waiting)

    def report(self) -> dict[str, Any]:
        return {
            "offered": self.offered,
            "handed": self.handed,
            "calls": self.calls,
            "polls": self.polls,
        }


def _seen(chat: int, user: int) -> dict[str, Any]:
    """Each group holds the members of its own network, and the bot."""
    if user == BOT["id"]:
        return OWNER
    is_in = (user - FIRST_MEMBER) // MEMBERS == FIRST_GROUP - chat
    person = {"id": user, "is_bot": False, "first_name": "Canaria"}
    return {"status": "member" if is_in else "left", "user": person}


class Connection(asyncio.Protocol):
    """One kept-alive connection; requests on it come one after another."""

    def __init__(self, traffic: Traffic, held_back: float) -> None:
        self._traffic, self._held_back = traffic, held_back
        self._read = b""
        self._tasks: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        while (end := self._read.find(b"\r\n\r\n")) >= 0:
            length = LENGTH.search(self._read, 0, end)
            size = end + 4 + (int(length[1]) if length else 0)
            if len(self._read) < size:
                return
            request, self._read = self._read[:size], self._read[size:]
            self._take(request[: request.find(b"\r\n")].split(b" ")[1], request[end + 4 :])

    def _take(self, path: bytes, body: bytes) -> None:
        method = path.rpartition(b"/")[2].partition(b"?")[0].decode()
        if path.startswith(b"/control/"):
            return self._answer(self._controlled(method, body), 0)
        asked = {name.decode(): int(value) for name, value in FOUND.findall(body)}
        if method == "setWebhook":
            [self._traffic.hook] = parse_qs(body.decode())["url"]
        if method == "getUpdates":
            task = asyncio.get_running_loop().create_task(self._poll(asked))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        else:
            told = {"ok": True, "result": self._traffic.called(method, asked)}
            self._answer(told, self._held_back)

    async def _poll(self, asked: dict[str, int]) -> None:
        updates = await self._traffic.poll(asked)
        await asyncio.sleep(self._held_back)
        self._traffic.hand(updates)
        self._answer({"ok": True, "result": updates}, 0)

    def _controlled(self, method: str, body: bytes) -> Any:
        traffic = self._traffic
        match method:
            case "offer":
                given = json.loads(body)
                traffic.offer(given["updates"], given["every"])
                return True
            case "counts":
                return traffic.counts()
            case "report":
                return traffic.report()
            case "reset":
                assert not traffic.waiting, "nothing may be under way"
                traffic.calls, traffic.handed, traffic.offered = [], {}, {}
                return True
            case _:
                raise KeyError(method)

    def _answer(self, told: Any, after: float) -> None:
        body = json.dumps(told).encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        written = head % len(body) + body
        if after:
            asyncio.get_running_loop().call_later(after, self._write, written)
        else:
            self._write(written)

    def _write(self, written: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(written)


async def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--held-back", type=float, default=0, help="milliseconds, of each answer")
    held_back = asked.parse_args().held_back / 1000
    traffic, loop = Traffic(), asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(traffic, held_back), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
