"""Names what the lock installs and the running bot does not need, a line each.

Run by the Python of the environment it speaks of, once spoedgroep itself is installed there.
"""

from collections.abc import Iterator
from importlib.metadata import distributions, requires

from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import canonicalize_name

BOT = "spoedgroep"


def needed(name: str, extra: str = "") -> Iterator[tuple[str, str]]:
    """What this one asks for here, with each extra that it asks for by name."""
    for line in requires(name) or ():
        asked = Requirement(line)
        if asked.marker is None or asked.marker.evaluate({"extra": extra}):
            yield from ((canonicalize_name(asked.name), one) for one in ("", *asked.extras))


def main() -> None:
    found: set[tuple[str, str]] = set()
    left = {(BOT, "")}
    while left:
        found |= left
        left = {each for one in left for each in needed(*one)} - found
    installed = {canonicalize_name(one.metadata["Name"]) for one in distributions()}
    print("\n".join(sorted(installed - {name for name, _ in found})))


if __name__ == "__main__":
    main()
