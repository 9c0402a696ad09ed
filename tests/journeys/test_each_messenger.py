"""The same journey over each messenger: Telegram as it speaks, and sheets of paper."""

from collections.abc import AsyncIterator

import pytest
from paper_stage import PaperStage, on_paper
from stage import Stage, playing

from flows.terms import Phase


@pytest.fixture(params=["telegram", "paper"])
async def stage(request, folder, start, monkeypatch) -> AsyncIterator[Stage | PaperStage]:
    """A stage with its cast and its group, whatever the messages go by."""
    if request.param == "paper":
        async with on_paper(folder, start) as stage:
            yield stage
        return
    async with playing(folder, start, monkeypatch) as stage:
        await stage.settles()
        yield stage


async def test_s28_an_alert_goes_from_the_asking_to_the_overleg_over_each_messenger(stage):
    vt, politie, om = (stage.people[key] for key in ("vt", "politie", "om"))
    await vt.types("/alarm")
    await stage.taps(vt, "Strafbare", "Ziekenhuis", "Zwaar letsel", "Acuut", "Verstuur")
    saved = await stage.sees(vt, "Opgeslagen als")
    alert = saved.text.split()[2].rstrip(".")
    await stage.card_says(alert, "OVERLEG GEVRAAGD")
    await stage.sees(politie, f"{alert}: overleg gevraagd aan politie")

    assert "Genoteerd" in await stage.taps(politie, "Kan nu", chat=stage.skm)
    await stage.taps(om, "Kan om…", chat=stage.skm)
    await stage.taps(om, "+30 min")
    await stage.card_says(alert, "✅ OM · kan om 11:3")
    await stage.taps(stage.people["rvdk"], "Kan nu", chat=stage.skm)
    await stage.card_says(alert, "Quorum compleet")

    await stage.taps(vt, "Nu gestart")

    card = await stage.card_says(alert, "IN OVERLEG sinds 11:0")
    assert "politie" in card.text
    assert (await stage.alert(alert)).phase is Phase.IN_OVERLEG


async def test_a_press_that_is_handed_over_again_is_answered_and_does_nothing(folder, start):
    async with on_paper(folder, start) as stage:
        vt, politie = stage.people["vt"], stage.people["politie"]
        await vt.types("/alarm")
        await stage.taps(vt, "Strafbare", "Ziekenhuis", "Zwaar letsel", "Acuut", "Verstuur")
        alert = (await stage.sees(vt, "Opgeslagen als")).text.split()[2].rstrip(".")
        await stage.card_says(alert, "OVERLEG GEVRAAGD")
        await stage.taps(politie, "Kan nu", chat=stage.skm)
        version = (await stage.alert(alert)).version

        said = await politie.presses_again()

        assert said == "Deze tik is al verwerkt."
        assert (await stage.alert(alert)).version == version
