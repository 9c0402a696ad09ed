"""A drill: the same chain, visibly a drill, never counted, and gone when it gets serious (S13)."""

import pytest
from stage import PATIENCE

from bot import reporting


@pytest.fixture
async def drill(stage):
    """A drill that was asked for by hand."""
    vt = stage.vt
    await vt.types("/oefening")
    await stage.taps(vt, "Vrij oefenen")
    await stage.sees(vt, "Dit is een oefening en telt niet mee.")
    await stage.taps(vt, "Strafbare", "Ziekenhuis", "Zwaar letsel", "Acuut", "Verstuur")
    await stage.card_says("OEF-2611-01", "OVERLEG GEVRAAGD")
    await stage.quiet()
    return "OEF-2611-01"


def marked(message):
    """Whether nobody can take this for real."""
    lines = [line for line in message.text.split("\n") if line.strip()]
    return all(line.startswith("OEFENING") and line.endswith("OEFENING") for line in lines) and all(
        "OEFENING" in label for label in message.labels
    )


async def test_s13_a_drill_is_marked_on_every_line_and_every_button(stage, drill):
    await stage.taps(stage.politie, "Kan om…", chat=stage.skm)
    await stage.taps(stage.politie, "+30 min")
    await stage.taps(stage.om, "Anders…", chat=stage.skm)
    await stage.taps(stage.om, "Waarnemer")
    await stage.moves(minutes=31)

    told = [
        message
        for place in (stage.skm, *stage.people.values())
        for message in stage.town.sent_to(place)
        if drill in message.text
    ]
    assert len(told) > 8
    assert [message.text for message in told if not marked(message)] == []


async def test_s13_a_drill_is_not_counted_but_said_to_be_there(stage, drill, capsys):
    await reporting.report("2026-11", "skm", None, "text", None)

    said = capsys.readouterr().out
    assert "Geen spoedoverleg-verzoeken die meetellen" in said
    assert "oefening 1" in said


async def test_s13_a_drill_ends_with_a_notice_when_a_real_alert_comes(stage, drill):
    real = await stage.asks(stage.collega)

    assert real == "SKM-2611-01"
    await stage.card_says(drill, "GEEN OVERLEG NODIG")
    await stage.sees(stage.politie, f"{drill}: geen overleg nodig")
    assert not marked(stage.card(real))
    told = len(stage.town.sent_to(stage.om))
    await stage.taps(stage.om, "Kan nu", chat=stage.skm)
    await stage.quiet()
    assert (await stage.alert(drill)).seat("om").answers == ()
    assert len(stage.town.sent_to(stage.om)) == told


async def test_s13_a_drill_is_no_lookalike_of_a_real_case(stage, drill):
    preview = await stage.drafts(stage.collega)

    assert drill not in preview.text


async def test_s13_what_is_said_on_the_way_is_marked_as_well(stage):
    vt, politie = stage.vt, stage.politie
    await vt.types("/oefening")
    await stage.taps(vt, "Vrij oefenen", "Strafbare", "Ziekenhuis", "Zwaar letsel", "Acuut")
    await stage.taps(vt, "kenmerk")
    await stage.sees(vt, "Typ alleen het dossierkenmerk")
    await stage.taps(vt, "Annuleren")
    await vt.sees_button("Verstuur", within=PATIENCE)
    await stage.taps(vt, "Annuleren")
    await stage.sees(vt, "Er is niets verstuurd")
    alert = await stage.asks(drill=True)
    await stage.taps(politie, "Kan nu", chat=stage.skm)
    await stage.taps(stage.om, "Kan nu", chat=stage.skm)
    await stage.taps(vt, "Nu gestart", "Overleg afronden")
    await stage.taps(vt, "Geen actie", "Herbeoordeling", "n.v.t.", "Klaar", "Vastgelegd")
    await stage.taps(politie, "Veiligheid veranderd", chat=stage.skm)
    await vt.types("/open")
    listed = await stage.sees(vt, "Deze verzoeken lopen.")
    await stage.quiet()

    told = [it for phone in (vt, politie) for it in stage.town.sent_to(phone)]
    assert [it.text for it in told if not marked(it)] == [listed.text]
    assert listed.labels == (f"{alert} · OEFENING",)
