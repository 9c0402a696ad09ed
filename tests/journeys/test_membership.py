"""The right people and nobody else: confirmed, kept right, put out, and a phone that is lost."""

from datetime import UTC, datetime, timedelta

import pytest
from courses import by, noted
from stage import NETWORK, PATIENCE
from test_enrolment import confirmed, invited

from flows.agreements import MakeAgreement
from flows.overleg import ConcludeOverleg
from flows.people import Function, Post
from flows.rules import Role
from flows.terms import Topic

STRANGE = "Deze bot is alleen voor leden."


def in_the_group(phone, group):
    """Whether somebody is in a group, as Telegram has it."""
    return group.now.member(phone.user).status.inside


async def is_out(stage, phone, group):
    """Wait until somebody has been put out."""
    gone = lambda: not in_the_group(phone, group)  # noqa: E731
    await stage.town.until(gone, PATIENCE, f"{phone.name} out of the group")


async def goes(stage, who, label, name):
    """Through /team to one person, and to what is done with it, confirmed."""
    mark = who.mark()
    await who.types("/team")
    shown = await stage.sees(who, "Tik op iemand", after=mark)
    await stage.taps(who, name)
    await stage.taps(who, label, "Ja, zeker")
    return shown


async def test_s03_six_people_of_four_organisations_come_in_only_when_confirmed(stage):
    posts = [
        ("VT", "Lid", (stage.beheerder,)),
        ("VT", "Waarnemer", (stage.beheerder,)),
        ("politie", "Lid", (stage.beheerder,)),
        ("OM", "Lid", (stage.aanspreekpunt, stage.beheerder)),
        ("RvdK", "Lid", (stage.beheerder,)),
        ("RvdK", "Aanspreekpunt", (stage.beheerder,)),
    ]
    for number, (organisation, function, confirmers) in enumerate(posts):
        phone = stage.town.person(f"Nieuw {number}")
        await phone.opens(await invited(stage, stage.beheerder, organisation, function))
        await stage.sees(phone, "belt om te controleren")
        mark = phone.mark()
        await phone.types("/open")
        await stage.sees(phone, "Je wacht op bevestiging.", after=mark)

        await confirmed(stage, phone, *confirmers)

        await stage.sees(phone, f"Jij bent hier: {organisation} {function.lower()}")


async def test_s03_om_needs_two_who_are_not_the_same(stage):
    phone = stage.town.person("Nieuw")
    await phone.opens(await invited(stage, stage.aanspreekpunt, "OM", "Lid"))
    await stage.sees(stage.aanspreekpunt, "Nieuw opende de link voor: OM lid")

    await stage.taps(stage.aanspreekpunt, "Bevestigen")
    again = await stage.sees(stage.aanspreekpunt, "nog één ander")
    await stage.quiet()

    async with stage.storage.view() as work:
        assert await work.people.member(phone.id) is None
        (waiting,) = await work.enrolments.lapsed(stage.clock.now())
    assert len(waiting.confirmed_by) == 1
    assert again.labels == ()


async def test_s03_who_is_not_confirmed_within_a_day_stays_out(stage):
    phone = stage.town.person("Nieuw")
    await phone.opens(await invited(stage, stage.beheerder, "RvdK", "Lid"))
    await stage.sees(phone, "belt om te controleren")

    await stage.moves(hours=24, minutes=2)
    await stage.sees(phone, "niet op tijd bevestigd")
    said = await stage.taps(stage.beheerder, "Bevestigen")

    assert "niet meer actueel" in said


async def test_a_new_aanspreekpunt_takes_the_place_of_the_former(stage):
    phone = stage.town.person("Nieuw")
    await phone.opens(await invited(stage, stage.aanspreekpunt, "OM", "Aanspreekpunt"))
    await confirmed(stage, phone, stage.aanspreekpunt, stage.beheerder)

    await stage.sees(stage.aanspreekpunt, "Iemand anders is nu aanspreekpunt")
    mark = stage.aanspreekpunt.mark()
    await stage.aanspreekpunt.types("/team")

    await stage.sees(stage.aanspreekpunt, "Dit kan alleen het aanspreekpunt", after=mark)


