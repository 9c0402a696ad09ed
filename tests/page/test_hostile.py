"""What comes from outside stands on the page as text, and runs nothing."""

import pytest
from playwright.async_api import expect

from bot.practice.model import Message
from bot.practice.page.open_town import OpenTown

from .desk import SKM, Desk

EVIL = '<img src=x onerror="window.ran=1"><script>window.ran=1</script><b>vet</b>'
SCRIPT = "javascript:window.ran=1"


def says(town: OpenTown, text: str = "", **content: object) -> Message:
    """Something from the bot in the group, whatever it may be."""
    return town.world.post(town.settled.groups["skm"].now, town.world.bot, text=text, **content)


async def ran(desk: Desk) -> object:
    return await desk.page.evaluate("window.ran")


async def test_html_in_what_somebody_types_is_text(desk):
    await desk.politie.opens(SKM)
    await desk.politie.types(EVIL)

    await desk.vt.opens(SKM)
    shown = await desk.vt.sees(EVIL)

    assert await shown.locator("b, img, script").count() == 0
    assert await ran(desk) is None


async def test_html_in_a_name_is_text(desk, town):
    user = town.settled.phones["rvdk"].user
    kept, user.first_name = user.first_name, EVIL
    try:
        await desk.rvdk.opens(SKM)
        await desk.rvdk.types("Wie ben ik?")

        await desk.vt.opens(SKM)
        shown = await desk.vt.sees("Wie ben ik?")
        await expect(shown.locator(".who")).to_contain_text(EVIL)
    finally:
        user.first_name = kept
    assert await ran(desk) is None


@pytest.mark.parametrize("mime", ["application/pdf", "text/html", "image/svg+xml"])
async def test_html_in_the_name_of_a_file_is_text(desk, town, mime):
    await desk.vt.opens(SKM)

    says(town, file=town.world.store(f"{EVIL}.pdf", b"<script>window.ran=1</script>", mime))

    shown = await desk.vt.sees(f"Bestand {EVIL}.pdf")
    assert await shown.locator("b, img, script").count() == 0
    assert await ran(desk) is None


async def test_html_in_a_label_is_text(desk, town):
    await desk.vt.opens(SKM)

    says(town, "Kies", markup={"inline_keyboard": [[{"text": EVIL, "callback_data": "x"}]]})

    shown = await desk.vt.sees("Kies")
    await expect(shown.locator("button")).to_have_text(EVIL)
    assert await ran(desk) is None


async def test_a_link_that_would_run_something_is_text(desk, town):
    await desk.vt.opens(SKM)
    link = {"type": "text_link", "offset": 0, "length": 8, "url": SCRIPT}

    says(town, "Klik dan maar", entities=(link,))

    shown = await desk.vt.sees("Klik dan maar")
    assert await shown.locator("a, button").count() == 0
    await shown.get_by_text("Klik dan").click()
    assert await ran(desk) is None


async def test_a_link_to_elsewhere_leads_nowhere(desk, town):
    await desk.vt.opens(SKM)
    before = desk.page.url
    keyboard = [[{"text": "Naar buiten", "url": "https://voorbeeld.nl/"}]]
    says(town, "Kijk hier", markup={"inline_keyboard": keyboard})

    await desk.vt.presses("Naar buiten")

    await expect(desk.notice).to_contain_text("Deze link gaat naar buiten")
    assert desk.page.url == before


async def test_the_page_itself_forbids_what_was_smuggled_in(desk):
    await desk.page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.ran = 1";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", "<p id=styled style='color: red'>x</p>");
        }"""
    )

    assert await ran(desk) is None
    assert len(desk.errors) == 2
    assert all("Content Security Policy" in one for one in desk.errors)
    desk.errors.clear()


async def test_nothing_is_fetched_from_elsewhere(browser, address, at_rest):
    context = await browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = await context.new_page()
    await page.goto(address)
    await expect(page.locator(".phone").last).to_be_visible()

    assert len(asked) > 5
    assert [one for one in asked if not one.startswith(address)] == []
    await context.close()
