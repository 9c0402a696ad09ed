"""The addresses of the second channel: whose they are, in which order, with which secrets."""

import pytest

from config import doelgroepen
from config.doelgroepen import ConfigurationError
from config.second_channel import EVERYONE, Addresses, addresses_of
from config.settings import Settings, SettingsError

NETWORK, FILE = "amsterdam-amstelland", "amsterdam-amstelland.toml"
PIKET = '"mailto://bot:{mail}@127.0.0.1?to=piket", "json://127.0.0.1/{sms}"'


def configured(folder, table):
    """The shipped network, with this under second_channel."""
    shipped = (doelgroepen.HERE / FILE).read_text(encoding="utf-8")
    mine = shipped.replace("[second_channel]\n", f"[second_channel]\n{table}\n")
    (folder / FILE).write_text(mine, encoding="utf-8")
    return doelgroepen.load(folder)


def settings(**given):
    return Settings(_env_file=None, **given)


def test_a_role_has_its_own_addresses_and_those_of_everyone_after_them(tmp_path):
    configuration = configured(tmp_path, f"politie = [{PIKET}]")
    given = settings(
        second_channel="mailto://a@example.org, json://b",
        second_channel_secrets="mail=p%40s, sms=k=1",
    )

    found = addresses_of(given, configuration)

    own = ("mailto://bot:p%40s@127.0.0.1?to=piket", "json://127.0.0.1/k=1")
    everyone = ("mailto://a@example.org", "json://b")
    assert found.of(NETWORK, "politie") == (*own, *everyone)
    assert found.of(NETWORK, EVERYONE) == everyone
    assert [found.recipient(NETWORK, role) for role in ("politie", "om", None)] == [
        "politie",
        EVERYONE,
        EVERYONE,
    ]
    assert found.recipient("elders", "politie") == EVERYONE
    assert "p%40s" not in repr(found)
    assert [(who, number) for who, number, _ in found.each()] == [
        (EVERYONE, 1), (EVERYONE, 2), ("politie", 1), ("politie", 2),
    ]  # fmt: skip


def test_s29_a_secret_that_is_missing_is_named_and_the_bot_does_not_start(tmp_path):
    configuration = configured(tmp_path, f"politie = [{PIKET}]")

    with pytest.raises(SettingsError, match="sms=…") as caught:
        addresses_of(settings(second_channel_secrets="mail=x"), configuration)

    assert "mail=" not in str(caught.value)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('brandweer = ["json://a"]', "brandweer"),
        ('politie = ["geen adres"]', "mailtos://"),
        ("politie = []", "politie"),
    ],
)
def test_f96_what_is_no_address_or_no_role_is_refused(tmp_path, table, said):
    with pytest.raises(ConfigurationError, match=said):
        configured(tmp_path, table)


def test_without_addresses_there_is_no_second_channel():
    assert not addresses_of(settings(), doelgroepen.load())
    assert Addresses(everyone=("json://a",))
