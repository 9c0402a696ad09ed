"""Every way in which a call to Telegram can go wrong, and what that means for us."""

import re
from datetime import datetime, timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
)

from bot.screen import Barred, Bug, Done, Gone, Later, Moved, Outcome
from bot.telegram.request import NotSent, Unsure

TOKEN_PAUSE = timedelta(seconds=60)
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(days=1)
LONGEST_ERROR = 200

# Telegram's words after "Bad Request:", without regard to capitals; the first that fits counts.
REFUSALS: tuple[tuple[str, type[Done] | type[Gone] | type[Barred]], ...] = (
    ("message is not modified", Done),
    ("query is too old", Done),
    ("query_id_invalid", Done),
    ("query id is invalid", Done),
    ("hide_requester_missing", Done),
    ("user_already_participant", Done),
    (r"message to \w+ not found", Gone),
    ("message can't be edited", Gone),
    ("message_id_invalid", Gone),
    (r"there is no (text|caption) in the message to edit", Gone),
    ("chat not found", Barred),
    ("peer_id_invalid", Barred),
    ("not enough rights", Barred),
    ("have no rights", Barred),
    ("need administrator rights", Barred),
    ("chat_admin_required", Barred),
    (r"chat_\w*(forbidden|restricted)", Barred),
    ("message can't be deleted", Barred),
    ("user is deactivated", Barred),
    ("group chat was (deleted|deactivated)", Barred),
    ("topic_(closed|deleted)", Barred),
    ("message thread not found", Barred),
)


def outcome_of(error: Exception, now: datetime) -> Outcome:
    """What this error means; what nobody has seen before may have been carried out."""
    match error:
        case ChatMigrated():
            return Moved(chat_id=error.new_chat_id)
        case RetryAfter():
            return Later(at=now + _span(error) + timedelta(seconds=1), error="too many requests")
        case InvalidToken() | EndPointNotFound():
            return Later(at=now + TOKEN_PAUSE, everywhere=True, error="token")
        case NotSent():
            return Later(at=now + FIRST_PAUSE, everywhere=True, error=words_of(error))
        case Forbidden():
            return Barred(error=words_of(error))
        case BadRequest():  # the library counts it among the troubles of the network
            return _refused(words_of(error))
        case _:
            return Later(at=now + FIRST_PAUSE, perhaps=True, error=words_of(error))


def words_of(error: Exception) -> str:
    """What was said, without what it quotes from our text; of odd errors only the kind."""
    if not isinstance(error, BadRequest | Forbidden | NotSent | Unsure):
        return type(error).__name__
    return re.sub(r"(?<!\w)(['\"]).*\1", "…", str(error))[:LONGEST_ERROR]


def _refused(words: str) -> Outcome:
    said = words.casefold()
    for pattern, outcome in REFUSALS:
        if re.search(pattern, said):
            return outcome(error=words) if outcome is Barred else outcome()
    return Bug(error=words)


def _span(error: RetryAfter) -> timedelta:
    wait = error.retry_after  # a number when the environment wants it so
    return min(wait if isinstance(wait, timedelta) else timedelta(seconds=wait), LONGEST_PAUSE)
