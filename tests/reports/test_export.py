"""What is handed to others is complete, in UTC, and about nobody."""

import json

from accounts import a_frozen_month, a_full_month, told
from november import OM, POLITIE, VT, agree, alert, answer, at, by, mistake, start

from bot.reports.export import alert_record, measures_record
from flows.follow_up import AskOverlegAgain
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

    record = through_json(measures_record(told([held, mistaken], {})))

    measured = {
        code: (it["n"], it["N"], it["value"], it["unit"])
        for code, it in record.items()
        if code in ("M1", "M2", "M3", "M4", "M5", "M6", "M9", "M14", "M15")
    }
    assert measured == {
        "M1": (1, 1, 5.0, "min"),
        "M2": (2, 2, 8.5, "min"),  # 5 and 12
        "M3": (1, 1, 12.0, "min"),
        "M4": (1, 1, 50.0, "min"),
        "M5": (1, 1, 100.0, "%"),
        "M6": (0, 1, 0.0, "%"),
        "M9": (0, 0, None, "%"),  # due, but not yet looked at
        "M14": (1, 1, None, "%"),
        "M15": (1, 0, None, "%"),
    }
    assert record["M5"]["parts"]["within_120"] == {"n": 1, "N": 1, "value": 100.0, "unit": "%"}
    assert record["excluded"] == {
        "vergissing": 1, "dubbel": 0, "ingetrokken": 0, "geen_overleg_nodig": 0, "oefening": 0
    }  # fmt: skip
    assert (record["month"], record["eligible"], record["consultations"]) == ("2026-11", 1, 3)


def test_every_measure_is_there_with_its_denominator_its_year_and_its_numbers_in_the_werkset():
    record = through_json(measures_record(a_full_month()))

    for number in range(1, 17):
        assert set(record[f"M{number}"]) >= {"n", "N", "value", "unit", "denominator", "year"}
    assert record["M4"]["werkset"] == [
        "1.8", "5.7", "5.18", "3.frequentie", "3.vroegtijdige_afstemming"
    ]  # fmt: skip
    assert record["M4"]["year"]["N"] == record["eligible_year"]
    assert record["M8"]["unit"] == "min"
    assert record["M8"]["parts"]["complete"]["unit"] == "%"


def test_what_may_not_be_seen_is_null_and_keeps_its_place():
    record = through_json(measures_record(a_full_month()))

    window = record["M2"]["parts"]["om"]["parts"]["out_of_window"]
    assert window == {"n": None, "N": None, "value": None, "unit": "min"}
    assert record["tables"]["bron"]["politie"] is None
    assert (record["invented"], record["frozen_at"], record["corrections"]) == (False, None, [])


def test_a_frozen_month_of_practice_data_says_both():
    record = through_json(measures_record(a_frozen_month()))

    assert (record["invented"], record["frozen_at"]) == (True, "2026-12-07T08:00:00+00:00")
    assert [one["code"] for one in record["corrections"]] == ["M4", "M5", "M6"]


def test_below_five_the_median_has_no_interval():
    record = through_json(measures_record(told([alert(1, "18 10:00", *COURSE)], {})))

    assert record["interval"]["month"] == {"value": 50.0, "low": None, "high": None}
    assert record["run"]["verdict"] == "te_weinig"
