"""Every answer that Telegram may give, and what it means for us."""

import json
from datetime import timedelta

import pytest

from bot.screen import Barred, Bug, Button, Done, Gone, Later, Moved, Screen
from bot.telegram.intake import Intake
from bot.telegram.trouble import OtherPoller, TelegramDown, TokenRefused

CARD = Screen(text="<b>Alarm</b>", rows=((Button(label="Kan nu", data="a"),),))
SENT = {"message_id": 7, "date": 1, "chat": {"id": 5, "type": "private"}}
PAGE = "<html><body>Forbidden</body></html>"


def refusal(status, description, **parameters):
    said = {"ok": False, "error_code": status, "description": description}
    return status, json.dumps(said | ({"parameters": parameters} if parameters else {}))


def bad(words):
    return refusal(400, f"Bad Request: {words}")


@pytest.mark.parametrize(
    "words",
    [
        "message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message",
        "query is too old and response timeout expired or query ID is invalid",
        "QUERY_ID_INVALID",
        "HIDE_REQUESTER_MISSING",
        "USER_ALREADY_PARTICIPANT",
    ],
)
async def test_f25_f49_what_already_is_so_is_done(line, scripted, words):
    scripted.answers = [bad(words)]

    assert await line.answer("1") == Done()


@pytest.mark.parametrize(
    "words",
    [
        "message to edit not found",
        "message to delete not found",
        "message to pin not found",
        "message to unpin not found",
        "message can't be edited",
        "MESSAGE_ID_INVALID",
        "there is no text in the message to edit",
    ],
)
async def test_f50_a_message_that_is_not_there_is_gone(line, scripted, words):
    scripted.answers = [bad(words)]

    assert await line.edit(5, 7, CARD) == Gone()
    assert len(scripted.asked) == 1


@pytest.mark.parametrize(
    "answer",
    [
        refusal(403, "Forbidden: bot was blocked by the user"),
        refusal(403, "Forbidden: bot was kicked from the supergroup chat"),
        refusal(403, "Forbidden: bot is not a member of the channel chat"),
        refusal(403, "Forbidden: user is deactivated"),
        refusal(403, "Forbidden: the group chat was deleted"),
        refusal(403, "Forbidden: words of next year"),
        bad("chat not found"),
        bad("PEER_ID_INVALID"),
        bad("not enough rights to send text messages to the chat"),
        bad("not enough rights to manage pinned messages in the chat"),
        bad("have no rights to send a message"),
        bad("need administrator rights in the channel chat"),
        bad("CHAT_WRITE_FORBIDDEN"),
        bad("CHAT_SEND_PLAIN_FORBIDDEN"),
        bad("CHAT_RESTRICTED"),
        bad("CHAT_ADMIN_REQUIRED"),
        bad("user is deactivated"),
        bad("group chat was deactivated"),
        bad("TOPIC_CLOSED"),
        bad("message thread not found"),
        bad("message can't be deleted for everyone"),
    ],
    ids=lambda answer: answer[1],
)
async def test_f56_a_closed_chat_bars_the_bot(line, scripted, answer):
    scripted.answers = [answer]

    outcome = await line.send(5, CARD)

    assert isinstance(outcome, Barred)
    assert outcome.error
    assert len(scripted.asked) == 1


async def test_a_group_that_moved_says_where(line, scripted):
    scripted.answers = [
        refusal(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=-1002000000000,
        )
    ]

    assert await line.send(-5, CARD) == Moved(chat_id=-1002000000000)


@pytest.mark.parametrize(("asked", "obeyed"), [(1, 2), (3600, 3601), (10**7, 86401)])
async def test_f45_a_pause_is_obeyed_to_the_second_but_no_longer_than_a_day(
    line, scripted, clock, asked, obeyed
):
    scripted.answers = [refusal(429, "Too Many Requests: retry after", retry_after=asked)]

    outcome = await line.send(5, CARD)

    assert outcome == Later(at=clock.now() + timedelta(seconds=obeyed), error="too many requests")


@pytest.mark.parametrize("status", [401, 404])
async def test_a_refused_token_is_told_as_such(line, scripted, clock, status):
    scripted.answers = [refusal(status, "Unauthorized")]

    assert await line.pin(5, 7) == Later(
        at=clock.now() + timedelta(seconds=60), everywhere=True, error="token"
    )


