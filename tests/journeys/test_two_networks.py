"""Two networks in one installation: two files, two groups, and people who never meet (S13)."""

import pytest

from flows.people import Function, Post
from flows.rules import Role

OTHER = "zaanstreek"
FILE = f"""
network = "{OTHER}"
title = "Zaanstreek"
id_prefix = "Z"
doelgroepen = ["skm"]

[phones]
vt = "nummer VT"
politie = "nummer politie"
om = "nummer OM"
rvdk = "nummer RvdK"
dro = "nummer 3RO"
forensisch_arts = "nummer GGD"

[windows]
vt = ["altijd"]
politie = ["altijd"]
om = ["altijd"]
rvdk = ["altijd"]
dro = ["altijd"]
forensisch_arts = ["altijd"]
"""


@pytest.fixture
def folder(folder, monkeypatch):
    own = folder / "config"
    own.mkdir()
    (own / f"{OTHER}.toml").write_text(FILE, encoding="utf-8")
    monkeypatch.setenv("SPOEDGROEP_CONFIG_DIR", str(own))
    return folder


@pytest.fixture
async def neighbours(stage):
    """Four people of the other network and their group."""
    now, people = stage.clock.now(), {}
    async with stage.storage.work() as work:
        for role in ("vt", "politie", "om"):
            phone = people[role] = stage.town.person(f"Buur {role}")
            phone.user.started = True
            post = Post(network=OTHER, function=Function.MEMBER, role=Role(role))
            await work.people.enrol(phone.id, phone.name, post, now)
        group = stage.town.group("buren", people.values())
        await work.groups.bind(OTHER, "skm", group.id, None, now)
    return people, group


async def test_s13_an_alert_of_one_network_is_nowhere_in_the_other(stage, neighbours):
    people, group = neighbours
    ours = await stage.raises()
    await people["vt"].types("/alarm")  # there is one doelgroep, which is not asked
    await stage.taps(people["vt"], "Ziekenhuis", "Zwaar letsel", "Acuut", "Verstuur")
    theirs = (await stage.sees(people["vt"], "Opgeslagen als")).text.split()[2].rstrip(".")
    await stage.moves(minutes=20)

    assert theirs.startswith("ZSKM-")
    for phone in people.values():
        assert not any(_names(one.text, ours) for one in stage.town.sent_to(phone))
    assert not any(_names(one.text, ours) for one in stage.town.sent_to(group))
    assert not any(theirs in one.text for one in stage.town.sent_to(stage.skm))
    assert not any(theirs in one.text for one in stage.town.sent_to(stage.politie))

    await people["om"].types("/open")
    shown = await stage.sees(people["om"], theirs)
    assert not _names(shown.text, ours)
    await people["om"].types("/wie")
    shown = await stage.sees(people["om"], "Buur politie")
    assert "Piet Post" not in shown.text


async def test_s13_a_card_is_not_answered_by_who_is_of_another_network(stage, neighbours):
    people, _ = neighbours
    alert = await stage.raises()
    await stage.card_says(alert, "OM")
    stage.skm.members[people["om"].user.id] = stage.skm.member(stage.om.user)  # let in by mistake
    before = await stage.alert(alert)

    said = await stage.taps(people["om"], "Kan nu", chat=stage.skm)

    assert "alleen voor leden" in (said or "")
    assert await stage.alert(alert) == before


def _names(text: str, alert: str) -> bool:
    return alert in text.replace(f"Z{alert}", "")
