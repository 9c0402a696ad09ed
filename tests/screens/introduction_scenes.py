"""Newcomers of every kind, and every screen of what each is told and may expect."""

from dataclasses import replace
from datetime import date

from courses import BEHEERDER, CONFIGURATION, NETWORK, at, member, scene

from bot.screens.scene import Scene
from config.networks import Configuration, Conventions
from flows.introduction import READ, Step
from flows.people import Function, Member, Post
from flows.rules import Role

ELSEWHERE = "zaanstreek"
ROLES = ("vt", "politie", "om", "rvdk", "dro", "forensisch_arts")


def being(function: Function, role: str | None = None, network: str = NETWORK) -> Member:
    doelgroep = "skm" if function is Function.TREKKER else None
    held = Role(role) if role else None
    return member(Post(network=network, function=function, role=held, doelgroep=doelgroep))


LID, CONTACT, DEPUTY, AGENDA = (
    being(Function.MEMBER, "vt"),
    being(Function.CONTACT, "om"),
    being(Function.DEPUTY, "politie"),
    being(Function.MEMBER, "dro"),
)
CHAIR, TREKKER = being(Function.CHAIR), being(Function.TREKKER)
BOTH = member(*LID.posts, *being(Function.ADMIN, network=ELSEWHERE).posts)
READERS = (LID, CONTACT, DEPUTY, AGENDA, CHAIR, TREKKER, BEHEERDER, BOTH, member())

OWN = CONFIGURATION.network(NETWORK)
OTHER = replace(OWN, code=ELSEWHERE, title="Zaanstreek", conventions=Conventions())
TWO = Configuration(networks=(OWN, OTHER))
AGREED = Configuration(
    networks=(replace(OWN, conventions=replace(OWN.conventions, agreed=date(2026, 12, 1))),)
)


def differing() -> Configuration:
    """One doelgroep that agreed on other hours and another first answer than the rest."""
    skm, *rest = OWN.doelgroepen.values()
    om, office = skm.role(Role("om")), skm.role(Role("rvdk")).windows
    roles = tuple(replace(om, windows=office) if it == om else it for it in skm.roles)
    own = replace(skm, roles=roles, first_response=skm.first_response * 2)
    doelgroepen = {it.doelgroep: it for it in (own, *rest)}
    return Configuration(networks=(replace(OWN, doelgroepen=doelgroepen),))


def read_by(reader: Member, step: str = "", configuration: Configuration = TWO) -> Scene:
    args = {"step": step}
    return scene(member=reader, args=args, configuration=configuration, now=at("27 14:46"))


def asked_by(
    reader: Member, role: str = "", network: str = NETWORK, configuration: Configuration = TWO
) -> Scene:
    args = {"network": network, "role": role}
    return scene(member=reader, args=args, configuration=configuration, now=at("27 14:46"))


EVERY: dict[str, list[Scene]] = {
    "introduction": [
        read_by(reader, step, agreed)
        for reader in READERS
        for step in ("", READ, *Step)
        for agreed in (TWO, differing())
        if reader is not BOTH or agreed is TWO
    ],
    "expectations": [
        *(asked_by(LID, configuration=agreed) for agreed in (TWO, AGREED, differing())),
        asked_by(BOTH),
        asked_by(BOTH, network=ELSEWHERE),
        asked_by(TREKKER),
    ],
    "expectations_of": [
        asked_by(LID, role, configuration=agreed)
        for role in ROLES
        for agreed in (TWO, AGREED, differing())
    ],
}
