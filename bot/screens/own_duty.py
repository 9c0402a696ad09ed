"""The screens of what somebody does with the own duty: hand it over, swap, be away, note it."""

from collections.abc import Iterable

from bot.buttons import Code, moment
from bot.rosters.calendar_file import write_ical
from bot.screen import Document, Screen
from bot.screens.duty import (
    back,
    day_text,
    gone,
    own_shifts,
    seen,
    shift_at,
    shift_text,
    shift_times,
    short,
)
from bot.screens.duty_view import DutyView, colleagues, coming
from bot.screens.scene import Scene, in_rows, lines
from flows.calendar import DAY, local
from flows.people import Member
from flows.rules import Role

MOST_SHIFTS = 12
SAID = {
    "accepted": "duty.handover.accepted",
    "refused": "duty.handover.refused",
    "lapsed": "duty.handover.lapsed",
    "sent": "duty.handover.sent",
    "withdrawn": "duty.handover.withdrawn",
}


def take_over_who(scene: Scene) -> Screen:
    """Whom to ask to take over a shift."""
    view, role = seen(scene), Role(scene.args["role"])
    piece = shift_at(scene, view, role, scene.args["start"])
    if piece is None:
        return gone(scene)
    choices = (
        scene.press(
            short(one.name), Code.NEEM_OVER, None, role, scene.args["start"], str(one.person)
        )
        for one in _others(scene, view, role)
    )
    rows = in_rows(choices, 1)
    key = "duty.take_over.who" if rows else "duty.no_colleague"
    return Screen(text=scene.say(key, shift=shift_text(scene, piece)), rows=(*rows, back(scene)))


def swap_mine(scene: Scene) -> Screen:
    """Which of the own shifts to swap; what has begun is handed over, not swapped."""
    view = seen(scene)
    choices = (
        scene.press(shift_text(scene, piece), Code.RUIL, None, piece.role, moment(piece.starts_at))
        for piece in own_shifts(scene, view)[:MOST_SHIFTS]
        if piece.starts_at > scene.now
    )
    rows = in_rows(choices, 1)
    text = scene.say("duty.swap.mine" if rows else "duty.swap.nothing")
    return Screen(text=text, rows=(*rows, back(scene)))


def swap_theirs(scene: Scene) -> Screen:
    """For which shift of a colleague."""
    view, role = seen(scene), Role(scene.args["role"])
    mine = shift_at(scene, view, role, scene.args["start"])
    if mine is None:
        return gone(scene)
    found = [
        (one, piece)
        for one in _others(scene, view, role)
        for piece in coming(view.roster, (role,), one.person, scene.now)
        if piece.starts_at > scene.now
    ]
    found.sort(key=lambda pair: pair[1].starts_at)
    choices = (
        scene.press(
            f"{one.name[:14]} {shift_times(scene, piece)}",
            Code.RUIL, None, role, scene.args["start"], str(one.person), moment(piece.starts_at),
        )
        for one, piece in found[:MOST_SHIFTS]
    )  # fmt: skip
    rows = in_rows(choices, 1)
    key = "duty.swap.theirs" if rows else "duty.swap.none"
    return Screen(text=scene.say(key, shift=shift_text(scene, mine)), rows=(*rows, back(scene)))


def duty_request(scene: Scene) -> Screen:
    """A request to take over or to swap: the question, or what came of it."""
    view, member = seen(scene), scene.member
    asked = view.handover
    assert member is not None
    if asked is None or member.person not in (asked.giver, asked.taker):
        return gone(scene)
    fields = {
        "giver": view.name(asked.giver),
        "taker": view.name(asked.taker),
        "role": scene.role(asked.role),
        "from_at": scene.when(asked.starts_at),
        "to_at": scene.when(asked.ends_at, asked.starts_at),
    }
    said = scene.args.get("said", "asked")
    back_for = _in_return(scene, view) if said in ("asked", "sent", "accepted") else None
    number = str(asked.id)
    if said != "asked":
        label = scene.say("duty.button.withdraw")
        takes_back = scene.press(label, Code.NEEM_OVER, None, "nee", number)
        rows = ((takes_back,),) if said == "sent" and asked.is_open else ()
        return Screen(text=lines(scene.say(SAID[said], **fields), back_for), rows=rows)
    if not asked.is_open or asked.taker != member.person:
        return gone(scene)
    yes = scene.press(scene.say("duty.button.yes"), Code.NEEM_OVER, None, "ja", number)
    no = scene.press(scene.say("duty.button.no"), Code.NEEM_OVER, None, "nee", number)
    return Screen(
        text=lines(scene.say("duty.handover.asked", **fields), back_for), rows=((yes, no),)
    )


def _in_return(scene: Scene, view: DutyView) -> str | None:
    """Of a swap the other half, and whose it becomes."""
    back = view.in_return
    if back is None:
        return None
    return scene.say(
        "duty.handover.in_return",
        taker=view.name(back.taker),
        from_at=scene.when(back.starts_at),
        to_at=scene.when(back.ends_at, back.starts_at),
    )


def absent(scene: Scene) -> Screen:
    """Until when somebody is not available, and the days off that are still to come."""
    coming = [
        scene.press(
            scene.say(
                "duty.absent.cancel",
                from_at=day_text(scene, local(one.starts_at).date()),
                to_at=day_text(scene, local(one.ends_at).date() - DAY),
            ),
            Code.AFWEZIG, None, "x", str(one.id),
        )
        for one in seen(scene).away
        if one.starts_at > scene.now
    ]  # fmt: skip
    choices = [
        scene.press(scene.say("duty.absent.today"), Code.AFWEZIG, None, "v"),
        scene.press(scene.say("duty.absent.tomorrow"), Code.AFWEZIG, None, "m"),
        scene.press(scene.say("duty.absent.week"), Code.AFWEZIG, None, "w"),
        scene.press(scene.say("duty.absent.other"), Code.AFWEZIG, None, "d"),
    ]
    rows = (*in_rows(choices), *in_rows(coming[:MOST_SHIFTS], 1), back(scene))
    return Screen(text=scene.say("duty.absent.until"), rows=rows)


def my_shifts(scene: Scene) -> Screen:
    """The own shifts, as a file for a calendar; nobody else is named in it."""
    view, member = seen(scene), scene.member
    assert member is not None
    shifts = own_shifts(scene, view)
    if not shifts:
        return Screen(text=scene.say("duty.no_shifts"), rows=(back(scene),))
    words = {
        piece.role: scene.texts("duty.calendar.title", role=scene.role(piece.role))
        for piece in shifts
    }
    document = Document(name="diensten.ics", content=write_ical(shifts, words, scene.now))
    return Screen(text=scene.texts.many("duty.calendar", len(shifts)), document=document)


def _others(scene: Scene, view: DutyView, role: Role) -> Iterable[Member]:
    member = scene.member
    assert member is not None
    people = colleagues(scene.people, view.network, role)
    return [one for one in people if one.person != member.person]
