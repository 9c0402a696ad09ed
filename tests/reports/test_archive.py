"""What an FG or an archive gets: readable, about nobody, harmless to open, and sealed."""

import ast
import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from november import OM, POLITIE, VT, alert, answer, at, start

from bot import folders
from bot.evidence import line
from bot.reports.archive import (
    MANIFEST,
    alerts_csv,
    flaws,
    lines_csv,
    manifest,
    overview,
    paragraphs,
    safe_cell,
    table,
)
from bot.reports.export import alert_record
from bot.reports.page import page
from config.texts import Texts
from storage import codec
from storage.history import Entry

TEXTS = Texts()
ROOT = Path(__file__).parents[2]
NOTED = r"([A-Z][a-z]+){2,}|Retention|Refused"  # how the names of what was done are written
GOLDEN = Path(__file__).parent / "log_of_one_alert.txt"
NIGHT = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30 in Amsterdam, for the first time
RISKY = ("=", "+", "-", "@", "\t", "\r", "\0=")
PAYLOADS = [
    f"{sign}{rest}"
    for sign in RISKY
    for rest in (
        "1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x","y")', "SUM(A1:A9)", "2;3", '"', "'", "",
        "\n=1", " ", "IMPORTXML(1)", "A1", "\u202e", ",,,", "DDE()",
    )
]  # fmt: skip


def entry(number: int, name: str, **how: object) -> Entry:
    given: dict[str, object] = {
        "at": NIGHT + timedelta(minutes=10 * number), "subject": "alert:SKM-2610-07", "data": {},
        "by_person": 41, "by_role": "vt", "on_behalf": "vt", "channel": "tap", "result": "gedaan",
    }  # fmt: skip
    return Entry(sequence=number, name=name, **(given | how))  # type: ignore[arg-type]


ENTRIES = [
    entry(0, "AlertRaised"),
    entry(1, "AnswerGiven", by_role="politie", on_behalf="politie", data={"role": "politie"}),
    entry(2, "AnswerGiven", on_behalf="om", channel="telefoon", data={"role": "om"}),
    entry(3, "LadderClimbed", by_person=None, by_role=None, on_behalf=None, channel="klok"),
    entry(4, "Refused", by_role="rvdk", on_behalf="rvdk", data={"what": "INTREKKEN"},
          result="geweigerd:only_raiser"),
    entry(5, "Refused", by_person=None, by_role=None, on_behalf=None, subject="desk",
          data={"what": "forged", "who": "0f1e"}, result="geweigerd:access.stranger"),
    entry(6, "LogRead", by_person=None, by_role="beheerder", on_behalf="beheerder", channel="cli"),
    entry(7, "AlertClosed", on_behalf=None, channel=None, result=None),
]  # fmt: skip


def mac(*parts: object) -> str:
    return f"signed {hash(parts)}"


def archived() -> dict[str, bytes]:
    course = (answer("18 10:05", POLITIE), answer("18 10:12", OM), start("18 10:50"))
    records = [alert_record(alert(1, "18 10:00", *course))]
    lines = [line(one, TEXTS) for one in ENTRIES]
    told = paragraphs(records, lines, TEXTS)
    files = {
        "verzoeken-x.csv": alerts_csv(records),
        "log-x.csv": lines_csv(lines),
        "archief-x.pdf": page("Archief", told, at("20 10:00")),
    }
    return {**files, MANIFEST: manifest(files, "x", "now", {"count": 8, "hash": "ab"}, mac)}


def test_s56_the_log_of_an_alert_reads_as_it_was_agreed():
    told = overview("Logboek van SKM-2610-07", [line(one, TEXTS) for one in ENTRIES], TEXTS)

    assert f"{told}\n" == GOLDEN.read_text(encoding="utf-8")


def test_s56_no_mark_of_a_person_is_in_it():
    told = overview("", [line(one, TEXTS) for one in ENTRIES], TEXTS)

    assert "41" not in told
    assert "0f1e" not in told


