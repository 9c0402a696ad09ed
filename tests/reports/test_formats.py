"""All outputs of one account say the same numbers, and none says more than may be seen."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from accounts import KINDS, LOOKED_AT, a_full_month
from approved import text_of

from bot.reports.export import measures_record
from bot.reports.figures_csv import figures_csv
from bot.reports.picture import picture
from bot.reports.picture_words import picture_alt
from bot.reports.rows import rows
from bot.reports.sheet import sheet
from bot.reports.text import ONE_MESSAGE, month_text
from bot.reports.workbook import workbook
from config.texts import Texts
from flows.account import Account
from flows.discretion import Shown

TEXTS = Texts()
HOSTILE = ["=1+1", "@SUM(A1)", "<b>&amp;", "$x^2$", "\\frac", "*_[", "'; --", "&P&D", "💥‮é"]
Numbers = dict[tuple[str, str, str], tuple[object, ...]]


def from_csv(account: Account) -> Numbers:
    read = csv.DictReader(io.StringIO(figures_csv(account).decode()))
    return {
        (row["period"], row["code"], row["part"]): tuple(
            float(row[name]) if row[name] else None for name in ("n", "total", "value")
        )
        for row in read
    }


def from_workbook(account: Account) -> Numbers:
    book = openpyxl.load_workbook(io.BytesIO(workbook(account, TEXTS)))
    return {
        (row[0], row[1], row[3] or ""): row[4:7]
        for row in book["Gegevens"].iter_rows(min_row=2, values_only=True)
    }


def flat(code: str, record: dict[str, object], part: str = "") -> Numbers:
    found: Numbers = {("", code, part): (record["n"], record["N"])}
    for name, one in record.get("parts", {}).items():  # type: ignore[attr-defined]
        found |= flat(code, one, f"{part}/{name}".strip("/"))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_and_the_workbook_hold_the_same_numbers(kind):
    account = KINDS[kind]()
    shown = {
        (row.period, row.code, row.part): (row.n, row.total, row.value) for row in rows(account)
    }

    assert from_csv(account) == shown
    assert from_workbook(account) == shown


@pytest.mark.parametrize("kind", KINDS)
def test_the_interface_holds_the_same_numbers(kind):
    account = KINDS[kind]()
    record = json.loads(json.dumps(measures_record(account)))

    told = from_csv(account)
    for code in account.figures:
        for (_, _, part), numbers in flat(code, record[code]).items():
            assert told["maand", code, part][:2] == numbers
        for (_, _, part), numbers in flat(code, record[code]["year"]).items():
            assert told["twaalf_maanden", code, part][:2] == numbers


@pytest.mark.parametrize("kind", KINDS)
def test_the_screen_and_the_page_and_the_summary_of_the_workbook_say_the_same(kind):
    account = KINDS[kind]()
    lines = [line.strip() for line in month_text(account, TEXTS).split("\n") if line]

    page = text_of(sheet(account, TEXTS, LOOKED_AT)).replace(" ", "").replace("🟡", "")
    book = openpyxl.load_workbook(io.BytesIO(workbook(account, TEXTS)))
    summary = {str(cell.value).strip() for cell in book["Samenvatting"]["A"]}
    for line in lines:
        assert line.replace(" ", "").replace("🟡", "") in page
        assert line in summary


def test_the_words_of_the_picture_are_those_of_the_page_and_the_screen():
    account = a_full_month()

    for words in ("112 min", "gewone schommeling", "110 min"):
        assert words in picture_alt(account, TEXTS).lower()
        assert words in month_text(account, TEXTS).lower()
        assert words in text_of(sheet(account, TEXTS, LOOKED_AT)).lower()


def numbers_of(shown: Shown) -> int:
    hidden = int(shown.n is None)
    return hidden + sum(numbers_of(part) for part in shown.parts.values())


def test_what_is_hidden_is_hidden_in_every_format():
    account = a_full_month()
    hidden = sum(numbers_of(one) for one in account.figures.values())
    hidden += sum(n is None for cells in account.tables.values() for n in cells.values())

    marked = [row for row in rows(account) if row.hidden and row.period == "maand"]
    assert len(marked) == hidden > 20
    assert all((row.n, row.value, row.low) == (None, None, None) for row in marked)


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_says_that_practice_data_is_invented(kind):
    account = replace(KINDS[kind](), invented=True)

    assert month_text(account, TEXTS).split("\n")[0].startswith("Verzonnen oefengegevens")
    assert month_text(account, TEXTS).split("\n")[-1].startswith("Verzonnen oefengegevens")
    assert "Verzonnen" in picture_alt(account, TEXTS)
    assert measures_record(account)["invented"] is True
    assert all(b",verzonnen," in line for line in figures_csv(account).splitlines()[1:])


def hostile_words(directory: Path) -> Texts:
    """Our own catalogue with something nasty around every word."""
    entries = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n']
    for place, key in enumerate(key for key in TEXTS if key.split(".")[0] in WORDS):
        nasty = HOSTILE[place % len(HOSTILE)].replace("\\", "\\\\").replace('"', '\\"')
        entries.append(f'msgid "{key}"\nmsgstr "{nasty}"\n')
    (directory / "nl.po").write_text("\n".join(entries), encoding="utf-8")
    return Texts(directory=directory)


WORDS = {
    "doelgroep", "role", "bron", "aard", "urgentie", "reden", "gemist", "modus", "maand", "maat",
    "maand_kort", "dag", "dagdeel", "bestemming", "lijn", "uitleg", "werkset", "werkset_hoofdstuk",
    "plaatje_kop", "werkboek_kolom", "telt_niet", "hoe", "noemer", "eenheid", "deel",
}  # fmt: skip


def test_hostile_words_are_drawn_as_words(tmp_path):
    account, texts = a_full_month(), hostile_words(tmp_path)

    assert len(month_text(account, texts)) < ONE_MESSAGE
    assert picture(account, texts, dark=False)
    assert "=1+1" in text_of(sheet(account, texts, LOOKED_AT))
    book = openpyxl.load_workbook(io.BytesIO(workbook(account, texts)))
    assert {cell.data_type for page in book for row in page.iter_rows() for cell in row} <= {
        "s",
        "n",
    }
    assert len(book.sheetnames) == 8
