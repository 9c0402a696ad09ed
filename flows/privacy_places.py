"""Where a person lives or can be found: address, e-mail, account, link, place, plate, document."""

import re
from collections.abc import Iterator

from flows.privacy_finding import Finding, Kind, Sheet, each
from flows.privacy_spelled import NUMBER_WORD

_TAIL = r"(?:ape?n?[\s\-]?sta+rt|slinger\s?aap)\w*"  # what the sign is called
_PAUSE = r"[\s_\-#*~=|/:\"']"
_AT = (
    rf"(?:\s{{0,3}}@\s{{0,3}}|\s{{0,3}}[(\[{{<]\s?(?:at|a|@|{_TAIL})\s?[)\]}}>]\s{{0,3}}"
    rf"|[\s_]?{_PAUSE}(?:at|{_TAIL}){_PAUSE}[\s_]?)"
)
_DOT = (
    r"(?:\s{0,3}\.\s{0,3}|\s{0,3}[(\[{<]\s?(?:punt|dot|\.)\s?[)\]}>]\s{0,3}"
    rf"|[\s_]?{_PAUSE}(?:punt|dot){_PAUSE}[\s_]?)"
)
_PROVIDER = (
    r"(?:g\s?mail|hotmail|outlook|icloud|yahoo|ziggo|kpnmail|xs4all|planet|proton(?:mail)?|live"
    r"|upcmail)"
)
_EMAIL = re.compile(
    rf"(?<![\w.+\-])(?:[^\W_]|[.+%]|[_\-](?!at[_\-]))++(?:{_AT}(?:[^\W_]"
    rf"|[_\-](?!(?:dot|punt)[_\-]))++(?:{_DOT}(?:[\w\-]{{2,63}}|[a-z]\s[a-z]\b))+|@[^\W\d][\w\-]+)"
    r"|(?:[^\W_]\s){2}@(?:\s[^\W\d_]){2}"
    rf"|\b{_PROVIDER}(?:{_DOT}|\s)(?:com|nl|net|me|org)\b|\b{_TAIL}|@\s?{_PROVIDER}\b"
    rf"|\b[a-z]+[._\d][\w.]*\s(?:op|bij|ad)\s{_PROVIDER}\b"
    r"|(?-i:[a-z\d]AT[a-z\d]{2,}(?:DOT|PUNT)[a-z]{2,})",
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"(?<![\w.@])@(?!\w*bot\b)[A-Za-z][\w.]{2,31}"
    r"|\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|facebook|fb|telegram|tg|ig|discord)(?:\s?naam)?"
    r"(?:\s?[:=@]\s?[\w.]{3,}|\s(?:is\s|heet\s|naam\s)?(?=\w*[\d_.]\w)[a-z][\w.]{3,})"
    r"|(?<![\w#])[A-Za-z]\w{2,30}#\d{4}(?!\d)|\(at\)[a-z]\w{3,}"
    r"|(?<![\w.@\-])[a-z]{3,20}_[a-z_]{0,20}\d{2,}(?!\w)",
    re.IGNORECASE,
)
_TELLING_URL = re.compile(
    r"(?:https?://|www\.)[^\s?#]++[?#]\S+"
    r"|\bh(?:xx|tt)ps?\s?\[?:\S+[?#]\S+|\bhxxps?\S+|\w+\[\.\]\w{2,}"
    r"|\b(?:t\.me|wa\.me|maps\.app\.goo\.gl|goo\.gl|bit\.ly|(?:www\.)?(?:instagram|facebook|fb|tiktok"
    r"|snapchat|linkedin|x|twitter)\.com)/\S+|\bgoogle\.\w+/maps\S*|tg://\S+"
    r"|(?<![\w.@\-])(?:[\w\-]{1,60}\.){1,4}(?:nl|com|org|net|eu|be)/[^\s?#]{0,200}[?#]\S+",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_LOCATION = re.compile(
    r"(?i:\b(?:lat|lon|lng|long|gps|noord|oost|nb|ol|breedte\w*"
    r"|lengte\w*)\b)\W{0,3}\d{1,3}[.,]\d{3,}"
    r"|\d{1,2}\.\d{4,}[^\d\0]{1,12}\d{1,3}\.\d{4,}|"
    r"[+-]?\d{1,2}\.\d{4,}\s{0,2}[,;/ ]\s{0,2}[+-]?\d{1,3}\.\d{4,}"
    r"|[+-]?\d{1,2},\d{4,}\s{0,2}[;/ ]\s{0,2}[+-]?\d{1,3},\d{4,}"
    r"|\d{1,3}\s?(?:°|graden)\s?\d{1,2}(?:[.,]\d{2,}|(?:[.,]\d)?\s?(?:['′’]|min\w*))"
    r"|///[^\W\d_]{2,}\.[^\W\d_]{2,}\.[^\W\d_]{2,}"
    r"|(?<![\w.@/])[^\W\d_]{4,20}\.[^\W\d_]{4,20}\.[^\W\d_]{4,20}(?![\w.@/])"
    r"|\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b"
)

_LETTERS = r"(?!S[\s.\-_/]{0,2}[ADS])[A-EGHJ-NPRSTVWXZ][\s.\-_/]{0,2}[A-EGHJ-NPRSTVWXZ]"
_HOUSE = (
    r"[\s,.\-_/:]{0,3}(?P<said>huis\s?(?:nummer|nr)|nummer|num|nr|no|n°|#|bus|hs)?[.:\s]{0,3}"
    rf"(?P<house>\d{{1,5}}|(?!een\b){NUMBER_WORD}\b)"
    r"(?![\d:%]|[.,]\d|\s?(?:uur|u|x|keer|maal|mg|ml|jaar|min)\b)"
)
_POSTCODE_HOUSE = re.compile(
    rf"(?<![\w])(?P<digits>[1-9](?:[\s.\-_/]{{0,2}}\d){{3}})(?P<gap>[\s.\-_/]{{0,3}})"
    rf"(?P<letters>{_LETTERS})(?:(?![^\W\d_]){_HOUSE}|(?=[.\s]?(?:huis|nummer|nr)))",
    re.IGNORECASE,
)
_POSTCODE_CAPITALS = re.compile(rf"(?<!\w)[1-9]\d{{3}}[\s.\-_]{{0,3}}(?P<letters>{_LETTERS})(?!\w)")
_POSTCODE_LOOSE = re.compile(r"(?<!\w)[1-9]\d{3} ?(?P<letters>[a-eghj-nprstvwxz]{2})(?!\w)")
_ENDS_HERE = re.compile(
    r"(?<=\D\d\d)(?:[-\s]?[A-Za-z]{1,2}\b)?\s?(?:[.,;:!?)\n]|$)|(?<=\d{3})\s?(?:[.;!?)]|$)"
)
_HOUSE_POSTCODE = re.compile(
    r"(?:\bnr|nummer|\bhs"
    r"|\d[a-z]?),?\s(?=[1-9]\d{3}\s?[a-z]{2}\b)[1-9]\d{3}\s?(?P<letters>[a-z]{2})\b"
)
_SAID_TO_BE_POSTCODE = re.compile(
    r"\b(?:postcode|pc|zip)\b\W{0,3}(?:is\s)?[1-9](?:[\s.\-_/]{0,2}\d){3}(?!\d)"
    r"|\b[1-9]\d{3}\W{1,3}(?:en\s)?letters?\W{1,2}[A-Z]{2}\b",
    re.IGNORECASE,
)
# pairs of letters that follow a time, a year or an amount: 14:00 VT, 2026 om, 1500 mg
_PARTNERS = frozenset(
    {"VT", "PV", "RK", "BV", "NV", "KG", "MG", "ML", "AM", "KM", "GB", "MB", "RC"}
)
_WORDS = frozenset(
    {"al", "an", "de", "en", "er", "ga", "ha", "je", "me", "na", "re"}
    | {"st", "te", "we", "ze", "zn", "bv", "nv", "vt", "pv", "rk"}
)
_UNITS = frozenset({"mg", "kg", "ml", "km"})

_STREET_NUMBER = (
    r"[\s,:(=]{0,3}(?:#|te\s|(?:huis)?(?:nummer|nr)\.?\s?(?:is\s)?|no\.?\s?|n°\s?)?"
    rf"(?!(?:19|20)\d\d\b)(?:\d{{1,4}}(?![\d:%]|[.,]\d|\s?(?:uur|u|x|keer|maal|mg)\b)"
    rf"|{NUMBER_WORD}(?=[\s.,;]|$))"
)
_NO_STREET = (
    r"(?!kerkhof\b|(?:snel|spoor|om|uit|af|rijks|onder|hoofd|vaar|lucht|halver|tijd|zorg|groei|leer|voet"
    r"|gerechts|voor|woning|arbeids|zorg|super|stappen|klant|fiets|bestuurs|tussen|aan|binnen)"
    r"(?:weg|wegen|pad|hof|markt|straat|laan|dijk|kade|park)\b)"
)
_STREET = re.compile(
    rf"(?=[^\W_])(?:\b{_NO_STREET}[^\W\d_]{{2,40}}?-?(?:straat|str\.?|laan|gracht|kade|plein"
    rf"|singel|dreef|steeg"
    rf"|burgwal|plantsoen|boulevard)\b\.?{_STREET_NUMBER}"
    rf"|\b{_NO_STREET}(?-i:[A-Z])[^\W\d_]{{2,40}}?(?:weg|hof|dijk|pad|park|markt|kamp|horst|oord"
    rf"|burg"
    rf"|veld|zoom|wal|haven|eiland|rak|hoeve|stein|erf)\b{_STREET_NUMBER}"
    r"|(?<![\d:.])\b\d{1,4}[a-z]?\s(?:hs\s)?(?!zij|dwars|hoofd|winkel|woon|drukke|brede|smalle)[^\W\d_]{3,40}?"
    r"(?:straat|laan|gracht|kade|dreef|singel)\b"
    rf"|\b(?:straat|laan|gracht|kade|plein|weg)\s(?-i:[A-Z])[^\W\d_]+{_STREET_NUMBER}"
    rf"|\b(?!deze\b|elke\b|hele\b|over\b)[^\W\d_]{{4,}}\s(?:straat|str\.?|laan|gracht|kade|plein)"
    rf"{_STREET_NUMBER}"
    rf"|\b(?-i:[A-Z])[^\W\d_]{{3,}}(?:ln|gr|pl|kd|wg|sngl)\.?{_STREET_NUMBER}"
    rf"|\b{_NO_STREET}[^\W\d_]{{2,40}}?(?:weg|dijk|hof|pad|park)\s(?:(?:huis)?(?:nummer|nr)\b\.?\s)?\d{{1,4}}(?:\W?hs)?(?=[.,;)]|$)"
    rf"|\bflat\s(?-i:[A-Z])[^\W\d_]{{3,}}{_STREET_NUMBER}"
    r"|(?:straat|laan|gracht|kade|plein|weg|dijk)\sop\s(?:nr\.?\s)?\d{1,4}\s?(?:hoog|hs|huis)\b"
    rf"|\b(?-i:Rokin|Overtoom|Singel|Spui|Nes|Damrak|Dam|Zeedijk|Meer en Vaart"
    rf"|Rozengracht){_STREET_NUMBER}"
    r"|\b(?:op|nr\.?|nummer)\s\d{1,4}[a-z]?(?:,\s?|\s(?:in|aan|van|op|bij)\s)(?:de\s|het\s)?"
    rf"{_NO_STREET}[^\W\d_]{{2,40}}?(?:straat|laan|gracht|kade|plein|singel|dreef|steeg|burgwal)\b"
    r"|\b(?:straat|laan|gracht|kade|plein|weg|dijk|singel)\s\d{1,4}[\s\-]?(?:I{1,3}|hs"
    r"|[1-4]?hoog|bis)\b"
    r"|\b(?:huis\s?(?:nummer|nr)|woont op(?: nummer| nr)?|woonadres|adres is)\W{1,3}\d{1,5}\b"
    r"(?!:\d))",
    re.IGNORECASE,
)

_DASH = r"\s?-\s?"
_SIDECODES = (
    "LL-99-99 99-99-LL 99-LL-99 LL-99-LL LL-LL-99 99-LL-LL 99-LLL-9 9-LLL-99 LL-999-L L-999-LL"
    " LLL-99-L L-99-LLL 9-LL-999 999-LL-9"
)
_PLATE = re.compile(
    r"(?<![\w\-])(?!\d{1,2}-(?:jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)-)(?:"
    + _SIDECODES.replace("-", _DASH).replace("L", "[A-Z]").replace("9", r"\d").replace(" ", "|")
    + r")(?![\w]|-\w)",
    re.IGNORECASE,
)
_PLATE_BARE = re.compile(
    r"(?<![\w\-])(?:"
    + _SIDECODES.replace("-", "").replace("L", "[A-Z]").replace("9", r"\d").replace(" ", "|")
    + r")(?![\w\-])"
)
_MODERN = "LL-LL-99 99-LL-LL 99-LLL-9 9-LLL-99 LL-999-L L-999-LL LLL-99-L L-99-LLL"
# With spaces only the shapes that no time, amount or partner takes.
_PLATE_SPACED = re.compile(
    r"(?<![\w\-])(?:"
    + "|".join(
        shape.replace("-", r"\s?[\s.·/]\s?").replace("L", "[A-Z]").replace("9", r"\d")
        for shape in _MODERN.split()
    )
    + r"|[A-Z]{2}([._/])\d\d\1[A-Z]{2})(?![\w\-])"
)
_SAID_TO_BE_PLATE = re.compile(
    r"\b(?:kenteken|nummer(?:plaat|bord))\b\W{0,3}(?:is\s)?(?=(?:[\s\-.]?[A-Z\d]){6}\b)(?=\D{0,6}\d)[A-Z\d\s\-.]{6,12}\b"
    r"|(?<![\w\-.])(?=\D{0,5}\d)(?:[A-Z\d][\-.]?){6}\s(?:is\s)?(?:het\s|als\s)?kenteken\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"(?<!\w)(?=(?:[A-Z]*\d){3})[A-NP-Z]{2}[A-NP-Z\d]{6}\d(?!\w)"
    r"|(?i:\b(?:paspoort|id-?kaart|identiteits\w+|rijbewijs|document|vreemdelingen|v-|pati[eë]nt\w*"
    r"|verzekerings?|polis|big|client|cliënt)[\s\-]?(?:nummer|nr)?\.?)\W{1,3}"
    r"(?=[A-Za-z]*\d)[A-Za-z]{0,3}\d[\dA-Za-z]{5,12}\b"
    r"|(?i:\b(?:paspoort|id-?kaart|rijbewijs|v-?\s?nummer|v-?nr|vreemdelingen)(?:\s?(?:nummer|nr))?)\W{1,3}"
    r"(?:[A-Z] ?){0,3}\d(?:[ .]?\d){5,9}\b"
)


def emails(sheet: Sheet) -> Iterator[Finding]:
    return each(Kind.EMAIL, _EMAIL, sheet.text)


def accounts(sheet: Sheet) -> Iterator[Finding]:
    yield from each(Kind.HANDLE, _HANDLE, sheet.text)
    yield from each(Kind.URL, _TELLING_URL, sheet.text)
    yield from each(Kind.URL, _URL, sheet.text, hard=False)
    yield from each(Kind.LOCATION, _LOCATION, sheet.text)


def addresses(sheet: Sheet) -> Iterator[Finding]:
    yield from each(Kind.ADDRESS, _STREET, sheet.text)
    yield from each(Kind.ADDRESS, _SAID_TO_BE_POSTCODE, sheet.text)
    for found in _POSTCODE_HOUSE.finditer(sheet.text):
        if _is_postcode(found):
            yield Finding(kind=Kind.ADDRESS, hard=True, start=found.start(), end=found.end())
    for found in _POSTCODE_CAPITALS.finditer(sheet.text):
        if found["letters"] not in _PARTNERS:
            yield Finding(kind=Kind.ADDRESS, hard=True, start=found.start(), end=found.end())
    for found in _HOUSE_POSTCODE.finditer(sheet.text):
        if found["letters"] not in _WORDS | _UNITS:
            yield Finding(kind=Kind.ADDRESS, hard=True, start=found.start(), end=found.end())
    for found in _POSTCODE_LOOSE.finditer(sheet.text):
        if found["letters"] not in _WORDS | _UNITS:
            yield Finding(kind=Kind.ADDRESS, hard=False, start=found.start(), end=found.end())


def _is_postcode(found: re.Match[str]) -> bool:
    """A postcode with a house number, and not a year, a time or a dose with a small word."""
    letters = re.sub(r"[\W_]", "", found["letters"])
    digits = re.sub(r"\D", "", found["digits"])
    if found["said"]:
        return True
    if len(found["digits"]) > 4 and letters.lower() in _WORDS:
        return False
    if letters.lower() in _UNITS:
        return letters.isupper() or int(digits) % 50 != 0
    spaced = found["gap"].isspace()
    if spaced and letters == "en":
        return False  # 7512 en 7513
    like_a_moment = digits[:2] in ("19", "20") or (
        int(digits[:2]) < 24 and int(digits[2:]) < 60 and digits.endswith(("0", "5"))
    )
    if _ENDS_HERE.match(found.string, found.end()) and letters.lower() != "en":
        return True
    if spaced and like_a_moment:
        return letters not in ("VT", "PV", "RK") and letters not in _WORDS
    return True


def papers(sheet: Sheet) -> Iterator[Finding]:
    yield from each(Kind.PLATE, _PLATE, sheet.text)
    yield from each(Kind.PLATE, _PLATE_SPACED, sheet.text)
    yield from each(Kind.PLATE, _SAID_TO_BE_PLATE, sheet.text)
    yield from each(Kind.PLATE, _PLATE_BARE, sheet.text, hard=False)
    yield from each(Kind.DOCUMENT_ID, _DOCUMENT, sheet.text)
