"""The day after the worst day: yesterday's state is put back, and Telegram lived on (F76, I25)."""

import json
from pathlib import Path

import pytest
from stage import PATIENCE

from bot import commands, restoring, safekeeping
from bot.installation import Refusal
from storage.facts import REHEARSED

BESIDE = ("", "-wal", "-shm")


def put_aside(folder):
    """The disk is lost: the database is there no more, the keys are."""
    for part in BESIDE:
        Path(folder, f"spoedgroep.db{part}").unlink(missing_ok=True)


def sent(stage):
    """How many messages everybody has had, and each group."""
    people = {name: len(stage.town.sent_to(phone)) for name, phone in stage.people.items()}
    return people | {name: len(stage.town.sent_to(chat)) for name, chat in stage.groups.items()}


async def restored(stage, folder):
    await stage.stops()
    put_aside(folder)
    await restoring.restore(folder / "one.backup", None)
    await stage.starts()


@pytest.fixture
async def lost(stage, folder):
    """A backup with one alert that OM and RvdK owe an answer; then half an hour that is lost.

    In it they were reminded, OM answered, and a second alert was raised.
    """
    first = await stage.raises()
    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)
    await stage.quiet()
    await safekeeping.backup(folder / "one.backup")
    await stage.moves(minutes=31)
    await stage.taps(stage.om, "Kan nu", chat=stage.skm)
    second = await stage.asks()
    await stage.card_says(second, "")
    return first, second


async def anchored(stage, folder):
    """The next hour has begun, and with it the end of the log was written down elsewhere."""
    file = folder / "spoedgroep.db.anchor"
    before = file.read_text().count("\n") if file.exists() else 0
    await stage.moves(minutes=30)
    await stage.town.until(
        lambda: file.exists() and file.read_text().count("\n") > before, PATIENCE, "an anchor"
    )


async def test_f76_nobody_is_paged_twice_and_the_groups_hear_what_happened(stage, folder, lost):
    first, second = lost
    before, old = sent(stage), stage.card(first)

    await restored(stage, folder)

    await stage.quiet()
    more = {name: count - before[name] for name, count in sent(stage).items()}
    assert {name: count for name, count in more.items() if count} == {
        "beheerder": 1,  # what is missing, and what to do
        "skm": 2,  # the line, and the card below it
        "ouderen": 1,  # the line: something may have been asked here too
    }
    line, card = stage.town.sent_to(stage.skm)[-2:]
    assert "hersteld uit een reservekopie van 24-11 11:00" in line.text
    assert f"Loopt nog: {first}." in line.text
    assert card is stage.card(first)
    assert card is not old
    told = stage.town.sent_to(stage.beheerder)[-1].text
    assert f"Loopt volgens de kopie: {first}." in told
    assert second not in told
    alert = await stage.alert(first)
    assert {seat.role for seat in alert.seats if seat.answer} == {"vt", "politie"}


async def test_f76_after_it_life_goes_on_and_who_is_still_silent_is_asked(stage, folder, lost):
    first, _ = lost
    await restored(stage, folder)
    await stage.quiet()
    before = sent(stage)

    await stage.moves(hours=2)
    asked = {name for name, count in sent(stage).items() if count > before[name]}
    await stage.taps(stage.om, "Kan nu", chat=stage.skm)
    await stage.card_says(first, "OM · kan nu")

    assert "voorzitter" in asked, "the ladder goes on where it is now"


async def test_f76_the_buttons_of_what_is_lost_do_nothing_and_numbers_are_not_reused(
    stage, folder, lost
):
    _, second = lost
    orphan = stage.card(second)
    await restored(stage, folder)
    await stage.quiet()

    press = await stage.politie.presses("Kan nu", message=orphan)
    assert "niet meer actueel" in await press.toast(PATIENCE)

    third = await stage.asks()
    assert third == "SKM-2611-101"
    press = await stage.politie.presses("Kan nu", message=orphan)
    assert "niet meer actueel" in await press.toast(PATIENCE)
    alert = await stage.alert(third)
    assert {seat.role for seat in alert.seats if seat.answer} == {"vt"}


