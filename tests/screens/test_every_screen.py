"""Every screen, drawn of every alert it can be about: readable, pressable, and always the same."""

from dataclasses import replace

import pytest
from courses import DRILL, RULES, Course, scene
from duty_scenes import EVERY as EVERY_OF_DUTY
from every_scene import AROUND, OF_A_FOLLOW_UP, OF_AN_ALERT, around, courses, drafts, scenes
from introduction_scenes import EVERY as EVERY_OF_AN_INTRODUCTION
from lesson_scenes import EVERY as EVERY_OF_A_LESSON
from month_scenes import EVERY as EVERY_OF_A_MONTH
from month_scenes import monthly
from strict import hold, labels
from team_scenes import EVERY as EVERY_OF_A_TEAM
from years import ARGS as YEARLY
from years import yearly

from bot.screen import Screen
from bot.screens.closing import FIELDS
from bot.screens.scene import Scene, as_drill
from bot.screens.table import SCREENS
from bot.screens.told import notice
from config.texts import texts_in
from flows.language import Language
from flows.notices import NoticeKind
from flows.state import AlertId
from flows.terms import Topic

in_each_language = pytest.mark.parametrize("language", Language)


def spoken(looked_at: Scene, language: Language) -> Scene:
    """The same, looked at by who reads this language."""
    return replace(looked_at, texts=texts_in(language.value, None))


def drawn(name: str, looked_at: Scene, language: Language = Language.DUTCH) -> Screen:
    """The screen as it goes out: that of a drill is marked."""
    looked_at = spoken(looked_at, language)
    screen = SCREENS[name](looked_at)
    drill = looked_at.alert is not None and looked_at.alert.drill and name != "one"
    return as_drill(screen, looked_at.say("oefening")) if drill else screen


def test_every_screen_is_drawn_here():
    around = {
        *AROUND, *YEARLY, *EVERY_OF_DUTY, *EVERY_OF_A_TEAM, *EVERY_OF_A_MONTH, *EVERY_OF_A_LESSON,
        *EVERY_OF_AN_INTRODUCTION, "agreement_field", "draft",
    }  # fmt: skip
    assert {*OF_AN_ALERT, *OF_A_FOLLOW_UP, *around} == {*SCREENS}


@in_each_language
@pytest.mark.parametrize("name", sorted({*OF_AN_ALERT, *OF_A_FOLLOW_UP, "agreement_field"}))
def test_a_screen_of_an_alert_holds_in_every_state(name, language):
    of_this_name = [looked_at for called, looked_at in scenes() if called == name]

    assert of_this_name
    for looked_at in of_this_name:
        screen = drawn(name, looked_at, language)
        hold(screen, language)
        assert drawn(name, looked_at, language) == screen
        if looked_at.shown.drill:
            assert is_marked(screen, language)


@in_each_language
def test_the_screens_around_the_alerts_hold(language):
    for name, looked_at in around():
        hold(drawn(name, looked_at, language), language)


@in_each_language
def test_the_screens_of_a_month_hold(language):
    for name, looked_at in monthly():
        hold(drawn(name, looked_at, language), language)


@in_each_language
def test_the_screens_of_the_yearly_round_hold(language):
    for name, looked_at in yearly():
        hold(drawn(name, looked_at, language), language)


@in_each_language
def test_the_screens_of_duty_of_a_team_and_of_a_newcomer_hold(language):
    every = EVERY_OF_DUTY | EVERY_OF_A_TEAM | EVERY_OF_AN_INTRODUCTION
    for name, scenes_of_it in every.items():
        for looked_at in scenes_of_it:
            hold(drawn(name, looked_at, language), language)


@in_each_language
def test_every_question_of_a_new_alert_holds(language):
    for looked_at in drafts():
        hold(drawn("draft", looked_at, language), language)


@in_each_language
@pytest.mark.parametrize("kind", NoticeKind)
def test_every_notice_holds_in_every_state_in_which_it_is_told(kind, language):
    told = [one for _, course in courses() for one in course.told if one.notice.kind is kind]

    assert told, "no course leads to this notice"
    for one in told:
        looked_at = spoken(scene(alert=one.alert, now=one.now), language)
        screen = notice(looked_at, one.notice)
        hold(screen, language)
        assert notice(looked_at, one.notice) == screen
        if one.alert.drill:
            assert is_marked(screen, language)


def test_s23_a_notice_begins_with_a_line_that_anyone_may_see():
    for _, course in courses():
        for one in course.told:
            if one.notice.kind is NoticeKind.CARD:
                continue
            first = notice(scene(alert=one.alert, now=one.now), one.notice).text.split("\n")[0]
            assert one.alert.facts.source not in first.lower()
            assert scene().word("doelgroep", "skm") not in first
            assert scene().say("card.standstill") not in first


def test_f57_f58_the_worst_case_still_fits():
    """A long list of agreements, in a drill, in a network that puts letters before the id."""
    course = dict(courses())["noted"]
    assert course.alert is not None
    line = course.alert.agreements[0]
    many = tuple(replace(line, number=number) for number in range(1, 25))
    name = AlertId("XYZOEF-2611-107")
    grown = replace(course.alert, id=name, agreements=many, drill=True)

    hold(drawn("agreements", scene(Course(course.now, grown))))


def test_every_topic_of_the_rules_can_be_chosen():
    assert {*FIELDS} == {*Topic}
    assert RULES.actions
    assert DRILL.startswith("OEF")


def is_marked(screen: Screen, language: Language = Language.DUTCH) -> bool:
    """Whether the mark is the first and the last word of every line, and on every button."""
    word = spoken(scene(), language).say("oefening")
    told = [line for line in screen.text.split("\n") if line.strip()]
    return all(line.startswith(word) and line.endswith(word) for line in told) and all(
        label.endswith(word) for label in labels(screen)
    )
