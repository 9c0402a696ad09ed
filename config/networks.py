"""What an installation is made of: networks, and what each agreed for its doelgroepen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flows.rules import Role, Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """How partners ask each other, and what each will not do: codes, with words in the catalogue.

    Until the day on which they were agreed they are an example.
    """

    words: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    will_not: Mapping[Role, tuple[str, ...]] = field(default_factory=dict)
    agreed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """One region or partnership; networks do not see each other."""

    code: str
    title: str
    id_prefix: str
    doelgroepen: Mapping[str, Rules]
    dpia: date | None = None  # when its DPIA was last adopted
    conventions: Conventions = Conventions()
    second_channel: Mapping[Role, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def prefix(self, doelgroep: str) -> str:
        """What the ids of the alerts of a doelgroep begin with; no two series are the same."""
        return self.id_prefix + self.doelgroepen[doelgroep].code

    @property
    def drill_prefix(self) -> str:
        """What the ids of drills begin with."""
        return f"{self.id_prefix}OEF"


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """Everything that was agreed beforehand, for every network of this installation."""

    networks: tuple[Network, ...]

    def network(self, code: str) -> Network:
        """One network; KeyError if there is none of that code."""
        for network in self.networks:
            if network.code == code:
                return network
        raise KeyError(code)

    def rules(self, network: str, doelgroep: str) -> Rules:
        """What a doelgroep of a network agreed; KeyError if it is not there."""
        return self.network(network).doelgroepen[doelgroep]

    def live(self, network: str) -> tuple[Rules, ...]:
        """The doelgroepen of a network that are switched on."""
        return tuple(it for it in self.network(network).doelgroepen.values() if it.live)
