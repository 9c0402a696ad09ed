"""What Telegram does not bring goes by mail: once, within two minutes, and nothing but a number."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from post import Post
from stage import PATIENCE, playing

from bot import commands
from bot.identity import BOT_ID, OtherBot
from bot.installation import Refusal
from bot.practice.faults import Fault
from config import doelgroepen

NETWORK_FILE = "amsterdam-amstelland.toml"
SAID = "Er staat een alert klaar: {}. Open Telegram of bel het piket."
TRIED = "Dit is een proef van het tweede kanaal. Er is geen alert."
REFUSED = "Telegram weigert het token van de bot"


@pytest.fixture
async def post():
    """The office of the first provider: everyone's, and that of politie."""
    async with Post() as office:
        yield office


@pytest.fixture
async def other():
    """The office of the second provider of politie."""
    async with Post() as office:
        yield office


@pytest.fixture
async def stage(folder, start, monkeypatch, post, other):
    """A stage on which politie has addresses of its own, and time passes only when told to."""
    own = folder / "own"
    own.mkdir()
    table = f'politie = ["{post.address("politie")}", "{other.address("{naam}")}"]'
    shipped = (doelgroepen.HERE / NETWORK_FILE).read_text(encoding="utf-8")
    mine = shipped.replace("[second_channel]\n", f"[second_channel]\n{table}\n")
    (own / NETWORK_FILE).write_text(mine, encoding="utf-8")
    monkeypatch.setenv("SPOEDGROEP_CONFIG_DIR", str(own))
    monkeypatch.setenv("SPOEDGROEP_SECOND_CHANNEL", post.address("netwerk"))
    monkeypatch.setenv("SPOEDGROEP_SECOND_CHANNEL_SECRETS", "naam=politie")
    monkeypatch.setattr("bot.second_channel.ACCEPTED_WITHIN", PATIENCE)  # a busy machine
    async with playing(folder, start, monkeypatch) as stage:
        stage.hurries = False
        await stage.settles()
        yield stage


def chosen(folder):
    """To whom the second channel was to be used, and what came of it."""
    query = "SELECT payload, state FROM errand WHERE kind = 'second' ORDER BY id"
    with closing(sqlite3.connect(folder / "spoedgroep.db", timeout=PATIENCE)) as database:
        found = database.execute(query).fetchall()
    return [(said.partition('"to":"')[2].partition('"')[0], state) for said, state in found]


async def passes(stage, folder, **span):
    """Time passes, and whatever is owed by then is looked at and sent."""
    stage.clock.moves(timedelta(**span))
    async with stage.storage.work() as work:  # a commit with news, which rings
        work.outbox.has_news = work.outbox.has_errand = True
    looked = "SELECT 1 FROM errand WHERE second_at IS NULL AND rank <= 1 AND kind <> 'second'"
    waits = "state IN ('waiting', 'taken')"  # what merged with newer news is looked at there
    late = stage.clock.now() - timedelta(seconds=90)

    def rests():
        with closing(sqlite3.connect(folder / "spoedgroep.db", timeout=PATIENCE)) as database:
            owed = database.execute(
                f"{looked} AND (state = 'failed' OR wanted_at <= ? AND {waits})",
                (f"{late:%Y-%m-%d %H:%M:%S.%f}",),
            ).fetchone()
            busy = database.execute(
                "SELECT 1 FROM errand WHERE kind = 'second'"
                " AND (state = 'taken' OR state = 'waiting' AND not_before <= ?)",
                (f"{stage.clock.now():%Y-%m-%d %H:%M:%S.%f}",),
            ).fetchone()
        return not owed and not busy

    await stage.town.until(rests, 4 * PATIENCE, "a second path at rest")


async def test_f16_f59_l4_with_telegram_down_each_hears_once_within_two_minutes(
    stage, folder, post
):
    await stage.town.faults.down()
    alert = await stage.records()
    await passes(stage, folder, seconds=88)
    assert post.calls == 0

    await passes(stage, folder, seconds=3)
    await passes(stage, folder, minutes=6)

    assert post.texts("politie") == [SAID.format(alert)]
    assert post.texts("netwerk") == [SAID.format(alert)]
    await stage.town.faults.up()
    stage.hurries = True
    card = await stage.card_says(alert, "📨 Tweede kanaal gebruikt om 11:01")
    assert "OVERLEG GEVRAAGD" in card.text
    async with stage.storage.view() as work:
        log = [entry.name for entry in await work.history.of(f"alert:{alert}")]
    assert log.count("SecondPathUsed") == 2


async def test_i27_nothing_but_the_number_is_in_the_mail(stage, folder, post):
    await stage.town.faults.down()
    alert = await stage.records(source="politie", nature="letsel_zwaar")
    await passes(stage, folder, seconds=91)

    for _, mail in post.mails:
        assert [mail["Subject"], mail["From"]] == ["Spoedgroep", "bot@spoed.example"]
        parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
        assert {" ".join(part.split()) for part in parts} == {SAID.format(alert)}
        for secret in ("Thuis", "Piet", "letsel", "acuut", stage.town.token, "vt"):
            assert secret.casefold() not in mail.as_string().casefold()


async def test_f45_a_wait_of_an_hour_holds_no_alarm_up(stage, folder, post):
    stage.town.faults.fail("sendMessage", with_=Fault.RETRY_AFTER(3600), times=None)

    alert = await stage.records()
    await passes(stage, folder, seconds=91)

    assert post.texts("politie") == [SAID.format(alert)]
    assert post.texts("netwerk") == [SAID.format(alert)]


