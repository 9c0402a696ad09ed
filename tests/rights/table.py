"""Makes docs/rechten.md: who may press what, as the desk itself answers; and reads it back.

PYTHONPATH=.:tests/screens .venv/bin/python tests/rights/table.py docs/rechten.md
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from matrix import ACTORS, STATES, Actor, offered, played, post_of

from bot.buttons import Code
from bot.rights import ORDERED, PRESSES, holds
from config.settings import SQLITE
from flows.people import Member, Reach
from flows.state import PersonId
from storage import database

NOTHING, ALWAYS = "–", "✓"
HEADER = """# Wie mag wat

Gemaakt uit wat het bureau zelf antwoordt (`tests/rights/table.py`); een test houdt deze tabel
gelijk aan het gedrag. Elke knop en elke opdracht wordt bij het indrukken opnieuw getoetst:
`bot/rights.py` zegt welk recht nodig is, `bot/access.py` wie het heeft, de handeling zelf over wat
het mag gaan.

Een geblokkeerd lid, een vertrokken lid en een vreemde komen nergens bij; wie bij een ander netwerk
hoort, komt bij niets van dit netwerk.

## Opdrachten en knoppen die niet over één verzoek gaan

✓ de deur gaat open; de handeling kijkt daarna nog of het om de eigen organisatie gaat. – geweigerd.
Op `/status` ziet een lid dat de bot draait; alleen een beheerder ziet wat er mis is.
"""
SECOND = """
## Knoppen over een verzoek, naar zijn fase

De letters zijn de fasen waarin het mag: **O** open, **G** gepland, **I** in overleg, **A** aan de
afspraken, **V** opvolging, **S** gesloten, **X** ingetrokken, **M** gemist. ✓ is in elke fase
waarin de knop op een scherm staat.
"""

Cells = dict[str, dict[str, str]]  # by button, by actor


def general() -> Cells:
    """Commands, and buttons that are not about one alert: the right alone."""
    told = {f"/{name}": right for name, right in ORDERED.items()}
    told |= {code.name: right for code, right in PRESSES.items() if code.name in APART}
    return {
        name: {who.name: ALWAYS if _may(who, right) else NOTHING for who in ACTORS}
        for name, right in told.items()
    }


def _may(actor: Actor, right) -> bool:
    if actor.function is None or actor.suspended or actor.removed:
        return False
    one, posts = PersonId(1), (post_of(actor),)
    return holds(
        Member(person=one, alias=one, user_id=1, name="", reach=Reach.OPEN, posts=posts), right
    )


async def answers(file: Path, state: str) -> dict[str, dict[str, bool]]:
    """What the desk answers to each button of one state, to everybody."""
    async with played(file, state) as matrix:
        return {
            press.code.name: {who.name: await matrix.tries(who, press) == "ok" for who in ACTORS}
            for press in offered(matrix.course)
        }


async def everything() -> tuple[Cells, Cells]:
    """Both tables."""
    found: dict[str, dict[str, str]] = {}
    offered_in: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        for state in STATES:
            file = Path(folder) / f"{state}.db"
            database.upgrade(f"{SQLITE}{file}")
            for name, row in (await answers(file, state)).items():
                offered_in[name] = offered_in.get(name, "") + state
                for who, may in row.items():
                    cell = found.setdefault(name, {})
                    cell[who] = cell.get(who, "") + (state if may else "")
    cells = {
        name: {
            who: NOTHING if not letters else ALWAYS if letters == offered_in[name] else letters
            for who, letters in row.items()
        }
        for name, row in found.items()
    }
    return general(), cells


def written(first: Cells, second: Cells) -> str:
    """Both tables as a page."""
    return HEADER + _table(first) + SECOND + _table(second)


def _table(cells: Cells) -> str:
    names = [who.name for who in ACTORS]
    lines = ["", "| | " + " | ".join(names) + " |", "| --- |" + " --- |" * len(names)]
    for name, row in cells.items():
        lines.append(f"| {name} | " + " | ".join(row[who] for who in names) + " |")
    return "\n".join(lines) + "\n"


def read(page: str) -> Cells:
    """The cells of a page, by button and by actor."""
    rows = [line.strip("|").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    names = [who.name for who in ACTORS]
    return {
        row[0].strip(): dict(zip(names, (cell.strip() for cell in row[1:]), strict=True))
        for row in rows
        if len(row) == len(names) + 1 and row[0].strip(" -")
    }


APART = frozenset(
    code.name
    for code in Code
    if code.name
    in {
        "MAAND", "KOPPEL", "NODIG_UIT", "BEVESTIG", "WIJS_AF", "TEAM", "PERSOON", "SUBROL",
        "VERWIJDER", "BLOKKEER", "DEBLOKKEER", "KLOPT", "VREEMD", "DIENST", "DIENST_WEEK", "RUIL",
        "NEEM_OVER", "AFWEZIG", "ROOSTER", "VENSTER", "BEREIKBAAR", "KIMI", "HERIJKING",
        "WIJZIGING", "OVERDRACHT", "WERKAFSPRAKEN", "NOTITIE", "NIEUW", "VRAAG",
        "PEILING", "IN_AANMERKING", "TAAL", "LES", "KENNISMAKEN", "VERWACHTINGEN",
        "TERUG", "ANNULEREN", "CHIP", "KENMERK", "VERSTUUR", "BEL_ALLEEN",
    }
)  # fmt: skip


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(written(*asyncio.run(everything())), encoding="utf-8")