async def test_s06_f41_who_is_removed_between_the_tap_and_the_commit_changes_nothing(stage):
    alert = await stage.asks()
    async with stage.storage.work() as work:  # the tap waits while this is being decided
        await stage.om.presses("Kan nu", message=stage.card(alert))
        member = await work.people.member(stage.om.id)
        assert member is not None
        await work.people.remove(member.person, stage.clock.now())
    await stage.quiet()

    seat = (await stage.alert(alert)).seat("om")
    assert seat.answers == ()


async def test_s06_f41_who_leaves_is_out_of_every_group_and_the_waarnemer_takes_over(stage):
    act = MakeAgreement(by=by("vt"), topic=Topic.ACTION, who="om", what="veiligheid_inschatten")
    owed = noted().does("27 16:10", act, ConcludeOverleg(by=by("vt")))
    async with stage.storage.work() as work:
        await work.alerts.keep(None, owed.events)

    await goes(stage, stage.aanspreekpunt, "Verwijderen", "Olga")
    await stage.quiet()

    told = await stage.sees(stage.waarnemer, "nog opvolging van OM; die is nu voor jou")
    assert told.labels == (owed.alert.id,)
    async with stage.storage.view() as work:
        year = timedelta(days=366)
        log = await work.history.between(stage.clock.now() - year, stage.clock.now() + year)
    assert any(entry.name == "PersonRemoved" for entry in log)
    assert "Olga" not in str(log)

    for group in (stage.skm, stage.ouderen):
        assert not in_the_group(stage.om, group)
        assert in_the_group(stage.politie, group)
    mark = stage.om.mark()
    await stage.om.types("/open")
    await stage.sees(stage.om, STRANGE, after=mark)


async def test_s06_a_removal_that_telegram_refuses_is_told(stage):
    await stage.beheerder.demotes_bot(stage.skm)

    await goes(stage, stage.aanspreekpunt, "Verwijderen", "Olga")

    await stage.sees(stage.beheerder, "kon niet uit de groep")
    await stage.sees(stage.aanspreekpunt, "kon niet uit de groep")
    await stage.beheerder.adds_bot(stage.skm)
    await stage.moves(minutes=16)
    await is_out(stage, stage.om, stage.skm)


async def test_s06_who_comes_back_meanwhile_is_not_put_out(stage):
    await stage.beheerder.demotes_bot(stage.skm)
    await goes(stage, stage.aanspreekpunt, "Verwijderen", "Olga")
    await stage.sees(stage.beheerder, "kon niet uit de groep")

    async with stage.storage.work() as work:
        post = Post(network=NETWORK, function=Function.MEMBER, role=Role("om"))
        await work.people.enrol(stage.om.id, "Olga Zitting", post, stage.clock.now())
    await stage.beheerder.adds_bot(stage.skm)
    await stage.moves(minutes=16)

    assert in_the_group(stage.om, stage.skm)


async def test_s06_an_aanspreekpunt_ends_the_own_posts_and_no_others(stage):
    async with stage.storage.work() as work:
        post = Post(network=NETWORK, function=Function.MEMBER, role=Role("rvdk"))
        await work.people.enrol(stage.om.id, "Olga Zitting", post, stage.clock.now())

    await goes(stage, stage.aanspreekpunt, "Verwijderen", "Olga")
    await stage.quiet()

    async with stage.storage.view() as work:
        member = await work.people.member(stage.om.id)
    assert member is not None
    assert member.posts == (post,)
    assert in_the_group(stage.om, stage.skm)


