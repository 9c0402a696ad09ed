"""The report says what is so in one screen, and says when there is little to go on."""

from dataclasses import replace

from november import NETWORK, OM, POLITIE, agree, alert, answer, mistake, start, withdraw

from bot.reports.month import Month
from bot.reports.text import month_text
from config.texts import Texts
from flows.indicators import tally
from flows.state import Alert, FollowUp
from flows.terms import Channel

NOTHING_EXCLUDED = (
    "Telt niet mee: vergissing 0, dubbel 0, ingetrokken vóór het eerste antwoord 0, "
    "geen overleg nodig 0, oefening 0"
)
ONE = alert(
    1, "18 10:00", answer("18 10:05", POLITIE), answer("18 10:12", OM, Channel.PHONE),
    start("18 10:50"), *agree("18 11:30"),
)  # fmt: skip
ON_A_FRIDAY = alert(5, "20 16:00", answer("20 16:10", POLITIE), start("20 18:15"))
AT_NIGHT = alert(6, "20 23:00", answer("20 23:30", POLITIE), start("21 04:30"))


def told(*alerts: Alert, due: tuple[FollowUp, ...] = (), consultations: int = 0) -> str:
    """The report of November."""
    month = Month(
        network=NETWORK, doelgroep="skm", year=2026, month=11,
        tally=tally(alerts, due), consultations=consultations,
    )  # fmt: skip
    return month_text(month, Texts())


def test_a_month_without_alerts_is_told_and_questioned():
    assert told() == "\n".join(
        [
            "Maandrapport Strafbare kindermishandeling, november 2026",
            "Geen spoedoverleg-verzoeken die meetellen. Ook dat is een uitkomst.",
            "",
            NOTHING_EXCLUDED,
            "Consultaties zonder verzoek: 0",
            "Waren er zaken zonder spoedoverleg-verzoek?",
            "Definities: versie 2026-11",
        ]
    )


def test_one_alert_is_told_without_a_percentage():
    late = replace(ONE.follow_ups[0], rung=1, postponed=1)

    assert told(ONE, due=(late,), consultations=1) == "\n".join(
        [
            "Maandrapport Strafbare kindermishandeling, november 2026",
            "1 spoedoverleg-verzoek telt mee.",
            "Dit zijn kleine aantallen: lees ze als losse verzoeken, niet als trend.",
            "",
            "Vroegtijdige afstemming",
            "• Tijd tot overleg (M4): mediaan 50 min; 1/1 met overleg, 0 zonder",
            "• Binnen het eigen streven (M5): 1/1",
            "• Binnen 2 uur: 1/1",
            "• Binnen 4 uur: 1/1",
            "• Geen overleg binnen 24 uur (M6): 0/1",
            "",
            "Snelheid informatievoorziening",
            "• Eerste antwoord (M1): mediaan 5 min, langste 5 min; zonder antwoord 0",
            "• Quorum compleet (M3): mediaan 12 min; bereikt bij 1/1",
            "• Per rol, mediaan en aantal (M2):",
            "   politie: binnen het venster <5",
            "   OM: binnen het venster <5",
            "",
            "Crisismeldingen",
            "• Dagdelen (M14): kantoor <5, avond en weekend <5, nacht <5",
            "• Vrijdag 12-18 uur: <5",
            "",
            "Opvolging",
            "• Opvolging op tijd (M9): 0/1; te laat en nog open 1",
            "• Daarvan is er 1 eerst uitgesteld",
            "",
            NOTHING_EXCLUDED,
            "Consultaties zonder verzoek: 1",
            "Waren er zaken zonder spoedoverleg-verzoek?",
            "Definities: versie 2026-11",
        ]
    )


def test_from_five_on_a_share_has_a_percentage_and_its_uncertainty():
    report = told(ONE, ONE, ONE, ON_A_FRIDAY, AT_NIGHT)

    assert "• Tijd tot overleg (M4): mediaan 50 min; 5/5 met overleg, 0 zonder" in report
    assert "• Binnen het eigen streven (M5): 4/5 (80%)" in report
    assert "• Bij dit aantal kan dat ergens tussen 38% en 96% liggen" in report
    assert "   politie: binnen het venster 5 min (5)" in report
    assert "   OM: binnen het venster <5, buiten het venster <5" in report
    assert "Waren er zaken zonder" not in report


def test_a_busy_month_has_a_tail_and_no_warning():
    report = told(*[ONE] * 10, *[AT_NIGHT] * 5)

    assert "kleine aantallen" not in report
    assert "• Negen van de tien binnen 5 u 30 min" in report


def test_a_small_cell_cannot_be_computed_from_the_others():
    weekend = alert(7, "21 12:00")

    report = told(*[ONE] * 7, *[weekend] * 5, AT_NIGHT)

    assert "• Dagdelen (M14): kantoor 7, avond en weekend niet getoond, nacht <5" in report


def test_what_is_running_or_was_recorded_afterwards_is_said():
    afterwards = alert(2, "19 10:00", start("19 16:00", "19 10:20"))
    running = alert(3, "19 11:00")

    report = told(ONE, afterwards, running, running)

    assert "2 verzoeken wachten nog op overleg en tellen zolang niet als gehaald." in report
    assert "Bij 1 verzoek is de start achteraf vastgelegd." in report
    assert "• Tijd tot overleg (M4): mediaan 35 min; 2/4 met overleg, 2 zonder" in report
    assert "• Zonder wat achteraf is vastgelegd: mediaan 50 min; 1/3 met overleg" in report


def test_without_any_overleg_there_is_no_median():
    assert "(M4): mediaan –; 0/1 met overleg, 1 zonder" in told(alert(3, "19 11:00"))


def test_what_does_not_count_is_shown_next_to_the_figures():
    wrong = alert(2, "19 10:00", mistake("19 10:01"))
    gone = alert(3, "19 10:00", withdraw("19 10:01"))
    drill = alert(4, "19 10:00", drill=True)

    assert (
        "Telt niet mee: vergissing 1, dubbel 0, ingetrokken vóór het eerste antwoord 1, "
        "geen overleg nodig 0, oefening 2"
    ) in told(ONE, wrong, gone, drill, drill)


def test_the_longest_report_fits_one_message():
    busy = [ONE, ON_A_FRIDAY, AT_NIGHT, alert(2, "19 10:00", start("19 16:00", "19 10:20"))]

    assert len(told(*busy * 250, due=ONE.follow_ups * 999, consultations=999)) < 4096
