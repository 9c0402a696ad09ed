"""The list of fields is what the tables are, and the annex to the DPIA is what the list says."""

import importlib
from pathlib import Path

from sqlmodel import SQLModel

from config.fields import annex, load_fields
from config.terms import read_terms

ROOT = Path(__file__).parents[2]


def kept() -> dict[str, list[str]]:
    for path in (ROOT / "storage").glob("*tables.py"):
        importlib.import_module(f"storage.{path.stem}")
    tables = SQLModel.metadata.tables.items()
    return {name: [column.name for column in table.columns] for name, table in tables}


def test_the_list_names_every_column_of_every_table_and_no_other():
    listed = {name: list(table.fields) for name, table in load_fields().tables.items()}

    assert listed == kept()


def test_every_term_is_one_of_the_terms():
    listed, terms = load_fields(), read_terms()

    assert {table.term for table in listed.tables.values()} <= {*terms, *listed.terms}


def test_a_number_of_telegram_and_a_name_are_called_personal():
    for name, table in load_fields().tables.items():
        for field, (_, personal) in table.fields.items():
            if field in ("user_id", "person") or (name, field) == ("person", "name"):
                assert personal == "ja", (name, field)


def test_the_annex_is_current():
    page = (ROOT / "docs" / "dpia.md").read_text(encoding="utf-8")

    assert page == annex(read_terms()), "make it anew: spoedgroep dpia > docs/dpia.md"
