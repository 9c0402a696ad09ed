"""The page for who sees little, has a small screen, hears it read or sits in the dark."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, expect

from .conftest import WIDE
from .desk import ASKED, RAISES, SKM, Desk, sits_down

NARROW = {"width": 360, "height": 740}
HALF = {"width": 640, "height": 450}  # a laptop of 1280 by 900 at 200 %
CUT = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const box = one.getBoundingClientRect();
  if (!box.width || !one.checkVisibility({ visibilityProperty: true })) return false;
  const outside = one.closest("#phones, #who, .chats, .skip");
  if (!outside && (box.right > innerWidth + 1 || box.left < -1)) return true;
  const cut = one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0;
  const shows = getComputedStyle(one);
  return cut && ["hidden", "clip"].includes(shows.overflowX) && shows.textOverflow !== "ellipsis";
}).map((one) => `${one.tagName}.${one.className} ${one.textContent.slice(0, 40)}`)"""


async def nothing_is_cut_off(desk: Desk) -> None:
    """Nothing sticks out of the page, and the page itself does not scroll sideways."""
    assert await desk.page.evaluate(CUT) == []
    wide = "[document.scrollingElement.scrollWidth, innerWidth]"
    needed, there = await desk.page.evaluate(wide)
    assert needed <= there


async def alone(browser: Browser, address: str, **looks: object) -> Desk:
    return await sits_down(await browser.new_context(**looks), address)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "looks",
    [{"viewport": HALF, "device_scale_factor": 2}, {"viewport": NARROW}],
    ids=["at 200 %", "360 px wide"],
)
async def test_an_alert_is_raised_and_answered_with_nothing_cut_off(
    browser, address, at_rest, looks
):
    desk = await alone(browser, address, **looks)
    await nothing_is_cut_off(desk)

    await desk.begins("Het eerste verzoek")
    await nothing_is_cut_off(desk)
    await desk.vt.key(RAISES).click()
    await desk.vt.presses(ASKED[0])
    await desk.vt.sees_button(ASKED[1])
    await nothing_is_cut_off(desk)
    await desk.vt.presses(*ASKED[1:], "Verstuur")
    alert = await desk.vt.asked()
    await desk.chooses("Pim (politie)").click()
    await desk.politie.opens(SKM)
    await desk.politie.presses("✅ Kan nu", within=alert)
    await desk.does("Tik op de kaart op «✅ Kan nu»")
    await nothing_is_cut_off(desk)

    assert desk.errors == []
    await desk.page.context.close()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_a_screen_reader_can_make_sense_of_it(browser, address, at_rest, size):
    desk = await alone(browser, address, viewport=size)
    await fit_for_everybody(desk)

    await desk.vt.asks()
    await desk.politie.opens(SKM)
    await desk.politie.sees("OVERLEG GEVRAAGD")
    await desk.begins("Per ongeluk gevraagd")
    await fit_for_everybody(desk)

    await desk.turns("Stilzetten")
    await desk.turns("OM heeft de bot geblokkeerd")
    await desk.turned("OM heeft de bot geblokkeerd", True)
    alert = await desk.vt.asks()
    await desk.vt.presses("Vergissing", "Ja, vergissing", within=alert)
    await expect(desk.lesson.get_by_role("table")).to_be_visible()
    await fit_for_everybody(desk)
    await desk.page.context.close()


async def fit_for_everybody(desk: Desk) -> None:
    """No serious violation, by day and by night; what still moves in has no colour yet."""
    for scheme in ("light", "dark"):
        await desk.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = await Axe().run(desk.page)
        serious = [
            f"{scheme}: {one['id']}: {node['html'][:160]} {node['failureSummary']}"
            for one in found.response["violations"]
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]
        assert serious == []
