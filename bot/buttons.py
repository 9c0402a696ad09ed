"""A press as the data of a button and back; a code keeps its meaning for ever."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from flows.state import AlertId

MOST_BYTES = 64  # Telegram's limit on the data of a button, and on the payload of a deep link
MAC_CHARACTERS = 12  # 72 bits: nobody guesses a button


class Code(StrEnum):
    """What a button asks for. Never give a code another meaning: old chats keep old buttons."""

    KAN_NU = "kn"
    KAN_OM = "ko"
    ANDERS = "an"
    WAARNEMER = "wn"
    SLUIT_NIET_AAN = "sn"
    NAMENS = "nm"
    ONGEDAAN = "oo"
    ANDERE_TIJD = "at"
    GEBELD = "gb"
    PLAN = "pl"
    AKKOORD = "ak"
    PLAN_OM = "po"
    GESTART = "gs"
    WAS_AL_BEGONNEN = "wb"
    AL_GEHOUDEN = "ah"
    AANWEZIG = "aw"
    REGIE = "rg"
    VORM = "vm"
    AFRONDEN = "af"
    AFSPRAAK = "as"
    AFSPRAAK_WEG = "ax"
    GEEN_ACTIE = "ga"
    KLAAR = "kl"
    GEDAAN = "gd"
    UITSTELLEN = "us"
    OVERLEG_NODIG = "on"
    VEILIGHEID = "vv"
    VASTGELEGD = "vg"
    BESTEMMING = "bs"
    VLAG = "fl"
    VERGISSING = "vs"
    VERKEERDE_GROEP = "vk"
    INTREKKEN = "it"
    GEEN_OVERLEG_NODIG = "gn"
    ACHTERAF = "av"
    DUBBEL = "db"
    HEROPEN = "ho"
    REDEN_GEMIST = "rm"
    NIEUW = "nw"
    VRAAG = "vr"
    TERUG = "tg"
    ANNULEREN = "xx"
    CHIP = "ch"
    KENMERK = "km"
    VERSTUUR = "vz"
    AANVULLEN = "au"
    BEL_ALLEEN = "ba"
    TOON = "tn"
    KOPPEL = "kp"
    NODIG_UIT = "ui"
    MAAND = "md"
    BEVESTIG = "bv"
    WIJS_AF = "wa"
    TEAM = "tm"
    PERSOON = "ps"
    SUBROL = "sr"
    VERWIJDER = "vw"
    BLOKKEER = "bk"
    DEBLOKKEER = "dk"
    KLOPT = "kt"
    VREEMD = "vd"
    DIENST = "di"
    DIENST_WEEK = "dw"
    RUIL = "rl"
    NEEM_OVER = "no"
    AFWEZIG = "az"
    ROOSTER = "ro"
    VENSTER = "ve"
    BEREIKBAAR = "br"
    KIMI = "ki"
    HERIJKING = "hj"
    WIJZIGING = "wz"
    OVERDRACHT = "od"
    WERKAFSPRAKEN = "wp"
    NOTITIE = "nt"
    NAVRAAG = "nv"
    PEILING = "pe"
    IN_AANMERKING = "ia"
    TAAL = "ta"
    LES = "le"
    NIET_BEGONNEN = "nb"
    KENNISMAKEN = "ke"
    VERWACHTINGEN = "vc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What a button stands for: a code, an alert where it concerns one, and details."""

    code: Code
    alert: AlertId | None = None
    details: tuple[str, ...] = ()


class Forged(Exception):
    """Data that this installation did not put under a button."""


class Buttons:
    """Packs and unpacks; a tampered or foreign button is Forged (S20)."""

    def __init__(self, secret: bytes) -> None:
        self._key = hmac.digest(secret, b"buttons", hashlib.sha256)

    def pack(self, press: Press) -> str:
        """The data of a button, at most 64 bytes."""
        body = "|".join((press.code.value, press.alert or "", *press.details))
        data = f"{body}|{self._mac(body)}"
        assert len(data.encode()) <= MOST_BYTES, f"too long for a button: {press.code}"
        return data

    def unpack(self, data: str) -> Press:
        """The press a button stands for. Raises Forged."""
        body, _, mac = data.rpartition("|")
        if not hmac.compare_digest(mac.encode(), self._mac(body).encode()):
            raise Forged
        code, alert, *details = body.split("|")
        return Press(
            code=Code(code), alert=AlertId(alert) if alert else None, details=tuple(details)
        )

    def payload(self, press: Press) -> str:
        """The same for a deep link: only letters, digits, - and _ are allowed there."""
        body = "_".join((press.code.value, press.alert or "", *press.details))
        payload = f"{body}_{self._mac(body).replace('_', '-')}"
        assert len(payload) <= MOST_BYTES, f"too long for a link: {press.code}"
        return payload

    def from_payload(self, payload: str) -> Press:
        """The press of a deep link. Raises Forged."""
        body, _, mac = payload.rpartition("_")
        if not hmac.compare_digest(mac.encode(), self._mac(body).replace("_", "-").encode()):
            raise Forged
        code, alert, *details = body.split("_")
        return Press(
            code=Code(code), alert=AlertId(alert) if alert else None, details=tuple(details)
        )

    def _mac(self, body: str) -> str:
        digest = hmac.digest(self._key, body.encode(), hashlib.sha256)
        return urlsafe_b64encode(digest)[:MAC_CHARACTERS].decode()


def moment(at: datetime) -> str:
    """A moment as a short detail of a button, to the minute."""
    return f"{int(at.timestamp()) // 60:x}"


def read_moment(detail: str) -> datetime:
    """The moment back. Raises ValueError on what is no moment."""
    return datetime.fromtimestamp(int(detail, 16) * 60, UTC)
