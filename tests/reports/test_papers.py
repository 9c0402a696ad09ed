"""The papers of the yearly round: whole, dated, the same every time, names in the document only."""

import re
import zlib
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from accounts import an_empty_month

from bot.reports.handover import handover, handover_title
from bot.reports.page import page
from bot.reports.standing import Since, Standing, Turn
from bot.reports.text import month_text
from bot.reports.werkafspraken import agreements, agreements_title, value_text, window_text
from config.doelgroepen import load
from config.texts import Texts
from flows.account import Account
from flows.calendar import ALWAYS, Window
from flows.herijking import Herijking
from flows.kimi import Meeting, organisations
from flows.people import Function, Member, Post, Reach
from flows.rules import Role
from flows.state import PersonId

NETWORK, NOW = "amsterdam-amstelland", datetime(2027, 2, 2, 9, tzinfo=UTC)
TEXTS, CONFIGURATION = Texts(), load()
LIVE, OM = CONFIGURATION.live(NETWORK), Role("om")
SKM = CONFIGURATION.rules(NETWORK, "skm")


def somebody(name: str, function: Function, *sub_roles: str) -> Member:
    post = Post(network=NETWORK, function=function, role=OM, sub_roles=sub_roles)
    return Member(
        person=PersonId(1), alias=PersonId(1), user_id=1, name=name, reach=Reach.OPEN, posts=(post,)
    )


def standing(**changes: object) -> Standing:
    usual = Standing(
        network=NETWORK, title="Amsterdam-Amstelland", year=2027, order=organisations(LIVE),
        rules=LIVE,
        people=(
            somebody("Anna Punt", Function.CONTACT, "officier"),
            somebody("Wim Waar", Function.DEPUTY),
        ),
        herijkingen=(Herijking(year=2027, role=OM, confirmed_at=NOW),),
    )  # fmt: skip
    return replace(usual, **changes)  # type: ignore[arg-type]


def text(*, names: bool, **changes: object) -> str:
    return "\n".join(agreements(standing(**changes), SKM, TEXTS, names=names))


def test_the_page_says_what_was_agreed_of_everything():
    said = text(names=False)

    assert agreements_title(standing(), SKM, TEXTS).endswith("Strafbare kindermishandeling 2027")
    for line in (
        "VT: doet mee in de groep",
        "OM: aanspreekpunt 1; waarnemer 1; lid 0",
        "RvdK: ma-vr 08:30-17:00, niet op feestdagen",
        "OM: piket OM via de meldkamer",
        "Acuut: het overleg begint binnen 2 uur",
        "Zorgelijk: het overleg begint binnen 2 werkdagen",
        "Eerste antwoord: binnen 30 minuten",
        "Spoed: na 10 minuten een herinnering; na 20 minuten waarnemer en aanspreekpunt;",
        "Altijd: VT, politie, OM",
        "Met minderjarigen ook: RvdK",
        "OM: 2-2-2027",
        "VT: nog niet bevestigd",
    ):
        assert line in said


def test_names_and_sub_roles_stand_in_the_document_alone():
    assert "OM: aanspreekpunt Anna Punt (officier); waarnemer Wim Waar; lid –" in text(names=True)
    assert "Anna" not in text(names=False)


def test_windows_name_their_owner_and_their_day():
    since = {OM: Since(day=NOW.date(), owner="Anna Punt")}

    named, bare = text(names=True, windows_since=since), text(names=False, windows_since=since)

    assert "OM: dagelijks 08:00-22:00 (vanaf 2-2-2027, door Anna Punt)" in named
    assert "OM: dagelijks 08:00-22:00 (vanaf 2-2-2027)" in bare


@pytest.mark.parametrize(
    ("days", "opens", "closes", "said"),
    [
        ({0, 1, 2, 3, 4}, time(8, 30), time(17), "ma-vr 08:30-17:00"),
        ({0, 2, 3, 6}, time(18), time(0), "ma, wo-do, zo 18:00-24:00"),
    ],
)
def test_a_window_reads_as_people_write_it(days, opens, closes, said):
    window = Window(days=frozenset(days), opens=opens, closes=closes)

    assert window_text(window, TEXTS) == said
    assert window_text(ALWAYS[0], TEXTS) == "dagelijks 00:00-24:00"


