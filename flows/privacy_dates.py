"""Dates of birth and ages in typed text, told apart from dates of appointments."""

import re
from collections.abc import Iterator
from datetime import date

from flows.privacy_finding import Finding, Kind, Sheet, each
from flows.privacy_spelled import NUMBER_WORD

# A full date up to and with this year is no appointment. The years after it are left to the
# words around them; this year is raised with a release, because flows/ reads no clock.
LAST_YEAR_OF_BIRTH = 2024
FIRST_YEAR_OF_BIRTH = 1900
LAST_YEAR = LAST_YEAR_OF_BIRTH + 6

_GAP = r"[\s.\-_/,|:;*·~=+\\]{1,3}"
MONTH = (
    r"(?:jan(?:uar[iy])?|feb(?:ruar[iy])?|mrt|maa|maart|mar(?:ch)?|apr(?:il)?|mei|may|jun[ie]?"
    r"|jul[iy]?"
    r"|aug(?:ustus|ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
    r"(?![^\W\d_])\.?"
)
_YEAR_WORDS = (
    r"(?:tweeduizend|twee duizend|twintig|negentien(?:\s?honderd)?)(?:\s?en)?"
    rf"(?:[\s\-]?{NUMBER_WORD})?"
)
_FULL_YEAR = r"(?:19|20)(?:[\s.]?\d){2}(?!\d)"
_SHORT_YEAR = r"(?:['’‘`]\s?\d\d(?!\d)|\d\d(?=\s*(?:$|[,;)!?\n]|\.(?!\d)|\b(?:te|in|geb))))"

_NUMERIC = re.compile(rf"(?<!\d)(?=((\d{{1,2}}){_GAP}(\d{{1,2}}){_GAP}((?:19|20)\s?\d\d)(?!\d)))")
_NUMERIC_SHORT = re.compile(r"(?<![\d.:])(\d{1,2})([-/._ ])(\d{1,2})\2['’]?(\d{2})(?![\d:]|\.\d)")
_ISO = re.compile(rf"(?<!\d)((?:19|20)\d\d){_GAP}(\d{{1,2}}){_GAP}(\d{{1,2}})(?!\d)")
_COMPACT = re.compile(
    r"(?<!\d)\d{8}(?!\d)|(?<!\d)(?<!\d[\s.\-_/])(?:\d[\s.\-_/]{0,2}){7}\d(?![\s.\-_/]?\d)"
)
_IN_WORDS = re.compile(
    rf"(?<![^\W_])(?:\d{{1,2}}|{NUMBER_WORD})\s?(?:e|ste|de)?[\s.\-/_]{{0,3}}(?:van\s)?{MONTH}"
    rf"[\s.\-/_,]{{0,3}}(?P<year>{_FULL_YEAR}|{_YEAR_WORDS}|{_SHORT_YEAR})"
    rf"|(?<![^\W_]){MONTH}[\s.\-/_]{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?[\s.\-/_,]{{1,3}}"
    rf"(?P<after>{_FULL_YEAR})"
    rf"|(?<!\d)(?P<first>(?:19|20)\d\d)[\s.\-/_]{{1,3}}{MONTH}[\s.\-/_]{{1,3}}\d{{1,2}}(?!\d)",
    re.IGNORECASE,
)
_BIRTH = (
    r"(?:\b(?:geb|geboren|geboorte\s?(?:datum|dag|jaar)?|geb\.?\s?dat\w*|gebdatum|verjaar\w*"
    r"|(?<![\d\-])jarig|d\.?o\.?b|born|birth\w*|g\.d)\b)"
)
_BORN = re.compile(
    rf"(?:{_BIRTH}[^\d\0]{{0,25}}|[°*]\s?)"
    rf"(?:\d{{1,2}}(?:{_GAP}\d{{1,2}}(?!\d|:\d)|\s?(?:e|ste|de)?[\s\-.]?{MONTH})"
    r"|(?:19|20)\d\d(?!\d)|\d{6,8}(?!\d))",
    re.IGNORECASE,
)
_BORN_IN = re.compile(
    rf"(?<!\d)(?:19|20)\d\d(?!\d)[^\d\0]{{0,12}}\b(?:geboren|geb)\b"
    rf"|(?<!\d)\d{{1,2}}(?:e|de|ste)\s(?:van (?:de )?)?(?:\d{{1,2}}(?:e|de|ste)|{MONTH})"
    rf"[\s,'’]{{1,3}}(?:van )?(?:(?:19|20)\d\d|\d\d|{_YEAR_WORDS})(?!\d|[.:]\d)"
    r"|(?<![\d/\-.])\d{1,2}[/\-.]\d{1,2}\s?['’`]\d\d(?!\d)"
    rf"|(?<!\d)(?:\d{{6}}|\d{{1,2}}{_GAP}\d{{1,2}}{_GAP}\d\d)\W{{1,3}}(?:is\s|als\s)?(?:de\s)?{_BIRTH}",
    re.IGNORECASE,
)
_DAY = re.compile(rf"(?<![^\W_])(?:\d{{1,2}}|{NUMBER_WORD})\s?{MONTH}", re.IGNORECASE)
_BORN_BEFORE = re.compile(rf"{_BIRTH}[^\d\0]{{0,25}}$", re.IGNORECASE)
_BORN_AFTER = re.compile(r"\s?(?:is\s\w+\s)?(?:jarig|geboren)\b", re.IGNORECASE)
_OF_A_DOCUMENT = re.compile(
    r"(?:versies?|protocol|convenant|richtlijn|wet|besluit|regeling|werkafspra\w+|handreiking"
    r"|meldcode|staatscourant|stcrt|stb|vastgesteld|herzien|geldend|ingegaan|ondertekend|notitie"
    r"|rapport|factsheet|verslag|brief|nieuwsbrief|notulen)"
    r"\W{1,2}(?:(?:van|d\.d\.|dd\.?|per|op|is|uit|sinds)\s)?$",
    re.IGNORECASE,
)
_MORE_DIGITS = re.compile(r"[\s.\-/,)(]{0,2}\d")
_TIME_AFTER = re.compile(r",?\s\(?\d{1,2}[:.u]\d\d(?![\s.:]?\d\d(?!:))")
_DIGITS_BEFORE = re.compile(r"\d[\s.\-/(]{0,2}$")

