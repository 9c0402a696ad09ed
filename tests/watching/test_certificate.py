"""A certificate that soon expires is told in time, while there is still a line to tell it by."""

import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from bot.watching.certificate import CertificateWatch, valid_until
from config.texts import Texts
from flows.people import Function, Post
from storage.unit_of_work import Storage
from tests.certificates import self_made, trusted
from tests.watching.telephone import Telephone, in_telegram

NETWORK = "amsterdam-amstelland"
UNTIL = datetime(2036, 3, 14, 12, tzinfo=UTC)  # the machine that runs this must still trust it
TEXTS = Texts()


@pytest.fixture
async def address(tmp_path) -> AsyncIterator[str]:
    runner = web.AppRunner(web.Application())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=self_made(tmp_path, UNTIL)).start()
    yield f"https://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture
async def beheerder(storage: Storage, clock) -> None:
    async with storage.work() as work:
        post = Post(network=NETWORK, function=Function.ADMIN)
        await work.people.enrol(7, "Canaria", post, clock.now())


async def test_f108_fourteen_days_before_it_expires_it_is_told_along_both_ways_once_a_day(
    tmp_path, address, storage, clock, beheerder
):
    telephone = Telephone()
    watch = CertificateWatch([address], storage, clock, TEXTS, telephone, trusted(tmp_path))

    clock.at = UNTIL - timedelta(days=15)
    await watch.look()
    assert telephone.said == []
    assert await in_telegram(storage, clock) == []

    clock.at = UNTIL - timedelta(days=14)
    for _ in range(2):
        await watch.look()
    assert telephone.said == [
        "⚠ Het certificaat van 127.0.0.1 verloopt op 14-03-2036. Daarna kunnen de bot en Telegram "
        "niet meer met elkaar praten. Laat het voor die dag vernieuwen, of werk op de machine de "
        "certificaten bij (ca-certificates)."
    ]
    assert await in_telegram(storage, clock) == [(7, "admin.certificate")]

    clock.at = UNTIL - timedelta(days=13)
    await watch.look()
    assert len(telephone.said) == 2


async def test_f108_an_address_that_is_not_there_keeps_nobody_from_looking_at_the_next(
    tmp_path, address, storage, clock, beheerder
):
    telephone = Telephone()
    nowhere = "https://127.0.0.1:1"
    watch = CertificateWatch(
        [nowhere, address], storage, clock, TEXTS, telephone, trusted(tmp_path)
    )

    clock.at = UNTIL - timedelta(days=1)
    await watch.look()

    assert len(telephone.said) == 1


async def test_a_certificate_that_nobody_vouches_for_says_nothing_of_itself(address):
    with pytest.raises(ssl.SSLError):
        await valid_until(address)


async def test_without_a_certificate_there_is_none_to_expire():
    assert await valid_until("http://127.0.0.1:1") is None
