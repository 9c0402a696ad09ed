"""How fast years of alerts are acted out through decide: `python -m tests.dataset.speed`.

Whole lives, the aftercare of weeks included; the processor's time, not that of whoever else works.
"""

import sys
from cProfile import Profile
from datetime import UTC, datetime
from pstats import Stats
from time import perf_counter, process_time

from bot.practice.dataset.acting import acted
from bot.practice.dataset.invention import ordinary
from bot.practice.dataset.year import Period
from config.doelgroepen import load

LATER = datetime(2028, 1, 1, tzinfo=UTC)


def main(years: int) -> None:
    """Act out so many years, and say how fast; then one more under the profiler."""
    network, count, events = load().networks[0], 0, 0
    clock, spent = perf_counter(), process_time()
    for seed in range(years):
        alerts = acted(ordinary(_year(seed), network), LATER)
        count += len(alerts)
        events += sum(alert.version for alert in alerts.values())
    clock, spent = perf_counter() - clock, process_time() - spent
    print(f"{count} alerts, {events / count:.0f} events each")
    print(f"{count / spent:.0f} alerts/s of processor time, {count / clock:.0f} by the clock")
    with Profile() as profile:
        acted(ordinary(_year(years), network), LATER)
    Stats(profile).sort_stats("tottime").print_stats(8)


def _year(seed: int) -> Period:
    return Period(seed=seed, months=12, until=(2026, 10))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
