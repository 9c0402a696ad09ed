"""The Werkset's indicators: how each is measured here, and from which figures it is drawn.

The one table that the workbook, the legend and the data take numbers and measures from. The names
and remarks are in the catalogue. Chapters 3 and 4 have no numbers in the source and only name what
is a by-product here (indicators.md 2.4).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """How the bot measures an indicator."""

    AUTOMATIC = "automatisch"
    TAP = "tik"  # a question of one tap after the overleg, which may be skipped
    PROXY = "benadering"  # something adjacent is measured; that must be said
    NOT = "niet_meetbaar"  # an interview, KiMi, the own systems


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One row: its number, how it is measured, and the codes of what it is drawn from."""

    number: str
    how: How
    draws: tuple[str, ...] = ()

    @property
    def chapter(self) -> str:
        """The chapter of the Werkset that it is in."""
        return self.number.partition(".")[0]


def of_chapter(chapter: str) -> tuple[Indicator, ...]:
    """The indicators of one chapter, in the order of the source."""
    return tuple(one for one in WERKSET if one.chapter == chapter)


def drawing_on(code: str) -> tuple[str, ...]:
    """The numbers of the indicators that are drawn from a figure or table."""
    return tuple(one.number for one in WERKSET if code in one.draws)


def score() -> Counter[How]:
    """How many indicators of chapters 1, 2 and 5 are measured how."""
    return Counter(one.how for one in WERKSET if one.chapter in CORE)


def _chapter(chapter: str, rows: str) -> Iterator[Indicator]:
    for row in rows.strip().splitlines():
        how, number, *draws = row.split()
        yield Indicator(number=f"{chapter}.{number}", how=_HOW[how], draws=tuple(draws))


CORE = ("1", "2", "5")
CHAPTERS = ("1", "2", "5", "3", "4")  # 3 and 4 after what this is about
_HOW = {"A": How.AUTOMATIC, "T": How.TAP, "P": How.PROXY, "N": How.NOT}

_SAMENHANG = """
P 1 versies vensters dpia herijking
P 2 bij_kimi
P 3 bestemming
T 4 informatie knelpunt
N 5 M13 bestemming
T 6 M16
T 7 M16
P 8 M4 M5
N 9
P 10 wijzigingen
"""
_SAMEN_OP_IN_ACUUT = """
P 1
A 2 dekking
P 3 versies
A 4 telt bron aard M14 M15
A 5 M9
A 6 M1 M2 M7
N 7
T 8 informatie knelpunt
P 9 bijeenkomsten
T 10 M16
T 11 beeld
P 12 M13
P 13 bron
N 14
A 15 M7
P 16 M3 drie_rollen
A 17 tot_afspraken
N 18
P 19 bestemming
N 20
P 21 vorm afgezegd
"""
_STRAFBARE_KINDERMISHANDELING = """
P 1
A 2 trekkers
P 3 oefeningen
A 4 vastgelegd versies vensters dpia herijking
P 5 versies
A 6 bezet bevestigd onbekenden
A 7 M2 M10 M4 M5 op_tijd
T 8 basis
A 9 anoniem
T 10 informatie knelpunt
T 11 M16
N 12
P 13 bijeenkomsten herijking
A 14 tot_afspraken M7
P 15 M3 informatie
T 16 beeld
P 17 M11
A 18 M4 M5
P 19 vorm afgezegd
P 20 M13
N 21
N 22
P 23 consultaties
"""
_ACTIE_OVERLEG = """
A frequentie M4
A vorm vorm
A aanwezige_partners M10
A voorzitterschap regie
P vroegtijdige_afstemming M4 M5
P informatiedeling M3
P hogere_kwaliteit M11
T administratieve_lasten M16
P hoog_risicogezinnen M13
"""
_VT_EN_ZSM = """
P voor_negen_uur voor_negen_uur
P veiligheidsmaatregelen tot_afspraken
T gestroomlijnder knelpunt
"""

WERKSET = (
    *_chapter("1", _SAMENHANG),
    *_chapter("2", _SAMEN_OP_IN_ACUUT),
    *_chapter("5", _STRAFBARE_KINDERMISHANDELING),
    *_chapter("3", _ACTIE_OVERLEG),
    *_chapter("4", _VT_EN_ZSM),
)
