"""What a newcomer reads and what partners may expect of each other, as it was agreed."""

from dataclasses import replace

import pytest
from courses import BEHEERDER, at, scene
from introduction_scenes import (
    AGENDA,
    AGREED,
    BOTH,
    CHAIR,
    CONTACT,
    DEPUTY,
    ELSEWHERE,
    EVERY,
    LID,
    READERS,
    TREKKER,
    asked_by,
    differing,
    read_by,
)
from strict import labels, plain
from team_scenes import ANNA, OLGA, about, seen_by

from bot.buttons import Code
from bot.screens.table import SCREENS
from flows.introduction import READ, Step

EXAMPLE = "Dit is een voorbeeld: de partners spreken het nog af."


def read(reader, step="", **configuration):
    return SCREENS["introduction"](read_by(reader, step, **configuration))


def expected(reader, role="", **changes):
    name = "expectations_of" if role else "expectations"
    return SCREENS[name](asked_by(reader, role, **changes))


def leafed(reader):
    """Every screen that one comes past, and the buttons of the last."""
    shown = [read(reader)]
    while "Verder →" in labels(shown[-1]):
        (onward,) = (it for row in shown[-1].rows for it in row if it.label == "Verder →")
        press = scene().buttons.unpack(onward.data)
        assert press.code is Code.KENNISMAKEN
        shown.append(read(reader, press.details[0]))
    return [plain(screen) for screen in shown], labels(shown[-1])


@pytest.mark.parametrize("reader", READERS)
def test_r171_one_leafs_through_at_most_six_screens_to_a_single_tap(reader):
    told, at_the_end = leafed(reader)

    assert 4 <= len(told) <= 6
    assert at_the_end == ["← Terug", "Gelezen"]
    for number, text in enumerate(told, start=1):
        assert text.startswith(f"Kennismaken (3 minuten) · {number} van {len(told)}\n")
    assert "Direct gevaar? Bel 112. Dit is geen alarmlijn." in told[0]
    assert "Wat je hier nooit schrijft" in told[-2]
    assert "Wat van jou wordt bewaard" in told[-1]


def test_the_first_screen_has_no_way_back_and_the_others_have():
    assert labels(read(LID)) == ["Verder →"]
    assert labels(read(LID, Step.ANSWER)) == ["← Terug", "Verder →"]


@pytest.mark.parametrize(
    ("reader", "tasks"),
    [
        (LID, []),
        (CONTACT, ["Jij bent aanspreekpunt"]),
        (DEPUTY, ["Jij bent waarnemer"]),
        (AGENDA, ["Jij bent agendalid"]),
        (CHAIR, ["Jij bent voorzitter"]),
        (TREKKER, ["Jij bent trekker"]),
        (BEHEERDER, ["Jij bent beheerder"]),
        (BOTH, ["Jij bent beheerder"]),
    ],
)
def test_everybody_reads_the_own_task_and_that_of_nobody_else(reader, tasks):
    told, _ = leafed(reader)
    lines = "\n".join(told).split("\n")

    assert [line for line in lines if line.startswith("Jij bent ")] == tasks
    assert ("Zo antwoord je" in lines) is (reader in (LID, CONTACT, DEPUTY, BOTH))


def test_r036_a_newcomer_reads_the_words_the_channel_and_how_soon_there_is_an_answer():
    text = plain(read(LID, Step.ASK))

    for part in (
        "Welke woorden\n• Zeg spoedoverleg;",
        "Langs welke weg\n• Vraag in de bot",
        EXAMPLE,
        "Strafbare kindermishandeling, Ouderenmishandeling\nHet overleg begint binnen: ",
        "Acuut 2 uur · Spoed 4 uur · Zorgelijk 2 werkdagen\nEerste antwoord: binnen 30 minuten",
    ):
        assert part in text


def test_r036_what_one_doelgroep_agreed_otherwise_is_said_of_that_one():
    asking = plain(read(LID, Step.ASK, configuration=differing()))
    answering = plain(read(LID, Step.ANSWER, configuration=differing()))

    assert "\nStrafbare kindermishandeling\nHet overleg" in asking
    assert "Zorgelijk 2 werkdagen\nEerste antwoord: binnen 1 uur" in asking
    assert "Strafbare kindermishandeling: Eerste antwoord: binnen 1 uur" in answering
    assert "Ouderenmishandeling: Eerste antwoord: binnen 30 minuten" in answering


def test_who_is_silent_reads_the_steps_as_they_are_agreed():
    steps = "Bij Acuut: na 10 minuten een herinnering; na 20 minuten waarnemer en aanspreekpunt;"

    assert steps in plain(read(CONTACT, Step.SILENCE))


