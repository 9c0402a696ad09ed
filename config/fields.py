"""Reads what each kept field is and why, and makes the annex to the DPIA of it."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from config.terms import Term

HERE = Path(__file__).parent
Personal = Literal["nee", "pseudoniem", "ja"]


class Strict(BaseModel):
    """Nothing more, nothing less, and nothing guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Table(Strict):
    """One table: what for, on which ground, for how long, who sees it, and its fields."""

    what: str
    purpose: str
    basis: str
    term: str
    seen: str
    fields: dict[str, tuple[str, Personal]]


class FieldList(Strict):
    """Every table that is kept, with the words around it."""

    intro: str
    headings: dict[str, str]
    terms: dict[str, str]
    tables: dict[str, Table]


def load_fields() -> FieldList:
    """The list as it is shipped."""
    return FieldList.model_validate(tomllib.loads((HERE / "fields.toml").read_text("utf-8")))


def annex(terms: Mapping[str, Term]) -> str:
    """The annex to the DPIA, with the terms of this installation."""
    listed = load_fields()
    parts = [listed.intro.strip()]
    for name, table in listed.tables.items():
        parts.append(_section(name, table, listed, terms))
    return "\n\n".join(parts) + "\n"


def _section(name: str, table: Table, listed: FieldList, terms: Mapping[str, Term]) -> str:
    words = listed.headings
    term = listed.terms.get(table.term)
    if term is None:
        term = words["days"].format(days=terms[table.term].days, why=terms[table.term].why)
    told = {"purpose": table.purpose, "basis": table.basis, "term": term, "seen": table.seen}
    rows = [f"| `{field}` | {what} | {is_of} |" for field, (what, is_of) in table.fields.items()]
    return "\n".join(
        (
            f"## {table.what} (`{name}`)",
            "",
            *(f"- {words[key]}: {value}." for key, value in told.items()),
            "",
            f"| {words['field']} | {words['what']} | {words['personal']} |",
            "| --- | --- | --- |",
            *rows,
        )
    )
