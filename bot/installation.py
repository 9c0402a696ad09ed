"""One installation on this machine: its settings, keys, configuration and database."""

import fcntl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from config import doelgroepen
from config.addresses import place_of
from config.keyring import make_keys
from config.networks import Configuration
from config.settings import SQLITE, Keys, Settings, key_file, keys, load_settings
from config.terms import load_terms
from config.texts import Texts
from flows.keeping import Terms
from storage import database
from storage.cipher import Cipher
from storage.unit_of_work import Storage


class Refusal(Exception):
    """A command that is not carried out, with the one line that says why and what to do."""


class NeedsAHand(Exception):
    """All was looked at and told, and something has to be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What a command works with."""

    settings: Settings
    keys: Keys
    configuration: Configuration
    terms: Terms
    texts: Texts
    storage: Storage


def prepare(settings: Settings) -> None:
    """Make what a first run needs: the configuration is checked first, then keys, then tables."""
    doelgroepen.load(settings.config_dir)
    load_terms(settings.config_dir)
    path = key_file(settings)
    given = (settings.encryption_key, settings.reference_key, settings.chain_key)
    if not path.exists() and not all(given):
        make_keys(path)
    keys(settings)
    url = settings.database_url.get_secret_value()
    texts = Texts("nl", settings.config_dir)
    if form_here(url, texts) is database.Form.NEWER:
        raise Refusal(texts("cli.newer_database"))
    database.upgrade(url)


@asynccontextmanager
async def opened(given: Settings | None = None) -> AsyncIterator[Installation]:
    """The installation of this environment. Raises SettingsError, ConfigurationError, Refusal."""
    settings = given or load_settings()
    texts = Texts("nl", settings.config_dir)
    configuration = doelgroepen.load(settings.config_dir)
    url = settings.database_url.get_secret_value()
    file = database_file(settings)
    if file is not None and not file.exists():
        raise Refusal(texts("cli.no_database"))
    held = keys(settings)
    _fits(url, texts)
    storage = Storage(url, held.chain, Cipher(held.encryption, *held.former))
    try:
        yield Installation(
            settings=settings,
            keys=held,
            configuration=configuration,
            terms=load_terms(settings.config_dir),
            texts=texts,
            storage=storage,
        )
    finally:
        await storage.close()


def _fits(url: str, texts: Texts) -> None:
    match form_here(url, texts):
        case database.Form.CURRENT:
            return
        case database.Form.NEWER:
            raise Refusal(texts("cli.newer_database"))
        case _:
            raise Refusal(texts("cli.old_database"))


def form_here(url: str, texts: Texts) -> database.Form:
    """What form the tables have. Raises Refusal when the server does not let us in."""
    try:
        return database.form_of(url)
    except database.CannotKeep:
        raise Refusal(texts("cli.no_server", place=place_of(url))) from None


@contextmanager
def only_one(house: Installation) -> Iterator[None]:
    """One running bot for each SQLite database. Raises Refusal when there is one already."""
    with locked(house.settings, house.texts):
        yield


@contextmanager
def locked(settings: Settings, texts: Texts) -> Iterator[None]:
    """The same, where there may be no database yet."""
    file = database_file(settings)
    if file is None:
        yield
        return
    with file.with_name(f"{file.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(texts("cli.runs_already")) from None
        yield


def database_file(settings: Settings) -> Path | None:
    """The file of an SQLite database; None where it is kept elsewhere."""
    url = settings.database_url.get_secret_value()
    return Path(url.removeprefix(SQLITE).partition("?")[0]) if url.startswith(SQLITE) else None
