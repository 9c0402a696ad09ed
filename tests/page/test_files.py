"""What the bot sends along opens: a picture in the page, a paper beside it, a file on the disk."""

import re
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, expect

from .desk import Desk

NAME = "maandrapport-skm-2026-11"


@pytest_asyncio.fixture(loop_scope="session")
async def month(desk: Desk) -> Desk:
    """The voorzitter looks at the figures of a month."""
    await desk.voorzitter.types("/maandrapport")
    await desk.voorzitter.presses("Strafbare kindermishandeling", "november 2026")
    await desk.voorzitter.sees_button("Grafiek")
    return desk


def paper(desk: Desk, kind: str) -> Locator:
    named = re.compile(re.escape(f"{NAME}.{kind}"))
    return desk.voorzitter.log.get_by_role("link", name=named).last


async def test_a_picture_shows_in_the_chat_and_opens_beside_it(month):
    await month.voorzitter.presses("Grafiek")
    await expect(paper(month, "png")).to_be_visible()
    decoded = "async one => (await one.firstChild.decode(), one.firstChild.naturalWidth)"
    assert await paper(month, "png").evaluate(decoded) > 100

    async with month.page.expect_popup() as coming:
        await paper(month, "png").click()
    opened = await coming.value
    await opened.wait_for_load_state()

    assert await opened.evaluate("document.images[0].naturalWidth") > 500


async def test_a_page_opens_beside_the_town(month):
    await month.voorzitter.presses("Pagina")

    async with month.page.expect_popup() as coming:
        await paper(month, "pdf").click()
    opened = await coming.value
    await opened.wait_for_load_state()

    assert await opened.evaluate("document.contentType") == "application/pdf"


@pytest.mark.parametrize(
    ("button", "kind", "begins"), [("Werkboek", "xlsx", b"PK"), ("CSV", "csv", b"network,")]
)
async def test_a_file_is_kept_under_its_own_name(month, button, kind, begins):
    await month.voorzitter.presses(button)

    async with month.page.expect_download() as coming:
        await paper(month, kind).click()
    file = await coming.value

    assert file.suggested_filename == f"{NAME}.{kind}"
    assert content(await file.path()).startswith(begins)


def content(path: Path) -> bytes:
    return path.read_bytes()
