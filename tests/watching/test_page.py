"""The page for machines: codes and figures, nothing of persons; it never stands in the way."""

import json
import socket
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest

from bot.door import Door
from bot.watching.page import Page
from config.settings import CLOSED, Settings
from config.webhook import Webhook
from flows.notices import Rank
from storage.facts import BACKED_UP
from storage.instant import written


@pytest.fixture
async def page(vitals, metrics, clock) -> AsyncIterator[Page]:
    page = Page(vitals, metrics, clock)
    await page.open("127.0.0.1", 0)
    yield page
    await page.close()


async def get(page: Page, path: str, method: str = "GET") -> tuple[int, str, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, f"http://127.0.0.1:{page.port}{path}") as answer,
    ):
        return answer.status, await answer.text(), answer.headers["Server"]


async def test_a_bot_that_is_well_says_so(page):
    status, text, server = await get(page, "/healthz")

    assert (status, server) == (200, "spoedgroep")
    assert text == '{"healthy": true, "at": "2026-11-27T12:00:00+00:00", "reasons": []}'


async def test_what_is_wrong_is_said_in_codes_and_since_when(page, vitals, clock, moves_on):
    moves_on(91)
    vitals.unwell()
    clock.at += timedelta(minutes=1)

    status, text, _ = await get(page, "/healthz")

    assert status == 503
    assert '{"code": "poll", "since": "2026-11-27T12:00:00+00:00"}' in text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("POST", "/healthz", 405), ("GET", "/", 404), ("GET", "/healthz/../metrics?x=1", 200)],
)
async def test_s18_there_is_nothing_else_to_ask(page, method, path, status):
    assert (await get(page, path, method))[0] == status


async def test_s18_with_a_webhook_there_is_one_way_in_more_and_who_has_no_secret_is_counted(
    vitals, metrics, clock
):
    door = Door(Webhook(url="https://bot.example/in/7f3a", secret="s" * 43), metrics)
    page = Page(vitals, metrics, clock, door)
    await page.open("127.0.0.1", 0)

    assert (await get(page, "/in/7f3a", "POST"))[0] == 403
    assert (await get(page, "/in/7f3a"))[0] == 405
    assert (await get(page, "/healthz", "POST"))[0] == 405
    assert "\nspoedgroep_forged_total 1.0\n" in (await get(page, "/metrics"))[1]
    await page.close()


async def test_a_port_that_is_taken_is_one_line_and_no_more(vitals, metrics, clock, caplog):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        page = Page(vitals, metrics, clock)
        await page.open("127.0.0.1", other.getsockname()[1])
        await page.close()

    assert page.port is None
    assert [record.message for record in caplog.records] == ["no health page"]


def test_where_no_page_is_wanted_there_is_none():
    assert Settings(_env_file=None, listen=CLOSED).listen_on is None  # type: ignore[call-arg]


async def test_the_figures_are_those_of_what_happened(page, metrics, vitals, storage, clock):
    metrics.delivered("card", Rank.ALARM, timedelta(seconds=3))
    metrics.looked_at(timedelta(seconds=20))
    for happens in (metrics.polled, metrics.handled, metrics.refused, metrics.set_aside):
        happens()
    async with storage.work() as work:
        await work.facts.set(
            BACKED_UP, json.dumps({"at": written(clock.now() - timedelta(hours=2))})
        )
    await vitals.look()

    _, text, _ = await get(page, "/metrics")

    for line in (
        'spoedgroep_delivery_seconds_bucket{kind="card",le="5.0",rank="alarm"} 1.0',
        'spoedgroep_delivery_seconds_bucket{kind="card",le="2.0",rank="alarm"} 0.0',
        'spoedgroep_deadline_lateness_seconds_bucket{le="30.0"} 1.0',
        "spoedgroep_updates_handled_total 1.0",
        "spoedgroep_updates_set_aside_total 1.0",
        "spoedgroep_refused_total 1.0",
        "spoedgroep_healthy 1.0",
        'spoedgroep_unwell{reason="poll"} 0.0',
        'spoedgroep_outbox_oldest_seconds{rank="alarm"} 0.0',
        "spoedgroep_open_alerts 0.0",
        "spoedgroep_backup_age_seconds 7200.0",
    ):
        assert f"\n{line}\n" in text, line


async def test_s60_however_many_kinds_there_are_the_series_stay_few(metrics):
    for number in range(1000):
        metrics.delivered(f"kind {number}", 17, timedelta(0))

    kinds = {
        sample.labels["kind"]
        for family in metrics.registry.collect()
        for sample in family.samples
        if "kind" in sample.labels
    }
    assert len(kinds) == 25
    assert "other" in kinds


async def test_no_label_is_of_a_person(metrics):
    labels = {
        name
        for family in metrics.registry.collect()
        for sample in family.samples
        for name in sample.labels
    }
    assert labels <= {"kind", "rank", "reason", "heard", "le"}
