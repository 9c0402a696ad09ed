"""Makes one paper of a month in a process of its own: an account comes in, the bytes go out.

It brings in only what a paper needs: whoever asked for it is waiting. Papers are in Dutch, whatever
language that person reads: they are the network's.
"""

import json
import sys
from datetime import datetime
from pathlib import Path

from config.texts import Texts
from flows.account import Account
from storage.account_text import read_account


def main() -> None:
    """Read what is asked until the end of it, and write the paper."""
    asked = json.load(sys.stdin)
    texts = Texts("nl", Path(asked["words"]) if asked["words"] else None)
    now = datetime.fromisoformat(asked["now"])
    account = read_account(asked["account"])
    sys.stdout.buffer.write(make(asked["kind"], account, texts, now))


def make(kind: str, account: Account, texts: Texts, now: datetime) -> bytes:
    """The paper itself, such as month_page. What draws it is hungry, and comes in here only."""
    if kind == "month_workbook":
        from bot.reports.workbook import workbook

        return workbook(account, texts)
    if kind == "month_csv":
        from bot.reports.figures_csv import figures_csv

        return figures_csv(account)
    if kind == "month_page":
        from bot.reports.sheet import sheet

        return sheet(account, texts, now)
    from bot.reports.picture import picture

    return picture(account, texts, dark=kind == "month_picture_dark")


if __name__ == "__main__":
    main()
