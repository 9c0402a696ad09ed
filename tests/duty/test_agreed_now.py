"""The rules of now: the files, the windows set since; and the days that are told ahead."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.agreed import configuration_now, rules_now
from bot.rounds.duty import due
from config import doelgroepen
from config.settings import SQLITE
from flows.calendar import ALWAYS, at_local
from flows.people import Function, Post
from flows.rules import Role
from storage import database
from storage.cipher import Cipher
from storage.unit_of_work import Storage

NETWORK, OM, KEY = "amsterdam-amstelland", Role("om"), bytes(32)
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
FILES = doelgroepen.load()


@pytest.fixture
async def storage(tmp_path):
    url = f"{SQLITE}{tmp_path}/agreed.db"
    database.upgrade(url)
    storage = Storage(url, KEY, Cipher(KEY))
    yield storage
    await storage.close()


async def test_windows_hold_from_the_moment_they_begin_in_every_doelgroep(storage):
    later = NOW + timedelta(days=2)
    post = Post(network=NETWORK, function=Function.CONTACT, role=OM)
    async with storage.work() as work:
        owner = (await work.people.enrol(1, "Anna", post, NOW)).person
        await work.duty.set_windows(NETWORK, OM, ALWAYS, owner=owner, starts_at=later, now=NOW)

        before = await rules_now(work, FILES, NETWORK, "skm", NOW)
        after = await configuration_now(work, FILES, later)

    assert before == FILES.rules(NETWORK, "skm")
    assert all(
        rules.role(OM).windows == ALWAYS
        for rules in after.network(NETWORK).doelgroepen.values()
        if rules.has_role(OM)
    )
    assert after.rules(NETWORK, "skm").role(Role("vt")) == before.role(Role("vt"))


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ((2026, 11, 24, 16, 59), []),
        ((2026, 11, 24, 17, 0), [("avond", (2026, 11, 25))]),
        ((2026, 11, 27, 12, 0), [("weekend", (2026, 11, 30))]),
        ((2026, 11, 27, 17, 0), [("avond", (2026, 11, 28)), ("weekend", (2026, 11, 30))]),
        ((2026, 12, 24, 12, 0), [("feestdag", (2026, 12, 28))]),  # Thursday, then a weekend
        ((2026, 12, 25, 12, 0), [("weekend", (2026, 12, 28))]),
        ((2027, 4, 26, 12, 0), [("feestdag", (2027, 4, 28))]),
    ],
)
def test_it_is_told_at_five_on_friday_at_noon_and_before_a_holiday(at, told):
    found = due(at_local(date(*at[:3]), time(*at[3:])))

    assert found == [(kind, at_local(date(*day), time(8))) for kind, day in told]
