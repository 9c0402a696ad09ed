"""One sentence to a list of providers: the first that takes it, and none holds anyone up."""

import pytest
from post import Post
from stage import PATIENCE

from bot.second_channel import SecondChannel
from config.second_channel import Addresses

SAID = "Telegram antwoordt niet."


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    """A busy machine is no failure."""
    monkeypatch.setattr("bot.second_channel.ACCEPTED_WITHIN", PATIENCE)


async def test_r5_the_first_that_takes_it_is_the_only_one():
    async with Post() as post, Post() as other:
        channel = SecondChannel(Addresses(everyone=(post.address("a"), other.address("b"))))

        assert await channel.send(SAID) is True

        assert post.texts("a") == [SAID]
        assert other.calls == 0


async def test_f102_a_provider_that_hangs_is_ended_in_time(monkeypatch):
    monkeypatch.setattr("bot.second_channel.ACCEPTED_WITHIN", 0.2)
    async with Post(is_silent=True) as post:
        channel = SecondChannel(Addresses(everyone=(post.address("a"),)))

        assert await channel.send(SAID) is False


@pytest.mark.parametrize("address", ["nietbestaand://x", "mailto://", "mailto://127.0.0.1:1"])
async def test_f102_what_is_no_address_or_no_office_takes_nothing(address, caplog):
    channel = SecondChannel(Addresses(everyone=(f"{address}?from=a@b.nl&to=c@d.nl&pass=geheim",)))

    assert await channel.send(SAID) is False

    assert "second channel refused" in caplog.text
    assert "geheim" not in caplog.text


async def test_without_addresses_nothing_was_said():
    assert await SecondChannel(Addresses()).send(SAID) is False
