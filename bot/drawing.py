"""From an errand to a screen: loads what the screen looks at, as it is at that moment."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.access import sees
from bot.accounts import account_of
from bot.agreed import configuration_now
from bot.apart import NotDrawn, drawn
from bot.counted_now import COUNTED, counted_for
from bot.duty_now import DUTY_SCREENS, duty_for
from bot.following import courses_of
from bot.screen import Screen
from bot.screens.card import card, is_stub
from bot.screens.month import ENDINGS
from bot.screens.scene import Scene, as_drill, post_text
from bot.screens.table import SCREENS
from bot.screens.told import notice as notice_screen
from bot.team_now import missing_from, practised_in, warnings_of
from bot.visit import House
from bot.yearly import PAPERS, YEARLY, standing_for
from config.networks import Configuration
from config.unsaid import said
from flows.account import Account
from flows.draft import Draft
from flows.language import Language
from flows.notes import WITHHELD, Note, reads_notes
from flows.notices import Notice
from flows.people import Member, may_see_month
from flows.rules import Role
from flows.state import Alert
from flows.still_true import still_true
from storage.codec import unpack_notice
from storage.outbox import Errand
from storage.unit_of_work import UnitOfWork

# These show colleagues.
NAMES = ("welcome", "who", "team", "person", "sure_about", "whose_phone", "review")

SUB_ROLES = "draft_sub_roles"
DRAFTS = ("draft", SUB_ROLES)
AGREED = (*DRAFTS, *DUTY_SCREENS, "who", "introduction", "expectations", "expectations_of")
FOR_MEMBERS = (*DUTY_SCREENS, "introduction")
OF_A_NETWORK = (*YEARLY, *COUNTED, "expectations", "expectations_of")
MONTHLY = frozenset({"month", "own_month", *ENDINGS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A screen, with the version of the alert that it shows."""

    screen: Screen
    alert: Alert | None
    notice: Notice | None = None
    scene: Scene | None = None  # of a paper that is still to be drawn


async def draw(house: House, work: UnitOfWork, errand: Errand, now: datetime) -> Drawn | None:
    """The screen of an errand, from the newest state; None when it need not be told any more.

    Papers (PDF, XLSX, PNG, CSV) stay in Dutch, whoever asks: they are the network's.
    """
    if errand.payload.get("screen") in PAPERS:
        house = house.speaking(Language.DUTCH)
    alert = await work.alerts.load(errand.alert) if errand.alert else None
    if errand.alert is not None and alert is None:
        return None
    scene = await _scene(house, work, errand, alert, now)
    if errand.kind == "card":
        stands = alert is not None and await _stands(work, scene, alert)
        return Drawn(screen=card(scene), alert=alert) if stands else None
    if _is_shut_out(errand, scene.member):
        return None
    if errand.kind == "notice":
        notice = unpack_notice(errand.payload)
        if alert is None or not still_true(alert, notice):
            return None
        return Drawn(screen=notice_screen(scene, notice), alert=alert, notice=notice)
    name = str(errand.payload["screen"])
    if name in DRAFTS and not _is_of(name, scene.draft):
        return None
    if name in FOR_MEMBERS and (scene.member is None or scene.member.suspended):
        return None
    if name in OF_A_NETWORK and not _still_in(scene.member, scene.args["network"]):
        return None
    if name in MONTHLY and not _may_see_month(scene):
        return None
    if name in PAPERS:
        return Drawn(screen=Screen(text=""), alert=None, scene=scene)
    screen = SCREENS[name](scene)
    if _is_of_drill(scene, name):
        screen = as_drill(screen, scene.say("oefening"))
    return Drawn(screen=screen, alert=alert, scene=scene if name in ENDINGS else None)


async def with_paper(house: House, before: Drawn) -> Drawn:
    """With the paper that belongs to it; drawn when nothing of the database is held any more."""
    scene = before.scene
    if scene is None:
        return before
    name = scene.args["screen"]
    if name in PAPERS:
        return replace(before, screen=await asyncio.to_thread(SCREENS[name], scene))
    assert scene.account is not None, "a paper is about a month"
    try:
        paper = await drawn(name, scene.account, house.texts.directory, scene.now)
    except NotDrawn:
        return before  # the screen says so
    return replace(before, screen=SCREENS[name](replace(scene, paper=paper)))


def _is_of(name: str, draft: Draft | None) -> bool:
    """Whether this draft has such a screen; who began anew meanwhile is at the first question."""
    return draft is not None and (name != SUB_ROLES or draft.doelgroep is not None)


def _may_see_month(scene: Scene) -> bool:
    member, args = scene.member, scene.args
    if member is None or member.suspended:
        return False
    return may_see_month(member, args["network"], args["doelgroep"])


async def _account(
    house: House, work: UnitOfWork, name: str, args: Mapping[str, str], now: datetime
) -> Account | None:
    if name not in MONTHLY:
        return None
    network, doelgroep, month = args["network"], args["doelgroep"], args["month"]
    return await account_of(work, house.configuration, network, doelgroep, month, now)


async def _stands(work: UnitOfWork, scene: Scene, alert: Alert) -> bool:
    """Whether there is a card to draw: what is left of an old one is not posted anew."""
    if not is_stub(scene, alert):
        return True
    held = await work.cards.of(alert.id)
    return held is not None and held.message_id is not None


