"""A trekker of a doelgroep gets its month and asks for it, and is let in nowhere else (R-052)."""

from datetime import UTC, datetime

import pytest
from links import confirmed, invited
from stage import NETWORK, PATIENCE
from test_figures_by_the_calendar import NOVEMBER, TITLE, held, looks, rounds, told

from flows.people import Function, Post

SKM = Post(network=NETWORK, function=Function.TREKKER, doelgroep="skm")
OF_OUDEREN = "Ouderenmishandeling, november 2026"
NINE = datetime(2026, 12, 1, 8, 0, 5, tzinfo=UTC)  # 09:00 in Amsterdam, the first working day


async def enrolled(stage, name="Tess Trek", post=SKM):
    """A trekker, as the link does it."""
    phone = stage.town.person(name)
    phone.user.started = True
    await gets(stage, phone, post)
    return phone


async def gets(stage, phone, post):
    async with stage.storage.work() as work:
        await work.people.enrol(phone.id, phone.name, post, stage.clock.now())


async def posts_of(stage, phone):
    async with stage.storage.view() as work:
        member = await work.people.member(phone.id)
    return () if member is None else member.posts


def is_in(phone, group):
    return group.member(phone.user).status.inside


async def test_the_beheerder_invites_a_trekker_for_one_doelgroep(stage):
    tess = stage.town.person("Tess Trek")
    link = await invited(stage, stage.beheerder, "Trekker", "Strafbare kindermishandeling")
    await tess.opens(link)
    asked = await stage.sees(stage.beheerder, "opende de link voor")
    assert "trekker Strafbare kindermishandeling" in asked.text
    await confirmed(stage, tess, stage.beheerder)

    welcome = await stage.sees(tess, "Jij bent hier: trekker Strafbare kindermishandeling")
    assert "de groep" not in welcome.text
    assert await posts_of(stage, tess) == (SKM,)
    before = await stage.kept()

    await tess.opens(link)  # the second tap on it
    await stage.sees(tess, "Je bent al binnen.")
    assert await stage.kept() == before


async def test_a_link_for_one_doelgroep_does_not_say_that_another_is_held(stage):
    tess = await enrolled(stage)
    link = await invited(stage, stage.beheerder, "Trekker", "Ouderenmishandeling")
    await tess.opens(link)
    await confirmed(stage, tess, stage.beheerder)

    await stage.sees(tess, "trekker Strafbare kindermishandeling, trekker Ouderenmishandeling")
    assert len(await posts_of(stage, tess)) == 2


@pytest.mark.parametrize("start", [NOVEMBER])
async def test_a_trekker_gets_the_month_of_the_own_doelgroep_at_nine_and_once(stage):
    tess = await enrolled(stage)
    both = await enrolled(stage, "Bram Beide")
    await gets(stage, both, Post(network=NETWORK, function=Function.CHAIR))
    await held(stage)
    await stage.asks(doelgroep="ouderen")
    await looks(stage, datetime(2026, 12, 1, 7, 59, tzinfo=UTC))
    assert told(stage, tess) == []

    await looks(stage, NINE)
    await stage.restarts()
    await looks(stage, datetime(2026, 12, 2, 9, 0, tzinfo=UTC))

    assert len(told(stage, tess)) == len(told(stage, both)) == 1
    assert told(stage, tess, OF_OUDEREN) == []
    assert len(told(stage, both, OF_OUDEREN)) == 1
    assert told(stage, tess, "⚠ In de groep") == []


@pytest.mark.parametrize("start", [NOVEMBER])
async def test_who_is_trekker_no_more_before_nine_gets_nothing(stage):
    tess, shut = await enrolled(stage), await enrolled(stage, "Stan Stil")
    await held(stage)
    async with stage.storage.work() as work:
        await work.people.remove((await work.people.member(tess.id)).person, NOVEMBER)
        await work.people.suspend((await work.people.member(shut.id)).person, NOVEMBER)

    await looks(stage, NINE)

    assert len(told(stage, stage.voorzitter)) == 1
    assert told(stage, tess) == told(stage, shut) == []


async def test_a_trekker_asks_for_the_own_doelgroep_and_an_old_button_gives_no_other(stage):
    tess = await enrolled(stage)
    await held(stage)
    await tess.types("/maandrapport")
    await stage.taps(tess, "november 2026")  # with one doelgroep there is nothing to choose
    await stage.sees(tess, TITLE)

    await stage.voorzitter.types("/maandrapport")
    await stage.taps(stage.voorzitter, "Ouderenmishandeling")
    offered = await stage.voorzitter.sees_button("november 2026", within=PATIENCE)
    [data] = [key.data for row in offered.keyboard for key in row if key.text == "november 2026"]
    own = await tess.sees_button("Grafiek", within=PATIENCE)
    press = await tess.presses_data(data, own)

    assert "Het maandrapport is voor voorzitter" in await press.toast(PATIENCE)
    await stage.quiet()
    assert told(stage, tess, OF_OUDEREN) == []


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("/open", "Als trekker krijg je de cijfers van je doelgroep"),
        ("/dienst", "Als trekker krijg je de cijfers van je doelgroep"),
        ("/alarm", "Dit is voor wie namens een partner meedoet."),
        ("/kimi", "Dit is voor voorzitter, aanspreekpunt en beheerder."),
        ("/herijking", "Dit kan alleen het aanspreekpunt of de waarnemer"),
        ("/team", "Dit kan alleen het aanspreekpunt of de waarnemer"),
        ("/uitnodigen", "Dit kan alleen het aanspreekpunt of de waarnemer"),
        ("/koppel", "Dit kan alleen de beheerder."),
    ],
)
async def test_what_is_not_for_a_trekker_is_refused_kindly_and_changes_nothing(stage, order, said):
    tess = await enrolled(stage)
    await stage.asks()
    before = await stage.kept()

    await tess.types(order)

    await stage.sees(tess, said)
    await stage.quiet()
    assert await stage.kept() == before
    assert not any("SKM-2611-01" in one.text for one in stage.town.sent_to(tess))


