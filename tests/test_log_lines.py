"""A line of the log is one line of JSON, whatever comes in; what nobody caught tells nothing."""

import ast
import io
import json
import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import error_number, last_resort, set_up, stripped

ROOT = Path(__file__).parent.parent
SECRET = "SELECT naam FROM person WHERE pad = '/var/lib/geheim'"
SOURCES = [
    path for name in ("bot", "config", "flows", "storage") for path in (ROOT / name).rglob("*.py")
]
BANNED_CALLS = {"eval", "exec", "compile", "__import__"}
BANNED_MODULES = {"dill", "yaml", "cloudpickle", "jsonpickle", "pick" + "le", "mar" + "shal"}


def logged(event: str, **fields: object) -> str:
    root, written = logging.getLogger(), io.StringIO()
    before, level, stderr = root.handlers[:], root.level, sys.stderr
    sys.stderr = written
    try:
        set_up()
        logging.getLogger("spoedgroep.test").info("%s", event, extra=fields)
    finally:
        root.handlers[:], sys.stderr = before, stderr
        root.setLevel(level)
    return written.getvalue()


@given(st.text(), st.lists(st.text(), max_size=3))
def test_s40_a_line_is_one_line_of_json_without_hidden_signs(event, parts):
    line = logged(event, parts=parts, deep={"a": event}, what=event)

    assert line.count("\n") == 1
    told = json.loads(line)
    assert told["event"] == stripped(event)
    assert told["parts"] == [stripped(part) for part in parts]
    assert told["deep"] == {"a": told["what"]} == {"a": stripped(event)}


@pytest.mark.parametrize(
    "sign", [*"\r\n\t\0\x1b\x7f\x85", *"\u202a\u202e\u2066\u2069\u200b\u2028\ufeff"]
)
def test_s40_no_sign_forges_a_line_or_turns_it_around(sign):
    assert stripped(f"a{sign}b c") == "ab c"


def raised(kind: type[Exception]) -> Exception:
    try:
        raise kind(SECRET)
    except kind as error:
        return error


@pytest.mark.parametrize("kind", [ValueError, KeyError, OSError, RuntimeError, AssertionError])
def test_s57_an_error_is_a_sentence_and_a_number_and_never_its_text(kind, capsys, monkeypatch):
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    error = raised(kind)

    last_resort(kind, error, error.__traceback__)

    said = capsys.readouterr().err
    assert re.search(r"foutnummer [0-9A-F]{8}", said)
    assert "Traceback" not in said
    assert "person" not in said
    assert "/" not in said
    assert error_number(raised(kind)) == error_number(raised(kind))


UNEXPECTED = """
import sys
from bot import cli, commands
async def goes_wrong():
    raise ZeroDivisionError("kanariegeel")
commands.init = goes_wrong
sys.argv = ["spoedgroep", "init"]
cli.main()
"""


def test_s58_what_nobody_expected_ends_at_the_last_resort():
    ended = subprocess.run(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-c", UNEXPECTED], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 1
    assert "foutnummer" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "kanariegeel" not in ended.stderr


FULL = """
import logging
from bot.logs import set_up
set_up()
for _ in range(1000):
    logging.getLogger("spoedgroep.test").error("a line", extra={"update": 1})
print("goes on")
"""


def test_f100_a_log_that_can_hold_no_more_stops_nothing():
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(  # noqa: S603 - our own interpreter and our own words
            [sys.executable, "-c", FULL], cwd=ROOT, stdout=subprocess.PIPE, stderr=full, check=False
        )

    assert (ended.returncode, ended.stdout) == (0, b"goes on\n")


def test_s58_stopping_by_hand_is_no_error(capsys):
    last_resort(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert capsys.readouterr().err == ""


def test_s38_nothing_that_is_read_can_run():
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in BANNED_CALLS
        )
        or (
            isinstance(node, ast.Import)
            and {one.name.split(".")[0] for one in node.names} & BANNED_MODULES
        )
        or (
            isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in BANNED_MODULES
        )
        or (isinstance(node, ast.Attribute | ast.Name) and "PicklePersistence" in ast.unparse(node))
    ]
    assert found == []


def test_s54_every_place_where_something_is_written_down_is_in_the_list():
    page = (ROOT / "docs" / "loggen.md").read_text(encoding="utf-8")

    for sink in (
        "stderr",
        "history",
        "spoedgroep.db.anchor",
        "set_aside",
        "waiting_update",
        "errand",
        "person.seen_at",
    ):
        assert f"`{sink}`" in page, sink
    written = {
        path.relative_to(ROOT).as_posix()
        for path in SOURCES
        if re.search(
            r"StreamHandler|FileHandler|SysLogHandler|os\.open\(|\.write_(text|bytes)\(",
            path.read_text(),
        )
    }
    assert {path for path in written if not path.startswith("bot/practice/")} <= set(
        re.findall(r"`((?:bot|config|storage)/[\w/.]+\.py)`", page)
    )
