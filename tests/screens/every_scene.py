"""Everything that a screen can be about: every alert in every state, every question, every list."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product

from courses import BEHEERDER, COURSES, ID, NETWORK, OTHER, Course, by, model, scene

from bot.screens.closing import FIELDS
from bot.screens.scene import Scene
from flows.draft import begin_draft
from flows.pulse import PulseQuestion
from flows.rules import Urgency
from flows.terms import Question

EMPTY: dict[str, str] = {}
NOBODY = {"network": NETWORK, "role": ""}
FOR_OM = {"for": "om"}
CONDITION = dict.fromkeys(
    ("open", "waiting", "heard", "oldest", "unreachable", "aside", "unhandled"), "0"
) | {"since": "08:00"}
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
    "language": [EMPTY],
    "language_chosen": [EMPTY],
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
        {"wrong": "", "whole": "ja", "backup": "3"} | CONDITION | {"unhandled": "812"},
    ],
}  # fmt: skip
ONLY_IN = {  # screens that are shown of alerts in some states only
    "sent": ("raised", "model"),
    "agreements": ("noted", "nothing agreed"),
    "agreement_field": ("noted",),
}


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
