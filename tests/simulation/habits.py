"""What people tend to do with each kind of button, and how long they think about it."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from bot.buttons import Code

SECOND, MINUTE, HOUR = 1.0, 60.0, 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """`weight` against doing nothing, which weighs 2; `keeps_on` belongs to one errand begun."""

    weight: float
    usual: float = 20.0  # seconds
    longest: float = 20 * MINUTE
    keeps_on: bool = False

    def waits(self, stream: random.Random) -> float:
        """So many seconds: most are quick, a few are very late."""
        return 0.5 + min(stream.expovariate(1 / self.usual), self.longest)


DOES_NOTHING = Habit(weight=0)
FILLS_IN = Habit(weight=10, usual=4, longest=MINUTE, keeps_on=True)
RARE = Habit(weight=0.05, usual=2 * MINUTE)

HABITS: Mapping[str, Habit] = {
    **{code.value: RARE for code in Code},
    Code.VRAAG.value: FILLS_IN,
    Code.VERSTUUR.value: Habit(weight=30, usual=5, longest=MINUTE, keeps_on=True),
    Code.CHIP.value: Habit(weight=1, usual=3, longest=MINUTE, keeps_on=True),
    Code.TERUG.value: Habit(weight=0.1, usual=5, keeps_on=True),
    Code.ANNULEREN.value: Habit(weight=0.05, usual=10),
    Code.KENMERK.value: DOES_NOTHING,  # asks to type
    Code.KAN_NU.value: Habit(weight=3, usual=4 * MINUTE, longest=HOUR),
    Code.KAN_OM.value: Habit(weight=1.5, usual=3 * MINUTE, longest=HOUR),
    Code.ANDERS.value: Habit(weight=0.7, usual=3 * MINUTE, longest=HOUR),
    Code.WAARNEMER.value: Habit(weight=1, usual=20),
    Code.SLUIT_NIET_AAN.value: Habit(weight=1, usual=20),
    Code.NAMENS.value: Habit(weight=0.7, usual=20),
    Code.ONGEDAAN.value: Habit(weight=0.15, usual=MINUTE),
    Code.GEBELD.value: Habit(weight=2, usual=5 * MINUTE),
    Code.AKKOORD.value: Habit(weight=8, usual=2 * MINUTE, longest=30 * MINUTE),
    Code.PLAN.value: Habit(weight=0.3, usual=5 * MINUTE),
    Code.PLAN_OM.value: Habit(weight=4, usual=20),
    Code.GESTART.value: Habit(weight=3, usual=20 * MINUTE, longest=2 * HOUR),
    Code.AFRONDEN.value: Habit(weight=6, usual=20 * MINUTE, longest=2 * HOUR),
    Code.AFSPRAAK.value: Habit(weight=1, usual=15, longest=5 * MINUTE, keeps_on=True),
    Code.GEEN_ACTIE.value: Habit(weight=8, usual=15, keeps_on=True),
    Code.KLAAR.value: Habit(weight=30, usual=20, longest=10 * MINUTE, keeps_on=True),
    Code.BESTEMMING.value: Habit(weight=6, usual=5 * MINUTE, longest=5 * HOUR),
    Code.VASTGELEGD.value: Habit(weight=6, usual=20 * MINUTE, longest=10 * HOUR),
    Code.GEDAAN.value: Habit(weight=6, usual=HOUR, longest=10 * HOUR),
    Code.UITSTELLEN.value: Habit(weight=1, usual=HOUR, longest=10 * HOUR),
    Code.OVERLEG_NODIG.value: Habit(weight=0.2, usual=HOUR),
    Code.VEILIGHEID.value: Habit(weight=0.01, usual=5 * HOUR),
    Code.REDEN_GEMIST.value: Habit(weight=3, usual=HOUR),
    Code.NAVRAAG.value: Habit(weight=3, usual=MINUTE),
    Code.TOON.value: Habit(weight=0.3, usual=30),
    Code.NIEUW.value: DOES_NOTHING,  # new alerts come at their own pace
    Code.BEL_ALLEEN.value: Habit(weight=0.2, usual=20),
    Code.NOTITIE.value: DOES_NOTHING,
    Code.MAAND.value: DOES_NOTHING,  # papers are drawn in another process
    Code.KIMI.value: DOES_NOTHING,
    Code.WERKAFSPRAKEN.value: DOES_NOTHING,
    Code.OVERDRACHT.value: DOES_NOTHING,
    Code.VERWIJDER.value: DOES_NOTHING,
    Code.BLOKKEER.value: DOES_NOTHING,
    Code.NODIG_UIT.value: DOES_NOTHING,
    Code.KOPPEL.value: DOES_NOTHING,
    Code.TEAM.value: DOES_NOTHING,
}


def habit_of(code: str) -> Habit:
    """What people do with a button of this code; of one that is new here, nothing."""
    return HABITS.get(code, DOES_NOTHING)
