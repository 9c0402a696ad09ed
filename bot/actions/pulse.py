"""The yearly pulse: one tap a question; what somebody taps is counted and known of nobody."""

from bot.buttons import Press
from bot.screens.pulse import DONE, SKIP
from bot.visit import NotNow, Reply, Visit, noted
from flows.pulse import PULSE_ANSWERS, PulseQuestion, is_open


async def peiling(visit: Visit, press: Press) -> Reply:
    """One question; details: the network, the year, the question, the answer.

    An answer cannot be changed: nobody knows any more which one it was.
    """
    network, year, question, *said = press.details
    if not is_open(int(year), visit.now):
        raise NotNow("pulse.over")
    counts, person = visit.work.counts, visit.member.person
    asked = await counts.pulse_answered(network, int(year), person)
    if asked is None or network not in visit.member.networks():
        raise NotNow("refusal.not_current")
    one = PulseQuestion(question)
    after = _after(one, {*asked, one}) if said else question
    args = {"network": network, "year": year, "at": after}
    if not said or said[0] == SKIP:
        return Reply(screen="pulse", args=args)
    if said[0] not in PULSE_ANSWERS[one]:
        raise NotNow("refusal.not_current")
    if await counts.answer_pulse(network, int(year), person, one, said[0]):
        return noted(visit, "pulse", network=network, year=year, at=after)
    return Reply(toast=visit.house.texts("pulse.once"), screen="pulse", args=args)


def _after(question: PulseQuestion, answered: set[PulseQuestion]) -> str:
    """The next question that is open, if there is one after this."""
    order = list(PulseQuestion)
    later = order[order.index(question) + 1 :]
    return next((one.value for one in later if one not in answered), DONE)
