"""What is known of the bot comes from what it did: loops, commits, and the database itself."""

import json
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from bot.errands import line_errand
from bot.health import Reason
from bot.watching.vitals import Vitals
from config.settings import SQLITE
from flows.notices import Rank
from storage.cipher import Cipher
from storage.facts import BACKED_UP, PROBE
from storage.instant import written
from storage.outbox import Errand
from storage.unit_of_work import Storage


def alarm_errand(clock) -> Errand:
    return Errand(
        kind="card", group_id=None, user_id=7, rank=Rank.ALARM,
        not_before=clock.now(), made_at=clock.now(),
    )  # fmt: skip


async def test_a_bot_that_has_just_begun_is_well(vitals):
    await vitals.look()

    assert vitals.unwell() == {}


async def test_l5_who_never_polls_is_deaf_after_ninety_seconds(vitals, moves_on):
    moves_on(89)
    await vitals.look()
    assert Reason.POLL not in vitals.unwell()

    moves_on(2)

    assert Reason.POLL in vitals.unwell()
    vitals.polled()
    assert Reason.POLL not in vitals.unwell()


async def test_l5_when_nothing_can_be_written_for_a_minute_that_counts(vitals, moves_on):
    await vitals.look()
    moves_on(61)

    assert Reason.DATABASE in vitals.unwell()


async def test_writing_is_tried_when_nobody_wrote_and_only_then(vitals, storage, clock, moves_on):
    await vitals.look()
    async with storage.view() as work:
        assert await work.facts.get(PROBE) is None

    moves_on(31)
    await vitals.look()

    async with storage.view() as work:
        assert await work.facts.get(PROBE) == written(clock.real())
    assert Reason.DATABASE not in vitals.unwell()


async def test_a_look_that_fails_makes_nothing_well(tmp_path, clock, moves_on):
    storage = Storage(f"{SQLITE}{tmp_path}/without_tables.db", b"chain", Cipher(bytes(32)))
    vitals = Vitals(storage, clock)
    moves_on(61)

    with pytest.raises(OperationalError):
        await vitals.look()

    assert Reason.DATABASE in vitals.unwell()
    await storage.close()


async def test_an_alarm_that_waits_for_two_minutes_counts_and_another_line_does_not(
    vitals, storage, clock
):
    async with storage.work() as work:
        await work.outbox.tell(line_errand(7, "admin.bug", clock.now()))
    clock.at += timedelta(minutes=5)
    async with storage.work() as work:
        await work.outbox.tell(alarm_errand(clock))
    clock.at += timedelta(seconds=120)
    await vitals.look()
    assert vitals.unwell() == {}
    assert vitals.seen.oldest[Rank.PLAN] == timedelta(minutes=7)

    clock.at += timedelta(seconds=1)
    await vitals.look()

    assert vitals.unwell() == {Reason.ALARM_WAITS: clock.real()}


async def test_what_is_wrong_keeps_the_moment_at_which_it_was_first_seen(vitals, clock, moves_on):
    moves_on(91)
    first = vitals.unwell()[Reason.POLL]
    clock.at += timedelta(minutes=3)

    assert vitals.unwell()[Reason.POLL] == first


async def test_f31_f32_a_trouble_of_a_loop_is_over_when_it_comes_around(vitals):
    vitals.went_wrong("receive", "OtherPoller")
    assert vitals.unwell() == {}
    vitals.went_wrong("receive", "TokenRefused")
    assert list(vitals.unwell()) == [Reason.TOKEN]

    vitals.polled()

    assert vitals.unwell() == {}


async def test_f14_a_loop_that_fails_is_not_stuck_and_one_that_says_nothing_is(vitals, moves_on):
    for loop in ("tell", "clock"):
        vitals.begins(loop)
    moves_on(91)
    vitals.went_wrong("tell", "OSError")

    assert vitals.signs().turns["tell"] < 1
    assert vitals.signs().turns["clock"] > 90
    assert "receive" not in vitals.signs().turns, "it has not begun: Telegram may be away"


async def test_the_age_of_the_backup_is_known_when_there_is_one(vitals, storage, clock):
    await vitals.look()
    assert vitals.seen.backed_up_at is None

    async with storage.work() as work:
        await work.facts.set(BACKED_UP, json.dumps({"at": written(clock.now())}))
    await vitals.look()

    assert vitals.seen.backed_up_at == clock.now()
