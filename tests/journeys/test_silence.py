"""While nobody can be reached at Telegram one message tries it; when it is back all go at once."""

from datetime import UTC, datetime, timedelta

import pytest
from paper_stage import KEYS

from bot.buttons import Buttons
from bot.errands import line_errand
from bot.limits import Limits
from bot.practice.paper import Paper
from bot.screen import Later
from bot.silence import FIRST_PAUSE, MOST_PAUSE, Silence
from bot.teller import AT_ONCE, Teller
from bot.visit import House
from config import doelgroepen
from config.settings import SQLITE
from config.terms import load_terms
from config.texts import Texts
from storage.cipher import Cipher
from storage.unit_of_work import Storage

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WAITING = 60


class Hand:
    """A clock that is moved by hand, at which nobody waits."""

    looks_every = timedelta(0)
    at = NOON

    def now(self) -> datetime:
        return self.at

    real = now

    def since_boot(self) -> timedelta:
        return self.at - NOON


class Line(Paper):
    """A messenger that can be away for everybody, or for one chat that is slow."""

    def __init__(self, clock: Hand) -> None:
        super().__init__()
        self._clock = clock
        self.is_away, self.slow, self.tried = False, 0, 0

    async def send(self, chat_id, screen):
        self.tried += 1
        if self.is_away or chat_id == self.slow:
            at = self._clock.now() + 2 * SECOND
            return Later(at=at, everywhere=self.is_away, perhaps=not self.is_away, error="away")
        return await super().send(chat_id, screen)


@pytest.fixture
async def told(folder):
    """A teller with a line for each of very many people."""
    clock = Hand()
    line = Line(clock)
    storage = Storage(f"{SQLITE}{folder}/spoedgroep.db", KEYS.chain, Cipher(KEYS.encryption))
    house = House(
        texts=Texts(), buttons=Buttons(KEYS.chain), configuration=doelgroepen.load(), keys=KEYS,
        terms=load_terms(), bot_name="papier", since=NOON,
    )  # fmt: skip
    teller = Teller(house, storage, clock, line, Limits(NOON - timedelta(hours=1)))
    async with storage.work() as work:
        for person in range(1, WAITING + 1):
            await work.outbox.tell(line_errand(person, "outcry.unsound", NOON))
    yield teller, line, clock, storage
    await storage.close()


async def goes_round(teller: Teller) -> None:
    """Until nothing more can be done at this moment."""
    for _ in range(WAITING):
        await teller.step()
        await teller.finish()


async def passes(teller: Teller, clock: Hand, seconds: int) -> None:
    """One step in every second."""
    for _ in range(seconds):
        await teller.step()
        await teller.finish()
        clock.at += SECOND


async def waits(storage: Storage) -> int:
    async with storage.view() as work:
        return await work.outbox.count_waiting()


async def test_f16_while_telegram_is_away_one_message_tries_it(told):
    teller, line, clock, storage = told
    line.is_away = True

    await passes(teller, clock, seconds=600)

    least = 600 // MOST_PAUSE.seconds
    assert least <= line.tried <= AT_ONCE + least + 5
    assert await waits(storage) == WAITING


async def test_f16_when_telegram_is_back_everything_goes_within_the_longest_pause(told):
    teller, line, clock, storage = told
    line.is_away = True
    await passes(teller, clock, seconds=300)
    line.is_away = False

    for _ in range(MOST_PAUSE.seconds + WAITING // 20):  # the limit of all chats is 25 a second
        await goes_round(teller)
        clock.at += SECOND

    assert await waits(storage) == 0


async def test_one_chat_that_is_slow_delays_no_other(told):
    teller, line, clock, storage = told
    line.slow = 7

    for _ in range(4):
        await goes_round(teller)
        clock.at += SECOND

    assert await waits(storage) == 1


def test_what_was_under_way_when_it_began_makes_no_pause_longer():
    silence = Silence()
    tries = [silence.goes_on(NOON + FIRST_PAUSE, NOON) for _ in range(16)]

    assert set(tries) == {NOON + FIRST_PAUSE}
    assert silence.room(16, NOON) == 0
    assert silence.room(16, NOON + FIRST_PAUSE) == 1
    assert silence.until(NOON) == NOON + FIRST_PAUSE
    assert silence.until(NOON + FIRST_PAUSE) is None


def test_a_token_that_is_refused_is_not_tried_before_it_was_asked():
    silence = Silence()
    assert silence.goes_on(NOON + timedelta(minutes=1), NOON) == NOON + timedelta(minutes=1)


def test_an_answer_ends_it():
    silence = Silence()
    silence.goes_on(NOON, NOON)
    silence.is_over()

    assert silence.room(16, NOON) == 16
    assert silence.until(NOON) is None