@pytest.mark.parametrize("reader", READERS)
def test_at_the_end_who_may_ask_is_offered_an_exercise(reader):
    offered = "Oefenen" in labels(read(reader, READ))

    assert offered is (reader not in (AGENDA, CHAIR, TREKKER, BEHEERDER))
    assert ("Oefen meteen" in plain(read(reader, READ))) is offered


@pytest.mark.parametrize(
    ("role", "lines"),
    [
        ("vt", ["Bereikbaar: dagelijks 08:00-22:00",
                "Eerste antwoord: binnen 30 minuten, in die uren",
                "Buiten die uren: ☎ voorwacht VT via de front office", "• neemt geen aangifte op"]),
        ("politie", ["Bereikbaar: altijd, dag en nacht", "Eerste antwoord: binnen 30 minuten",
                     "Bellen: ☎ chef van dienst via de meldkamer"]),
        ("om", ["Buiten die uren: ☎ piket OM via de meldkamer", EXAMPLE]),
        ("rvdk", ["Bereikbaar: ma-vr 08:30-17:00, niet op feestdagen"]),
        ("dro", ["In de bot: agendalid, hoort het alleen op verzoek"]),
        ("forensisch_arts", ["In de bot: geeft advies op verzoek"]),
    ],
)  # fmt: skip
def test_r176_of_a_role_is_told_when_how_soon_how_else_and_what_not(role, lines):
    screen = expected(LID, role)

    assert {*lines} <= {*plain(screen).split("\n")}
    assert labels(screen) == ["← Terug"]


def test_r176_nothing_that_was_left_out_is_spoken_of():
    for role in ("dro", "forensisch_arts"):
        assert "Niet te verwachten" not in plain(expected(LID, role))
        assert EXAMPLE not in plain(expected(LID, role))
    elsewhere = plain(expected(BOTH, network=ELSEWHERE))
    assert "Welke woorden" not in elsewhere
    assert EXAMPLE not in elsewhere
    assert "Acuut 2 uur" in elsewhere


def test_r176_hours_that_differ_are_told_of_each_doelgroep():
    text = plain(expected(LID, "om", configuration=differing()))

    assert "Strafbare kindermishandeling: Bereikbaar: ma-vr 08:30-17:00" in text
    assert "Ouderenmishandeling: Bereikbaar: dagelijks 08:00-22:00" in text
    assert text.count("piket OM") == 1


def test_once_it_was_agreed_it_is_no_example_any_more():
    for role in ("", "om"):
        text = plain(expected(LID, role, configuration=AGREED))
        assert "Zo is het afgesproken op 1-12-2026." in text
        assert EXAMPLE not in text


def test_every_role_can_be_chosen_and_who_is_in_two_networks_chooses_between_them():
    roles = ["VT", "politie", "OM", "RvdK", "3RO", "forensisch arts"]

    assert labels(expected(TREKKER)) == roles
    assert labels(expected(BOTH)) == [*roles, "Zaanstreek"]


def test_r171_the_team_screen_marks_who_was_introduced_and_who_took_part_in_a_drill():
    olga = replace(OLGA, introduced_at=at("24 11:00"), seen_at=at("27 14:00"))
    looked_at = seen_by(ANNA, (ANNA, olga), role="om", practised="13|11")

    anna, marked = labels(SCREENS["team"](looked_at))

    assert anna.startswith("🎯 Anna Punt")
    assert marked.startswith("👋🎯 Olga Zitting")
    assert "👋 kennisgemaakt · 🎯 oefende mee" in plain(SCREENS["team"](looked_at))


@pytest.mark.parametrize(
    ("introduced", "practised", "said"),
    [
        (at("24 11:00"), "13", "Kennisgemaakt: ja · oefende, laatste drie maanden: ja"),
        (None, "3|113", "Kennisgemaakt: nee · oefende, laatste drie maanden: nee"),
    ],
)
def test_r171_of_one_person_it_is_said_in_words_and_no_more_than_yes_or_no(
    introduced, practised, said
):
    olga = replace(OLGA, introduced_at=introduced)
    args = about(OLGA, "om", practised=practised)

    assert said in plain(SCREENS["person"](seen_by(ANNA, (ANNA, olga), **args))).split("\n")


def test_who_reads_what_is_kept_reads_when_the_introduction_was_read():
    olga = replace(OLGA, introduced_at=at("24 11:00"))
    text = plain(SCREENS["own_data"](seen_by(olga, rows="14", groups="1")))

    assert "kennismaking gelezen: di 24-11 11:00" in text


def test_every_screen_is_drawn_for_every_kind_of_reader():
    assert {it.member for it in EVERY["introduction"]} == {*READERS}
