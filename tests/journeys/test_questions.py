"""What the bot asks: after an overleg, once a month, once a year; a tap each, and skippable."""

from datetime import UTC, datetime

import pytest
from stage import NETWORK, PATIENCE
from test_old_buttons import NOT_CURRENT, data_of, started

from flows.people import Function, Post
from flows.pulse import PulseQuestion
from flows.rules import Role
from flows.terms import Bottleneck, Question

PULSE_DAY = datetime(2026, 10, 15, 7, 30, tzinfo=UTC)  # half an hour before it is asked
FIRST_DAY = datetime(2026, 11, 2, 7, 30, tzinfo=UTC)  # half an hour before the month is asked about
VT, OM = Role("vt"), Role("om")
THANKS = "dank je wel"


async def concluded(stage):
    """An overleg under the regie of VT, with nothing to do; gives its number."""
    alert = await stage.asks()
    await started(stage, alert)
    await stage.taps(
        stage.vt, "Overleg afronden", "Geen actie", "Herbeoordeling", "n.v.t.", "Klaar"
    )
    await stage.card_says(alert, "OPVOLGING")
    return alert


async def contact_of_vt(stage):
    phone = stage.people["vt_punt"] = stage.town.person("Tess Punt")
    phone.user.started = True
    async with stage.storage.work() as work:
        post = Post(network=NETWORK, function=Function.CONTACT, role=VT)
        await work.people.enrol(phone.id, "Tess Punt", post, stage.clock.now())
    return phone


def asked(stage, phone, text):
    return [one for one in stage.town.sent_to(phone) if text in one.text and not one.deleted]


async def test_r187_the_regie_answers_three_questions_on_one_screen_and_skips_what_it_likes(stage):
    alert = await concluded(stage)
    first = await stage.sees(stage.vt, "Miste er informatie")
    assert f"{alert} · vraag 1 van 3" in first.text
    await stage.taps(stage.vt, "Ja", "OM", "Systeem werkte niet")
    await stage.sees(stage.vt, "vraag 2 van 3")

    await stage.taps(stage.vt, "Overslaan", "Melding")

    done = await stage.sees(stage.vt, THANKS)
    assert done.id == first.id, "one screen, edited in place"
    assert "Informatie gemist: Ja, OM, systeem werkte niet" in done.text
    assert "Completer beeld: overgeslagen" in done.text
    said = (await stage.alert(alert)).answered
    assert [(one.question, one.answer, one.role, one.bottleneck) for one in said] == [
        (Question.INFORMATION, "ja", OM, Bottleneck.SYSTEM),
        (Question.BASIS, "melding", None, None),
    ]
    await stage.taps(stage.vt, "Basis", "Aangifte")
    await stage.sees(stage.vt, "Basis: Aangifte")
    assert (await stage.alert(alert)).answered[1].answer == "aangifte"


async def test_a_second_tap_of_a_colleague_and_somebody_who_did_not_lead_change_nothing(stage):
    await concluded(stage)
    asked_of = await stage.sees(stage.vt, "Miste er informatie")
    missed = data_of(asked_of, "Ja")
    await stage.taps(stage.vt, "Ja", "OM", "Geen arts")
    await stage.sees(stage.vt, "vraag 2 van 3")
    await stage.quiet()
    before = await stage.kept()

    await stage.taps(stage.collega, "Ja")  # the same question lies with the colleague

    await stage.sees(stage.collega, "van welke rol")
    assert await stage.kept() == before
    own = stage.town.sent_to(stage.politie)[-1]
    press = await stage.politie.presses_data(missed, own)
    assert "die het overleg leidde" in await press.toast(PATIENCE)
    assert not asked(stage, stage.politie, "vraag 1 van")
    assert await stage.kept() == before


async def test_a_question_of_an_earlier_round_is_over_and_the_next_overleg_asks_again(stage):
    alert = await concluded(stage)
    old = await stage.sees(stage.vt, "Miste er informatie")
    yes = data_of(old, "Ja")
    await stage.vt.types("/open")
    await stage.taps(stage.vt, alert, "Overleg nodig")
    await stage.card_says(alert, "OPNIEUW OVERLEG GEVRAAGD")

    press = await stage.vt.presses_data(yes, old)
    assert NOT_CURRENT in await press.toast(PATIENCE)

    await started(stage, alert)
    mark = stage.vt.mark()
    await stage.taps(
        stage.vt, "Overleg afronden", "Geen actie", "Herbeoordeling", "n.v.t.", "Klaar"
    )
    await stage.sees(stage.vt, "Miste er informatie", after=mark)
    press = await stage.vt.presses_data(yes, old)
    assert NOT_CURRENT in await press.toast(PATIENCE)
    assert (await stage.alert(alert)).answered == ()


