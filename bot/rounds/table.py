"""Every round by the calendar: looked at once a minute, each in a transaction of its own."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.rounds import duty, figures, governance, membership, memory, questions, safekeeping
from bot.visit import House
from storage.unit_of_work import UnitOfWork

Round = Callable[[UnitOfWork, House, datetime], Awaitable[None]]

ROUNDS: tuple[Round, ...] = (
    membership.minute,
    membership.day,
    membership.month,
    memory.night,
    memory.stubs,
    governance.governance,
    duty.handovers,
    duty.coverage,
    duty.reach,
    figures.quarter,
    questions.pulse,
    questions.eligible,
    safekeeping.backups,
)