async def test_s10_a_lost_phone_is_blocked_with_the_next_update(stage):
    await stage.asks()
    await stage.aanspreekpunt.types("/blokkeer")
    await stage.taps(stage.aanspreekpunt, "Olga", "Ja, zeker")
    told = await stage.sees(stage.aanspreekpunt, "Geblokkeerd om")
    assert "Strafbare kindermishandeling" in told.text
    assert "Apparaten" in told.text
    await stage.quiet()
    before, seen = await stage.kept(), len(stage.town.sent_to(stage.om))

    press = await stage.om.presses("Kan nu")

    assert "geblokkeerd" in (await press.toast(PATIENCE))
    await stage.moves(minutes=12)  # the next reminder of the ladder
    assert await stage.kept() != before
    assert len(stage.town.sent_to(stage.om)) == seen
    assert not in_the_group(stage.om, stage.skm)
    await goes(stage, stage.aanspreekpunt, "Deblokkeren", "Olga")
    await stage.sees(stage.om, "Je bent gedeblokkeerd")


async def test_an_aanspreekpunt_cannot_touch_another_organisation(stage):
    async with stage.storage.view() as work:
        vera = await work.people.member(stage.vt.id)
    await stage.aanspreekpunt.types("/blokkeer")
    shown = await stage.aanspreekpunt.sees_button("Olga", within=PATIENCE)

    assert not any("Vera" in label for label in shown.labels)
    assert vera is not None


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("/blokkeer", ("Bea",)),
        ("/team", ("Voorzitter, trekkers en beheerder", "Bea", "Verwijderen")),
    ],
)
async def test_s06_f104_the_last_beheerder_is_neither_blocked_nor_removed(stage, line, labels):
    await stage.beheerder.types(line)

    said = await stage.taps(stage.beheerder, *labels)

    assert "laatste beheerder" in said
    async with stage.storage.view() as work:
        assert len(await work.people.admins()) == 1


async def test_s10_the_links_of_a_blocked_person_let_nobody_in(stage):
    link = await invited(stage, stage.waarnemer, "OM", "Lid")
    await stage.beheerder.types("/blokkeer")
    await stage.taps(stage.beheerder, "Wim", "Ja, zeker")
    await stage.sees(stage.beheerder, "Geblokkeerd om")
    late = stage.town.person("Laat")

    await late.opens(link)

    await stage.sees(late, "Deze link is al gebruikt.")


@pytest.mark.parametrize("start", [datetime(2026, 11, 30, 12, 0, tzinfo=UTC)])
async def test_the_list_of_the_month_is_one_tap_per_person(stage, start):
    await stage.moves(hours=21)  # the first working day of December, past nine
    shown = await stage.sees(stage.aanspreekpunt, "Klopt deze lijst van OM?")
    assert sum(label.startswith("✔") for label in shown.labels) == 3

    for _ in range(3):
        await stage.taps(stage.aanspreekpunt, "✔")
        await stage.quiet()
    await stage.sees(stage.aanspreekpunt, "De lijst van OM is nagelopen")
    await stage.moves(days=15)

    async with stage.storage.view() as work:
        listed = await work.reviews.of("amsterdam-amstelland", "2026-12")
        log = await work.history.between(start, stage.clock.now())
    assert sum(entry.name == "PersonConfirmed" for entry in log) == 3
    assert {one.answer for one in listed if one.role == "om"} == {"ja"}
    await stage.sees(stage.beheerder, "Klopt deze lijst van VT?")  # VT has no aanspreekpunt here
    await stage.sees(stage.voorzitter, "niet nagelopen bij: politie, RvdK, VT.")


@pytest.mark.parametrize("start", [datetime(2026, 11, 30, 12, 0, tzinfo=UTC)])
async def test_s21_a_list_that_nobody_answers_is_shown_again_and_told_to_the_voorzitter(stage):
    await stage.moves(hours=21)
    await stage.sees(stage.aanspreekpunt, "Klopt deze lijst van OM?")
    await stage.taps(stage.aanspreekpunt, "✖ Olga", "Ja, zeker")
    await stage.sees(stage.aanspreekpunt, "Verwijderd")
    mark = stage.aanspreekpunt.mark()

    await stage.moves(days=7)
    shown = await stage.sees(stage.aanspreekpunt, "Klopt deze lijst van OM?", after=mark)
    await stage.moves(days=7)

    assert not any("Olga" in label for label in shown.labels)
    await stage.sees(stage.voorzitter, "niet nagelopen bij: OM, politie, RvdK, VT.")
