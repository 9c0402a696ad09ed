"""The card in the group: as in the product specification, and just as its preview showed it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from courses import (
    COURSES,
    ID,
    NETWORK,
    RULES,
    Course,
    at,
    by,
    closed,
    concluded,
    missed,
    model,
    noted,
    planned,
    scene,
)
from strict import labels, plain

from bot.screens.card import card
from bot.screens.draft import draft as draft_screen
from flows.chase import next_step
from flows.draft import begin_draft, to_command
from flows.rules import Role, Urgency
from flows.terms import Known

MODEL = """\
🚨 SKM-2611-07 · OVERLEG GEVRAAGD · SPOED
✋ NOG NIET MET HET GEZIN BESPREKEN
Gevraagd door VT, vr 14:40 · streef: start vóór 18:40

✅ VT · kan nu · 14:40
✅ politie · kan om 15:30 · 14:44
⏳ OM · nog niet geantwoord · herinnering 14:50
↪ RvdK · waarnemer gevraagd · 14:46

Wacht op: OM · voorstel: 15:30 · bekend bij een partner: ja
Geen namen, adressen of medische gegevens in deze groep."""
AFTERWARDS = """\
📋 SKM-2611-07 · OVERLEG GEHOUDEN · OPVOLGING
Gevraagd door VT, vr 14:40 · streef: start vóór 18:40

✅ VT · aanwezig · regie
✅ politie · aanwezig
✅ OM · aanwezig
➖ RvdK · niet aanwezig

• politie: Veiligheid inschatten
• Eerste aanspreekpunt: VT
• Verandert er iets? politie belt VT
• Herbeoordeling: ma 30-11 10:00
Opvolging: 0 van 3 gedaan

Geen namen, adressen of medische gegevens in deze groep."""


def text(course: Course) -> str:
    return plain(card(scene(course)))


def test_the_card_is_that_of_the_product_specification():
    assert text(model()) == MODEL


def test_the_card_after_the_overleg_shows_who_does_what():
    assert text(concluded()) == AFTERWARDS


@pytest.mark.parametrize("state", COURSES)
def test_the_card_is_made_of_the_state_alone(state):
    course = COURSES[state](False)
    later = replace(scene(course), now=at("29 23:00"), args={"x": "y"}, member=None, people=())

    assert card(scene(course)) == card(later)


def test_s25_three_days_after_the_close_a_card_shows_its_number_only():
    course = closed()
    long_ago = replace(scene(course), now=course.alert.closed_at + timedelta(days=3))
    just_not = replace(long_ago, now=long_ago.now - timedelta(seconds=1))

    assert card(long_ago).text == "SKM-2611-07 gesloten"
    assert card(just_not).text == card(scene(course)).text
    assert card(long_ago).rows == card(just_not).rows  # veiligheid veranderd stays


@pytest.mark.parametrize("state", COURSES)
def test_a_card_offers_little_and_warns_always(state):
    screen = card(scene(COURSES[state](False)))

    assert len(screen.rows) <= 2
    assert all(len(row) <= most for row, most in zip(screen.rows, (3, 2), strict=False))
    assert screen.text.endswith(scene().say("card.warning"))
    assert screen.menu == ()


@pytest.mark.parametrize("state", COURSES)
def test_the_card_shows_no_source_and_no_nature(state):
    course = COURSES[state](False)
    word = scene().word

    for hidden in (word("bron", "ziekenhuis"), word("aard", "letsel_zwaar")):
        assert hidden.lower() not in text(course).lower()


@pytest.mark.parametrize("state", COURSES)
def test_a_drill_says_so_on_every_line_and_every_button(state):
    real, drill = COURSES[state](False), COURSES[state](True)
    assert real.alert is not None
    assert drill.alert is not None
    screen = card(scene(drill))
    marked = [
        f"OEFENING · {line} · OEFENING" if line else ""
        for line in text(real).replace(real.alert.id, drill.alert.id).split("\n")
    ]

    assert plain(screen).split("\n") == marked
    assert labels(screen) == [f"{label} · OEFENING" for label in labels(card(scene(real)))]


@pytest.mark.parametrize("drill", [False, True])
@pytest.mark.parametrize("clock", ["27 14:40", "27 02:30", "27 16:10", "28 12:00", "27 21:55"])
@pytest.mark.parametrize("role", ["vt", "politie"])
def test_the_preview_is_the_card_that_is_sent_but_for_its_id(clock, drill, role):
    made = replace(
        begin_draft(by(Role(role)), NETWORK, ("skm",), at(clock), drill=drill),
        source="ziekenhuis", nature="seksueel", urgency=Urgency.ACUUT,
        standstill=True, family_known=Known.NO, extra_roles=(Role("forensisch_arts"),),
    )  # fmt: skip
    sent = Course(at(clock)).does(clock, to_command(made, RULES, ID))
    shown = plain(draft_screen(scene(draft=made, now=at(clock))))
    imagined = f"{'OEF' if drill else 'SKM'}-2611-··"

    assert text(sent).replace(ID, imagined) in shown


def test_the_buttons_go_with_the_phase():
    def offered(course: Course) -> list[list[str]]:
        return [[button.label for button in row] for row in card(scene(course)).rows]

    answers = ["✅ Kan nu", "🕒 Kan om…", "↪ Anders…"]
    assert offered(model()) == [answers, ["📞 Plan overleg"]]
    assert offered(planned()) == [answers, ["▶ Overleg gestart", "📞 Plan overleg"]]
    assert offered(noted()) == [["⏹ Overleg afronden"]]
    assert offered(concluded()) == [["⚠ Veiligheid veranderd"]]
    assert offered(missed()) == [["▶ Overleg gestart"]]
    assert offered(COURSES["withdrawn"](False)) == []


def test_s27_what_differs_for_each_is_asked_in_private():
    _, at_a_time, otherwise = card(scene(model())).rows[0]

    assert at_a_time.url
    assert otherwise.url
    assert at_a_time.data is otherwise.data is None


def test_the_next_reminder_on_the_card_is_the_one_that_will_be_sent():
    course = model()
    assert course.alert is not None
    om = course.alert.seat(Role("om"))
    assert om is not None
    step = next_step(course.alert, om)
    assert step is not None

    assert f"herinnering {scene().when(step.at, course.now)}" in text(course)


@pytest.mark.parametrize(
    ("rung", "said"),
    [
        (0, "herinnering 14:50"),
        (1, "waarnemer 15:00"),
        (2, "bellen 15:10"),
        (3, "bel deze partner · voorzitter 15:40"),
        (4, "bel deze partner"),
    ],
)
def test_the_card_names_the_next_step_by_what_it_is(rung, said):
    course = model()
    assert course.alert is not None
    om = course.alert.seat(Role("om"))
    assert om is not None
    alert = course.alert.with_seat(replace(om, rung=rung))

    assert f"⏳ OM · nog niet geantwoord · {said}\n" in text(replace(course, alert=alert))
