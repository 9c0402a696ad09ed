"""Several people at one town at once, who come and go, while the bot and Telegram do so too."""

import asyncio

from playwright.async_api import Browser, expect

from .conftest import WIDE
from .desk import BOT, SKM, sits_down


async def test_two_people_answer_at_once_in_two_browsers(browser: Browser, desk, address):
    alert = await desk.vt.asks()
    other = await sits_down(await browser.new_context(viewport=WIDE), address)
    for phone in (desk.politie, other.rvdk):
        await phone.opens(SKM)
        await phone.sees(alert)

    async with asyncio.TaskGroup() as at_once:
        for phone in (desk.politie, other.rvdk):
            at_once.create_task(phone.presses("✅ Kan nu", within=alert))

    for one in (desk, other):
        await one.om.opens(SKM)
        card = await one.om.sees(alert)
        await expect(card).to_contain_text("✅ politie · kan nu")
        await expect(card).to_contain_text("✅ RvdK · kan nu")
        await expect(one.timeline).to_contain_text("antwoord gegeven: RvdK")
    assert other.errors == []
    await other.page.context.close()


async def test_a_second_tab_shows_the_same_and_both_work(desk, address):
    second = await sits_down(desk.page.context, address)
    await second.politie.opens(BOT)
    alert = await second.vt.asks()

    await desk.vt.sees(f"Opgeslagen als {alert}")
    await desk.rvdk.presses("✅ Kan nu", within=alert)
    await second.rvdk.sees(alert, "Bij RvdK staat nu: kan nu")
    await second.politie.presses("✅ Kan nu", within=alert)
    await desk.politie.sees(alert, "Bij politie staat nu: kan nu")

    assert second.errors == []
    await second.page.close()


async def test_after_a_reload_everything_is_where_it_was(desk):
    await desk.begins("Het eerste verzoek")
    alert = await desk.vt.asks()
    await desk.politie.opens(SKM)
    await desk.politie.sees(alert)
    told = await desk.vt.log.locator("article").count()
    await desk.vt.key("Spoedoverleg aanvragen").click()
    await desk.vt.presses("Strafbare kindermishandeling")
    await desk.vt.sees_button("Ziekenhuis")

    await desk.reload()

    await expect(desk.politie.log).to_contain_text(alert)
    await expect(desk.politie.element.get_by_role("button", name=SKM)).to_have_attribute(
        "aria-pressed", "true"
    )
    await expect(desk.vt.log.locator("article")).to_have_count(told + 2)
    await desk.does("Tik op «🚨 Spoedoverleg aanvragen»")
    await desk.vt.presses("Ziekenhuis")
    await desk.vt.sees_button("Zwaar letsel")
    await desk.page.get_by_role("button", name="Oefening stoppen").click()
    await expect(desk.lesson.get_by_role("listitem")).to_have_count(0)


async def test_a_request_goes_on_where_it_was_after_the_bot_started_again(desk):
    await desk.vt.opens(BOT)
    await desk.vt.key("Spoedoverleg aanvragen").click()
    await desk.vt.presses("Strafbare kindermishandeling", "Ziekenhuis")
    await desk.vt.sees_button("Zwaar letsel")

    await desk.turns("Bot opnieuw starten")
    await expect(desk.tool("De bot start opnieuw…")).to_be_disabled()
    await desk.vt.presses("Zwaar letsel")

    await expect(desk.tool("Bot opnieuw starten")).to_be_enabled()
    await desk.vt.presses("Acuut", "Verstuur")
    assert await desk.vt.asked()


async def test_while_telegram_is_away_a_press_is_said_not_to_arrive_and_works_again_after(desk):
    alert = await desk.vt.asks()
    await desk.turns("Telegram weg")
    await desk.turned("Telegram weg", True)

    taps = await desk.politie.state.inner_text()
    await desk.politie.presses("✅ Kan nu", within=alert)
    await expect(desk.page.get_by_role("alert")).to_contain_text("je tik is niet aangekomen")
    await expect(desk.politie.state).to_have_text(taps)
    await desk.turns("Telegram weg")
    await desk.turned("Telegram weg", False)

    await desk.politie.presses("✅ Kan nu", within=alert)

    await desk.politie.sees(alert, "Bij politie staat nu: kan nu")


async def test_who_blocked_the_bot_hears_nothing_and_the_bot_says_so(desk):
    await desk.turns("OM heeft de bot geblokkeerd")
    await expect(desk.om.element).to_contain_text("heeft de bot geblokkeerd")

    alert = await desk.vt.asks()
    await desk.rvdk.sees(alert)

    await expect(desk.om.message(f"{alert}: overleg gevraagd aan OM")).to_have_count(0)
    await desk.turns("OM heeft de bot geblokkeerd")
    await desk.turned("OM heeft de bot geblokkeerd", False)
    await expect(desk.om.element).not_to_contain_text("heeft de bot geblokkeerd")


async def test_a_double_tap_has_one_effect(desk):
    alert = await desk.vt.asks()
    await desk.turns("Dubbele tik")
    await desk.turned("Dubbele tik", True)
    await desk.politie.presses("✅ Kan nu", within=alert)
    await desk.politie.sees(alert, "Bij politie staat nu: kan nu")
    second = await desk.vt_collega.asks()
    await desk.turns("Dubbele tik")
    await desk.turned("Dubbele tik", False)

    lines = desk.timeline.get_by_role("list", name=alert)
    await desk.timeline.get_by_text(alert).click()
    await expect(lines.get_by_text("antwoord gegeven: politie")).to_have_count(1)
    assert int(second[-2:]) == int(alert[-2:]) + 1
    newest = desk.timeline.locator("summary strong").first
    await expect(newest).to_have_text(second)
