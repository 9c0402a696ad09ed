"""The report says what is so in one screen, and says when there is little to go on."""

from dataclasses import replace

import pytest
from accounts import KINDS, a_frozen_month, a_full_month, an_empty_month, told
from november import OM, POLITIE, agree, alert, answer, mistake, start, withdraw

from bot.reports.text import ONE_MESSAGE, month_text
from config.texts import Texts
from flows.account import Account
from flows.discretion import Shown
from flows.rules import Role
from flows.survival import Middle
from flows.terms import Channel
from flows.trend import Run, Verdict

ONE = alert(
    1, "18 10:00", answer("18 10:05", POLITIE), answer("18 10:12", OM, Channel.PHONE),
    start("18 10:50"), *agree("18 11:30"),
)  # fmt: skip


def said(account: Account) -> str:
    return month_text(account, Texts())


def test_a_month_without_alerts_is_told_and_questioned():
    assert said(told([], {}, consultations=0)) == "\n".join(
        [
            "Strafbare kindermishandeling, november 2026",
            "Geen spoedoverleg-verzoeken die meetellen. Ook dat is een uitkomst.",
            "Waren er zaken zonder spoedoverleg-verzoek?",
            "Voorlopig: zoals bekend op 01-12-2026 om 09:00.",
            "",
            "Telt niet mee: niets",
            "Consultaties zonder verzoek: 0",
            "",
            "Definities: versie 2026-11",
        ]
    )


def test_beside_an_empty_month_stand_the_twelve_months():
    assert "• Twaalf maanden: 110 min (117); de twaalf ervoor: 110 min" in said(an_empty_month())


def test_one_alert_is_told_without_a_percentage_and_without_a_role():
    assert said(told([ONE], {})) == "\n".join(
        [
            "Strafbare kindermishandeling, november 2026",
            "1 spoedoverleg-verzoek telt mee.",
            "Voorlopig: zoals bekend op 01-12-2026 om 09:00.",
            "Minder dan 5: geen percentages, en niets per bron, dagdeel of rol.",
            "",
            "TIJD TOT OVERLEG (M4), alle verzoeken",
            "• Mediaan 50 min",
            "• 1 van 1 met overleg, 0 zonder",
            "• Twaalf maanden: 50 min (1); de twaalf ervoor: 50 min",
            "• De maanden naast elkaar: te weinig maanden",
            "",
            "OP TIJD (M5), van 1 verzoek",
            "• Eigen streven: 1/1",
            "• Binnen 2 uur: 1/1",
            "• Binnen 4 uur: 1/1",
            "• Geen overleg binnen 24 uur (M6): 0/1",
            "",
            "ANTWOORDEN (mediaan en aantal)",
            "• Eerste antwoord (M1): 5 min, langste 5 min; zonder antwoord: 0",
            "• Quorum compleet (M3): 12 min, bij 1/1",
            "",
            "DAARNA",
            "• Vragen na het overleg: 0 van 3 beantwoord",
            "",
            "Telt niet mee: niets",
            "Consultaties zonder verzoek: 3",
            "Waren er zaken zonder spoedoverleg-verzoek?",
            "",
            "Definities: versie 2026-11",
        ]
    )


def test_from_five_on_a_share_has_a_percentage_and_what_it_may_be():
    report = said(told([ONE] * 4 + [alert(2, "19 10:00")], {}))

    assert "• Eigen streven: 4/5, 80% [38% tot 96%]" in report
    assert "Waren er zaken zonder" not in report


def test_of_four_alerts_no_percentage_is_given_but_of_the_twelve_months():
    report = said(KINDS["four"]())

    [with_percentage] = [line for line in report.split("\n") if "%" in line and "[ ]" not in line]
    assert with_percentage.startswith("• Twaalf maanden: streven ")


def test_the_roles_stand_in_the_order_of_the_agreements_with_a_mark_for_what_is_hidden():
    report = said(a_full_month())

    politie, om = "   politie: 6 min (13) | *", "   OM: 19 min (13) | *"
    assert report.index(politie) < report.index(om)
    assert report.count("* minder dan 5") == 1


