"""The Werkafspraken of a doelgroep: everything that was agreed, on one page, with its date."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot.reports.standing import Standing
from config.texts import Texts
from flows.calendar import Window, local
from flows.changes import FIRST_RESPONSE, Change, value_of
from flows.people import Function, Member
from flows.rules import Role, RoleRules, Rules, Rung, UrgencyRules

FUNCTIONS = (Function.CONTACT, Function.DEPUTY, Function.MEMBER)
ALL_DAYS = range(7)


def agreements_title(standing: Standing, rules: Rules, texts: Texts) -> str:
    """What the page is called."""
    named = texts.word("doelgroep", rules.doelgroep)
    return texts("werkafspraken.title", doelgroep=named, year=standing.year)


def agreements(standing: Standing, rules: Rules, texts: Texts, *, names: bool) -> list[str]:
    """The paragraphs of the page; names stand in the document alone."""
    return [
        texts("werkafspraken.intro", network=standing.title, version=rules.version),
        texts("werkafspraken.partners"),
        "\n".join(_partner(each, texts) for each in rules.roles),
        texts("werkafspraken.contacts"),
        "\n".join(_contacts(standing, each, texts, names=names) for each in rules.roles),
        texts("werkafspraken.windows"),
        "\n".join(_reach(standing, each, texts, names=names) for each in rules.roles),
        texts("werkafspraken.phones"),
        "\n".join(_phone(each, texts) for each in rules.roles),
        texts("werkafspraken.targets"),
        "\n".join(_targets(rules, texts)),
        texts("werkafspraken.ladder"),
        "\n".join(_ladder(each, texts) for each in rules.urgencies),
        texts("werkafspraken.quorum"),
        "\n".join(_quorum(rules, texts)),
        texts("werkafspraken.not_shared"),
        texts("werkafspraken.not_shared.text"),
        texts("werkafspraken.confirmed"),
        "\n".join(_confirmed(standing, texts)),
        *_coming(standing, rules, texts),
    ]


def window_text(window: Window, texts: Texts) -> str:
    """Hours on days, as people write them."""
    hours = f"{window.opens:%H:%M}-{window.closes:%H:%M}".replace("-00:00", "-24:00")
    said = texts("werkafspraken.window", days=_days(window.days, texts), hours=hours)
    return said if window.holidays else texts("werkafspraken.not_on_holidays", window=said)


def hours_text(agreed: RoleRules, texts: Texts) -> str:
    """All the hours within which a role can be reached."""
    return "; ".join(window_text(window, texts) for window in agreed.windows) or "–"


def value_text(value: str, texts: Texts) -> str:
    """The value of a target as people say it; whole hours as hours."""
    number = int(value[:-1])
    if value.endswith("d"):
        return texts.many("waarde.dagen", number)
    hours, left = divmod(number, 60)
    return texts.many("waarde.minuten", number) if left else texts("waarde.uren", n=hours)


def subject_text(what: str, texts: Texts) -> str:
    """What a change is about: the first response, or the target of an urgency."""
    if what == FIRST_RESPONSE:
        return texts("wijziging.reactie")
    return texts("wijziging.doel", urgentie=texts.word("urgentie", what))


def change_text(change: Change, texts: Texts) -> str:
    """A change in one line."""
    return texts(
        "wijziging.regel",
        doelgroep=texts.word("doelgroep", change.doelgroep),
        what=subject_text(change.what, texts),
        value=value_text(change.value, texts),
        day=day_text(change.starts_on),
    )


def day_text(day: date) -> str:
    """A date in short."""
    return f"{day.day}-{day.month}-{day.year}"


def _partner(agreed: RoleRules, texts: Texts) -> str:
    kind = texts.word("rolsoort", agreed.kind.value)
    return texts("werkafspraken.line", who=texts.word("role", agreed.role), what=kind)


def _contacts(standing: Standing, agreed: RoleRules, texts: Texts, *, names: bool) -> str:
    parts = []
    for function in FUNCTIONS:
        held = standing.holders(agreed.role, function)
        said = _named(held, agreed.role, texts) if names else str(len(held))
        word = texts.word("functie", function.value)
        parts.append(texts("werkafspraken.function", function=word, who=said or "–"))
    who = texts.word("role", agreed.role)
    return texts("werkafspraken.line", who=who, what="; ".join(parts))


def _named(members: Iterable[Member], role: Role, texts: Texts) -> str:
    return ", ".join(member.name + _sub_roles(member, role, texts) for member in members)


def _sub_roles(member: Member, role: Role, texts: Texts) -> str:
    codes = [code for post in member.posts if post.role == role for code in post.sub_roles]
    words = ", ".join(texts.word("sub_role", code) for code in dict.fromkeys(codes))
    return f" ({words})" if words else ""


def _reach(standing: Standing, agreed: RoleRules, texts: Texts, *, names: bool) -> str:
    hours = hours_text(agreed, texts)
    who = texts.word("role", agreed.role)
    since = standing.windows_since.get(agreed.role)
    if since is None:
        return texts("werkafspraken.line", who=who, what=hours)
    day = day_text(since.day)
    owner = texts("werkafspraken.by", owner=since.owner) if names else ""
    return texts("werkafspraken.since", who=who, what=hours, day=day, owner=owner)


def _phone(agreed: RoleRules, texts: Texts) -> str:
    label = agreed.phone_label or texts("nvt")
    return texts("werkafspraken.line", who=texts.word("role", agreed.role), what=label)


def _targets(rules: Rules, texts: Texts) -> Iterator[str]:
    for agreed in rules.urgencies:
        what = value_text(value_of(rules, agreed.urgency.value), texts)
        word = texts.word("urgentie", agreed.urgency.value)
        yield texts("werkafspraken.target", urgentie=word, what=what)
    what = value_text(value_of(rules, FIRST_RESPONSE), texts)
    yield texts("werkafspraken.first_response", what=what)


def _ladder(agreed: UrgencyRules, texts: Texts) -> str:
    word = texts.word("urgentie", agreed.urgency.value)
    return texts("werkafspraken.line", who=word, what=ladder_text(agreed, texts))


def ladder_text(agreed: UrgencyRules, texts: Texts) -> str:
    """What happens to who stays silent, step by step."""
    return "; ".join(_rung(rung, texts) for rung in agreed.ladder)


def _rung(rung: Rung, texts: Texts) -> str:
    after = f"{rung.after // timedelta(minutes=1)}m"
    kind = texts.word("trede", rung.kind.value)
    return texts("werkafspraken.rung", after=value_text(after, texts), what=kind)


def _quorum(rules: Rules, texts: Texts) -> Iterator[str]:
    yield texts("werkafspraken.quorum.always", who=_roles(rules.quorum, texts))
    if rules.quorum_with_minors:
        yield texts("werkafspraken.quorum.minors", who=_roles(rules.quorum_with_minors, texts))


def _roles(roles: Iterable[Role], texts: Texts) -> str:
    return ", ".join(texts.word("role", role) for role in roles)


def _confirmed(standing: Standing, texts: Texts) -> Iterator[str]:
    done = {one.role: one.confirmed_at for one in standing.herijkingen if one.confirmed_at}
    for role in standing.order:
        at = done.get(role)
        what = day_text(local(at).date()) if at else texts("werkafspraken.not_confirmed")
        yield texts("werkafspraken.line", who=texts.word("role", role), what=what)


def _coming(standing: Standing, rules: Rules, texts: Texts) -> list[str]:
    """The changes by two of this doelgroep: the versions of what stands above."""
    agreed = [
        change_text(change, texts)
        for change in standing.changes
        if change.agreed_at is not None and change.doelgroep == rules.doelgroep
    ]
    return [texts("werkafspraken.changes"), "\n".join(agreed)] if agreed else []


def _days(days: frozenset[int], texts: Texts) -> str:
    if len(days) == len(ALL_DAYS):
        return texts("werkafspraken.daily")
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(_run(run, texts) for run in runs)


def _run(run: list[int], texts: Texts) -> str:
    ends = dict.fromkeys((run[0], run[-1]))
    return "-".join(texts.word("dag", str(day)) for day in ends)
