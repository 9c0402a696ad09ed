"""Every screen, drawn of every alert it can be about: readable, pressable, and always the same."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product

import pytest
from courses import (
    BEHEERDER,
    COURSES,
    DRILL,
    ID,
    NETWORK,
    OTHER,
    RULES,
    Course,
    by,
    model,
    scene,
)
from duty_scenes import EVERY as EVERY_OF_DUTY
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
from flows.draft import begin_draft
from flows.notices import NoticeKind
from flows.pulse import PulseQuestion
from flows.rules import Urgency
from flows.state import AlertId
from flows.terms import Question, Topic

EMPTY: dict[str, str] = {}
NOBODY = {"network": NETWORK, "role": ""}
FOR_OM = {"for": "om"}
CONDITION = dict.fromkeys(("open", "waiting", "heard", "oldest", "unreachable", "aside"), "0") | {
    "since": "08:00"
}
OF_AN_ALERT: dict[str, list[dict[str, str]]] = {
    "one": [EMPTY],
    "sent": [EMPTY],
    "when_can_you": [EMPTY, FOR_OM],
    "other_time": [{"code": "ko", "for": ""}, {"code": "ko", "for": "om"}, {"code": "po"}],
    "otherwise": [EMPTY],
    "why_not": [EMPTY, FOR_OM],
    "on_behalf": [EMPTY, {"for": ""}, FOR_OM],
    "answered": [
        {"role": "vt"},
        {"role": "politie", "typed": "ja"},
        {"role": "om"},
        {"role": "rvdk"},
    ],
    "plan": [EMPTY],
    "since_when": [{"code": "wb"}, {"code": "ah"}],
    "going_on": [EMPTY],
    "agreements": [EMPTY],
    "concluded": [EMPTY],
    "closed": [EMPTY],
    "questions": [
        {"at": where} for where in ("", *Question, "role", "bottleneck:0", "bottleneck:-", "done")
    ],
    "confirm": [{"code": "vs"}, {"code": "gn"}],
    "why_withdraw": [EMPTY],
    "where_to": [{"options": "ouderen"}],
    "duplicate_of": [EMPTY],
    "ended": [EMPTY],
    "note": [{"kind": kind, "role": "om"} for kind in ("reden", "intrekken", "oefening")],
    "note_doubt": [
        {"kinds": kinds, "held": "0a1b2c3d"} for kinds in ("name|medical", "case_number")
    ],
    "note_kept": [{"kind": kind} for kind in ("reden", "intrekken", "oefening")],
}
WHO = {"who": "vt", "to": "om", "what": "0", "at": "-"}
FIELD = [
    {"line": "|".join((topic.value, *(WHO[name] for name in FIELDS[topic][:count])))}
    for topic in FIELDS
    for count in range(len(FIELDS[topic]))
]
OF_A_FOLLOW_UP = ("postpone", "followed_up")
AROUND: dict[str, list[dict[str, str]]] = {
    "welcome": [EMPTY],
    "help": [EMPTY],
    "open": [EMPTY],
    "who": [EMPTY],
    "bind": [EMPTY],
    "bind_sure": [
        {"network": NETWORK, "doelgroep": "skm", "was": was, "elsewhere": there, "alerts": running}
        for was, there, running in (("ouderen", "", "OUD-2611-01"), ("", "ja", ""))
    ],
    "invite": [
        {"network": NETWORK, "role": role} for role in ("", "vt", "dro", "voorzitter", "trekker")
    ],
    "prompt": [{"key": "draft.ask.kenmerk"}, {"key": "roster.send_file"}],
    "line": [{"key": "recorded", "id": OTHER}],
    "draft_gone": [{"why": "cancelled"}],
    "lighter_logged": [{"role": "om", "label": "piket"}],
    "confirm_who": [{"enrolment": "12"}, {"enrolment": "12", "name": "Anna <b>", "who": "OM lid"}],
    "teams": [{"network": NETWORK}],
    "team": [{"network": NETWORK, "role": "vt"}, {"network": NETWORK, "role": "dro"}],
    "person": [{"person": "1", "network": NETWORK, "role": "vt"}, {"person": "9", **NOBODY}],
    "sure_about": [
        {"code": code, "person": person, **NOBODY}
        for code in ("vw", "bk", "dk") for person in "19"
    ],
    "whose_phone": [EMPTY],
    "blocked": [EMPTY],
    "taken_over": [{"role": "om", "alerts": f"{ID}|{OTHER}"}],
    "review": [
        {"network": NETWORK, "role": "om", "period": "2026-11", "open": who} for who in ("", "1")
    ],
    "unknown_member": [{"group": "1", "user": "7000000001", "doelgroep": "skm"}],
    "roles": [EMPTY],
    "allowed": [EMPTY],
    "privacy": [dict.fromkeys(("alert", "answer", "reference", "note", "member", "history"), "92")],
    "own_data": [{"rows": "14", "groups": "1", "days": "92"}],
    "pulse": [
        {"network": NETWORK, "year": "2026", "at": where, "answered": answered}
        for where in ("", *PulseQuestion, "done")
        for answered in ("", "samen|vinden", "samen|vinden|werk")
    ],
    "pulse_result": [{"network": NETWORK, "year": "2026", "text": "De peiling van 2026"}],
    "eligible": [
        {"network": NETWORK, "doelgroep": doelgroep, "period": "2026-10", "alerts": alerts, **said}
        for doelgroep in ("skm", "stalking")
        for alerts in ("0", "1", "24")
        for said in ({}, {"cases": "1"}, {"cases": "w"}, {"cases": "12", "again": "c"})
    ],
    "status": [{"since": "08:00", "open": "2", "waiting": "0"}],
    "condition": [
        dict.fromkeys(("wrong", "whole", "backup"), "") | CONDITION,
        {"wrong": "poll=08:01|chain=07:00", "whole": "ja", "backup": "40"} | CONDITION,
        {"wrong": "", "whole": "ja", "backup": "3"} | CONDITION | {"unreachable": "2"},
    ],
}  # fmt: skip
ONLY_IN = {  # screens that are shown of alerts in some states only
    "sent": ("raised", "model"),
    "agreements": ("noted", "nothing agreed"),
    "agreement_field": ("noted",),
}


def drawn(name: str, looked_at: Scene) -> Screen:
    """The screen as it goes out: that of a drill is marked."""
    screen = SCREENS[name](looked_at)
    drill = looked_at.alert is not None and looked_at.alert.drill and name != "one"
    return as_drill(screen, looked_at.say("oefening")) if drill else screen


@cache
def courses() -> tuple[tuple[str, Course], ...]:
    both = product(COURSES.items(), (False, True))
    return tuple((state, make(drill)) for (state, make), drill in both)


def scenes() -> Iterator[tuple[str, Scene]]:
    for state, course in courses():
        assert course.alert is not None
        others = (course.alert, replace(course.alert, id=OTHER))
        looked_at = scene(course, alerts=others)
        for name, args in {**OF_AN_ALERT, "agreement_field": FIELD}.items():
            if state in ONLY_IN.get(name, (state,)):
                yield from ((name, replace(looked_at, args=one)) for one in args)
        for name, item in product(OF_A_FOLLOW_UP, course.alert.follow_ups):
            yield name, replace(looked_at, args={"number": str(item.number)})


def drafts() -> Iterator[Scene]:
    fresh = begin_draft(by("vt"), NETWORK, ("skm", "ouderen", "stalking", "thv"), scene().now)
    chosen = replace(fresh, doelgroep="skm")
    ready = replace(chosen, source="ziekenhuis", nature="seksueel", urgency=Urgency.ACUUT)
    failed = replace(fresh, doelgroep="ouderen", criteria=(False,))
    full = replace(
        ready, arrested_at=scene().now, minors=True, standstill=True, reference="x", drill=True
    )
    for draft in (
        fresh, chosen, replace(fresh, doelgroep="ouderen"), failed, ready, full,
        replace(chosen, source="ziekenhuis"), replace(ready, urgency=None),
        replace(ready, anonymous=True),
    ):  # fmt: skip
        yield scene(draft=draft)
        yield scene(model(), draft=draft, alerts=(model().alert, model(drill=True).alert))


def around() -> Iterator[tuple[str, Scene]]:
    running = (model().alert, model(drill=True).alert)
    for name, args in AROUND.items():
        for one in args:
            yield name, scene(member=BEHEERDER, args=one)
            yield name, scene(args=one, alerts=running)


def test_every_screen_is_drawn_here():
    around = {
        *AROUND, *YEARLY, *EVERY_OF_DUTY, *EVERY_OF_A_TEAM, *EVERY_OF_A_MONTH, *EVERY_OF_A_LESSON,
        "agreement_field", "draft",
    }  # fmt: skip
    assert {*OF_AN_ALERT, *OF_A_FOLLOW_UP, *around} == {*SCREENS}


@pytest.mark.parametrize("name", sorted({*OF_AN_ALERT, *OF_A_FOLLOW_UP, "agreement_field"}))
def test_a_screen_of_an_alert_holds_in_every_state(name):
    of_this_name = [looked_at for called, looked_at in scenes() if called == name]

    assert of_this_name
    for looked_at in of_this_name:
        screen = drawn(name, looked_at)
        hold(screen)
        assert drawn(name, looked_at) == screen
        if looked_at.shown.drill:
            assert is_marked(screen)


def test_the_screens_around_the_alerts_hold():
    for name, looked_at in around():
        hold(drawn(name, looked_at))


def test_the_screens_of_a_month_hold():
    for name, looked_at in monthly():
        hold(drawn(name, looked_at))


def test_the_screens_of_the_yearly_round_hold():
    for name, looked_at in yearly():
        hold(drawn(name, looked_at))


def test_every_question_of_a_new_alert_holds():
    for looked_at in drafts():
        hold(drawn("draft", looked_at))


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_notice_holds_in_every_state_in_which_it_is_told(kind):
    told = [one for _, course in courses() for one in course.told if one.notice.kind is kind]

    assert told, "no course leads to this notice"
    for one in told:
        looked_at = scene(alert=one.alert, now=one.now)
        screen = notice(looked_at, one.notice)
        hold(screen)
        assert notice(looked_at, one.notice) == screen
        if one.alert.drill:
            assert is_marked(screen)


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


def is_marked(screen: Screen) -> bool:
    """Whether the mark is the first and the last word of every line, and on every button."""
    word = scene().say("oefening")
    told = [line for line in screen.text.split("\n") if line.strip()]
    return all(line.startswith(word) and line.endswith(word) for line in told) and all(
        label.endswith(word) for label in labels(screen)
    )
