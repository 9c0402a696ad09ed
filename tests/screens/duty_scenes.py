"""A network with people and a roster, and every screen of the duty as it may be looked at."""

from dataclasses import replace
from datetime import date, time, timedelta

from courses import NETWORK, RULES, at, by, scene

from bot.buttons import moment
from bot.screens.duty_view import DutyView, WindowsFrom
from bot.screens.scene import Scene
from flows.calendar import ALWAYS
from flows.draft import begin_draft
from flows.duty import Absence, DayShift, Handover, Roster, Shift, WeekShift
from flows.people import Function, Member, Post, Reach
from flows.rules import Role, Urgency
from flows.state import PersonId

OM, VT = Role("om"), Role("vt")
NOW = at("27 14:46")  # a Friday
FRIDAY = date(2026, 11, 27)
NAMES = {PersonId(1): "Olga Zitting", PersonId(2): "Wim Waar", PersonId(3): "Vera Thuis" * 4}


def member(number: int, role: Role, function: Function = Function.MEMBER) -> Member:
    person = PersonId(number)
    post = Post(network=NETWORK, function=function, role=role)
    return Member(
        person=person, alias=person, user_id=number, name=NAMES[person], reach=Reach.OPEN,
        posts=(post,),
    )  # fmt: skip


OLGA, WIM = member(1, OM), member(2, OM, Function.CONTACT)
VERA = member(3, VT, Function.DEPUTY)
ROSTER = Roster(
    week=tuple(
        WeekShift(
            id=day + 1, role=OM, person=PersonId(1), weekday=day, opens=time(8), closes=time(17),
            since=date(2026, 11, 1),
        )
        for day in range(5)
    ),
    days=(
        DayShift(
            id=1, role=OM, person=PersonId(2), day=date(2026, 11, 29), opens=time(22),
            closes=time(8), source="hand",
        ),
    ),
    absences=(
        Absence(id=1, person=PersonId(3), starts_at=NOW, ends_at=NOW + timedelta(days=1)),
    ),
)  # fmt: skip
PLANNED = (
    Absence(id=1, person=PersonId(1), starts_at=NOW, ends_at=at("28 00:00")),
    Absence(id=2, person=PersonId(1), starts_at=at("29 00:00"), ends_at=at("30 00:00")),
)
MINE = at("27 08:00")
HANDOVER = Handover(
    id=7, role=OM, giver=PersonId(1), taker=PersonId(2), starts_at=NOW, ends_at=at("27 17:00"),
    asked_at=NOW,
)  # fmt: skip


def view(**changes) -> DutyView:
    held = {
        "network": NETWORK, "roster": ROSTER, "names": NAMES,
        "versions": (WindowsFrom(starts_at=NOW + timedelta(days=3), windows=ALWAYS),),
    }  # fmt: skip
    return DutyView(**{**held, **changes})


def seen_by(who: Member, duty: DutyView | None = None, **args: str) -> Scene:
    told = {"network": NETWORK, **args}
    return scene(member=who, people=(OLGA, WIM, VERA), duty=duty or view(), args=told, now=NOW)


def drafted() -> Scene:
    fresh = begin_draft(by("vt"), NETWORK, ("skm",), NOW)
    made = replace(fresh, source="ziekenhuis", nature="seksueel", urgency=Urgency.ACUUT)
    return scene(draft=replace(made, sub_roles=(RULES.role(OM).sub_roles[0],)), now=NOW)


SPAN = {"start": moment(at("27 17:00")), "end": moment(at("30 08:00"))}
SHIFT = Shift(person=PersonId(1), day=FRIDAY, opens=time(8), closes=time(0))
START = {"role": OM, "start": moment(MINE)}
EVERY: dict[str, list[Scene]] = {
    "duty": [seen_by(OLGA), seen_by(WIM), seen_by(VERA), seen_by(OLGA, view(roster=Roster()))],
    "take_over_who": [seen_by(OLGA, **START), seen_by(WIM, **START)],
    "swap_mine": [seen_by(OLGA), seen_by(VERA)],
    "swap_theirs": [
        seen_by(OLGA, role=OM, start=moment(at("30 08:00"))), seen_by(VERA, **START),
    ],
    "duty_request": [
        *(
            seen_by(who, view(handover=HANDOVER), said=said)
            for who in (OLGA, WIM, VERA)
            for said in ("asked", "sent", "accepted", "refused", "lapsed")
        ),
        seen_by(WIM, view(handover=HANDOVER, in_return=HANDOVER)),
        seen_by(WIM),
    ],
    "absent": [seen_by(OLGA), seen_by(OLGA, view(away=PLANNED))],
    "my_shifts": [seen_by(OLGA), seen_by(VERA)],
    "reach_test": [scene()],
    "roster_menu": [seen_by(WIM, role=OM), seen_by(WIM, role=VT)],
    "week": [seen_by(WIM, role=OM)],
    "other_days": [seen_by(WIM, role=OM)],
    "slot": [
        seen_by(WIM, role=OM, slot="0"), seen_by(WIM, role=OM, slot="6"),
        seen_by(WIM, role=OM, slot="20261129"), seen_by(WIM, role=OM, slot="20261127"),
    ],
    "shift_hours": [seen_by(WIM, role=OM, slot="0", person="1")],
    "roster_preview": [
        seen_by(WIM, role=OM),
        seen_by(WIM, view(sent_in=(SHIFT,), sent_in_until=NOW), role=OM),
        seen_by(WIM, view(sent_in=(SHIFT,) * 40, sent_in_until=NOW), role=OM, skipped="3"),
    ],
    "roster_problems": [seen_by(WIM, role=OM, found="regel 2: deze naam staat niet in de bot")],
    "reach_windows": [seen_by(WIM, role=OM), seen_by(WIM, role=VT)],
    "windows_from": [seen_by(WIM, role=OM, text="ma-vr 08:30-17:00")],
    "coverage": [
        seen_by(WIM, kind=kind, roles="om|vt|dro", **SPAN)
        for kind in ("avond", "weekend", "feestdag")
    ],
    "coverage_red": [
        seen_by(WIM, role=OM, **SPAN),
        seen_by(WIM, role=VT, **SPAN),
    ],
    "draft_sub_roles": [drafted()],
}  # fmt: skip
