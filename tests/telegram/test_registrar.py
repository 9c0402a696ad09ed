"""Whether Telegram still brings the updates here: the sign of life of who does not fetch."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.door import Door
from bot.meter import Meter
from bot.practice.faults import Fault
from bot.practice.world import Webhook as Kept
from bot.registrar import Registrar
from bot.telegram.trouble import TelegramDown, TokenRefused
from bot.telegram.webhook import Hook
from bot.token_watch import TokenWatch
from config.webhook import Webhook

HOOK = Webhook(url="https://bot.example/in/7f3a", secret="s" * 43)


class Counted(Meter):
    """Counts the signs of life, and knows how many updates wait."""

    heard, waiting = 0, 0

    def polled(self) -> None:
        self.heard += 1

    def waits_at_telegram(self, count: int) -> None:
        self.waiting = count


@dataclass
class Post:
    """A registrar and what it leaves behind; it has nothing to tell, so it needs no database."""

    registrar: Registrar
    door: Door
    token: TokenWatch
    meter: Counted


@pytest.fixture
def post(client, app_clock):
    meter, token = Counted(), TokenWatch()
    door, hook = Door(HOOK, meter), Hook(client.bot, HOOK)
    registrar = Registrar(hook, door, None, None, None, app_clock, token, meter)
    return Post(registrar, door, token, meter)


def fails(town, failure="Connection timed out"):
    """Telegram could not bring something, just now."""
    town.clock.moves(timedelta(seconds=1))
    hook = town.world.webhook
    hook.failed_at, hook.failure = town.clock.now(), failure


async def test_at_the_start_it_gives_our_address_and_what_waits_stays(post, town, sanne):
    await post.registrar.look()

    assert (town.world.webhook.url, town.world.webhook.secret) == (HOOK.url, HOOK.secret)
    assert (post.meter.heard, post.meter.waiting) == (1, 1)


async def test_once_set_it_only_looks(post, town):
    for _ in range(3):
        await post.registrar.look()

    assert town.calls("setWebhook") == ["ok"]
    assert post.meter.heard == 3


async def test_a_start_with_another_secret_gives_the_new_one(post, town):
    town.world.webhook = Kept(url=HOOK.url, secret="of-before")

    await post.registrar.look()

    assert town.world.webhook.secret == HOOK.secret


async def test_what_waits_and_cannot_be_brought_is_no_sign_of_life(post, town, sanne, caplog):
    await post.registrar.look()
    fails(town)
    await post.registrar.look()
    await post.registrar.look()
    assert (post.meter.heard, post.meter.waiting) == (1, 1)
    assert caplog.messages == ["telegram does not reach us"] * 2

    post.door.kept += 1  # one came in after all
    await post.registrar.look()
    assert post.meter.heard == 2

    fails(town)
    await post.registrar.look()
    assert post.meter.heard == 2


async def test_a_failure_of_before_is_forgotten_when_nothing_waits(post, town):
    await post.registrar.look()
    fails(town)

    await post.registrar.look()

    assert post.meter.heard == 2


async def test_f16_telegram_that_is_away_is_trouble_and_no_sign_of_life(post, town):
    await town.faults.down()
    with pytest.raises(TelegramDown):
        await post.registrar.look()
    assert post.meter.heard == 0

    await town.faults.up()
    await post.registrar.look()
    assert post.meter.heard == 1


async def test_f32_a_refused_token_is_remembered_until_it_is_accepted(post, town):
    town.faults.fail("getWebhookInfo", with_=Fault.UNAUTHORIZED)
    with pytest.raises(TokenRefused):
        await post.registrar.look()
    assert post.token.refused_since is not None

    await post.registrar.look()
    assert post.token.refused_since is None


async def test_an_address_that_telegram_does_not_take_is_said_with_the_reason(client, caplog):
    hook = Hook(client.bot, Webhook(url="http://bot.example/in", secret="s" * 43))

    with pytest.raises(TelegramDown):
        await hook.put_up()

    [record] = caplog.records
    assert record.message == "webhook refused"
    assert "url must be provided for webhook" in record.error.lower()