async def test_f76_it_happens_once_and_the_log_is_whole_and_says_so(stage, folder, lost, capsys):
    await anchored(stage, folder)
    await restored(stage, folder)
    await stage.quiet()
    before = sent(stage)

    await stage.restarts()
    await stage.quiet()

    assert sent(stage) == before
    await stage.stops()
    capsys.readouterr()
    await commands.verify()
    assert "Het logboek is heel" in capsys.readouterr().out
    await stage.starts()
    async with stage.storage.view() as work:
        names = [entry.name for entry in await work.history.of("database")]
        (known,) = await work.restores.all()
    assert names == ["Restored", "Reconciled"]
    assert known.lost is not None, "the anchor knew that the log had come further"


async def test_f76_what_was_half_done_is_over_and_a_link_of_before_lets_nobody_in(stage, folder):
    await stage.drafts(stage.politie)
    await stage.aanspreekpunt.types("/uitnodigen")
    await stage.quiet()
    async with stage.storage.work() as work:
        from bot.actions.enrolment import new_invitation
        from flows.people import Function, Post

        member = await work.people.member(stage.beheerder.id)
        post = Post(network="amsterdam-amstelland", function=Function.CHAIR)
        token = await new_invitation(work, post, member, stage.clock.now())
    await safekeeping.backup(folder / "one.backup")

    await restored(stage, folder)
    await stage.sees(stage.politie, "Wat je toen aan het invullen was, is weg")
    stranger = stage.town.person("Nieuw Iemand")
    await stranger.opens(stage.town.link(token))
    await stage.quiet()

    assert "al gebruikt" in stage.town.sent_to(stranger)[-1].text
    async with stage.storage.view() as work:
        assert await work.drafts.of(stage.politie.id) is None


async def test_f78_a_state_that_was_put_back_by_hand_shows_by_the_anchor(stage, folder, lost):
    """A dump of PostgreSQL, a file of the disk's own: our command was not there to note it."""
    from config.backup_key import backup_key
    from config.settings import load_settings
    from storage.backup import open_in

    await anchored(stage, folder)
    before = sent(stage)
    await stage.stops()
    put_aside(folder)
    open_in(folder / "one.backup", folder / "spoedgroep.db", backup_key(load_settings()))
    await stage.starts()

    await stage.quiet()

    more = {name: count - before[name] for name, count in sent(stage).items()}
    assert not {"vt", "politie", "om", "rvdk"} & {name for name, count in more.items() if count}
    assert "hersteld uit een reservekopie" in stage.town.sent_to(stage.ouderen)[-1].text


async def test_s45_the_nightly_rehearsal_puts_the_newest_back_and_notes_how_long_it_took(
    stage, folder, lost, capsys
):
    await safekeeping.backup(folder / "backups")
    before = sent(stage)
    capsys.readouterr()

    await safekeeping.rehearse(folder / "backups")

    assert "Terugzetten geoefend met spoedgroep-20261124T" in capsys.readouterr().out
    await stage.quiet()
    assert sent(stage) == before, "a rehearsal tells nobody anything"
    async with stage.storage.view() as work:
        told = json.loads(await work.facts.get(REHEARSED))
        assert await work.restores.all() == []
    assert told["ok"] is True
    assert 0 < told["seconds"] < 60


async def test_s45_a_rehearsal_that_fails_alarms_the_beheerder(stage, folder):
    await safekeeping.backup(folder / "backups")
    (newest,) = (folder / "backups").glob("*.backup")
    newest.chmod(0o600)
    newest.write_bytes(newest.read_bytes()[:-1])

    with pytest.raises(Refusal, match="beschadigd, afgebroken"):
        await safekeeping.rehearse(folder / "backups")

    await stage.sees(stage.beheerder, "Het oefenen met terugzetten is mislukt")
    async with stage.storage.view() as work:
        assert json.loads(await work.facts.get(REHEARSED))["ok"] is False


async def test_a_restore_over_a_database_is_refused_in_one_line(stage, folder):
    await safekeeping.backup(folder / "one.backup")
    await stage.stops()

    with pytest.raises(Refusal, match="Er is hier al een database") as refused:
        await restoring.restore(folder / "one.backup", None)

    assert "\n" not in str(refused.value)
    await stage.starts()
