"""How much goes out where: never more than Telegram takes, and alarms before the rest."""

from datetime import UTC, datetime, timedelta

from bot.limits import PER_GROUP, PER_SECOND, RESERVE, WINDOW, Limits
from flows.notices import Rank

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
GROUP, PERSON = "group:1", "user:7"


def sent(limits, times, rank):
    """So many messages to the group, each as soon as it may; gives when they went."""
    moments, now = [], NOON
    for _ in range(times):
        now = limits.free_at(GROUP, rank, now, edit=False)
        limits.went(GROUP, now, edit=False)
        moments.append(now)
    return moments


def test_f61_forty_alarms_at_once_keep_to_the_measure_of_a_group_and_are_out_in_three_minutes():
    limits = Limits(unknown_until=NOON)

    moments = sent(limits, 40, Rank.ALARM)

    for start in moments:
        assert sum(start <= moment < start + WINDOW for moment in moments) <= PER_GROUP
    assert moments[-1] - NOON <= timedelta(minutes=3)
    assert limits.free_at(PERSON, Rank.ALARM, moments[-1], edit=False) == moments[-1]


def test_f61_what_can_wait_leaves_room_for_an_alarm():
    limits = Limits(unknown_until=NOON)

    moments = sent(limits, PER_GROUP - RESERVE + 1, Rank.PLAN)

    assert moments[-2] == NOON
    assert moments[-1] == NOON + WINDOW
    fresh = Limits(unknown_until=NOON)
    sent(fresh, PER_GROUP - RESERVE, Rank.PLAN)
    assert fresh.free_at(GROUP, Rank.ALARM, NOON, edit=False) == NOON


def test_f61_two_processes_together_send_no_more_than_one_may():
    def goes_at_once(limits):
        free = 0
        while limits.free_at(f"user:{free}", Rank.ALARM, NOON, edit=False) == NOON:
            limits.went(f"user:{free}", NOON, edit=False)
            free += 1
        return free

    alone, shared = Limits(unknown_until=NOON), Limits(unknown_until=NOON)
    shared.share(2, NOON)

    assert goes_at_once(alone) == PER_SECOND
    assert 2 * goes_at_once(shared) <= PER_SECOND


def test_f61_of_a_group_that_was_anothers_it_is_not_known_what_went_there():
    limits = Limits(unknown_until=NOON - WINDOW)
    limits.share(2, NOON)

    moments = sent(limits, PER_GROUP, Rank.ALARM)

    assert sum(moment == NOON for moment in moments) <= PER_GROUP // 2
