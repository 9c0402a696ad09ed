"""A way to people beside Telegram, and what waits to be told in Telegram."""


class Telephone:
    """A second way to people, in its own words: what was said, and whether anybody answers."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.answers = True
        self.breaks = False

    async def send(self, text: str) -> bool:
        if self.breaks:
            raise OSError("kanarie-4711")
        if self.answers:
            self.said.append(text)
        return self.answers


async def in_telegram(storage, clock) -> list[tuple[int | None, str]]:
    """What waits to be told, and to whom."""
    async with storage.work() as work:
        errands = []
        while taken := await work.outbox.take(clock.now(), (), 10):
            errands += taken
            for one in taken:
                await work.outbox.done(one.id, clock.now())
    return [(one.user_id, one.payload["args"]["key"]) for one in errands]
