"""The shipped doelgroepen say what was agreed, and a wrong file is refused in full."""

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from config import doelgroepen
from config.doelgroepen import ConfigurationError, load
from config.networks import Conventions
from config.schema import windows
from config.settings import Settings
from flows.calendar import ALWAYS, Window
from flows.rules import RoleKind, RungKind, Urgency

SHIPPED = Path(doelgroepen.__file__).parent
AMSTERDAM = "amsterdam-amstelland"
EVERY_DAY = frozenset(range(7))


def minutes(*numbers: int) -> list[timedelta]:
    return [timedelta(minutes=number) for number in numbers]


def changed(directory: Path, name: str, *changes: tuple[str, str], to: str | None = None) -> Path:
    """A directory that holds one shipped file with some of its lines changed."""
    text = (SHIPPED / name).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (directory / (to or name)).write_text(text, encoding="utf-8")
    return directory


def refusal(directory: Path) -> tuple[str, ...]:
    with pytest.raises(ConfigurationError) as refused:
        load(directory)
    return refused.value.errors


def test_skm_and_ouderen_are_live_and_the_rest_is_ready():
    configuration = load()

    network = configuration.network(AMSTERDAM)
    assert [it.doelgroep for it in configuration.live(AMSTERDAM)] == ["skm", "ouderen"]
    assert [network.prefix(it) for it in network.doelgroepen] == ["SKM", "OUD", "STK", "THV"]
    assert network.drill_prefix == "OEF"


def test_skm_is_as_agreed():
    skm = load().rules(AMSTERDAM, "skm")

    assert [it.role for it in skm.partners()] == ["vt", "politie", "om", "rvdk"]
    assert all(it.invited and it.may_raise for it in skm.partners())
    assert skm.role("dro").kind is RoleKind.AGENDALID
    assert not skm.role("dro").invited
    assert (skm.quorum, skm.quorum_with_minors) == (("vt", "politie", "om"), ("rvdk",))
    assert (skm.sources[0], skm.natures[0]) == ("ziekenhuis", "letsel_zwaar")
    acuut, zorgelijk = skm.urgency(Urgency.ACUUT), skm.urgency(Urgency.ZORGELIJK)
    assert acuut.target == timedelta(hours=2)
    assert [it.after for it in acuut.ladder] == minutes(10, 20, 30, 60)
    assert [it.after for it in acuut.custody_ladder] == minutes(5, 10, 15, 30)
    assert [it.kind for it in acuut.ladder] == list(RungKind)
    assert (zorgelijk.target, zorgelijk.target_working_days) == (None, 2)


def test_the_windows_of_the_network_hold_for_its_doelgroepen():
    skm = load().rules(AMSTERDAM, "skm")

    evening = Window(days=EVERY_DAY, opens=time(8), closes=time(22))
    office = Window(
        days=frozenset(range(5)), opens=time(8, 30), closes=time(17), holidays=False
    )  # fmt: skip
    assert skm.role("vt").windows == (evening,)
    assert skm.role("rvdk").windows == (office,)
    assert skm.role("politie").windows == ALWAYS


def test_a_doelgroep_may_have_windows_of_its_own(tmp_path):
    changed(tmp_path, "skm.toml", ("[roles.om]", '[roles.om]\nwindows = ["za-zo 10:00-24:00"]'))

    om = load(tmp_path).rules(AMSTERDAM, "skm").role("om")

    assert om.windows == (Window(days=frozenset({5, 6}), opens=time(10), closes=time(0)),)


def test_a_file_in_the_directory_takes_the_place_of_the_shipped_one(tmp_path):
    changed(tmp_path, "skm.toml", ('"120m"', '"90s"'))

    configuration = load(tmp_path)

    skm = configuration.rules(AMSTERDAM, "skm")
    assert skm.urgency(Urgency.ACUUT).target == timedelta(seconds=90)
    assert configuration.rules(AMSTERDAM, "ouderen") == load().rules(AMSTERDAM, "ouderen")


