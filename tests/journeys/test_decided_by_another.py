"""Several are asked and one decides: what the others press then changes nothing, and says why."""

from stage import PATIENCE
from test_enrolment import invited
from test_who_is_in_the_group import a_stranger_joins

from bot import commands


async def test_who_confirms_after_a_no_hears_of_it(stage):
    phone = stage.town.person("Nieuw")
    await phone.opens(await invited(stage, stage.aanspreekpunt, "OM", "Lid"))
    await stage.sees(stage.beheerder, "opende de link voor")
    await stage.taps(stage.aanspreekpunt, "Afwijzen")

    said = await stage.taps(stage.beheerder, "Bevestigen")

    assert said == "Dit is niet meer actueel: afgewezen op 24-11 11:00."
    async with stage.storage.view() as work:
        assert await work.people.member(phone.id) is None


async def test_whom_one_knows_another_does_not_put_out(stage):
    stranger = await a_stranger_joins(stage)
    asked = await stage.sees(stage.beheerder, "die het register niet kent")
    assert "kwam in de groep Strafbare kindermishandeling: Vreemd." in asked.text
    await stage.taps(stage.aanspreekpunt, "Kennen wij")

    said = await stage.taps(stage.beheerder, "Verwijder nu")

    assert said.startswith("Dit is niet meer actueel: een ander kent diegene.")
    await stage.moves(minutes=17)
    assert stage.skm.member(stranger.user).status.inside


async def test_an_older_question_does_not_keep_the_words_that_came_after(stage):
    alert = await stage.asks()
    await stage.taps(stage.politie, "Anders…", chat=stage.skm)
    await stage.taps(stage.politie, "Sluit niet aan", "Andere reden")
    await stage.politie.types("vraag Fatima")
    older = await stage.sees(stage.politie, "dit geen persoon is?")
    await stage.politie.types("vraag Youssef")
    await stage.sees(stage.politie, "dit geen persoon is?", after=1)
    await stage.quiet()

    press = await stage.politie.presses("Geen persoon", message=older)

    assert "of je typte daarna iets anders" in await press.toast(PATIENCE)
    async with stage.storage.view() as work:
        assert await work.notes.of(alert) == []


async def test_who_is_removed_hears_so_and_may_still_ask_what_is_kept(stage):
    await stage.beheerder.types("/team")
    await stage.taps(stage.beheerder, "politie", "Piet Post", "Verwijderen", "Ja, zeker")
    await stage.sees(stage.politie, "Je doet hier niet meer mee")

    await stage.politie.types("/mijngegevens")

    told = await stage.sees(stage.politie, "Wat de bot van jou bewaart")
    assert "naam (uit Telegram): Piet Post" in told.text
    assert "92 dagen na je vertrek gewist" in told.text
    assert "laatst iets gedaan: n.v.t." in told.text
    await stage.moves(days=93)
    await commands.retention(dry_run=False, hold=None, reason="", release=None)
    mark = stage.politie.mark()
    await stage.politie.types("/mijngegevens")
    await stage.sees(stage.politie, "Deze bot is alleen voor leden.", after=mark)
