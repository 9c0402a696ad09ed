"""The waiting room: what is kept there is handled in turn, unread by others, and never blocks."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from cryptography.fernet import Fernet, MultiFernet
from storage_examples import NOON, VT

from bot.buttons import Buttons, Code, Press
from bot.clock import Clock
from bot.loops import Handling
from bot.telegram.reading import fingerprint
from bot.waiting_room import PART, WaitingRoom
from flows.people import Function, Post
from storage.database import CannotKeep
from storage.unit_of_work import Storage

ANNA, BART = 7_000_000_001, 7_000_000_002
KEY = Fernet.generate_key()
BUTTONS = Buttons(b"secret")
SENDS = BUTTONS.pack(Press(code=Code.VERSTUUR))


class Noon(Clock):
    """It is always noon."""

    def now(self) -> Any:
        return NOON


@dataclass
class Handled:
    """Notes what it is handed, until it cannot keep any more."""

    updates: list[dict[str, Any]] = field(default_factory=list)
    room_for: int = 1_000

    async def handle(self, raw: dict[str, Any]) -> None:
        if len(self.updates) >= self.room_for:
            raise CannotKeep
        self.updates.append(raw)

    async def put_aside(self, update: int, mark: str, *given: Any) -> None:
        raise AssertionError("whoever keeps a row keeps its key")

    @property
    def numbers(self) -> list[int]:
        return [raw["update_id"] for raw in self.updates]


def typed(number: int, sender: int, text: str = "regel") -> dict[str, Any]:
    return {"update_id": number, "message": {"from": {"id": sender}, "text": text}}


def pressed(number: int, sender: int, data: str | None) -> dict[str, Any]:
    query = {"id": str(number), "from": {"id": sender}, "data": data}
    return {"update_id": number, "callback_query": query}


def room(storage: Storage, handled: Handled, *keys: bytes) -> WaitingRoom:
    safe = MultiFernet([Fernet(key) for key in keys or (KEY,)])
    return WaitingRoom(handled, storage, Noon(), safe, BUTTONS)


async def test_f29_whoever_sends_goes_first_and_all_others_in_their_order(
    storage: Storage,
) -> None:
    handled = Handled()
    waiting = room(storage, handled)
    came = [typed(1, BART), typed(2, ANNA), typed(3, BART), pressed(4, ANNA, SENDS), typed(5, ANNA)]

    await waiting.keep(came)
    while await waiting.work_off():
        pass

    assert handled.numbers == [2, 4, 1, 3, 5]
    assert handled.updates[0] == came[1]
    assert waiting.is_empty


@pytest.mark.parametrize("data", [None, "", "vz|", SENDS[:-1] + "!", "zz||abc", 7])
async def test_a_button_that_is_not_ours_hastens_nothing(storage: Storage, data: Any) -> None:
    handled = Handled()
    waiting = room(storage, handled)

    await waiting.keep([typed(1, BART), pressed(2, ANNA, data)])
    await waiting.work_off()

    assert handled.numbers == [1, 2]


async def test_the_life_before_may_have_left_something(storage: Storage) -> None:
    await room(storage, Handled()).keep([typed(1, BART)])
    handled = Handled()
    later = room(storage, handled)

    assert not later.is_empty
    assert await later.work_off()
    assert not await later.work_off()
    assert later.is_empty
    assert handled.numbers == [1]


async def test_what_cannot_be_kept_stays_and_what_could_is_not_done_again(
    storage: Storage,
) -> None:
    full, handled = Handled(room_for=2), Handled()
    waiting = room(storage, full)
    await waiting.keep([typed(number, BART) for number in range(1, 5)])

    with pytest.raises(CannotKeep):
        await waiting.work_off()
    await room(storage, handled).work_off()

    assert (full.numbers, handled.numbers) == ([1, 2], [3, 4])


async def test_a_part_at_a_time_so_that_who_sends_meanwhile_need_not_wait(
    storage: Storage,
) -> None:
    handled = Handled()
    waiting = room(storage, handled)
    await waiting.keep([typed(number, BART) for number in range(2 * PART)])

    await waiting.work_off()
    await waiting.keep([pressed(1_000, ANNA, SENDS)])
    await waiting.work_off()

    assert handled.numbers[PART] == 1_000
    assert len(handled.numbers) == 2 * PART


async def test_s43_what_waits_is_unreadable_to_others_and_opens_with_a_former_key(
    storage: Storage,
) -> None:
    handled, new = Handled(), Fernet.generate_key()
    await room(storage, Handled()).keep([typed(1, BART, "Fien Canarivogel")])
    async with storage.view() as work:
        [kept] = await work.waiting.first(1)

    await room(storage, handled, new, KEY).work_off()

    assert b"Canari" not in kept.payload
    assert handled.updates == [typed(1, BART, "Fien Canarivogel")]


class Routed(Handled):
    """Where updates go that can be read."""

    dispatch = Handled.handle


async def nobody(sender: int | None) -> None:
    """Who is told that nothing was kept."""


async def test_what_no_key_opens_goes_aside_holds_up_nothing_and_who_sent_it_hears_so(
    storage: Storage,
) -> None:
    lost, routed = typed(1, BART), Routed()
    post = Post(network="amsterdam", function=Function.MEMBER, role=VT)
    async with storage.work() as work:
        await work.people.enrol(BART, "Bart", post, NOON)
    await room(storage, Handled()).keep([lost])
    safe = MultiFernet([Fernet(Fernet.generate_key())])
    handling = Handling(routed, storage, Noon(), safe, nobody)  # type: ignore[arg-type]
    other = WaitingRoom(handling, storage, Noon(), safe, BUTTONS)
    await other.keep([typed(2, ANNA)])

    await other.work_off()

    assert routed.numbers == [2]
    async with storage.work() as work:
        [aside] = await work.updates.set_asides()
        assert await work.waiting.count() == 0
        told = await work.outbox.take(NOON, (), 5)
    assert (aside.update_id, aside.fingerprint, aside.error) == (
        1,
        fingerprint(lost),
        "InvalidToken",
    )
    assert aside.payload is not None
    assert json.loads(Fernet(KEY).decrypt(aside.payload)) == lost
    assert [(one.user_id, one.payload["args"]["key"]) for one in told if one.user_id == BART] == [
        (BART, "update.not_recorded")
    ]
