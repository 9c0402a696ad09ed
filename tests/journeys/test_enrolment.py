"""Getting in: from the first link of the beheerder to the last member, and who stays out."""

import pytest
from links import confirmed, invited, link_in
from stage import PATIENCE

from bot import commands

STRANGE = "Deze bot is alleen voor leden."


async def test_the_whole_enrolment_by_hand(bare_stage, capsys):
    stage, town = bare_stage, bare_stage.town
    await commands.init()
    beheerder = town.person("Bea Beheer")
    await beheerder.opens(link_in(capsys.readouterr().out))
    await stage.sees(beheerder, "Jij bent hier: beheerder")

    group = stage.groups["skm"] = town.group("SKM", [beheerder])
    await beheerder.types("/koppel", group)
    await stage.taps(beheerder, "Strafbare kindermishandeling", chat=group)
    await stage.sees(beheerder, "Deze groep is nu de spoedgroep voor", group)

    vt, punt, olga = (town.person(name) for name in ("Vera", "Anna", "Olga"))
    for phone, organisation, function in ((vt, "VT", "Lid"), (punt, "OM", "Aanspreekpunt")):
        await phone.opens(await invited(stage, beheerder, organisation, function))
        await confirmed(stage, phone, beheerder)
        await stage.sees(phone, f"Jij bent hier: {organisation} {function.lower()}")
        await phone.joins(group)
    await olga.opens(await invited(stage, punt, "OM", "Lid"))
    await confirmed(stage, olga, punt, beheerder)
    await stage.sees(olga, "Jij bent hier: OM lid")

    await vt.presses("Spoedoverleg aanvragen")
    await stage.taps(vt, "Ziekenhuis", "Zwaar letsel", "Acuut", "Verstuur")
    await stage.card_says("SKM-2611-01", "OVERLEG GEVRAAGD", group)
    await stage.sees(olga, "SKM-2611-01: overleg gevraagd aan OM")


async def test_init_gives_no_second_link_once_there_is_a_beheerder(stage):
    with pytest.raises(commands.Refusal, match="Er is al een beheerder"):
        await commands.init()


async def test_s01_a_link_works_once(stage):
    link = await invited(stage, stage.beheerder, "politie", "Lid")
    first, second = stage.town.person("Paul"), stage.town.person("Peter")
    await first.opens(link)
    await confirmed(stage, first, stage.beheerder)
    await stage.sees(first, "Jij bent hier: politie lid")
    await stage.quiet()
    before = await stage.kept()

    await first.opens(link)
    await second.opens(link)

    await stage.sees(first, "Je bent al binnen.")
    await stage.sees(second, "Deze link is al gebruikt.")

    assert await stage.kept() == before


async def test_s01_a_link_of_yesterday_is_too_old(stage):
    link = await invited(stage, stage.beheerder, "politie", "Lid")
    await stage.moves(hours=24)
    late = stage.town.person("Laat")

    await late.opens(link)

    await stage.sees(late, "Deze link is verlopen.")


async def test_a_wrong_link_gets_the_one_neutral_line(stage):
    stranger = stage.town.person("Vreemd")

    for payload in ("x" * 32, "kn_SKM-2611-01_AAAAAAAAAAAA", ""):
        mark = stranger.mark()
        await stranger.opens(stage.town.link(payload))
        told = await stage.sees(stranger, STRANGE, after=mark)
        assert "spoedoverleg" not in told.text.lower()


async def test_s02_a_link_that_a_group_has_seen_lets_nobody_in(stage):
    link = await invited(stage, stage.beheerder, "politie", "Lid")
    token = link.partition("start=")[2]
    before = len(stage.town.sent_to(stage.skm))

    await stage.politie.types(f"/start {token}", stage.skm)
    await stage.quiet()
    late = stage.town.person("Laat")
    await late.opens(link)

    await stage.sees(late, "Deze link is al gebruikt.")
    assert len(stage.town.sent_to(stage.skm)) == before


async def test_s02_a_link_pasted_into_a_group_lets_nobody_in_and_who_did_hears_so(stage):
    link = await invited(stage, stage.beheerder, "politie", "Lid")

    await stage.beheerder.types(f"Piet, hier is hij: {link}", stage.skm)
    await stage.sees(stage.beheerder, "De uitnodiging die je in een groep zette, werkt niet meer")
    late = stage.town.person("Laat")
    await late.opens(link)

    await stage.sees(late, "Deze link is al gebruikt.")
    assert not any(link in one.text for one in stage.skm.messages.values() if not one.deleted)


