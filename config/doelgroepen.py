"""The networks and their doelgroepen, read from TOML files into the rules that alerts carry."""

import json
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from config.checks import (
    Trouble,
    convention_troubles,
    doelgroep_troubles,
    network_troubles,
    same_prefixes,
)
from config.networks import Configuration, Conventions, Network
from config.schema import (
    ConventionsShape,
    DoelgroepShape,
    NetworkShape,
    RoleShape,
    RungShape,
    Shape,
    UrgencyShape,
)
from config.texts import Texts
from flows.rules import (
    FollowUpRules,
    Role,
    RoleRules,
    Rules,
    Rung,
    SubRoleByNature,
    Urgency,
    UrgencyRules,
)

__all__ = ["Configuration", "ConfigurationError", "Network", "load"]

HERE = Path(__file__).parent
APART = ("terms.toml", "fields.toml")  # neither a doelgroep nor a network
BUILT = {"roles", "urgencies", "sub_roles_by_nature", "follow_up"}  # the rest goes over as it is


class ConfigurationError(Exception):
    """All that is wrong in all files: one line each, naming file, key and remedy."""

    def __init__(self, errors: tuple[str, ...]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


def load(config_dir: Path | None = None) -> Configuration:
    """Read the shipped files, and those of the directory in the place of the same names."""
    texts = Texts(directory=config_dir)
    shapes: dict[str, DoelgroepShape | NetworkShape | None] = {}
    errors: list[str] = []
    for path in _files(config_dir):
        shapes[path.stem], troubles = _read(path, texts)
        errors += (_line(path.stem, trouble, texts) for trouble in troubles)
    errors += (_line(stem, trouble, texts) for stem, trouble in _disagreements(shapes))
    if errors:
        raise ConfigurationError(tuple(errors))
    doelgroepen = {it.doelgroep: it for it in shapes.values() if isinstance(it, DoelgroepShape)}
    networks = [it for it in shapes.values() if isinstance(it, NetworkShape)]
    return Configuration(networks=tuple(_network(it, doelgroepen) for it in networks))


def _files(config_dir: Path | None) -> list[Path]:
    directories = [HERE, config_dir] if config_dir else [HERE]
    found = {path.name: path for directory in directories for path in directory.glob("*.toml")}
    return [found[name] for name in sorted(found) if name not in APART]


def _read(
    path: Path, texts: Texts
) -> tuple[DoelgroepShape | NetworkShape | None, tuple[Trouble, ...]]:
    """The shape of one file, with what is wrong inside it; None when it cannot be read as one."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line = re.search(r"line \d+", str(error))
        values = {"line": line[0].removeprefix("line ") if line else "?"}
        return None, (Trouble(key="-", text="configuration.no_toml", values=values),)
    kind = "network" if "network" in data else "doelgroep"
    # By way of JSON: strict, and yet a text may name a member of an enumeration.
    written = json.dumps(data, default=str)
    try:
        shape: DoelgroepShape | NetworkShape
        if kind == "network":
            shape = NetworkShape.model_validate_json(written)
        else:
            shape = DoelgroepShape.model_validate_json(written)
    except ValidationError as errors:
        return None, tuple(_trouble(error) for error in errors.errors())
    if data[kind] != path.stem:
        return None, (Trouble(key=kind, text="configuration.other_name"),)
    if isinstance(shape, NetworkShape):
        return shape, tuple(convention_troubles(shape, texts))
    return shape, tuple(doelgroep_troubles(shape, texts))


def _disagreements(
    shapes: Mapping[str, DoelgroepShape | NetworkShape | None],
) -> Iterator[tuple[str, Trouble]]:
    networks = {stem: it for stem, it in shapes.items() if isinstance(it, NetworkShape)}
    doelgroepen = {stem: it for stem, it in shapes.items() if not isinstance(it, NetworkShape)}
    for stem, network in networks.items():
        for trouble in network_troubles(network, doelgroepen):
            yield stem, trouble
    yield from same_prefixes(networks, doelgroepen)


def _trouble(error: ErrorDetails) -> Trouble:
    key = ""
    for part in error["loc"]:
        if isinstance(part, int):
            key += f"[{part + 1}]"
        elif part != "[key]":
            key += f".{part}"
    text = f"configuration.{error['type']}"
    values = {"value": error["input"], **error.get("ctx", {})}
    known = text in Texts()
    return Trouble(
        key=key.removeprefix("."), text=text if known else "configuration.other", values=values
    )


def _line(stem: str, trouble: Trouble, texts: Texts) -> str:
    said = texts(trouble.text, **trouble.values)
    return texts("configuration.line", file=f"{stem}.toml", key=trouble.key, said=said)


def _network(shape: NetworkShape, doelgroepen: Mapping[str, DoelgroepShape]) -> Network:
    rules = {code: _rules(doelgroepen[code], shape) for code in shape.doelgroepen}
    return Network(
        code=shape.network,
        title=shape.title,
        id_prefix=shape.id_prefix,
        doelgroepen=MappingProxyType(rules),
        dpia=shape.dpia,
        conventions=_conventions(shape.conventions),
        second_channel=MappingProxyType(
            {Role(role): addresses for role, addresses in shape.second_channel.items()}
        ),
    )


def _conventions(shape: ConventionsShape) -> Conventions:
    will_not = {Role(role): codes for role, codes in shape.will_not.items()}
    return Conventions(
        words=shape.words,
        channels=shape.channels,
        will_not=MappingProxyType(will_not),
        agreed=shape.agreed,
    )


def _rules(shape: DoelgroepShape, network: NetworkShape) -> Rules:
    return Rules(
        **_said(shape, apart=BUILT),
        roles=tuple(_role(code, it, network) for code, it in shape.roles.items()),
        urgencies=tuple(_urgency(code, it) for code, it in shape.urgencies.items()),
        sub_roles_by_nature=tuple(
            SubRoleByNature(nature=it.nature, role=Role(it.role), sub_role=it.sub_role)
            for it in shape.sub_roles_by_nature
        ),
        follow_up=FollowUpRules(**_said(shape.follow_up)),
        dial_in=network.dial_in.get(shape.doelgroep, ""),
        shows_source=network.shows_source,
    )


def _said(shape: Shape, apart: Collection[str] = ()) -> dict[str, Any]:
    """What a file says itself; for the rest the defaults of flows hold."""
    return {name: value for name, value in shape if name not in apart and value is not None}


def _role(code: str, shape: RoleShape, network: NetworkShape) -> RoleRules:
    windows = shape.windows or network.windows[code]
    return RoleRules(
        role=Role(code),
        kind=shape.kind,
        invited=shape.invited,
        may_raise=shape.may_raise,
        sub_roles=shape.sub_roles,
        windows=tuple(window for line in windows for window in line),
        phone_label=network.phones[code],
    )


def _urgency(urgency: Urgency, shape: UrgencyShape) -> UrgencyRules:
    return UrgencyRules(
        urgency=urgency,
        target=shape.target,
        target_working_days=shape.target_working_days or 0,
        ladder=_ladder(shape.ladder),
        custody_ladder=_ladder(shape.custody_ladder or shape.ladder),
    )


def _ladder(shapes: tuple[RungShape, ...]) -> tuple[Rung, ...]:
    return tuple(Rung(kind=it.kind, after=it.after) for it in shapes)
