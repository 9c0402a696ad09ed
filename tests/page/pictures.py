"""`python -m tests.page.pictures` takes the pictures of guide and README from the practice page."""

import asyncio
import io
import re
import tempfile
from datetime import datetime
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Locator, expect

from bot.practice.page.open_town import OpenTown, open_town
from bot.practice.page.server import Page
from config.texts import Texts
from flows.calendar import AMSTERDAM

from .desk import A_DAY, ASKED, BOT, RAISES, SKM, Desk, Handset, browsing, sits_down

DOCS = Path(__file__).parents[2] / "docs"
BEELDEN = DOCS / "handleiding" / "beelden"
OF_THE_GUIDE = (
    "aanvraag-verstuur", "anders", "kaart-om-stil", "planning", "in-overleg", "afspraken",
    "dienst", "opvolging", "maand",
)  # fmt: skip
OF_THE_README = ("beeld-kaart", "beeld-oefenstad")
LAPTOP, TELEPHONE = {"width": 1280, "height": 1040}, {"width": 360, "height": 1000}
COLOURS = 160
THREE = datetime(2026, 11, 27, 15, 0, tzinfo=AMSTERDAM)
SATURDAY = datetime(2026, 11, 28, 10, 0, tzinfo=AMSTERDAM)
TIME = re.compile(r"\b\d\d:\d\d(:\d\d)?\b")
SIGNED = re.compile(r"(/start \w+_SKM-\d{4}-\d{2})_\S+")

# One phone, as high as what it shows, and of the chat only the message that it is about.
ONLY = """(article) => {
  const phone = article.closest(".phone");
  for (const one of article.parentElement.children) one.hidden = one !== article;
  for (const one of phone.parentElement.children) one.hidden = one !== phone;
  phone.querySelector(".toast").hidden = true;
  phone.querySelector(".log").style.flex = "none";
  Object.assign(phone.style, { height: "auto", alignSelf: "start" });
}"""


class Album:
    """Where the pictures are put, each with what can be read on it beside it."""

    def __init__(self, desk: Desk, guide: Path, readme: Path) -> None:
        self._desk, self._guide, self._readme = desk, guide, readme

    async def takes(self, name: str, part: str, chat: str, *texts: str) -> None:
        """Of one phone, with the one message on it in which all of this stands."""
        await self._desk.reload()
        phone: Handset = getattr(self._desk, part)
        await phone.opens(chat)
        message = await phone.sees(*texts)
        await message.evaluate(ONLY)
        await self.keeps(name, phone.element)

    async def keeps(self, name: str, shown: Locator) -> None:
        folder = self._guide if name in OF_THE_GUIDE else self._readme
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.png").write_bytes(small(await shown.screenshot(animations="disabled")))
        (folder / f"{name}.txt").write_text(told(await shown.inner_text()), encoding="utf-8")


def small(png: bytes) -> bytes:
    """The same picture in few colours: it holds little but letters."""
    out = io.BytesIO()
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def told(text: str) -> str:
    """What can be read, without the times and the marks in links: those are of this one time."""
    plain = TIME.sub("··:··", SIGNED.sub(r"\1", text))
    return "\n".join(line for one in plain.splitlines() if (line := one.strip())) + "\n"


async def take(browser: Browser, guide: Path, readme: Path) -> None:
    """Live through one alert, and take a picture wherever the guide shows one."""
    with tempfile.TemporaryDirectory(prefix="spoedgroep-") as folder:
        async with open_town(Path(folder), "nl") as town:
            town.clock.runs_at(0)
            town.clock.moves_to(THREE)
            page = Page(town, Texts("nl"), "nl")
            await page.open("127.0.0.1", 0)
            context = await browser.new_context(viewport=LAPTOP, device_scale_factor=2)
            address = f"http://127.0.0.1:{page.port}/{page.secret}/"
            try:
                desk, beside = await sits_down(context, address), await sits_down(context, address)
                await beside.page.set_viewport_size(TELEPHONE)
                await _plays(town, desk, Album(beside, guide, readme))
            finally:
                await context.close()
                await page.close()


async def _plays(town: OpenTown, desk: Desk, album: Album) -> None:
    await desk.begins("Het eerste verzoek")
    alert = await _raised(desk, album)
    await _answered(desk, album, alert)
    await _planned(desk, album, alert)
    await _met(desk, album, alert)
    await _on_duty(desk, album)
    await _followed_up(town, desk, album, alert)
    await _counted(desk, album)


