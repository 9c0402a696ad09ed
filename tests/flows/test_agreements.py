"""The Stap 4 agreements: closed lists, in any order, until the overleg is concluded."""

from dataclasses import replace

import pytest
from story import (
    OM,
    STRANGER,
    VT,
    at,
    by,
    given,
    raised,
    refusal,
    started,
    then,
)

from flows.agreements import (
    AgreementDropped,
    AgreementMade,
    AgreeNothing,
    DropAgreement,
    MakeAgreement,
    NothingAgreed,
)
from flows.decider import decide
from flows.overleg import ConcludeOverleg
from flows.refusal import Refusal
from flows.state import Agreement
from flows.terms import Topic


def line(topic, **fields):
    return MakeAgreement(by=by(VT), topic=topic, **fields)


def made(number, topic, clock="11:20", **fields):
    blank = {"who": None, "what": None, "to": None, "due_at": None}
    fact = {"at": at(clock), "by": by(VT), "number": number, "topic": topic}
    return AgreementMade(**fact, **{**blank, **fields})


ACTION = {"who": "politie", "what": "letselonderzoek"}
COMPLETE = [  # one line for each of the points A to G, and who does what
    (Topic.NEXT_OVERLEG, {"due_at": at("fr 10:00")}),
    (Topic.FINDINGS, {"who": "politie", "to": "om"}),
    (Topic.MEASURE, {"who": "vt", "what": "contactverbod", "due_at": at("mo 12:00")}),
    (Topic.INFORM, {"who": "gi", "what": "school", "due_at": at("th 09:00")}),
    (Topic.REASSESS, {"due_at": at("mo 10:00")}),
    (Topic.REASSESS, {}),
    (Topic.FIRST_CONTACT, {"who": "vt"}),
    (Topic.CALL_RULE, {"who": "politie", "to": "vt"}),
    (Topic.ACTION, ACTION),
    (Topic.ACTION, {"who": "crisisdienst", "what": "veiligheid_inschatten"}),
]
WRONG = [
    (Topic.NEXT_OVERLEG, {"who": "Jan Jansen", "due_at": at("fr 10:00")}),
    (Topic.REASSESS, {"what": "kind van 3"}),
    (Topic.MEASURE, {"who": "vt", "what": "contactverbod", "to": "Jan Jansen"}),
    (Topic.FINDINGS, {"who": "gi", "to": "om"}),
    (Topic.FINDINGS, {"who": "politie"}),
    (Topic.MEASURE, {"who": "vt", "what": "opsluiten"}),
    (Topic.MEASURE, {"what": "contactverbod"}),
    (Topic.INFORM, {"who": "vt", "what": "krant"}),
    (Topic.INFORM, {"what": "school"}),
    (Topic.FIRST_CONTACT, {"who": "gi"}),
    (Topic.FIRST_CONTACT, {}),
    (Topic.CALL_RULE, {"who": "politie", "to": "gi"}),
    (Topic.CALL_RULE, {"to": "vt"}),
    (Topic.ACTION, {"who": "politie", "what": "bidden"}),
    (Topic.ACTION, {"who": "politie"}),
    (Topic.ACTION, {"what": "letselonderzoek"}),
    (Topic.ACTION, {"who": "dro", "what": "letselonderzoek"}),
]


def running(**changes):
    return given(raised(**changes), started())


@pytest.mark.parametrize(("topic", "fields"), COMPLETE)
def test_each_point_of_stap_4_has_its_own_fields(topic, fields):
    alert = running()

    events = decide(alert, line(topic, **fields), at("11:20"))

    assert events == [made(1, topic, **fields)]
    changed = then(alert, *events)
    moment = {"at": fields.get("due_at")}
    words = {name: value for name, value in fields.items() if name != "due_at"}
    assert changed.agreements == (Agreement(number=1, topic=topic, **words, **moment),)
    assert decide(changed, line(topic, **fields), at("11:21")) == []