async def _scene(
    house: House, work: UnitOfWork, errand: Errand, alert: Alert | None, now: datetime
) -> Scene:
    name = str(errand.payload.get("screen", ""))
    user = errand.user_id
    people = work.people
    whose = people.kept if name == "own_data" else people.member
    member = await whose(user) if user is not None else None
    draft = await work.drafts.of(user) if user is not None and name in DRAFTS else None
    args = _args(house, errand, now) | await _looked_up(house, work, errand, now)
    args |= await counted_for(house, work, name, args, member)
    return Scene(
        texts=house.texts,
        buttons=house.buttons,
        bot_name=house.bot_name,
        configuration=await _agreed(work, house, name, now),
        now=now,
        args=args,
        member=member,
        alert=alert,
        card_lasts=house.terms.card,
        draft=draft,
        alerts=tuple(await _others(work, name, member, draft, alert)),
        standing=await standing_for(work, house, name, args, now),
        account=await _account(house, work, name, args, now),
        duty=await duty_for(work, name, args, member, now),
        people=tuple(await _colleagues(work, member)) if _shows_names(name) and member else (),
        notes=await _notes(work, member, alert) if name == "one" else (),
        courses=await courses_of(work, alert) if alert is not None else (),
    )


async def _others(
    work: UnitOfWork, name: str, member: Member | None, draft: Draft | None, alert: Alert | None
) -> list[Alert]:
    """The other alerts that run and that a screen shows or counts with."""
    if name == "open" and member is not None:
        found = [await work.alerts.open_ones(network) for network in member.networks()]
        return [other for running in found for other in running if sees(member, other)]
    if name == "draft" and draft is not None:
        running = await work.alerts.open_ones(draft.network)
        return [other for other in running if other.id in draft.seen]
    if alert is not None and name in ("sent", "one", "duplicate_of"):
        running = await work.alerts.open_ones(alert.network, alert.doelgroep)
        return [other for other in running if other.drill == alert.drill]
    return []


def _is_of_drill(scene: Scene, name: str) -> bool:
    """Whether a screen is to be marked; before there is a number its args say so."""
    if scene.alert is None:
        return "drill" in scene.args
    return scene.alert.drill and name != "one"  # which marks itself


def _is_shut_out(errand: Errand, member: Member | None) -> bool:
    """What waited for somebody who was blocked or has left meanwhile is not sent (S06, S10)."""
    if errand.user_id is None:
        return False
    if errand.kind == "notice":
        return member is None or member.suspended
    return member is not None and member.suspended and errand.payload["screen"] != "line"


def _still_in(member: Member | None, network: str) -> bool:
    """Whether what is drawn of a network is still for this person, who may have left meanwhile."""
    return member is not None and not member.suspended and network in member.networks()


async def _looked_up(
    house: House, work: UnitOfWork, errand: Errand, now: datetime
) -> dict[str, str]:
    """What a screen needs to know beside its own args, as it is now."""
    name, args = errand.payload.get("screen"), errand.payload.get("args", {})
    if name == "confirm_who":
        enrolment = await work.enrolments.waiting(int(args["enrolment"]))
        if enrolment is None:
            return {}
        return {"name": enrolment.name, "who": post_text(house.texts, enrolment.post)}
    if name in ("team", "person"):
        return await _of_a_team(house, work, name, args, now)
    if name == "review":
        asked = await work.reviews.of(args["network"], args["period"], Role(args["role"]))
        return {"open": "|".join(str(one.person) for one in asked if one.answer is None)}
    return {}


async def _of_a_team(
    house: House, work: UnitOfWork, name: str, args: Mapping[str, str], now: datetime
) -> dict[str, str]:
    network, role = args["network"], Role(args["role"])
    practised = "|".join(map(str, await practised_in(work, house, network, now)))
    if name == "person" or not role:
        return {"practised": practised}
    missing = "|".join(map(str, await missing_from(work, house, network, role)))
    told = await warnings_of(work, network, role, now)
    return {**told, "practised": practised, "missing": missing}


async def _notes(work: UnitOfWork, member: Member | None, alert: Alert | None) -> tuple[Note, ...]:
    if member is None or alert is None or not reads_notes(member, alert):
        return ()
    return tuple(await work.notes.of(alert.id))


async def _agreed(work: UnitOfWork, house: House, name: str, now: datetime) -> Configuration:
    """What was agreed, for the screens that show it as it is now."""
    if name not in AGREED:
        return house.configuration
    return await configuration_now(work, house.configuration, now)


def _shows_names(name: str) -> bool:
    return name in NAMES or name in DUTY_SCREENS


async def _colleagues(work: UnitOfWork, member: Member) -> list[Member]:
    found: dict[int, Member] = {}
    for network in member.networks():
        for person in await work.people.everyone(network):
            found[person.person] = person
    return list(found.values())


def _args(house: House, errand: Errand, now: datetime) -> dict[str, str]:
    given = errand.payload.get("args", {}).items()
    args = {key: said(str(value), house.texts) for key, value in given}
    args["screen"] = str(errand.payload.get("screen", ""))
    if "sealed" in args:
        args["link"] = house.reveal(args.pop("sealed")) or WITHHELD
    if "masked" in args:
        args["found"] = house.unseal(args.pop("masked"), now) or WITHHELD
    return args
