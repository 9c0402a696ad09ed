"""When the bot is not well somebody hears of it, along each way, once, and also that it is over."""

from datetime import timedelta

import pytest

from bot.health import Reason
from bot.watching.alarm import Alarm
from config.settings import SQLITE
from config.texts import Texts
from flows.people import Function, Post
from storage.cipher import Cipher
from storage.unit_of_work import Storage
from tests.watching.telephone import Telephone, in_telegram

NETWORK = "amsterdam-amstelland"
TEXTS = Texts()


@pytest.fixture
def telephone() -> Telephone:
    return Telephone()


@pytest.fixture
async def alarm(storage, clock, vitals, telephone) -> Alarm:
    async with storage.work() as work:
        for number, function in ((7, Function.ADMIN), (8, Function.CHAIR)):
            post = Post(network=NETWORK, function=function)
            await work.people.enrol(number, "Canaria", post, clock.now())
    return Alarm(vitals, storage, clock, TEXTS, telephone)


async def test_what_is_over_within_half_a_minute_wakes_nobody(alarm, storage, clock, telephone):
    for turn in (0.0, 29.0):
        await alarm.look({Reason.POLL: clock.at}, turn)
    await alarm.look({}, 30.0)
    await alarm.look({Reason.POLL: clock.at}, 31.0)
    await alarm.look({Reason.POLL: clock.at}, 60.0)

    assert telephone.said == []
    assert await in_telegram(storage, clock) == []


async def test_what_lasts_is_told_once_along_both_ways_to_the_beheerders(
    alarm, storage, clock, telephone
):
    for turn in (0.0, 30.0, 35.0, 4000.0):
        await alarm.look({Reason.POLL: clock.at}, turn)

    assert await in_telegram(storage, clock) == [(7, "admin.unwell")]
    assert telephone.said == [
        "⚠ De bot is sinds 13:00 niet in orde: van Telegram komt niets binnen. "
        "Bel elkaar bij spoed, en kijk op de machine met spoedgroep doctor."
    ]


async def test_f32_a_refused_token_is_told_at_once(alarm, clock, telephone):
    await alarm.look({Reason.TOKEN: clock.at}, 0.0)

    assert [TEXTS.word("onwel", "token") in said for said in telephone.said] == [True]


async def test_a_second_trouble_is_told_although_the_first_still_lasts(alarm, clock, telephone):
    for turn in (0.0, 31.0):
        await alarm.look({Reason.CHAIN: clock.at}, turn)
    for turn in (100.0, 131.0):
        await alarm.look({Reason.CHAIN: clock.at, Reason.POLL: clock.at}, turn)

    assert len(telephone.said) == 2
    assert TEXTS.word("onwel", "chain") not in telephone.said[1]


async def test_when_all_is_well_for_a_minute_that_is_told_once(alarm, storage, clock, telephone):
    for turn in (0.0, 31.0):
        await alarm.look({Reason.POLL: clock.at}, turn)
    clock.at += timedelta(minutes=2)
    await alarm.look({}, 40.0)
    await alarm.look({}, 99.0)
    assert len(telephone.said) == 1

    for turn in (100.0, 200.0):
        await alarm.look({}, turn)

    assert telephone.said[1:] == ["De bot is weer in orde, sinds 13:02."]
    assert [key for _, key in await in_telegram(storage, clock)] == [
        "admin.unwell",
        "admin.well_again",
    ]


async def test_f101_a_way_that_fails_is_tried_again_and_holds_up_no_other(
    alarm, storage, clock, telephone, caplog
):
    telephone.breaks = True
    for turn in (0.0, 31.0, 36.0):
        await alarm.look({Reason.POLL: clock.at}, turn)
    assert await in_telegram(storage, clock) == [(7, "admin.unwell")]

    telephone.breaks = False
    telephone.answers = False
    await alarm.look({Reason.POLL: clock.at}, 42.0)
    telephone.answers = True
    await alarm.look({Reason.POLL: clock.at}, 50.0)
    assert telephone.said == []
    await alarm.look({Reason.POLL: clock.at}, 63.0)

    assert len(telephone.said) == 1
    assert "kanarie-4711" not in str([record.__dict__ for record in caplog.records])


async def test_when_the_database_is_what_is_wrong_the_second_way_still_goes(
    vitals, clock, telephone, tmp_path
):
    broken = Storage(f"{SQLITE}{tmp_path}/without_tables.db", b"chain", Cipher(bytes(32)))
    alarm = Alarm(vitals, broken, clock, TEXTS, telephone)

    for turn in (0.0, 31.0):
        await alarm.look({Reason.DATABASE: clock.at}, turn)

    assert len(telephone.said) == 1
    await broken.close()


async def test_after_a_restart_nothing_is_told_twice_and_the_end_is_told(
    alarm, vitals, storage, clock, telephone
):
    for turn in (0.0, 31.0):
        await alarm.look({Reason.CHAIN: clock.at}, turn)
    again = Alarm(vitals, storage, clock, TEXTS, telephone)

    for turn in (0.0, 31.0):
        await again.look({Reason.CHAIN: clock.at}, turn)
    assert len(telephone.said) == 1

    for turn in (40.0, 101.0):
        await again.look({}, turn)
    assert telephone.said[1:] == ["De bot is weer in orde, sinds 13:00."]


async def test_without_a_second_way_telegram_alone_is_told(alarm, vitals, storage, clock):
    alone = Alarm(vitals, storage, clock, TEXTS)
    for turn in (0.0, 31.0):
        await alone.look({Reason.POLL: clock.at}, turn)

    assert await in_telegram(storage, clock) == [(7, "admin.unwell")]


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_its_words(reason):
    assert TEXTS.word("onwel", reason.value)
