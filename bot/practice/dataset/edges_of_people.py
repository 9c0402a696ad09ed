"""Edge cases of dataset.md 4.8 about people: 2 and 4 to 9. What cannot be in data is in docs/.

Told as it happens: each says what people do; what becomes of it is for the rules to decide.
"""

from datetime import timedelta

from bot.practice.dataset.case import Case, begun, passes_on, refused, says
from bot.practice.dataset.facts import reference_of
from bot.practice.dataset.people import OM, POLITIE, RVDK, VT, colleague
from bot.practice.dataset.turns import Elsewhere, Life
from flows.answers import GiveAnswer
from flows.ending import EndDrill, MarkDuplicate, ReopenAlert, TakeClock, Withdraw
from flows.refusal import Refusal
from flows.terms import AnswerKind, StartSource

NINE_MINUTES = timedelta(minutes=9)
TWIN_REFERENCE = reference_of("twins")


# --- 2: two about the same, within fifteen minutes, by two raisers ------------------------------


def first_of_twins(case: Case) -> Life:
    """2: the hospital called VT ..."""
    yield case.raised(reference=TWIN_REFERENCE)
    yield from case.answers((8, POLITIE), (16, OM), (20, RVDK))
    yield from case.held(95)


def second_of_twins(case: Case) -> Life:
    """2: ... and politie, which asks for the same dossier eleven minutes later: dubbel."""
    yield case.raised(colleague(POLITIE), reference=TWIN_REFERENCE, source="politie")
    yield case.after(4)
    yield MarkDuplicate(by=colleague(POLITIE), of=case.ledger.numbers["2a"])


def first_without_reference(case: Case) -> Life:
    """2: without a reference nobody sees at once that it is the same; this one gives way ..."""
    yield case.raised(colleague(POLITIE), source="politie")
    yield case.after(21)
    yield MarkDuplicate(by=colleague(POLITIE), of=case.ledger.numbers["2d"])


def second_without_reference(case: Case) -> Life:
    """2: ... and this one, of nine minutes later, keeps the earlier clock."""
    yield case.raised()
    yield case.after(13)
    first = case.ledger.numbers["2c"]
    yield TakeClock(by=colleague(POLITIE), clock_at=case.at - NINE_MINUTES, duplicate=first)
    yield from case.answers((15, POLITIE), (22, OM))
    yield from case.held(100)


# --- 4: withdrawn and reopened ------------------------------------------------------------------


def withdrawn_unanswered(case: Case) -> Life:
    """4: withdrawn before anybody answered: it does not count."""
    yield case.raised()
    yield case.after(3)
    yield Withdraw(by=colleague(VT), reason="andere_route")


def withdrawn_after_two_answers(case: Case) -> Life:
    """4: withdrawn after two answers: it counts."""
    yield case.raised()
    yield from case.answers((4, POLITIE), (9, OM))
    yield case.after(25)
    yield Withdraw(by=colleague(VT), reason="medisch_verklaard")


def reopened(case: Case) -> Life:
    """4: withdrawn, and nine minutes later opened again, with the old clock."""
    yield case.raised()
    yield from case.answers((4, POLITIE))
    yield case.after(20)
    yield Withdraw(by=colleague(VT), reason="anders")
    yield case.after(29)
    yield ReopenAlert(by=colleague(VT))
    yield from case.answers((36, OM), (41, RVDK))
    yield from case.held(110)


# --- 5: answers without overleg, overleg without answers ----------------------------------------


def answered_and_missed(case: Case) -> Life:
    """5: everybody answers, and there is no overleg: gemist."""
    yield case.raised()
    yield from case.answers((4, POLITIE), (15, OM), (22, RVDK))


def held_without_om(case: Case) -> Life:
    """5: the overleg without the OM, which neither taps nor can be telephoned."""
    yield case.raised()
    yield from case.answers((7, POLITIE), (25, RVDK))
    yield from case.held(120)


