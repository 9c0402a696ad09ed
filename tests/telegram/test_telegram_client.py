"""What the client does, as it is seen on the phones of the practice town."""

from datetime import timedelta

import pytest

from bot.practice.faults import Fault
from bot.screen import Barred, Bug, Button, Document, Done, Gone, Later, Moved, Screen
from bot.telegram.client import Audience
from bot.telegram.trouble import TelegramDown, TokenRefused

YES = Button(label="✅ Kan nu", data="a:1")
PLAN = Button(label="Plan", url="https://example.org/plan")
CARD = Screen(text="<b>Spoed</b> &amp; snel", rows=((YES,), (PLAN,)))


async def test_s22_a_screen_is_sent_with_its_buttons_and_cannot_be_forwarded(client, sanne):
    outcome = await client.send(sanne.id, CARD)

    shown = sanne.newest()
    assert outcome == Done(message_id=shown.id)
    assert (shown.text, shown.labels) == ("Spoed & snel", ("✅ Kan nu", "Plan"))
    assert shown.protected
    assert not shown.silent


async def test_s23_a_link_has_no_preview(client, town, sanne):
    await client.send(sanne.id, CARD)

    assert town.call_log[-1].params["link_preview_options"] == {"is_disabled": True}


async def test_a_silent_screen_makes_no_sound(client, sanne):
    await client.send(sanne.id, Screen(text="later", silent=True))

    assert sanne.newest().silent


async def test_a_menu_stays_below_the_chat(client, town, sanne):
    await client.send(sanne.id, Screen(text="Kies", menu=("🚨 Alarm", "Open")))

    assert sanne.reply_keyboard == ("🚨 Alarm", "Open")
    markup = town.call_log[-1].params["reply_markup"]
    assert (markup["resize_keyboard"], markup["is_persistent"]) == (True, True)


async def test_a_document_goes_with_its_name_its_words_and_its_buttons(client, sanne):
    file = Document(name='Élise "november".pdf', content=b"%PDF" * 500_000)

    outcome = await client.send(
        sanne.id, Screen(text="<i>Maand</i>", document=file, rows=((YES,),))
    )

    shown = sanne.newest()
    assert outcome == Done(message_id=shown.id)
    assert (shown.file_name, shown.file_bytes) == (file.name, file.content)
    assert (shown.html, shown.labels) == ("<i>Maand</i>", ("✅ Kan nu",))
    assert shown.protected


async def test_a_document_can_get_other_words(client, sanne):
    file = Document(name="m.pdf", content=b"%PDF")
    sent = await client.send(sanne.id, Screen(text="oud", document=file))

    assert await client.edit(sanne.id, sent.message_id, Screen(text="nieuw", document=file)) == sent
    assert sanne.newest().text == "nieuw"


async def test_an_edit_shows_the_new_screen_and_takes_old_buttons_away(client, sanne):
    sent = await client.send(sanne.id, CARD)

    assert await client.edit(sanne.id, sent.message_id, Screen(text="Klaar")) == sent
    assert (sanne.newest().text, sanne.newest().labels) == ("Klaar", ())


async def test_f49_an_edit_that_changes_nothing_is_done(client, sanne):
    sent = await client.send(sanne.id, CARD)

    assert await client.edit(sanne.id, sent.message_id, CARD) == sent


async def test_f50_a_message_that_was_deleted_is_gone(client, sanne):
    sent = await client.send(sanne.id, CARD)
    assert await client.delete(sanne.id, sent.message_id) == Done()

    assert await client.edit(sanne.id, sent.message_id, Screen(text="nieuw")) == Gone()
    assert await client.delete(sanne.id, sent.message_id) == Gone()
    assert await client.pin(sanne.id, sent.message_id) == Gone()
    assert await client.unpin(sanne.id, sent.message_id) == Gone()


async def test_a_message_with_a_menu_cannot_be_edited_so_it_counts_as_gone(client, sanne):
    sent = await client.send(sanne.id, Screen(text="Kies", menu=("Open",)))

    assert await client.edit(sanne.id, sent.message_id, Screen(text="nieuw")) == Gone()