_YEARS = r"(?:jaar|jr|jaren|maand(?:en)?|mnd|mndn|weken|week|wkn?|dagen|dag)"
_AGE = re.compile(
    rf"(?<![^\W_])(?:\d{{1,3}}|{NUMBER_WORD})[\s\-]?(?:{_YEARS}[\s\-]?)?jarige?\w?\b"
    r"(?!\s(?:bestaan|jubileum|convenant|contract|programma|plan|beleid|samenwerking|project))"
    rf"|(?<![^\W_])(?:\d{{1,3}}|{NUMBER_WORD})[\s\-]?{_YEARS}\.?\s(?:oude?|jong)\b"
    r"|(?<![^\W_])\d{1,3}[\s\-]?(?:mnd|mndn)\b\.?"
    r"|\b(?:leeftijd|age|aged)\s?(?:is|van|:|=)?\s?\d{1,3}\b(?!\s?(?:tot|t/m|en ouder|-|plus))"
    r"|\b(?:kind|kindje|baby|jongen|jongetje|meisje|zoon|zoontje|dochter|dochtertje|peuter|kleuter"
    r"|tiener|puber|zus|zusje|broer|broertje|man|vrouw|moeder|vader|oma|opa|slachtoffer|verdachte)"
    rf"\s?(?:van|is|wordt|,|\()\s?(?:net |pas |bijna |nog geen |ongeveer |ca\.? )?"
    rf"(?:\d{{1,3}}|{NUMBER_WORD})"
    rf"(?:\s{_YEARS}\b|\s?(?=[.,;!?)]|$))(?!\s(?:en|of) (?:ouder|jonger)|\stot|\st/m|[.,:]\d)"
    rf"|\b(?:hij|zij|ze)\sis\s(?:\d{{1,3}}|{NUMBER_WORD})(?:\s(?:jaar|jr)\b|(?=[.,;!?](?!\d)|$))",
    re.IGNORECASE,
)
_OLD_THING = re.compile(
    r"(?:protocol|beleid|richtlijn|convenant|werkafspra\w+|afspra\w+|systeem|handreiking|meldcode"
    r"|regeling|wet|cijfers|rapport|versie|notitie|lijst|document|formulier|gegevens|software"
    r"|telefoon|instructie|verklaring|machtiging|indicatie|beschikking|uitspraak|aanvraag"
    r"|informatie"
    r"|foto|verslag|brief|vog|rooster|onderzoek|dossier|zaak|melding|plan|model|gebouw|bericht"
    r"|verzoek)"
    r"(?:en|s)?\s(?:\w+\s){0,3}$"
    r"|\b(?:max\w*\.?|minimaal|hooguit|hoogstens|ouder dan|minder dan|meer dan|tot)\s$",
    re.IGNORECASE,
)


