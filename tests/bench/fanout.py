"""From *Verstuur* to the last of the twelve who are asked, and to the card in the group.

python -m tests.bench.fanout --rounds 5
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

from tests.bench.bots import Stub, started
from tests.bench.filled import EACH, ROLES, chat_of, fill, user
from tests.bench.told import Table, median

ASKED = {user(0, role, which) for role in ROLES[1:] for which in range(EACH)}


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--held-back", type=float, default=0, help="milliseconds, of each answer")
    given = asked.parse_args()
    lasts, cards, answers = [], [], []
    with tempfile.TemporaryDirectory() as kept:
        template = asyncio.run(fill(Path(kept) / "template"))
        for number in range(given.rounds):
            filled = template.copy(Path(kept) / str(number))
            with (
                Stub(given.held_back) as stub,
                started("ours", stub, filled.directory, filled) as bot,
            ):
                update = filled.sent(0, 0)
                stub.offer([update])
                stub.until(bot, answerCallbackQuery=1, sendMessage=len(ASKED) + 1)
                report = stub.report()
            [began] = report.offered.values()
            told = [
                at for name, at, chat, _ in report.calls if name == "sendMessage" and chat in ASKED
            ]
            card = [at for name, at, chat, _ in report.calls if chat == chat_of(0)]
            assert len(told) == len(ASKED)
            lasts.append(1000 * (max(told) - began))
            cards.append(1000 * (min(card) - began))
            answered = report.of("answerCallbackQuery")[0, update["update_id"]]
            answers.append(1000 * (answered[0] - began))
    table = Table("fanout", f"milliseconds after *Verstuur*, {given.held_back:g} ms held back")
    table.row("answer", median=median(answers), most=max(answers))
    table.row("last of twelve", median=median(lasts), most=max(lasts))
    table.row("card", median=median(cards), most=max(cards))
    table.end()


if __name__ == "__main__":
    main()
