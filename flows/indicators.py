"""What a month of alerts amounts to: the measures M1 to M16, each from cells to one figure.

What an alert adds to the cells is in `flows/cells.py`; both together are a definition.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from flows.calendar import Daypart
from flows.cells import SILENT, Excluded
from flows.questions import ANSWERS
from flows.statistics import median, p90
from flows.sums import Sums
from flows.survival import Step, curve, middle
from flows.terms import Channel, Delay, Known, Question, StartSource

NO_PARTS: Mapping[str, "Figure"] = MappingProxyType({})
EFFORTS = ANSWERS[Question.EFFORT]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """A version of the definitions, and the first month that is counted by it."""

    version: str
    since: str


# Newest last. What is counted, or how, changes only at a herijking (docs/indicatoren.md): it gets a
# version here, and `flows/cells.py` keeps to the older one for the months before it.
VERSIONS = (Definitions(version="2026-11", since="2000-01"),)


def definitions_of(month: str) -> str:
    """By which definitions a month is counted."""
    return max(one.version for one in VERSIONS if one.since <= month)


class Unit(StrEnum):
    """What the value of a measure is in."""

    MINUTES = "min"
    PERCENT = "%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value and what it rests on, n of total; no value when there is nothing to measure."""

    n: int
    total: int
    value: float | None
    parts: Mapping[str, "Figure"] = field(default_factory=lambda: NO_PARTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One row of the indicator set; `denominator` says what `Figure.total` counts."""

    code: str
    unit: Unit
    denominator: str
    figure: Callable[[Sums], Figure]


def figures(sums: Sums) -> dict[str, Figure]:
    """All measures, by code, and what is told beside them."""
    return {measure.code: measure.figure(sums) for measure in (*MEASURES, *BESIDE)}


def excluded(sums: Sums) -> dict[Excluded, int]:
    """How many alerts do not count, by why not."""
    return {reason: sums.n("telt_niet", reason) for reason in Excluded}


def waiting_curve(sums: Sums) -> list[Step]:
    """The share of the alerts that had its overleg by so many minutes after the asking."""
    return curve(
        sums.values("M4", "gehouden"),
        sums.values("M4", "loopt", "gemist"),
        sums.values("M4", "ingetrokken"),
    )


def _first_response(sums: Sums) -> Figure:
    waits = sums.values("M1", "ja")
    slowest = Figure(n=waits.total(), total=sums.n("M1"), value=max(waits, default=None))
    return _times(waits, sums.n("M1"), {"max": slowest})


def _role_responses(sums: Sums) -> Figure:
    parts = {role: _role_response(sums, role) for role in sums.parts("M2")}
    answers = [f"{role}/{window}/{channel}" for role in parts for window, channel in ANSWERED]
    return _times(sums.values("M2", *answers) if answers else Counter(), sums.n("M2"), parts)


def _role_response(sums: Sums, role: str) -> Figure:
    cuts = {
        "in_window": {pair for pair in ANSWERED if pair[0] == "binnen"},
        "out_of_window": {pair for pair in ANSWERED if pair[0] == "buiten"},
        **{channel.value: {pair for pair in ANSWERED if pair[1] == channel} for channel in Channel},
    }
    parts = {name: _answers(sums, role, cut) for name, cut in cuts.items()}
    for name, window in (("in_window", "binnen"), ("out_of_window", "buiten")):
        parts[name] = replace(parts[name], total=sums.n("M2", f"{role}/{window}"))
    return replace(_answers(sums, role, ANSWERED), total=sums.n("M2", role), parts=parts)


def _answers(sums: Sums, role: str, cut: Iterable[tuple[str, str]]) -> Figure:
    waits = sums.values("M2", *(f"{role}/{window}/{channel}" for window, channel in cut))
    return _times(waits, waits.total())


def _quorum_time(sums: Sums) -> Figure:
    return _times(sums.values("M3", "ja"), sums.n("M3"))


def _time_to_overleg(sums: Sums) -> Figure:
    """The middle of all alerts, also of those that have had no overleg (product.md 6)."""
    held, total = sums.values("M4", "gehouden"), sums.n("M4")
    stamped = [f"gehouden/{source}" for source in StartSource if source != StartSource.AFTERWARDS]
    others = curve(
        sums.values("M4", *stamped),
        sums.values("M4", "loopt", "gemist"),
        sums.values("M4", "ingetrokken"),
    )
    afterwards = sums.n("M4", f"gehouden/{StartSource.AFTERWARDS}")
    parts = {
        "held": _times(held, held.total()),
        "p90": Figure(n=held.total(), total=total, value=p90(held)),
        "without_afterwards": Figure(
            n=sums.n("M4", *stamped), total=total - afterwards, value=middle(others).value
        ),
    }
    value = middle(waiting_curve(sums)).value
    return Figure(n=held.total(), total=total, value=value, parts=parts)


def _within_target(sums: Sums) -> Figure:
    parts = {
        f"within_{minutes}": _share(sums, "M5", f"{hours}u/ja", of=f"{hours}u")
        for hours, minutes in ((2, 120), (4, 240))
    }
    return _share(sums, "M5", "doel/ja", of="doel", parts=parts)


def _missed(sums: Sums) -> Figure:
    return _share(sums, "M6", "ja")


def _delay(sums: Sums) -> Figure:
    known = [delay for delay in Delay if delay is not Delay.UNKNOWN]
    return _mix(sums, "M7", known)


def _agreements(sums: Sums) -> Figure:
    waits = sums.values("M8", "volledig", "gedeeltelijk")
    parts = {"complete": _share(sums, "M8", "volledig")}
    return _times(waits, sums.n("M8"), parts)


def _until_agreed(sums: Sums) -> Figure:
    return _times(sums.values("tot_afspraken"), sums.n("M8"))


def _follow_up_on_time(sums: Sums) -> Figure:
    moved = [f"{state}/uitgesteld" for state in ("op_tijd", "laat", "open")]
    total, late = sums.n("M9"), sums.n("M9", *moved)
    parts = {
        "open": _share(sums, "M9", "open"),
        "postponed": Figure(n=late, total=total, value=_percent(late, total)),
    }
    return _share(sums, "M9", "op_tijd", parts=parts)


def _participation(sums: Sums) -> Figure:
    roles = sums.parts("M10")
    parts = {role: _share(sums, "M10", f"{role}/ja", of=role) for role in roles}
    n, total = sum(part.n for part in parts.values()), sums.n("M10")
    return Figure(n=n, total=total, value=_percent(n, total), parts=parts)


def _full_quorum(sums: Sums) -> Figure:
    return _share(sums, "M11", "ja")


def _known_family(sums: Sums) -> Figure:
    return _share(sums, "M12", Known.YES, parts=_mix(sums, "M12", list(Known)).parts)


def _alerted_before(sums: Sums) -> Figure:
    return _share(sums, "M13", "ja")


def _day_parts(sums: Sums) -> Figure:
    mix = _mix(sums, "M14", list(Daypart))
    friday = _share(sums, "vrijdag", "ja")
    return Figure(
        n=mix.n, total=mix.total, value=None, parts={**mix.parts, "vrijdag_12_18": friday}
    )


def _applied(sums: Sums) -> Figure:
    """No value where VT gave no count; more alerts than cases is shown as it is, over 100 %."""
    n = sums.n("telt")
    value = None if sums.cases is None else _percent(n, sums.cases)
    return Figure(n=n, total=sums.cases or 0, value=value)


def _effort(sums: Sums) -> Figure:
    return _mix(sums, "M16", EFFORTS)


MEASURES = (
    Measure(code="M1", unit=Unit.MINUTES, denominator="eligible_alerts", figure=_first_response),
    Measure(code="M2", unit=Unit.MINUTES, denominator="roles_asked", figure=_role_responses),
    Measure(code="M3", unit=Unit.MINUTES, denominator="eligible_alerts", figure=_quorum_time),
    Measure(code="M4", unit=Unit.MINUTES, denominator="eligible_alerts", figure=_time_to_overleg),
    Measure(code="M5", unit=Unit.PERCENT, denominator="eligible_alerts", figure=_within_target),
    Measure(code="M6", unit=Unit.PERCENT, denominator="eligible_alerts", figure=_missed),
    Measure(code="M7", unit=Unit.PERCENT, denominator="eligible_alerts", figure=_delay),
    Measure(code="M8", unit=Unit.MINUTES, denominator="overleggen", figure=_agreements),
    Measure(code="M9", unit=Unit.PERCENT, denominator="follow_ups_due", figure=_follow_up_on_time),
    Measure(code="M10", unit=Unit.PERCENT, denominator="roles_at_overleg", figure=_participation),
    Measure(code="M11", unit=Unit.PERCENT, denominator="overleggen", figure=_full_quorum),
    Measure(code="M12", unit=Unit.PERCENT, denominator="eligible_alerts", figure=_known_family),
    Measure(code="M13", unit=Unit.PERCENT, denominator="with_reference", figure=_alerted_before),
    Measure(code="M14", unit=Unit.PERCENT, denominator="eligible_alerts", figure=_day_parts),
    Measure(code="M15", unit=Unit.PERCENT, denominator="eligible_cases", figure=_applied),
    Measure(code="M16", unit=Unit.PERCENT, denominator="overleggen_asked", figure=_effort),
)

BESIDE = (  # no measures of 2.0, but what the Werkset asks for (2.17, 5.14)
    Measure(
        code="tot_afspraken", unit=Unit.MINUTES, denominator="overleggen", figure=_until_agreed
    ),
)

ANSWERED = tuple(
    (window, channel.value) for window in ("binnen", "buiten") for channel in Channel
)  # every part of M2 but that of the silent
assert SILENT not in {channel for _, channel in ANSWERED}


def _times(waits: Counter[int], total: int, parts: Mapping[str, Figure] = NO_PARTS) -> Figure:
    return Figure(n=waits.total(), total=total, value=median(waits), parts=parts)


def _share(
    sums: Sums, code: str, met: str, *, of: str | None = None,
    parts: Mapping[str, Figure] = NO_PARTS,
) -> Figure:  # fmt: skip
    n, total = sums.n(code, met), sums.n(code) if of is None else sums.n(code, of)
    return Figure(n=n, total=total, value=_percent(n, total), parts=parts)


def _mix(sums: Sums, code: str, names: Iterable[str]) -> Figure:
    """A distribution: no value of its own, a share for each part; the total holds the unknown."""
    parts = {str(name): _share(sums, code, name) for name in names}
    n = sum(part.n for part in parts.values())
    return Figure(n=n, total=sums.n(code), value=None, parts=parts)


def _percent(n: int, total: int) -> float | None:
    return 100 * n / total if total else None
