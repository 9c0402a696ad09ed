"""What is handed to others is complete, in UTC, and about nobody."""

import json

from november import OM, POLITIE, VT, agree, alert, answer, at, by, mistake, start

from bot.reports.export import alert_record, measures_record
from bot.reports.month import Month
from flows.follow_up import AskOverlegAgain
from flows.indicators import tally
from flows.planning import PlanOverleg
from flows.terms import Channel

COURSE = (
    answer("18 10:05", POLITIE),
    answer("18 10:12", OM, Channel.PHONE),
    (at("18 10:15"), PlanOverleg(by=by(VT), planned_for=at("18 10:45"))),
    start("18 10:50"),
    *agree("18 11:30"),
)
HELD = {
    "id": "SKM-2611-01",
    "doelgroep": "skm",
    "drill": False,
    "outcome": "overleg_gehouden",
    "urgency": "spoed",
    "alert_at": "2026-11-18T09:00:00+00:00",
    "target_at": "2026-11-18T13:00:00+00:00",
    "answers": [
        {"role": "vt", "answer": "kan_nu", "at": "2026-11-18T09:00:00+00:00", "channel": "tap"},
        {
            "role": "politie",
            "answer": "kan_nu",
            "at": "2026-11-18T09:05:00+00:00",
            "channel": "tap",
        },
        {
            "role": "om",
            "answer": "kan_nu",
            "at": "2026-11-18T09:12:00+00:00",
            "channel": "proxy_telefoon",
        },
    ],
    "quorum_at": "2026-11-18T09:12:00+00:00",
    "planned_for": "2026-11-18T09:45:00+00:00",
    "overleg_start": "2026-11-18T09:50:00+00:00",
    "start_source": "tap",
    "overleg_end": "2026-11-18T10:30:00+00:00",
    "agreements_at": "2026-11-18T10:30:00+00:00",
    "follow_ups": [{"due": "2026-11-19T10:30:00+00:00", "done": None}],
    "closed_at": None,
}


def through_json(record: object) -> object:
    return json.loads(json.dumps(record))


def test_an_alert_is_told_in_full():
    record = alert_record(alert(1, "18 10:00", *COURSE))

    assert list(record) == list(HELD)
    assert through_json(record) == HELD


def test_an_open_alert_has_no_outcome_yet():
    record = alert_record(alert(1, "18 10:00"))

    assert list(record) == list(HELD)
    assert record["outcome"] is None
    assert record["overleg_start"] is None
    assert record["quorum_at"] is None


def test_a_mistake_and_a_drill_are_exported_as_such():
    record = alert_record(alert(1, "18 10:00", mistake("18 10:01"), drill=True))

    assert (record["outcome"], record["drill"]) == ("vergissing", True)
    assert record["closed_at"] == "2026-11-18T09:01:00+00:00"


def test_a_second_round_adds_its_answers_and_leaves_the_first_overleg_as_it_was():
    again = (at("20 09:00"), AskOverlegAgain(by=by(OM)))
    second = (
        again,
        answer("20 09:05", POLITIE),
        (at("20 09:06"), PlanOverleg(by=by(VT), planned_for=at("20 10:00"))),
    )

    record = alert_record(alert(1, "18 10:00", *COURSE, *second))

    given = record.pop("answers")
    assert [(it["role"], it["at"]) for it in given][3:] == [
        ("om", "2026-11-20T08:00:00+00:00"),
        ("politie", "2026-11-20T08:05:00+00:00"),
    ]
    assert record == {key: HELD[key] for key in record}


def test_the_measures_stand_by_their_code_with_what_was_not_counted():
    held, mistaken = alert(1, "18 10:00", *COURSE), alert(2, "19 10:00", mistake("19 10:01"))
    month = Month(
        network="amsterdam-amstelland", doelgroep="skm", year=2026, month=11,
        tally=tally((held, mistaken), held.follow_ups), consultations=3,
    )  # fmt: skip

    record = through_json(measures_record(month))

    measured = {
        code: (it["n"], it["N"], it["value"], it["unit"])
        for code, it in record.items()
        if code[0] == "M"
    }
    assert measured == {
        "M1": (1, 1, 5.0, "min"),
        "M2": (2, 2, 8.5, "min"),  # 5 and 12
        "M3": (1, 1, 12.0, "min"),
        "M4": (1, 1, 50.0, "min"),
        "M5": (1, 1, 100.0, "%"),
        "M6": (0, 1, 0.0, "%"),
        "M9": (0, 1, 0.0, "%"),
        "M14": (1, 1, None, "%"),
    }
    assert record["M5"]["parts"]["within_120"] == {"n": 1, "N": 1, "value": 100.0, "unit": "%"}
    assert record["excluded"] == {
        "vergissing": 1, "dubbel": 0, "ingetrokken": 0, "geen_overleg_nodig": 0, "oefening": 0
    }  # fmt: skip
    assert (record["month"], record["eligible"], record["consultations"]) == ("2026-11", 1, 3)