@pytest.mark.parametrize("text", PAYLOADS)
def test_s35_no_cell_is_a_formula(text):
    (_, (cell,)) = csv.reader(io.StringIO(table(["a"], [[text]]).decode(), newline=""))

    assert cell.startswith("'")
    assert cell[1:] == text.replace("\0", "")


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"))))
def test_s35_what_is_written_is_read_back(cells):
    rows = list(csv.reader(io.StringIO(table(["n", *cells], []).decode(), newline="")))

    assert rows == [["n", *(safe_cell(cell) for cell in cells)]]


def test_an_archive_is_pages_and_tables_without_persons():
    files = archived()

    assert files["archief-x.pdf"].startswith(b"%PDF")
    rows = list(csv.DictReader(io.StringIO(files["log-x.csv"].decode(), newline="")))
    assert [row["way"] for row in rows[:3]] == ["tik", "tik", "telefoon"]
    (record,) = csv.DictReader(io.StringIO(files["verzoeken-x.csv"].decode(), newline=""))
    assert record["id"] == "SKM-2611-01"
    assert {given["role"] for given in json.loads(record["answers"])} == {VT, POLITIE, OM}


def test_an_untouched_archive_is_whole():
    files = archived()

    assert flaws(files.pop(MANIFEST), files, mac) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"log-x.csv": b"x"}, [("log-x.csv", "changed")]),
        ({"log-x.csv": None}, [("log-x.csv", "gone")]),
        ({"more.csv": b""}, [("more.csv", "added")]),
        ({MANIFEST: b"no json"}, [(MANIFEST, "unreadable")]),
        ({MANIFEST: b"[]"}, [(MANIFEST, "unreadable")]),
    ],
)
def test_what_was_done_to_an_archive_is_found(change, found):
    files = {name: one for name, one in {**archived(), **change}.items() if one is not None}

    assert flaws(files.pop(MANIFEST), files, mac) == found


def test_a_list_that_was_made_to_fit_is_not_ours():
    files = archived()
    told = json.loads(files.pop(MANIFEST))
    told["head"]["count"] = 7

    assert flaws(json.dumps(told).encode(), files, mac) == [(MANIFEST, "not_ours")]


@pytest.mark.parametrize(
    "name",
    ["../a.csv", "/tmp/a.csv", "a/b.csv", "..", ".csv", "a.exe", "a\0.csv", "a\n.csv", "", "é.csv"],  # noqa: S108
)
def test_s37_only_names_of_ours_are_written(tmp_path, name):
    with pytest.raises(folders.NotHere):
        folders.put(tmp_path / "out", {name: b""})
    assert list(tmp_path.iterdir()) == []


@given(st.text(max_size=30))
def test_s37_whatever_a_name_is_it_stays_in_the_folder(name):
    if folders.FILE.fullmatch(name):
        assert Path(name).name == name
        assert not name.startswith(".")


def test_s37_a_link_is_not_followed_and_nothing_is_written_over(tmp_path):
    elsewhere, out = tmp_path / "elsewhere", tmp_path / "out"
    elsewhere.mkdir()
    (tmp_path / "link").symlink_to(elsewhere)
    with pytest.raises(folders.NotHere):
        folders.put(tmp_path / "link", {"a.csv": b"x"})
    out.mkdir()
    (out / "a.csv").symlink_to(elsewhere / "b.csv")
    (out / "c.csv").write_bytes(b"old")
    for name in ("a.csv", "c.csv"):
        with pytest.raises(folders.NotHere):
            folders.put(out, {name: b"x"})
    with pytest.raises(folders.NotHere):
        folders.taken(out)

    assert list(elsewhere.iterdir()) == []
    assert (out / "c.csv").read_bytes() == b"old"


def test_s37_what_is_put_can_be_taken_and_is_for_the_owner_alone(tmp_path):
    out = tmp_path / "out"
    folders.put(out, {"a.csv": b"x"})

    assert folders.taken(out) == {"a.csv": b"x"}
    assert (out.stat().st_mode & 0o777, (out / "a.csv").stat().st_mode & 0o777) == (0o700, 0o600)


def test_s56_everything_that_is_noted_has_its_word():
    noted = {
        str(node.value)
        for folder in ("bot/actions", "bot/rounds", "storage", "bot")
        for path in (ROOT / folder).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and re.fullmatch(NOTED, str(node.value))
    }
    without = {name for name in noted | set(codec.EVENTS) if f"gebeurtenis.{name}" not in TEXTS}

    assert without == set()
