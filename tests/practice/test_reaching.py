"""Whom the bot can reach, how often, and who it has to be."""

from datetime import timedelta

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter

from bot.practice.faults import Fault


async def test_somebody_who_cannot_be_reached_is_refused(bot, town, sanne):
    stranger = town.person("Vreemde")
    gone = town.person("Weg")
    await gone.deletes_account()
    await sanne.blocks_bot()

    for phone, why in [
        (stranger, "bot can't initiate conversation with a user"),
        (sanne, "bot was blocked by the user"),
        (gone, "user is deactivated"),
    ]:
        with pytest.raises(Forbidden, match=why):
            await bot.send_message(phone.id, "x")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(12345, "x")


async def test_a_blocked_bot_can_write_again_after_a_new_start(bot, sanne):
    await sanne.blocks_bot()
    with pytest.raises(PermissionError):
        await sanne.types("hallo")

    await sanne.types("/start")

    assert await bot.send_message(sanne.id, "welkom terug")


async def test_a_group_that_put_the_bot_out_refuses_it(bot, town, sanne):
    small = town.group("Klein", [sanne])
    large = town.group("Groot", [sanne], supergroup=True)
    never = town.group("Nooit", [sanne], bot_is_member=False)
    await sanne.removes_bot(small)
    await sanne.removes_bot(large)

    for group, why in [
        (small, "bot was kicked from the group chat"),
        (large, "bot was kicked from the supergroup chat"),
        (never, "bot is not a member of the group chat"),
    ]:
        with pytest.raises(Forbidden, match=why):
            await bot.send_message(group.id, "x")


async def test_an_upgraded_group_tells_its_new_id_and_starts_empty(bot, town, group, sanne):
    old = await bot.send_message(group.id, "kaart")
    new = town.upgrades(group)

    with pytest.raises(ChatMigrated) as moved:
        await bot.edit_message_text("kaart 2", group.id, old.message_id)
    told = [one.message for one in await bot.get_updates() if one.message]
    sent = await bot.send_message(moved.value.new_chat_id, "kaart 2")

    assert moved.value.new_chat_id == new.id
    assert (told[-2].chat.id, told[-2].migrate_to_chat_id) == (group.id, new.id)
    assert (told[-1].chat.id, told[-1].migrate_from_chat_id) == (new.id, group.id)
    assert [one.id for one in sanne.chat(group)] == [sent.message_id]
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("kaart 3", new.id, old.message_id)


async def test_twenty_a_minute_in_a_group_and_no_more(strict_town, web, clock):
    group = strict_town.group("Druk", [strict_town.person("Sanne")])
    url = f"{strict_town.url}/bot{strict_town.token}/sendMessage"
    message = {"chat_id": group.id, "text": "x"}
    for _ in range(20):
        assert (await web.post(url, json=message)).status == 200
    clock.moves(timedelta(seconds=15))

    late = await web.post(url, json=message)
    said = await late.json()
    clock.moves(timedelta(seconds=45))

    assert said["description"] == "Too Many Requests: retry after 45"
    assert said["parameters"] == {"retry_after": 45}
    assert late.headers["Retry-After"] == "45"
    assert (await web.post(url, json=message)).status == 200


async def test_edits_count_with_the_sends(strict_town, web):
    group = strict_town.group("Druk", [strict_town.person("Sanne")])
    url = f"{strict_town.url}/bot{strict_town.token}/"
    sent = await (await web.post(url + "sendMessage", json=dict(chat_id=group.id, text="0"))).json()
    edit = {"chat_id": group.id, "message_id": sent["result"]["message_id"]}

    codes = [
        (await web.post(url + "editMessageText", json=edit | {"text": str(count)})).status
        for count in range(1, 21)
    ]

    assert codes == [200] * 19 + [429]


async def test_thirty_a_second_in_all(strict_town, web):
    url = f"{strict_town.url}/bot{strict_town.token}/sendMessage"
    phones = [strict_town.person(f"Partner {number}") for number in range(31)]
    for phone in phones:
        await phone.types("/start")

    codes = [(await web.post(url, json={"chat_id": p.id, "text": "x"})).status for p in phones]

    assert codes == [200] * 30 + [429]


async def test_a_wrong_token_and_an_unknown_method_are_refused(town, web, ask):
    async with web.get(f"{town.url}/bot123:x/getMe") as answer:
        assert (answer.status, await answer.json()) == (
            401,
            {"ok": False, "error_code": 401, "description": "Unauthorized"},
        )
    assert await ask("makeCoffee") == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_the_library_knows_the_refusals_by_their_class(bot, town, sanne):
    town.faults.fail("sendMessage", with_=Fault.RETRY_AFTER(7))
    with pytest.raises(RetryAfter) as wait:
        await bot.send_message(sanne.id, "x")
    town.faults.fail("sendMessage", with_=Fault.UNAUTHORIZED)
    with pytest.raises(InvalidToken):
        await bot.send_message(sanne.id, "x")

    assert wait.value.retry_after == timedelta(seconds=7)
