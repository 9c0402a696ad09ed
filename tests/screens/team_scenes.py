"""An organisation with its people, and every screen of it as it may be looked at."""

from dataclasses import replace
from datetime import timedelta

from courses import BEHEERDER, ID, NETWORK, at, scene

from bot.buttons import Code
from bot.screens.scene import Scene
from flows.people import Function, Member, Post, Reach
from flows.rules import Role
from flows.state import PersonId

OM = Role("om")
NOW = at("27 14:46")
CONTACT, DEPUTY, LID = Function.CONTACT, Function.DEPUTY, Function.MEMBER


def member(number: int, name: str, function: Function, role: Role | None = OM) -> Member:
    post = Post(network=NETWORK, function=function, role=role, sub_roles=())
    person = PersonId(number)
    return Member(
        person=person, alias=person, user_id=number, name=name, reach=Reach.OPEN, posts=(post,),
        seen_at=NOW,
    )  # fmt: skip


ANNA, WIM = member(11, "Anna Punt", CONTACT), member(12, "Wim Waar", DEPUTY)
OLGA = replace(member(13, "Olga Zitting" * 4, LID), seen_at=NOW - timedelta(days=200))
BO = member(17, "Bo Recht", LID)
SHUT = replace(member(14, "Bo", LID), suspended=True, reach=Reach.BLOCKED, seen_at=None)
FULL = replace(OLGA, introduced_at=NOW, suspended=True, reach=Reach.BLOCKED)
CHAIR, BEA = (
    member(15, "Chris Stoel", Function.CHAIR, None),
    member(16, "Bea Beheer", Function.ADMIN, None),
)
TESS = replace(
    CHAIR, person=PersonId(18), alias=PersonId(18), user_id=18, name="Tess Trek",
    posts=(Post(network=NETWORK, function=Function.TREKKER, doelgroep="skm"),),
)  # fmt: skip
PEOPLE = (ANNA, WIM, OLGA, SHUT, CHAIR, BEA, TESS)


def seen_by(looks: Member, people: tuple[Member, ...] = PEOPLE, /, **args: str) -> Scene:
    return scene(member=looks, people=people, args={"network": NETWORK, **args}, now=NOW)


def about(one: Member, role: str, **args: str) -> dict[str, str]:
    return {"person": str(one.person), "role": role, **args}


WARNED = {"one_person": "ja", "silent": "skm|ouderen"}
SURE = (Code.VERWIJDER.value, Code.BLOKKEER.value, Code.DEBLOKKEER.value)
EVERY: dict[str, list[Scene]] = {
    "confirm_who": [
        seen_by(ANNA, enrolment="7", name="Nieuw <i>", who="OM lid"),
        seen_by(ANNA, enrolment="7"),
    ],
    "teams": [seen_by(BEHEERDER), seen_by(ANNA)],
    "team": [
        seen_by(ANNA, role="om"),
        seen_by(ANNA, (OLGA,), role="om", **WARNED),
        seen_by(ANNA, (FULL,), role="om", practised="13", missing="13"),
        seen_by(BEA, role=""),
        seen_by(BEA, role="rvdk"),
    ],
    "person": [
        seen_by(ANNA, **about(OLGA, "om")),
        seen_by(ANNA, **about(SHUT, "om")),
        seen_by(BEA, **about(CHAIR, "")),
        seen_by(BEA, (replace(TESS, posts=(*OLGA.posts, *TESS.posts)),), **about(TESS, "")),
        seen_by(ANNA, (), **about(OLGA, "om")),
    ],
    "sure_about": [
        *(seen_by(ANNA, **about(OLGA, "om", code=code)) for code in SURE),
        seen_by(ANNA, (ANNA, OLGA), **about(ANNA, "om", code=Code.VERWIJDER.value)),
        seen_by(ANNA, (), **about(OLGA, "om", code=Code.VERWIJDER.value)),
        seen_by(ANNA, (ANNA,), **about(ANNA, "om", code=Code.PERSOON.value, function="lid")),
        seen_by(BEA, **about(TESS, "", code=Code.VERWIJDER.value, up="skm", what="trekker <i>")),
    ],
    "whose_phone": [seen_by(ANNA), seen_by(BEA), seen_by(OLGA)],
    "blocked": [seen_by(ANNA, groups="skm|ouderen"), seen_by(ANNA, groups="")],
    "removed": [seen_by(ANNA), seen_by(BEA)],
    "taken_over": [seen_by(WIM, role="om", alerts=f"{ID}|SKM-2611-08")],
    "review": [
        seen_by(ANNA, role="om", period="2026-12", open="11|13"),
        seen_by(ANNA, role="om", period="2026-12", open=""),
    ],
    "unknown_member": [
        seen_by(ANNA, group="1", user="6100000002", doelgroep="skm", how=how)
        for how in ("came", "wrote")
    ],
    "roles": [seen_by(ANNA), seen_by(BEA)],
}  # fmt: skip
