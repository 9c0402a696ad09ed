"""How fast and how light the page is: the figures are printed, the bounds bear a busy machine."""

import asyncio
import os
import signal
import statistics
import sys
from asyncio.subprocess import PIPE
from time import monotonic

from playwright.async_api import Browser, expect

from bot.practice.page.settling import SHOWN

from .conftest import WIDE
from .desk import SKM, Desk, sits_down

PRESSES, WITHIN_MS = 30, 1000  # the aim, on a quiet machine: 200
MOST_BYTES = 300_000
STARTS_WITHIN_SECONDS = 60  # the aim, on a quiet machine: 15
OTHERS = [part for part in SHOWN if part not in ("politie", "voorzitter")]

# Counts from the press until each of these phones shows it, or shows it no more, and is painted.
WATCH = """([phones, text, wanted]) => {
  const logs = phones.map((part) => document.querySelector(`#phone-${part} .log`));
  window.took = new Promise((done) => {
    let pressed = 0;
    const press = () => { pressed = performance.now(); };
    document.addEventListener("pointerdown", press, { capture: true, once: true });
    const watcher = new MutationObserver(() => {
      if (!pressed || !logs.every((log) => log.textContent.includes(text) === wanted)) return;
      watcher.disconnect();
      requestAnimationFrame(() => done(performance.now() - pressed));
    });
    for (const log of logs) watcher.observe(log, { childList: true, subtree: true });
  });
}"""
WEIGHT = """() => performance.getEntriesByType("navigation")
  .concat(performance.getEntriesByType("resource"))
  .reduce((sum, one) => sum + one.transferSize, 0)"""


async def test_a_press_is_soon_seen_on_every_other_phone(desk: Desk):
    await desk.vt.asks()
    await desk.turns("Snel vooruit")  # else the bot leaves seconds between two edits of a card
    for part in OTHERS:
        await getattr(desk, part).opens(SKM)
        await getattr(desk, part).sees("⏳ politie")

    took = []
    for number in range(PRESSES):
        comes = number % 2 == 0
        await desk.page.evaluate(WATCH, [OTHERS, "✅ politie", comes])
        await desk.politie.presses("✅ Kan nu" if comes else "Ongedaan maken")
        took.append(await desk.page.evaluate("window.took"))

    p95 = statistics.quantiles(took, n=20)[-1]
    half = statistics.median(took)
    print(f"\na press is seen on {len(OTHERS)} others after {half:.0f} ms, p95 {p95:.0f} ms")
    assert p95 < WITHIN_MS


async def test_the_page_is_light(desk: Desk):
    await desk.vt.asks()
    await desk.reload()

    weight = await desk.page.evaluate(WEIGHT)

    print(f"\nthe page: {weight / 1000:.0f} kB")
    assert 10_000 < weight < MOST_BYTES


async def test_from_the_command_to_the_first_tap_takes_seconds(browser: Browser, tmp_path):
    began = monotonic()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "practise", "--page", stdout=PIPE, env=dict(os.environ)
    )
    assert process.stdout is not None
    try:
        lines = [await process.stdout.readline() for _ in range(2)]
        address = lines[-1].decode().strip()
        context = await browser.new_context(viewport=WIDE)
        desk = await sits_down(context, address)
        await desk.vt.key("Spoedoverleg aanvragen").click()
        took = monotonic() - began
        await expect(desk.vt.message("Waar gaat het om?")).to_be_visible()
        await context.close()
    finally:
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
    print(f"\nfrom the command to the first tap: {took:.1f} s")
    assert took < STARTS_WITHIN_SECONDS
