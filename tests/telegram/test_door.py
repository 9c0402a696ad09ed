"""The door of the webhook: nothing is read without the secret, and 200 says that it is kept."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web

from bot.door import AT_ONCE, HEADER, MOST_BYTES, MOST_IN_HAND, Door
from bot.meter import Meter
from config.webhook import Webhook

SECRET = "s" * 43
HOOK = Webhook(url="https://bot.example/in/7f3a", secret=SECRET)
CANARY = "Kanarie Geheim"
SOON = aiohttp.ClientTimeout(total=5)


class Counted(Meter):
    """Counts who knocked without the secret."""

    knocked = 0

    def forged(self) -> None:
        self.knocked += 1


@dataclass
class Desk:
    """Keeps what is brought; may be slow, or unable to."""

    began: list[int] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)
    wrong: str | None = None
    slow: dict[int, asyncio.Event] = field(default_factory=dict)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, raw):
        number = raw["update_id"]
        self.began.append(number)
        self.came.set()
        if number in self.slow:
            await self.slow[number].wait()
        if self.wrong is None:
            self.kept.append(number)
        return self.wrong


@dataclass
class Street:
    """A door on this machine, and the way to it."""

    door: Door
    desk: Desk
    meter: Counted
    url: str
    line: aiohttp.ClientSession

    async def knocks(self, body, secret=SECRET, method="POST", path=HOOK.path):
        headers = {} if secret is None else {HEADER: secret}
        written = body if isinstance(body, bytes) else json.dumps(body).encode()
        data = io.BytesIO(written)
        call = self.line.request(method, f"{self.url}{path}", data=data, headers=headers)
        async with call as answer:
            return answer.status

    def brings(self, number, user=1):
        return asyncio.create_task(self.knocks(update(number, user)))

    async def until_begun(self, *numbers):
        async with asyncio.timeout(10):
            while not set(numbers) <= set(self.desk.began):
                self.desk.came.clear()
                await self.desk.came.wait()


def update(number, user=1):
    person = {"id": user, "is_bot": False, "first_name": CANARY}
    return {"update_id": number, "callback_query": {"id": "1", "from": person, "data": CANARY}}


@asynccontextmanager
async def street_with(door: Door, desk: Desk, meter: Counted) -> AsyncIterator[Street]:
    application = web.Application(client_max_size=1024)  # as that of the page
    application.router.add_post(HOOK.path, door.post)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    connector = aiohttp.TCPConnector(limit=2 * MOST_IN_HAND)
    async with aiohttp.ClientSession(connector=connector, timeout=SOON) as line:
        yield Street(door, desk, meter, url, line)
    await runner.cleanup()


@pytest.fixture
async def street() -> AsyncIterator[Street]:
    meter, desk = Counted(), Desk()
    door = Door(HOOK, meter)
    door.opens(desk.handle)
    async with street_with(door, desk, meter) as street:
        yield street


BODIES = {
    "an update": json.dumps(update(7)).encode(),
    "no JSON": b"{" + CANARY.encode(),
    "nothing": b"",
    "too much": b" " * (MOST_BYTES + 1),
}


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], f"{SECRET}x", "é" * 43])
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
async def test_f35_without_the_secret_nothing_is_read_whatever_it_is(street, caplog, secret, body):
    assert await street.knocks(body, secret) == 403

    assert street.desk.began == []
    assert street.meter.knocked == 1
    assert caplog.messages == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (BODIES["an update"], 200),
        (b"", 400),
        (BODIES["no JSON"], 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b'[{"update_id": 7}]', 400),
        (b'"update_id"', 400),
        (b'{"update": 7}', 400),
        (b'{"update_id": "7"}', 400),
        (b'{"update_id": true}', 400),
        (b'{"update_id": -1}', 400),
        (b'{"update_id": %d}' % 2**63, 400),
        (BODIES["an update"] + b" " * (MOST_BYTES - len(BODIES["an update"])), 200),
        (BODIES["too much"], 413),
    ],
)
async def test_s18_only_an_update_of_a_bearable_size_comes_in(street, caplog, body, status):
    assert await street.knocks(body) == status

    assert street.desk.kept == ([7] if status == 200 else [])
    assert caplog.messages == []


async def test_s18_a_body_that_does_not_say_how_large_it_is_ends_at_the_limit(street):
    async def pieces():
        for _ in range(2 * MOST_BYTES // 65536):
            yield b" " * 65536

    headers = {HEADER: SECRET}
    async with street.line.post(
        f"{street.url}{HOOK.path}", data=pieces(), headers=headers
    ) as answer:
        assert answer.status == 413
    assert street.desk.began == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", HOOK.path, 405), ("PUT", HOOK.path, 405), ("POST", "/", 404), ("POST", "/in", 404)],
)
async def test_s18_there_is_one_way_in(street, method, path, status):
    assert await street.knocks(update(7), method=method, path=path) == status
    assert street.desk.began == []


async def test_f36_what_cannot_be_kept_is_offered_again(street, caplog):
    street.desk.wrong = "CannotKeep database.py:1"
    assert await street.knocks(update(7)) == 503
    street.desk.wrong = None

    assert await street.knocks(update(7)) == 200

    assert street.desk.began == [7, 7]
    assert caplog.messages == ["update not kept"]
    assert CANARY not in caplog.text


async def test_those_of_one_sender_go_in_order_and_others_do_not_wait(street):
    street.desk.slow[1] = asyncio.Event()
    first = street.brings(1, user=10)
    await street.until_begun(1)
    second = street.brings(2, user=10)

    assert await street.brings(3, user=11) == 200
    assert street.desk.began == [1, 3]
    street.desk.slow[1].set()

    assert [await first, await second] == [200, 200]
    assert street.desk.kept == [3, 1, 2]


async def test_a_lower_number_that_comes_later_is_taken_as_it_comes(street):
    assert [await street.brings(number) for number in (9, 7, 8)] == [200, 200, 200]
    assert street.desk.kept == [9, 7, 8]


async def test_more_than_can_be_in_hand_waits_at_telegram(street):
    numbers = range(MOST_IN_HAND)
    street.desk.slow = {number: asyncio.Event() for number in numbers}
    taken = [street.brings(number, user=number) for number in numbers]
    await street.until_begun(0)
    while street.door.in_hand < MOST_IN_HAND:
        await street.knocks(b"", secret=None)  # which goes the same way, and comes back at once

    assert len(street.desk.began) == AT_ONCE
    assert await street.brings(1000, user=1000) == 503

    for slow in street.desk.slow.values():
        slow.set()
    assert await asyncio.gather(*taken) == [200] * MOST_IN_HAND
    assert await street.brings(1000, user=1000) == 200


async def test_f36_a_door_that_closes_finishes_what_is_in_hand_and_takes_no_more(street):
    street.desk.slow[1] = asyncio.Event()
    under_way = street.brings(1)
    await street.until_begun(1)
    closing = asyncio.create_task(street.door.closes())
    await asyncio.sleep(0)

    assert await street.brings(2, user=2) == 503
    assert not closing.done()
    street.desk.slow[1].set()

    assert await under_way == 200
    await closing
    assert street.desk.kept == [1]


async def test_before_the_bot_knows_who_it_is_telegram_keeps_everything():
    desk, meter = Desk(), Counted()
    async with street_with(Door(HOOK, meter), desk, meter) as street:
        assert await street.brings(2) == 503
        street.door.opens(desk.handle)

        assert await street.brings(2) == 200
