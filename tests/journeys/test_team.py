"""The team screen: what somebody is in an organisation, and what is worth a look."""

from datetime import UTC, datetime

import pytest
from courses import answer, asked
from stage import NETWORK, PATIENCE

from flows.people import Function, Post
from flows.rules import Role
from flows.state import AlertId


async def test_the_team_screen_gives_a_sub_role_and_a_function(stage):
    await stage.aanspreekpunt.types("/team")
    await stage.taps(stage.aanspreekpunt, "Olga", "coördinerend officier")
    await stage.taps(stage.aanspreekpunt, "waarnemer")

    await stage.sees(stage.om, "Je functie is nu: OM waarnemer")
    await stage.sees(stage.waarnemer, "Iemand anders is nu waarnemer")
    async with stage.storage.view() as work:
        member = await work.people.member(stage.om.id)
    assert member is not None
    assert [(post.function, post.sub_roles) for post in member.posts] == [
        (Function.DEPUTY, ("coordinerend_ovj",))
    ]


async def test_who_chairs_the_kimi_is_changed_in_the_own_function_and_keeps_the_chair(stage):
    now, om = stage.clock.now(), Role("om")
    async with stage.storage.work() as work:
        anna = await work.people.member(stage.aanspreekpunt.id)
        await work.governance.give_chair(anna.person, NETWORK, om, now)
        lid = Post(network=NETWORK, function=Function.MEMBER, role=om)
        await work.people.enrol(stage.aanspreekpunt.id, anna.name, lid, now)
    await stage.aanspreekpunt.types("/team")
    await stage.taps(stage.aanspreekpunt, "Anna Punt · aanspreekpunt")
    await stage.aanspreekpunt.sees_button("☑ aanspreekpunt", within=PATIENCE)

    await stage.taps(stage.aanspreekpunt, "☐ parketsecretaris", "☑ parketsecretaris")
    await stage.taps(stage.aanspreekpunt, "☐ officier", "☐ lid")
    await stage.sees(stage.aanspreekpunt, "Je functie is nu: OM lid")

    async with stage.storage.view() as work:
        anna = await work.people.member(stage.aanspreekpunt.id)
    assert {(post.function, post.sub_roles) for post in anna.posts} == {
        (Function.CHAIR, ()),
        (Function.MEMBER, ("officier",)),
    }


async def test_the_last_who_keeps_an_organisation_right_is_asked_before_that_ends(stage):
    async with stage.storage.work() as work:
        wim = await work.people.member(stage.waarnemer.id)
        await work.people.remove(wim.person, stage.clock.now())
    await stage.aanspreekpunt.types("/team")
    await stage.taps(stage.aanspreekpunt, "Anna Punt", "☐ lid")
    await stage.sees(stage.aanspreekpunt, "geen aanspreekpunt en geen waarnemer meer")
    await stage.taps(stage.aanspreekpunt, "← Terug")
    await stage.aanspreekpunt.sees_button("☑ aanspreekpunt", within=PATIENCE)

    await stage.taps(stage.aanspreekpunt, "☐ lid", "Ja, zeker")

    await stage.sees(stage.aanspreekpunt, "Je functie is nu: OM lid")
    await stage.sees(stage.beheerder, "OM heeft geen aanspreekpunt en geen waarnemer meer")


async def test_the_team_screen_warns_of_a_role_that_leans_on_one_person(stage):
    async with stage.storage.work() as work:
        for number in range(21, 26):
            course = asked(id=AlertId(f"SKM-2611-{number}")).does("27 14:45", answer("om"))
            await work.alerts.keep(None, course.events)

    await stage.aanspreekpunt.types("/team")

    shown = await stage.sees(stage.aanspreekpunt, "meer dan 80 % van de antwoorden")
    assert "acht weken" not in shown.text


@pytest.mark.parametrize("start", [datetime(2026, 12, 31, 12, 0, tzinfo=UTC)])
async def test_s08_who_is_not_confirmed_in_two_weeks_of_a_quarter_is_blocked_after_a_warning(stage):
    await stage.moves(days=4)  # Monday 4 January, past nine
    await stage.sees(stage.aanspreekpunt, "Klopt deze lijst van OM?")
    await stage.moves(days=7)
    await stage.sees(stage.om, "Nog niemand heeft bevestigd dat je bij OM hoort")

    await stage.moves(days=7)

    await stage.sees(stage.om, "Daarom is je toegang geblokkeerd")
    await stage.sees(stage.aanspreekpunt, "is daarom geblokkeerd (1) en heeft bericht")
    async with stage.storage.view() as work:
        people = {one.name: one.suspended for one in await work.people.members()}
    assert people["Olga Zitting"]
    assert not any(people[name] for name in ("Anna Punt", "Wim Waar", "Vera Thuis", "Bea Beheer"))
    alert = await stage.asks()
    await stage.sees(stage.waarnemer, alert)
    await stage.taps(stage.aanspreekpunt, "✔ Olga", "Deblokkeren", "Ja, zeker")
    await stage.sees(stage.om, "Je bent gedeblokkeerd")
