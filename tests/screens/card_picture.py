"""Draws the card of the README: .venv/bin/python tests/screens/card_picture.py docs/kaart.svg"""

import sys
from dataclasses import replace
from datetime import UTC, datetime, time
from html import escape, unescape
from pathlib import Path

from bot.buttons import Buttons
from bot.screen import Screen
from bot.screens.card import card
from bot.screens.scene import Scene
from config.doelgroepen import load
from config.texts import Texts
from flows.alert import RaiseAlert
from flows.answers import GiveAnswer
from flows.calendar import Window
from flows.decider import Command, decide
from flows.evolver import replay
from flows.rules import Role, Rules, Urgency
from flows.state import Alert, AlertId, By, Facts, PersonId
from flows.terms import AnswerKind, Known

WIDTH, MARGIN, LINE = 560, 18, 25
FRIDAY = datetime(2026, 11, 27, 13, 40, tzinfo=UTC)
VT, POLITIE, RVDK = Role("vt"), Role("politie"), Role("rvdk")


def alert() -> Alert:
    """A Friday afternoon: VT asks, politie can at half past three, OM is silent."""
    by = By(person=PersonId(1), role=VT)
    facts = Facts(
        source="ziekenhuis",
        nature="letsel_zwaar",
        urgency=Urgency.SPOED,
        family_known=Known.YES,
        standstill=True,
    )
    raising = RaiseAlert(
        by=by,
        id=AlertId("SKM-2611-07"),
        network="amsterdam-amstelland",
        rules=_rules(),
        facts=facts,
        roles=(VT, POLITIE, Role("om"), RVDK),
    )
    half_past = FRIDAY.replace(hour=14, minute=30)
    said: list[tuple[int, Command]] = [
        (0, raising),
        (4, GiveAnswer(by=_by(POLITIE), role=POLITIE, kind=AnswerKind.AT, can_at=half_past)),
        (6, GiveAnswer(by=_by(RVDK), role=RVDK, kind=AnswerKind.DEPUTY)),
    ]
    made: Alert | None = None
    for minutes, command in said:
        made = replay(decide(made, command, FRIDAY.replace(minute=40 + minutes)), made)
    assert made is not None
    return made


def drawn() -> Screen:
    """The card of that alert, as the group sees it."""
    return card(
        Scene(
            texts=Texts(),
            buttons=Buttons(b"picture" * 8),
            bot_name="spoedgroep_bot",
            configuration=load(),
            now=FRIDAY,
            alert=alert(),
        )
    )


def picture() -> str:
    """The card as an SVG of a chat on a phone."""
    screen = drawn()
    rows = unescape(screen.text).split("\n")
    bubble = MARGIN * 2 + LINE * len(rows)
    top = MARGIN + bubble + 10
    height = top + 54 * len(screen.rows) + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        'font-family="system-ui, Roboto, \'DejaVu Sans\', sans-serif" font-size="15">',
        f'<rect width="{WIDTH}" height="{height}" rx="14" fill="#d5e3ea"/>',
        f'<rect x="{MARGIN}" y="{MARGIN}" width="{WIDTH - 2 * MARGIN}" height="{bubble}" '
        'rx="12" fill="#ffffff"/>',
    ]
    for number, row in enumerate(rows):
        weight = ' font-weight="600"' if number < 2 else ""
        y = MARGIN + 30 + LINE * number
        parts.append(f'<text x="{2 * MARGIN}" y="{y}" fill="#111"{weight}>{escape(row)}</text>')
    for place, buttons in enumerate(screen.rows):
        wide = (WIDTH - 2 * MARGIN - 8 * (len(buttons) - 1)) / len(buttons)
        for index, button in enumerate(buttons):
            x, y = MARGIN + index * (wide + 8), top + 54 * place
            parts.append(
                f'<rect x="{x:.0f}" y="{y}" width="{wide:.0f}" height="46" rx="10" '
                'fill="#5d8aa8"/>'
                f'<text x="{x + wide / 2:.0f}" y="{y + 29}" fill="#fff" '
                f'text-anchor="middle">{escape(button.label)}</text>'
            )
    return "\n".join([*parts, "</svg>", ""])


def _rules() -> Rules:
    rules = load().rules("amsterdam-amstelland", "skm")
    always = (Window(days=frozenset(range(7)), opens=time(0), closes=time(0)),)
    return replace(rules, roles=tuple(replace(item, windows=always) for item in rules.roles))


def _by(role: Role) -> By:
    return By(person=PersonId(2), role=role)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(picture(), encoding="utf-8")