async def test_f52_who_blocked_the_bot_hears_at_once_and_the_network_need_not(stage, folder, post):
    stage.politie.user.blocked = True  # nobody told us
    alert = await stage.records()
    await stage.town.until(lambda: post.texts("politie"), 3 * PATIENCE, "a mail for politie")
    await passes(stage, folder, seconds=91)

    other_alert = await stage.records()  # now it is known
    await passes(stage, folder, seconds=1)

    assert post.texts("politie") == [SAID.format(alert), SAID.format(other_alert)]
    assert chosen(folder)[0] == ("politie", "done")


async def test_f52_with_nobody_of_a_role_left_the_network_hears(stage, folder, post):
    await stage.om.blocks_bot()
    await stage.quiet()

    alert = await stage.records()
    await passes(stage, folder, seconds=1)

    assert post.texts("netwerk") == [SAID.format(alert)]
    assert post.texts("politie") == []


async def test_f53_a_lost_group_is_told_to_the_network(stage, folder, post):
    await stage.beheerder.removes_bot(stage.skm)
    await stage.town.until(lambda: not stage.town.world.updates.pending, PATIENCE)

    alert = await stage.records()
    for phone in (stage.politie, stage.om, stage.rvdk):
        await stage.sees(phone, f"{alert}: overleg gevraagd aan")
    await passes(stage, folder, seconds=91)

    assert post.texts("netwerk") == [SAID.format(alert)]
    assert post.texts("politie") == []  # politie has heard it in private


async def test_f59_a_restart_in_between_doubles_and_loses_nothing(stage, folder, post, other):
    post.refuses = other.refuses = True
    await stage.town.faults.down()
    alert = await stage.records()
    await passes(stage, folder, seconds=91)
    assert post.mails == []
    assert post.calls >= 2

    await stage.restarts()  # Telegram is still down: it does not even say who we are
    post.refuses = False
    await passes(stage, folder, minutes=2)
    await stage.restarts()
    await passes(stage, folder, minutes=2)

    assert post.texts("politie") == [SAID.format(alert)]
    assert post.texts("netwerk") == [SAID.format(alert)]
    assert {state for _, state in chosen(folder)} == {"done"}


async def test_f102_the_next_provider_takes_what_the_first_refuses(stage, folder, post, other):
    post.refuses = True
    stage.politie.user.blocked = True

    alert = await stage.records()

    await stage.town.until(lambda: other.texts("politie"), 3 * PATIENCE, "a mail at the other")
    assert other.texts("politie") == [SAID.format(alert)]


async def test_f102_when_all_providers_fail_the_beheerder_is_told(stage, folder, post, other):
    post.refuses = other.refuses = True
    stage.politie.user.blocked = True

    alert = await stage.records()
    await stage.town.until(lambda: post.calls and other.calls, 3 * PATIENCE, "two refusals")

    told = await stage.sees(stage.beheerder, f"nam de melding van {alert} niet aan")
    assert "spoedgroep doctor --second-channel" in told.text


async def test_f32_a_refused_token_is_told_after_a_minute(stage, folder, post, caplog):
    stage.town.faults.fail("*", with_=Fault.UNAUTHORIZED, times=None)
    stage.town.world.updates.close()
    await stage.town.until(lambda: "telegram trouble" in caplog.messages, PATIENCE)
    await passes(stage, folder, seconds=58)
    assert post.calls == 0

    await passes(stage, folder, seconds=3)
    await stage.town.until(lambda: post.texts("netwerk"), 3 * PATIENCE, "a mail of the token")

    assert REFUSED in post.texts("netwerk")[0]
    assert post.texts("politie") == []


async def test_a_drill_says_that_it_is_one(stage, folder, post):
    await stage.town.faults.down()
    alert = await stage.records(drill=True)
    await passes(stage, folder, seconds=91)

    assert post.texts("politie") == [
        f"OEFENING. Er staat een oefening klaar: {alert}. Open Telegram."
    ]


async def test_f97_with_the_token_of_another_bot_nothing_is_sent_also_when_telegram_is_down(
    stage, folder, post
):
    await stage.town.faults.down()
    await stage.records()
    await stage.stops()
    async with stage.reopened() as work:
        await work.facts.set(BOT_ID, "1")
    stage.clock.moves(timedelta(minutes=5))

    await stage.starts()

    with pytest.raises(OtherBot):
        await stage._running
    assert post.calls == 0
    stage._stop.set()
    await stage._hurrying
    await stage.storage.close()
    async with stage.reopened() as work:
        await work.facts.set(BOT_ID, str(stage.town.bot_id))
    await stage.starts()


@pytest.mark.usefixtures("stage")
async def test_the_doctor_says_of_each_address_whether_it_takes_anything(post, other, capsys):
    await commands.second_channel()

    said = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in said] == [
        "Tweede kanaal van het netwerk, adres 1",
        "Tweede kanaal van politie, adres 1",
        "Tweede kanaal van politie, adres 2",
    ]
    assert all("aangenomen" in line and "NIET" not in line for line in said)
    assert other.texts("politie") == [TRIED]
    assert post.texts("netwerk") == post.texts("politie") == [TRIED]

    other.refuses = True
    with pytest.raises(Refusal, match="politie, adres 2: NIET aangenomen"):
        await commands.second_channel()
