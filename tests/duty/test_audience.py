"""Who is told: who is there, else somebody of the organisation; and who is asked along."""

from datetime import UTC, datetime, timedelta

import pytest
from test_agreed_now import KEY, NETWORK

from bot.audience import audience
from config import doelgroepen
from config.settings import SQLITE
from flows.alert import AlertRaised
from flows.evolver import replay
from flows.notices import Audience, Notice, NoticeKind, Rank
from flows.people import Function, Post, Reach
from flows.rules import Role, Urgency
from flows.state import AlertId, Facts
from storage import database
from storage.cipher import Cipher
from storage.unit_of_work import Storage

VT, OM = Role("vt"), Role("om")
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
MEMBER, DEPUTY, CONTACT = Function.MEMBER, Function.DEPUTY, Function.CONTACT


@pytest.fixture
async def work(tmp_path):
    url = f"{SQLITE}{tmp_path}/audience.db"
    database.upgrade(url)
    storage = Storage(url, KEY, Cipher(KEY))
    async with storage.work() as work:
        yield work
    await storage.close()


async def enrolled(work, name, function, role=OM, *sub_roles, reach=Reach.OPEN):
    post = Post(network=NETWORK, function=function, role=role, sub_roles=sub_roles)
    number = 1000 + len(await work.people.members())
    member = await work.people.enrol(number, name, post, NOW)
    await work.people.set_reach(number, reach)
    return member


async def told(work, kind, role, to=Audience.ROLE, sub_roles=()):
    """By name, of an alert that the first of VT raised."""
    raiser = await work.people.member(1000)
    facts = Facts(
        source="ziekenhuis", nature="letsel_zwaar", urgency=Urgency.ACUUT, sub_roles=sub_roles
    )
    event = AlertRaised(
        at=NOW, by=raiser.by(VT), id=AlertId("SKM-2611-01"), network=NETWORK,
        rules=doelgroepen.load().rules(NETWORK, "skm"), roles=(VT, OM), agenda_members=(),
        facts=facts,
        advisers=(), clock_at=NOW, drill=False,
    )  # fmt: skip
    notice = Notice(kind=kind, audience=to, rank=Rank.PLAN, round=1, role=role)
    return [one.name for one in await audience(work, replay([event]), notice, NOW)]


async def test_what_is_no_chase_is_told_to_somebody_be_it_the_waarnemer(work):
    await enrolled(work, "Vera", MEMBER, VT)
    await enrolled(work, "Anna", CONTACT)
    await enrolled(work, "Wim", DEPUTY)

    assert await told(work, NoticeKind.ASK, OM) == []  # the ladder goes on by itself
    assert await told(work, NoticeKind.PLANNED, OM) == ["Wim", "Anna"]
    await enrolled(work, "Olga", MEMBER, reach=Reach.BLOCKED)
    assert await told(work, NoticeKind.PLANNED, OM) == ["Wim", "Anna"]
    await enrolled(work, "Otto", MEMBER)
    assert await told(work, NoticeKind.PLANNED, OM) == ["Otto"]


async def test_without_an_aanspreekpunt_the_waarnemer_hears_that_it_was_missed(work):
    await enrolled(work, "Vera", MEMBER, VT)
    await enrolled(work, "Wim", DEPUTY)

    assert await told(work, NoticeKind.MISSED, OM, Audience.CONTACTS) == ["Wim"]


async def test_who_is_asked_along_hears_it_and_who_asked_does_not(work):
    await enrolled(work, "Vera", MEMBER, VT, "vertrouwensarts")
    arts = await enrolled(work, "Vic", MEMBER, VT, "vertrouwensarts")
    await enrolled(work, "Viktor", MEMBER, VT)
    asked = {"kind": NoticeKind.SUB_ROLE, "role": VT, "sub_roles": ("vertrouwensarts",)}

    assert await told(work, **asked) == ["Vic"]
    await work.duty.add_absence(arts.person, NOW, NOW + timedelta(hours=1), NOW)
    assert await told(work, **asked) == []
