"""Databases for a benchmark: networks with members and bound groups, and open alerts with cards.

One alert of each network is raised by the rules; the others are copies of its row, so that a
hundred thousand of them take seconds. What is pressed is signed as the bot signs it.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from pydantic import SecretStr
from sqlalchemy import create_engine, make_url, text

from bot.buttons import Buttons, Code, Press, moment
from bot.housekeeping import REDRAWS_EVERY_HOURS
from bot.perform import perform
from config import doelgroepen
from config.settings import SQLITE, Settings, keys
from flows.alert import RaiseAlert
from flows.calendar import local
from flows.draft import begin_draft
from flows.people import Function, Post
from flows.rules import Role, Urgency
from flows.state import AlertId, Facts
from storage.cipher import Cipher
from storage.database import upgrade
from storage.unit_of_work import Storage

MOMENT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)  # ten in the morning, inside every window
FIRST, DOELGROEP = "amsterdam-amstelland", "skm"
ROLES, EACH = ("vt", "politie", "om", "rvdk"), 4  # members of each role in each network
SERVER = os.environ.get("SPOEDGROEP_TEST_POSTGRESQL", "127.0.0.1:5432")
NAMED = {name: f"{name[0] * 42}A=" for name in ("encryption_key", "reference_key", "chain_key")}
COPIED = """
INSERT INTO alert (id, network, doelgroep, drill, phase, version, raised_at, clock_at, ended,
    closed_at, reference, next_due_at, state)
WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :copies)
SELECT replace(id, '-01', '-' || (10000 + n)), network, doelgroep, drill, phase, version, raised_at,
    clock_at, ended, closed_at, reference, next_due_at,
    replace(state, '"' || id || '"', '"' || replace(id, '-01', '-' || (10000 + n)) || '"')
FROM alert, number WHERE id = :original
"""
CARDED = """
INSERT INTO card (alert, group_id, message_id, drawn_version, text_hash, pinned)
SELECT alert.id, chat_group.id, CAST(substr(alert.id, length(alert.id) - 4) AS INTEGER),
    alert.version, '', true
