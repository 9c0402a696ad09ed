"""The play of `spoedgroep practise`, as a visitor starts it: a process of its own, to its end."""

import os
import subprocess
import sys
from pathlib import Path

from config.texts import Texts

CHECKOUT = Path(__file__).parents[2]
LONGEST = 300  # seconds; under 20 on a quiet machine


def test_the_story_of_one_alert_plays_to_its_end_without_telegram_and_without_a_token(tmp_path):
    kept = {name: value for name, value in os.environ.items() if "SPOEDGROEP" not in name}
    played = subprocess.run(
        [sys.executable, "-m", "bot", "practise", "--play"],
        cwd=tmp_path,
        env=kept | {"PYTHONPATH": str(CHECKOUT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST,
        check=False,
    )

    assert (played.returncode, played.stderr) == (0, "")
    account = played.stdout.partition(Texts()("oefenstad.account"))[2]
    for key, n in (("to_raise", 6), ("reminders", 6), ("done", "")):
        assert Texts()(f"oefenstad.{key}", n=n) in account
    assert list(tmp_path.iterdir()) == []  # it leaves nothing behind
