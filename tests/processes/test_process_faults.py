"""A process that runs out of files, grows, or is replaced while an alert runs."""

import resource
from pathlib import Path

from bot.practice.process import Application

MEGABYTE = 1024  # in the kilobytes of /proc
MOST_MEMORY = 200 * MEGABYTE
MOST_GROWTH = 8 * MEGABYTE
LOOKS = 25


def number(application: Application) -> int:
    """The number of the running process."""
    assert application._process is not None
    return application._process.pid


def memory(application: Application) -> int:
    """What it holds of the memory of the machine."""
    status = Path(f"/proc/{number(application)}/status").read_text(encoding="utf-8")
    [line] = [line for line in status.splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1])


async def test_f06_a_running_bot_stays_small_and_does_not_grow_with_every_press(place, application):
    politie = place.phones["politie"]

    async def looks(times: int) -> int:
        for _ in range(times):
            shown = len(place.town.sent_to(politie))
            await politie.types("/open")
            await place.comes(lambda n=shown: len(place.town.sent_to(politie)) > n, "a screen")
        return memory(application)

    await application.start()
    await place.raises(place.phones["vt"])
    first = await looks(LOOKS)
    last = await looks(LOOKS)

    assert last < MOST_MEMORY
    assert last - first < MOST_GROWTH


async def test_f15_without_a_file_left_the_press_waits_and_is_handled_afterwards(
    place, application
):
    town, politie = place.town, place.phones["politie"]
    await application.start()
    alert = await place.raises(place.phones["vt"])
    await place.comes(lambda: not place.owes(), "an empty outbox")
    soft, hard = resource.prlimit(number(application), resource.RLIMIT_NOFILE)

    resource.prlimit(number(application), resource.RLIMIT_NOFILE, (3, hard))
    await town.faults.down()  # the lines are cut, and a new one is one file more
    await town.faults.up()
    await politie.presses("Kan nu", chat=place.group)
    await place.comes(lambda: "telegram trouble" in application.log, "a line in the log")
    assert "✅ politie" not in place.cards(alert)[-1].text
    resource.prlimit(number(application), resource.RLIMIT_NOFILE, (soft, hard))

    await place.comes(lambda: "✅ politie" in place.cards(alert)[-1].text, "the answer")
    assert await application.stop() == 0
    assert "Traceback" not in application.log
    assert town.token not in application.log
    assert (await application.run_command("verify")).code == 0


async def test_f109_a_bot_that_is_replaced_while_an_alert_runs_misses_no_press(place, application):
    await application.start()
    first = await place.raises(place.phones["vt"])
    old = number(application)

    assert await application.stop() == 0
    await place.phones["politie"].presses("Kan nu", chat=place.group)
    await application.start()

    assert number(application) != old
    await place.comes(lambda: "✅ politie" in place.cards(first)[-1].text, "the answer")
    second = await place.raises(place.phones["vt"])
    assert second != first
    assert len(place.cards(first)) == 1
