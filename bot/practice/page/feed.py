"""What one browser has not been told yet."""

from collections.abc import Iterator

from bot.practice.page import shown
from bot.practice.page.open_town import OpenTown
from bot.practice.refusals import Json


class Feed:
    """One for each browser that looks; a new one is told everything first."""

    def __init__(self, town: OpenTown) -> None:
        self._town = town
        self._told_to = -1
        self._timeline: Json | None = None
        self._lesson: Json | None = None
        self._people: Json | None = None
        self._answered = {one.id for one in town.world.queries.values() if one.answered_at}

    def news(self) -> Iterator[tuple[str, Json]]:
        """The name of each piece of news, and what it says; nothing when nothing changed."""
        whole, before = self._told_to < 0, self._told_to
        self._told_to = self._town.world.changes.count
        messages = self._messages(before)
        if whole or messages:
            yield "messages", {"whole": whole, "messages": messages}
        now = self._town.now_shown()
        if now != self._people:
            self._people = now
            yield "town", now | {"now": self._town.clock.now().timestamp()}
        for toast in self._toasts():
            yield "toast", toast
        if self._town.timeline != self._timeline:
            self._timeline = self._town.timeline
            yield "timeline", self._timeline
        lesson = self._town.school.shown()
        if lesson != self._lesson:
            self._lesson = lesson
            yield "lesson", lesson

    def _messages(self, before: int) -> list[Json]:
        changed = [
            message
            for chat in self._town.chats()
            for message in chat.messages.values()
            if message.changed > before and not (before < 0 and message.deleted)
        ]
        changed.sort(key=lambda one: (one.sent_at, one.id))
        return [shown.message(one, self._town.texts) for one in changed]

    def _toasts(self) -> Iterator[Json]:
        for query in list(self._town.world.queries.values()):
            if query.answered_at is not None and query.id not in self._answered:
                self._answered.add(query.id)
                yield shown.toast(query)
