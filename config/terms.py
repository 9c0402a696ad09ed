"""Reads how long each kind of data is kept, and refuses a term that the law would not let pass."""

import tomllib
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from config.texts import Texts
from flows.keeping import Terms

HERE = Path(__file__).parent


class TermsError(Exception):
    """What is wrong with the terms: one line each."""

    def __init__(self, *errors: str) -> None:
        super().__init__("\n".join(errors))


class Term(BaseModel):
    """One term in whole days, its reason, and the bounds within which it may be changed."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    days: int
    why: str = Field(min_length=10)
    least: int = Field(ge=0)
    most: int


def load_terms(directory: Path | None = None) -> Terms:
    """The terms of this installation. Raises TermsError."""
    listed = read_terms(directory)
    return Terms(**{name: timedelta(days=term.days) for name, term in listed.items()})


def read_terms(directory: Path | None = None) -> dict[str, Term]:
    """Every term with its reason, by name; the shipped bounds hold for an own file too."""
    shipped = _read(HERE / "terms.toml")
    own = directory / "terms.toml" if directory else None
    found = _read(own) if own is not None and own.exists() else shipped
    texts = Texts()
    names = [field.name for field in fields(Terms)]
    wrong = [texts("termijn.lacking", name=name) for name in names if name not in found]
    wrong += [texts("termijn.unknown", name=name) for name in found if name not in names]
    wrong += [
        texts("termijn.bounds", name=name, least=shipped[name].least, most=shipped[name].most)
        for name, term in found.items()
        if name in shipped and not shipped[name].least <= term.days <= shipped[name].most
    ]
    if wrong:
        raise TermsError(*wrong)
    return found


def _read(path: Path) -> dict[str, Term]:
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: Term.model_validate(value) for name, value in written.items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError):
        raise TermsError(Texts()("termijn.unreadable", file=path.name)) from None
