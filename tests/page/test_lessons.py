"""The six exercises, each from its goal to its result, by tapping what the page says to tap."""

import csv
from pathlib import Path

from playwright.async_api import expect

from .desk import A_DAY, BOT, SKM, Desk


async def result(desk: Desk, role: str) -> list[str]:
    """What the table at the end says of one role; waits until it is there."""
    await expect(desk.lesson.get_by_text("Klaar. Zo ging het:")).to_be_visible()
    row = desk.lesson.get_by_role("row").filter(has=desk.page.get_by_role("rowheader", name=role))
    return await row.get_by_role("cell").all_inner_texts()


async def starts(desk: Desk, alert: str) -> None:
    """Let the overleg begin at once, by the card and the phone of VT."""
    await desk.vt.opens(SKM)
    await desk.vt.presses("📞 Plan overleg", within=alert)
    await desk.vt.opens(BOT)
    await desk.vt.presses("Nu gestart", within=alert)


async def agrees(desk: Desk, alert: str) -> None:
    """Make the agreements of Stap 4 on the phone of VT."""
    await desk.vt.opens(SKM)
    await desk.vt.presses("⏹ Overleg afronden", within=alert)
    await desk.vt.opens(BOT)
    await desk.vt.presses(
        "Wie doet wat", "politie", "Letselonderzoek", A_DAY,
        "Herbeoordeling", A_DAY, "Eerste aanspreekpunt", "VT", "Klaar", within=alert,
    )  # fmt: skip


async def test_the_first_request_is_followed_until_the_agreements_stand(desk, tmp_path):
    await desk.begins("Het eerste verzoek")
    alert = await desk.vt.asks()
    await desk.does("Tik op «🚨 Spoedoverleg aanvragen»")

    await desk.politie.opens(SKM)
    await desk.politie.presses("✅ Kan nu", within=alert)
    await desk.does("Tik op de kaart op «✅ Kan nu»")
    await desk.om.opens(SKM)
    await desk.om.presses("🕒 Kan om…", "+30 min", within=alert)
    await desk.does("Tik op «🕒 Kan om…»")
    await desk.vt.opens(SKM)
    await desk.vt.presses("📞 Plan overleg", within=alert)
    await desk.vt.opens(BOT)
    await desk.vt.presses("Akkoord", within=alert)
    await desk.does("Tik op «📞 Plan overleg»")
    await desk.vt.opens(SKM)
    await desk.vt.presses("▶ Overleg gestart", within=alert)
    await desk.does("Tik op de kaart op «▶ Overleg gestart»")
    await agrees(desk, alert)

    assert (await result(desk, "politie"))[0] == "1 van 1"
    async with desk.page.expect_download() as coming:
        await desk.lesson.get_by_role("link", name="Uitslag bewaren").click()
    kept = tmp_path / "kept.csv"
    await (await coming.value).save_as(kept)
    assert (await coming.value).suggested_filename == "oefening.csv"
    assert told(kept)["politie"]["Gedaan"] == "1 van 1"
    assert told(kept)["VT"]["Gedaan"] == "4 van 4"


def told(path: Path) -> dict[str, dict[str, str]]:
    """The rows of the download by their role."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["Rol"]: row for row in csv.DictReader(file)}


async def test_the_silent_om_is_reached_at_night(desk):
    await desk.begins("De stille OM")
    await expect(desk.face).to_contain_text("02:30")

    alert = await desk.vt.asks()
    await desk.does("OM antwoordt niet")
    await desk.vt.presses("Bereikt", within=f"{alert}: bel OM")
    await desk.does("Bel OM en noteer hoe het ging")
    await starts(desk, alert)

    assert (await result(desk, "VT"))[0] == "3 van 3"


async def test_a_mistake_is_set_right(desk):
    await desk.begins("Per ongeluk gevraagd")
    alert = await desk.vt.asks()

    await desk.vt.presses("Vergissing", "Ja, vergissing", within=alert)

    assert (await result(desk, "VT"))[0] == "2 van 2"
    await desk.politie.opens(BOT)
    await desk.politie.sees(f"{alert}: vergissing")


async def test_two_requests_become_one(desk):
    await desk.begins("Twee keer hetzelfde")
    first = await desk.vt.asks()
    second = await desk.vt_collega.asks()
    await desk.does("Laat een collega hetzelfde vragen")

    await desk.vt_collega.presses("Dubbel", first, within=second)

    assert (await result(desk, "VT"))[0] == "3 van 3"


async def test_who_cannot_sends_another_and_the_overleg_goes_on(desk):
    await desk.begins("Niet iedereen kan")
    alert = await desk.vt.asks()
    for phone in (desk.rvdk, desk.om):
        await phone.opens(SKM)
        await phone.presses("↪ Anders…", within=alert)
    await desk.rvdk.presses("Sluit niet aan", "Geen taak nu")
    await desk.does("Tik op «↪ Anders…», dan op «Sluit niet aan»")
    await desk.om.presses("Waarnemer")
    await desk.does("Tik op «↪ Anders…» en dan op «Waarnemer»")

    await desk.om_waarnemer.presses("✅ Kan nu", within=alert)
    await desk.does("De waarnemer antwoordt")
    await starts(desk, alert)

    assert (await result(desk, "RvdK"))[0] == "1 van 1"


async def test_agreements_are_made_and_followed_up(desk):
    await desk.begins("Afspraken en opvolging")
    alert = await desk.vt.asks()
    await starts(desk, alert)
    await desk.does("Tik op «📞 Plan overleg»")
    await desk.turns("+10 min")
    await agrees(desk, alert)
    await desk.does("Tik op «Klaar»")

    await desk.politie.types("/open")
    await desk.politie.presses(alert)
    await desk.politie.presses("Gedaan", within=alert)
    await desk.does("Tik bij een afspraak op «Gedaan»")
    await desk.vt.types("/open")
    await desk.vt.presses(alert)
    await desk.vt.presses("Uitstellen tot…", A_DAY, within=alert)

    assert (await result(desk, "politie"))[0] == "1 van 1"
