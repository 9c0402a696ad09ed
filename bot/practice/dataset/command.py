"""What `spoedgroep practise --seed` does: a fresh database, filled with invented alerts."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.app import clock_of
from bot.evidence import MONTH
from bot.installation import Installation, Refusal, database_file, only_one, opened, prepare
from bot.practice.dataset.figures import PRESETS
from bot.practice.dataset.filling import Filling
from bot.practice.dataset.invention import invented
from bot.practice.dataset.turns import Birth
from bot.practice.dataset.year import Month, Period
from config.settings import load_settings, with_database
from config.texts import Texts
from flows.calendar import month_of
from flows.state import AlertId
from storage.facts import INVENTED
from storage.unit_of_work import UnitOfWork

MOST_MONTHS = 60
PATIENCE = 1.0  # seconds without a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was asked for on the command line."""

    seed: int | None
    months: int
    until: str | None
    preset: str
    out: Path | None


async def fill(wanted: Wanted) -> None:
    """Make the database when it is not there, fill it, and say what is in it."""
    settings = load_settings()
    texts = Texts("nl", settings.config_dir)
    now = clock_of(settings).now()
    period = _period(wanted, texts, now)
    if wanted.out is not None:
        settings = with_database(settings, _new_file(wanted.out, texts))
    file = database_file(settings)
    if file is not None and not file.exists():
        prepare(settings)
    async with opened(settings) as house:
        with only_one(house):
            await _filled(house, period, now)
    for month in period.every_month()[-1:]:
        how = f"spoedgroep report --month {_written(month)}"
        if wanted.out is not None:
            how = f"SPOEDGROEP_DATABASE_URL={settings.database_url.get_secret_value()} {how}"
        print(texts("dataset.next", how=how))


async def _filled(house: Installation, period: Period, now: datetime) -> None:
    async with house.storage.view() as work:
        if not await _is_fresh(work):
            raise Refusal(house.texts("dataset.not_fresh", seed=period.seed))
    births = invented(period, house.configuration.networks[0])
    filling = Filling(house.storage, births, now)
    began = monotonic()
    with _progress(house.texts("dataset.filling"), len(births)) as seen:
        await filling.fill(origin(period), seen)
    months = period.every_month()
    print(
        house.texts(
            "dataset.done",
            n=len(filling.alerts),
            first=_written(months[0]),
            last=_written(months[-1]),
            seconds=round(monotonic() - began),
        )
    )
    for case, alerts in _edge_cases(births).items():
        there = [alert for alert in alerts if alert in filling.alerts]
        if there:
            print(house.texts("dataset.edge", case=case, ids=", ".join(there)))


def origin(period: Period) -> str:
    """With what it was made, for the fact that marks the database for ever."""
    months = period.every_month()
    stretch = f"{_written(months[0])}..{_written(months[-1])}"
    return f"seed={period.seed} {stretch} {period.preset}"


async def _is_fresh(work: UnitOfWork) -> bool:
    """Whether nobody uses it: no alert, no person, no group, and nothing was invented before."""
    return not (
        await work.alerts.ids()
        or await work.people.members()
        or await work.groups.all()
        or await work.facts.get(INVENTED)
    )


def _period(wanted: Wanted, texts: Texts, now: datetime) -> Period:
    """What is to be filled. Raises Refusal when that makes no sense."""
    if wanted.seed is None:
        raise Refusal(texts("dataset.seed"))
    if wanted.preset not in PRESETS:
        raise Refusal(texts("dataset.preset", known=", ".join(PRESETS)))
    if not 1 <= wanted.months <= MOST_MONTHS:
        raise Refusal(texts("dataset.months", most=MOST_MONTHS))
    this, last = month_of(now), _before(month_of(now))
    until = last if wanted.until is None else _month(wanted.until)
    if until is None or until > this:
        raise Refusal(texts("dataset.until", last=_written(last)))
    return Period(seed=wanted.seed, months=wanted.months, until=until, preset=wanted.preset)


def _new_file(out: Path, texts: Texts) -> Path:
    if out.exists():
        raise Refusal(texts("dataset.exists", file=out))
    if not out.absolute().parent.is_dir():
        raise Refusal(texts("dataset.folder", folder=out.absolute().parent))
    return out.absolute()


def _month(text: str) -> Month | None:
    found = MONTH.fullmatch(text)
    return None if found is None else (int(found[1]), int(found[2]))


def _before(month: Month) -> Month:
    return (month[0], month[1] - 1) if month[1] > 1 else (month[0] - 1, 12)


def _written(month: Month) -> str:
    return f"{month[0]}-{month[1]:02}"


def _edge_cases(births: Mapping[AlertId, Birth]) -> dict[str, list[AlertId]]:
    """The alerts of each edge case, by its number in 4.8."""
    found: dict[str, list[AlertId]] = {}
    cases = [(alert, birth.case) for alert, birth in births.items() if birth.case is not None]
    for alert, case in sorted(cases, key=lambda one: (int(re.sub(r"\D", "", one[1])), one[1])):
        found.setdefault(re.sub(r"\D", "", case), []).append(alert)
    return found


@contextmanager
def _progress(title: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on the screen of errors, from the first second on."""
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    task, began = bar.add_task(title, total=total), monotonic()

    def seen(count: int) -> None:
        bar.update(task, completed=count)
        if not bar.live.is_started and monotonic() - began > PATIENCE:
            bar.start()

    try:
        yield seen
    finally:
        if bar.live.is_started:
            bar.stop()
