"""What the bot changes afterwards: edits, deletions, pins, answers to a press, membership."""

from datetime import timedelta

import pytest
from telegram import BotCommand, BotCommandScopeChat, ForceReply, InlineKeyboardMarkup
from telegram import InlineKeyboardButton as Key
from telegram.error import BadRequest

from bot.practice.refusals import NOT_MODIFIED

YES = InlineKeyboardMarkup([[Key("Ja", callback_data="y")]])
NO_PIN = "Not enough rights to manage pinned messages in the chat"


async def test_an_edit_changes_the_message_in_the_hand(bot, clock, group, sanne):
    sent = await bot.send_message(group.id, "Wacht op: OM", reply_markup=YES)
    card = sanne.newest(group)
    clock.moves(timedelta(minutes=3))

    edited = await bot.edit_message_text("Compleet", group.id, sent.message_id)

    assert (card.text, card.labels, card.edits) == ("Compleet", (), 1)
    assert [text for _, text in card.history] == ["Wacht op: OM", "Compleet"]
    assert edited.edit_date - sent.date == timedelta(minutes=3)


async def test_an_edit_without_a_difference_is_refused(ask, sanne):
    markup = {"inline_keyboard": [[{"text": "Ja", "callback_data": "y"}]]}
    sent = (await ask("sendMessage", chat_id=sanne.id, text="x", reply_markup=markup))["result"]
    edit = {"chat_id": sanne.id, "message_id": sent["message_id"], "reply_markup": markup}

    same = [
        await ask("editMessageText", text="<b></b>x ", parse_mode="HTML", **edit),
        await ask("editMessageReplyMarkup", **edit),
    ]
    bold = await ask("editMessageText", text="<b>x</b>", parse_mode="HTML", **edit)

    assert [one["description"] for one in same] == [f"Bad Request: {NOT_MODIFIED}"] * 2
    assert bold["ok"]


async def test_what_cannot_be_edited(bot, sanne):
    asked = await bot.send_message(sanne.id, "Hoe laat?", reply_markup=ForceReply())
    file = await bot.send_document(sanne.id, b"x", filename="x.txt")

    for number, why in [
        (99_999, "Message to edit not found"),
        (sanne.chat()[0].id, "Message can't be edited"),
        (asked.message_id, "Message can't be edited"),
        (file.message_id, "There is no text in the message to edit"),
    ]:
        with pytest.raises(BadRequest, match=why):
            await bot.edit_message_text("y", sanne.id, number)
    await bot.edit_message_caption(sanne.id, file.message_id, caption="bijlage")
    assert sanne.newest().text == "bijlage"


