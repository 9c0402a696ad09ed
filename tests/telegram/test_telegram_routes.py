"""From each raw update to the one input that says it in our words."""

from datetime import UTC, datetime

import pytest
from telegram_corpus import (
    ANONYMOUS,
    ANSWERED,
    BOT,
    CHANNEL,
    CORPUS,
    FORWARDED,
    GROUP,
    HELPER,
    MEDIA,
    PRIVATE,
    SANNE,
    SEEN,
    command,
    message,
    mutated,
    nobody,
    origin,
    press,
)

from bot.inputs import MediaKind, Ordered, Other, Pressed, Sent, Typed
from bot.telegram.reading import fingerprint
from bot.telegram.routes import Routes, Unreadable


async def test_a_press_tells_who_pressed_what_where(read):
    raw = press()

    assert await read(raw) == Pressed(
        origin=origin(raw), callback_id="77", data="a:1", message_id=7
    )


async def test_a_press_on_a_message_out_of_reach_still_counts(read):
    raw = press(message={"chat": PRIVATE, "message_id": 3, "date": 0})

    assert await read(raw) == Pressed(
        origin=origin(raw, chat_id=61, is_private=True),
        callback_id="77",
        data="a:1",
        message_id=3,
    )


async def test_a_press_without_a_message_comes_from_no_chat(read):
    raw = press(message=None, inline_message_id="i")

    assert await read(raw) == Pressed(origin=origin(raw, chat_id=0), callback_id="77", data="a:1")


@pytest.mark.parametrize(
    ("text", "name", "argument"),
    [
        ("/open", "open", ""),
        ("/Open", "open", ""),
        ("/start a-b_c", "start", "a-b_c"),
        (f"/koppel@{BOT}", "koppel", ""),
        (f"/koppel@{BOT.upper()}  veilig \n thuis ", "koppel", "veilig \n thuis"),
    ],
)
async def test_a_command_is_split_in_its_name_and_the_rest(read, text, name, argument):
    raw = command(text)

    assert await read(raw) == Ordered(
        origin=origin(raw), name=name, argument=argument, message_id=7
    )


@pytest.mark.parametrize("year", [1970, 2016, 2036, 2100])
async def test_f42_what_date_an_update_bears_makes_no_difference(read, year):
    date = int(datetime(year, 1, 1, tzinfo=UTC).timestamp())
    raw = command("/open", date=date)

    assert await read(raw) == Ordered(origin=origin(raw), name="open", argument="", message_id=7)


async def test_a_command_for_another_bot_is_none_of_ours(read):
    raw = command("/open@HulpBot")

    assert await read(raw) == Other(origin=origin(raw))


async def test_a_command_that_was_forwarded_is_only_words(read):
    raw = command("/open", **FORWARDED)

    assert await read(raw) == Typed(origin=origin(raw), text="/open", message_id=7, forwarded=True)


async def test_a_line_of_text_is_typed(read):
    raw = message(text="gewoon een zin", chat=PRIVATE)

    assert await read(raw) == Typed(
        origin=origin(raw, chat_id=61, is_private=True), text="gewoon een zin", message_id=7
    )


async def test_f24_a_line_that_was_changed_says_so_also_when_it_is_a_command_by_now(read):
    raw = message(
        "edited_message",
        text="/open",
        entities=[{"type": "bot_command", "offset": 0, "length": 5}],
    )

    assert await read(raw) == Typed(origin=origin(raw), text="/open", message_id=7, edited=True)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("photo", MediaKind.PHOTO),
        ("voice", MediaKind.VOICE),
        ("audio", MediaKind.VOICE),
        ("video", MediaKind.VIDEO),
        ("video_note", MediaKind.VIDEO),
        ("animation", MediaKind.VIDEO),
        ("document", MediaKind.DOCUMENT),
        ("location", MediaKind.LOCATION),
        ("contact", MediaKind.CONTACT),
        ("sticker", MediaKind.STICKER),
        ("dice", MediaKind.OTHER),
        ("of next year", MediaKind.OTHER),
    ],
)
async def test_of_what_is_no_text_only_the_kind_is_told(read, name, kind):
    raw = message(**MEDIA[name])

    fetched = "F1" if kind is MediaKind.DOCUMENT else ""
    assert await read(raw) == Sent(origin=origin(raw), kind=kind, message_id=7, file_id=fetched)


async def test_a_picture_put_in_afterwards_is_seen_and_a_moving_place_is_not_told_again(read):
    picture = message("edited_message", **MEDIA["photo"])
    place = message("edited_message", **MEDIA["location"])

    assert await read(picture) == Sent(origin=origin(picture), kind=MediaKind.PHOTO, message_id=7)
    assert await read(place) == Other(origin=nobody(place))


