"""The logs of a day on which everything goes wrong: no name, no text, no token, in no line."""

import io
import logging
import sys

import pytest
from stage import PATIENCE

from bot.logs import set_up
from bot.practice.faults import Fault

TYPED = ("Sevda Canariyildiz 06-48121620", "kanarie in de mijn", "/start kanarielink")


@pytest.fixture
def lines(monkeypatch, caplog):
    """What goes to the log of the application, and whatever else is logged."""
    root, written = logging.getLogger(), io.StringIO()
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)
    monkeypatch.setattr(sys, "stderr", written)
    set_up()
    root.addHandler(caplog.handler)
    return written


async def a_bad_day(stage):
    """Typed names, forged buttons, an update that cannot be read, and Telegram out of order."""
    stage.vt.user.first_name = "Canarinaam"
    alert = await stage.raises()
    for text in TYPED:
        await stage.vt.types(text)
    await stage.vt.sends_document(name="canaribestand.pdf", caption="Canaribijschrift")
    forged = await stage.politie.presses_data("canaridata", stage.card(alert))
    await forged.toast(PATIENCE)
    stage.town.world.updates.add("message", {"message_id": "canari", "text": "canaritekst"})
    for fault in (Fault.HTTP_502, Fault.CONNECT, Fault.HTML_200, Fault.HALF_JSON):
        stage.town.faults.fail("sendMessage", with_=fault)
        stage.town.faults.fail("getUpdates", with_=fault)
    await stage.om.blocks_bot()
    await stage.moves(minutes=31)
    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)
    await stage.card_says(alert, "✅ politie")
    await stage.quiet()
    return alert


async def test_no_name_no_text_and_no_token_is_in_any_log_line_or_file(
    folder, lines, stage, caplog
):
    await a_bad_day(stage)
    await stage.sees(stage.beheerder, "kon niet worden verwerkt")
    await stage.stops()
    await stage.starts()

    logged = lines.getvalue() + caplog.text
    files = [path for path in folder.rglob("*") if path.is_file() and ".db" not in path.name]
    held = logged + "".join(path.read_text(errors="replace") for path in files)
    names = [word for phone in stage.people.values() for word in phone.name.split()]
    secret = stage.town.token.partition(":")[2]
    for word in (secret, "canari", "kanarie", "48121620", "Sevda", "SPOEDGROEP_CHAIN", *names):
        assert word.lower() not in held.lower(), word
    assert '"event": "running"' in logged
    assert '"event": "forged button"' in logged
    assert '"event": "update failed"' in logged
