"""The cast of the page, in the register before the bot starts: nobody waits for nine enrolments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.practice.cast import PARTS, Part
from bot.practice.model import Chat
from bot.practice.phones import Phone
from bot.practice.town import Town
from config.networks import Configuration
from config.texts import Texts
from flows.people import APART, Function, Post
from flows.rules import Role
from storage.unit_of_work import Storage

BEHEERDER = "beheerder"
SHOWN = (
    "vt", "politie", "om", "rvdk", "aanspreekpunt_om", "voorzitter",
    "om_waarnemer", "vt_collega", BEHEERDER,
)  # fmt: skip
GROUPS = ("skm", "ouderen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Everybody by part, and the group of each doelgroep."""

    phones: Mapping[str, Phone]
    groups: Mapping[str, Chat]


async def settle(
    town: Town, storage: Storage, configuration: Configuration, texts: Texts, now: datetime
) -> Settled:
    """Give everybody a phone and a place in the register, and bind a group to each doelgroep."""
    network = configuration.networks[0].code
    phones: dict[str, Phone] = {}
    async with storage.work() as work:
        for key, part in _parts():
            phone = phones[key] = town.person(part.name)
            phone.user.started = True
            await work.people.enrol(phone.id, part.name, _post(part, network), now)
        groups = {}
        for code in GROUPS:
            members = [phones[key] for key, part in _parts() if part.function not in APART]
            groups[code] = town.group(
                texts.word("oefenpagina.groep", code), [phones[BEHEERDER], *members]
            )
            await work.groups.bind(network, code, groups[code].id, None, now)
    return Settled(phones=phones, groups=groups)


def _parts() -> Iterator[tuple[str, Part]]:
    beheerder = Part(name="Bea (beheerder)", role=BEHEERDER, function=BEHEERDER)
    for key in SHOWN:
        yield key, PARTS.get(key, beheerder)


def _post(part: Part, network: str) -> Post:
    function = Function(part.function)
    role = None if function in APART else Role(part.role)
    return Post(network=network, function=function, role=role)
