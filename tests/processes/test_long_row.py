"""A night without the bot: what waited is read ahead, and the process that does so is killed."""

import pytest
from lives import check_presses

CANARY = "Fien Canarivogel uit de Kanariestraat"
ROW = 230  # more than two polls bring


def waits(place):
    [(count,)] = place.rows("SELECT count(*) FROM waiting_update")
    return count


def answers(place):
    query = "SELECT count(*) FROM history WHERE name = 'AnswerGiven'"
    [(count,)] = place.rows(query)
    return count


@pytest.fixture
async def row(place, application):
    """An alert, and then a night in which everybody types, and at the end two answer."""
    await application.start()
    alert = await place.raises(place.phones["vt"])
    await place.comes(lambda: not place.owes(), "an empty outbox")
    assert await application.stop() == 0
    card = place.cards(alert)[-1]
    for number in range(ROW):
        role = ("vt", "rvdk")[number % 2]
        await place.phones[role].types(f"{CANARY} {number}", place.group)
    for role in ("politie", "om"):
        await place.phones[role].presses("Kan nu", message=card)
    return alert


async def test_f29_a_process_that_is_killed_while_it_reads_ahead_loses_and_doubles_nothing(
    place, application, row
):
    for _ in range(3):
        await application.start()
        await place.comes(lambda: 0 < waits(place) < ROW, "a row that is worked off")
        await application.kill()
        assert CANARY.encode() not in place.bytes_kept()

    await application.start()
    await place.comes(lambda: not place.owes(), "the end of the row")
    assert await application.stop() == 0

    assert answers(place) == 2
    assert all(f"✅ {role}" in place.cards(row)[-1].text for role in ("politie", "OM"))
    assert place.rows("SELECT count(*) FROM handled_update")[0][0] >= ROW + 2
    check_presses(place)
    assert (await application.run_command("verify")).code == 0
