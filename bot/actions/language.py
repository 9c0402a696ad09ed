"""In which language the bot writes to somebody: asked, and chosen."""

from dataclasses import replace

from bot.buttons import Press
from bot.errands import screen_errand
from bot.visit import Reply, Visit, noted
from flows.language import Language


async def taal(visit: Visit) -> Reply:
    """Show which it is, with the choice."""
    return Reply(screen="language", fresh=True)


async def kies(visit: Visit, press: Press) -> Reply:
    """Take a language, for oneself only; detail: which. The button that stays gets its words."""
    language = Language(press.details[0])
    await visit.work.languages.choose(visit.member.person, language)
    await visit.work.outbox.tell(screen_errand(visit.user_id, "language_chosen", visit.now))
    return noted(replace(visit, house=visit.house.speaking(language)), "language")
