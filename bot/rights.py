"""Who may do what: every button and every command with the right it asks for (S12)."""

from collections.abc import Mapping
from enum import StrEnum

from bot.buttons import Code
from flows.people import Function, Member

LEADING = frozenset({Function.CHAIR, Function.CONTACT, Function.ADMIN})


class Right(StrEnum):
    """What somebody must hold; what it is about is looked at by the action itself."""

    MEMBER = "lid"  # any post
    INVOLVED = "betrokken"  # any post but that of a trekker
    PARTNER = "partner"  # acts in a role
    COORDINATOR = "aanspreekpunt"  # aanspreekpunt or waarnemer of an organisation, or beheerder
    FIGURES = "cijfers"  # voorzitter, aanspreekpunt or beheerder
    MONTH = "maand"  # these, and a trekker: of which doelgroep is for the action to look at
    CHAIR = "voorzitter"  # voorzitter or beheerder
    ADMIN = "beheerder"


PRESSES: Mapping[Code, Right] = {
    **dict.fromkeys(Code, Right.PARTNER),
    Code.TOON: Right.INVOLVED,
    Code.ANNULEREN: Right.MEMBER,
    Code.MAAND: Right.MONTH,
    Code.KOPPEL: Right.ADMIN,
    Code.NODIG_UIT: Right.COORDINATOR,
    Code.BEVESTIG: Right.COORDINATOR,
    Code.WIJS_AF: Right.COORDINATOR,
    Code.TEAM: Right.COORDINATOR,
    Code.PERSOON: Right.COORDINATOR,
    Code.SUBROL: Right.COORDINATOR,
    Code.VERWIJDER: Right.COORDINATOR,
    Code.BLOKKEER: Right.COORDINATOR,
    Code.DEBLOKKEER: Right.COORDINATOR,
    Code.KLOPT: Right.COORDINATOR,
    Code.VREEMD: Right.COORDINATOR,
    Code.DIENST: Right.INVOLVED,
    Code.DIENST_WEEK: Right.COORDINATOR,
    Code.RUIL: Right.PARTNER,
    Code.NEEM_OVER: Right.PARTNER,
    Code.AFWEZIG: Right.PARTNER,
    Code.ROOSTER: Right.COORDINATOR,
    Code.VENSTER: Right.COORDINATOR,
    Code.BEREIKBAAR: Right.MEMBER,
    Code.KIMI: Right.FIGURES,
    Code.HERIJKING: Right.COORDINATOR,
    Code.WIJZIGING: Right.FIGURES,
    Code.OVERDRACHT: Right.FIGURES,
    Code.WERKAFSPRAKEN: Right.FIGURES,
    Code.NOTITIE: Right.PARTNER,
    Code.NAVRAAG: Right.PARTNER,
    Code.PEILING: Right.PARTNER,
    Code.IN_AANMERKING: Right.COORDINATOR,
    Code.TAAL: Right.MEMBER,
    Code.KENNISMAKEN: Right.MEMBER,
    Code.VERWACHTINGEN: Right.MEMBER,
}

ORDERED: Mapping[str, Right] = {
    "alarm": Right.PARTNER,
    "oefening": Right.PARTNER,
    "open": Right.INVOLVED,
    "wie": Right.MEMBER,
    "rollen": Right.MEMBER,
    "verwachtingen": Right.MEMBER,
    "kennismaken": Right.MEMBER,
    "help": Right.MEMBER,
    "status": Right.MEMBER,
    "watmag": Right.MEMBER,
    "privacy": Right.MEMBER,
    "mijngegevens": Right.MEMBER,
    "taal": Right.MEMBER,
    "dienst": Right.INVOLVED,
    "team": Right.COORDINATOR,
    "uitnodigen": Right.COORDINATOR,
    "blokkeer": Right.COORDINATOR,
    "herijking": Right.COORDINATOR,
    "kimi": Right.FIGURES,
    "maandrapport": Right.MONTH,
    "koppel": Right.ADMIN,
}


def holds(member: Member, right: Right) -> bool:
    """Whether somebody holds a right in any network; which one is for the action to look at."""
    functions = {post.function for post in member.posts}
    match right:
        case Right.MEMBER:
            return bool(functions)
        case Right.INVOLVED:
            return any(post.is_involved for post in member.posts)
        case Right.PARTNER:
            return any(post.role for post in member.posts)
        case Right.COORDINATOR:
            return bool(functions & {Function.CONTACT, Function.DEPUTY, Function.ADMIN})
        case Right.FIGURES:
            return bool(functions & LEADING)
        case Right.MONTH:
            return bool(functions & {*LEADING, Function.TREKKER})
        case Right.CHAIR:
            return bool(functions & {Function.CHAIR, Function.ADMIN})
        case Right.ADMIN:
            return Function.ADMIN in functions