async def test_the_card_is_pinned_without_a_sound(client, town, sanne, group):
    sent = await client.send(group.id, CARD)

    assert await client.pin(group.id, sent.message_id) == Done()
    assert sanne.newest(group).pinned
    assert town.call_log[-1].params["disable_notification"] is True
    assert await client.unpin(group.id, sent.message_id) == Done()
    assert not sanne.newest(group).pinned


async def test_f55_without_the_right_to_pin_the_chat_bars_the_bot(client, sanne, group):
    sent = await client.send(group.id, CARD)
    await sanne.demotes_bot(group)

    outcome = await client.pin(group.id, sent.message_id)

    assert outcome == Barred(error="Not enough rights to manage pinned messages in the chat")


async def test_a_press_is_answered_with_a_toast(client, sanne):
    await client.send(sanne.id, CARD)
    press = await sanne.presses("Kan nu")

    assert await client.answer(press.query.id, "Genoteerd", alert=True) == Done()
    assert (await press.toast(), press.query.alert) == ("Genoteerd", True)


async def test_f25_a_toast_that_comes_too_late_is_lost_and_that_is_all(client, clock, sanne):
    await client.send(sanne.id, CARD)
    press = await sanne.presses("Kan nu")
    clock.moves(timedelta(minutes=5))

    assert await client.answer(press.query.id, "Genoteerd") == Done()
    assert await press.toast(within=0) is None


async def test_commands_are_offered_per_audience_and_per_chat(client, town, group):
    for where in (Audience.PRIVATE, Audience.GROUPS, group.id):
        assert await client.commands({"open": "Wat openstaat"}, where) == Done()

    scopes = [call.params["scope"] for call in town.call_log if call.method == "setMyCommands"]
    assert scopes == [
        {"type": "all_private_chats"},
        {"type": "all_group_chats"},
        {"type": "chat", "chat_id": group.id},
    ]


async def test_who_asks_to_join_is_let_in_or_not_and_twice_is_no_harm(client, town, group):
    agent, stranger = town.person("Agent"), town.person("Vreemde")
    await agent.asks_to_join(group)
    await stranger.asks_to_join(group)

    assert await client.approve_join(group.id, agent.id) == Done()
    assert await client.decline_join(group.id, stranger.id) == Done()
    assert await client.decline_join(group.id, stranger.id) == Done()
    assert group.member(agent.user).status.inside
    assert not group.member(stranger.user).status.inside


async def test_the_members_are_counted_until_the_bot_leaves(client, group):
    assert await client.member_count(group.id) == 3
    assert await client.leave(group.id) == Done()
    assert await client.member_count(group.id) is None


async def test_the_bot_knows_itself(client, town):
    assert await client.me() == (town.bot_id, town.bot_name)


async def test_a_refused_token_and_a_silent_telegram_are_told_apart(client, town):
    town.faults.fail("getMe", with_=Fault.UNAUTHORIZED)
    with pytest.raises(TokenRefused):
        await client.me()

    await town.faults.down()
    with pytest.raises(TelegramDown):
        await client.me()

    await town.faults.up()
    assert await client.me() == (town.bot_id, town.bot_name)


async def test_f52_who_blocked_the_bot_bars_it(client, sanne):
    await sanne.blocks_bot()

    assert await client.send(sanne.id, CARD) == Barred(
        error="Forbidden: bot was blocked by the user"
    )


async def test_f52_who_never_started_the_bot_bars_it(client, town):
    outcome = await client.send(town.person("Nieuw").id, CARD)

    assert outcome == Barred(error="Forbidden: bot can't initiate conversation with a user")


async def test_f54_a_group_that_became_a_supergroup_says_where_it_went(client, town, group):
    new = town.upgrades(group)

    assert await client.send(group.id, CARD) == Moved(chat_id=new.id)


