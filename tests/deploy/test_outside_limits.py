"""The table of time-outs, pools and retries is what the code really does (S61)."""

import re
from pathlib import Path

import bot.aftermath
import bot.telegram.client
import bot.teller
from bot import anchor, door, fellows, loops, registrar, silence, waiting_room
from bot.clock import SystemClock
from bot.telegram import request, webhook
from bot.telegram.intake import Intake
from bot.watching import alarm, heartbeat, page
from config.settings import POSTGRESQL, SQLITE
from storage.database import PRAGMAS, Database
from storage.postgresql_engine import WRITES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "beheer.md").read_text(encoding="utf-8")
UNIT = (ROOT / "deploy" / "systemd" / "spoedgroep.service").read_text(encoding="utf-8")


def written() -> dict[tuple[str, str], float]:
    table = PAGE.partition("## Grenzen per dienst")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| (\d+)(?: s| bytes)? \|$", table, re.MULTILINE)
    return {(who, what): float(value) for who, what, value in rows}


def pools(tmp_path: Path) -> dict[tuple[str, str], float]:
    ours, theirs = Database(f"{SQLITE}{tmp_path}/a.db"), Database(f"{POSTGRESQL}x@127.0.0.1/x")
    held = theirs._writer.pool
    (busy,) = re.findall(r"busy_timeout=(\d+)", " ".join(PRAGMAS))
    return {
        ("SQLite", "wachten op een ander"): int(busy) / 1000,
        ("SQLite", "schrijvers"): ours._writer.pool.size(),
        ("SQLite", "lezers"): ours._reader.pool.size(),
        ("PostgreSQL", "verbindingen, per soort"): held.size() + held._max_overflow,
        ("PostgreSQL", "wachten op een verbinding"): held._timeout,
        ("PostgreSQL", "stilstaan midden in het opslaan"): float(re.findall(r"=(\d+)s", WRITES)[0]),
    }


def others() -> dict[tuple[str, str], float]:
    spans = {
        "levensteken elke": fellows.BEATS_EVERY,
        "opgegeven zonder levensteken": fellows.LOST_AFTER,
        "opgegeven zonder levensteken en verbinding": fellows.GONE_AFTER,
        "zelf niets meer versturen na": fellows.SENDS_FOR,
    }
    return {("ander proces", what): span.total_seconds() for what, span in spans.items()}


def test_s61_the_table_of_limits_is_what_the_code_does(tmp_path):
    polls, sends = "Telegram, opvragen", "Telegram, versturen"
    intake = Intake(bot.telegram.client.Bot("1:x"), SystemClock())
    assert written() == {
        (polls, "verbinden"): request.CONNECT_WITHIN,
        (polls, "antwoord"): intake._request.read_timeout,
        (polls, "verbindingen"): intake._request._connections,
        (polls, "vooruit gelezen, hooguit"): waiting_room.MOST,
        (polls, "vooruit gelezen, verwerkt per keer"): waiting_room.PART,
        (polls, "langste pauze na een fout"): loops.MOST_PAUSE.total_seconds(),
        (sends, "verbinden"): request.CONNECT_WITHIN,
        (sends, "schrijven"): request.WRITE_WITHIN,
        (sends, "antwoord"): bot.telegram.client.READ_WITHIN,
        (sends, "verbindingen"): bot.telegram.client.CONNECTIONS,
        (sends, "berichten tegelijk"): bot.teller.AT_ONCE,
        (sends, "langste pauze na een fout"): bot.aftermath.MOST_PAUSE.total_seconds(),
        (sends, "onbereikbaar, opnieuw proberen elke"): silence.MOST_PAUSE.total_seconds(),
        **pools(tmp_path),
        **others(),
        ("wachter", "antwoord"): heartbeat.ANSWERS_WITHIN_SECONDS,
        ("wachter", "verbindingen"): heartbeat.CONNECTIONS,
        ("wachter", "hartslag elke"): heartbeat.EVERY_SECONDS,
        ("tweede weg", "antwoord"): alarm.ANSWERS_WITHIN_SECONDS,
        ("tweede weg", "langste pauze na een fout"): alarm.MOST_PAUSE_SECONDS,
        ("tweede plek van het logboek", "antwoord"): anchor.WITHIN_SECONDS,
        ("pagina", "grootste vraag"): page.MOST_BYTES,
        ("pagina", "stille verbinding"): page.KEEPS_ALIVE_SECONDS,
        ("webhook", "verbindingen van Telegram"): webhook.MOST_CONNECTIONS,
        ("webhook", "vragen in behandeling"): door.MOST_IN_HAND,
        ("webhook", "vragen tegelijk verwerkt"): door.AT_ONCE,
        ("webhook", "grootste vraag"): door.MOST_BYTES,
        ("webhook", "lezen van een vraag"): door.BODY_WITHIN_SECONDS,
        ("webhook", "kijken bij Telegram, elke"): registrar.LOOKS_EVERY_SECONDS,
        ("systemd", "herstart na stilte"): float(re.findall(r"^WatchdogSec=(\d+)$", UNIT, re.M)[0]),
    }
