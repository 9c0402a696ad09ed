"""Telegram on a bad day: each fault as the application meets it."""

import asyncio

import aiohttp
import pytest
from telegram.error import Conflict, NetworkError, TelegramError, TimedOut

from bot.practice.faults import Fault


@pytest.mark.parametrize(
    ("fault", "error", "arrived"),
    [
        (Fault.CONNECT, NetworkError, False),
        (Fault.DROP_AFTER, NetworkError, True),
        (Fault.HTTP_502, NetworkError, False),
        (Fault.HTML_200, TelegramError, False),
        (Fault.HALF_JSON, TelegramError, True),
        (Fault.CONFLICT, Conflict, False),
    ],
)
async def test_a_fault_hides_the_answer_and_sometimes_the_message(
    bot, town, sanne, fault, error, arrived
):
    town.faults.fail("sendMessage", with_=fault)

    with pytest.raises(error):
        await bot.send_message(sanne.id, "alarm")

    assert sanne.shows("alarm") is arrived
    assert await bot.send_message(sanne.id, "weer goed")


async def test_a_slow_answer_comes_after_the_deed(bot, town, sanne):
    town.faults.fail("sendMessage", with_=Fault.SLOW(30))

    with pytest.raises(TimedOut):
        await bot.send_message(sanne.id, "alarm", read_timeout=0.1)

    assert sanne.shows("alarm")


async def test_faults_last_as_often_as_planned(ask, town):
    town.faults.fail("*", with_=Fault.RETRY_AFTER(3), times=2)
    town.faults.fail("getMe", with_=Fault.UNAUTHORIZED, times=None)

    codes = [(await ask(name)).get("error_code") for name in ("getMe", "getWebhookInfo", "getMe")]
    town.faults.heal()

    assert codes == [401, 429, 401]
    assert (await ask("getMe"))["ok"]


async def test_a_town_that_is_down_refuses_connections_until_it_is_up(bot, town, sanne, web):
    await town.faults.down()

    with pytest.raises(aiohttp.ClientConnectorError):
        await web.get(town.url)
    with pytest.raises(NetworkError):
        await bot.send_message(sanne.id, "x")
    await sanne.types("zegt wat terwijl het stil is")
    await town.faults.up()

    assert (await bot.get_updates())[-1].message.text.startswith("zegt wat")


async def test_going_down_cuts_a_waiting_poll(bot, town):
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await town.until(lambda: town.world.updates.polled, what="a waiting poll")

    await town.faults.down()

    with pytest.raises(NetworkError):
        await poll


async def test_a_call_that_is_held_waits_before_the_deed(bot, town, sanne):
    town.faults.hold("sendMessage")
    call = asyncio.create_task(bot.send_message(sanne.id, "alarm"))
    await town.until(lambda: town.faults.holding("sendMessage"), what="a held call")
    assert not sanne.shows("alarm")

    town.faults.release("sendMessage")

    assert (await call).text == "alarm"


async def test_the_town_outlives_the_application(town, sanne, web):
    """The poll of a killed process is left hanging; the next process gets everything."""
    url = f"{town.url}/bot{town.token}/getUpdates"
    update = (await (await web.post(url, json={})).json())["result"][0]["update_id"]
    killed = asyncio.create_task(web.post(url, json={"offset": update + 1, "timeout": 30}))
    await town.until(lambda: town.world.updates.polled, what="a waiting poll")
    killed.cancel()

    await sanne.types("na de dood")
    said = await (await web.post(url, json={})).json()

    assert [one["message"]["text"] for one in said["result"]] == ["na de dood"]


async def test_every_call_is_written_down(ask, town, sanne, clock):
    await ask("sendMessage", chat_id=sanne.id, text="x")
    await ask("sendMessage", chat_id=1, text="x")

    first, second = town.call_log

    assert (first.at, first.method, first.params["chat_id"]) == (
        clock.now(),
        "sendMessage",
        sanne.id,
    )
    assert (first.ok, second.ok, second.why) == (True, False, "Bad Request: chat not found")
    assert town.calls("sendMessage") == ["ok", "Bad Request: chat not found"]
