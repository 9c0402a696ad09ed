"""What a person does at the practice page: look, and press what can be read there."""

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    async_playwright,
    expect,
)

from bot.practice.page.settling import SHOWN

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
A_DAY = re.compile(r"^(ma|di|wo|do|vr|za|zo) \d+-\d+")  # the first that is offered
PATIENCE_MS = 60_000  # of a busy machine; it bounds what goes wrong
SKM, OUDEREN, BOT = "Spoedgroep SKM", "Spoedgroep ouderen", "Bot"
RAISES = "🚨 Spoedoverleg aanvragen"
ASKED = ("Strafbare kindermishandeling", "Ziekenhuis", "Zwaar letsel", "Acuut")

Label = str | re.Pattern[str]

# What stood on a phone at its last press is marked: the next one waits for an answer to that.
SEEN = """
for (const kind of ["click", "submit"]) document.addEventListener(kind, (event) => {
  const log = event.target.closest(".phone")?.querySelector(".log");
  for (const one of log?.children ?? []) one.dataset.seen = "";
}, true);
"""

expect.set_options(timeout=PATIENCE_MS)


def browser_path() -> str | None:
    """The browser of this machine, if it has one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@asynccontextmanager
async def browsing() -> AsyncIterator[Browser]:
    """A browser without a window; there must be one on this machine."""
    path = browser_path()
    assert path is not None, f"none of {BROWSERS} is on this machine"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path)
        try:
            yield browser
        finally:
            await browser.close()


async def sits_down(context: BrowserContext, address: str) -> "Desk":
    """Open the page in a tab of its own, and wait until there is a phone to tap on."""
    context.set_default_timeout(PATIENCE_MS)
    desk = Desk(await context.new_page())
    await desk.page.add_init_script(SEEN)
    await desk.page.goto(address)
    await desk.is_open()
    return desk


class Desk:
    """One tab with the page in it; what went wrong in the browser itself is kept in `errors`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._heard)

    def __getattr__(self, part: str) -> "Handset":
        if part not in SHOWN:
            raise AttributeError(part)
        return Handset(self.page, part)

    def _heard(self, said: ConsoleMessage) -> None:
        refused = "409 (Conflict)" in said.text  # which the page tells in words
        if said.type == "error" and not refused:
            self.errors.append(said.text)

    async def is_open(self) -> None:
        await expect(self.page.locator(".phone").last).to_be_visible()
        await expect(self.vt.key(RAISES)).to_be_visible()

    async def reload(self) -> None:
        await self.page.reload()
        await self.is_open()

    async def elsewhere_somebody_asks(self) -> str:
        """An alert raised in another tab: here nothing is clicked, and the news comes in."""
        address = self.page.url
        other = await sits_down(self.page.context, address)
        alert = await other.vt_collega.asks()
        await other.page.close()
        return alert

    # above and below the phones

    def chooses(self, name: str) -> Locator:
        """The button that brings one phone into view."""
        return self.page.locator("#who").get_by_role("button", name=name)

    def tool(self, label: str) -> Locator:
        return self.page.locator("#bar").get_by_role("button", name=label, exact=True)

    async def turns(self, label: str) -> None:
        """Press one of the buttons of the clock or of the trouble; a small screen hides them."""
        if not await self.tool(label).is_visible():
            await self.page.locator("#bar summary").click()
        await self.tool(label).click()

    async def turned(self, label: str, on: bool) -> None:
        pressed = "true" if on else "false"
        await expect(self.tool(label)).to_have_attribute("aria-pressed", pressed)

    @property
    def face(self) -> Locator:
        return self.page.get_by_role("status", name="Klok")

    async def begins(self, title: str) -> None:
        """Choose an exercise from the list."""
        await self.lesson.get_by_role("combobox").select_option(label=title)
        await expect(self.lesson.get_by_role("heading", name=title)).to_be_visible()

    @property
    def lesson(self) -> Locator:
        return self.page.locator("#lesson")

    async def does(self, task: str) -> None:
        """Wait until a task of the exercise is ticked."""
        await expect(self.lesson.locator("li.done", has_text=task)).to_be_visible()

    @property
    def timeline(self) -> Locator:
        return self.page.locator("#timeline")

    @property
    def notice(self) -> Locator:
        return self.page.get_by_role("alert")


class Handset:
    """One phone on the page."""

    def __init__(self, page: Page, part: str) -> None:
        self.page, self.part = page, part
        self.element = page.locator(f"#phone-{part}")
        self.state = self.element.locator(".state")
        self.log = self.element.locator(".log")
        self.field = self.element.get_by_role("textbox")
        self.toast = self.element.get_by_role("status")

    async def opens(self, chat: str) -> None:
        """Look at another chat; looking at the one that is open does nothing."""
        tab = self.element.locator(".chats button", has_text=chat)
        if await tab.get_attribute("aria-pressed") != "true":
            await tab.click()
        await expect(tab).to_have_attribute("aria-pressed", "true")

    def key(self, label: str) -> Locator:
        """A key of the keyboard that stays."""
        return self.element.locator(".keys").get_by_role("button", name=label)

    def message(self, *texts: str) -> Locator:
        """The newest message in the open chat in which all of this stands."""
        found = self.log.locator("article")
        for text in texts:
            found = found.filter(has_text=text)
        return found.last

    def button(self, label: Label, within: str = "", fresh: bool = False) -> Locator:
        """A button of the newest message that has one with this in its label."""
        named = re.compile(re.escape(label)) if isinstance(label, str) else label
        button = self.page.get_by_role("button", name=named)
        messages = self.log.locator("article:not([data-seen])" if fresh else "article")
        holder = messages.filter(has_text=within).filter(has=button).last
        return holder.get_by_role("button", name=named).first

    async def presses(self, *labels: Label, within: str = "") -> None:
        """Press one button after the other, each in what came up after the one before."""
        for place, label in enumerate(labels):
            await self.button(label, within, fresh=place > 0).click()

    async def sees(self, *texts: str) -> Locator:
        found = self.message(*texts)
        await expect(found).to_be_visible()
        return found

    async def sees_button(self, label: Label, within: str = "") -> Locator:
        found = self.button(label, within)
        await expect(found).to_be_visible()
        return found

    async def types(self, text: str) -> None:
        await self.field.fill(text)
        await self.field.press("Enter")
        await expect(self.field).to_have_value("")

    async def asks(self, *chips: str) -> str:
        """Raise an alert by tapping; gives its number."""
        await self.opens(BOT)
        await self.key(RAISES).click()
        for label in (*ASKED, *chips, "Verstuur"):
            await self.button(label, fresh=True).click()
        return await self.asked()

    async def asked(self) -> str:
        """The number of the alert that was sent with the last press."""
        saved = self.log.locator("article:not([data-seen])", has_text="Opgeslagen als")
        await expect(saved).to_be_visible()
        said = await saved.inner_text()
        found = re.search(r"\w{3}-\d{4}-\d{2}", said)
        assert found, f"this bears no number: {said}"
        return found[0]
