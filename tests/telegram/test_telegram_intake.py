"""Long polling against the practice town: nothing is confirmed before it was handled."""

import asyncio
import json
from datetime import timedelta

import pytest

from bot.practice.faults import Fault
from bot.telegram.intake import ALLOWED_UPDATES, Intake
from bot.telegram.trouble import OtherPoller, TelegramDown, TokenRefused


def texts(updates):
    return [update["message"]["text"] for update in updates]


async def handle(intake, updates):
    for update in updates:
        intake.confirm(update["update_id"])


async def test_updates_come_raw_in_order_and_all_kinds_are_asked_for(intake, town, sanne):
    await sanne.types("alarm")

    updates = await intake.fetch()

    assert texts(updates) == ["/start", "alarm"]
    asked = town.call_log[-1].params
    assert asked["allowed_updates"] == list(ALLOWED_UPDATES)
    assert "offset" not in asked


async def test_what_was_not_confirmed_comes_again(intake, sanne):
    first = await intake.fetch()

    assert await intake.fetch() == first


async def test_what_was_confirmed_is_forgotten_by_telegram_and_the_rest_is_not(intake, town, sanne):
    await sanne.types("een")
    await sanne.types("twee")
    start, een, twee = await intake.fetch()

    await handle(intake, [start, een])

    assert await intake.fetch() == [twee]
    assert town.world.updates.pending == 1


async def test_a_new_process_begins_with_what_is_still_open(intake, client, app_clock, sanne):
    updates = await intake.fetch()
    await intake.stop()  # killed before the confirmation reached Telegram
    await handle(intake, updates)

    fresh = Intake(client.bot, app_clock, poll_seconds=0)
    await fresh.start()

    assert await fresh.fetch() == updates
    await fresh.stop()


@pytest.mark.parametrize(("days", "kept"), [(5, True), (6, False)])
async def test_f34_the_offset_is_forgotten_after_six_idle_days(
    intake, town, clock, sanne, days, kept
):
    await handle(intake, await intake.fetch())
    await intake.fetch()
    clock.moves(timedelta(days=days))

    await intake.fetch()

    assert ("offset" in town.call_log[-1].params) is kept


async def test_f34_a_lower_number_after_an_idle_week_is_seen(line, scripted, clock, app_clock):
    intake = Intake(line.bot, app_clock, poll_seconds=0)
    await intake.start()
    high, low = ([{"update_id": number}] for number in (900_000_000, 5))
    scripted.answers = [(200, json.dumps({"ok": True, "result": one})) for one in (high, low)]

    await handle(intake, await intake.fetch())
    clock.moves(timedelta(days=8))
    await handle(intake, await intake.fetch())
    await intake.fetch()
    await intake.stop()

    assert [asked.get("offset") for asked in scripted.asked] == [None, None, "6"]


async def test_a_long_poll_ends_as_soon_as_something_comes(client, app_clock, town, sanne):
    intake = Intake(client.bot, app_clock, poll_seconds=25)
    await intake.start()
    await handle(intake, await intake.fetch())
    waiting = asyncio.create_task(intake.fetch())
    await town.until(lambda: town.world.updates.polled, what="a waiting poll")

    await sanne.types("alarm")

    assert texts(await waiting) == ["alarm"]
    await intake.stop()


async def test_a_second_poller_is_noticed_and_polling_goes_on(intake, town, sanne):
    town.faults.fail("getUpdates", with_=Fault.CONFLICT)

    with pytest.raises(OtherPoller):
        await intake.fetch()

    assert texts(await intake.fetch()) == ["/start"]


async def test_f32_a_refused_token_is_no_end_of_polling(intake, town, sanne):
    town.faults.fail("getUpdates", with_=Fault.UNAUTHORIZED, times=2)

    for _ in range(2):
        with pytest.raises(TokenRefused) as caught:
            await intake.fetch()
        assert caught.value.pause == timedelta(seconds=60)

    assert texts(await intake.fetch()) == ["/start"]


@pytest.mark.parametrize(
    "fault",
    [Fault.CONNECT, Fault.DROP_AFTER, Fault.HTTP_502, Fault.HTML_200, Fault.HALF_JSON],
    ids=lambda fault: fault.kind.name,
)
async def test_f33_a_bad_moment_at_telegram_loses_nothing(intake, town, sanne, fault):
    town.faults.fail("getUpdates", with_=fault)

    with pytest.raises(TelegramDown):
        await intake.fetch()

    assert texts(await intake.fetch()) == ["/start"]


async def test_f16_telegram_can_go_away_and_come_back(intake, town, sanne):
    await town.faults.down()
    with pytest.raises(TelegramDown):
        await intake.fetch()

    await town.faults.up()

    assert texts(await intake.fetch()) == ["/start"]


async def test_f35_a_foreign_webhook_is_removed_and_what_waits_stays(
    intake, client, town, sanne, caplog
):
    await client.bot.set_webhook("https://example.org/hook")

    assert await intake.fetch() == []
    assert texts(await intake.fetch()) == ["/start"]
    assert "foreign webhook removed" in caplog.messages


async def test_a_webhook_that_cannot_be_removed_is_trouble(intake, client, town, sanne):
    await client.bot.set_webhook("https://example.org/hook")
    town.faults.fail("deleteWebhook", with_=Fault.UNAUTHORIZED)

    with pytest.raises(TokenRefused):
        await intake.fetch()


async def test_an_update_without_a_number_does_not_hide_the_others(line, scripted, app_clock):
    intake = Intake(line.bot, app_clock, poll_seconds=0)
    await intake.start()
    scripted.answers = [(200, '{"ok":true,"result":[{},{"update_id":7,"oddity":[]}]}')]

    assert await intake.fetch() == [{"update_id": 7, "oddity": []}]
    await intake.stop()