async def test_a_message_can_be_deleted_for_48_hours(bot, clock, group, sanne):
    first, second = [await bot.send_message(group.id, text) for text in ("een", "twee")]

    await bot.delete_message(group.id, first.message_id)
    clock.moves(timedelta(hours=48, seconds=1))

    assert [one.text for one in sanne.chat(group)] == ["twee"]
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(group.id, second.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(group.id, first.message_id)


async def test_the_bot_needs_a_right_to_delete_the_words_of_others(bot, town, sanne):
    group = town.group("Klein", [sanne], bot_is_admin=False)
    said = await sanne.types("naam van een kind", group)

    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(group.id, said.id)
    await sanne.adds_bot(group)
    await bot.delete_message(group.id, said.id)

    assert said.deleted


async def test_a_card_deleted_by_hand_is_found_out_at_the_next_edit(bot, group, sanne):
    sent = await bot.send_message(group.id, "kaart")
    await sanne.deletes(sanne.newest(group))

    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("kaart 2", group.id, sent.message_id)


async def test_pinning_takes_a_right_and_leaves_a_service_message(bot, town, group, sanne):
    sent = await bot.send_message(group.id, "kaart")
    await bot.pin_chat_message(group.id, sent.message_id, disable_notification=True)

    heard = (await bot.get_updates())[-1].message
    shown = await bot.get_chat(group.id)

    assert heard.pinned_message.message_id == shown.pinned_message.message_id == sent.message_id
    assert sanne.newest(group).pinned
    await bot.unpin_chat_message(group.id)
    assert not sanne.newest(group).pinned
    await sanne.demotes_bot(group)
    with pytest.raises(BadRequest, match=NO_PIN):
        await bot.pin_chat_message(group.id, sent.message_id)


async def test_a_press_is_answered_with_a_toast(bot, group, sanne):
    await bot.send_message(group.id, "Kun je?", reply_markup=YES)
    press = await sanne.presses("Ja", group)
    query = (await bot.get_updates())[-1].callback_query

    await query.answer("Genoteerd")
    await query.answer("nog eens")

    assert (query.data, query.from_user.id, query.message.text) == ("y", sanne.id, "Kun je?")
    assert await press.toast() == "Genoteerd"
    assert sanne.toasts == ("Genoteerd",)


async def test_an_answer_that_is_late_long_or_to_nothing_is_refused(ask, clock, sanne):
    markup = {"inline_keyboard": [[{"text": "Ja", "callback_data": "y"}]]}
    await ask("sendMessage", chat_id=sanne.id, text="?", reply_markup=markup)
    press = await sanne.presses("Ja")
    known = {"callback_query_id": press.query.id}
    long = await ask("answerCallbackQuery", text="x" * 201, **known)
    clock.moves(timedelta(seconds=61))

    late = await ask("answerCallbackQuery", **known)
    unknown = await ask("answerCallbackQuery", callback_query_id="1")

    assert long["error_code"] == 400
    assert "query is too old and response timeout expired" in late["description"]
    assert unknown == late
    assert await press.toast(within=0) is None


async def test_who_is_in_a_group_can_be_asked(bot, group, sanne, town):
    assert await bot.get_chat_member_count(group.id) == 3
    assert (await bot.get_chat_member(group.id, sanne.id)).status == "creator"
    assert (await bot.get_chat_member(group.id, town.person("Buiten").id)).status == "left"
    in_charge = await bot.get_chat_administrators(group.id)
    assert [one.user.id for one in in_charge] == [sanne.id, bot.id]
    with pytest.raises(BadRequest, match="Invalid user_id specified"):
        await bot.get_chat_member(group.id, 5)


async def test_a_member_can_be_put_out_and_let_in_again(bot, town, sanne):
    other = town.person("Vertrokken")
    group = town.group("Groot", [sanne, other], supergroup=True)

    await bot.ban_chat_member(group.id, other.id)

    with pytest.raises(LookupError):
        other.chat(group)
    with pytest.raises(PermissionError):
        await other.joins(group)
    await bot.unban_chat_member(group.id, other.id)
    await other.joins(group)
    assert await bot.get_chat_member_count(group.id) == 3
    with pytest.raises(BadRequest, match="Can't remove chat owner"):
        await bot.ban_chat_member(group.id, sanne.id)


async def test_who_asks_to_join_is_approved_or_declined_once(bot, group, town):
    one, two = town.person("Een"), town.person("Twee")
    for phone in (one, two):
        await phone.asks_to_join(group)

    await bot.approve_chat_join_request(group.id, one.id)
    await bot.decline_chat_join_request(group.id, two.id)

    assert one.chat(group) == ()
    with pytest.raises(LookupError):
        two.chat(group)
    with pytest.raises(BadRequest, match="Hide_requester_missing"):
        await bot.approve_chat_join_request(group.id, two.id)


async def test_commands_are_kept_per_scope_and_language(bot, sanne):
    alarm, status = BotCommand("alarm", "Alarm"), BotCommand("status", "Hoe het staat")
    await bot.set_my_commands([alarm])
    await bot.set_my_commands([status], scope=BotCommandScopeChat(sanne.id), language_code="nl")

    assert await bot.get_my_commands() == (alarm,)
    own = await bot.get_my_commands(scope=BotCommandScopeChat(sanne.id), language_code="nl")
    assert own == (status,)
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await bot.set_my_commands([BotCommand("uit-nodigen", "x")])


async def test_the_bot_tells_what_it_is_for(bot):
    await bot.set_my_description("Voor spoed.")

    assert (await bot.get_my_description()).description == "Voor spoed."
    assert (await bot.get_my_name()).name == "Spoedgroep (oefening)"
