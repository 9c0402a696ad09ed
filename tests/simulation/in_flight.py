"""The invariants of what is on its way: each message that comes, each call that is made."""

import re
from typing import TYPE_CHECKING

from bot.practice.model import ChatKind, Message

from .casting import CANARY

if TYPE_CHECKING:
    from .checks import Checks
    from .ledger import Call

ALERT = re.compile(r"\b(?:SKM|OUD|OEF)-\d{4}-\d{2,}\b")
RECEIPT = re.compile(r"Opgeslagen als (\S+?)\.?(?:\s|$)")
COORDINATING = frozenset({"aanspreekpunt", "waarnemer", "beheerder"})
LEADING = frozenset({"aanspreekpunt", "voorzitter", "beheerder"})
BINDS = "kp"
ONLY_FOR = {  # the codes of the buttons, as docs/rechten.md says it and not as bot/rights.py does
    COORDINATING: {"ui", "bv", "wa", "tm", "ps", "sr", "vw", "bk", "dk", "kt", "vd", "dw", "ro"},
    LEADING: {"md", "ki", "wz", "od", "wp"},
    frozenset({"beheerder"}): {BINDS},
}
COMES = ("kan_nu", "kan_om")
TYPED_SECRET = "123456782"  # a BSN that somebody types
MOST_REFUSALS, HOUR = 5, 3600.0  # in a row within an hour; a card is looked after every six hours
UNREADABLE = re.compile("parse entities|too long|BUTTON_DATA|text is empty|can't parse")


def nothing_personal(checks: "Checks", message: Message) -> str | None:
    """I11: no name in a group, and nowhere what somebody typed about a person."""
    if TYPED_SECRET in message.text:
        return f"a typed number came back in chat {message.chat.id}"
    if message.chat.kind is not ChatKind.PRIVATE and CANARY in message.text:
        return f"a name stands in the group: {message.text[:200]!r}"
    return None


def only_to_ours(checks: "Checks", message: Message) -> str | None:
    """I13: a bound group, somebody enrolled, or who wrote to the bot first."""
    chat = message.chat
    if chat.kind is ChatKind.PRIVATE:
        person = checks.of.people.everybody.get(chat.id)
        return None if person is not None else f"to chat {chat.id}, of nobody"
    ours = [one.now.id for one in checks.of.groups.values()]
    return None if chat.id in ours else f"to the group {chat.id}, which is not bound"


def alerts_to_the_enrolled(checks: "Checks", message: Message) -> str | None:
    """I14: who is not enrolled sees no alert in private."""
    person = checks.of.people.everybody.get(message.chat.id)
    if person is None or person.function != "stranger":
        return None
    found = ALERT.search(message.text)
    return f"a stranger was told of {found[0]}" if found else None


def silent_are_reminded(checks: "Checks", message: Message) -> str | None:
    """I7: who had answered before the turn of a reminder came is not reminded.

    What was answered at the very moment of its turn may have come just after it, and what was
    answered before a new round is no answer to it.
    """
    if message.chat.kind is not ChatKind.PRIVATE:
        return None
    told = checks.rows(
        "SELECT alert, taken_at, json_extract(payload, '$.role') FROM errand WHERE address = ? "
        "AND state = 'taken' AND kind = 'notice' "
        "AND json_extract(payload, '$.kind') IN ('ask', 'remind')", f"user:{message.chat.id}",
    )  # fmt: skip
    for alert, taken, role in told:
        answers = checks.rows(
            "SELECT json_extract(data, '$.kind'), at FROM history WHERE subject = ? AND at <= ? "
            "AND name LIKE 'Answer%' AND json_extract(data, '$.role') = ? AND sequence > coalesce("
            "(SELECT max(sequence) FROM history WHERE subject = ? AND name = 'AlertReopened'), 0) "
            "ORDER BY sequence", f"alert:{alert}", taken, role, f"alert:{alert}",
        )  # fmt: skip
        if answers and answers[-1][0] in COMES and answers[-1][1] < taken:
            return f"{role} was reminded of {alert} after its answer {answers[-1][0]}"
    return None


def buttons_are_allowed(checks: "Checks", message: Message) -> str | None:
    """I17: what only some may do stands below no message to anybody else."""
    people, chat = checks.of.people, message.chat.id
    shown = {(one.data or "").split("|", 1)[0] for row in message.keyboard for one in row}
    if chat not in people.everybody:
        by = ("beheerder", message.chat.title, "/koppel")
        asked = BINDS not in shown or by in people.typed
        return None if asked else f"{chat} may be bound, and no beheerder asked for that"
    person = people.everybody[chat]
    for may, codes in ONLY_FOR.items():
        if shown & codes and person.function not in may:
            return f"{person.function} {person.role} was shown {sorted(shown & codes)}"
    return None


def receipt_after_commit(checks: "Checks", message: Message) -> str | None:
    """I23: when somebody reads *Opgeslagen als …*, it is on the disk."""
    found = RECEIPT.search(message.text)
    if found is None or checks.rows("SELECT 1 FROM alert WHERE id = ?", found[1]):
        return None
    return f"{found[1]} was said to be kept, and is not"


def answered_after_commit(checks: "Checks", call: "Call") -> str | None:
    """I23: the answer to a press says that it was done; so it is on the disk by then."""
    if not call.query:
        return None
    update = checks.update_by.get(call.query)
    for table in ("handled_update", "set_aside"):
        query = f"SELECT 1 FROM {table} WHERE update_id = ?"  # noqa: S608  # a name of ours
        if checks.rows(query, update):
            return None
    return f"press {call.query} was answered and is not recorded"


def readable(checks: "Checks", call: "Call") -> str | None:
    """I16: no text, mark or button that Telegram cannot take; said of the calls before this one."""
    for one in checks.of.ledger.sends[-20:]:
        if one.outcome == "refused" and UNREADABLE.search(one.told):
            return f"{one.method}: {one.told}"
    return None


def no_is_heard(checks: "Checks", call: "Call") -> str | None:
    """I21: what Telegram refused for good is not asked again and again."""
    for asked, moments in checks.of.ledger.refusals.items():
        if len(moments) > MOST_REFUSALS and moments[-1] - moments[-MOST_REFUSALS - 1] < HOUR:
            return f"{asked} was refused {len(moments)} times in a row"
    return None


def within_limits(checks: "Checks", call: "Call") -> str | None:
    """I21: nothing within the time that Telegram said to wait; by a life that heard it."""
    if not call.method.startswith(("send", "edit")) or call.method == "sendChatAction":
        return None
    for one in checks.of.ledger.sends[-40:]:
        waits = one.retry_after
        if waits is None or one.chat != call.chat or one.life != call.life or one.ended is None:
            continue
        if call is not one and call.at < one.ended + waits:
            return f"{call.method} to {call.chat} {call.at - one.ended:.1f} s after *wait {waits}*"
    return None
