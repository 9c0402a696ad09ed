"""Everything comes back from the database as it went in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from storage_examples import NOON, SKM_7, VT, answered, story

from flows.calendar import Window
from flows.draft import Draft
from flows.evolver import Event, replay
from flows.notices import Audience, Notice, NoticeKind, Rank, notices
from flows.overleg import OverlegConcluded, OverlegStarted
from flows.state import Alert, By
from flows.terms import StartSource
from storage import codec, instant

st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
st.register_type_strategy(
    Window,
    st.builds(
        Window,
        days=st.frozensets(st.integers(0, 6)),
        opens=st.times(max_value=time(11, 59)),
        closes=st.one_of(st.just(time(0)), st.times(min_value=time(12))),
        holidays=st.booleans(),
    ),
)
calmly = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


@calmly
@given(st.from_type(Alert))
def test_an_alert_comes_back_whole(alert: Alert) -> None:
    assert codec.read(codec.ALERT, codec.write(codec.ALERT, alert)) == alert


@pytest.mark.parametrize("kind", get_args(Event), ids=lambda kind: kind.__name__)
def test_every_event_comes_back_whole(kind: type[Event]) -> None:
    @calmly
    @given(st.from_type(kind))
    def comes_back(event: Event) -> None:
        assert codec.read_event(*codec.write_event(event)) == event

    comes_back()


@calmly
@given(st.from_type(Draft))
def test_a_draft_comes_back_whole(draft: Draft) -> None:
    assert codec.read(codec.DRAFT, codec.write(codec.DRAFT, draft)) == draft


@calmly
@given(st.from_type(Notice))
def test_a_notice_comes_back_whole(notice: Notice) -> None:
    assert codec.unpack_notice(codec.pack_notice(notice)) == notice


def test_a_notice_is_small_and_readable() -> None:
    notice = Notice(
        kind=NoticeKind.ASK, audience=Audience.ROLE, rank=Rank.ALARM, round=1, role=VT, rung=0
    )
    assert codec.pack_notice(notice) == {
        "kind": "ask",
        "audience": "role",
        "rank": 0,
        "round": 1,
        "role": "vt",
        "rung": 0,
        "number": None,
    }


def test_what_the_domain_tells_of_a_story_comes_back() -> None:
    events: Sequence[Event] = story()
    alert = replay(events)
    assert alert is not None
    for notice in notices(alert, events):
        assert codec.unpack_notice(codec.pack_notice(notice)) == notice


def test_an_alert_and_a_log_from_before_there_were_questions_are_read_and_agree() -> None:
    concluded = (
        OverlegStarted(
            at=NOON,
            by=By(role=VT),
            started_at=NOON,
            source=StartSource.TAP,
            regie=VT,
            present=(VT,),
        ),
        OverlegConcluded(at=NOON, by=By(role=VT)),
    )
    events: Sequence[Event] = [*story(), *concluded]
    alert = replay(events)
    assert alert is not None

    state = codec.read_json(codec.write(codec.ALERT, alert))
    for name in ("asked", "answered"):
        del state["overleg"][name]
    name, data = codec.write_event(concluded[-1])
    old = codec.read_json(data)
    del old["asked"]

    assert codec.read(codec.ALERT, codec.write_json(state)) == alert
    assert codec.read_event(name, codec.write_json(old)) == concluded[-1]


def test_a_drill_from_before_there_were_lessons_is_read_and_follows_none() -> None:
    raised = replace(story()[0], drill=True, lesson="stil")
    alert = replay([raised])
    assert alert is not None

    state = codec.read_json(codec.write(codec.ALERT, alert))
    name, data = codec.write_event(raised)
    old = codec.read_json(data)
    assert (state.pop("lesson"), old.pop("lesson")) == ("stil", "stil")

    assert codec.read(codec.ALERT, codec.write_json(state)) == replace(alert, lesson=None)
    assert codec.read_event(name, codec.write_json(old)) == replace(raised, lesson=None)


def test_what_is_not_as_it_says_is_not_written() -> None:
    wrong = replace(answered(1), role=7)  # type: ignore[arg-type]
    with pytest.raises(Exception, match="Expected `str`"):
        codec.write_event(wrong)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.timezones()))  # noqa: DTZ001
def test_f84_a_moment_is_written_in_one_way(at: datetime) -> None:
    text = instant.written(at)
    assert instant.read(text) == at.astimezone(UTC)
    assert instant.written(instant.read(text)) == text


def test_f84_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(AssertionError, match="zone"):
        instant.written(NOON.replace(tzinfo=None))


def test_an_id_is_its_own_text() -> None:
    assert codec.read_json(codec.write_json({"alert": SKM_7})) == {"alert": "SKM-2611-07"}
