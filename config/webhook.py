"""The webhook: where Telegram brings the updates, and what proves that it is Telegram."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pydantic import SecretStr

from config.keyring import SettingsError
from config.texts import Texts

PORTS = (None, 80, 88, 443, 8443)  # Telegram calls on no other
USUAL_PORT = 443
PATH = re.compile(r"(/[A-Za-z0-9._~-]+)+")
TAKEN = ("/healthz", "/metrics")  # by the page that listens at the same address


class PortTaken(Exception):
    """Another process listens where updates were to come in, so nothing starts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Both parts are there, or there is none."""

    url: str
    secret: str = field(repr=False)

    @property
    def path(self) -> str:
        return urlsplit(self.url).path


def is_same(one: str, other: str) -> bool:
    """Whether Telegram means our address: it may write the host or the usual port in its way."""
    return _parts(one) == _parts(other)


def webhook_of(url: str | None, secret: SecretStr | None) -> Webhook | None:
    """None where updates are fetched."""
    if url is None or secret is None:
        return None
    return Webhook(url=url, secret=secret.get_secret_value())


def check_url(url: str, *, practises: bool) -> None:
    """Raises ValueError for an address that Telegram will not call, or that we do not hear."""
    parts = urlsplit(url)
    if not practises and (parts.scheme != "https" or parts.port not in PORTS):
        raise ValueError("Telegram calls on https only, at a few ports")
    if not PATH.fullmatch(parts.path) or parts.path in TAKEN or parts.query or parts.fragment:
        raise ValueError("it needs a path of its own, and no more than that")


def check_whole(
    url: str | None, secret: SecretStr | None, listens_on: tuple[str, int] | None
) -> None:
    """Raises SettingsError when an address is there and the rest that it takes is not."""
    if url is not None and secret is None:
        raise SettingsError(Texts()("settings.webhook_secret"))
    if url is not None and listens_on is None:
        raise SettingsError(Texts()("settings.webhook_listen"))


def _parts(url: str) -> tuple[str, str | None, int, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or USUAL_PORT, parts.path
