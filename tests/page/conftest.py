"""A browser for the session and a town for each module, and a tab for each test."""

import inspect
import os
from collections.abc import AsyncIterator

os.environ["PTB_TIMEDELTA"] = "1"  # the library warns when it still hands out plain seconds

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from bot.practice.page.open_town import OpenTown, open_town
from bot.practice.page.server import Page
from config.texts import Texts

from .desk import Desk, browser_path, browsing, sits_down

WIDE = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """One loop for browser, town and tests: what is opened in one loop lives in that one."""
    for item in items:
        if item.path.parent.name == "page" and inspect.iscoroutinefunction(item.function):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if browser_path() is None:
        pytest.skip("no chromium on this machine")
    async with browsing() as browser:
        yield browser


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def town(tmp_path_factory) -> AsyncIterator[OpenTown]:
    """The real bot in it, as a process of its own, and its cast at home."""
    async with open_town(tmp_path_factory.mktemp("town"), "nl") as town:
        yield town


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def served(town: OpenTown) -> AsyncIterator[Page]:
    page = Page(town, Texts("nl"), "nl")
    await page.open("127.0.0.1", 0)
    yield page
    await page.close()


@pytest_asyncio.fixture(loop_scope="session")
async def at_rest(town: OpenTown) -> AsyncIterator[None]:
    """What one test did to the town as a whole is no trouble to the next."""
    yield
    await town.goes_away(False)
    await town.settled.phones["om"].unblocks_bot()
    town.double = False
    town.school.stops()
    town.clock.runs_at(1)
    town.world.changes.notify()


@pytest.fixture
def address(served: Page) -> str:
    return f"http://127.0.0.1:{served.port}/{served.secret}/"


@pytest_asyncio.fixture(loop_scope="session")
async def desk(browser: Browser, address: str, at_rest: None) -> AsyncIterator[Desk]:
    """A laptop; nothing may go wrong in its browser unseen."""
    context = await browser.new_context(viewport=WIDE)
    desk = await sits_down(context, address)
    yield desk
    await context.close()
    assert desk.errors == []
