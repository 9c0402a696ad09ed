"""The units of systemd shut out what the bot does not need, and hold no secret (S29, S32, S64)."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

UNITS = Path(__file__).parents[2] / "deploy" / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
MOST_EXPOSURE = 2.0

# What S64 asks for, in so many words.
SHUT = {
    "DynamicUser": "yes",
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "AmbientCapabilities": "",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "ProtectClock": "yes",
    "ProtectControlGroups": "yes",
    "ProtectKernelLogs": "yes",
    "ProtectKernelModules": "yes",
    "ProtectKernelTunables": "yes",
    "ProtectProc": "invisible",
    "RestrictNamespaces": "yes",
    "LockPersonality": "yes",
    "MemoryDenyWriteExecute": "yes",
    "SystemCallArchitectures": "native",
    "StateDirectory": "spoedgroep",
    "UMask": "0077",
    "LimitCORE": "0",
    "MemorySwapMax": "0",
    "LoadCredential": "spoedgroep:/etc/spoedgroep/credentials",
}


def unit(path: Path) -> dict[str, list[str]]:
    """What a unit says, by the name of the setting; each may be said more than once."""
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", ";", "[")):
            name, is_said, value = line.partition("=")
            assert is_said, f"{path.name}: {line}"
            found.setdefault(name, []).append(value)
    return found


def test_there_are_services_to_look_at():
    assert [path.stem for path in SERVICES] == [
        "spoedgroep-backup", "spoedgroep-rehearse", "spoedgroep",
    ]  # fmt: skip


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_s64_s32_a_service_shuts_out_what_it_does_not_need(path):
    said = unit(path)

    assert {name: said.get(name) for name in SHUT} == {name: [it] for name, it in SHUT.items()}
    assert said["SystemCallFilter"] == ["@system-service", "~@privileged @resources"]
    assert set(said["RestrictAddressFamilies"][0].split()) <= {"AF_INET", "AF_INET6", "AF_UNIX"}
    assert re.fullmatch(r"\d+[MG]", said["MemoryMax"][0])


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_s64_systemd_itself_finds_the_exposure_at_most_two(path):
    """Where systemd is on the machine it judges; elsewhere the settings above have to do."""
    tool = shutil.which("systemd-analyze")
    if tool is None:
        return
    judged = subprocess.run(  # noqa: S603 - the tool of this machine, on a file of ours
        [tool, "security", "--offline=true", "--threshold=20", "--no-pager", str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert judged.returncode == 0, judged.stdout + judged.stderr
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", judged.stdout)
    assert found is not None
    assert float(found[1]) <= MOST_EXPOSURE


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_s29_no_secret_stands_in_a_unit_or_on_a_command_line(path):
    said = unit(path)

    assert said["Environment"] == [
        "PYTHONDONTWRITEBYTECODE=1", "SPOEDGROEP_BACKUP_DIR=%S/spoedgroep/backups",
    ]  # fmt: skip
    (command,) = said["ExecStart"]
    assert not re.search(r"token|key|://|password", command, re.I)
    assert command.startswith("/opt/spoedgroep/.venv/bin/spoedgroep ")


def test_f14_the_bot_is_watched_and_always_started_again():
    said = unit(UNITS / "spoedgroep.service")

    assert (said["Type"], said["WatchdogSec"], said["Restart"]) == (["notify"], ["30"], ["always"])
    assert said["StartLimitIntervalSec"] == ["0"], "a crash loop never makes it give up"
    assert said["NotifyAccess"] == ["main"]


@pytest.mark.parametrize(("name", "when"), [("backup", "hourly"), ("rehearse", "*-*-* 04:30:00")])
def test_a_timer_starts_the_service_of_its_name_also_when_one_was_missed(name, when):
    said = unit(UNITS / f"spoedgroep-{name}.timer")

    assert said["OnCalendar"][0].startswith(when)
    assert said["Persistent"] == ["yes"]
    assert unit(UNITS / f"spoedgroep-{name}.service")["Type"] == ["oneshot"]


@pytest.mark.parametrize("name", ["backup", "rehearse"])
def test_s65_what_makes_backups_cannot_reach_the_network(name):
    said = unit(UNITS / f"spoedgroep-{name}.service")

    assert (said["PrivateNetwork"], said["RestrictAddressFamilies"]) == (["yes"], ["AF_UNIX"])


def test_a_command_by_hand_is_given_what_the_unit_gives_the_bot():
    command = (UNITS.parent / "spoedgroep").read_text(encoding="utf-8")
    said = unit(UNITS / "spoedgroep.service")

    same = ("DynamicUser", "User", "StateDirectory", "StateDirectoryMode", "WorkingDirectory")
    for name in (*same, "UMask", "LimitCORE", "LoadCredential", "EnvironmentFile", "Environment"):
        for value in said[name]:
            assert f"-p {name}={value.replace('%S', '/var/lib')} " in command


def test_two_that_make_or_open_a_backup_do_not_meet():
    assert unit(UNITS / "spoedgroep-rehearse.service")["After"] == ["spoedgroep-backup.service"]


def test_s48_in_the_container_only_who_makes_the_tables_has_the_role_that_owns_them():
    compose = (UNITS.parent / "container" / "compose.yaml").read_text(encoding="utf-8")
    services = compose.partition("\nservices:\n")[2].partition("\nnetworks:\n")[0]
    parts = re.split(r"^  (\w+):$", services, flags=re.MULTILINE)[1:]
    service = dict(zip(parts[::2], parts[1::2], strict=True))

    assert set(service) == {"bot", "init", "grants", "database"}
    assert "source: bot_url, target: spoedgroep_database_url" in service["bot"]
    assert "source: owner_url, target: spoedgroep_database_url" in service["init"]
    assert "owner" not in service["bot"]
    assert "database_password" not in service["bot"] + service["init"] + service["grants"]
    assert "network_mode: none" in service["database"], "it is reached at its socket only"


def test_s67_the_containers_have_no_default_password_and_little_power():
    compose = (UNITS.parent / "container" / "compose.yaml").read_text(encoding="utf-8")

    assert not re.search(r"PASSWORD: |TOKEN: |trust", compose)
    for line in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "core: 0"):
        assert line in compose
    assert "ports:" not in compose, "nothing is open to the outside"


def test_s62_a_container_installs_what_the_hashes_say_and_nothing_else():
    made = (UNITS.parent / "container" / "Containerfile").read_text(encoding="utf-8")

    assert "--require-hashes --only-binary :all: -r requirements.lock" in made
    assert re.search(r"^USER 10001:10001$", made, re.MULTILINE)


def test_s62_what_is_called_unneeded_is_nothing_that_the_bot_asks_for():
    told = subprocess.run(  # noqa: S603 - our own file, by this Python
        [sys.executable, UNITS.parent / "unneeded.py"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    unneeded = set(told.stdout.split())

    assert {"pytest", "playwright", "mypy", "setuptools", "uv"} <= unneeded
    assert not unneeded & {"spoedgroep", "aiohttp", "python-telegram-bot", "greenlet", "certifi"}