def birth_dates(sheet: Sheet) -> Iterator[Finding]:
    """A date that is called one of birth, and any full date too old to be an appointment."""
    yield from each(Kind.BIRTH_DATE, _BORN, sheet.text)
    yield from each(Kind.BIRTH_DATE, _BORN_IN, sheet.text)
    for day in _DAY.finditer(sheet.text):
        if _BORN_AFTER.match(sheet.text, day.end()) or _follows(
            _BORN_BEFORE, sheet.text, day.start()
        ):
            yield Finding(kind=Kind.BIRTH_DATE, hard=True, start=day.start(), end=day.end())
    for start, end, year in full_dates(sheet.text):
        if year <= LAST_YEAR_OF_BIRTH:
            hard = not _follows(_OF_A_DOCUMENT, sheet.text, start)
            yield Finding(kind=Kind.BIRTH_DATE, hard=hard, start=start, end=end)


def ages(sheet: Sheet) -> Iterator[Finding]:
    for found in _AGE.finditer(sheet.text):
        hard = not _follows(_OLD_THING, sheet.text, found.start())
        yield Finding(kind=Kind.AGE, hard=hard, start=found.start(), end=found.end())


def without_appointments(text: str) -> str:
    """The same text with the dates blanked out that can be those of an appointment."""
    chars = list(text)
    for start, end, year in full_dates(text):
        if year > LAST_YEAR_OF_BIRTH and _stands_alone(text, start, end):
            chars[start:end] = "\0" * (end - start)
    return "".join(chars)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """False where the digits go on, as in a phone number with 2026 in it; a time may follow."""
    goes_on = _MORE_DIGITS.match(text, end) and not _TIME_AFTER.match(text, end)
    return not goes_on and not _DIGITS_BEFORE.search(text[max(0, start - 3) : start])


def full_dates(text: str) -> Iterator[tuple[int, int, int]]:
    """Every date with its year: where it starts, where it ends, which year."""
    for found in _NUMERIC.finditer(text):
        year = int(re.sub(r"\s", "", found[4]))
        if _exists(year, int(found[3]), int(found[2])):
            yield *found.span(1), year
    for found in _ISO.finditer(text):
        if _exists(int(found[1]), int(found[2]), int(found[3])):
            yield *found.span(), int(found[1])
    for found in _NUMERIC_SHORT.finditer(text):
        year = _century(int(found[4]))
        if _exists(year, int(found[3]), int(found[1])):
            yield *found.span(), year
    for found in _COMPACT.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        for yyyy, mm, dd in (
            (digits[:4], digits[4:6], digits[6:]),
            (digits[4:], digits[2:4], digits[:2]),
        ):
            if _exists(int(yyyy), int(mm), int(dd)):
                yield *found.span(), int(yyyy)
    for found in _IN_WORDS.finditer(text):
        yield *found.span(), _year(found["year"] or found["after"] or found["first"])


def _year(text: str) -> int:
    digits = re.sub(r"\D", "", text)
    if len(digits) == 2:
        return _century(int(digits))
    # a year in words is no way to write an appointment
    return int(digits) if digits else LAST_YEAR_OF_BIRTH


def _century(short: int) -> int:
    """The year that two digits mean: 31 and later belong to the last century."""
    return (2000 if short <= 30 else 1900) + short


def _exists(year: int, month: int, day: int) -> bool:
    """True for a day on the calendar, also with day and month the American way round."""
    if not FIRST_YEAR_OF_BIRTH <= year <= LAST_YEAR:
        return False
    if month > 12:
        day, month = month, day
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _follows(pattern: re.Pattern[str], text: str, start: int) -> bool:
    return pattern.search(text[max(0, start - 60) : start]) is not None
