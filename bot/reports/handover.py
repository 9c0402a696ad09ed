"""The handover pack: what a new voorzitter or aanspreekpunt must know, on one page (R-208)."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from bot.reports.standing import Standing
from bot.reports.werkafspraken import change_text
from bot.reports.wording import month_word
from config.texts import Texts
from flows.account import Account
from flows.calendar import clock_text, local
from flows.people import Function
from flows.rules import Role
from flows.state import Alert
from flows.suppression import CELL
from flows.terms import Phase

FUNCTIONS = (Function.CONTACT, Function.DEPUTY, Function.MEMBER)


def handover_title(standing: Standing, role: Role | None, texts: Texts) -> str:
    """What the page is called."""
    who = texts.word("role", role) if role else texts.word("functie", Function.CHAIR.value)
    return texts("overdracht.title", who=who, network=standing.title)


def handover(standing: Standing, role: Role | None, texts: Texts, now: datetime) -> list[str]:
    """The paragraphs of the page: of one organisation, or of the network for its voorzitter."""
    roles = (role,) if role else standing.order
    return [
        texts("overdracht.people"),
        "\n".join(_people(standing, each, texts) for each in roles),
        texts("overdracht.duty"),
        _duty(standing, roles, texts),
        texts("overdracht.open"),
        "\n".join(_open(standing, role, texts)) or texts("overdracht.none"),
        texts("overdracht.kimi"),
        "\n".join(kimi_lines(standing, texts, now)),
        texts("overdracht.changes"),
        "\n".join(_changes(standing, texts, now)) or texts("overdracht.none"),
        texts("overdracht.months"),
        *_months(standing, texts),
    ]


def kimi_lines(standing: Standing, texts: Texts, now: datetime) -> Iterator[str]:
    """Who chairs, and when and where the coming meetings are."""
    chair = texts.word("role", standing.chair(standing.year))
    yield texts("overdracht.chair", year=standing.year, role=chair)
    for meeting in standing.meetings:
        if meeting.at > now:
            place = place_text(meeting.place, texts)
            yield texts("overdracht.meeting", at=moment_text(meeting.at, texts), place=place)


def place_text(place: str, texts: Texts) -> str:
    """Where a meeting is: at an organisation, or online."""
    key = f"role.{place}"
    return texts("overdracht.at", role=texts(key)) if key in texts else texts("kimi.online")


def moment_text(at: datetime, texts: Texts) -> str:
    """A moment of another week: with its date and year."""
    here = local(at)
    day = texts.word("dag", str(here.weekday()))
    return f"{day} {here.day}-{here.month}-{here.year} {clock_text(at)}"


def _people(standing: Standing, role: Role, texts: Texts) -> str:
    parts = []
    for function in FUNCTIONS:
        names = ", ".join(member.name for member in standing.holders(role, function)) or "–"
        word = texts.word("functie", function.value)
        parts.append(texts("werkafspraken.function", function=word, who=names))
    who = texts.word("role", role)
    return texts("werkafspraken.line", who=who, what="; ".join(parts))


def _duty(standing: Standing, roles: tuple[Role, ...], texts: Texts) -> str:
    turns = [turn.text for turn in standing.turns if turn.role in roles]
    return "\n".join(turns) or texts("overdracht.no_roster")


def _open(standing: Standing, role: Role | None, texts: Texts) -> Iterator[str]:
    for alert in standing.alerts:
        owed = _owed(alert, role)
        if alert.phase is not Phase.CLOSED:
            phase = texts.word("fase", alert.phase.value)
            yield texts("overdracht.alert", id=alert.id, phase=phase)
        if owed:
            yield texts.many("overdracht.follow_ups", owed, id=alert.id)


def _owed(alert: Alert, role: Role | None) -> int:
    items = [item for item in alert.follow_ups if item.done_at is None]
    return sum(role is None or item.owner == role for item in items)


def _changes(standing: Standing, texts: Texts, now: datetime) -> Iterator[str]:
    today = local(now).date()
    for change in standing.changes:
        if change.is_open(today):
            yield change_text(change, texts)


def _months(standing: Standing, texts: Texts) -> Iterator[str]:
    for rules in standing.rules:
        own = [month for month in standing.months if month.doelgroep == rules.doelgroep]
        lines = [
            line
            for empty, months in groupby(own, key=lambda month: not month.counted)
            for line in (_empty if empty else _counted)(list(months), texts)
        ]
        head = texts.word("doelgroep", rules.doelgroep)
        yield "\n".join([head, *(lines or [texts("overdracht.month.unknown")])])


def _empty(months: list[Account], texts: Texts) -> Iterator[str]:
    """Months in a row without a request, the newest first, on one line."""
    newest, oldest = (month_word(one.month, texts) for one in (months[0], months[-1]))
    if newest == oldest:
        yield texts("overdracht.month.none", when=newest)
    else:
        yield texts("overdracht.month.none_from", oldest=oldest, newest=newest)


def _counted(months: list[Account], texts: Texts) -> Iterator[str]:
    return (_month(month, texts) for month in months)


def _month(month: Account, texts: Texts) -> str:
    """The headline of a month; what is counted of a few says nothing, and is not said."""
    when = month_word(month.month, texts)
    if month.counted < CELL:
        return texts("overdracht.month.few", when=when, n=CELL)
    wait, target = month.figures["M4"], month.figures["M5"]
    return texts(
        "overdracht.month",
        when=when,
        n=month.counted,
        median="–" if wait.value is None else round(wait.value),
        share=f"{target.n}/{target.total}",
    )
