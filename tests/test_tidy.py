"""What the tools cannot check: the rules of the house, each with a line that it must catch."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from config.checks import LISTS
from config.texts import Texts
from flows.decider import Command
from flows.evolver import Event
from flows.refusal import Refusal

ROOT = Path(__file__).parent.parent
TEXTS = Texts()
TOAST = 200
SAYS_NOTHING = {"utils", "helpers", "common", "base", "manager", "service"}


@dataclass(frozen=True, slots=True)
class Ban:
    """A pattern, what to use instead, a line it must catch and one that it must let pass."""

    pattern: str
    instead: str
    catches: str
    passes: str
    within: str = ""
    but: tuple[str, ...] = ()


BANS = [
    Ban(r"asyncio\.wait_for\(", "asyncio.timeout", "asyncio.wait_for(x, 5)", "asyncio.timeout(5)"),
    Ban(
        r"drop_pending_updates\W+True", "keep every press", '"drop_pending_updates": True', "x=True"
    ),
    Ban(r"\b(verify|ssl)=False", "TLS", "get(url, verify=False)", "get(url, verify=True)"),
    Ban(r"\b(pickle|marshal|shelve)\b", "json", "import pickle", "import json"),
    Ban(
        r"\bdate(time)?\.(utcnow|now|today)\(\)",
        "a now handed over",
        "datetime.utcnow()",
        "datetime.now(UTC)",
    ),
    Ban(r"except\s*:|except BaseException", "the errors you expect", "except:", "except Refused:"),
    Ban(
        r"except \(?(\w+, )*Exception\b",
        "the errors you expect",
        "except (OSError, Exception):",
        "except TelegramException:",
        but=("bot/loops.py",),
    ),
    Ban(
        r"type: ignore(?!\[)", "type: ignore[code]", "x  # type: ignore", "x  # type: ignore[misc]"
    ),
    Ban(r"\btime\.sleep\b", "the clock", "time.sleep(1)", "await clock.until(at)"),
    Ban(
        r"\b(async|await|logging|random|uuid4)\b|(?<![\w.])(open|print)\(",
        "the shell of bot/",
        "async def decide():",
        "if is_open(windows, at):",
        within="flows",
    ),
    Ban(
        r"(insert|update|delete)\(AlertRow\b|\bAlertRow\(|(INTO|UPDATE|DELETE FROM) \"?alert\b",
        "storage/alerts.py, the one door",
        "await session.execute(update(AlertRow))",
        "select(AlertRow)",
        within="storage",
        but=("storage/alerts.py", "storage/tables.py", "storage/retention.py"),
    ),
]

# Words that give a Dutch sentence away. Where Dutch is the subject itself, it may stand.
DUTCH = re.compile(r"\b(het|een|niet|geen|moet|wordt|jouw|alleen|nog|voor|deze|kies|bel)\b", re.I)
ABOUT_DUTCH = ("config/schema.py", "flows/calendar.py", "flows/privacy", "bot/practice/")


def python_files(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "versions" not in path.parts]


SOURCES = python_files("bot", "config", "flows", "storage")
EVERYTHING = [path for path in (*SOURCES, *python_files("tests")) if path != Path(__file__)]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def strings(path: Path) -> tuple[ast.Constant, ...]:
    """The texts in a file, pieces of f-strings included, docstrings not."""
    remarks = {id(node.value) for node in ast.walk(tree(path)) if isinstance(node, ast.Expr)}
    return tuple(
        node
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in remarks
    )


def own_function(thing: type) -> str:
    """GiveAnswer -> give_answer."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", thing.__name__).lower()


@pytest.mark.parametrize("ban", BANS, ids=lambda ban: ban.pattern)
def test_a_ban_catches_what_it_should_and_nothing_else(ban):
    assert re.search(ban.pattern, ban.catches)
    assert not re.search(ban.pattern, ban.passes)


@pytest.mark.parametrize("ban", BANS, ids=lambda ban: ban.pattern)
def test_f09_f98_nothing_banned_is_used(ban):
    found = [
        f"{name(path)}:{number}: use {ban.instead}"
        for path in EVERYTHING
        if name(path).startswith(ban.within) and name(path) not in ban.but
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(ban.pattern, line)
    ]
    assert found == []


def test_a_file_opens_with_its_purpose_and_is_no_longer_than_300_lines():
    wrong = [
        name(path)
        for path in (*EVERYTHING, Path(__file__))
        if not ast.get_docstring(tree(path)) or len(path.read_text().splitlines()) > 300
    ]
    assert wrong == []


def test_a_function_is_no_longer_than_40_lines():
    wrong = [
        f"{name(path)}:{node.lineno}: {node.name}"
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (node.end_lineno or 0) - node.lineno >= 40
    ]
    assert wrong == []


def test_a_file_is_called_after_a_thing():
    assert [name(path) for path in EVERYTHING if path.stem in SAYS_NOTHING] == []


def test_the_root_holds_one_lock_only():
    assert not [
        path for path in ("uv.lock", "pylock.toml", "poetry.lock") if (ROOT / path).exists()
    ]


@pytest.mark.parametrize(
    "thing", [*get_args(Command), *get_args(Event)], ids=lambda it: it.__name__
)
def test_every_command_and_event_has_a_function_of_its_own_name(thing):
    homes = (sys.modules[thing.__module__], sys.modules["flows.decider"])

    assert any(callable(getattr(home, own_function(thing), None)) for home in homes)


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_has_a_text_that_fits_a_toast(refusal):
    assert 0 < len(TEXTS.word("refusal", refusal)) <= TOAST


def test_no_dutch_sentence_stands_outside_the_catalogue():
    found = [
        f"{name(path)}:{node.lineno}: {node.value}"
        for path in SOURCES
        if not name(path).startswith(ABOUT_DUTCH)
        for node in strings(path)
        if DUTCH.search(str(node.value)) and not re.fullmatch(r"[\w.-]+", str(node.value))
    ]
    assert found == []


def test_every_text_that_is_asked_for_is_there():
    subjects = {key.partition(".")[0] for key in TEXTS}
    beginnings = {".".join(key.split(".")[:n]) for key in TEXTS for n in range(1, 9)}
    found = [
        f"{name(path)}:{node.lineno}: {node.value}"
        for path, node in ((path, node) for path in SOURCES for node in strings(path))
        if re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)+\.?", str(node.value))
        if str(node.value).partition(".")[0] in subjects
        if str(node.value).rstrip(".") not in beginnings
    ]
    assert found == []


def test_every_text_is_used():
    said = {str(node.value) for path in SOURCES for node in strings(path)}
    kinds = {kind for _, kind in LISTS} | set(words_asked_for())
    unused = [
        key
        for key in TEXTS
        if key not in said and key.partition(".")[0] not in kinds
        if not any(f"{'.'.join(key.split('.')[:n])}." in said for n in range(1, 9))
    ]
    assert unused == []


def words_asked_for() -> Iterator[str]:
    """The kinds of words that somebody asks for: the first argument of every word()."""
    for node in (node for path in SOURCES for node in ast.walk(tree(path))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            first = node.args[0] if node.args else None
            if node.func.attr == "word" and isinstance(first, ast.Constant):
                yield str(first.value)


def test_a_key_stands_in_the_catalogue_once():
    catalogue = (ROOT / "config/nl.po").read_text(encoding="utf-8")
    keys = Counter(re.findall(r'^msgid "(.*)"$', catalogue, re.MULTILINE))

    assert [key for key, times in keys.items() if times > 1] == []
