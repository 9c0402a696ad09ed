"""Whatever people type, wherever text can come in: it is found nowhere afterwards."""

import io
import logging
import sys

import pytest
from stage import PATIENCE

from bot import commands, reporting
from bot.logs import set_up

TYPED = "Sevda Canariyildiz 06-48121620 VT26-994217"
BSN = "111222333"
PLAIN = "kanarievogel in de hal"  # says nothing that a guard knows, and is nobody's business
REFERENCE = "VT26-994217"
WORDS = ("canari", "kanarie", "48121620", "4812 1620", "sevda", "994217", BSN)


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


async def types_everywhere(stage):
    """In private and in the group, unasked and asked, as a command, a link, a caption, a name."""
    for text in (TYPED, BSN, PLAIN, f"/alarm {TYPED}", f"/start {PLAIN}", f"/koppel {PLAIN}"):
        await stage.vt.types(text)
        await stage.vt.types(text, stage.skm)
    await stage.vt.edits(await stage.vt.types("/help"), TYPED)
    await stage.vt.forwards(TYPED)
    for chat in (None, stage.skm):
        await stage.vt.sends_photo(chat, caption=TYPED)
        await stage.vt.sends_document(chat, name=f"{TYPED}.pdf", caption=PLAIN)
        await stage.vt.sends_contact(chat, phone_number="+31648121620")
    stranger = stage.town.person("Sevda Canariyildiz")
    await stranger.types(TYPED)
    await stranger.opens(stage.town.link("Canarilink"))
    await stranger.joins(stage.skm)
    await stranger.asks_to_join(stage.ouderen)
    stage.town.world.updates.add("message", {"message_id": "canari", "text": TYPED})
    await stage.quiet()


async def types_where_it_is_asked(stage):
    """The reference, a time: what is asked gets what nobody should type."""
    await stage.drafts(stage.vt)
    await stage.taps(stage.vt, "Dossierkenmerk")
    for text in (TYPED, PLAIN, f"dossier {REFERENCE}", REFERENCE):
        await stage.vt.types(text)
        await stage.quiet()
    await stage.taps(stage.vt, "Verstuur")
    sent = await stage.sees(stage.vt, "Opgeslagen als")
    alert = sent.text.split()[2].rstrip(".")
    card = stage.card(alert)
    await (await stage.politie.presses_data("canaridata", card)).toast(PATIENCE)
    return alert


def told(stage):
    """Everything that the bot has sent, with the labels of its buttons."""
    messages = [one for chat in stage.town.world.chats.values() for one in stage.town.sent_to(chat)]
    return "\n".join(" ".join((one.text, *one.labels)) for one in messages)


async def test_s24_what_is_typed_anywhere_is_found_nowhere(folder, lines, stage, caplog, capsys):
    await types_everywhere(stage)
    alert = await types_where_it_is_asked(stage)
    kept = b"".join(path.read_bytes() for path in folder.glob("spoedgroep.db*"))
    sent = told(stage)
    await stage.stops()
    kept += b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    await commands.export("2026-11", None, "json", None)
    await reporting.report("2026-11", None, None, "text", None)
    exported = capsys.readouterr().out
    await stage.starts()

    assert alert in exported
    assert alert.encode() in kept
    logged = lines.getvalue() + caplog.text
    places = {
        "the files": kept.decode(errors="replace"),
        "the log": logged,
        "what was sent": sent,
        "what is exported": exported,
    }
    for place, held in places.items():
        for word in WORDS:
            assert word not in held.lower(), (word, place)