@pytest.mark.parametrize(("topic", "fields"), WRONG)
def test_roles_and_words_come_from_closed_lists(topic, fields):
    assert refusal(running(), line(topic, **fields), at("11:20")) is Refusal.NOT_IN_LIST


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, Refusal.INCOMPLETE),
        ({"due_at": at("11:20")}, Refusal.IN_THE_PAST),
        ({"due_at": at("2027-11-20 11:20")}, Refusal.TOO_FAR_AHEAD),
    ],
)
def test_the_next_overleg_has_a_moment_to_come_within_a_year(fields, why):
    assert refusal(running(), line(Topic.NEXT_OVERLEG, **fields), at("11:20")) is why


@pytest.mark.parametrize(
    ("topic", "first", "second"),
    [
        (Topic.REASSESS, {"due_at": at("mo 10:00")}, {}),
        (Topic.FIRST_CONTACT, {"who": "vt"}, {"who": "om"}),
        (Topic.NEXT_OVERLEG, {"due_at": at("fr 10:00")}, {"due_at": at("fr 11:00")}),
    ],
)
def test_of_these_there_is_one_and_a_new_line_takes_its_place(topic, first, second):
    alert = then(running(), made(1, topic, **first), made(2, Topic.ACTION, **ACTION))

    changed = then(alert, *decide(alert, line(topic, **second), at("11:25")))

    assert [(item.number, item.topic) for item in changed.agreements] == [
        (2, Topic.ACTION),
        (3, topic),
    ]


def test_there_may_be_several_actions_measures_and_call_rules():
    alert = then(running(), made(1, Topic.CALL_RULE, who="politie", to="vt"))

    changed = then(alert, *decide(alert, line(Topic.CALL_RULE, who="om", to="vt"), at("11:25")))

    assert [item.number for item in changed.agreements] == [1, 2]


def test_a_line_taken_back_is_gone_and_its_number_is_not_used_again():
    alert = then(running(), made(1, Topic.ACTION, **ACTION))
    drop = DropAgreement(by=by(OM), number=1)

    events = decide(alert, drop, at("11:25"))

    assert events == [AgreementDropped(at=at("11:25"), by=by(OM), number=1)]
    dropped = then(alert, *events)
    assert dropped.agreements == ()
    assert decide(dropped, drop, at("11:26")) == []
    again = decide(dropped, line(Topic.ACTION, **ACTION), at("11:27"))
    assert again == [made(2, Topic.ACTION, "11:27", **ACTION)]


def test_twenty_lines_are_enough():
    lines = [
        made(number, Topic.ACTION, **ACTION, due_at=at(f"th 10:{number:02}"))
        for number in range(1, 21)
    ]

    alert = then(running(), *lines)

    assert refusal(alert, line(Topic.ACTION, **ACTION), at("11:30")) is Refusal.TOO_MANY
    assert decide(then(running(), *lines[:19]), line(Topic.ACTION, **ACTION), at("11:30"))


def test_geen_actie_is_said_outright_and_once():
    events = decide(running(), AgreeNothing(by=by(VT)), at("11:20"))

    assert events == [NothingAgreed(at=at("11:20"), by=by(VT))]
    assert decide(then(running(), *events), AgreeNothing(by=by(OM)), at("11:21")) == []


def test_geen_actie_and_an_action_exclude_each_other():
    busy = then(running(), made(1, Topic.ACTION, **ACTION))
    nothing = then(running(), NothingAgreed(at=at("11:20"), by=by(VT)))

    assert refusal(busy, AgreeNothing(by=by(VT)), at("11:25")) is Refusal.ACTIONS_STAND
    assert not then(nothing, made(1, Topic.ACTION, **ACTION)).nothing_agreed
    assert then(nothing, made(1, Topic.FIRST_CONTACT, who="vt")).nothing_agreed


@pytest.mark.parametrize(
    "command",
    [
        line(Topic.ACTION, **ACTION),
        DropAgreement(by=by(VT), number=1),
        AgreeNothing(by=by(VT)),
        ConcludeOverleg(by=by(VT)),
    ],
)
def test_agreements_are_made_during_the_overleg_by_a_role_with_a_seat(command):
    assert refusal(given(raised()), command, at("10:30")) is Refusal.NOT_CURRENT
    stranger = replace(command, by=by(STRANGER))
    assert refusal(running(), stranger, at("11:20")) is Refusal.ROLE_NOT_INVITED