FROM alert JOIN chat_group ON chat_group.network = alert.network WHERE alert.id LIKE '%-1____'
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One card in its group."""

    alert: AlertId
    network: int
    message: int

    @property
    def chat(self) -> int:
        return chat_of(self.network)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A database with what is in it, and the presses that can be made upon it."""

    directory: Path
    url: str
    alerts: tuple[Target, ...]
    buttons: Buttons
    numbers: Iterator[int] = field(default_factory=lambda: count(1_000))

    @property
    def environment(self) -> dict[str, str]:
        given = {
            "bot_token": "1:none",
            "database_url": self.url,
            "config_dir": str(self.directory),
            "listen": "off",
            **NAMED,
        }
        return {f"SPOEDGROEP_{name.upper()}": value for name, value in given.items()}

    def update(self, by: int, chat: int, message: int, press: Press) -> dict[str, Any]:
        """One press as Telegram tells of it."""
        number, shown = next(self.numbers), "Regel van een kaart, zo lang als een gewone. " * 9
        kind = "private" if chat > 0 else "supergroup"
        bot = {"id": 1, "is_bot": True, "first_name": "Bench", "username": "benchbot"}
        keys = [[{"text": f"Knop {n}", "callback_data": f"knop|{n}"} for n in range(3)]]
        return {
            "update_id": number,
            "callback_query": {
                "id": str(number),
                "from": {"id": by, "is_bot": False, "first_name": "Canaria", "language_code": "nl"},
                "chat_instance": "1",
                "data": self.buttons.pack(press),
                "message": {
                    "message_id": message,
                    "date": int(MOMENT.timestamp()),
                    "chat": {"id": chat, "type": kind, "title": "Spoedgroep"},
                    "from": bot,
                    "text": shown,
                    "reply_markup": {"inline_keyboard": keys},
                },
            },
        }

    def can_now(self, target: Target, role: str = "om", which: int = 0) -> dict[str, Any]:
        """*Kan nu* on the card in the group."""
        press = Press(code=Code.KAN_NU, alert=target.alert, details=("1",))
        return self.update(user(target.network, role, which), target.chat, target.message, press)

    def can_at(self, target: Target, role: str, ahead: int = 60, which: int = 0) -> dict[str, Any]:
        """*Kan om*, with its time, in the private chat."""
        at = moment(MOMENT + timedelta(minutes=ahead))
        press = Press(code=Code.KAN_OM, alert=target.alert, details=(at,))
        by = user(target.network, role, which)
        return self.update(by, by, target.message, press)

    def undone(self, target: Target, role: str, answers: int, which: int = 0) -> dict[str, Any]:
        """*Ongedaan*, in the private chat."""
        press = Press(code=Code.ONGEDAAN, alert=target.alert, details=(role, str(answers)))
        by = user(target.network, role, which)
        return self.update(by, by, target.message, press)

    def sent(self, network: int, which: int) -> dict[str, Any]:
        """*Verstuur*, of the draft that a member of Veilig Thuis has."""
        by = user(network, "vt", which)
        return self.update(by, by, 900, Press(code=Code.VERSTUUR))

    def said(self, network: int, role: str, which: int) -> dict[str, Any]:
        """A line in the group, of which the bot makes nothing."""
        update = self.update(user(network, role, which), chat_of(network), 1, Press(code=Code.TOON))
        pressed = update.pop("callback_query")
        spoken = {**pressed["message"], "from": pressed["from"], "text": "Ik ben onderweg"}
        return {**update, "message": {**spoken, "message_id": update["update_id"]}}

    def copy(self, directory: Path) -> "Filled":
        """The same once more, for a run that changes it; an SQLite file only."""
        shutil.copytree(self.directory, directory)
        url = f"{SQLITE}{directory / 'bench.db'}"
        return replace(self, directory=directory, url=url, numbers=count(1_000))


def chat_of(network: int) -> int:
    return -1_000_000_000_000 - network


def user(network: int, role: str, which: int) -> int:
    """A member by its network, role and place among the members of that role."""
    return 100_000 + network * 1_000 + ROLES.index(role) * 100 + which


def settings_of(directory: Path, url: str) -> Settings:
    return Settings(
        _env_file=None,
        bot_token="1:none",
        database_url=SecretStr(url),
        config_dir=directory,
        **{name: SecretStr(value) for name, value in NAMED.items()},
    )


def code_of(network: int) -> tuple[str, str]:
    """The code of a network and what the numbers of its alerts begin with."""
    return (FIRST, "") if network == 0 else (f"net-{network}", f"Q{chr(64 + network)}")


