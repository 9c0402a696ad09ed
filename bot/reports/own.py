"""What one organisation contributed in a month: for its own aanspreekpunt, before anybody else."""

from collections.abc import Iterator

from config.texts import Texts
from flows.account import Account
from flows.discretion import Shown
from flows.rules import Role

DECEMBER = "12"  # the twelve months up to it are a year, to be accounted for


def own_text(account: Account, role: Role, texts: Texts) -> str:
    """The own answers and the own part in the overleggen; never beside those of another."""
    year, number = account.month.split("-")
    head = texts(
        "eigen.kop",
        rol=texts.word("role", role),
        doelgroep=texts.word("doelgroep", account.doelgroep),
        maand=texts.word("maand", str(int(number))),
        jaar=year,
    )
    parts = [
        head,
        "\n".join(_answers(account.figures["M2"].parts.get(role), "eigen.maand", texts)),
        "\n".join(_answers(account.year["M2"].parts.get(role), "eigen.jaar", texts)),
        _part(account.year["M10"].parts.get(role), texts),
        texts("eigen.heel_jaar", jaar=year) if number == DECEMBER else "",
        texts("eigen.voet"),
    ]
    if account.invented:
        parts.insert(0, texts("maandrapport.verzonnen"))
    return "\n\n".join(part for part in parts if part)


def _answers(found: Shown | None, key: str, texts: Texts) -> Iterator[str]:
    yield texts(key)
    for window in ("in_window", "out_of_window"):
        part = found.parts[window] if found else None
        if part is None or part.n is None or part.value is None:
            yield texts(f"eigen.{window}.weinig")
        else:
            yield texts(f"eigen.{window}", n=part.n, minuten=round(part.value))


def _part(found: Shown | None, texts: Texts) -> str:
    if found is None or found.n is None or found.total is None:
        return texts("eigen.deelname.weinig")
    return texts("eigen.deelname", n=found.n, totaal=found.total)
