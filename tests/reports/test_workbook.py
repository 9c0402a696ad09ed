"""The workbook opens, holds words as words, has no formula, and says what is not measured."""

import io
from dataclasses import replace

import openpyxl
import pytest
from accounts import KINDS, a_full_month

from bot.reports.workbook import workbook
from config.texts import Texts
from flows.werkset import WERKSET

TEXTS = Texts()
SHEETS = [
    "Samenvatting", "1 Samenhang", "2 Samen op in acuut", "5 Strafbare kindermishandeling",
    "3 Actie-overleg", "4 VT en ZSM", "Gegevens", "Definities",
]  # fmt: skip


def opened(account, texts=TEXTS):
    return openpyxl.load_workbook(io.BytesIO(workbook(account, texts)))


def column(sheet, number):
    return [row[number - 1].value for row in sheet.iter_rows(min_row=2)]


def test_there_is_a_summary_a_sheet_per_chapter_the_data_and_what_they_are():
    assert opened(a_full_month()).sheetnames == SHEETS


def test_every_indicator_stands_in_its_chapter_with_how_it_is_measured():
    book = opened(a_full_month())

    for chapter, name in (("1", SHEETS[1]), ("2", SHEETS[2]), ("5", SHEETS[3])):
        listed = [
            (str(number), how)
            for number, how in zip(column(book[name], 1), column(book[name], 3), strict=True)
            if number
        ]
        own = [it for it in WERKSET if it.chapter == chapter]
        assert listed == [(it.number, TEXTS.word("hoe", it.how)) for it in own]


def test_a_proxy_for_repeats_says_that_it_proves_nothing():
    sheet = opened(a_full_month())["5 Strafbare kindermishandeling"]

    [told] = [row for row in sheet.iter_rows(values_only=True) if row[0] == "5.20"]
    assert told[6] == "Of een dossier terugkomt. Dat bewijst geen oorzaak."


def test_what_is_agreed_is_told_with_its_age_and_what_is_not_known_says_so():
    rows = [row for sheet in opened(a_full_month()) for row in sheet.iter_rows(values_only=True)]
    told = {row[3]: row[4] for row in rows if len(row) == 7}

    assert told["Versies van de afspraken: 2026-11"] == "niet vastgelegd"
    assert told["Versies van de afspraken: 2026-11+1"] == "30-11-2026, 1 dag geleden"
    assert told["DPIA vastgesteld"] == "niet vastgelegd"
    assert told["Herijking van dit jaar bevestigd"] == "5/6"
    assert told["Laatste bevestiging: OM"] == "01-03-2026, 275 dagen geleden"
    assert told["Uren per week op het rooster: VT, gedekt"] == "98/168"
    assert told["Onbekenden in de groep"] == "0"
    assert told["Oefeningen"] == "1"


def test_how_a_role_answered_is_told_over_a_year_where_a_month_has_too_few():
    sheet = opened(a_full_month())["5 Strafbare kindermishandeling"]

    rows = {row[3]: row[4:6] for row in sheet.iter_rows(values_only=True) if row[3]}
    [(month, year)] = [
        told for name, told in rows.items() if name.endswith("OM, namens, per telefoon")
    ]
    assert month == "*"
    assert int(year.rpartition("(")[2].strip("n=) ")) % 5 == 0


@pytest.mark.parametrize("kind", KINDS)
def test_no_cell_is_a_formula_or_a_link(kind):
    for sheet in opened(KINDS[kind]()):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n")
                assert cell.hyperlink is None


def test_numbers_are_numbers_and_hidden_ones_are_empty_with_a_mark():
    sheet = opened(a_full_month())["Gegevens"]

    rows = {(row[0], row[1], row[3]): row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["maand", "M5", None][4:10] == (11, 14, 78.6, 52.4, 92.4, "%")
    assert rows["maand", "M2", "om/out_of_window"][4:] == (None, None, None, None, None, "min", "*")


def test_the_head_stays_in_place_and_the_paper_is_a4():
    for sheet in opened(a_full_month()):
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth is None or sheet.page_setup.fitToWidth == 1
        assert sheet.freeze_panes == (None if sheet.title == "Samenvatting" else "A2")


def test_the_same_month_gives_the_same_bytes():
    assert workbook(a_full_month(), TEXTS) == workbook(a_full_month(), TEXTS)


def test_practice_data_is_called_invented_on_every_sheet():
    for sheet in opened(replace(a_full_month(), invented=True)):
        assert "verzonnen" in sheet.oddHeader.right.text