def test_a_new_doelgroep_is_a_file_and_its_words(tmp_path):
    changed(tmp_path, "skm.toml", ('"skm"', '"eer"'), ('"SKM"', '"EER"'), to="eer.toml")
    changed(tmp_path, f"{AMSTERDAM}.toml", ('["skm", ', '["eer", '))
    assert "doelgroep.eer" in refusal(tmp_path)[0]

    words = 'msgid ""\nmsgstr ""\n\nmsgid "doelgroep.eer"\nmsgstr "Eergerelateerd geweld"\n'
    (tmp_path / "nl.po").write_text(words, encoding="utf-8")

    assert [it.code for it in load(tmp_path).live(AMSTERDAM)] == ["EER", "OUD"]


def test_two_networks_do_not_share_a_series(tmp_path):
    elders = (f'"{AMSTERDAM}"', '"elders"'), ('"Amsterdam-Amstelland"', '"Elders"')
    changed(tmp_path, f"{AMSTERDAM}.toml", *elders, to="elders.toml")
    assert any("id_prefix" in line and "SKM" in line for line in refusal(tmp_path))

    prefix = ('title = "Elders"', 'title = "Elders"\nid_prefix = "E"')
    changed(tmp_path, f"{AMSTERDAM}.toml", *elders, prefix, to="elders.toml")

    assert load(tmp_path).network("elders").prefix("skm") == "ESKM"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('"120m"', '"120"', "urgencies.acuut.target"),
        ('"120m"', "120", "urgencies.acuut.target"),
        ('target = "120m"\n', "", "urgencies.acuut"),
        ('target = "120m"', 'target = "120m"\ntarget_working_days = 2', "urgencies.acuut"),
        ('"20m", kind = "deputy"', '"5m", kind = "deputy"', "urgencies.acuut.ladder"),
        ('kind = "remind"', 'kind = "shout"', "urgencies.acuut.ladder[1].kind"),
        ("[urgencies.acuut]", "[urgencies.direct]", "urgencies.direct"),
        ('quorum = ["vt", ', 'quorum = ["vt", "dro", ', "quorum"),
        ('quorum = ["vt", ', 'quorum = ["vt", "vt", ', "quorum"),
        ('regie = "vt"', 'regie = "gi"', "regie"),
        ('custody_role = "om"', 'custody_role = "dro"', "custody_role"),
        ('code = "SKM"', 'code = "OEF"', "code"),
        ('code = "SKM"', 'code = "skm"', "code"),
        ('code = "SKM"', 'code = "OUD"', "id_prefix"),
        ('"ziekenhuis", "huis', '"bakker", "huis', "sources"),
        ('["rvdk_piket"]', '["wacht"]', "roles.rvdk.sub_roles"),
        ('kind = "agendalid"', 'kind = "gast"', "roles.dro.kind"),
        ("invited = false", "uitgenodigd = false", "roles.dro.uitgenodigd"),
        ("invited = false", 'invited = "nee"', "roles.dro.invited"),
        ('sub_role = "zedenpolitie"', 'sub_role = "zeden"', "sub_roles_by_nature[1]"),
        ('actions = [\n    "veilig', 'acties = [\n    "veilig', "actions"),
        ("live = true", 'live = true\nmodes = ["duif"]', "modes"),
        ("live = true", "live = ", "-"),
        ('doelgroep = "skm"', 'doelgroep = "skmm"', "doelgroep"),
        ("[roles.dro]", "[roles.gi]", "roles"),
        ("[roles.vt]", '[roles.vt]\nwindows = ["soms"]', "roles.vt.windows[1]"),
    ],
)
def test_what_cannot_be_is_refused_with_file_and_key(tmp_path, old, new, key):
    errors = refusal(changed(tmp_path, "skm.toml", (old, new)))

    assert any(
        line.startswith((f"skm.toml, {key}: ", f"{AMSTERDAM}.toml, {key}: ")) for line in errors
    )


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('om = "piket OM via de meldkamer"\n', "", "phones.om"),
        ('om = ["dagelijks 08:00-22:00"]\n', "", "windows.om"),
        ('"dagelijks 08:00-22:00"', '"dagelijks 22:00-08:00"', "windows.vt[1]"),
        ('"dagelijks 08:00-22:00"', '"dagelijks 08:00-25:00"', "windows.vt[1]"),
        ('["skm", ', '["zeden", ', "doelgroepen"),
        ("[dial_in]", '[dial_in]\nzeden = "kamer 1"', "dial_in.zeden"),
        ('words = ["spoed', 'words = ["zwaaien", "spoed', "conventions.words"),
        ('["in_de_bot", ', '["in_de_bot", "in_de_bot", ', "conventions.channels"),
        ('om = ["geen_toezegging"', 'om = ["geen_tijd"', "conventions.will_not.om"),
        ('om = ["geen_toezegging"', 'school = ["geen_toezegging"', "conventions.will_not.school"),
        ("# agreed = 2026-12-01", 'agreed = "binnenkort"', "conventions.agreed"),
        ('title = "Amsterdam-Amstelland"\n', "", "title"),
    ],
)
def test_a_network_that_does_not_fit_is_refused_with_file_and_key(tmp_path, old, new, key):
    errors = refusal(changed(tmp_path, f"{AMSTERDAM}.toml", (old, new)))

    assert any(line.startswith(f"{AMSTERDAM}.toml, {key}: ") for line in errors)


