"""Looking: one alert, with all that may be done with it."""

from bot.actions.answering import alert_of
from bot.buttons import Press
from bot.visit import Reply, Visit
from flows.notes import reads_notes
from storage.history import about


async def toon(visit: Visit, press: Press) -> Reply:
    """One alert, with all that this person may do with it."""
    alert = await alert_of(visit, press)
    if reads_notes(visit.member, alert) and await visit.work.notes.of(alert.id):
        mark, subject = visit.member.alias, about(alert.id)
        await visit.work.history.add(  # reading is history too (S50)
            subject, "NotesRead", {}, by_person=mark, by_role=None, at=visit.now
        )
    return Reply(screen="one", alert=alert.id)
