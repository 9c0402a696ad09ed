"""The people of the reference dataset: a role and a mark that nobody in the register bears."""

from bot.practice.dataset.chance import Chance
from flows.rules import Role
from flows.state import By, PersonId

VT, POLITIE, OM, RVDK = Role("vt"), Role("politie"), Role("om"), Role("rvdk")
PARTNERS = (VT, POLITIE, OM, RVDK)
NEEDED = (VT, POLITIE, OM)  # whom 4.5 waits for before the overleg is set up
COLLEAGUES = 4  # who act by turns for a role
FIRST_MARK = 9_000_000  # far beyond the marks of an installation


def colleague(role: Role, number: int = 1) -> By:
    """One of the colleagues of a role."""
    return By(person=PersonId(FIRST_MARK + 100 * PARTNERS.index(role) + number), role=role)


def somebody(chance: Chance, role: Role) -> By:
    """Any of the colleagues of a role."""
    return colleague(role, chance.whole(1, COLLEAGUES))
