"""Acting out births with the rules alone, in memory: decide, evolve, and the next turn."""

from collections.abc import Mapping
from datetime import datetime

from bot.practice.dataset.turns import Birth, Turn, Turns
from flows.decider import decide
from flows.evolver import replay
from flows.refusal import Refusal, Refused
from flows.state import Alert, AlertId


def acted(births: Mapping[AlertId, Birth], until: datetime) -> dict[AlertId, Alert]:
    """What all these alerts have become by then."""
    turns, alerts = Turns(births, until), dict[AlertId, Alert]()
    while (turn := turns.next()) is not None:
        alert = alerts.get(turn.alert)
        if is_refused(turn, alert):
            turns.took(turn, alert)
            continue
        changed = replay(decide(alert, turn.command, turn.at), alert)
        assert changed is not None, "a life begins with its raising"
        alerts[turn.alert] = changed
        turns.took(turn, changed)
    return alerts


def is_refused(turn: Turn, alert: Alert | None) -> bool:
    """Whether this turn was to be refused, as it was."""
    if turn.refusal is None:
        return False
    met_with: Refusal | None = None
    try:
        decide(alert, turn.command, turn.at)
    except Refused as refused:
        met_with = refused.refusal
    assert met_with is turn.refusal, f"{turn.command} met with {met_with}"
    return True
