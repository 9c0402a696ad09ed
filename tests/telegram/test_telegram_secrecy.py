"""Neither the token nor what people write ever stands in a log or in an error."""

import json
import logging
import traceback

import pytest

from bot.screen import Button, Document, Screen
from bot.telegram.intake import Intake
from bot.telegram.routes import Routes, Unreadable
from bot.telegram.trouble import Trouble

TOKEN = "123456789:canary-AAF0123456789abcdefghijklmnopqrs"
SECRET = "kanarie"
CARD = Screen(text=f"<b>{SECRET}</b>", rows=((Button(label=SECRET, data=SECRET),),))
FILE = Screen(text=SECRET, document=Document(name=SECRET, content=SECRET.encode()))
ANSWERS = [
    (200, '{"ok":true,"result":[{"update_id":1,"message":"kanarie"}]}'),
    (200, f'{{"ok":true,"result":{{"text":"{SECRET}'),
    (200, f"<html>{SECRET}</html>"),
    (400, f"<html>{SECRET}</html>"),
    *(
        (status, json.dumps({"ok": False, "error_code": status, "description": words}))
        for status, words in [
            (400, f'Bad Request: can\'t parse entities: unsupported start tag "{SECRET}"'),
            (400, f"Bad Request: inline keyboard button URL '{SECRET}' is invalid"),
            (401, "Unauthorized"),
            (404, "Not Found"),
            (409, "Conflict: terminated by other getUpdates request"),
            (409, "Conflict: can't use getUpdates method while webhook is active"),
            (500, f"Internal Server Error: {SECRET}"),
        ]
    ),
]


async def try_everything(line, intake):
    """Every call there is; returns the errors and outcomes as anyone might print them."""
    told = []
    for call in (line.me, intake.fetch):
        try:
            await call()
        except Trouble:
            told.append(traceback.format_exc())
    told += [
        repr(outcome)
        for outcome in (
            await line.send(5, CARD),
            await line.send(5, FILE),
            await line.edit(5, 7, CARD),
            await line.answer("1", SECRET),
            await line.pin(5, 7),
            await line.commands({"open": SECRET}, 5),
        )
    ]
    return "\n".join([*told, repr(line.bot), str(line.bot)])


def seen(caplog):
    return "\n".join(str(vars(record)) + caplog.handler.format(record) for record in caplog.records)


@pytest.mark.parametrize("answer", ANSWERS, ids=str)
async def test_no_answer_of_telegram_brings_out_the_token_or_a_text(
    line, scripted, app_clock, caplog, answer
):
    caplog.set_level(logging.DEBUG)
    intake = Intake(line.bot, app_clock, poll_seconds=0)
    await intake.start()
    scripted.answers = [answer]

    told = await try_everything(line, intake) + seen(caplog)
    await intake.stop()

    assert TOKEN not in told
    assert TOKEN.partition(":")[2] not in told
    assert SECRET not in told


async def test_no_broken_line_brings_out_the_token_or_a_text(line, scripted, app_clock, caplog):
    caplog.set_level(logging.DEBUG)
    intake = Intake(line.bot, app_clock, poll_seconds=0)  # not started: nobody to ask
    await line.stop()

    told = await try_everything(line, intake) + seen(caplog)

    assert "not started" in told
    assert TOKEN not in told
    assert SECRET not in told


async def test_an_update_that_cannot_be_read_stays_out_of_the_log(client, caplog):
    caplog.set_level(logging.DEBUG)

    async def receive(one):
        raise AssertionError

    await client.me()
    caplog.clear()
    with pytest.raises(Unreadable) as caught:
        await Routes(client.bot, receive).dispatch({"update_id": 9, "message": SECRET})

    assert SECRET not in "".join(traceback.format_exception(caught.value)) + seen(caplog)


async def test_a_bug_of_ours_is_logged_as_an_error_with_its_ids(line, scripted, caplog):
    scripted.answers = [(400, json.dumps({"ok": False, "description": "Bad Request: too long"}))]

    await line.edit(5, 7, CARD)

    first = caplog.records[0]
    assert (first.levelname, first.message) == ("ERROR", "telegram edit")
    assert (first.chat_id, first.message_id, first.error) == (5, 7, "Too long")