@pytest.mark.parametrize(
    "answer",
    [
        refusal(500, "Internal Server Error: restart"),
        (502, PAGE),
        (503, ""),
        (504, "null"),
        (200, PAGE),
        (200, ""),
        (200, '{"ok":true,"result":{"mess'),
        (200, "[]"),
        (200, "null"),
        (200, "{}"),
        (200, '{"ok":true}'),
        (200, '{"ok":true,"result":{}}'),
        (200, '{"ok":true,"result":7}'),
        (200, '{"ok":true,"result":true}'),
        (200, '{"ok":true,"result":{"message_id":0,"date":1,"chat":{"id":5,"type":"private"}}}'),
        (200, '{"ok":true,"result":{"message_id":7}}'),
        (200, '{"ok":true,"result":{"message_id":7,"date":1e99,"chat":{"id":5,"type":"private"}}}'),
        (302, PAGE),
        (400, PAGE),
        (401, PAGE),
        (403, PAGE),
        (404, PAGE),
        (407, PAGE),
        refusal(409, "Conflict: whatever"),
        refusal(418, "a code of next year"),
        refusal(429, "Too Many Requests"),
    ],
    ids=str,
)
async def test_f62_f63_an_answer_that_says_nothing_may_hide_a_deed(line, scripted, clock, answer):
    scripted.answers = [answer]

    outcome = await line.send(5, CARD)

    assert isinstance(outcome, Later)
    assert (outcome.perhaps, outcome.everywhere) == (True, False)
    assert outcome.at == clock.now() + timedelta(seconds=2)
    assert len(scripted.asked) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("message is too long", "Message is too long"),
        ("BUTTON_DATA_INVALID", "Button_data_invalid"),
        ("REPLY_MARKUP_TOO_LONG", "Reply_markup_too_long"),
        (
            'can\'t parse entities: Unsupported start tag "jan jansen" at byte offset 3',
            "Can't parse entities: unsupported start tag … at byte offset 3",
        ),
        (
            "inline keyboard button URL 'https://t.me/x?start=o'clock' is invalid: Wrong HTTP URL",
            "Inline keyboard button url … is invalid: wrong http url",
        ),
        ("words of next year", "Words of next year"),
    ],
)
async def test_f62_our_mistake_is_tried_once_more_and_told_without_our_text(
    line, scripted, words, told
):
    scripted.answers = [bad(words)]

    assert await line.send(5, CARD) == Bug(error=told)
    assert len(scripted.asked) == 2


async def test_a_file_that_is_too_large_is_our_mistake(line, scripted):
    scripted.answers = [refusal(413, "Request Entity Too Large")]

    assert isinstance(await line.send(5, CARD), Bug)


async def test_what_the_second_try_meets_counts_unless_it_is_a_mistake_again(line, scripted):
    mistake, blocked = bad("can't parse entities"), refusal(403, "Forbidden: bot was blocked")
    scripted.answers = [mistake, blocked]
    assert isinstance(await line.send(5, CARD), Barred)

    scripted.answers = [mistake, (200, json.dumps({"ok": True, "result": SENT}))]
    assert await line.send(5, CARD) == Done(message_id=7)


@pytest.mark.parametrize(
    ("answer", "trouble", "seconds"),
    [
        (refusal(401, "Unauthorized"), TokenRefused, 3),
        (refusal(404, "Not Found"), TokenRefused, 3),
        (refusal(409, "Conflict: terminated by other getUpdates request"), OtherPoller, 5),
        (refusal(429, "Too Many Requests: retry after 9", retry_after=9), TelegramDown, 9),
        (refusal(429, "Too Many Requests"), TelegramDown, 0.2),
        (refusal(500, "Internal Server Error"), TelegramDown, 0.2),
        ((502, PAGE), TelegramDown, 0.2),
        ((200, PAGE), TelegramDown, 0.2),
        ((401, PAGE), TelegramDown, 0.2),
        ((200, '{"ok":true,"result":[{"update'), TelegramDown, 0.2),
        ((200, '{"ok":true,"result":{}}'), TelegramDown, 0.2),
        ((200, "[]"), TelegramDown, 0.2),
        ((200, '{"ok":true,"result":[{},[],{"update_id":"7"}]}'), TelegramDown, 0.2),
    ],
    ids=str,
)
async def test_f33_each_trouble_of_polling_has_its_name_and_its_pause(
    line, scripted, app_clock, answer, trouble, seconds
):
    intake = Intake(line.bot, app_clock, poll_seconds=0, refused_pause=timedelta(seconds=3))
    await intake.start()
    scripted.answers = [answer]

    with pytest.raises(trouble) as caught:
        await intake.fetch()
    await intake.stop()

    assert caught.value.pause == timedelta(seconds=seconds)
