"""One life of the application: from its start to a crash or a stop, and nothing after that."""

import asyncio

from .loop import Tasks


class Dead(BaseException):
    """This life is over: nothing of it reaches the outside any more."""


class Life(Tasks):
    """`number` tells the lives apart; the seams ask `check` before they do anything."""

    def __init__(self, number: int, began: float) -> None:
        super().__init__()
        self.number, self.began = number, began
        self.ended: float | None = None
        self.how = ""
        self.runs_since: float | None = None  # when it said that it runs
        self.over = asyncio.Event()
        self.stop = asyncio.Event()  # asks it to stop, as SIGTERM does

    @property
    def is_over(self) -> bool:
        return self.ended is not None

    def check(self) -> None:
        if self.is_over:
            raise Dead

    def ends(self, moment: float, how: str) -> None:
        """From here on nothing is kept or sent."""
        if self.ended is None:
            self.ended, self.how = moment, how
            self.over.set()
