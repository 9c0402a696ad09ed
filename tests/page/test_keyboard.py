"""The page with the keys alone: the focus is always somewhere, and always seen."""

import asyncio

from playwright.async_api import Locator, Page, expect

from .desk import ASKED, BOT, RAISES, SKM

FOCUS = """() => {
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  if (one === document.body) return "lost";
  return `${ring ? "" : "no ring"}${inside ? "" : "out of sight"}`;
}"""
WHERE = """one => {
  const focused = document.activeElement;
  if (one === focused) return "";
  const after = focused.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
  return after ? "Tab" : "Shift+Tab";
}"""

PATIENCE_SECONDS = 20


class Keyboard:
    """Hands on the keys only; after every stroke the focus must be somewhere, and be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def strikes(self, key: str) -> None:
        await self.page.keyboard.press(key)
        await self.has_focus(f"after {key}")

    async def has_focus(self, when: str = "now") -> None:
        assert await self.page.evaluate(FOCUS) == "", when

    async def goes_to(self, target: Locator) -> None:
        """Tab forwards or back until the focus is there, with a limit to what anybody endures."""
        for _ in range(200):
            way = await target.evaluate(WHERE)
            if not way:
                return
            await self.strikes(way)
        raise AssertionError(f"it takes too long to come to {target}")

    async def presses(self, *targets: Locator) -> None:
        for target in targets:
            await self.goes_to(target)
            await self.strikes("Enter")


async def test_an_alert_is_raised_and_answered_with_the_keyboard_alone(desk):
    keys = Keyboard(desk.page)
    await keys.presses(desk.page.get_by_role("link", name="Naar de telefoons"))
    await keys.presses(desk.vt.key(RAISES))

    await keys.presses(*(desk.vt.button(one, fresh=True) for one in (*ASKED, "Verstuur")))
    alert = await desk.vt.asked()
    await keys.has_focus("after sending")

    await keys.presses(desk.chooses("Pim (politie)"))
    await keys.presses(desk.politie.element.get_by_role("button", name=SKM))
    await keys.presses(desk.politie.button("✅ Kan nu", within=alert))
    await desk.politie.sees(alert, "✅ politie · kan nu")
    await keys.has_focus("after the edit of the card")


async def test_a_link_on_the_card_takes_the_focus_along_to_the_private_chat(desk):
    keys = Keyboard(desk.page)
    alert = await desk.vt.asks()
    await desk.om.opens(SKM)

    await keys.presses(desk.om.button("↪ Anders…", within=alert))

    await keys.presses(desk.om.button("Waarnemer", within=alert))
    await desk.om.sees(alert, "waarnemer gevraagd")
    await keys.has_focus("after the edit")


async def test_a_text_is_typed_and_sent_and_the_field_keeps_the_focus(desk):
    keys = Keyboard(desk.page)
    await keys.presses(desk.chooses("Pim (politie)"))
    await keys.goes_to(desk.politie.field)

    await desk.page.keyboard.type("/help")
    await keys.strikes("Enter")

    await desk.politie.sees("/help")
    await expect(desk.politie.field).to_be_focused()


async def test_an_exercise_is_chosen_with_the_arrows_and_stopped_with_enter(desk):
    keys = Keyboard(desk.page)
    choice = desk.lesson.get_by_role("combobox")
    await keys.goes_to(choice)
    await keys.strikes("ArrowDown")
    await expect(desk.lesson.get_by_role("heading", name="Het eerste verzoek")).to_be_visible()
    await expect(choice).to_be_focused()

    await keys.presses(desk.lesson.get_by_role("button", name="Oefening stoppen"))

    await expect(desk.lesson.get_by_role("listitem")).to_have_count(0)
    await expect(choice).to_be_focused()


async def test_the_hint_stays_open_and_keeps_the_focus_when_a_task_is_done(desk):
    keys = Keyboard(desk.page)
    await desk.begins("Het eerste verzoek")
    hint = desk.lesson.get_by_text("Hint", exact=True)
    await keys.presses(hint)

    await desk.elsewhere_somebody_asks()

    await desk.does("Tik op «🚨 Spoedoverleg aanvragen»")
    await expect(desk.lesson.get_by_text("De kaart staat in de groep.")).to_be_visible()
    await expect(hint).to_be_focused()


async def test_the_button_that_starts_the_bot_again_keeps_the_focus(desk):
    keys = Keyboard(desk.page)
    await keys.presses(desk.tool("Bot opnieuw starten"))

    await expect(desk.tool("De bot start opnieuw…")).to_be_focused()
    await expect(desk.tool("Bot opnieuw starten")).to_be_focused()


async def test_an_older_alert_stays_open_on_the_timeline_and_keeps_the_focus(desk):
    keys = Keyboard(desk.page)
    older, newer = await desk.vt.asks(), await desk.vt.asks()
    await expect(desk.timeline.get_by_text(newer)).to_be_visible()
    summary = desk.timeline.locator("summary", has_text=older)
    await summary.focus()
    await keys.strikes("Enter")

    await desk.elsewhere_somebody_asks()

    await expect(desk.timeline.locator("summary").nth(2)).to_contain_text(older)
    await expect(desk.timeline.get_by_role("list", name=older)).to_be_visible()
    await expect(summary).to_be_focused()


async def test_a_long_chat_is_read_with_the_arrows(desk):
    keys = Keyboard(desk.page)
    await desk.vt.opens(BOT)
    for _ in range(2):
        await desk.vt.asks()
    await keys.goes_to(desk.vt.log)
    log = await desk.vt.log.element_handle()
    await keys.strikes("End")
    at_the_end = "log => log.scrollTop + log.clientHeight >= log.scrollHeight - 1"
    await desk.page.wait_for_function(at_the_end, arg=log)
    before = await desk.vt.log.evaluate("log => log.scrollTop")

    async with asyncio.timeout(PATIENCE_SECONDS):
        while await log.evaluate("log => log.scrollTop") >= before:
            await keys.strikes("ArrowUp")


async def test_in_a_long_chat_enter_goes_to_the_newest_buttons_and_page_up_to_those_before(desk):
    keys = Keyboard(desk.page)
    await desk.vt.opens(BOT)
    for _ in range(2):
        await desk.vt.asks()
    asked = desk.vt.log.locator("article:has(.keyboard)")
    first_button = "article => article.querySelector('.keyboard button') === document.activeElement"
    await keys.goes_to(desk.vt.log)

    await keys.strikes("Enter")
    assert await asked.last.evaluate(first_button)
    await keys.strikes("PageUp")
    assert await asked.nth(-2).evaluate(first_button)
    await keys.strikes("PageUp")
    assert await asked.nth(-3).evaluate(first_button)
    await keys.strikes("PageDown")
    assert await asked.nth(-2).evaluate(first_button)