def test_the_mark_is_explained_only_where_it_stands():
    assert "* minder dan" not in said(an_empty_month())


def test_why_an_overleg_was_missed_is_told_with_the_day_part_and_nothing_else():
    report = said(a_full_month())

    assert "• Geen overleg binnen 24 uur (M6): 1/14 (7%)" in report
    assert "• Waarom: geen quorum (nacht)" in report


def test_what_runs_and_what_was_recorded_afterwards_is_said():
    afterwards = alert(2, "19 10:00", start("19 16:00", "19 10:20"))
    running = alert(3, "19 11:00")

    report = said(told([ONE, afterwards, running, running], {}))

    assert "• 2 van 4 met overleg, 2 zonder (2 nog lopend)" in report
    assert "• 1 start achteraf vastgelegd; zonder die: – (1)" in report


def test_without_any_overleg_there_is_no_median():
    assert "• Nog geen mediaan: minder dan de helft had overleg" in said(
        told([alert(3, "19 11:00")], {})
    )


def test_what_does_not_count_is_shown_next_to_the_figures():
    wrong = alert(2, "19 10:00", mistake("19 10:01"))
    gone = alert(3, "19 10:00", withdraw("19 10:01"))
    drill = alert(4, "19 10:00", drill=True)

    assert (
        "Telt niet mee: vergissing 1, ingetrokken vóór het eerste antwoord 1, oefening 2"
    ) in said(told([ONE, wrong, gone, drill, drill], {}))


def test_a_frozen_month_says_so_and_what_has_changed_since():
    report = said(a_frozen_month())

    assert "Vastgesteld op 07-12-2026." in report
    assert "• Binnen het streven: was 11/14 (79%), is nu 12/14 (86%)" in report
    assert "Herijking nog niet bevestigd: OM, RvdK" in report


def test_practice_data_is_called_invented_at_the_top_and_at_the_bottom():
    lines = said(a_frozen_month()).split("\n")

    assert lines[0] == lines[-1] == "Verzonnen oefengegevens: dit is geen echte maand."


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.TOO_LITTLE, "te weinig maanden"),
        (Verdict.ORDINARY, "gewone schommeling"),
        (Verdict.CHANGED, "iets veranderd"),
    ],
)
def test_the_line_of_months_is_judged_in_words(verdict, words):
    account = replace(a_full_month(), run=Run(points=(), verdict=verdict))

    assert f"• De maanden naast elkaar: {words}" in said(account)


def test_what_stands_out_is_said_without_a_judgement():
    account = replace(
        a_full_month(), run=Run(points=(), verdict=Verdict.CHANGED), afterwards=5,
        year_waits=Middle(value=500.0, low=400, high=600),
    )  # fmt: skip

    [told] = [block for block in said(account).split("\n\n") if block.startswith("OPVALLEND")]
    assert told.split("\n")[1:] == [
        "• In de rij van maanden is iets veranderd. Wat kan dat zijn?",
        "• De tijd tot overleg (112 min) wijkt af van die over twaalf maanden (8 u 20 min).",
        "• Bij 5 van de 14 is de start achteraf vastgelegd: die tijden zijn uit het hoofd.",
    ]


def test_a_share_that_stands_out_is_told_with_that_of_the_year():
    account = a_full_month()
    year = {
        **account.year,
        "M5": Shown(n=20, total=130, value=15.4, parts=account.year["M5"].parts),
    }

    assert "• Binnen het streven: 11/14 (79%); over twaalf maanden 15%." in said(
        replace(account, year=year)
    )


def test_questions_that_were_put_are_told_with_how_many_were_answered():
    account = a_full_month()
    asked = Shown(n=6, total=9, value=None)

    report = said(replace(account, figures={**account.figures, "M16": asked}))

    assert "• Vraag naar extra tijd beantwoord (M16): 6/9" in report


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_fits_one_message_and_two_screens_of_a_phone(kind):
    everybody = tuple(Role(role) for role in ("vt", "politie", "om", "rvdk"))
    report = said(replace(KINDS[kind](), unconfirmed=everybody))

    assert len(report) < ONE_MESSAGE / 2
    assert len(report.split("\n")) <= 55
