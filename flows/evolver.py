"""What each event changes: evolve and replay, the one way in which an alert comes about."""

from collections.abc import Sequence
from typing import assert_never

from flows import agreements as agree
from flows import alert as frame
from flows import answers as answer
from flows import (
    chase,
    clock,
    ending,
    follow_up,
    not_begun,
    overleg,
    planning,
    questions,
    quorum,
    recording,
    safety,
    second_path,
)
from flows.frozen import replace
from flows.state import Alert

Asked = (
    answer.AnswerGiven
    | answer.AnswerUndone
    | chase.LadderClimbed
    | chase.PhoneRouteTaken
    | chase.RoleAskedAgain
    | chase.CallLogged
    | quorum.QuorumReached
    | quorum.QuorumLost
    | planning.OverlegPlanned
    | planning.OverlegReminded
    | planning.StartQuestioned
    | second_path.SecondPathUsed
)
Met = (
    overleg.OverlegStarted
    | overleg.StartCorrected
    | not_begun.StartTakenBack
    | overleg.PresenceMarked
    | overleg.RegieTaken
    | overleg.ModeChosen
    | overleg.OverlegEnded
    | agree.AgreementMade
    | agree.AgreementDropped
    | agree.NothingAgreed
    | overleg.OverlegConcluded
)
Owed = (
    agree.FollowUpSet
    | follow_up.FollowUpReminded
    | follow_up.FollowUpDone
    | follow_up.FollowUpPostponed
    | follow_up.AlertReopened
    | safety.SafetyChanged
    | recording.RecordedInOwnSystem
    | recording.RecordingReminded
    | questions.QuestionAnswered
    | clock.CustodyWarned
    | clock.ClosingQuestioned
    | clock.ConclusionQuestioned
    | frame.AlertClosed
    | frame.AlertFlagged
)
Ended = (
    ending.AlertEnded
    | ending.ClockTaken
    | ending.EndUndone
    | ending.MissExplained
    | ending.OverlegMissed
    | ending.MissQuestioned
)
Event = frame.AlertRaised | Asked | Met | Owed | Ended


def replay(events: Sequence[Event], alert: Alert | None = None) -> Alert | None:
    """The alert after these events."""
    for event in events:
        alert = evolve(alert, event)
    return alert


def evolve(alert: Alert | None, event: Event) -> Alert:
    """The alert after one event; its version counts the events."""
    if isinstance(event, frame.AlertRaised):
        return frame.alert_raised(alert, event)
    assert alert is not None, "only raising makes an alert"
    return replace(_evolve(alert, event), version=alert.version + 1)


def _evolve(alert: Alert, event: Asked | Met | Owed | Ended) -> Alert:
    if isinstance(event, Asked):
        return _evolve_asked(alert, event)
    if isinstance(event, Met):
        return _evolve_met(alert, event)
    if isinstance(event, Owed):
        return _evolve_owed(alert, event)
    return _evolve_ended(alert, event)


def _evolve_asked(alert: Alert, event: Asked) -> Alert:
    match event:
        case answer.AnswerGiven():
            return answer.answer_given(alert, event)
        case answer.AnswerUndone():
            return answer.answer_undone(alert, event)
        case chase.LadderClimbed():
            return chase.ladder_climbed(alert, event)
        case chase.PhoneRouteTaken():
            return chase.phone_route_taken(alert, event)
        case chase.RoleAskedAgain():
            return chase.role_asked_again(alert, event)
        case chase.CallLogged():
            return chase.call_logged(alert, event)
        case quorum.QuorumReached():
            return quorum.quorum_reached(alert, event)
        case quorum.QuorumLost():
            return quorum.quorum_lost(alert, event)
        case planning.OverlegPlanned():
            return planning.overleg_planned(alert, event)
        case planning.OverlegReminded():
            return planning.overleg_reminded(alert, event)
        case planning.StartQuestioned():
            return planning.start_questioned(alert, event)
        case second_path.SecondPathUsed():
            return second_path.second_path_used(alert, event)
        case _:
            assert_never(event)


def _evolve_met(alert: Alert, event: Met) -> Alert:
    match event:
        case overleg.OverlegStarted():
            return overleg.overleg_started(alert, event)
        case overleg.StartCorrected():
            return overleg.start_corrected(alert, event)
        case not_begun.StartTakenBack():
            return not_begun.start_taken_back(alert, event)
        case overleg.PresenceMarked():
            return overleg.presence_marked(alert, event)
        case overleg.RegieTaken():
            return overleg.regie_taken(alert, event)
        case overleg.ModeChosen():
            return overleg.mode_chosen(alert, event)
        case overleg.OverlegEnded():
            return overleg.overleg_ended(alert, event)
        case agree.AgreementMade():
            return agree.agreement_made(alert, event)
        case agree.AgreementDropped():
            return agree.agreement_dropped(alert, event)
        case agree.NothingAgreed():
            return agree.nothing_agreed(alert, event)
        case overleg.OverlegConcluded():
            return overleg.overleg_concluded(alert, event)
        case _:
            assert_never(event)


def _evolve_owed(alert: Alert, event: Owed) -> Alert:
    match event:
        case agree.FollowUpSet():
            return agree.follow_up_set(alert, event)
        case follow_up.FollowUpReminded():
            return follow_up.follow_up_reminded(alert, event)
        case follow_up.FollowUpDone():
            return follow_up.follow_up_done(alert, event)
        case follow_up.FollowUpPostponed():
            return follow_up.follow_up_postponed(alert, event)
        case follow_up.AlertReopened():
            return follow_up.alert_reopened(alert, event)
        case safety.SafetyChanged():
            return safety.safety_changed(alert, event)
        case recording.RecordedInOwnSystem():
            return recording.recorded_in_own_system(alert, event)
        case recording.RecordingReminded():
            return recording.recording_reminded(alert, event)
        case questions.QuestionAnswered():
            return questions.question_answered(alert, event)
        case clock.CustodyWarned():
            return clock.custody_warned(alert, event)
        case clock.ClosingQuestioned():
            return clock.closing_questioned(alert, event)
        case clock.ConclusionQuestioned():
            return clock.conclusion_questioned(alert, event)
        case frame.AlertClosed():
            return frame.alert_closed(alert, event)
        case frame.AlertFlagged():
            return frame.alert_flagged(alert, event)
        case _:
            assert_never(event)


def _evolve_ended(alert: Alert, event: Ended) -> Alert:
    match event:
        case ending.AlertEnded():
            return ending.alert_ended(alert, event)
        case ending.ClockTaken():
            return ending.clock_taken(alert, event)
        case ending.EndUndone():
            return ending.end_undone(alert, event)
        case ending.MissExplained():
            return ending.miss_explained(alert, event)
        case ending.OverlegMissed():
            return ending.overleg_missed(alert, event)
        case ending.MissQuestioned():
            return ending.miss_questioned(alert, event)
        case _:
            assert_never(event)