async def test_every_fourth_overleg_of_a_doelgroep_the_extra_time_is_asked_too(stage):
    async with stage.storage.work() as work:
        for _ in range(3):
            await work.counts.concluded(NETWORK, "skm")
            await work.counts.add_concluded(NETWORK, "skm")

    alert = await concluded(stage)

    await stage.sees(stage.vt, "vraag 1 van 4")
    await stage.taps(stage.vt, "Nee", "Deels", "Nog geen", "5 tot 15 min")
    await stage.sees(stage.vt, THANKS)
    assert [one.answer for one in (await stage.alert(alert)).answered] == [
        "nee", "deels", "nog_geen", "5_tot_15"
    ]  # fmt: skip
    fifth = await concluded(stage)
    assert Question.EFFORT not in (await stage.alert(fifth)).asked


async def test_a_drill_is_asked_nothing_and_not_counted(stage):
    drill = await stage.asks(drill=True)
    await started(stage, drill)
    await stage.taps(
        stage.vt, "Overleg afronden", "Geen actie", "Herbeoordeling", "n.v.t.", "Klaar"
    )
    await stage.card_says(drill, "OPVOLGING")
    await stage.quiet()

    assert not asked(stage, stage.vt, "vraag 1 van")
    async with stage.storage.work() as work:
        assert await work.counts.concluded(NETWORK, "skm") == 0


@pytest.mark.parametrize("start", [PULSE_DAY])
async def test_the_pulse_is_asked_once_counted_without_a_name_and_reminded_of_once(stage):
    await stage.moves(hours=1)
    asked_of = await stage.sees(stage.vt, "Jaarlijkse peiling 2026 · vraag 1 van 3")
    assert not asked(stage, stage.voorzitter, "peiling"), "who acts for no organisation"
    four = data_of(asked_of, "4")

    await stage.taps(stage.vt, "4")
    await stage.sees(stage.vt, "vraag 2 van 3")
    await stage.taps(stage.vt, "Overslaan", "Gelijk")

    await stage.sees(stage.vt, "Peiling 2026 · dank je wel")
    press = await stage.vt.presses_data(four, asked_of)
    assert "telt je antwoord al" in await press.toast(PATIENCE)
    await stage.quiet()
    async with stage.storage.view() as work:
        assert await work.counts.pulse(NETWORK, 2026) == {
            (VT, PulseQuestion.TOGETHER): {"4": 1},
            (VT, PulseQuestion.WORK): {"gelijk": 1},
        }
        assert (await work.counts.pulse_asked(NETWORK, 2026))[VT] == 2
    await stage.moves(days=15, hours=1)  # 30 October, past the clock change
    for phone in (stage.om, stage.collega):
        await stage.town.until(
            lambda phone=phone: len(asked(stage, phone, "Jaarlijkse peiling")) == 2,
            PATIENCE, "the one reminder",
        )  # fmt: skip
    await stage.quiet()
    assert len(asked(stage, stage.vt, "eiling 2026")) == 1
    await stage.moves(days=32)
    press = await stage.om.presses_data(four, asked(stage, stage.om, "Jaarlijkse peiling")[0])
    assert "voorbij" in await press.toast(PATIENCE)


@pytest.mark.parametrize("start", [FIRST_DAY])
async def test_m15_the_aanspreekpunt_of_vt_says_how_many_cases_there_were(stage):
    tess = await contact_of_vt(stage)
    await stage.moves(hours=1)
    skm = await stage.sees(tess, "Strafbare kindermishandeling, oktober 2026")
    assert "Waren er zaken zonder spoedoverleg-verzoek?" in skm.text
    other = await stage.sees(tess, "Ouderenmishandeling, oktober 2026")
    press = await tess.presses("Weet ik niet", message=other)
    assert "Genoteerd" in (await press.toast(PATIENCE) or "")
    await stage.sees(tess, "is niet bekend")

    unknown = data_of(skm, "Weet ik niet")
    press = await tess.presses("Ander aantal…", message=skm)
    await stage.sees(tess, "alleen cijfers")
    await tess.types("twaalf")
    await stage.sees(tess, "Dit is geen aantal")
    await tess.types("12")
    await stage.sees(tess, "12 zaken kwamen in aanmerking")
    await stage.taps(tess, "Wijzigen", "5")

    await stage.sees(tess, "5 zaken kwamen in aanmerking")
    async with stage.storage.view() as work:
        assert await work.counts.eligible_cases(NETWORK, "skm", 2026, 10) == 5
        assert await work.counts.eligible_cases(NETWORK, "ouderen", 2026, 10) is None
        said = await work.counts.eligible(NETWORK, "ouderen", 2026, 10)
        noted = [one.name for one in await work.history.of(f"cases:{NETWORK}:skm:2026-10")]
    assert said is not None
    assert said.role == VT
    assert noted == ["EligibleCasesCounted"] * 2
    own = stage.town.sent_to(stage.aanspreekpunt)
    assert not any("oktober" in one.text for one in own)
    await stage.aanspreekpunt.types("/status")
    mine = await stage.sees(stage.aanspreekpunt, "De bot draait")
    press = await stage.aanspreekpunt.presses_data(unknown, mine)
    assert "aanspreekpunt van VT" in await press.toast(PATIENCE)
