"""Who knocks hears how it stands, and what may be done meanwhile."""

from links import confirmed, invited, link_in

STRANGE = "Deze bot is alleen voor leden."


async def test_who_waits_hears_so_whatever_is_tried(stage):
    link = await invited(stage, stage.beheerder, "RvdK", "Lid")
    phone = stage.town.person("Nieuw")
    await phone.opens(link)
    await stage.sees(phone, "belt om te controleren")

    await phone.opens(link)
    await stage.sees(phone, "Je wacht op bevestiging.")
    mark = phone.mark()
    await phone.types("/help")

    await stage.sees(phone, "Je wacht op bevestiging.", after=mark)


async def test_who_made_a_link_may_look_at_it_and_uses_it_not_up(stage):
    link = await invited(stage, stage.aanspreekpunt, "OM", "Lid")

    await stage.aanspreekpunt.opens(link)
    await stage.sees(stage.aanspreekpunt, "Deze link maakte je voor een ander")
    phone = stage.town.person("Nieuw")
    await phone.opens(link)

    await stage.sees(phone, "belt om te controleren")


async def test_a_new_member_hears_who_confirmed_and_how_to_get_into_the_group(stage):
    phone = stage.town.person("Nieuw")
    await phone.opens(await invited(stage, stage.beheerder, "RvdK", "Lid"))

    await confirmed(stage, phone, stage.beheerder)

    told = await stage.sees(phone, "Jij bent hier: RvdK lid")
    assert "Bevestigd door: Bea Beheer." in told.text
    assert "Vraag daar de link van de groep." in told.text


async def test_a_new_beheerder_waits_for_a_beheerder_and_is_promised_no_alarm(stage):
    phone = stage.town.person("Nieuw")
    await stage.beheerder.types("/uitnodigen")
    await stage.taps(stage.beheerder, "Beheerder")
    await stage.sees(stage.beheerder, "welke functie krijgt deze persoon")
    await stage.taps(stage.beheerder, "Beheerder")
    await phone.opens(link_in((await stage.sees(stage.beheerder, "De link werkt één keer")).text))
    await stage.sees(phone, "De beheerder belt om te controleren")

    await confirmed(stage, phone, stage.beheerder)

    told = await stage.sees(phone, "Jij bent hier: beheerder")
    assert "Met de knop" not in told.text


async def test_a_stranger_with_a_worry_is_told_whom_to_call(stage):
    stranger = stage.town.person("Vreemd")

    await stranger.types("Mijn buurkind wordt geslagen")

    told = await stage.sees(stranger, STRANGE)
    assert "Direct gevaar? Bel 112." in told.text
    assert "Veilig Thuis: 0800-2000" in told.text


async def test_help_names_what_somebody_may_do(stage):
    offered = {"vt": ("/alarm",), "aanspreekpunt": ("/team", "/kimi"), "beheerder": ("/team",)}
    hidden = {"vt": ("/team", "/kimi"), "aanspreekpunt": (), "beheerder": ("/alarm",)}
    for who, orders in offered.items():
        await stage.people[who].types("/help")
        told = await stage.sees(stage.people[who], "Dit is geen alarmlijn")
        assert all(f"{one} ·" in told.text for one in orders)
        assert not any(f"{one} ·" in told.text for one in hidden[who])


async def test_a_refusal_fits_what_was_asked(stage):
    await stage.vt.types("/kimi")
    await stage.sees(stage.vt, "Dit is voor voorzitter, aanspreekpunt en beheerder.")

    await stage.vt.types("/onzin", stage.skm)
    await stage.sees(stage.vt, "Deze opdracht is er niet.")
