"""What a person does with a phone, and what that person sees."""

import pytest
from telegram import InlineKeyboardButton as Key
from telegram import InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove


def keys(*labels):
    return InlineKeyboardMarkup([[Key(label, callback_data=label) for label in labels]])


async def test_a_link_opens_the_conversation_and_says_start(bot, town):
    phone = town.person("Nieuw")

    await phone.opens(town.link("uitnodiging-1"))

    heard = (await bot.get_updates())[-1].message
    assert heard.text == "/start uitnodiging-1"
    assert heard.entities[0].type == "bot_command"
    assert await bot.send_message(phone.id, "welkom")


async def test_a_button_with_a_link_to_the_bot_does_the_same(bot, town, group):
    phone = town.person("Nieuw")
    await phone.joins(group)
    link = InlineKeyboardMarkup([[Key("Begin", url=town.link("koppel"))]])
    await bot.send_message(group.id, "Nog niet gestart?", reply_markup=link)

    press = await phone.presses("Begin", group)

    assert phone.newest().text == "/start koppel"
    assert (await press.toast(), phone.taps) == (None, 1)


async def test_a_link_for_a_group_adds_the_bot_and_starts_it_there(bot, town, sanne):
    group = town.group("Nieuw", [sanne], bot_is_member=False)

    await sanne.opens(f"https://t.me/{town.bot_name}?startgroup=zo&admin=pin_messages", group)

    assert (await bot.get_chat_member(group.id, bot.id)).status == "administrator"
    assert (await bot.get_updates())[-1].message.text == f"/start@{town.bot_name} zo"


@pytest.mark.parametrize("link", ["https://t.me/AnderBot?start=x", "https://x.nl", "t.me?start=é"])
async def test_a_link_to_somewhere_else_is_not_followed(sanne, link):
    with pytest.raises(LookupError):
        await sanne.opens(link)


async def test_a_start_parameter_that_telegram_would_drop_is_not_followed(town, sanne):
    with pytest.raises(LookupError):
        await sanne.opens(town.link("x" * 65))


async def test_the_newest_button_is_pressed_and_the_exact_one_first(bot, sanne):
    await bot.send_message(sanne.id, "oud", reply_markup=keys("Ja"))
    await bot.send_message(sanne.id, "nieuw", reply_markup=keys("Ja, later", "Ja"))

    await sanne.presses("Ja")
    await sanne.presses("later")
    await sanne.presses("Ja", message=sanne.chat()[1])

    queries = [one.callback_query for one in await bot.get_updates() if one.callback_query]
    pressed = [(one.message.text, one.data) for one in queries]
    assert pressed == [("nieuw", "Ja"), ("nieuw", "Ja, later"), ("oud", "Ja")]
    assert sanne.taps == 3


async def test_a_button_that_is_not_there_names_those_that_are(bot, sanne):
    await bot.send_message(sanne.id, "kaart", reply_markup=keys("Ja", "Nee"))

    with pytest.raises(LookupError, match=r"'Misschien'.*\['Ja', 'Nee'\]"):
        await sanne.presses("Misschien")
    assert sanne.taps == 0


async def test_a_tampered_press_carries_any_data(bot, sanne):
    await bot.send_message(sanne.id, "kaart", reply_markup=keys("Ja"))

    await sanne.presses_data("nep", sanne.newest())

    assert (await bot.get_updates())[-1].callback_query.data == "nep"


async def test_the_keys_of_a_keyboard_send_their_own_text(bot, sanne):
    number = KeyboardButton("Deel nummer", request_contact=True)
    keyboard = ReplyKeyboardMarkup([["🚨 Alarm", number]])
    await bot.send_message(sanne.id, "menu", reply_markup=keyboard)
    assert sanne.reply_keyboard == ("🚨 Alarm", "Deel nummer")

    await sanne.presses("Alarm")
    await sanne.presses("nummer")

    said, shared = [one.message for one in await bot.get_updates()][-2:]
    assert (said.text, shared.contact.user_id) == ("🚨 Alarm", sanne.id)
    await bot.send_message(sanne.id, "weg", reply_markup=ReplyKeyboardRemove())
    assert sanne.reply_keyboard == ()


async def test_a_question_that_asks_for_a_reply_gets_one(ask, bot, town, sanne):
    group = town.group("Stil", [sanne], bot_is_admin=False)
    await ask("sendMessage", chat_id=group.id, text="Hoe laat?", reply_markup={"force_reply": True})

    await sanne.types("14:30", group)

    heard = (await bot.get_updates())[-1].message
    assert (heard.text, heard.reply_to_message.text) == ("14:30", "Hoe laat?")


async def test_sees_waits_for_what_comes_after_a_mark(bot, sanne):
    await bot.send_message(sanne.id, "Genoteerd", reply_markup=keys("Ja"))
    assert (await sanne.sees("teerd")).text == "Genoteerd"
    mark, count = sanne.mark(), len(sanne.chat())

    with pytest.raises(AssertionError, match=r"(?s)Genoteerd.*\[Ja\]"):
        await sanne.sees("Genoteerd", within=0, after=mark)
    with pytest.raises(AssertionError, match="sees no button"):
        await sanne.sees_button("Ja", within=0, after=count)
    await bot.edit_message_text("Genoteerd!", sanne.id, sanne.newest().id, reply_markup=keys("Ja"))

    assert await sanne.sees("Genoteerd", after=mark) is await sanne.sees_button("Ja")


async def test_until_says_what_did_not_come(town):
    with pytest.raises(AssertionError, match="did not come to peace"):
        await town.until(lambda: False, within=0, what="peace")


async def test_a_group_is_seen_by_its_members_only(bot, town, group, sanne):
    await bot.send_message(group.id, "kaart", protect_content=True, disable_notification=True)
    outsider = town.person("Buiten")

    card = sanne.newest(group)

    assert (card.protected, card.silent) == (True, True)
    with pytest.raises(LookupError, match="not in Netwerk Zuidoost"):
        outsider.chat(group)
    await sanne.leaves(group)
    with pytest.raises(LookupError):
        sanne.newest(group)
    assert [one.text for one in town.sent_to(group)] == ["kaart"]


async def test_nobody_touches_the_words_of_others(group, town, sanne):
    other = town.person("Ander")
    await other.joins(group)
    said = await sanne.types("van mij", group)

    with pytest.raises(PermissionError):
        await other.edits(said, "niet waar")
    with pytest.raises(PermissionError):
        await other.deletes(said)
    with pytest.raises(PermissionError):
        await other.types("ik ben de groep", group, anonymous=True)
    await sanne.deletes(said)
    assert said.deleted
