"""From an errand to a screen: loads what the screen looks at, as it is at that moment."""

from dataclasses import dataclass
from datetime import datetime

from bot.access import sees
from bot.screen import Screen
from bot.screens.card import card
from bot.screens.scene import Scene, as_drill
from bot.screens.table import SCREENS
from bot.screens.told import notice as notice_screen
from bot.visit import House
from flows.notices import Notice, still_true
from flows.people import Member
from flows.state import Alert
from storage.codec import unpack_notice
from storage.outbox import Errand
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A screen, with the version of the alert that it shows."""

    screen: Screen
    alert: Alert | None
    notice: Notice | None = None


async def draw(house: House, work: UnitOfWork, errand: Errand, now: datetime) -> Drawn | None:
    """The screen of an errand, from the newest state; None when it need not be told any more."""
    alert = await work.alerts.load(errand.alert) if errand.alert else None
    if errand.alert is not None and alert is None:
        return None
    scene = await _scene(house, work, errand, alert, now)
    if errand.kind == "card":
        return Drawn(screen=card(scene), alert=alert)
    if errand.kind == "notice":
        notice = unpack_notice(errand.payload)
        if alert is None or not still_true(alert, notice):
            return None
        return Drawn(screen=notice_screen(scene, notice), alert=alert, notice=notice)
    name = str(errand.payload["screen"])
    if name == "draft" and scene.draft is None:
        return None
    screen = SCREENS[name](scene)
    if alert is not None and alert.drill and name != "one":
        screen = as_drill(screen, scene.say("oefening"))
    return Drawn(screen=screen, alert=alert)


async def _scene(
    house: House, work: UnitOfWork, errand: Errand, alert: Alert | None, now: datetime
) -> Scene:
    name = str(errand.payload.get("screen", ""))
    user = errand.user_id
    member = await work.people.member(user) if user is not None else None
    draft = await work.drafts.of(user) if user is not None and name == "draft" else None
    others: list[Alert] = []
    if name == "open" and member is not None:
        for network in member.networks():
            running = await work.alerts.open_ones(network)
            others += [other for other in running if sees(member, other)]
    elif name == "draft" and draft is not None:
        running = await work.alerts.open_ones(draft.network)
        others = [other for other in running if other.id in draft.seen]
    elif alert is not None and name in ("sent", "one", "duplicate_of"):
        running = await work.alerts.open_ones(alert.network, alert.doelgroep)
        others = [other for other in running if other.drill == alert.drill]
    return Scene(
        texts=house.texts,
        buttons=house.buttons,
        bot_name=house.bot_name,
        configuration=house.configuration,
        now=now,
        args=_args(house, errand),
        member=member,
        alert=alert,
        draft=draft,
        alerts=tuple(others),
        people=tuple(await _colleagues(work, member)) if name == "who" and member else (),
    )


async def _colleagues(work: UnitOfWork, member: Member) -> list[Member]:
    found: dict[int, Member] = {}
    for network in member.networks():
        for person in await work.people.everyone(network):
            found[person.person] = person
    return list(found.values())


def _args(house: House, errand: Errand) -> dict[str, str]:
    args = {key: str(value) for key, value in errand.payload.get("args", {}).items()}
    if "sealed" in args:
        args["link"] = house.safe.decrypt(args.pop("sealed").encode()).decode()
    return args
