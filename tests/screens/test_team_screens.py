"""The screens of an organisation's people: readable, pressable, and what is worth a look."""

from dataclasses import replace

import pytest
from strict import hold, labels, plain
from team_scenes import ANNA, BEA, BO, CHAIR, EVERY, OLGA, SHUT, TESS, WARNED, WIM, about, seen_by

from bot.buttons import Code
from bot.screens.table import SCREENS


def draw(name, looked_at):
    return SCREENS[name](looked_at)


@pytest.mark.parametrize("name", EVERY)
def test_a_screen_of_the_team_holds_and_is_always_the_same(name):
    for looked_at in EVERY[name]:
        screen = draw(name, looked_at)
        hold(screen)
        assert draw(name, looked_at) == screen


def test_the_marks_say_who_sleeps_who_is_blocked_and_to_whom_the_bot_cannot_write():
    shown = labels(draw("team", seen_by(ANNA, role="om")))

    assert [label.split()[0] for label in shown] == ["Anna", "Wim", "💤", "🔕⛔"]


def test_r048_who_belongs_in_a_group_and_is_not_in_it_is_marked():
    shown = labels(draw("team", seen_by(ANNA, role="om", missing="12|99")))

    assert [label.startswith("🚪") for label in shown] == [False, True, False, False]


def test_what_is_worth_a_look_is_said_and_nothing_else():
    warned = plain(draw("team", seen_by(ANNA, (OLGA,), role="om", **WARNED)))
    calm = plain(draw("team", seen_by(ANNA, role="om")))

    for text in ("geen waarnemer", "geen aanspreekpunt", "meer dan 80 %", "acht weken"):
        assert text in warned
        assert text not in calm


def test_an_organisation_is_told_in_as_many_words_as_it_has_people():
    assert "OM: 1 persoon." in plain(draw("team", seen_by(BEA, (OLGA,), role="om")))
    assert "OM: 4 mensen." in plain(draw("team", seen_by(BEA, role="om")))
    nobody = plain(draw("team", seen_by(BEA, (), role="om")))
    assert nobody == "OM: nog niemand. Met /uitnodigen maak je een link."


def test_the_voorzitter_a_trekker_and_the_beheerder_are_of_no_organisation():
    assert "Voorzitter, trekkers en beheerder" in labels(draw("teams", seen_by(BEA)))
    assert "Voorzitter, trekkers en beheerder" not in labels(draw("teams", seen_by(ANNA)))
    *shown, _ = labels(draw("team", seen_by(BEA, role="")))
    assert [label.split(" · ")[1] for label in shown] == [
        "voorzitter", "beheerder", "trekker SKM",
    ]  # fmt: skip


def test_who_is_trekker_beside_something_else_can_give_up_that_alone():
    assert not any(
        "Geen" in label for label in labels(draw("person", seen_by(BEA, **about(TESS, ""))))
    )
    both = replace(TESS, posts=(*OLGA.posts, *TESS.posts))

    shown = labels(draw("person", seen_by(BEA, (both, BEA), **about(both, ""))))

    assert "Geen trekker SKM meer" in shown


def test_the_last_who_keeps_an_organisation_right_is_warned_and_may_go_all_the_same():
    args = about(ANNA, "om", code=Code.VERWIJDER.value)
    warning = "geen aanspreekpunt en geen waarnemer meer"

    alone = draw("sure_about", seen_by(ANNA, (ANNA, OLGA), **args))
    assert warning in plain(alone)
    assert "Ja, zeker" in labels(alone)
    assert warning not in plain(draw("sure_about", seen_by(ANNA, **args)))


@pytest.mark.parametrize(
    ("people", "said", "unsaid"),
    [
        ((ANNA, WIM, OLGA), ("opvolging gaat naar Wim Waar",), ("⚠",)),
        ((ANNA, OLGA), ("opvolging gaat naar Anna Punt",), ("⚠", "waarnemer")),
        ((OLGA, BO), ("blijft bij de organisatie",), ("⚠", "gaat naar")),
        ((OLGA, SHUT), ("⚠", "kan bij OM niemand meer worden gevraagd"), ("gaat naar", "toelaten")),
    ],
)
def test_who_leaves_is_told_of_by_what_the_organisation_loses(people, said, unsaid):
    args = about(OLGA, "om", code=Code.VERWIJDER.value)

    text = plain(draw("sure_about", seen_by(BEA, (*people, BEA), **args)))

    assert all(part in text for part in said)
    assert not any(part in text for part in unsaid)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (OLGA, "Je aanspreekpunt past het aan."),
        (ANNA, "Pas het aan met /team."),
        (BEA, "Pas het aan met /team."),
        (CHAIR, "De beheerder past het aan."),
    ],
)
def test_r207_who_asks_what_is_kept_reads_by_whom_that_is_put_right(who, said):
    assert plain(draw("own_data", seen_by(who, rows="14", groups="1"))).endswith(said)


def test_from_every_screen_of_the_team_there_is_a_way_back():
    for name in ("person", "sure_about", "whose_phone", "blocked", "removed"):
        assert "← Terug" in labels(draw(name, EVERY[name][0])), name
    assert "← Terug" in labels(draw("team", seen_by(BEA, role="om")))
    assert "← Terug" not in labels(draw("team", seen_by(ANNA, role="om")))  # it begins there
