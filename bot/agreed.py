"""What a doelgroep has agreed as of now: the files, with what was changed in the bot since."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from config.networks import Configuration, Network
from flows.calendar import Window
from flows.changes import applied
from flows.rules import Role, Rules
from storage.unit_of_work import UnitOfWork


async def rules_now(
    work: UnitOfWork, configuration: Configuration, network: str, doelgroep: str, now: datetime
) -> Rules:
    """The rules that an alert raised now is frozen with; KeyError if the doelgroep is not there."""
    return (await network_now(work, configuration, network, now)).doelgroepen[doelgroep]


async def network_now(
    work: UnitOfWork, configuration: Configuration, code: str, now: datetime
) -> Network:
    """A network with its rules as they are now; KeyError if there is none of that code."""
    network = configuration.network(code)
    windows = await work.duty.windows(code, now)
    changes = await work.governance.changes(code)
    return replace(
        network,
        doelgroepen={
            doelgroep: with_windows(applied(rules, changes, now), windows)
            for doelgroep, rules in network.doelgroepen.items()
        },
    )


async def configuration_now(
    work: UnitOfWork, configuration: Configuration, now: datetime
) -> Configuration:
    """Every network with its rules as they are now."""
    networks = [
        await network_now(work, configuration, network.code, now)
        for network in configuration.networks
    ]
    return replace(configuration, networks=tuple(networks))


def with_windows(rules: Rules, windows: Mapping[Role, tuple[Window, ...]]) -> Rules:
    """The rules with the windows that an organisation set for itself, in every doelgroep."""
    return replace(
        rules,
        roles=tuple(
            replace(agreed, windows=windows.get(agreed.role, agreed.windows))
            for agreed in rules.roles
        ),
    )