@pytest.mark.parametrize(
    "content",
    [
        {"from": ANONYMOUS, "sender_chat": GROUP},
        {"from": ANONYMOUS},
        {"sender_chat": CHANNEL},
        {"via_bot": HELPER},
        {"from": HELPER},
        {"from": None},
    ],
    ids=str,
)
async def test_f39_who_hides_behind_a_group_a_channel_or_a_bot_is_nobody(read, content):
    raw = command("/open", **content)

    assert (await read(raw)).origin == nobody(raw)


async def test_a_post_in_a_channel_is_of_no_use(read):
    raw = {"update_id": 500, "channel_post": SEEN | {"chat": CHANNEL, "text": "nieuws"}}

    assert await read(raw) == Other(origin=nobody(raw, chat_id=CHANNEL["id"]))


@pytest.mark.parametrize("content", [{"new_chat_members": [SANNE]}, {"new_chat_title": "Nieuw"}])
async def test_a_line_of_telegram_itself_is_of_no_use(read, content):
    raw = message(**content)

    assert await read(raw) == Other(origin=nobody(raw))


@pytest.mark.parametrize(
    ("content", "chat_id"),
    [
        ({}, 0),
        ({"thought": {"chat": GROUP}}, GROUP["id"]),
        ({"thought": {"chat": {"id": "x"}}, "dream": 7}, 0),
        ({"poll_answer": ANSWERED}, 0),
    ],
)
async def test_f23_an_update_of_next_year_is_counted_with_the_chat_it_names(read, content, chat_id):
    raw = {"update_id": 500} | content

    assert await read(raw) == Other(origin=nobody(raw, chat_id=chat_id))


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("Sanne", "de Vries", "Sanne de Vries"),
        ("\u202eSan\u200bne\u2066", None, "Sanne"),
        ("A\nB\tC\u2028D", "\x00\x1b[31m", "A B C D [31m"),
        ("x" * 70, None, "x" * 64),
        ("\u200b", "\u202e", ""),
    ],
)
async def test_f37_a_name_cannot_turn_the_line_around_or_fill_the_screen(read, first, last, name):
    raw = message(text="ik", **{"from": SANNE | {"first_name": first, "last_name": last}})

    assert (await read(raw)).origin.name == name


async def test_the_fingerprint_hangs_on_the_content_and_not_on_its_order():
    one = {"update_id": 1, "message": {"text": "é \ud83d"}}

    assert fingerprint(one) == fingerprint({"message": {"text": "é \ud83d"}, "update_id": 1})
    assert fingerprint(one) != fingerprint({"update_id": 1, "message": {"text": "e"}})
    assert len(fingerprint(one)) == 16


@pytest.mark.parametrize("number", range(len(CORPUS)))
async def test_f23_new_fields_anywhere_change_nothing(read, number):
    raw = CORPUS[number]
    (kind,) = [key for key in raw if key != "update_id"] or [""]
    fuller = raw | {"aura": {"colour": 1}}
    if kind:
        fuller[kind] = raw[kind] | {"depth": 3, "layers": [{"chat": None}]}

    plain, rich = await read(raw), await read(fuller)

    assert type(plain) is type(rich)
    assert plain.origin.chat_id == rich.origin.chat_id


@pytest.mark.parametrize("start", range(0, 1000, 100))
async def test_f22_a_spoiled_update_is_read_or_called_unreadable_and_nothing_else(read, start):
    unreadable = 0
    for seed in range(start, start + 100):
        raw = mutated(seed)
        try:
            found = await read(raw)
        except Unreadable:
            unreadable += 1
        else:
            assert found.origin.fingerprint == fingerprint(raw)
    assert 0 < unreadable < 90


async def test_f22_a_poison_update_does_not_stop_the_next(read):
    with pytest.raises(Unreadable) as caught:
        await read({"update_id": 501, "message": "gif"})
    assert caught.value.update_id == 501

    assert isinstance(await read(press()), Pressed)


async def test_what_the_receiver_raises_reaches_the_caller(client):
    async def receive(one):
        raise KeyError("our own mistake")

    await client.me()

    with pytest.raises(KeyError, match="our own mistake"):
        await Routes(client.bot, receive).dispatch(press())


async def test_what_a_phone_sends_arrives_as_an_input(client, intake, town, sanne, group):
    inputs = []

    async def receive(one):
        inputs.append(one)

    await client.me()
    routes = Routes(client.bot, receive)
    await intake.fetch()
    await sanne.types(f"/koppel@{town.bot_name}", group)
    await sanne.types("geheim", group, anonymous=True)
    await sanne.sends_photo(group)
    await sanne.forwards("van iemand", group)

    for raw in (await intake.fetch())[-4:]:
        await routes.dispatch(raw)

    kinds = [(type(one), one.origin.user_id) for one in inputs]
    assert kinds == [(Ordered, sanne.id), (Typed, None), (Sent, sanne.id), (Typed, sanne.id)]
