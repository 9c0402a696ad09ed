"""What people type or send: an answer that was asked for, or something the bot takes no part in."""

from datetime import timedelta

from bot.actions import (
    answering,
    changes,
    drafting,
    duty,
    duty_roster,
    duty_typed,
    eligible,
    group_talk,
    guarding,
    kimi,
    meeting,
    notes,
    raiser,
)
from bot.buttons import Code, Press, moment
from bot.inputs import Sent, Typed
from bot.visit import NotNow, Reply, Visit
from flows.calendar import local, next_moment, parse_wall_time
from flows.privacy import dossier_reference
from flows.state import AlertId
from flows.typed_day import parse_days

PAST = (Code.WAS_AL_BEGONNEN, Code.AL_GEHOUDEN)


async def typed(visit: Visit, item: Typed) -> Reply:
    """A line of text: what was asked for, or a kind word on how it works.

    Personal data is refused before anything else, is not kept, and the line is removed where
    Telegram lets us.
    """
    if item.text.strip() in visit.house.in_every_language("knop.aanvragen"):
        return await drafting.begin(visit)
    if not visit.origin.is_private:
        return await group_talk.heard(visit, item)
    asked = await visit.work.asked.of(visit.user_id, visit.now)
    fresh = not item.edited and not item.forwarded
    wanted = asked.what if asked is not None and fresh else None
    if wanted == "reference" and dossier_reference(item.text) is not None:
        return await drafting.take_reference(visit, item.text)
    if wanted != duty.ASKS_ABSENCE or parse_days(item.text, local(visit.now).date()) is None:
        # days alone, with t/m between, look like an address
        also = () if wanted == notes.ASKS_NOTE else guarding.UNASKED
        await guarding.refuse_personal(visit.work, visit.house, item, visit.now, also)
    if item.edited or item.forwarded:
        raise NotNow("typed.edited" if item.edited else "typed.forwarded")
    if asked is None:
        raise NotNow("typed.not_asked")
    if asked.what == "reference":
        raise NotNow("draft.not_a_reference")
    args = {name: str(value) for name, value in asked.args.items()}
    if asked.what == notes.ASKS_NOTE:
        return await notes.take(visit, item.text, asked.args)
    if asked.what in duty_typed.TAKES:
        return await duty_typed.TAKES[asked.what](visit, item.text, args)
    if asked.what == kimi.ASKS_DATE:
        return await kimi.take_date(visit, item.text)
    if asked.what == eligible.ASKS_CASES:
        return await eligible.take_cases(visit, item.text, args)
    if asked.what == changes.ASKS_DAY:
        return await changes.take_day(visit, item.text, args)
    return await _time(visit, item.text, args)


async def sent(visit: Visit, item: Sent) -> Reply:
    """A photo, a voice message, a place: nothing of it is kept but that it came (S26)."""
    if not visit.origin.is_private:
        return await group_talk.heard(visit, item)
    asked = await visit.work.asked.of(visit.user_id, visit.now)
    if asked is not None and asked.what == duty_roster.ASKS_ROSTER:
        args = {name: str(value) for name, value in asked.args.items()}
        return await duty_roster.take_file(visit, item, args)
    raise NotNow("sent.not_read")


async def _time(visit: Visit, text: str, args: dict[str, str]) -> Reply:
    wall = parse_wall_time(text)
    if wall is None:
        raise NotNow("typed.no_time")
    code, alert = Code(args["code"]), AlertId(args["alert"])
    at = next_moment(visit.now, wall)
    if code in PAST and at > visit.now:
        at -= timedelta(days=1)
    details = (moment(at), args["for"]) if args.get("for") else (moment(at),)
    press = Press(code=code, alert=alert, details=details)
    action = {
        Code.KAN_OM: answering.kan_om,
        Code.PLAN_OM: meeting.plan_om,
        Code.WAS_AL_BEGONNEN: meeting.was_al_begonnen,
        Code.AL_GEHOUDEN: raiser.achteraf,
    }[code]
    reply = await action(visit, press)
    shown = dict(reply.args)
    if code is Code.KAN_OM:  # another time may be typed after it: who mistypes puts it right so
        until = visit.now + answering.ASKED_LASTS
        await visit.work.asked.expect(visit.user_id, "time", args, expires_at=until)
        shown["typed"] = "ja"
    return Reply(screen=reply.screen, alert=reply.alert, args=shown, fresh=True)
