"""Who lives of the processes on one database, and how the work goes over from one to another."""

from datetime import timedelta

from bot.fellows import GONE_AFTER, LOST_AFTER, SENDS_FOR, SETTLES_IN, Roll
from storage.processes import Sign
from storage.slots import ALL

SECOND = timedelta(seconds=1)


def holds(beats: int) -> Sign:
    return Sign(beats=beats, holds=True)


def test_who_gives_no_sign_for_ten_seconds_is_lost():
    roll = Roll()

    assert roll.lost({1: holds(5), 2: holds(0)}, 0 * SECOND) == []
    assert roll.lost({1: holds(9), 2: holds(0)}, LOST_AFTER - SECOND) == []
    assert roll.lost({1: holds(9), 2: holds(0)}, LOST_AFTER) == [2]


def test_who_let_go_of_its_connection_as_well_is_lost_sooner():
    roll, gone = Roll(), Sign(beats=3, holds=False)

    assert roll.lost({1: gone}, 0 * SECOND) == []
    assert roll.lost({1: gone}, GONE_AFTER - SECOND) == []
    assert roll.lost({1: gone}, GONE_AFTER) == [1]


def test_every_sign_begins_the_wait_anew():
    roll = Roll()
    for second in range(60):
        assert roll.lost({1: holds(second // 9)}, second * SECOND) == []


def test_a_newcomer_is_not_lost_at_first_sight():
    roll = Roll()
    assert roll.lost({1: holds(0)}, 0 * SECOND) == []
    assert roll.lost({1: holds(1), 2: holds(0)}, 100 * SECOND) == []


def test_what_was_seen_before_the_database_was_away_does_not_count():
    """All are silent while it is away, and who is back first would be the only one left."""
    roll = Roll()
    roll.lost({1: holds(4)}, 0 * SECOND)
    roll.forget()

    assert roll.lost({1: holds(4)}, 60 * SECOND) == []
    assert roll.lost({1: holds(4)}, 60 * SECOND + LOST_AFTER) == [1]


def test_who_waits_to_take_over_waits_longer_than_the_other_sends():
    assert SENDS_FOR < LOST_AFTER


async def test_two_share_all_chats_and_the_first_goes_first(both):
    first, second = both

    assert first.slots | second.slots == ALL
    assert not first.slots & second.slots
    assert (first.count, second.count) == (2, 2)
    assert (first.is_first, second.is_first) == (True, False)


async def test_who_leaves_hands_over_at_once(both):
    first, second = both
    heard = []
    second.tells(heard.append)

    await first.leave()
    await second.round()

    assert second.is_first
    assert second.slots == ALL
    assert heard == [2, 1]  # who comes later is told at once that it is not alone


async def test_who_is_silent_is_given_up_by_the_others_and_finds_that_out(both, clock):
    first, second = both
    for _ in range(6):
        await second.round()
        clock.counted += 2 * SECOND

    assert second.is_first
    assert second.slots == ALL
    assert not first.may_send()

    await first.round()

    assert first.given_up


async def test_who_could_not_give_a_sign_sends_nothing_until_it_did(both, clock):
    first, _ = both
    assert first.may_send()

    clock.counted += SENDS_FOR
    assert not first.may_send()

    await first.round()
    assert first.may_send()


async def test_a_while_after_somebody_came_it_is_the_same_processes(both, clock):
    first, _ = both
    assert not first.has_settled

    clock.counted += SETTLES_IN
    assert first.has_settled
