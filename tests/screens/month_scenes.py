"""The month on a phone: which one, what it came to, one organisation's own part, and its papers."""

from collections.abc import Iterator
from dataclasses import replace

from courses import NETWORK, concluded, member, scene
from years import drawn_up

from bot.screens.month import ENDINGS
from bot.screens.scene import Scene
from flows.account import Account
from flows.people import Function, Post

CHAIR = member(Post(network=NETWORK, function=Function.CHAIR))
MONTH = {"network": NETWORK, "doelgroep": "skm", "month": "2026-11"}
EVERY = ("months", "month", "own_month", *ENDINGS)


def accounts() -> Iterator[Account]:
    """A month of many, of few and of none; what never happened, and what did not confirm."""
    alert = concluded().alert
    assert alert is not None
    for size in (12, 3, 0):
        yield drawn_up("2026-11", [alert] * size)
    yield replace(drawn_up("2026-11", [alert] * 6), invented=True)
    yield drawn_up("2026-12", [alert] * 6)


def monthly() -> Iterator[tuple[str, Scene]]:
    """Every screen of a month."""
    yield "months", scene(member=CHAIR, args={"options": f"{NETWORK}:skm|{NETWORK}:ouderen"})
    listed = {"network": NETWORK, "doelgroep": "skm", "months": "2026-11|2026-10"}
    yield "months", scene(member=CHAIR, args=listed)
    for account in accounts():
        yield "month", scene(member=CHAIR, args=MONTH, account=account)
        for role in ("om", "rvdk", "dro"):
            args = {**MONTH, "role": role}
            yield "own_month", scene(member=CHAIR, args=args, account=account)
    for name in ENDINGS:
        args = {**MONTH, "screen": name}
        yield name, scene(member=CHAIR, args=args)
        for account in accounts():
            yield name, scene(member=CHAIR, args=args, account=account, paper=b"a paper")
