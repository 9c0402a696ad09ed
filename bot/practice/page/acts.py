"""What can be done on the page, each act checked and carried out as a person would do it."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from bot.practice.model import Chat
from bot.practice.page.open_town import OpenTown
from bot.practice.phones import Phone
from flows.calendar import at_local, local

Body = Mapping[str, Any]
LONGEST_TEXT = 4096  # as Telegram takes it
JUMP = timedelta(minutes=10)
FRIDAY, NIGHT = time(16, 10), time(2, 30)
RATES = {"run": 1.0, "stop": 0.0, "fast": 60.0}
A_WEEK, FRIDAY_IS = 7, 4


class NotSo(Exception):
    """An act that cannot be done; the key of the sentence that says why."""


async def act(town: OpenTown, body: Body) -> dict[str, Any]:
    """Do one thing; gives what the page must know at once. Raises NotSo."""
    name = _text(body, "do")
    if name not in ACTS:
        raise NotSo("oefenpagina.niet.onbekend")
    if town.is_away and name in ("press", "type", "open"):
        raise NotSo("oefenpagina.niet.telegram")
    try:
        return await ACTS[name](town, body) or {}
    except (LookupError, PermissionError):
        raise NotSo("oefenpagina.niet.weg") from None


async def _press(town: OpenTown, body: Body) -> dict[str, Any]:
    """Press a button; what stands there by now must be what was seen."""
    phone = _phone(town, body)
    message = _chat(town, body).messages[_number(body, "message")]
    button = message.keyboard[_place(body, "row")][_place(body, "column")]
    if message.deleted or button.text != _text(body, "label"):
        raise NotSo("oefenpagina.niet.veranderd")
    if not message.chat.member(phone.user).status.inside:
        raise NotSo("oefenpagina.niet.weg")
    if button.url is not None:
        return await _follow(phone, button.url)
    assert button.data is not None
    phone.taps += 1
    for _ in range(2 if town.double else 1):
        town.world.ask(phone.user, message, button.data)
    return {}


async def _type(town: OpenTown, body: Body) -> None:
    """Send a text, or press a key of the keyboard that stays, which does the same."""
    text = _text(body, "text").strip()[:LONGEST_TEXT]
    if not text:
        raise NotSo("oefenpagina.niet.leeg")
    chat = _chat(town, body)
    phone = _phone(town, body)
    for _ in range(2 if town.double and body.get("key") is True else 1):
        await phone.types(text, None if chat.id == phone.id else chat)


async def _open(town: OpenTown, body: Body) -> dict[str, Any]:
    return await _follow(_phone(town, body), _text(body, "link"))


async def _follow(phone: Phone, link: str) -> dict[str, Any]:
    """A link to the bot opens the private chat; another stays closed here."""
    if not link.startswith("https://t.me/"):
        raise NotSo("oefenpagina.niet.buiten")
    phone.taps += 1
    await phone.opens(link)
    return {"goes": phone.id}


async def _clock(town: OpenTown, body: Body) -> None:
    to = _text(body, "to")
    if to in RATES:
        town.clock.runs_at(RATES[to])
    else:
        town.clock.moves_to(await _moment(town, to))
    town.world.changes.notify()


async def _moment(town: OpenTown, to: str) -> datetime:
    now = town.clock.now()
    match to:
        case "ten":
            return now + JUMP
        case "next":
            due = await town.next_due()
            if due is None:
                raise NotSo("oefenpagina.niet.geen_volgende")
            return max(due, now) + timedelta(seconds=1)
        case "friday":
            return _next(now, FRIDAY, FRIDAY_IS)
        case "night":
            return _next(now, NIGHT)
        case _:
            raise NotSo("oefenpagina.niet.onbekend")


def _next(now: datetime, at: time, weekday: int | None = None) -> datetime:
    """The first moment after now that it is this late in Amsterdam, on this day of the week."""
    today = local(now).date()
    for days in range(A_WEEK + 1):
        day = today + timedelta(days=days)
        moment = at_local(day, at)
        if moment > now and weekday in (None, day.weekday()):
            return moment
    raise AssertionError("every week has every day")


async def _fault(town: OpenTown, body: Body) -> None:
    on = body.get("on") is True
    match _text(body, "name"):
        case "away":
            await town.goes_away(on)
        case "blocked":
            om = town.settled.phones["om"]
            await (om.blocks_bot() if on else om.unblocks_bot())
        case "double":
            town.double = on
        case _:
            raise NotSo("oefenpagina.niet.onbekend")
    town.world.changes.notify()


async def _restart(town: OpenTown, _: Body) -> None:
    town.restarts()


async def _lesson(town: OpenTown, body: Body) -> None:
    code = body.get("code")
    if code is None:
        town.school.stops()
    elif not await town.school.begins(str(code)):
        raise NotSo("oefenpagina.niet.onbekend")
    town.world.changes.notify()


ACTS: Mapping[str, Callable[[OpenTown, Body], Awaitable[dict[str, Any] | None]]] = {
    "press": _press,
    "type": _type,
    "open": _open,
    "clock": _clock,
    "fault": _fault,
    "restart": _restart,
    "lesson": _lesson,
}


def _phone(town: OpenTown, body: Body) -> Phone:
    return town.phone(_number(body, "phone"))


def _chat(town: OpenTown, body: Body) -> Chat:
    return town.world.chats[_number(body, "chat")].now


def _number(body: Body, name: str) -> int:
    found = body.get(name)
    if type(found) is not int:
        raise NotSo("oefenpagina.niet.onbekend")
    return found


def _place(body: Body, name: str) -> int:
    """Counted from the beginning only."""
    found = _number(body, name)
    if found < 0:
        raise NotSo("oefenpagina.niet.onbekend")
    return found


def _text(body: Body, name: str) -> str:
    found = body.get(name)
    if not isinstance(found, str):
        raise NotSo("oefenpagina.niet.onbekend")
    return found