async def test_s01_the_token_is_kept_nowhere_in_the_database(stage, folder):
    link = await invited(stage, stage.beheerder, "politie", "Lid")
    token = link.partition("start=")[2]
    await stage.quiet()
    await stage.stops()
    held = (folder / "spoedgroep.db").read_bytes()
    await stage.starts()

    assert len(token) >= 22  # 128 bits
    assert token.encode() not in held


async def test_s17_a_stranger_gets_one_neutral_line_whatever_is_asked(stage):
    stranger = stage.town.person("Vreemd")

    for asked in ("/start", "/help", "/alarm", "/wie", "/open", "wat is dit?"):
        mark = stranger.mark()
        await stranger.types(asked)
        told = await stage.sees(stranger, STRANGE, after=mark)
        assert told.labels == ()
    assert stranger.reply_keyboard == ()


@pytest.mark.parametrize("who", ["vt", "aanspreekpunt", "voorzitter"])
async def test_only_the_beheerder_binds_a_group(stage, who):
    phone = stage.people[who]
    before = await stage.kept()

    await phone.types("/koppel", stage.skm)

    await stage.sees(phone, "Dit kan alleen de beheerder.")
    await stage.quiet()
    assert await stage.kept() == before
    assert stage.town.sent_to(stage.skm) == ()


@pytest.mark.parametrize("who", ["vt", "om", "voorzitter"])
async def test_a_member_cannot_invite(stage, who):
    await stage.people[who].types("/uitnodigen")

    await stage.sees(stage.people[who], "Dit kan alleen het aanspreekpunt")


async def test_an_aanspreekpunt_invites_for_the_own_organisation_only(stage):
    await stage.aanspreekpunt.types("/uitnodigen")
    shown = await stage.aanspreekpunt.sees_button("OM", within=PATIENCE)
    assert shown.labels == ("OM",)

    await stage.beheerder.types("/uitnodigen")
    offered = await stage.beheerder.sees_button("politie", within=PATIENCE)
    data = [key.data for row in offered.keyboard for key in row if key.text == "politie"]
    press = await stage.aanspreekpunt.presses_data(data[0], shown)
    await press.toast(PATIENCE)
    said = await stage.taps(stage.aanspreekpunt, "Lid")

    assert "Uitnodigen kan alleen het aanspreekpunt" in said


async def test_an_invitation_is_offered_in_private_only(stage):
    await stage.beheerder.types("/uitnodigen", stage.skm)

    await stage.sees(stage.beheerder, "Dit doe je in het privégesprek met de bot.")
    assert stage.town.sent_to(stage.skm) == ()


async def test_a_second_link_waits_too_and_takes_nothing_away(stage):
    await stage.om.opens(await invited(stage, stage.beheerder, "RvdK", "Lid"))
    await stage.sees(stage.om, "belt om te controleren")

    mark = stage.om.mark()
    await stage.om.types("/open")
    await stage.sees(stage.om, "Er lopen geen verzoeken", after=mark)
    await confirmed(stage, stage.om, stage.beheerder)

    await stage.sees(stage.om, "Jij bent hier: OM lid, RvdK lid")


async def test_who_is_turned_down_stays_out(stage):
    phone = stage.town.person("Nieuw")
    await phone.opens(await invited(stage, stage.beheerder, "RvdK", "Lid"))

    await stage.taps(stage.beheerder, "Afwijzen")

    await stage.sees(phone, "niet bevestigd")
    async with stage.storage.view() as work:
        assert await work.people.member(phone.id) is None


async def test_s10_who_was_blocked_while_waiting_is_not_let_in_by_a_confirmation(stage):
    await stage.politie.opens(await invited(stage, stage.beheerder, "RvdK", "Lid"))
    await stage.sees(stage.politie, "belt om te controleren")
    await stage.beheerder.types("/blokkeer")
    await stage.taps(stage.beheerder, "Piet", "Ja, zeker")

    said = await stage.taps(stage.beheerder, "Bevestigen")

    assert "intussen geblokkeerd" in said
    async with stage.storage.view() as work:
        assert (await work.people.member(stage.politie.id)).suspended
