"""What waits at Telegram is handled and then confirmed; when it is very much it is read ahead."""

from dataclasses import dataclass, field

import pytest
from cryptography.fernet import Fernet, MultiFernet

from bot import waiting_room
from bot.buttons import Buttons
from bot.practice.faults import Fault
from bot.receiver import Receiver
from bot.telegram.intake import Intake
from bot.telegram.trouble import TelegramDown
from bot.token_watch import TokenWatch
from bot.waiting_room import WaitingRoom
from config.settings import SQLITE
from storage.cipher import Cipher
from storage.database import CannotKeep, upgrade
from storage.unit_of_work import Storage

AT_ONCE = 3


@dataclass
class Handled:
    """Notes what it is handed, until it cannot keep any more."""

    said: list[str] = field(default_factory=list)
    room_for: int = 1_000

    async def handle(self, raw):
        if len(self.said) >= self.room_for:
            raise CannotKeep
        self.said.append(raw["message"]["text"])


@dataclass(kw_only=True)
class Desk:
    """A receiver, and what it is made of."""

    receiver: Receiver
    handled: Handled
    room: WaitingRoom
    storage: Storage

    async def waits(self):
        async with self.storage.view() as work:
            return await work.waiting.count()


@pytest.fixture
async def desk(client, app_clock, tmp_path):
    url = f"{SQLITE}{tmp_path}/spoedgroep.db"
    upgrade(url)
    storage = Storage(url, b"chain", Cipher(bytes(32)))
    handled = Handled()
    safe = MultiFernet([Fernet(Fernet.generate_key())])
    room = WaitingRoom(handled, storage, app_clock, safe, Buttons(b"secret"))
    intake = Intake(client.bot, app_clock, poll_seconds=0, limit=AT_ONCE)
    await intake.start()
    receiver = Receiver(intake, handled, room, storage, app_clock, TokenWatch())
    yield Desk(receiver=receiver, handled=handled, room=room, storage=storage)
    await intake.stop()
    await storage.close()


@pytest.fixture
def says(sanne):
    """Type so many lines; gives them, after the /start that is there already."""

    async def type_lines(count):
        lines = [f"regel {number}" for number in range(count)]
        for line in lines:
            await sanne.types(line)
        return ["/start", *lines]

    return type_lines


async def test_what_one_fetch_brings_is_handled_at_once_and_waits_nowhere(desk, says, town):
    lines = await says(1)

    await desk.receiver.step()

    assert desk.handled.said == lines
    assert await desk.waits() == 0
    await desk.receiver.step()
    assert town.world.updates.pending == 0


async def test_f29_what_more_fetches_bring_is_read_ahead_before_anything_is_handled(
    desk, says, town
):
    lines = await says(3 * AT_ONCE)

    await desk.receiver.step()
    await desk.receiver.step()
    assert (desk.handled.said, await desk.waits()) == ([], 2 * AT_ONCE)
    for _ in range(4):
        await desk.receiver.step()

    assert desk.handled.said == lines
    assert (await desk.waits(), town.world.updates.pending) == (0, 0)
    assert desk.room.is_empty


async def test_f29_what_does_not_fit_here_any_more_waits_at_telegram(desk, says, town, monkeypatch):
    monkeypatch.setattr(waiting_room, "MOST", 2 * AT_ONCE)
    monkeypatch.setattr(waiting_room, "PART", 1)
    lines = await says(8 * AT_ONCE)
    most = 0

    while desk.handled.said != lines:
        await desk.receiver.step()
        most = max(most, await desk.waits())

    assert most <= 3 * AT_ONCE
    await desk.receiver.step()
    assert town.world.updates.pending == 0


async def test_f16_what_waits_here_is_handled_also_while_telegram_is_away(
    desk, says, town, monkeypatch
):
    monkeypatch.setattr(waiting_room, "PART", 1)
    lines = await says(2 * AT_ONCE - 1)
    await desk.receiver.step()
    await desk.receiver.step()
    town.faults.fail("getUpdates", with_=Fault.HTTP_502, times=None)

    with pytest.raises(TelegramDown):
        await desk.receiver.step()  # it would have read on
    for _ in lines:
        await desk.receiver.step()

    assert desk.handled.said == lines
    with pytest.raises(TelegramDown):
        await desk.receiver.step()


async def test_f66_what_cannot_be_kept_is_not_confirmed(desk, says, town):
    desk.handled.room_for = 0
    await says(0)

    for _ in range(2):
        with pytest.raises(CannotKeep):
            await desk.receiver.step()

    assert town.world.updates.pending == 1


async def test_f66_on_a_full_disk_nothing_is_read_ahead_and_each_hears_so(
    desk, says, town, monkeypatch
):
    lines = await says(2 * AT_ONCE)

    async def full(updates):
        raise CannotKeep

    with monkeypatch.context() as disk:
        disk.setattr(desk.room, "keep", full)
        desk.handled.room_for = 1  # who is second finds no room either
        with pytest.raises(CannotKeep):
            await desk.receiver.step()
    desk.handled.room_for = 1_000
    for _ in range(5):
        await desk.receiver.step()

    assert desk.handled.said == lines
    assert (await desk.waits(), town.world.updates.pending) == (0, 0)
