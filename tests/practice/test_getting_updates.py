"""Updates: confirming, expiring, polling, and what the bot gets to hear."""

import asyncio
from datetime import timedelta

from bot.practice.wire import ADMIN_RIGHTS

CONFLICT = "Conflict: terminated by other getUpdates request"


def kinds(answer):
    return [next(key for key in one if key != "update_id") for one in answer["result"]]


async def test_an_update_stays_until_a_higher_offset_confirms_it(ask, sanne):
    first = (await ask("getUpdates"))["result"]
    again = (await ask("getUpdates", offset=first[0]["update_id"]))["result"]

    after = (await ask("getUpdates", offset=first[0]["update_id"] + 1))["result"]

    assert (first, after) == (again, [])
    assert (await ask("getUpdates"))["result"] == []


async def test_an_offset_far_ahead_is_not_believed(ask, sanne):
    first = (await ask("getUpdates"))["result"]

    assert (await ask("getUpdates", offset=first[-1]["update_id"] + 1000))["result"] == first


async def test_a_negative_offset_leaves_the_last_ones(ask, sanne):
    for text in ("one", "two", "three"):
        await sanne.types(text)

    left = (await ask("getUpdates", offset=-2))["result"]

    assert [one["message"]["text"] for one in left] == ["two", "three"]
    assert (await ask("getUpdates"))["result"] == left


async def test_a_limit_holds_back_the_rest(ask, sanne):
    await sanne.types("one")

    assert [u["message"]["text"] for u in (await ask("getUpdates", limit=1))["result"]] == [
        "/start"
    ]


async def test_a_press_is_lost_after_150_seconds_and_a_message_after_a_day(ask, clock, sanne):
    keyboard = {"inline_keyboard": [[{"text": "Ja", "callback_data": "y"}]]}
    await ask("sendMessage", chat_id=sanne.id, text="?", reply_markup=keyboard)
    await sanne.presses("Ja")
    assert kinds(await ask("getUpdates")) == ["message", "callback_query"]

    clock.moves(timedelta(seconds=150))
    assert kinds(await ask("getUpdates")) == ["message"]

    clock.moves(timedelta(hours=24))
    assert kinds(await ask("getUpdates")) == []


async def test_after_a_week_of_silence_the_numbers_start_anywhere(ask, clock, sanne):
    first = (await ask("getUpdates"))["result"][-1]["update_id"]
    clock.moves(timedelta(days=7))

    await sanne.types("hallo")

    assert (await ask("getUpdates"))["result"][0]["update_id"] != first + 1


async def test_a_poll_waits_for_what_comes(ask, town):
    poll = asyncio.create_task(ask("getUpdates", timeout=30))
    await town.until(lambda: town.world.updates.polled, what="a waiting poll")

    await town.person("Laat").types("/start")

    assert kinds(await poll) == ["message"]


async def test_a_second_poller_ends_the_first(ask, town):
    first = asyncio.create_task(ask("getUpdates", timeout=30))
    await town.until(lambda: town.world.updates.polled, what="a waiting poll")

    second = await ask("getUpdates")

    assert (await first)["error_code"] == 409
    assert (await first)["description"].startswith(CONFLICT)
    assert second["ok"]


async def test_polling_is_refused_while_a_webhook_is_set(ask, sanne):
    assert (await ask("setWebhook", url="http://x.nl"))["error_code"] == 400
    await ask("setWebhook", url="https://x.nl/hook", secret_token="geheim")

    refused = await ask("getUpdates")
    info = (await ask("getWebhookInfo"))["result"]
    await ask("deleteWebhook")

    assert refused["error_code"] == 409
    assert "webhook is active" in refused["description"]
    assert (info["url"], info["pending_update_count"]) == ("https://x.nl/hook", 1)
    assert kinds(await ask("getUpdates")) == ["message"]


async def test_changes_of_members_come_only_when_they_were_asked_for(ask, group, town):
    await town.person("Eerste").joins(group)
    await ask("getUpdates", allowed_updates=["message", "chat_member"])
    await town.person("Tweede").joins(group)

    changes = [u["chat_member"] for u in (await ask("getUpdates"))["result"] if "chat_member" in u]

    assert [one["new_chat_member"]["user"]["first_name"] for one in changes] == ["Tweede"]


async def test_an_ordinary_bot_hears_only_what_is_meant_for_it(ask, town, sanne):
    group = town.group("Stil", [sanne], bot_is_admin=False)
    mine = (await ask("sendMessage", chat_id=group.id, text="card"))["result"]
    await ask("getUpdates", offset=-1)
    await sanne.types("onder ons", group)
    await sanne.types("/open@AnderBot", group)
    await sanne.types("/open", group)
    await sanne.types("/open@spoedgroepoefenbot nu", group)
    await sanne.types("antwoord", group, reply_to=group.messages[mine["message_id"]])
    await town.person("Nieuw").joins(group)

    heard = [one["message"] for one in (await ask("getUpdates"))["result"][1:]]

    assert [one.get("text", "joined") for one in heard] == [
        "/open",
        "/open@spoedgroepoefenbot nu",
        "antwoord",
        "joined",
    ]


async def test_an_administrator_hears_everything(ask, town, sanne):
    group = town.group("Luid", [sanne], bot_is_admin=False)
    await sanne.adds_bot(group, rights=frozenset(ADMIN_RIGHTS[:1]))

    await sanne.types("onder ons", group)

    assert (await ask("getUpdates"))["result"][-1]["message"]["text"] == "onder ons"


async def test_the_library_reads_everything_a_phone_can_send(bot, group, sanne, town):
    channel = town.channel("Nieuws")
    sends = [
        sanne.sends_photo(group, "kijk"),
        sanne.sends_voice(group),
        sanne.sends_document(group),
        sanne.sends_sticker(group),
        sanne.sends_location(group),
        sanne.sends_contact(group),
        sanne.forwards("doorgestuurd", group),
        sanne.forwards("van een ander", group, origin=town.world.bot),
        sanne.types("als groep", group, anonymous=True),
        sanne.types("als kanaal", group, as_channel=channel),
        sanne.types("via", group, via_bot=town.world.bot),
    ]
    sent = [await one for one in sends]
    await sanne.edits(sent[-1], "anders")
    await bot.get_updates(allowed_updates=["message", "chat_join_request"])
    await town.person("Wachtend").asks_to_join(group)
    await sanne.blocks_bot()

    updates = await bot.get_updates()

    heard = [one.message for one in updates if one.message][-len(sent) :]
    assert [one.message_id for one in heard] == [one.id for one in sent]
    assert heard[0].photo
    assert heard[0].caption == "kijk"
    assert heard[5].contact.user_id == sanne.id
    assert heard[6].forward_origin.sender_user_name == "Iemand"
    assert (heard[8].from_user.id, heard[8].sender_chat.id) == (1087968824, group.id)
    assert heard[9].sender_chat.type == "channel"
    assert heard[10].via_bot.id == bot.id
    assert [one.edited_message.text for one in updates if one.edited_message] == ["anders"]
    assert updates[-1].chat_join_request.from_user.first_name == "Wachtend"


async def test_blocking_and_unblocking_are_told(bot, sanne):
    await sanne.blocks_bot()
    await sanne.unblocks_bot()

    changes = [one.my_chat_member for one in await bot.get_updates() if one.my_chat_member]

    assert [one.new_chat_member.status for one in changes] == ["kicked", "member"]
