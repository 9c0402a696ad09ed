"""Who is in the group: whom nobody knows, who asks to come in, and where the bot itself stays."""

import pytest
from stage import PATIENCE
from test_membership import STRANGE, in_the_group, is_out

from bot import commands
from bot.installation import NeedsAHand
from bot.practice.model import Member, Status


async def a_stranger_joins(stage):
    """Somebody comes in; Telegram tells who joins only once the bot has asked for that."""
    await stage.vt.types("/help")
    await stage.sees(stage.vt, "Dit is geen alarmlijn")
    stranger = stage.town.person("Vreemd")
    await stranger.joins(stage.skm)
    return stranger


async def test_s07_somebody_unknown_in_the_group_is_told_and_put_out(stage):
    stranger = await a_stranger_joins(stage)
    await stage.sees(stage.aanspreekpunt, "die het register niet kent")
    await stage.sees(stage.beheerder, "die het register niet kent")
    alert = await stage.asks()  # no alert waits for it

    await stage.moves(minutes=17)
    await stage.sees(stage.aanspreekpunt, "uit de groep Strafbare kindermishandeling gehaald")
    await is_out(stage, stranger, stage.skm)

    assert (await stage.alert(alert)).phase.value == "open"
    assert in_the_group(stage.politie, stage.skm)


async def test_somebody_whom_we_know_stays_without_rights(stage):
    stranger = await a_stranger_joins(stage)
    await stage.taps(stage.aanspreekpunt, "Kennen wij")
    await stage.quiet()
    before = len(stage.town.sent_to(stage.aanspreekpunt))

    await stage.moves(hours=21)  # past the fifteen minutes, and past the daily count
    mark = stranger.mark()
    await stranger.types("/open")

    await stage.sees(stranger, STRANGE, after=mark)
    await stage.moves(minutes=2)
    assert in_the_group(stranger, stage.skm)
    told = [one.text for one in stage.town.sent_to(stage.aanspreekpunt)[before:]]
    assert not any("mensen die het register niet kent" in text for text in told)


async def test_an_unknown_member_is_put_out_with_one_tap(stage):
    stranger = await a_stranger_joins(stage)

    await stage.taps(stage.beheerder, "Verwijder nu")

    await is_out(stage, stranger, stage.skm)
    said = await stage.taps(stage.aanspreekpunt, "Kennen wij")
    assert "niet meer actueel" in said


async def test_a_join_request_is_for_who_is_registered(stage):
    group = stage.town.group("SKM dicht", [stage.beheerder])
    async with stage.storage.work() as work:
        await work.groups.bind("amsterdam-amstelland", "skm", group.id, None, stage.clock.now())
    stranger = stage.town.person("Vreemd")

    await stage.om.asks_to_join(group)
    await stranger.asks_to_join(group)
    await stage.quiet()

    assert in_the_group(stage.om, group)
    assert not in_the_group(stranger, group)
    await stage.sees(stage.aanspreekpunt, "vroeg toegang tot de groep")


async def test_s07_the_daily_count_finds_who_slipped_in(stage):
    for number in range(2):  # while the bot was away: nothing was told of it
        person = stage.town.person(f"Stil {number}").user
        stage.skm.members[person.id] = Member(user=person, status=Status.MEMBER)

    await stage.moves(hours=21)

    await stage.sees(stage.aanspreekpunt, "mensen die het register niet kent: 2")


async def test_r048_who_belongs_in_a_group_and_is_not_there_is_marked_for_the_aanspreekpunt(stage):
    del stage.skm.members[stage.om.id]  # while the bot was away: nothing was told of it
    silent = stage.town.person("Stil").user
    stage.skm.members[silent.id] = Member(user=silent, status=Status.MEMBER)

    await stage.moves(hours=21)
    await stage.sees(stage.aanspreekpunt, "mensen die het register niet kent: 1")
    await stage.aanspreekpunt.types("/team")

    shown = await stage.sees(stage.aanspreekpunt, "Tik op iemand")
    assert [label[0] for label in shown.labels if "Olga" in label] == ["🚪"]
    assert not any("🚪" in label for label in shown.labels if "Wim" in label)


