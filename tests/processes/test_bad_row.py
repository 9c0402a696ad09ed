"""One row that cannot be read holds up no start, no other alert, and nobody who asks for one."""

import contextlib
import sqlite3
from datetime import timedelta

TEN_MINUTES = timedelta(minutes=10)
FAILED = '"event": "clock failed"'
BROKEN = "{ dit is geen verzoek"


async def test_f05_an_alert_that_cannot_be_read_holds_up_no_start_and_no_other_alert(
    place, application
):
    vt, politie = place.phones["vt"], place.phones["politie"]
    await application.start()
    broken = await place.raises(vt)
    await place.comes(lambda: not place.owes(), "an empty outbox")
    assert await application.stop() == 0
    with contextlib.closing(sqlite3.connect(place.file)) as database:
        database.execute("UPDATE alert SET state = ? WHERE id = ?", (BROKEN, broken))
        database.commit()

    await application.start()
    sound = await place.raises(vt)
    await politie.presses("Kan nu", message=place.cards(sound)[-1])

    await place.comes(lambda: "✅ politie · kan nu" in place.cards(sound)[-1].text, "an answer")
    for looks in range(1, 4):  # its reminder falls due, and it is looked at once a minute
        place.town.clock.moves(TEN_MINUTES)
        await place.comes(lambda: application.log.count(FAILED) >= looks, "one look more")  # noqa: B023
    told = f"De bot kan {broken} niet meer volgen"
    await place.comes(lambda: place.phones["beheerder"].shows(told), "a word to the beheerder")