async def _raised(desk: Desk, album: Album) -> str:
    vt = desk.vt
    await vt.key(RAISES).click()
    await vt.button(ASKED[0], fresh=True).click()
    await vt.presses(*ASKED[1:], "✋ Gezin nog niet spreken: nee")
    await album.takes("aanvraag-verstuur", "vt", BOT, "✋ NOG NIET", "Verstuur als")
    await vt.presses("Verstuur")
    return await vt.asked()


async def _answered(desk: Desk, album: Album, alert: str) -> None:
    politie, rvdk = desk.politie, desk.rvdk
    for phone in (politie, rvdk):
        await phone.opens(SKM)
    await politie.presses("✅ Kan nu", within=alert)
    await rvdk.presses("↪ Anders…", within=alert)
    await album.takes("anders", "rvdk", BOT, "wat wil je doorgeven?")
    await rvdk.presses("Sluit niet aan", "Geen taak nu")
    for name in ("kaart-om-stil", "beeld-kaart"):
        await album.takes(name, "politie", SKM, "✅ politie", "➖ RvdK", "⏳ OM")
    await desk.vt.opens(SKM)
    for phone in (desk.vt, politie, rvdk):
        await expect(phone.toast).to_be_empty()
    await album.keeps("beeld-oefenstad", desk.page.locator("body"))


async def _planned(desk: Desk, album: Album, alert: str) -> None:
    await desk.om.opens(SKM)
    await desk.om.presses("🕒 Kan om…", within=alert)
    await desk.om.presses("+30 min")
    await desk.om.sees("Bij OM staat nu: kan om")
    await desk.vt.presses("📞 Plan overleg", within=alert)
    await desk.vt.opens(BOT)
    await album.takes("planning", "vt", BOT, "overleg plannen", "Akkoord")
    await desk.vt.presses("Akkoord")


async def _met(desk: Desk, album: Album, alert: str) -> None:
    for _ in range(4):
        await desk.turns("+10 min")
    await desk.vt.opens(SKM)
    await desk.vt.presses("▶ Overleg gestart", within=alert)
    await desk.vt.opens(BOT)
    await desk.vt.presses("RvdK", "Telefonisch", within="in overleg sinds")
    await album.takes("in-overleg", "vt", BOT, "in overleg sinds", "☑ RvdK", "☑ Telefonisch")
    for _ in range(3):
        await desk.turns("+10 min")
    await desk.vt.opens(SKM)
    await desk.vt.presses("⏹ Overleg afronden", within=alert)
    await desk.vt.opens(BOT)
    await desk.vt.presses(
        "Wie doet wat", "politie", "Letselonderzoek", A_DAY,
        "Herbeoordeling", "di 1-12", "Eerste aanspreekpunt", "VT", within=alert,
    )  # fmt: skip
    await album.takes("afspraken", "vt", BOT, alert, "✖ Regel 3")
    await desk.vt.presses("Klaar", within=alert)


async def _on_duty(desk: Desk, album: Album) -> None:
    contact = desk.aanspreekpunt_om
    await contact.types("/dienst")
    await contact.presses("Rooster OM", "Weekpatroon", "vr", "Olga", "08:00-17:00")
    await contact.types("/dienst")
    await album.takes("dienst", "aanspreekpunt_om", BOT, "Rooster OM", "Olga")


async def _followed_up(town: OpenTown, desk: Desk, album: Album, alert: str) -> None:
    town.clock.moves_to(SATURDAY)
    town.world.changes.notify()
    await desk.politie.opens(BOT)
    await album.takes("opvolging", "politie", BOT, alert, "Is het gedaan?")
    await desk.politie.presses("Gedaan", within=alert)
    await desk.politie.sees(alert, "is gedaan")


async def _counted(desk: Desk, album: Album) -> None:
    await desk.voorzitter.types("/maandrapport")
    await desk.voorzitter.presses("Strafbare kindermishandeling", "november 2026")
    await album.takes("maand", "voorzitter", BOT, "november 2026", "Grafiek", "Werkboek")


async def main() -> None:
    async with browsing() as browser:
        await take(browser, BEELDEN, DOCS)


if __name__ == "__main__":
    asyncio.run(main())
