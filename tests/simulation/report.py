"""What is printed: the figures of a run, and of each failing seed what it takes to repeat it."""

import json
import math
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from .campaign import Tally
from .invariants import SHARED_BY, SPECIFIED, TABLE, When, active, count_active
from .options import CLASSES
from .shrink import Shrunk
from .verdict import Verdict

ROOT = Path(__file__).parents[2]
SAID = {one.id: one.says for one in TABLE} | {"engine": "the simulator itself is well"}
TOLD = 12  # last lines of the story
OFTEN_ENOUGH, PER = 10, 1000  # D2: so often in so many seeds


def commit() -> str:
    """The commit that runs here, short."""
    asked = ("git", "-C", str(ROOT), "rev-parse", "--short", "HEAD")
    found = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603
    return found.stdout.strip() or "unknown"


def failing(verdict: Verdict, shrunk: Shrunk | None, tally: Tally, mask: Path | None) -> str:
    """A failing seed, as section 3.7 of the specification asks."""
    first = verdict.failures[0]
    python = platform.python_version()
    lines = [
        f"FAIL {first.invariant} {SAID[first.invariant]}   seed={verdict.seed} commit={commit()} "
        f"py={python} trace={verdict.trace[:12]}",
        f"  what   : {first.what}",
        f"  repeat : {repeat(verdict, shrunk, mask)}",
    ]
    if shrunk is not None:
        lines.append(
            f"  shrunk : {len(verdict.fired)} faults -> {len(shrunk.faults)}, "
            f"{shrunk.runs} runs, {shrunk.took:.1f} s: "
            + "; ".join(f"{one.kind} at {one.site} #{one.n}" for one in shrunk.faults)
        )
    story = (shrunk.verdict if shrunk else verdict).story[-TOLD:]
    lines += [f"  story  : {story[0]}" if story else "  story  : –"]
    lines += [f"           {line}" for line in story[1:]]
    lines.append(f"  options: {verdict.options}")
    lines.append(f"  belief : {belief(tally.failed_seeds, tally.seeds)}")
    return "\n".join(lines)


def repeat(verdict: Verdict, shrunk: Shrunk | None, mask: Path | None) -> str:
    """The command that plays it again."""
    asked = verdict.asked
    words = ["spoedgroep simulate", f"--seed {verdict.seed}"]
    if asked.get("weeks") is not None:
        words.append(f"--weeks {asked['weeks']}")
    words += ["--dense"] if asked.get("dense") else []
    words += [f"--mode {asked['mode']}"] if asked.get("mode") else []
    words += [f"--story {asked['story']}"] if asked.get("story") else []
    words += [f"--mask {mask}"] if shrunk is not None and mask is not None else []
    return " ".join(words)


def belief(failed: int, seeds: int) -> str:
    """How many clean seeds it takes to believe that it was mended."""
    share = failed / seeds if seeds else 1.0
    if share >= 1:
        return f"seen in {failed}/{seeds} seeds; after the fix one clean run says all"
    needed = math.ceil(math.log(0.01) / math.log(1 - share))
    return f"seen in {failed}/{seeds} seeds ({share:.1%}); after the fix run >= {needed} for 99 %"


def write_mask(shrunk: Shrunk, folder: Path) -> Path:
    """The faults that are left, for --mask."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{shrunk.options.seed}.json"
    path.write_text(json.dumps([list(one) for one in shrunk.faults]) + "\n")
    return path


def figures(tally: Tally) -> str:
    """The whole run on one screen."""
    counts, cpu = tally.counts, max(tally.took, 1e-9)
    elsewhere = ", ".join(one.id for one in active(When.SHARED))
    lines = [
        f"commit                           {commit()}, Python {platform.python_version()}",
        f"seeds                            {tally.seeds} ({tally.failed_seeds} failed)",
        f"simulated weeks                  {tally.weeks:.1f}",
        f"weeks/s per core                 {tally.weeks / cpu:.2f}",
        f"acknowledged alerts              {counts['acknowledged']}, lost {counts['lost']}",
        f"lives of the application         {counts['lives']} in {counts['commits']} commits",
        f"sent without knowing             {counts['sent without knowing']}, "
        f"twice without reason {counts['twice without reason']}",
        f"invariants active                {count_active()}/{len(SPECIFIED)}, "
        f"of which {elsewhere} not here but by pytest {SHARED_BY}",
        f"same trace twice (D1)            {tally.same}/{tally.repeated}",
        f"faults that came (D2)            {came(tally)}",
    ]
    return "\n".join(lines)


def came(tally: Tally) -> str:
    """Each class with how often it came; and those that came too seldom to say anything of."""
    told = ", ".join(f"{kind} {tally.counts[f'fired {kind}']}" for kind in CLASSES)
    wanted = OFTEN_ENOUGH * tally.seeds / PER
    seldom = [kind for kind in CLASSES if tally.counts[f"fired {kind}"] < wanted]
    return told + (f"; too seldom: {', '.join(seldom)}" if seldom else "")


def as_json(tally: Tally, verdicts: Sequence[Verdict]) -> str:
    """The same for a machine."""
    told = asdict(tally) | {"counts": dict(tally.counts)}
    failed = [{"seed": one.seed, "invariant": one.failed} for one in verdicts]
    return json.dumps({"commit": commit(), **told, "failed": failed}, indent=2)
