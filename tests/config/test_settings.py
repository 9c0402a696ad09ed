"""The settings: what is wrong is said in one line each, and secrets stay out of sight."""

from base64 import b64encode

import pytest

from config.addresses import is_loopback
from config.keyring import make_keys
from config.settings import Keys, SettingsError, key_file, keys, load_settings
from config.webhook import is_same

KEYS = {
    name: b64encode(bytes([number] * 32)).decode()
    for number, name in enumerate(("ENCRYPTION_KEY", "REFERENCE_KEY", "CHAIN_KEY"), start=1)
}


@pytest.fixture(autouse=True)
def _empty_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def environment(monkeypatch):
    def put(**variables: str) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(f"SPOEDGROEP_{name}", value)

    return put


def refusal() -> tuple[str, ...]:
    with pytest.raises(SettingsError) as refused:
        load_settings()
    return refused.value.errors


def test_without_any_variable_there_are_defaults():
    settings = load_settings()

    assert settings.bot_api_url == "https://api.telegram.org"
    assert settings.database_url.get_secret_value() == "sqlite+aiosqlite:///spoedgroep.db"
    assert settings.listen_on == ("127.0.0.1", 8080)
    assert settings.second_channels == ()


def test_the_env_file_of_the_working_directory_counts_and_the_environment_goes_before_it(
    tmp_path, environment
):
    env = "SPOEDGROEP_LISTEN=[::1]:9000\nSPOEDGROEP_BOT_TOKEN=1:file\nOTHER=1\n"
    (tmp_path / ".env").write_text(env)
    environment(BOT_TOKEN="2:environment", WEBHOOK_URL="")

    settings = load_settings()

    assert settings.token == "2:environment"
    assert settings.listen_on == ("::1", 9000)
    assert settings.webhook_url is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "from BotFather"),
        ("BOT_API_URL", "api.telegram.org"),
        ("DATABASE_URL", "mysql://localhost/spoedgroep"),
        ("DATABASE_URL", "mysql:///spoedgroep.db"),
        ("WEBHOOK_URL", "http://bot.example/hook"),
        ("WEBHOOK_URL", "https://bot.example"),
        ("WEBHOOK_URL", "https://bot.example/healthz"),
        ("WEBHOOK_URL", "https://bot.example/{any}"),
        ("WEBHOOK_URL", "https://bot.example/hook?a=1"),
        ("WEBHOOK_URL", "https://bot.example:8080/hook"),
        ("WEBHOOK_URL", "https://bot.example:no/hook"),
        ("WEBHOOK_SECRET", "short"),
        ("LISTEN", "8080"),
        ("LISTEN", "127.0.0.1:99999"),
        ("CANARY_CHAT", "the hidden one"),
        ("CONFIG_DIR", "no/such/directory"),
        ("ENCRYPTION_KEY", "c2hvcnQ="),
        ("REFERENCE_KEY", "not base64"),
        ("HEARTBEAT_URL", "hc"),
        ("SECOND_CHANNEL", "somebody@example.org"),
        ("TIMEZONE", "Europe/London"),
        ("CLOCK_FILE", "clock.json"),
    ],
)
def test_a_wrong_variable_is_named_in_one_line(environment, name, value):
    environment(**{name: value})

    (line,) = refusal()

    assert line.startswith(f"SPOEDGROEP_{name} ")


def test_everything_that_is_wrong_is_said_at_once(environment):
    environment(BOT_TOKEN="none", LISTEN="here")

    assert [line.split()[0] for line in refusal()] == ["SPOEDGROEP_BOT_TOKEN", "SPOEDGROEP_LISTEN"]


def test_a_webhook_needs_its_secret(environment):
    environment(WEBHOOK_URL="https://bot.example/hook")
    assert refusal()[0].startswith("SPOEDGROEP_WEBHOOK_SECRET ")

    environment(WEBHOOK_SECRET="s" * 43)
    assert load_settings().webhook_url == "https://bot.example/hook"


def test_a_webhook_needs_a_place_to_listen(environment):
    environment(WEBHOOK_URL="https://bot.example/hook", WEBHOOK_SECRET="s" * 43, LISTEN="off")

    assert refusal() == (
        "Met SPOEDGROEP_WEBHOOK_URL moet de bot ergens luisteren, en SPOEDGROEP_LISTEN staat op "
        "off. Schrijf host:poort, of laat SPOEDGROEP_LISTEN weg.",
    )


