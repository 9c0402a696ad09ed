"""Two processes of one bot on one database of a server, in one town, and what they live through."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from place import Place, settled

from bot.practice.process import Application

KEYS = {f"{name}_key": "0" * 43 + "=" for name in ("encryption", "reference", "chain")}


@dataclass(kw_only=True)
class Company:
    """A place on PostgreSQL, and the processes that run there."""

    place: Place
    url: str
    processes: list[Application] = field(default_factory=list)

    def living(self) -> int:
        [(count,)] = self.place.rows("SELECT count(*) FROM process WHERE ended_at IS NULL")
        return int(count)

    def know_each_other(self) -> bool:
        return all('"living": 2' in one.log for one in self.processes)

    async def lives(self, count: int) -> None:
        await self.place.comes(lambda: self.living() == count, f"{count} that live")

    def pollers(self) -> list[str]:
        return [one for one in self.place.town.calls("getUpdates") if one != "ok"]


@asynccontextmanager
async def two_on(url: str, folder: Path, empty: Path) -> AsyncIterator[Company]:
    given = {"database_url": url, **KEYS}
    async with settled(folder, empty, **given) as place, AsyncExitStack() as running:
        company = Company(place=place, url=url)
        for number in range(2):
            directory = folder / f"process{number}"
            directory.mkdir()
            application = Application(
                place.town, directory, anchor=str(folder / "log.anchor"), **given
            )
            company.processes.append(await running.enter_async_context(application))
            await application.start()
        await place.comes(company.know_each_other, "two that know of each other")
        yield company


async def lives_through_an_alert(place: Place) -> str:
    alert = await place.raises(place.phones["vt"])
    for part in ("politie", "om"):
        await place.phones[part].presses("Kan nu", message=place.cards(alert)[-1])
    await place.comes(lambda: not place.owes(), "an empty outbox")
    return alert


async def lives_through_alerts(place: Place, wanted: int, alerts: list[str]) -> None:
    for _ in range(wanted):
        alerts.append(await lives_through_an_alert(place))