def logged_afterwards(case: Case) -> Life:
    """5: nobody tapped anything; what was done by telephone is entered the next morning."""
    yield case.raised()
    told = case.after(16 * 60)
    yield told
    yield begun(case.after(70), source=StartSource.AFTERWARDS)
    yield from case.concluded(told)


def started_before_the_alert(case: Case) -> Life:
    """5: a start before the asking is refused; the true one is accepted."""
    yield case.raised()
    yield from case.answers((3, POLITIE), (8, OM))
    yield case.after(60)
    early = begun(case.after(-20), source=StartSource.AFTERWARDS)
    yield refused(early, Refusal.BEFORE_THE_ALERT)
    yield from case.held(62)


# --- 6: who answers, and what of it remains -----------------------------------------------------


def answer_changed(case: Case) -> Life:
    """6: politie can come now, and a quarter of an hour later cannot."""
    yield case.raised()
    yield from case.answers((4, POLITIE), (9, OM))
    yield case.after(19)
    yield says(POLITIE, AnswerKind.DECLINED, "capaciteit")
    yield from case.held(105)


def one_for_two_roles(case: Case) -> Life:
    """6: one person answers for two roles: with a tap, and by telephone for the other."""
    yield case.raised()
    yield from case.answers((5, POLITIE))
    yield case.after(7)
    both = colleague(POLITIE)
    yield passes_on(OM, both)
    yield from case.held(90)


def no_longer_a_member(case: Case) -> Life:
    """6: who is no longer a member is refused at the door (bot/access.py); a colleague answers.

    Who would tap for another role than one's own is refused by the rules too.
    """
    yield case.raised()
    yield case.after(6)
    stranger = GiveAnswer(by=colleague(OM, 9), role=POLITIE, kind=AnswerKind.NOW)
    yield refused(stranger, Refusal.NOT_YOUR_ROLE)
    yield from case.answers((11, POLITIE), (14, OM))
    yield from case.held(88)


def proxy_then_own_tap(case: Case) -> Life:
    """6: VT passes on what the OM said by telephone; later the OM taps itself, another answer."""
    yield case.raised()
    yield from case.answers((6, POLITIE))
    yield case.after(32)
    yield passes_on(OM)
    yield case.after(47)
    yield says(OM, AnswerKind.DEPUTY)
    yield case.after(52)
    yield says(OM)
    yield from case.held(115)


# --- 7 and 8: at the same moment, and after somebody left ---------------------------------------


def two_start_at_once(case: Case) -> Life:
    """7: two press Overleg gestart within the same second: one start."""
    yield case.raised()
    yield from case.answers((5, POLITIE), (13, OM))
    start = case.after(80)
    yield start
    yield begun(start, colleague(POLITIE))
    yield from case.held(80)


def raiser_left(case: Case) -> Life:
    """8: who asked leaves the register while it runs; a colleague of the role carries on."""
    yield case.raised(colleague(VT, 4))
    yield from case.answers((5, POLITIE), (18, OM))
    yield from case.held(97)


# --- 9: drills ----------------------------------------------------------------------------------


def drill_that_gives_way(case: Case) -> Life:
    """9: a drill, on the day of a real alert, which ends it."""
    yield case.raised(drill=True)
    yield from case.answers((5, POLITIE))


def real_beside_a_drill(case: Case) -> Life:
    """9: the real alert of that day."""
    yield case.raised()
    yield Elsewhere(alert=case.ledger.numbers["9a"], command=EndDrill(by=colleague(VT)))
    yield from case.answers((6, POLITIE), (17, OM))
    yield from case.held(84)


def drill_that_is_real(case: Case) -> Life:
    """9: a drill that turns out to be real is never switched: it is withdrawn ..."""
    yield case.raised(drill=True)
    yield case.after(8)
    yield Withdraw(by=colleague(VT), reason="anders")


def raised_again_for_real(case: Case) -> Life:
    """9: ... and asked for again; and what is real never ends as a drill."""
    yield case.raised()
    yield refused(EndDrill(by=colleague(VT)), Refusal.DRILL_STAYS_DRILL)
    yield from case.answers((3, POLITIE), (10, OM))
    yield from case.held(70)
