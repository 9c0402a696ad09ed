"""The bot with an encryption key that opens nothing: the short line works, words are unreadable."""

from base64 import urlsafe_b64encode

import pytest

from bot import commands, evidence

WORDS = "loopt al via traject kanariegeel"
ANOTHER = urlsafe_b64encode(bytes([9]) * 32).decode()


@pytest.fixture
async def unreadable(stage, monkeypatch):
    """An alert with a reason in words, and then another key; gives its number."""
    alert = await stage.asks()
    await stage.taps(stage.politie, "Anders…", chat=stage.skm)
    await stage.taps(stage.politie, "Sluit niet aan", "Andere reden")
    await stage.politie.types(WORDS)
    await stage.sees(stage.politie, "je woorden zijn bewaard")
    await stage.stops()
    monkeypatch.setenv("SPOEDGROEP_ENCRYPTION_KEY", ANOTHER)
    await stage.starts()
    return alert


async def test_an_alert_is_raised_answered_and_chased(stage, unreadable):
    alert = await stage.raises()

    assert "Genoteerd" in await stage.taps(stage.om, "Kan nu", chat=stage.skm)
    await stage.moves(minutes=11)

    assert (await stage.alert(alert)).seat("om").answer is not None
    await stage.card_says(alert, "waarnemer")


async def test_what_was_typed_cannot_be_read_and_the_rest_of_the_screen_can(stage, unreadable):
    for phone, order, says in (
        (stage.vt, "/open", unreadable),
        (stage.vt, "/wie", "politie"),
        (stage.aanspreekpunt, "/team", "OM"),
        (stage.vt, "/mijngegevens", "Wat de bot van jou bewaart"),
        (stage.aanspreekpunt, "/herijking", "OM"),
        (stage.voorzitter, "/kimi", "KiMi"),
    ):
        mark = phone.mark()
        await phone.types(order)
        await stage.sees(phone, says, after=mark)
    await stage.taps(stage.vt, unreadable)
    await stage.quiet()

    told = "\n".join(
        one.text for phone in stage.people.values() for one in stage.town.sent_to(phone)
    )
    assert WORDS not in told
    assert "None" not in told


async def test_the_log_is_whole_and_the_archive_can_be_made(stage, unreadable, tmp_path, capsys):
    await stage.stops()

    await commands.verify()
    await evidence.archive(unreadable, None, tmp_path / "archive")
    await evidence.verify_archive(tmp_path / "archive")

    assert "Het archief is heel" in capsys.readouterr().out
    await stage.starts()