async def test_f45_too_many_requests_are_for_this_chat_alone_and_to_the_second(client, town, sanne):
    town.faults.fail("sendMessage", with_=Fault.RETRY_AFTER(17))

    assert await client.send(sanne.id, CARD) == Later(
        at=town.clock.now() + timedelta(seconds=18), error="too many requests"
    )


async def test_f47_a_closed_door_has_sent_nothing_and_is_everywhere(client, town, sanne):
    await town.faults.down()

    outcome = await client.send(sanne.id, CARD)

    assert (outcome.perhaps, outcome.everywhere) == (False, True)
    assert outcome.at == town.clock.now() + timedelta(seconds=2)
    assert not sanne.shows("Spoed")


@pytest.mark.parametrize(
    ("fault", "arrived"),
    [
        (Fault.CONNECT, False),
        (Fault.DROP_AFTER, True),
        (Fault.SLOW(30), True),
        (Fault.HTTP_502, False),
        (Fault.HTML_200, False),
        (Fault.HALF_JSON, True),
    ],
    ids=lambda value: value.kind.name if isinstance(value, Fault) else str(value),
)
async def test_f48_what_may_have_arrived_is_marked(client, town, sanne, fault, arrived):
    town.faults.fail("sendMessage", with_=fault)

    outcome = await client.send(sanne.id, CARD)

    assert isinstance(outcome, Later)
    assert outcome.perhaps
    assert sanne.shows("Spoed") is arrived
    assert town.calls("sendMessage").count("ok") == int(arrived)  # the transport repeats nothing


async def test_f32_a_refused_token_stops_everything_for_a_minute_and_then_it_works(
    client, town, sanne
):
    town.faults.fail("sendMessage", with_=Fault.UNAUTHORIZED)

    assert await client.send(sanne.id, CARD) == Later(
        at=town.clock.now() + timedelta(seconds=60), everywhere=True, error="token"
    )
    assert isinstance(await client.send(sanne.id, CARD), Done)


async def test_what_comes_after_a_restart_of_telegram_does_not_stumble_over_the_old_line(
    client, town, sanne
):
    assert isinstance(await client.send(sanne.id, CARD), Done)
    await town.faults.down()
    await town.faults.up()

    assert isinstance(await client.send(sanne.id, CARD), Done)


async def test_f37_f51_a_text_that_telegram_cannot_read_goes_out_bare(client, sanne):
    broken = Screen(text="<b>Alarm</i> 5 < 6 &amp; meer", rows=((YES,),))

    outcome = await client.send(sanne.id, broken)

    shown = sanne.newest()
    assert outcome == Done(message_id=shown.id)
    assert (shown.text, shown.labels) == ("Alarm 5 < 6 & meer", ("✅ Kan nu",))
    assert shown.protected


async def test_f57_a_text_that_is_too_long_goes_out_cut_and_no_sign_in_half(client, sanne):
    await client.send(sanne.id, Screen(text="x" + "😀" * 3000))

    assert sanne.newest().text == "x" + "😀" * 2047


async def test_f58_a_button_that_telegram_refuses_is_left_out(client, sanne):
    heavy = Button(label="Te zwaar", data="€" * 22)  # 66 bytes

    outcome = await client.send(sanne.id, Screen(text="Alarm", rows=((heavy,),)))

    assert isinstance(outcome, Done)
    assert (sanne.newest().text, sanne.newest().labels) == ("Alarm", ())


async def test_an_edit_falls_back_in_the_same_way(client, sanne):
    sent = await client.send(sanne.id, CARD)

    assert await client.edit(sanne.id, sent.message_id, Screen(text="<b>stuk")) == sent
    assert sanne.newest().text == "stuk"


async def test_what_stays_refused_is_a_bug(client, town, sanne):
    assert await client.send(sanne.id, Screen(text=" ")) == Bug(error="Message text is empty")
    assert town.calls("sendMessage").count("ok") == 0
    assert len(town.calls("sendMessage")) == 2
