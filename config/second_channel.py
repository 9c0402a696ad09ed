"""Where the second channel leads: the addresses of a role, and those of everyone else."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from config.networks import Configuration
from config.settings import Settings, SettingsError
from config.texts import Texts
from flows.rules import Role

EVERYONE = "netwerk"  # the recipient that is no role
OPEN = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The addresses, secrets filled in: each list is tried in order until one takes it."""

    everyone: tuple[str, ...] = field(default=(), repr=False)
    roles: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        return bool(self.everyone or self.roles)

    def recipient(self, network: str, role: Role | None) -> str:
        """Who is told: the role when it has addresses of its own, else everyone's."""
        return role if role is not None and (network, role) in self.roles else EVERYONE

    def of(self, network: str, recipient: str) -> tuple[str, ...]:
        """The addresses of a recipient; those of everyone are the last resort of a role."""
        return (*self.roles.get((network, recipient), ()), *self.everyone)

    def each(self) -> Iterator[tuple[str, int, str]]:
        """Every address with its recipient and its number in the list."""
        lists = [(EVERYONE, self.everyone), *((role, it) for (_, role), it in self.roles.items())]
        for recipient, listed in lists:
            for number, address in enumerate(listed, start=1):
                yield recipient, number, address


def addresses_of(settings: Settings, configuration: Configuration) -> Addresses:
    """The addresses of this installation. Raises SettingsError when a secret is missing."""
    words = settings.second_channel_words
    written = {
        (network.code, role): listed
        for network in configuration.networks
        for role, listed in network.second_channel.items()
    }
    missing = {
        name
        for listed in written.values()
        for address in listed
        for name in OPEN.findall(address)
        if name not in words
    }
    if missing:
        texts = Texts("nl", settings.config_dir)
        raise SettingsError(*(texts("settings.no_secret", name=name) for name in sorted(missing)))
    return Addresses(
        everyone=settings.second_channels,
        roles={
            owner: tuple(OPEN.sub(lambda found: words[found[1]], one) for one in listed)
            for owner, listed in written.items()
        },
    )
