"""PostgreSQL is killed under two processes at work and brought back: nothing is lost or doubled."""

import asyncio

from company import lives_through_alerts, two_on
from lives import check_presses

from storage.database import upgrade
from tests.server import own_server

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
                await asyncio.to_thread(server.kill)
                await place.town.changes.wait(0.2)
                await asyncio.to_thread(server.start)
            await working

            assert [len(place.cards(alert)) for alert in alerts] == [1, 1, 1]
            check_presses(place)
