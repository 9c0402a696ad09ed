"""Who may do what is written down once, and the desk keeps to it, whoever presses whatever."""

import ast
from pathlib import Path

import pytest
import table
from matrix import ACTORS, STATES

from bot.buttons import Code
from bot.rights import PRESSES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "rechten.md").read_text(encoding="utf-8")
NOBODY = ("geblokkeerd", "vertrokken", "vreemde")


@pytest.mark.parametrize("state", STATES)
async def test_s12_the_desk_answers_as_the_table_says(state, file):
    cells = table.read(PAGE)

    for name, row in (await table.answers(file, state)).items():
        for who, may in row.items():
            cell = cells[name][who]
            assert may is (cell == table.ALWAYS or state in cell), (name, who, cell)


def test_s12_commands_and_other_buttons_ask_for_the_right_of_the_table():
    cells = table.read(PAGE)

    assert {name: cells[name] for name in table.general()} == table.general()


def test_s12_every_button_is_in_the_table():
    assert {code.name for code in Code} - set(table.read(PAGE)) == set()
    assert set(PRESSES) == set(Code)


@pytest.mark.parametrize("who", NOBODY)
def test_s12_who_is_nobody_may_nothing(who):
    assert {row[who] for row in table.read(PAGE).values()} == {table.NOTHING}


def test_s13_another_network_sees_no_alert_of_this_one():
    about_an_alert = {name for name in table.read(PAGE) if name not in table.general()}

    for name in about_an_alert:
        assert table.read(PAGE)[name]["ander netwerk"] == table.NOTHING, name


def test_s15_who_holds_no_role_answers_for_nobody():
    for who in ("voorzitter", "beheerder", "agendalid 3RO"):
        for name in ("KAN_NU", "KAN_OM", "WAARNEMER", "SLUIT_NIET_AAN", "GESTART", "INTREKKEN"):
            assert table.read(PAGE)[name][who] == table.NOTHING


def calls(path: Path, name: str) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions of a file in which something of this name is called or looked up."""
    functions = (
        one
        for one in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return [one for one in functions if name in {node.id for node in ast.walk(one)
            if isinstance(node, ast.Name)}]  # fmt: skip


def test_s12_nobody_visits_and_nothing_is_pressed_without_access():
    found = set()
    for path in (ROOT / "bot").rglob("*.py"):
        for function in calls(path, "Visit"):
            made = [
                node for node in ast.walk(function)
                if isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name) and node.func.id == "Visit"
            ]  # fmt: skip
            if made:
                found.add(path.name)
                assert "member_of" in {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
        for table_name in ("PRESSED", "ORDERS"):
            for function in calls(path, table_name):
                names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
                assert "authorise" in names, (path.name, function.name)

    assert found == {"desk.py", "ordering.py"}


def test_the_table_has_a_column_for_everybody_who_tries():
    assert all(set(row) == {who.name for who in ACTORS} for row in table.read(PAGE).values())