def test_a_value_counts_minutes_or_working_days():
    assert [value_text(value, TEXTS) for value in ("1d", "2d", "90m")] == [
        "1 werkdag",
        "2 werkdagen",
        "90 minuten",
    ]


def month(number: int, counted: int = 0) -> Account:
    return replace(an_empty_month(), month=f"2026-{number:02}", counted=counted)


def test_the_pack_is_of_one_organisation_and_hides_small_numbers():
    meeting = Meeting(id=1, at=NOW + timedelta(days=9), place="om")
    known = standing(
        meetings=(meeting,), months=(month(12), month(11, 4)),
        turns=(Turn(role=OM, text="wo 17:00 Anna"), Turn(role=Role("vt"), text="wo 17:00 Vera")),
    )  # fmt: skip

    said = "\n".join(handover(known, OM, TEXTS, NOW))

    assert handover_title(known, OM, TEXTS) == "Overdrachtspakket OM Amsterdam-Amstelland"
    assert "do 11-2-2027 10:00, bij OM" in said
    assert "wo 17:00 Anna" in said
    assert "Vera" not in said
    assert "december 2026: geen verzoeken" in said
    assert "november 2026: minder dan 5 verzoeken" in said


def test_months_in_a_row_without_a_request_are_one_line():
    empty = [month(number) for number in (12, 11, 10, 8)]
    months = (*empty[:3], month(9, 4), empty[3])

    said = handover(standing(months=months), None, TEXTS, NOW)

    assert said[-2:] == [
        "Strafbare kindermishandeling\n"
        "oktober 2026 tot en met december 2026: geen verzoeken\n"
        "september 2026: minder dan 5 verzoeken, te weinig voor een cijfer\n"
        "augustus 2026: geen verzoeken",
        "Ouderenmishandeling\nNog geen maand met de bot.",
    ]


def test_the_month_says_in_yellow_who_did_not_confirm():
    late = replace(month(4), unconfirmed=(Role("vt"), OM))

    assert "🟡 Herijking nog niet bevestigd: VT, OM" in month_text(late, TEXTS)
    assert "🟡" not in month_text(month(4), TEXTS)


def test_a_document_is_the_same_every_time_and_says_when_it_was_drawn_up():
    paragraphs = ["# Kop", "Regel één → «twee»\nregel drie ✅"]

    first = page("Werkafspraken 2027", paragraphs, NOW)

    assert first == page("Werkafspraken 2027", paragraphs, NOW)
    assert first != page("Werkafspraken 2027", paragraphs, NOW + timedelta(minutes=1))
    assert b"2027-02-02T10:00:00+01:00" in first


def test_a_document_is_of_the_kind_that_lasts():
    made = page("Werkafspraken 2027", ["# Kop", "tekst"], NOW)

    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in made
    assert b"/OutputIntents" in made
    assert made.count(b"/FontFile2") == 2  # both fonts are in it
    assert b"/Helvetica" not in made


def test_no_sign_is_in_a_document_that_its_fonts_lack(caplog):
    page("Kop\tblad", ["# Kop\t🚨", "a\tb ✅ → “q” 日本"], NOW)

    assert caplog.records == []  # the library says so of a sign that it cannot draw


def test_a_long_document_goes_on_to_the_next_sheet():
    made = page("Lang", ["# Kop", *["woord " * 150] * 20], NOW)

    assert len(re.findall(rb"/Type /Page\b(?!s)", made)) > 1


def streams(made: bytes) -> str:
    """What is drawn, unpacked."""
    found = re.findall(rb"stream\n(.*?)\nendstream", made, re.DOTALL)
    return "\n".join(zlib.decompress(one).decode("latin-1") for one in found if one[:1] == b"x")


def test_a_document_draws_text_and_nothing_active():
    made = page("Werkafspraken 2027", ["tekst"], NOW)

    assert "Tj" in streams(made)
    for active in (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/AA"):
        assert active not in made
