"""What the bot may send, and the words with which Telegram refuses the rest."""

import struct

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 320, 200) + b"\x08\x06\x00\x00\x00"


def rows(*rows):
    return {"inline_keyboard": [list(row) for row in rows]}


def key(text="Ja", **action):
    return {"text": text} | (action or {"callback_data": "y"})


async def test_marks_come_out_as_telegram_keeps_them(bot, sanne):
    source = "  <b>Let op</b> 👍 <i>x &lt; y &amp; z</i> <a href='https://x.nl'>hier</a>\n"

    sent = await bot.send_message(sanne.id, source, parse_mode="HTML")

    assert sent.text == "Let op 👍 x < y & z hier"
    assert sent.text_html == (
        '<b>Let op</b> 👍 <i>x &lt; y &amp; z</i> <a href="https://x.nl">hier</a>'
    )
    assert sanne.newest().html == sent.text_html
    assert sent.parse_entities()[sent.entities[1]] == "x < y & z"


async def test_the_newer_marks_are_known_too(bot, sanne):
    source = (
        '<tg-time unix="1790000000" format="wDT">14:30</tg-time> '
        "<blockquote expandable>lang</blockquote><tg-spoiler>weg</tg-spoiler>"
        '<span class="tg-spoiler">ook</span><pre><code class="language-py">x</code></pre>'
        f'<a href="tg://user?id={sanne.id}">Sanne</a>'
    )

    sent = await bot.send_message(sanne.id, source, parse_mode="HTML")

    types = [str(one.type) for one in sent.entities]
    assert types == [
        "date_time",
        "expandable_blockquote",
        "spoiler",
        "spoiler",
        "pre",
        "text_mention",
    ]
    assert sent.entities[4].language == "py"
    assert sent.entities[5].user.first_name == "Sanne"


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("é <x>y</x>", 'Unsupported start tag "x" at byte offset 3'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'Unmatched end tag, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("1 < 2", "Unclosed start tag"),
        ("Jansen & Jansen", "Unescaped &"),
        ("&nbsp;", "Unescaped &"),
        ("<span>x</span>", 'Unsupported start tag "span"'),
    ],
)
async def test_html_that_telegram_cannot_read_is_refused(ask, sanne, source, why):
    answer = await ask("sendMessage", chat_id=sanne.id, text=source, parse_mode="HTML")

    assert answer["error_code"] == 400
    assert answer["description"].startswith("Bad Request: can't parse entities: ")
    assert why in answer["description"]


async def test_the_length_counts_after_the_marks_in_utf16(ask, sanne):
    fits = "<b>" + "👍" * 2048 + "</b>"

    assert (await ask("sendMessage", chat_id=sanne.id, text=fits, parse_mode="HTML"))["ok"]
    for text, why in [
        ("👍" * 2048 + "x", "message is too long"),
        (" \n ", "message text is empty"),
    ]:
        answer = await ask("sendMessage", chat_id=sanne.id, text=text)
        assert answer["description"] == f"Bad Request: {why}"


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        (rows([key(callback_data="é" * 33)]), "BUTTON_DATA_INVALID"),
        (rows([key(callback_data="")]), "BUTTON_DATA_INVALID"),
        (rows([{"text": "x"}]), "Text buttons are unallowed in the inline keyboard"),
        (rows([{"callback_data": "x"}]), 'Field "text" must be of type String'),
        (rows([key(callback_data="x", url="https://x.nl")]), "exactly one"),
        (rows([key(url="ftp://x.nl")]), "button URL 'ftp://x.nl' is invalid: Unsupported URL"),
        (rows([key(url="http://localhost")]), "is invalid: Wrong HTTP URL"),
        (rows([key(url="http://x.nl:99999")]), "Wrong port number"),
        (rows([key()] * 9), "reply markup is too long"),
        (rows(*[[key()]] * 101), "reply markup is too long"),
        (rows(*[[key(text="x" * 300)]] * 40), "reply markup is too long"),
        ({"inline_keyboard": "x"}, "Array"),
        ("{", "can't parse reply markup JSON object"),
    ],
)
async def test_a_keyboard_that_is_not_right_is_refused(ask, sanne, markup, why):
    answer = await ask("sendMessage", chat_id=sanne.id, text="x", reply_markup=markup)

    assert answer["error_code"] == 400
    assert why in answer["description"]


async def test_callback_data_of_64_bytes_and_a_link_are_right(bot, sanne):
    buttons = [
        InlineKeyboardButton("Ja", callback_data="é" * 32),
        InlineKeyboardButton("Kaart", url="tg://resolve?domain=x"),
    ]

    sent = await bot.send_message(sanne.id, "x", reply_markup=InlineKeyboardMarkup([buttons]))

    assert sent.reply_markup.inline_keyboard[0][0].callback_data == "é" * 32
    assert sanne.newest().labels == ("Ja", "Kaart")


async def test_parameters_are_taken_in_every_form(town, web, sanne):
    url = f"{town.url}/bot{town.token}/SENDMESSAGE"
    markup = '{"inline_keyboard": [[{"text": "Ja", "callback_data": "y"}]]}'
    params = {"chat_id": str(sanne.id), "text": "x", "reply_markup": markup}

    answers = [
        await web.get(url, params=params),
        await web.post(url, data=params),
        await web.post(url, json=params | {"disable_notification": True}),
    ]

    assert [one.status for one in answers] == [200, 200, 200]
    assert [one.labels for one in sanne.chat()[1:]] == [("Ja",)] * 3
    assert sanne.newest().silent


async def test_a_document_arrives_with_its_bytes(bot, sanne):
    sent = await bot.send_document(
        sanne.id, b"Mei", filename="verslag.txt", caption="<b>Mei</b>", parse_mode="HTML"
    )

    got = sanne.newest()
    file = await bot.get_file(sent.document.file_id)
    again = await bot.send_document(sanne.id, sent.document.file_id)

    assert (got.file_name, got.file_bytes, got.html) == ("verslag.txt", b"Mei", "<b>Mei</b>")
    assert bytes(await file.download_as_bytearray()) == b"Mei"
    assert again.document.file_name == "verslag.txt"


async def test_a_photo_has_to_be_a_picture(bot, sanne):
    sent = await bot.send_photo(sanne.id, PNG)

    assert (sent.photo[0].width, sent.photo[0].height) == (320, 200)
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(sanne.id, b"geen plaatje")
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(sanne.id, b"")


async def test_a_reply_needs_the_message_it_answers(bot, ask, sanne):
    await bot.send_message(sanne.id, "x", reply_to_message_id=sanne.newest().id)

    missing = {"message_id": 99_999}
    refused = await ask("sendMessage", chat_id=sanne.id, text="x", reply_parameters=missing)
    free = missing | {"allow_sending_without_reply": True}
    taken = await ask("sendMessage", chat_id=sanne.id, text="x", reply_parameters=free)

    assert refused["description"] == "Bad Request: message to be replied not found"
    assert taken["ok"]


async def test_text_that_is_no_utf8_is_refused(town, web, sanne, ask):
    url = f"{town.url}/bot{town.token}/sendMessage"
    raw = b'{"chat_id": %d, "text": "\\ud83d"}' % sanne.id

    async with web.post(url, data=raw, headers={"Content-Type": "application/json"}) as answer:
        said = await answer.json()

    assert said["description"] == "Bad Request: strings must be encoded in UTF-8"
