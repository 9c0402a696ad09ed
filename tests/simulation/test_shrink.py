"""From a failing seed to what it takes: the fewest faults, the report, the line that keeps it."""

from typer.testing import CliRunner

from bot import commands
from bot.cli import app

from .campaign import Tally, Wanted, as_regression, regressions
from .fates import Fired
from .invariants import SPECIFIED, TABLE, When, active, count_active
from .ledger import Failure
from .report import belief, failing, figures
from .shrink import ddmin
from .verdict import Verdict

FAULTS = [Fired("lost", "api sendMessage", n) for n in range(1, 41)]


def verdict(**changes: object) -> Verdict:
    usual: dict[str, object] = {
        "seed": 28, "weeks": 2.0, "took": 1.0, "trace": "89aa27" * 10, "fired": tuple(FAULTS),
        "failures": (Failure(invariant="I1", what="lost: ['SKM-2611-01']", moment=86_400.0),),
        "story": ("d09 14:03:40 crash",), "options": "Options(seed=28)",
    }  # fmt: skip
    found = Verdict(**usual | changes)  # type: ignore[arg-type]
    found.asked.update({"weeks": 2.0, "dense": False, "mode": None})
    return found


def test_two_faults_of_forty_are_left_when_those_two_make_it_fail():
    guilty, runs = {FAULTS[6], FAULTS[31]}, list[int]()

    def fails(some: list[Fired]) -> bool:
        runs.append(len(some))
        return guilty <= set(some)

    assert set(ddmin(FAULTS, fails)) == guilty
    assert len(runs) < 60


def test_no_fault_is_left_when_it_fails_without_any():
    assert ddmin(FAULTS, lambda some: True) == []


def test_a_failing_seed_says_what_why_and_how_to_repeat_it():
    told = failing(verdict(), None, Tally(seeds=60, failed_seeds=5), None)

    assert told.startswith("FAIL I1 a receipt has its alert   seed=28 commit=")
    assert "repeat : spoedgroep simulate --seed 28 --weeks 2.0" in told
    assert "d09 14:03:40 crash" in told
    assert "options: Options(seed=28)" in told
    assert "seen in 5/60 seeds (8.3%); after the fix run >= 53 for 99 %" in told


def test_what_one_believes_follows_from_how_often_it_failed():
    assert belief(8, 100).endswith("run >= 56 for 99 %")
    assert belief(1, 100).endswith("run >= 459 for 99 %")


def test_a_failing_seed_is_kept_with_what_was_asked(tmp_path, monkeypatch):
    kept = tmp_path / "regressions.txt"
    kept.write_text(f"# a remark\n{as_regression(verdict())}\n7 dense mode=storm\n")
    monkeypatch.setattr(f"{Wanted.__module__}.REGRESSIONS", kept)

    assert regressions() == [
        Wanted(seed=28, weeks=2.0),
        Wanted(seed=7, dense=True, mode="storm"),
    ]


def test_the_table_has_all_thirty_eight_and_says_which_is_looked_at_elsewhere():
    assert list(dict.fromkeys(one.id for one in TABLE)) == list(SPECIFIED)
    assert count_active() == len(SPECIFIED) == 38
    assert [one.id for one in active(When.SHARED)] == ["I19"]
    assert "38/38, of which I19 not here but by pytest tests/storage/" in figures(Tally(seeds=1))


def test_an_installation_without_the_source_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(commands, "__file__", str(tmp_path / "bot" / "commands.py"))

    ran = CliRunner().invoke(app, ["simulate", "--seeds", "3"])

    assert ran.exit_code == 1
    assert "kopie van de broncode" in ran.output
