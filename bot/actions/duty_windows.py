"""When an organisation can be reached: set by its aanspreekpunt, kept as a version, never bent."""

import re
from datetime import datetime, time

from bot.actions.answering import ASKED_LASTS
from bot.actions.duty import note
from bot.actions.duty_roster import place
from bot.buttons import Press
from bot.screens.duty_view import PRESETS
from bot.visit import NotNow, Reply, Visit, no_day, noted, prompt
from config import schema
from flows.calendar import Window, at_local, local
from flows.refusal import Refusal, Refused
from flows.rules import Role
from flows.typed_day import parse_day

HOURS = re.compile(r"\b(\d{1,2})(?:[:.](\d\d))?(?: ?[-–] ?| tot )(\d{1,2})(?:[:.](\d\d))?\b")
ASKS_WINDOWS, ASKS_FROM = "windows", "windows_from"


async def venster(visit: Visit, press: Press) -> Reply:
    """The windows of an organisation. Details: role; a preset, t to type, v for today."""
    role, what = Role(press.details[0]), press.details[1:]
    args = {"network": place(visit, role), "role": role}
    match what:
        case ():
            return Reply(screen="reach_windows", args=args)
        case ("t",):
            expires_at = visit.now + ASKED_LASTS
            await visit.work.asked.expect(visit.user_id, ASKS_WINDOWS, args, expires_at=expires_at)
            return prompt("duty.windows.type")
        case ("v",):
            asked = await visit.work.asked.of(visit.user_id, visit.now)
            if asked is None or asked.what != ASKS_FROM or asked.args["role"] != role:
                raise Refused(Refusal.NOT_CURRENT)
            return await _set(visit, role, str(asked.args["text"]), visit.now)
        case (number,) if number.isdigit() and int(number) < len(PRESETS):
            return await _ask_from(visit, role, PRESETS[int(number)])
        case _:
            raise Refused(Refusal.NOT_CURRENT)


async def take_windows(visit: Visit, text: str, args: dict[str, str]) -> Reply:
    """Windows as somebody typed them. Raises NotNow on what does not read as windows."""
    said = HOURS.sub(_in_full, " ".join(text.casefold().split()))
    read_windows(said)
    reply = await _ask_from(visit, Role(args["role"]), said)
    return Reply(screen=reply.screen, args=reply.args, fresh=True)


async def take_from(visit: Visit, text: str, args: dict[str, str]) -> Reply:
    """From which day on. Raises NotNow on what is no day."""
    today = local(visit.now).date()
    day = parse_day(text, today)
    if day is None:
        raise no_day(text, today)
    starts_at = visit.now if day == today else at_local(day, time(0))
    reply = await _set(visit, Role(args["role"]), args["text"], starts_at)
    return Reply(screen=reply.screen, args=reply.args, fresh=True)


def _in_full(found: re.Match[str]) -> str:
    """Hours as the files have them: 9-17 reads 09:00-17:00, as it does for a shift."""
    opens, closes = (f"{int(found[n]):02}:{found[n + 1] or '00'}" for n in (1, 3))
    return f"{opens}-{closes}"


def read_windows(text: str) -> tuple[Window, ...]:
    """Windows as in the files, several with `;` between. Raises NotNow on anything else."""
    try:
        parts = [schema.windows(part.strip()) for part in text.split(";")]
    except ValueError as error:
        raise NotNow("duty.windows.unclear") from error
    return tuple(window for part in parts for window in part)


async def _ask_from(visit: Visit, role: Role, text: str) -> Reply:
    args = {"network": place(visit, role), "role": role, "text": text}
    expires_at = visit.now + ASKED_LASTS
    await visit.work.asked.expect(visit.user_id, ASKS_FROM, args, expires_at=expires_at)
    return Reply(screen="windows_from", args=args)


async def _set(visit: Visit, role: Role, text: str, starts_at: datetime) -> Reply:
    network, windows = place(visit, role), read_windows(text)
    await visit.work.asked.clear(visit.user_id)
    await visit.work.duty.set_windows(
        network, role, windows,
        owner=visit.member.person, starts_at=starts_at, now=visit.now,
    )  # fmt: skip
    await note(visit, network, role, "WindowsSet", starts_at=starts_at.isoformat())
    return noted(visit, "reach_windows", network=network, role=role)
