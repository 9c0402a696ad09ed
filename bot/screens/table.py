"""Every screen by its name: the table of contents of what can be shown."""

from collections.abc import Callable, Mapping

from bot.screen import Screen
from bot.screens import answering, closing, draft, front, meeting, raiser
from bot.screens.scene import Scene

SCREENS: Mapping[str, Callable[[Scene], Screen]] = {
    "welcome": front.welcome,
    "line": front.line,
    "help": front.help_text,
    "open": front.running,
    "one": front.one,
    "who": front.who,
    "bind": front.bind,
    "invite": front.invite,
    "months": front.months,
    "month": front.month,
    "postpone": front.postpone,
    "followed_up": front.followed_up,
    "draft": draft.draft,
    "draft_gone": draft.draft_gone,
    "lighter_logged": draft.lighter_logged,
    "sent": draft.sent,
    "when_can_you": answering.when_can_you,
    "other_time": answering.other_time,
    "otherwise": answering.otherwise,
    "why_not": answering.why_not,
    "on_behalf": answering.on_behalf,
    "answered": answering.answered,
    "plan": meeting.plan,
    "since_when": meeting.since_when,
    "going_on": meeting.going_on,
    "agreements": closing.agreements,
    "agreement_field": closing.agreement_field,
    "concluded": closing.concluded,
    "closed": closing.closed,
    "confirm": raiser.confirm,
    "why_withdraw": raiser.why_withdraw,
    "where_to": raiser.where_to,
    "duplicate_of": raiser.duplicate_of,
    "ended": raiser.ended,
}