async def fill(
    directory: Path, *, networks: int = 1, alerts: int = 0, url: str | None = None
) -> Filled:
    """Make it; `alerts` open ones, spread over the networks."""
    directory.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240  # nobody else waits here
    for number in range(1, networks):
        _network_file(directory, *code_of(number))
    url = url or f"{SQLITE}{directory / 'bench.db'}"
    settings = settings_of(directory, url)
    upgrade(url)
    held = keys(settings)
    storage = Storage(url, held.chain, Cipher(held.encryption))
    originals = [await _settle(storage, directory, number) for number in range(networks)]
    await _done_today(storage)
    await storage.close()
    share = -(-alerts // networks)
    _copy(url, originals, share)
    targets = [
        Target(
            alert=AlertId(original.replace("-01", f"-{10_000 + n}")),
            network=number,
            message=10_000 + n,
        )
        for n in range(1, share + 1)
        for number, original in enumerate(originals)
    ]
    return Filled(
        directory=directory, url=url, alerts=tuple(targets[:alerts]), buttons=Buttons(held.chain)
    )


def _network_file(directory: Path, code: str, prefix: str) -> None:
    shipped = (Path(doelgroepen.__file__).parent / f"{FIRST}.toml").read_text()
    wanted = {"network =": f'network = "{code}"', "title =": f'title = "{code}"'}
    wanted["doelgroepen ="] = f'doelgroepen = ["{DOELGROEP}"]\nid_prefix = "{prefix}"'
    lines = [
        next((new for old, new in wanted.items() if line.startswith(old)), line)
        for line in shipped.splitlines()
    ]
    (directory / f"{code}.toml").write_text("\n".join(lines))


async def _settle(storage: Storage, directory: Path, number: int) -> AlertId:
    """Members, a bound group, one alert, and a draft for each member of Veilig Thuis."""
    code, _ = code_of(number)
    rules = doelgroepen.load(directory).rules(code, DOELGROEP)
    prefix = doelgroepen.load(directory).network(code).prefix(DOELGROEP)
    async with storage.work() as work:
        for role in ROLES:
            for which in range(EACH):
                post = Post(network=code, function=Function.MEMBER, role=Role(role))
                name = f"Canaria {role} {which}"
                await work.people.enrol(user(number, role, which), name, post, MOMENT)
        raiser = await work.people.member(user(number, "vt", 0))
        assert raiser is not None
        by = raiser.by(Role("vt"))
        await work.groups.bind(code, DOELGROEP, chat_of(number), None, MOMENT)
        alert = await work.alerts.new_id(prefix, MOMENT.year, MOMENT.month)
        facts = Facts(source="ziekenhuis", nature="letsel_zwaar", urgency=Urgency.ACUUT)
        asked = tuple(Role(role) for role in ROLES)
        command = RaiseAlert(by=by, id=alert, network=code, rules=rules, facts=facts, roles=asked)
        await perform(work, alert, command, MOMENT)
        begun = begin_draft(by, code, (DOELGROEP,), MOMENT)
        named = {"source": "ziekenhuis", "nature": "letsel_zwaar", "urgency": Urgency.ACUUT}
        draft = replace(begun, **named, seen=(alert,))  # the preview has shown the one that runs
        for which in range(EACH):
            await work.drafts.keep(user(number, "vt", which), draft)
    return alert


async def _done_today(storage: Storage) -> None:
    """What the bot does by the calendar and would find the copies by, which have no history."""
    done = {"replay": f"{local(MOMENT):%Y-%m-%d}", "verify": f"{MOMENT:%Y-%m-%dT%H}"}
    done["redraw"] = f"{MOMENT:%Y-%m-%d}/{MOMENT.hour // REDRAWS_EVERY_HOURS}"
    done["figures checked"] = f"{local(MOMENT):%Y-%m-%d}"
    async with storage.work() as work:
        for job, period in done.items():
            await work.jobs.first_time(job, period, MOMENT)


def _copy(url: str, originals: list[AlertId], copies: int) -> None:
    engine = create_engine(make_url(url).set(drivername=_driver(url)))
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM errand"))
        for original in originals:
            asked = {"original": original, "copies": copies}
            if copies:
                connection.execute(text(COPIED), asked)
        connection.execute(text(CARDED))
        connection.execute(text("UPDATE alert_number SET last = 99999"))
    engine.dispose()


def _driver(url: str) -> str:
    return "sqlite" if url.startswith(SQLITE) else "postgresql+psycopg"


def change(url: str, *statements: str, **values: object) -> None:
    """Something else in the database, in SQL."""
    engine = create_engine(make_url(url).set(drivername=_driver(url)))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement), values)
    engine.dispose()


@contextmanager
def postgresql() -> Iterator[str]:
    """An empty database on the server of this machine, removed afterwards; gives its address."""
    name = sql.Identifier(f"spoedgroep_bench_{os.getpid()}")
    address = f"postgresql://postgres@{SERVER}"
    with psycopg.connect(f"{address}/postgres", autocommit=True, connect_timeout=3) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        server.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            yield f"postgresql+psycopg://postgres@{SERVER}/spoedgroep_bench_{os.getpid()}"
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