async def test_s15_being_in_charge_of_the_group_gives_no_right(stage):
    await stage.beheerder.promotes(stage.om, stage.skm)
    mark = stage.om.mark()

    for asked in ("/team", "/blokkeer", "/uitnodigen"):
        await stage.om.types(asked)
        await stage.sees(stage.om, "Dit kan alleen het aanspreekpunt", after=mark)
        mark = stage.om.mark()
    await stage.om.types("/koppel", stage.skm)
    await stage.sees(stage.om, "Dit kan alleen de beheerder", after=mark)


async def test_s17_the_bot_leaves_a_group_into_which_a_stranger_took_it(stage):
    stranger = stage.town.person("Vreemd")
    group = stage.town.group("Elders", [stranger])

    out = lambda: not group.now.member(stage.town.world.bot).status.inside  # noqa: E731
    await stage.town.until(out, PATIENCE, "the bot out of the group")

    assert stage.town.sent_to(group) == ()


async def test_s17_where_the_beheerder_took_it_the_bot_waits_to_be_bound(stage):
    group = stage.town.group("Nieuw", [stage.beheerder])
    await stage.quiet()
    stranger = stage.town.person("Vreemd")
    await stranger.joins(group)
    await stranger.adds_bot(group, as_admin=False)
    await stage.quiet()

    assert group.now.member(stage.town.world.bot).status.inside


async def test_a_group_is_not_bound_to_something_else_without_a_question(stage):
    alert = await stage.asks()

    await stage.beheerder.types("/koppel", stage.skm)
    await stage.taps(stage.beheerder, "Ouderenmishandeling", chat=stage.skm)

    asked = await stage.sees(stage.beheerder, "Toch deze groep koppelen", stage.skm)
    for said in ("nu van: Strafbare kindermishandeling", "heeft al een andere groep", alert):
        assert said in asked.text
    await stage.taps(stage.beheerder, "Terug", chat=stage.skm)
    await stage.sees(stage.beheerder, "Voor welke doelgroep", stage.skm)
    async with stage.storage.view() as work:
        assert (await work.groups.of_chat(stage.skm.id)).doelgroep == "skm"

    await stage.taps(stage.beheerder, "Ouderen", "Ja, zeker", chat=stage.skm)

    await stage.sees(stage.beheerder, "nu de spoedgroep voor: Ouderen", stage.skm)
    await stage.vt.types("/alarm")
    await stage.sees(stage.vt, "Nog geen groep voor: Strafbare kindermishandeling")


async def test_what_runs_goes_along_to_another_group_of_the_doelgroep(stage):
    alert = await stage.asks()
    group = stage.town.group("SKM nieuw", stage.people.values())

    await stage.beheerder.types("/koppel", group)
    await stage.taps(stage.beheerder, "Strafbare", "Ja, zeker", chat=group)

    await stage.card_says(alert, "OVERLEG GEVRAAGD", group)


async def test_the_same_binding_again_asks_nothing_and_says_which_rights_are_missing(stage, capsys):
    await stage.beheerder.adds_bot(stage.skm, rights=frozenset({"can_pin_messages"}))
    await stage.beheerder.types("/koppel", stage.skm)
    await stage.taps(stage.beheerder, "Strafbare", chat=stage.skm)

    await stage.sees(stage.beheerder, "Deze groep is nu de spoedgroep", stage.skm)
    told = await stage.sees(stage.beheerder, "mist in deze groep een recht", stage.skm)
    missing = "berichten verwijderen, gebruikers blokkeren en gebruikers toevoegen"
    assert missing in told.text
    await stage.quiet()
    with pytest.raises(NeedsAHand):
        await commands.doctor()
    assert f"de bot mist in de groep een recht: {missing}" in capsys.readouterr().out
