"""Dashboard and alarm rules ask for figures that exist, and every alarm says what to do."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.health import Reason
from bot.watching.metrics import Metrics
from bot.watching.vitals import Seen, Vitals
from config.settings import SQLITE
from storage.cipher import Cipher
from storage.unit_of_work import Storage

ROOT = Path(__file__).parents[2]
RULES = (ROOT / "deploy" / "prometheus" / "alarms.yaml").read_text(encoding="utf-8")
BOARD = json.loads((ROOT / "deploy" / "grafana" / "spoedgroep.json").read_text(encoding="utf-8"))
RUNBOOK = (ROOT / "docs" / "beheer.md").read_text(encoding="utf-8")
ALARMS = dict(re.findall(r"- alert: (\w+)\n +expr: (.+)\n", RULES))
NOON = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
FIGURE = re.compile(r"\bspoedgroep_\w+")


class Clock:
    """A clock that stands still."""

    looks_every = timedelta(seconds=5)

    def now(self) -> datetime:
        return NOON

    real = now


@pytest.fixture
async def figures(tmp_path) -> set[str]:
    """The name of every figure that the bot can offer, as Prometheus keeps it."""
    storage = Storage(f"{SQLITE}{tmp_path}/empty.db", b"chain", Cipher(bytes(32)))
    vitals = Vitals(storage, Clock())
    vitals.seen = Seen(backed_up_at=NOON)
    vitals.log_is_whole, vitals.canary_took = lambda: True, lambda: 1.0
    metrics = Metrics(vitals, Clock())
    found = set()
    for family in metrics.registry.collect():
        if family.type == "histogram":
            found |= {f"{family.name}_{part}" for part in ("bucket", "count", "sum")}
        else:
            found.add(f"{family.name}_total" if family.type == "counter" else family.name)
    await storage.close()
    return found


def asked(board: dict) -> Iterator[str]:
    for panel in board["panels"]:
        for target in panel["targets"]:
            yield target["expr"]


def test_every_rule_is_read():
    assert len(ALARMS) == RULES.count("- alert:") > 10


@pytest.mark.parametrize("name", ALARMS)
async def test_an_alarm_asks_for_figures_that_exist(name, figures):
    found = set(FIGURE.findall(ALARMS[name]))

    assert found
    assert found <= figures


async def test_the_dashboard_asks_for_figures_that_exist_and_shows_all_of_them(figures):
    shown = {name for expression in asked(BOARD) for name in FIGURE.findall(expression)}

    assert shown <= figures
    assert {name for name in figures - shown if not name.endswith(("_count", "_sum"))} == set()


def test_the_panels_of_the_dashboard_do_not_lie_on_each_other():
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in BOARD["panels"]]

    assert len(places) == len(set(places)) == len({panel["id"] for panel in BOARD["panels"]})


def sections() -> dict[str, str]:
    """The sections about alarms, by the name of the alarm or the code of the reason."""
    chapter = RUNBOOK.partition("\n## Alarmen\n")[2].partition("\n## ")[0]
    parts = re.split(r"^### ", chapter, flags=re.MULTILINE)[1:]
    found = {}
    for part in parts:
        title, _, text = part.partition("\n")
        for name in re.findall(r"`(\w+)`", title):
            found[name] = text
    return found


@pytest.mark.parametrize("name", [*ALARMS, *(reason.value for reason in Reason)])
def test_every_alarm_has_its_section_that_says_what_to_do(name):
    assert len(sections().get(name, "")) > 80, f"docs/beheer.md has no section for {name}"


def test_no_section_is_about_an_alarm_that_is_gone():
    assert set(sections()) <= {*ALARMS, *(reason.value for reason in Reason)}
