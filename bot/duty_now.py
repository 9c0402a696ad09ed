"""Loads the duty of a network, just before a screen of it is drawn."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.screens.duty_view import LOOKS_AHEAD, DutyView, WindowsFrom
from flows.people import Member
from flows.rules import Role
from storage.duty_rows import RosterDraft
from storage.unit_of_work import UnitOfWork

DUTY_SCREENS = frozenset({
    "duty", "take_over_who", "swap_mine", "swap_theirs", "duty_request", "absent", "my_shifts",
    "week", "slot", "shift_hours", "other_days", "roster_menu", "roster_preview", "reach_windows",
    "windows_from", "coverage", "coverage_red",
})  # fmt: skip


async def duty_for(
    work: UnitOfWork, name: str, args: Mapping[str, str], member: Member | None, now: datetime
) -> DutyView | None:
    """What this screen looks at; None for a screen that is not of the duty."""
    if name not in DUTY_SCREENS:
        return None
    network = args["network"]
    number = args.get("handover")
    asked = await work.duty.handover(network, int(number)) if number else None
    returns = asked.returns if asked is not None else None
    people = await work.people.everyone(network)
    draft = await draft_of(work, args, member, now)
    role = Role(args.get("role", ""))
    return DutyView(
        network=network,
        roster=await work.duty.roster(network, now, now + timedelta(days=LOOKS_AHEAD)),
        handover=asked,
        in_return=await work.duty.handover(network, returns) if returns is not None else None,
        versions=tuple(
            WindowsFrom(starts_at=version.starts_at, windows=version.windows)
            for version in await work.duty.window_versions(network, role)
        ),
        sent_in=draft.shifts if draft is not None else (),
        sent_in_until=draft.expires_at if draft is not None else None,
        away=await work.duty.absences(member.person, now) if name == "absent" and member else (),
        names={person.person: person.name for person in people},
    )


async def draft_of(
    work: UnitOfWork, args: Mapping[str, str], member: Member | None, now: datetime
) -> RosterDraft | None:
    """The roster that somebody sent in for this organisation, while it waits."""
    found = await work.duty.draft_of(member.user_id, now) if member is not None else None
    if found is None or (found.network, found.role) != (args["network"], args.get("role")):
        return None
    return found