@pytest.mark.parametrize(
    ("told", "same"),
    [
        ("https://bot.example/in/7f3a", True),
        ("https://BOT.example:443/in/7f3a", True),
        ("https://bot.example:8443/in/7f3a", False),
        ("https://bot.example/in/7F3A", False),
        ("http://bot.example/in/7f3a", False),
        ("https://elders.example/in/7f3a", False),
        ("", False),
    ],
)
def test_telegram_may_write_our_address_in_its_own_way(told, same):
    assert is_same(told, "https://bot.example/in/7f3a") is same


def test_the_clock_can_be_moved_in_practice_only(environment):
    environment(BOT_API_URL="http://127.0.0.1:8081/", CLOCK_FILE="clock.json")

    settings = load_settings()

    assert settings.bot_api_url == "http://127.0.0.1:8081"
    assert str(settings.clock_file) == "clock.json"


def test_the_token_is_asked_for_where_it_is_needed():
    with pytest.raises(SettingsError, match="SPOEDGROEP_BOT_TOKEN"):
        _ = load_settings().token


def test_secrets_are_not_shown(environment):
    environment(
        BOT_TOKEN="1:secret-token",
        SECOND_CHANNEL="mailto://a:secret@b",
        SECOND_CHANNEL_SECRETS="mail=secret",
        **KEYS,
    )
    settings = load_settings()

    shown = f"{settings!r} {settings} {keys(settings)!r}"

    for name in ("webhook_secret", "second_channel_secrets"):
        shown = shown.replace(name, "")
    assert "secret" not in shown
    assert KEYS["CHAIN_KEY"] not in shown


def test_several_second_channels_are_told_apart(environment):
    environment(SECOND_CHANNEL="mailto://a:b@example.org, json://127.0.0.1:9999")

    channels = load_settings().second_channels

    assert channels == ("mailto://a:b@example.org", "json://127.0.0.1:9999")


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite+aiosqlite:///spoedgroep.db", "spoedgroep.db.keys"),
        ("sqlite+aiosqlite:////var/lib/spoedgroep/a.db?x=1", "/var/lib/spoedgroep/a.db.keys"),
        ("postgresql+psycopg://bot@db/spoedgroep", "spoedgroep.keys"),
    ],
)
def test_the_key_file_lies_beside_the_database(environment, url, file):
    environment(DATABASE_URL=url)

    assert str(key_file(load_settings())) == file


def test_made_keys_are_read_back_and_only_the_owner_may():
    settings = load_settings()
    path = key_file(settings)

    make_keys(path)

    found = keys(settings)
    assert path.stat().st_mode & 0o777 == 0o600
    assert len({found.encryption, found.reference, found.chain}) == 3
    assert {len(found.encryption), len(found.reference), len(found.chain)} == {32}


def test_keys_are_never_made_over_others():
    path = key_file(load_settings())
    make_keys(path)
    before = path.read_bytes()

    with pytest.raises(FileExistsError):
        make_keys(path)

    assert path.read_bytes() == before


def test_the_environment_goes_before_the_key_file(environment):
    environment(**KEYS)

    found = keys(load_settings())

    assert found == Keys(encryption=b"\1" * 32, reference=b"\2" * 32, chain=b"\3" * 32)


def test_absent_keys_point_to_init():
    with pytest.raises(SettingsError, match="spoedgroep init"):
        keys(load_settings())


def test_a_key_file_that_others_can_read_is_refused():
    settings = load_settings()
    make_keys(key_file(settings))
    key_file(settings).chmod(0o640)

    with pytest.raises(SettingsError, match="chmod 600"):
        keys(settings)


@pytest.mark.parametrize("text", ["", "SPOEDGROEP_CHAIN_KEY=c2hvcnQ=\n", "\0"])
def test_a_damaged_key_file_is_refused(text):
    settings = load_settings()
    make_keys(key_file(settings))
    key_file(settings).write_text(text)

    with pytest.raises(SettingsError, match="beschadigd"):
        keys(settings)


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:8081", True),
        ("http://[::1]:8081", True),
        ("http://localhost:8081", True),
        ("http://127.0.0.1.example.org", False),
        ("https://api.telegram.org", False),
        ("", False),
    ],
)
def test_loopback_is_told_from_the_rest(url, here):
    assert is_loopback(url) is here


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("sqlite:netwerk.db", "sqlite+aiosqlite:///netwerk.db"),
        ("postgresql://bot@server/netwerk", "postgresql+psycopg://bot@server/netwerk"),
    ],
)
def test_a_database_may_be_written_as_people_write_it(monkeypatch, written, read):
    monkeypatch.setenv("SPOEDGROEP_DATABASE_URL", written)

    assert load_settings().database_url.get_secret_value() == read