async def test_a_trekker_is_told_what_there_is_and_others_who_it_is(stage):
    tess = await enrolled(stage)
    await tess.types("/help")
    shown = await stage.sees(tess, "/maandrapport · de cijfers van een maand")
    assert not any(f"{order} ·" in shown.text for order in ("/open", "/dienst", "/kimi", "/team"))

    await stage.vt.types("/wie")
    await stage.sees(stage.vt, "Tess Trek (trekker)")
    await tess.types("/rollen")
    await stage.sees(tess, "houdt één doelgroep in het oog")
    await tess.types("/mijngegevens")
    await stage.sees(tess, "trekker Strafbare kindermishandeling")


async def test_a_trekker_who_asks_in_is_not_let_into_the_group(stage):
    tess = await enrolled(stage)

    await tess.asks_to_join(stage.skm)

    await stage.sees(stage.aanspreekpunt, "niet in het register voor deze groep")
    assert not is_in(tess, stage.skm)


async def test_who_was_invited_as_voorzitter_becomes_trekker_and_no_more(stage):
    chris = stage.voorzitter
    await gets(stage, chris, SKM)
    await stage.beheerder.types("/team")
    await stage.taps(stage.beheerder, "Voorzitter, trekkers en beheerder", "Chris Stoel")
    await stage.taps(stage.beheerder, "Geen voorzitter meer", "Ja, zeker")

    await stage.sees(chris, "Je bent hier geen voorzitter meer.")
    assert await posts_of(stage, chris) == (SKM,)
    await chris.types("/kimi")
    await stage.sees(chris, "Dit is voor voorzitter, aanspreekpunt en beheerder.")
    await stage.quiet()
    assert not is_in(chris, stage.skm)


async def test_the_second_tap_on_giving_up_changes_nothing(stage):
    await gets(stage, stage.om, SKM)
    await stage.beheerder.types("/team")
    await stage.taps(stage.beheerder, "Voorzitter, trekkers en beheerder", "Olga Zitting")
    await stage.taps(stage.beheerder, "Geen trekker")
    sure = await stage.beheerder.sees_button("Ja, zeker", within=PATIENCE)
    [data] = [key.data for row in sure.keyboard for key in row if key.text == "Ja, zeker"]
    await stage.taps(stage.beheerder, "Ja, zeker")
    await stage.sees(stage.om, "geen trekker Strafbare kindermishandeling meer")
    await stage.quiet()
    before = await stage.kept()

    press = await stage.beheerder.presses_data(data, sure)

    assert "niet meer actueel" in await press.toast(PATIENCE)
    await stage.quiet()
    assert await stage.kept() == before
    assert [post.function for post in await posts_of(stage, stage.om)] == [Function.MEMBER]


async def test_of_a_colleague_who_left_the_beheerder_hears_that_a_trekker_stays(stage):
    await gets(stage, stage.om, SKM)
    await stage.aanspreekpunt.types("/team")
    await stage.taps(stage.aanspreekpunt, "Olga Zitting", "Verwijderen", "Ja, zeker")

    await stage.sees(stage.beheerder, "is nog wel trekker Strafbare kindermishandeling")
    assert await posts_of(stage, stage.om) == (SKM,)


@pytest.mark.parametrize("start", [NOVEMBER])
async def test_the_trekker_of_a_group_that_fell_asleep_hears_so_with_the_month(stage):
    tess = await enrolled(stage)
    await rounds(stage)
    await looks(stage, datetime(2027, 3, 1, 8, 1, tzinfo=UTC))

    await stage.sees(tess, "In de groep Strafbare kindermishandeling is acht weken niets gevraagd")
    assert told(stage, stage.voorzitter, "⚠ In de groep Strafbare") == []


@pytest.mark.parametrize("start", [datetime(2026, 12, 30, 10, 0, tzinfo=UTC)])
async def test_in_january_a_trekker_gets_the_year_of_the_own_doelgroep_and_no_kimi_list(stage):
    tess = await enrolled(stage)
    async with stage.storage.work() as work:  # whose two workbooks are drawn elsewhere
        chris = await work.people.member(stage.voorzitter.id)
        await work.people.remove(chris.person, stage.clock.now())
    await rounds(stage)
    await looks(stage, datetime(2027, 1, 4, 8, 1, tzinfo=UTC))
    await looks(stage, datetime(2027, 1, 5, 8, 1, tzinfo=UTC))

    sent = stage.town.sent_to(tess)
    assert [one.file.name for one in sent if one.file] == ["maandrapport-skm-2026-12.xlsx"]
    assert not any("peiling" in one.text.lower() or "Leerlijst" in one.text for one in sent)