def test_r036_r176_how_partners_ask_each_other_is_an_example_until_they_agreed(tmp_path):
    shipped = load().network(AMSTERDAM).conventions
    changed(tmp_path, f"{AMSTERDAM}.toml", ("# agreed = 2026-12-01", "agreed = 2026-12-01"))

    agreed = load(tmp_path).network(AMSTERDAM).conventions

    assert shipped.agreed is None
    assert {*shipped.will_not} == {"vt", "politie", "om", "rvdk"}
    assert shipped.words[0] == "spoedoverleg"
    assert agreed == replace(shipped, agreed=date(2026, 12, 1))


def test_a_network_may_leave_out_how_its_partners_ask_each_other(tmp_path):
    text = (SHIPPED / f"{AMSTERDAM}.toml").read_text(encoding="utf-8")
    (tmp_path / f"{AMSTERDAM}.toml").write_text(text.partition("[conventions]")[0], "utf-8")

    assert load(tmp_path).network(AMSTERDAM).conventions == Conventions()


def test_all_that_is_wrong_in_all_files_is_said_at_once(tmp_path):
    changed(tmp_path, "skm.toml", ('"120m"', '"twee uur"'), ('regie = "vt"', 'regio = "vt"'))
    changed(tmp_path, "ouderen.toml", ('"strafbare_elementen"', '"vermoeden"'))
    changed(tmp_path, "thv.toml", ("live = false", "live ="))

    said = refusal(tmp_path)

    assert [line.partition(": ")[0] for line in said] == [
        "ouderen.toml, criteria",
        "skm.toml, urgencies.acuut.target",
        "skm.toml, regie",
        "skm.toml, regio",
        "thv.toml, -",
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ma-vr 08:00-18:00", {0, 1, 2, 3, 4}),
        ("ma,wo,za-zo 08:00-18:00", {0, 2, 5, 6}),
        ("dagelijks 08:00-18:00", EVERY_DAY),
    ],
)
def test_the_days_of_a_window_read_as_they_are_said(text, days):
    assert windows(text) == (Window(days=frozenset(days), opens=time(8), closes=time(18)),)


def test_a_window_may_leave_out_the_holidays():
    assert [it.holidays for it in windows("altijd behalve feestdagen")] == [False]


def test_the_directory_of_the_settings_is_the_one_that_is_read(tmp_path, monkeypatch):
    monkeypatch.setenv("SPOEDGROEP_CONFIG_DIR", str(changed(tmp_path, "skm.toml")))

    assert load(Settings().config_dir) == load()
