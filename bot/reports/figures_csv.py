"""The numbers of a month as a table for others: one number a line, the hidden ones as hidden."""

from bot.reports.archive import table
from bot.reports.rows import NAMES, Row, rows
from bot.reports.wording import HIDDEN
from flows.account import Account

ABOUT = ("network", "doelgroep", "month", "definitions", "invented")


def figures_csv(account: Account) -> bytes:
    """CSV by RFC 4180 in UTF-8, in codes and with decimal points: it is read by programs."""
    about = [
        account.network,
        account.doelgroep,
        account.month,
        account.definitions,
        told_so(account),
    ]
    return table(
        [*ABOUT, *NAMES], [[*about, *(_cell(row, name) for name in NAMES)] for row in rows(account)]
    )


def told_so(account: Account) -> str:
    """What every line says of practice data."""
    return "verzonnen" if account.invented else ""


def _cell(row: Row, name: str) -> str:
    value = getattr(row, name)
    if isinstance(value, bool):
        return HIDDEN if value else ""
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
