"""PostgreSQL is killed under two processes at work and brought back: nothing is lost or doubled."""

import asyncio

from company import lives_through_alerts, two_on
from lives import check_presses

from storage.database import upgrade
from tests.server import Server, own_server, standby

KILLS = 4


async def test_postgresql_is_killed_again_and_again_and_nothing_is_lost(tmp_path, empty):
    with own_server() as server:
        upgrade(server.url())
        async with two_on(server.url(), tmp_path, empty) as company:
            place, alerts = company.place, []
            working = asyncio.create_task(lives_through_alerts(place, 3, alerts))
            for _ in range(KILLS):
                await place.town.changes.wait(0.7)
                assert not working.done(), "there is nothing left to disturb"
                await asyncio.to_thread(server.is_away, 0.2)
            await working

            assert [len(place.cards(alert)) for alert in alerts] == [1, 1, 1]
            check_presses(place)


async def test_f78_the_server_is_lost_and_the_one_that_followed_it_takes_over_with_everything(
    tmp_path, empty
):
    with own_server() as first, standby(first) as second:
        upgrade(first.url())
        async with two_on(either(first, second), tmp_path, empty) as company:
            place, alerts = company.place, []
            working = asyncio.create_task(lives_through_alerts(place, 3, alerts))
            await place.town.changes.wait(1.5)
            assert not working.done(), "there is nothing left to disturb"

            await asyncio.to_thread(second.takes_over, first)
            await working

            assert [len(place.cards(alert)) for alert in alerts] == [1, 1, 1]
            check_presses(place)


def either(*servers: Server) -> str:
    """The address of whichever of these writes by itself."""
    hosts = "&".join(f"host=127.0.0.1:{one.port}" for one in servers)
    return f"postgresql+psycopg://postgres@/postgres?{hosts}&target_session_attrs=primary"
