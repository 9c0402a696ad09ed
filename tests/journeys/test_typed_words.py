"""The few words that may be typed, and what the group is kept free of (S24, S26, F38)."""

import pytest
from test_membership import is_out

from bot import commands
from bot.practice.model import Member, Status

ASKED = "Wil je er een paar woorden bij zetten?"
WORDS = "loopt al via traject kanariegeel"


@pytest.fixture
async def declined(stage):
    """The politie does not join, for a reason that is not on the list."""
    alert = await stage.asks()
    await stage.taps(stage.politie, "Anders…", chat=stage.skm)
    await stage.taps(stage.politie, "Sluit niet aan", "Andere reden")
    await stage.sees(stage.politie, ASKED)
    return alert


async def opens(stage, phone, alert):
    """The screen of one alert in the private chat."""
    mark = phone.mark()
    await phone.types("/open")
    await stage.taps(phone, alert)
    await stage.quiet()
    return await stage.sees(phone, alert, after=mark)


def told_in_private(stage, phone):
    return "\n".join(message.text for message in stage.town.sent_to(phone))


async def test_the_answer_stands_and_the_words_go_to_the_raiser_alone(
    stage, folder, declined, capsys
):
    assert (await stage.alert(declined)).seat("politie").answer.reason == "anders"

    await stage.politie.types(WORDS)
    await stage.sees(stage.politie, "je woorden zijn bewaard")
    for phone in (stage.vt, stage.om):
        await opens(stage, phone, declined)

    assert f"Andere reden (politie): {WORDS}" in told_in_private(stage, stage.vt)
    assert WORDS not in told_in_private(stage, stage.om)
    assert WORDS not in "\n".join(one.text for one in stage.town.sent_to(stage.skm))
    await commands.export("2026-11", None, "json", None)
    assert WORDS not in capsys.readouterr().out
    kept = b"".join(path.read_bytes() for path in folder.glob("spoedgroep.db*"))
    assert b"kanariegeel" not in kept


async def test_what_looks_like_a_name_waits_sealed_for_one_tap(stage, folder, declined):
    await stage.politie.types("zaal Kanarie, vraag Fatima")
    await stage.sees(stage.politie, "Klopt het dat dit geen persoon is?")
    async with stage.storage.view() as work:
        assert await work.notes.of(declined) == []
    kept = b"".join(path.read_bytes() for path in folder.glob("spoedgroep.db*"))
    assert b"Kanarie" not in kept

    await stage.taps(stage.politie, "Pas aan")
    await stage.politie.types("zaal Fatima is vol")
    await stage.taps(stage.politie, "Geen persoon")

    await stage.sees(stage.politie, "je woorden zijn bewaard")
    async with stage.storage.view() as work:
        assert [one.text for one in await work.notes.of(declined)] == ["zaal Fatima is vol"]


async def test_after_ten_minutes_nothing_waits_any_more(stage, declined):
    await stage.politie.types("vraag Fatima")
    await stage.sees(stage.politie, "Klopt het dat dit geen persoon is?")
    await stage.moves(minutes=11)

    assert "te lang geleden" in await stage.taps(stage.politie, "Geen persoon")
    async with stage.storage.view() as work:
        assert await work.notes.of(declined) == []


async def test_a_number_is_refused_masked_and_the_words_may_be_typed_again(stage, declined):
    mistakes = {
        "bel mij op 06-48121620": "een telefoonnummer (06-••••••20)",
        "heel " * 13: "er passen er 60",
        "\u200b": "Er staat niets leesbaars",
    }
    for text, says in mistakes.items():
        await stage.politie.types(text)
        await stage.sees(stage.politie, says)
    await stage.politie.sends_photo()
    await stage.sees(stage.politie, "leest de bot niet")
    await stage.politie.forwards(WORDS)
    await stage.sees(stage.politie, "Een doorgestuurd bericht")

    await stage.politie.types(WORDS)

    await stage.sees(stage.politie, "je woorden zijn bewaard")


async def test_a_number_in_two_halves_is_refused_with_the_second_half(stage, declined):
    await stage.politie.types("06 is het begin")
    await stage.sees(stage.politie, "je woorden zijn bewaard")
    await stage.taps(stage.om, "Anders…", chat=stage.skm)
    await stage.taps(stage.om, "Sluit niet aan", "Andere reden")
    await stage.sees(stage.om, ASKED)

    await stage.om.types("12345678")
    await stage.sees(stage.om, "Samen met wat er al bij dit verzoek staat, lijkt dit op een tele")
    await stage.om.types(WORDS)

    await stage.sees(stage.om, "je woorden zijn bewaard")
    async with stage.storage.view() as work:
        kept = [one.text for one in await work.notes.of(declined)]
    assert kept == ["06 is het begin", WORDS]


async def test_nobody_has_to_type(stage, declined):
    await stage.taps(stage.politie, "Hoeft niet")
    await stage.quiet()
    mark = stage.politie.mark()

    await stage.politie.types(WORDS)

    await stage.sees(stage.politie, "Er is nu niets om te typen", after=mark)


