"""The story of the play, act by act: six people live through one alert on a Friday afternoon."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.practice.cast import PATIENCE, Cast, taps
from bot.practice.model import Message
from bot.practice.phones import Phone
from bot.practice.screen import After
from bot.practice.stage import Stage
from bot.practice.town import Town
from config.texts import Texts
from flows.calendar import AMSTERDAM, at_local, local, parse_wall_time

CALL = datetime(2026, 11, 27, 16, 10, tzinfo=AMSTERDAM)  # S1
WEEKEND = datetime(2026, 11, 28, 10, 0, tzinfo=AMSTERDAM)
TWO_WORKING_DAYS = datetime(2026, 12, 1, 10, 0, tzinfo=AMSTERDAM)
NEXT_MORNING = TWO_WORKING_DAYS + timedelta(days=1)
MONTH, MONTH_NAME = "2026-11", "november 2026"
MOST_TAPS = 6


class Story:
    """What happens; every act leaves the town at the moment where the next begins."""

    def __init__(self, town: Town, cast: Cast, stage: Stage, phone_label: str) -> None:
        self._town, self.cast, self._stage = town, cast, stage
        self._phone_label = phone_label
        self._group = cast.groups["skm"]
        self._card: Message | None = None
        self._time = ""  # the button that the OM pressed
        self.reminders = 0
        self.taps_to_raise = 0

    @property
    def card(self) -> Message:
        """The one card in the group."""
        assert self._card is not None, "there is no card yet"
        return self._card

    @property
    def alert(self) -> str:
        """The number on the card."""
        found = re.search(r"SKM-\d{4}-\d{2}", self.card.text)
        assert found, f"the card bears no number:\n{self.card.text}"
        return found[0]

    async def raised(self) -> None:
        """VT asks in six taps, and holds the partners still with a seventh."""
        vt = self.cast.vt
        self._comes(CALL)
        self._stage.step("raise")
        mark = vt.mark()
        await vt.presses("Spoedoverleg aanvragen")
        asked = ("Strafbare kindermishandeling", "Ziekenhuis", "Zwaar letsel", "Acuut")
        await taps(vt, *asked, "✋", "Verstuur", after=mark)
        self._stage.taps(vt, ("Spoedoverleg aanvragen", *asked, "✋", "Verstuur"))
        self.taps_to_raise = vt.taps - 1
        assert self.taps_to_raise <= MOST_TAPS, f"raising took {self.taps_to_raise} taps"
        self._card = await vt.sees_button("Kan nu", self._group, within=PATIENCE)
        await vt.sees_button("Vergissing", within=PATIENCE)
        asked_now = (self.cast.politie, self.cast.om, self.cast.rvdk)
        for phone in asked_now:
            await self._told(phone, 1)
        assert "✋" in self.card.text, "the card does not say to hold still"
        await self._until(lambda: self.card.pinned, "a card that is pinned")
        self._stage.card(self.card)
        self._stage.phones(vt, *asked_now)

    async def answered(self) -> None:
        """Politie can now; RvdK declines with a reason; the OM says nothing."""
        politie, rvdk = self.cast.politie, self.cast.rvdk
        self._stage.step("answers")
        await self._taps(politie, "Kan nu", on_card=True)
        await self._until(lambda: "✅ politie" in self.card.text, "politie on the card")
        mark = rvdk.mark()
        await self._taps(rvdk, "Anders", on_card=True)
        await self._taps(rvdk, "Sluit niet aan", "Geen taak nu", after=mark)
        await rvdk.sees_button("Ongedaan maken", within=PATIENCE, after=mark)
        await self._until(lambda: "➖ RvdK" in self.card.text, "RvdK on the card")
        self._stage.card(self.card)
        self._stage.phones(rvdk)

    async def chased(self) -> None:
        """Ten minutes, twenty, thirty: and only the OM is chased."""
        om, stand_in, vt, politie = (
            self.cast.om, self.cast.om_waarnemer, self.cast.vt, self.cast.politie
        )  # fmt: skip
        quiet = self._count(politie)
        for minutes, step, phone, number in (
            (10, "remind", om, 2),
            (20, "stand_in", stand_in, 1),
        ):
            self._comes(self.card.sent_at + timedelta(minutes=minutes))
            await self._told(phone, number)
            self._stage.step(step)
            self._stage.phones(phone)
            self.reminders += 1
        self._comes(self.card.sent_at + timedelta(minutes=30))
        await vt.sees(self._phone_label, within=PATIENCE)
        self._stage.step("call")
        self._stage.phones(vt)
        self._stage.card(self.card)
        self.reminders += 1
        assert self._count(politie) == quiet, "politie was chased, and had answered"

    async def planned(self) -> None:
        """The OM answers late; the quorum is there; VT agrees with the proposal."""
        om, vt, politie = self.cast.om, self.cast.vt, self.cast.politie
        self._stage.step("late")
        mark = om.mark()
        await self._taps(om, "Kan om", on_card=True)
        shown = await om.sees_button("+30 min", within=PATIENCE, after=mark)
        self._time = next(label for label in shown.labels if "+30 min" in label)
        await self._taps(om, "+30 min", after=mark)
        await om.sees_button("Ongedaan maken", within=PATIENCE, after=mark)
        await vt.sees_button("Akkoord", within=PATIENCE)
        self._stage.card(self.card)
        self._stage.phones(om, vt)
        self._stage.step("plan")
        before = self._count(politie)
        await self._taps(vt, "Akkoord")
        await self._told(politie, before + 1)
        await self._until(lambda: "Overleg gestart" in str(self.card.labels), "a planned overleg")
        self._stage.card(self.card)
        self._stage.phones(politie)
        self._comes(self._overleg_at - timedelta(minutes=10))
        await self._told(politie, before + 2)
        self._stage.step("soon")
        self._stage.phones(politie)
        self.reminders += 1

    async def held(self) -> None:
        """The overleg starts; RvdK takes part after all."""
        vt = self.cast.vt
        self._comes(self._overleg_at)
        self._stage.step("start")
        mark = vt.mark()
        await self._taps(vt, "Overleg gestart", on_card=True)
        await self._taps(vt, "RvdK", "Telefonisch", after=mark)
        await vt.sees_button("☑ Telefonisch", within=PATIENCE, after=mark)
        await self._until(lambda: "✅ RvdK" in self.card.text, "RvdK at the table")
        self._stage.card(self.card)
        self._stage.phones(vt)

    async def agreed(self) -> None:
        """Stap 4, and everybody puts it down at home."""
        vt, politie, om, rvdk = self.cast.vt, self.cast.politie, self.cast.om, self.cast.rvdk
        self._comes(self._overleg_at + timedelta(minutes=25))
        self._stage.step("agree")
        mark = vt.mark()
        await self._taps(vt, "Overleg afronden", on_card=True)
        await self._taps(
            vt, "Wie doet wat", "politie", "Letselonderzoek", _day(WEEKEND),
            "Herbeoordeling", _day(TWO_WORKING_DAYS), "Eerste aanspreekpunt", "VT", "Klaar",
            after=mark,
        )  # fmt: skip
        for phone in (vt, politie, om, rvdk):
            await phone.sees_button("Vastgelegd", within=PATIENCE, after=mark)
        await self._until(lambda: "Veiligheid" in str(self.card.labels), "a card of agreements")
        self._stage.card(self.card)
        self._stage.phones(vt, politie)
        self._stage.step("record")
        for phone in (vt, politie, om, rvdk):
            await self._taps(phone, "Vastgelegd")
            await self._gone(phone, "Vastgelegd")
        self._stage.passes_over(vt, politie, om, rvdk)

    async def followed_up(self) -> None:
        """Each agreement comes back to its owner, on its day."""
        for due, step, phone in (
            (WEEKEND, "injury", self.cast.politie),
            (TWO_WORKING_DAYS, "reassess", self.cast.vt),
        ):
            mark = phone.mark()
            self._comes(due)
            await phone.sees_button("Gedaan", within=PATIENCE, after=mark)
            self._stage.step(step)
            self._stage.phones(phone)
            self.reminders += 1
            await self._taps(phone, "Gedaan", after=mark)
            await self._gone(phone, "Gedaan")
            self._stage.phones(phone)

    async def closed(self) -> None:
        """All is done: where does it go on?"""
        vt, where = self.cast.vt, Texts().word("bestemming", "vt_onderzoek")
        mark = vt.mark()
        self._comes(NEXT_MORNING)
        await vt.sees_button(where, within=PATIENCE, after=mark)
        self._stage.step("close")
        self._stage.phones(vt)
        await self._taps(vt, where, after=mark)
        await self._until(lambda: not self.card.pinned, "a card that is unpinned")
        await self._until(lambda: where in self.card.text, "the destination on the card")
        self._stage.card(self.card)
        in_group = [one for one in self._town.sent_to(self._group) if self.alert in one.text]
        assert in_group == [self.card], "there is more in the group than one card"

    async def counted(self) -> None:
        """The month, drawn up for who may see it."""
        beheerder = self.cast.beheerder
        self._stage.step("month")
        mark = beheerder.mark()
        await beheerder.types("/maandrapport")
        await self._taps(beheerder, "Strafbare kindermishandeling", MONTH_NAME, after=mark)
        await beheerder.sees("M4", within=PATIENCE, after=mark)
        self._stage.phones(beheerder)

    @property
    def _overleg_at(self) -> datetime:
        """The time on the button that the OM pressed."""
        found = re.search(r"\d\d:\d\d", self._time)
        wall = parse_wall_time(found[0]) if found else None
        assert wall is not None, f"no time on the button {self._time!r}"
        return at_local(local(CALL).date(), wall)

    async def _taps(
        self, phone: Phone, *labels: str, on_card: bool = False, after: After = None
    ) -> None:
        self._stage.taps(phone, labels)
        await taps(phone, *labels, chat=self._group if on_card else None, after=after)

    def _comes(self, moment: datetime) -> None:
        """Let it become this late in the town; it may be later already."""
        if moment > self._town.clock.now():
            self._town.clock.moves_to(moment)

    def _count(self, phone: Phone) -> int:
        return sum(self.alert in one.text for one in self._town.sent_to(phone))

    async def _told(self, phone: Phone, number: int) -> None:
        what = f"message {number} about {self.alert} to {phone.name}"
        await self._until(lambda: self._count(phone) >= number, what)

    async def _gone(self, phone: Phone, label: str) -> None:
        await self._until(
            lambda: not any(label in one.labels for one in self._town.sent_to(phone)),
            f"a phone of {phone.name} without {label}",
        )

    async def _until(self, look: Callable[[], object], what: str) -> None:
        await self._town.until(look, PATIENCE, what)


def _day(at: datetime) -> str:
    """A day as it stands on a button."""
    return f" {at.day}-{at.month} "
