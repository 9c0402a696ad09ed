"""The labels that printed guides rely on stand where they are looked for."""

from dataclasses import replace

import pytest
from courses import (
    BEHEERDER,
    COURSES,
    NETWORK,
    OTHER,
    asked,
    by,
    complete,
    concluded,
    meeting,
    model,
    noted,
    planned,
    scene,
)
from strict import labels, plain

from bot.screen import Screen
from bot.screens.card import card
from bot.screens.table import SCREENS
from bot.screens.told import notice
from flows.draft import Draft, begin_draft
from flows.notices import NoticeKind
from flows.rules import Role, Urgency

FRESH = begin_draft(by(Role("vt")), NETWORK, ("skm", "ouderen"), scene().now)
SKM = replace(FRESH, doelgroep="skm")
OLD = replace(FRESH, doelgroep="ouderen")
READY = replace(SKM, source="ziekenhuis", nature="letsel_zwaar", urgency=Urgency.SPOED)
REASONS = ("Geen taak nu", "Al betrokken", "Capaciteit", "Buiten venster", "Andere reden")
ELSE = ("Waarnemer", "Sluit niet aan", "Namens (telefonisch)", "Ongedaan maken")
STARTS = ("Nu gestart", "Was al begonnen", "Al gehouden")
RIGHTS = (
    "Vergissing", "Verkeerde groep", "Intrekken", "Geen overleg nodig", "Achteraf vastleggen",
)  # fmt: skip
STEPS = ("Wie doet wat", "Herbeoordeling", "Eerste aanspreekpunt", "Geen actie", "Klaar")


def of_draft(draft: Draft) -> Screen:
    return SCREENS["draft"](scene(draft=draft))


def of(name: str, course=model, **args: str) -> Screen:
    return SCREENS[name](scene(course(), args=args))


def followed_up() -> Screen:
    told = COURSES["a week later"](False).told
    one = next(one for one in told if one.notice.kind is NoticeKind.FOLLOW_UP)
    return notice(scene(alert=one.alert, now=one.now), one.notice)


@pytest.mark.parametrize(
    ("screen", "wanted"),
    [
        (of_draft(FRESH), ("Strafbare kindermishandeling", "Ouderenmishandeling")),
        (of_draft(OLD), ("Ja", "Nee", "← Terug", "✖ Annuleren")),
        (of_draft(SKM), ("Ziekenhuis",)),
        (of_draft(replace(SKM, source="ziekenhuis")), ("Zwaar letsel",)),
        (of_draft(replace(READY, urgency=None)), ("Acuut", "Spoed", "Zorgelijk")),
        (of_draft(READY), ("Verstuur", "← Terug", "✖ Annuleren")),
        (card(scene(model())), ("✅ Kan nu", "🕒 Kan om…", "↪ Anders…", "📞 Plan overleg")),
        (card(scene(planned())), ("▶ Overleg gestart",)),
        (card(scene(meeting())), ("⏹ Overleg afronden",)),
        (card(scene(concluded())), ("⚠ Veiligheid veranderd",)),
        (of("when_can_you"), ("+30 min", "+60 min", "+120 min", "Andere tijd…")),
        (of("otherwise"), ELSE),
        (of("why_not"), REASONS),
        (of("plan", complete), ("Akkoord", "Andere tijd…", *STARTS)),
        (of("sent", asked), RIGHTS),
        (of("agreements", noted), STEPS),
        (followed_up(), ("Gedaan", "Uitstellen tot…", "Overleg nodig")),
    ],
)
def test_the_labels_that_stay(screen, wanted):
    for label in wanted:
        assert any(label in shown for shown in labels(screen)), (label, labels(screen))


def test_the_button_that_stays_is_below_the_first_screens():
    for name in ("welcome", "help"):
        assert SCREENS[name](scene(member=BEHEERDER)).menu == ("🚨 Spoedoverleg aanvragen",)


def test_every_question_opens_with_112():
    for draft in (FRESH, SKM, OLD, replace(OLD, criteria=(False,)), READY):
        first = plain(of_draft(draft)).split("\n")[0]
        assert first == "Direct gevaar? Bel 112. Dit is geen alarmlijn."


def test_the_receipt_tells_the_number_and_promises_nobody():
    text = plain(of("sent", asked))

    assert text.startswith("Opgeslagen als SKM-2611-07. ")
    assert "bereikt" not in text


def test_what_is_owed_can_be_told_apart_on_one_screen():
    screen = of("one", concluded)

    assert "1. Veiligheid inschatten · ma 30-11 10:00" in plain(screen)
    assert [label for label in labels(screen) if label.startswith("Gedaan")] == [
        "Gedaan 1", "Gedaan 2", "Gedaan 3",
    ]  # fmt: skip


def test_what_is_put_off_gets_another_moment_than_it_has():
    offered = labels(of("postpone", concluded, number="1"))

    assert "ma 30-11 10:00" not in offered
    assert "di 1-12 10:00" in offered


def test_who_speaks_for_another_is_asked_about_the_other():
    assert plain(of("when_can_you", **{"for": "om"})) == "SKM-2611-07: wanneer kan OM?"


def test_a_new_drill_is_marked_from_the_first_question_to_the_last_button():
    for draft in (FRESH, SKM, READY):
        screen = of_draft(replace(draft, drill=True))
        assert all(label.endswith(" · OEFENING") for label in labels(screen))
        assert all("OEFENING" in line for line in plain(screen).split("\n") if line)


def test_a_lookalike_is_shown_before_it_is_sent():
    other = asked("27 14:38").alert
    assert other is not None
    screen = SCREENS["draft"](scene(draft=READY, alerts=(replace(other, id=OTHER),)))

    assert "8 min geleden" in plain(screen)
    assert f"Aanvullen: {OTHER}" in labels(screen)
    assert "Verstuur toch nieuw" in labels(screen)


def test_outside_a_window_the_preview_gives_the_phone_route():
    at_night = COURSES["at night"](False).now
    text = plain(SCREENS["draft"](scene(draft=READY, now=at_night)))

    assert "OM is buiten het venster tot 08:00. Bel ook: piket OM via de meldkamer." in text


def test_the_time_of_the_arrest_is_shown_and_not_judged():
    told = COURSES["custody"](False).told
    one = next(one for one in told if one.notice.kind is NoticeKind.CUSTODY)
    text = plain(notice(scene(alert=one.alert, now=one.now), one.notice))

    assert "9 uur verstreken vanaf 10:00: 19:00. Controleer met de HOvJ" in text


def test_the_text_for_the_own_system_holds_every_agreement():
    told = COURSES["concluded"](False).told
    one = next(one for one in told if one.notice.kind is NoticeKind.COPY_TEXT)
    text = plain(notice(scene(alert=one.alert, now=one.now), one.notice))

    assert text.split("\n")[1:] == [
        "Spoedoverleg SKM-2611-07",
        "Gevraagd: vr 27-11 14:40",
        "Start overleg: vr 27-11 15:31",
        "Aanwezig: VT, politie, OM",
        "Regie: VT",
        "politie: Veiligheid inschatten",
        "Maatregel: Contactverbod · OM",
        "Informeren: School · door VT",
        "Bevindingen delen: politie met VT",
        "Eerste aanspreekpunt: VT",
        "Verandert er iets? politie belt VT",
        "Herbeoordeling: ma 30-11 10:00",
        "Vervolgoverleg: ma 30-11 14:00",
    ]
