"""Who was asked to stand in hears that it is settled; the regie is asked to conclude."""

from story import OM, POLITIE, VT, answered, at, by, climbed, given, raised, started, then

from flows.answers import AnswerGiven
from flows.clock import ConclusionQuestioned
from flows.notices import Audience, Notice, NoticeKind, Rank, notices
from flows.overleg import OverlegConcluded
from flows.state import CLOCK
from flows.still_true import still_true

SETTLED = Notice(
    kind=NoticeKind.SETTLED, audience=Audience.DEPUTIES, rank=Rank.QUIET, round=1, role=OM
)
CONCLUDE = Notice(
    kind=NoticeKind.CONCLUDE, audience=Audience.ROLE, rank=Rank.PLAN, round=1, role=VT, number=1
)


def test_whoever_was_asked_to_stand_in_hears_that_the_role_has_answered():
    waiting = given(raised(), climbed(OM, 2, "10:20"))
    event = answered(OM, clock="10:25")
    assert isinstance(event, AnswerGiven)

    alert = then(waiting, event)

    assert SETTLED in notices(alert, [event])
    assert still_true(alert, SETTLED)
    assert not still_true(waiting, SETTLED)


def test_an_answer_before_anybody_stood_in_is_told_to_nobody():
    event = answered(POLITIE)

    alert = given(raised(), event)

    assert SETTLED not in notices(alert, [event])


def test_the_regie_is_asked_to_conclude_until_it_has():
    event = ConclusionQuestioned(at=at("13:00"), by=CLOCK, count=1)
    alert = given(raised(), started(), event)

    assert CONCLUDE in notices(alert, [event])
    assert still_true(alert, CONCLUDE)
    assert not still_true(then(alert, OverlegConcluded(at=at("13:10"), by=by(VT))), CONCLUDE)