async def test_a_drill_may_bear_a_note_and_a_withdrawal_a_reason(stage):
    vt = stage.vt
    await vt.types("/oefening")
    await stage.taps(
        vt,
        "Vrij oefenen",
        "Strafbare",
        "Ziekenhuis",
        "Zwaar letsel",
        "Acuut",
        "Verstuur",
        "Oefeningsnotitie",
    )
    await vt.types("de piketlijn van het OM deed het niet")
    await stage.sees(vt, "je woorden zijn bewaard")
    alert = await stage.asks()
    await opens(stage, vt, alert)
    await stage.taps(vt, "Intrekken", "Andere reden")
    await vt.types("dubbel gevraagd")
    await stage.taps(vt, "Heropenen")

    await stage.quiet()
    assert (await stage.alert(alert)).closed_at is None
    async with stage.storage.view() as work:
        assert [one.text for one in await work.notes.of("OEF-2611-01")] == [
            "de piketlijn van het OM deed het niet"
        ]


async def test_f38_what_does_not_belong_in_the_group_is_taken_away_and_said_once(stage):
    politie, skm = stage.politie, stage.skm
    said = len(stage.town.sent_to(skm))

    for send in ("photo", "voice", "location", "contact", "document"):
        await getattr(politie, f"sends_{send}")(skm)
    await politie.types("bel 06-48121620", skm)
    await politie.types("Wie belt de school?", skm)
    await politie.sends_sticker(skm)
    await stage.quiet()

    taken = [one for one in skm.messages.values() if one.deleted]
    assert len(taken) == 6
    told = told_in_private(stage, politie)
    assert told.count("hoort niet in de groep") == 1
    assert "een foto" in told
    assert len(stage.town.sent_to(skm)) == said


@pytest.mark.parametrize("order", ["/alarm", "/wie", "/start", "/onzin"])
async def test_what_stands_behind_a_command_passes_the_guard_as_any_text(stage, order):
    before = await stage.kept()
    for chat in (None, stage.skm):
        message = await stage.vt.types(f"{order} Jan de Vries 06-48121620", chat)
        await stage.quiet()
        assert message.deleted

    assert await stage.kept() == before
    assert "Dit lijkt op een naam en een telefoonnummer" in told_in_private(stage, stage.vt)
    assert "Vries" not in told_in_private(stage, stage.vt)


async def test_a_name_behind_a_command_in_the_group_is_taken_away(stage):
    message = await stage.vt.types("/wie Jan de Vries", stage.skm)

    await stage.sees(stage.vt, "Dit lijkt op een naam")
    await stage.quiet()
    assert message.deleted


async def test_what_a_stranger_puts_in_the_group_is_taken_away_and_told(stage):
    stranger = stage.town.person("Vreemd")
    stage.skm.members[stranger.id] = Member(user=stranger.user, status=Status.MEMBER)

    number = await stranger.types("bsn 111222333", stage.skm)
    photo = await stranger.sends_photo(stage.skm)
    talk = await stranger.types("goedemiddag", stage.skm)
    await stage.quiet()

    assert (number.deleted, photo.deleted, talk.deleted) == (True, True, False)
    assert stage.town.sent_to(stranger) == ()
    for phone in (stage.aanspreekpunt, stage.beheerder):
        told = [one for one in stage.town.sent_to(phone) if "schreef in de groep" in one.text]
        assert len(told) == 1
        assert "111222333" not in told[0].text


async def test_an_unknown_who_wrote_goes_unless_somebody_knows(stage):
    known, stranger = stage.town.person("Bekend"), stage.town.person("Vreemd")
    for phone in (known, stranger):
        stage.skm.members[phone.id] = Member(user=phone.user, status=Status.MEMBER)
    await known.types("goedemiddag", stage.skm)
    await stage.taps(stage.aanspreekpunt, "Kennen wij")
    await known.types("nog iets", stage.skm)
    await stranger.types("goedemiddag", stage.skm)
    await stage.quiet()

    await stage.moves(minutes=17)
    await stage.sees(stage.aanspreekpunt, "uit de groep Strafbare kindermishandeling gehaald")

    await is_out(stage, stranger, stage.skm)
    assert stage.skm.member(known.user).status.inside
    assert told_in_private(stage, stage.aanspreekpunt).count("schreef in de groep") == 1


async def test_a_forwarded_reference_is_refused_as_anything_forwarded(stage):
    await stage.drafts(stage.vt)
    await stage.taps(stage.vt, "Dossierkenmerk")
    await stage.sees(stage.vt, "Typ alleen het dossierkenmerk")

    await stage.vt.forwards("VT26-004217")

    await stage.sees(stage.vt, "Een doorgestuurd bericht")
    await stage.quiet()
    async with stage.storage.view() as work:
        assert (await work.drafts.of(stage.vt.id)).reference is None


async def test_a_word_that_is_refused_is_named_without_its_letters(stage, declined):
    await stage.politie.types("baby van zeven maanden oud")

    told = await stage.sees(stage.politie, "Dit lijkt op")
    assert "••" not in told.text


async def test_a_link_of_long_ago_says_so_to_a_member(stage):
    for payload in ("x" * 32, "kn_SKM-2611-01_AAAAAAAAAAAA"):
        mark = stage.vt.mark()
        await stage.vt.opens(stage.town.link(payload))
        await stage.sees(stage.vt, "Deze link werkt niet meer.", after=mark)
