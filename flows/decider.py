"""Everything that can be asked of an alert, and the rule that answers it: decide."""

from collections.abc import Sequence
from datetime import datetime
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
    recording,
    safety,
    second_path,
)
from flows.evolver import Event, evolve, replay
from flows.refusal import Refusal, Refused
from flows.state import Alert

Asking = (  # answering, and the chase of who does not
    answer.GiveAnswer
    | answer.UndoAnswer
    | chase.ReportUnreachable
    | chase.LogCall
    | planning.AcceptProposal
    | planning.PlanOverleg
    | second_path.NoteSecondPath
)
Meeting = (  # the overleg and what it agrees
    overleg.StartOverleg
    | not_begun.TakeBackStart
    | overleg.MarkPresence
    | overleg.TakeRegie
    | overleg.ChooseMode
    | overleg.EndOverleg
    | agree.MakeAgreement
    | agree.DropAgreement
    | agree.AgreeNothing
    | overleg.ConcludeOverleg
)
Aftercare = (  # what is owed afterwards
    follow_up.FinishFollowUp
    | follow_up.PostponeFollowUp
    | follow_up.AskOverlegAgain
    | safety.ReportSafetyChange
    | recording.RecordInOwnSystem
    | questions.AnswerQuestion
    | frame.CloseAlert
    | frame.FlagAlert
)
Ending = (  # an end without overleg
    ending.Withdraw
    | ending.CallMistake
    | ending.CallNotNeeded
    | ending.MarkDuplicate
    | ending.TakeClock
    | ending.EndDrill
    | ending.ReopenAlert
    | ending.ExplainMiss
)
Command = frame.RaiseAlert | Asking | Meeting | Aftercare | Ending | clock.CheckClock

MOST_AT_ONCE = 200  # more events from one look at the clock means that it never comes to rest


def decide(alert: Alert | None, command: Command, now: datetime) -> Sequence[Event]:
    """Say what a command makes happen: events, nothing (a repeat), or Refused."""
    if isinstance(command, frame.RaiseAlert):
        raised = frame.raise_alert(alert, command, now)
        return [*raised, *check_clock(replay(raised), now)] if raised else []
    if alert is None:
        raise Refused(Refusal.UNKNOWN_ALERT)
    if isinstance(command, clock.CheckClock):
        return check_clock(alert, now)
    if isinstance(command, Asking):
        return _decide_asking(alert, command, now)
    if isinstance(command, Meeting):
        return _decide_meeting(alert, command, now)
    if isinstance(command, Aftercare):
        return _decide_aftercare(alert, command, now)
    return _decide_ending(alert, command, now)


def check_clock(alert: Alert | None, now: datetime) -> Sequence[Event]:
    """Everything that has fallen due, each in its own event, until the clock is at rest."""
    events: list[Event] = []
    while alert is not None and (event := clock.first_due(alert, now)) is not None:
        events.append(event)
        alert = evolve(alert, event)
        assert len(events) < MOST_AT_ONCE, "a deadline was not moved by its own event"
    return events


def _decide_asking(alert: Alert, command: Asking, now: datetime) -> Sequence[Event]:
    match command:
        case answer.GiveAnswer():
            return answer.give_answer(alert, command, now)
        case answer.UndoAnswer():
            return answer.undo_answer(alert, command, now)
        case chase.ReportUnreachable():
            return chase.report_unreachable(alert, command, now)
        case chase.LogCall():
            return chase.log_call(alert, command, now)
        case planning.AcceptProposal():
            return planning.accept_proposal(alert, command, now)
        case planning.PlanOverleg():
            return planning.plan_overleg(alert, command, now)
        case second_path.NoteSecondPath():
            return second_path.note_second_path(alert, command, now)
        case _:
            assert_never(command)


def _decide_meeting(alert: Alert, command: Meeting, now: datetime) -> Sequence[Event]:
    match command:
        case overleg.StartOverleg():
            return overleg.start_overleg(alert, command, now)
        case not_begun.TakeBackStart():
            return not_begun.take_back_start(alert, command, now)
        case overleg.MarkPresence():
            return overleg.mark_presence(alert, command, now)
        case overleg.TakeRegie():
            return overleg.take_regie(alert, command, now)
        case overleg.ChooseMode():
            return overleg.choose_mode(alert, command, now)
        case overleg.EndOverleg():
            return overleg.end_overleg(alert, command, now)
        case agree.MakeAgreement():
            return agree.make_agreement(alert, command, now)
        case agree.DropAgreement():
            return agree.drop_agreement(alert, command, now)
        case agree.AgreeNothing():
            return agree.agree_nothing(alert, command, now)
        case overleg.ConcludeOverleg():
            return overleg.conclude_overleg(alert, command, now)
        case _:
            assert_never(command)


def _decide_aftercare(alert: Alert, command: Aftercare, now: datetime) -> Sequence[Event]:
    match command:
        case follow_up.FinishFollowUp():
            return follow_up.finish_follow_up(alert, command, now)
        case follow_up.PostponeFollowUp():
            return follow_up.postpone_follow_up(alert, command, now)
        case follow_up.AskOverlegAgain():
            return follow_up.ask_overleg_again(alert, command, now)
        case safety.ReportSafetyChange():
            return safety.report_safety_change(alert, command, now)
        case recording.RecordInOwnSystem():
            return recording.record_in_own_system(alert, command, now)
        case questions.AnswerQuestion():
            return questions.answer_question(alert, command, now)
        case frame.CloseAlert():
            return frame.close_alert(alert, command, now)
        case frame.FlagAlert():
            return frame.flag_alert(alert, command, now)
        case _:
            assert_never(command)


def _decide_ending(alert: Alert, command: Ending, now: datetime) -> Sequence[Event]:
    match command:
        case ending.Withdraw():
            return ending.withdraw(alert, command, now)
        case ending.CallMistake():
            return ending.call_mistake(alert, command, now)
        case ending.CallNotNeeded():
            return ending.call_not_needed(alert, command, now)
        case ending.MarkDuplicate():
            return ending.mark_duplicate(alert, command, now)
        case ending.TakeClock():
            return ending.take_clock(alert, command, now)
        case ending.EndDrill():
            return ending.end_drill(alert, command, now)
        case ending.ReopenAlert():
            return ending.reopen_alert(alert, command, now)
        case ending.ExplainMiss():
            return ending.explain_miss(alert, command, now)
        case _:
            assert_never(command)
