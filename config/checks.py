"""What the shape of a file cannot say: whether its parts, and the files together, agree."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from config.schema import DoelgroepShape, NetworkShape, RungShape
from config.texts import Texts
from flows.rules import RoleKind

# Every list of codes, and the kind of word that each of its codes must have in the catalogue.
LISTS = (
    ("roles", "role"),
    ("criteria", "criterium"),
    ("sources", "bron"),
    ("sources", "bron_grof"),
    ("natures", "aard"),
    ("urgencies", "urgentie"),
    ("modes", "modus"),
    ("actions", "actie"),
    ("measures", "maatregel"),
    ("informed", "informeren"),
    ("outside_owners", "owner"),
    ("destinations", "bestemming"),
    ("decline_reasons", "reden"),
    ("withdraw_reasons", "intrekken"),
    ("missed_reasons", "gemist"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One thing that is wrong: the key in the file, and the text that says what to do."""

    key: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict)


def doelgroep_troubles(shape: DoelgroepShape, texts: Texts) -> Iterator[Trouble]:
    """What is wrong within one doelgroep."""
    yield from _role_troubles(shape)
    yield from _urgency_troubles(shape)
    yield from _word_troubles(shape, texts)


def _role_troubles(shape: DoelgroepShape) -> Iterator[Trouble]:
    partners = [role for role, it in shape.roles.items() if it.kind is RoleKind.PARTNER]
    wanted = [
        (key, role)
        for key in ("quorum", "quorum_with_minors", "invited_with_minors")
        for role in getattr(shape, key)
    ]
    wanted += [("regie", shape.regie), ("custody_role", shape.custody_role)]
    for key, role in wanted:
        if role not in partners:
            yield Trouble(key=key, text="configuration.no_partner", values={"role": role})
    if not any(role.may_raise for role in shape.roles.values()):
        yield Trouble(key="roles", text="configuration.nobody_raises")
    for number, it in enumerate(shape.sub_roles_by_nature, start=1):
        role = shape.roles.get(it.role)
        if it.nature not in shape.natures or role is None or it.sub_role not in role.sub_roles:
            key = f"sub_roles_by_nature[{number}]"
            yield Trouble(key=key, text="configuration.no_such_sub_role")


def _urgency_troubles(shape: DoelgroepShape) -> Iterator[Trouble]:
    for urgency, it in shape.urgencies.items():
        key = f"urgencies.{urgency}"
        if (it.target is None) is (it.target_working_days is None):
            yield Trouble(key=key, text="configuration.one_target")
        for name, ladder in (("ladder", it.ladder), ("custody_ladder", it.custody_ladder)):
            if not _rises(ladder):
                yield Trouble(key=f"{key}.{name}", text="configuration.ladder")


def _rises(ladder: tuple[RungShape, ...]) -> bool:
    return all(earlier.after < later.after for earlier, later in pairwise(ladder))


def _word_troubles(shape: DoelgroepShape, texts: Texts) -> Iterator[Trouble]:
    wanted = [("doelgroep", f"doelgroep.{shape.doelgroep}")]
    wanted += [(key, f"{kind}.{code}") for key, kind in LISTS for code in getattr(shape, key) or ()]
    wanted += [("urgencies", f"urgentie.{code}.definition") for code in shape.urgencies]
    wanted += [
        (f"roles.{code}.sub_roles", f"sub_role.{sub_role}")
        for code, role in shape.roles.items()
        for sub_role in role.sub_roles
    ]
    for key, word in wanted:
        if word not in texts:
            yield Trouble(key=key, text="configuration.no_word", values={"word": word})


def convention_troubles(shape: NetworkShape, texts: Texts) -> Iterator[Trouble]:
    """The words that are missing for how the partners of a network ask each other."""
    agreed = shape.conventions
    said = [("words", "verzoek", agreed.words), ("channels", "verzoek", agreed.channels)]
    said += [(f"will_not.{role}", "doet_niet", codes) for role, codes in agreed.will_not.items()]
    for key, kind, codes in said:
        for word in (f"{kind}.{code}" for code in codes):
            if word not in texts:
                values = {"word": word}
                yield Trouble(key=f"conventions.{key}", text="configuration.no_word", values=values)


def network_troubles(
    shape: NetworkShape, doelgroepen: Mapping[str, DoelgroepShape | None]
) -> Iterator[Trouble]:
    """What is wrong between a network and its doelgroepen; None is one that is wrong itself."""
    for code in shape.doelgroepen:
        if code not in doelgroepen:
            values = {"doelgroep": code}
            yield Trouble(key="doelgroepen", text="configuration.no_doelgroep", values=values)
    for code in shape.dial_in.keys() - set(shape.doelgroepen):
        values = {"doelgroep": code}
        yield Trouble(key=f"dial_in.{code}", text="configuration.no_doelgroep", values=values)
    members = [it for code in shape.doelgroepen if (it := doelgroepen.get(code))]
    known = dict.fromkeys(role for member in members for role in member.roles)
    said = {
        "second_channel": shape.second_channel,
        "conventions.will_not": shape.conventions.will_not,
    }
    for key, role in ((key, role) for key, roles in said.items() for role in roles):
        if role not in known:
            values = {"role": role}
            yield Trouble(key=f"{key}.{role}", text="configuration.no_role", values=values)
    for role in known:
        if role not in shape.phones:
            yield Trouble(key=f"phones.{role}", text="configuration.no_phone")
        own = (member.roles[role].windows for member in members if role in member.roles)
        if not shape.windows.get(role) and not all(own):
            yield Trouble(key=f"windows.{role}", text="configuration.no_windows")


def same_prefixes(
    networks: Mapping[str, NetworkShape], doelgroepen: Mapping[str, DoelgroepShape | None]
) -> Iterator[tuple[str, Trouble]]:
    """The files whose alerts would share the series of another: an id says one thing only."""
    prefixes = [
        (name, network.id_prefix + doelgroep.code)
        for name, network in networks.items()
        for code in network.doelgroepen
        if (doelgroep := doelgroepen.get(code))
    ]
    count = Counter(prefix for _, prefix in prefixes)
    for name, prefix in prefixes:
        if count[prefix] > 1:
            values = {"prefix": prefix}
            yield name, Trouble(key="id_prefix", text="configuration.same_prefix", values=values)
