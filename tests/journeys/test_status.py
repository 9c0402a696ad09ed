"""How the bot does: the beheerder sees what is well, what is not and since when; others do not."""

import json
from datetime import datetime, timedelta

import pytest

from flows.people import Reach
from storage.facts import BACKED_UP
from storage.instant import written


def made(at: datetime) -> str:
    """What is noted of a backup."""
    return json.dumps({"at": written(at)})


TELLS_APART = ("reservekopie", "logboek", "apart", "bereiken", "Telegram antwoordde")


async def test_the_beheerder_sees_what_is_well_and_what_is_not(stage):
    async with stage.storage.work() as work:
        await work.facts.set(BACKED_UP, made(stage.clock.now() - timedelta(hours=30)))
    alert = await stage.asks()
    await stage.card_says(alert, alert)

    await stage.beheerder.types("/status")
    told = await stage.sees(stage.beheerder, "De bot draait")

    assert told.text.startswith("De bot draait sinds 11:00. Waar ✖ staat, is iets te doen.\n✔ Tele")
    for line in (
        "✔ opslaan gaat goed",
        "✔ op termijnen wordt gelet",
        "✖ de laatste reservekopie is 30 uur oud",
        "Lopende verzoeken: 1",
    ):
        assert line in told.text
    assert told.labels == ()


async def test_where_all_is_well_that_is_the_first_thing_said(stage):
    async with stage.storage.work() as work:
        await work.facts.set(BACKED_UP, made(stage.clock.now()))
    await stage.beheerder.types("/status")

    told = await stage.sees(stage.beheerder, "De bot is in orde en draait sinds 11:00.")

    assert "✖" not in told.text


async def test_without_a_backup_that_is_said(stage):
    await stage.beheerder.types("/status")

    await stage.sees(stage.beheerder, "✖ er is nog geen reservekopie")


@pytest.mark.parametrize("who", ["om", "voorzitter", "aanspreekpunt"])
async def test_s12_only_the_beheerder_sees_how_the_machine_does(stage, who):
    phone = stage.people[who]
    await phone.types("/status")

    told = await stage.sees(phone, "De bot draait, sinds 11:00")

    assert not any(word in told.text for word in TELLS_APART)


async def test_who_is_out_of_reach_is_counted_and_not_named(stage):
    async with stage.storage.work() as work:
        await work.people.set_reach(stage.om.id, Reach.BLOCKED)
        await work.people.set_reach(stage.rvdk.id, Reach.NEVER_STARTED)
        member = await work.people.member(stage.rvdk.id)
        await work.people.suspend(member.person, stage.clock.now())
    async with stage.storage.view() as work:
        assert await work.presence.count_unreachable() == 1
