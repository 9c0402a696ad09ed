"""Names of people: those on the lists, and those that the words around them give away.

A name is never refused, only asked about: half of what looks like one is a hall or a street.
"""

import re
import unicodedata
from collections.abc import Iterator

from flows.privacy_finding import Finding, Kind, Sheet
from flows.privacy_first_names import FIRST_NAMES
from flows.privacy_surnames import ALSO_WORDS, SURNAMES

_KNOWN_STARTS = ("abdel", "abdul")
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_LETTERS = str.maketrans("ıłøđßæ", "ilodsa")

_BETWEEN = (
    r"(?:[Vv]an(?:\s(?:der|den|de|het|'t|t))?|[Dd]e|[Dd]en|[Dd]er|[Tt]er|[Tt]en|[Tt]e|[EeAa]l"
    r"|[Bb]in"
    r"|[Bb]en|[Ii]bn|[Vv]on|[Oo]p (?:de|den|'t)|[Ii]n 't|'t|[Ll]a|[Dd]os|[Dd]a|[Dd]i)"
)
# A capital is no name when the word is an organisation, an office, a place or a start of a line.
_NO_NAME = (
    r"(?!(?:KiMi|Veilig|Thuis|Politie|Raad|Openbaar|Ministerie|Justitie|Dienst|Amsterdam\w*"
    r"|Amstel\w*"
    r"|Zaan\w*|Haar\w*|Utrecht|Nederland\w*|Haag|Blijf|Inspectie|Gemeente|Kinder\w*|Jeugd\w*"
    r"|Spoed\w*"
    r"|Rechtbank|Hof|Wet|Koning\w*|Veiligheid\w*|Familie\w*|Forensisch\w*|Vertrouwens\w*|Meld\w*"
    r"|Overleg|Afdeling|Team|Bureau|Officier\w*|Hulp\w*|Chef|Burgemeester|Centrum|Samen\w*|Kerst\w*"
    r"|Pasen|Pinkster\w*|Telegram|Teams|Word|Excel|Nederlands\w*|Europ\w*|Noord\w*|Zuid\w*|Oost\w*"
    r"|West\w*|Nieuw-?West|Bijlmer|Diemen|Ouder\w*|Uithoorn|Aalsmeer|Weesp|Almere|Zorg\w*|Leger"
    r"|Heils"
    r"|Daarna|Dan|De|Het|Een|Deze|Dit|Dat|Wij|We|Ik|Jij|Je|Zij|Ze|Hij|En|Of|Maar|Ook|Nog|Niet|Geen"
    r"|Graag|Wel|Is|Was|Wordt|Kan|Moet|Mag|Bel\w*|Vraag\w*|Wie|Wat|Waar|Wanneer|Hoe|Als|Om|Op|In"
    r"|Bij"
    r"|Na|Tot|Uiter\w*|Voor|Ja|Nee|Onbekend|Eerst\w*|Tweede|Vervolg\w*|Reactie|Zie|Volgens|Per|Er"
    r"|Aanwezig|Afwezig|Akkoord|Wacht\w*|Nu|Morgen|Vandaag|Gisteren|Start\w*|Hier|Toen|Daar|Alle"
    r"|Stand|Doe|Geef|Neem|Stuur|Plan|Maak|Laat|Mail|App|Meer|Eind\w*|Binnen|Zonder|Met|Uit|Aan"
    r"|Maandag|Dinsdag|Woensdag|Donderdag|Vrijdag|Zaterdag|Zondag"
    r"|(?i:[^\W_]{0,40}(?:arts|dienst|politie|officier|rechter|justitie|bescherming|raad|huis|team|gezag"
    r"|kamer|zorg"
    r"|bureau|instantie|instelling|straat|laan|gracht|plein|kade|weg|thuis|wet|code|overleg"
    r"|protocol"
    r"|loket|centrale|school|kliniek|lijn|groep|meester|griffie|advocaat|stichting|college|register"
    r"|commissie|bestuur|stad|hulp|werk|akkoord|portaal|nummer|dossier|rapport)))(?![^\W_]))"
)
_CAPITAL = rf"(?=[A-ZÀ-Þ]){_NO_NAME}[A-ZÀ-Þ][^\W\d_A-ZÀ-Þ]+"
_ROLE = (
    r"(?:(?:stief|pleeg|groot|schoon)?(?:moeder|vader|ouder)|oma|opa|kind|kindje|baby|peuter"
    r"|kleuter"
    r"|zoon(?:tje)?|dochter(?:tje)?|broer(?:tje)?|zus(?:je)?|tante|oom|neef|nicht|jongen|meisje|ex"
    r"|partner|buur(?:vrouw|man)|mw|mevr|mevrouw|dhr|meneer|de heer|fam|familie|gezin|verdachte"
    r"|slachtoffer|aangever|getuige|cli[eë]nt|pati[eë]nt|bewoner|heet|genaamd|agent|rechercheur"
    r"|wijkagent|dokter|dr|drs|mr|prof|zuster|juf|leerkracht|kinderarts|huisarts|arts|collega"
    r"|voogd|gezinsvoogd|jeugdbeschermer|casemanager|man|vrouw)"
)
_BY_ROLE = re.compile(
    rf"(?=[^\W\d_])(?:(?<![^\W_])(?i:{_ROLE})(?:\.\s?|\s)(?:{_BETWEEN}\s)*(?:[A-Z]\.\s?)*{_CAPITAL}"
    r"|(?i:\b(?:(?:voor|achter|roep)?naam|initialen|voorletters?)\b)(?i:\s(?:is"
    r"|van\s\w+\sis))?[\s:=]{1,3}"
    rf"(?:{_BETWEEN}\s)?(?:{_CAPITAL}|(?:[A-Z]\.?){{1,4}}(?![^\W_]))"
    r"|(?<![^\W_])(?i:mw|mevr|dhr)\.?\s(?:[A-Z]\.?\s?){1,4}(?![^\W_]))"
)
_CAPITAL_FIRST = rf"(?=[A-ZÀ-Þ]){_NO_NAME}[A-ZÀ-Þ]"
_BY_BETWEEN = re.compile(
    rf"(?=[^\W\d_])(?:(?<![^\W_]){_CAPITAL_FIRST}[^\W\d_]+\s{_BETWEEN}\s{_CAPITAL}"
    rf"|(?<![^\W_])[Vv]an\s(?:der|den|'t)\s{_CAPITAL}"
    r"|(?<![^\W_])(?:[Dd]e|[Vv]an(?: de[rn]?)?|[EeAa]l|[Tt]er)\s"
    r"(?:Vries|Jong|Boer|Groot|Wit|Graaf|Haan"
    r"|Bruin|Lange|Ruiter|Koning|Leeuw|Dijk|Beek|Dam|Leeuwen|Dongen|Velde|Meer|Horst)(?![^\W_]))"
)
_LIST = (
    r"(?:bijlage|optie|punt|afd\w*|fase|type|lid|variant|vitamine|groep|zaal|vleugel|blok|categorie"
    r"|artikel|art\.?|route|scenario|stap|spoor|kolom|sectie|onderdeel|niveau)\s"
)
_BY_INITIALS = re.compile(
    rf"(?=[A-ZÀ-Þ])(?:(?<![^\W_])(?<!§ )(?:[A-Z]\.){{1,4}}\s?(?:{_BETWEEN}\s)*{_CAPITAL}"
    rf"|(?<![^\W_])[A-Z][a-z]\.(?:[A-Z]\.)*\s?(?:{_BETWEEN}\s)*{_CAPITAL}"
    rf"|(?<![^\W_]){_CAPITAL},\s?(?:[A-Z]\.){{1,4}}"
    rf"|(?<![^\W_])(?:[A-Z]\.\s){{2,4}}(?:{_BETWEEN}\s)*{_CAPITAL}"
    rf"|(?<![^\W_])(?!(?i:{_LIST})){_CAPITAL}\s[A-Z]\.(?![^\W_]))"
)
_LISTED = re.compile(rf"{_LIST}$", re.IGNORECASE)
_TWO_CAPITALS = re.compile(rf"(?<=[^\W\d_] ){_CAPITAL}\s{_CAPITAL}")


_LINE_STARTS = re.compile(r"(?:^|[.!?:;\n(\"])\s*$")
# What people do, and things do not; a thing that does is among the subjects below.
_DOING = (
    r"(?:wil(?:de|t)?|durft|dreigt|dreigde|slaapt|sliep|huilt|ontkent|zwijgt|liegt|vlucht\w*"
    r"|woont|verblijft"
    r"|logeert|drinkt|dronk|eet|vergeet|vertelt|vertelde|zegt|zei|weet|weigert|belt|belde|appt"
    r"|mailt|komt|kwam|past"
    r"|tekent|slaat|sloeg|schreeuwt|kent|mist|heet|zit|zat|wacht|loopt|liep|rijdt|bekent|werkt"
    r"|krijgt|praat|snapt"
    r"|vraagt|vroeg|durfde|voelt|gaat|ging|blijft|doet|deed|neemt|nam|brengt|haalt)"
)
_BEING = (
    r"(?:(?:is|was|zijn|waren|lijkt)\s(?:weer |al |nu |nog |niet |net |erg |heel )?"
    r"(?:weg|onderweg|veilig|bang|boos"
    r"|overstuur|terug|thuis|terecht|mee\w*|zoek|dronken|ziek|zwanger|verdwenen|opgenomen|gewond"
    r"|alleen|kwaad|jarig"
    r"|oud|stil|gebeld|gehoord|gezien|hier|daar|erbij|bij|naar|van|met|familie|getuige|verdachte"
    r"|slachtoffer"
    r"|mijn|zijn|haar|hun|ons|onze|jouw|(?:de|het|een) \w+)\b"
    r"|(?:heeft|had)\s(?:weer |al |nu |nog |niet |net )?"
    r"(?:gebeld|gezegd|gezien|gedronken|geslagen|gedreigd|verteld"
    r"|hulp|gezag|angst|een|de|het|haar|zijn|geen|alles|niets|iets|mij|ons|hem|pijn|honger)\b)"
)
_SUBJECT = (
    r"(?!(?:Ik|Wij|Jij|Zij|Hij|Het|Dat|Dit|Wie|Wat|Dan|Hoe|Waar|Iemand|Niemand|Alles|Niets"
    r"|Iedereen|Moeder|Vader"
    r"|Oma|Opa|Ouder\w*|Kind\w*|Baby|Broer\w*|Zus\w*|Tante|Oom|Gezin|Familie|Meisje|Jongen|Man"
    r"|Vrouw|Melder|Buur\w*"
    r"|Verdachte|Slachtoffer|Getuige|Aangever|Partner|Client|Cli[eë]nt|Pati[eë]nt|Bewoner|Meneer"
    r"|Mevrouw|School"
    r"|Collega\w*|Voorzitter|Notulist|Tolk|Advocaat|Mentor|Curator|Notaris|Voogd|Bewindvoerder"
    r"|Leerkracht|Directeur"
    r"|Agent\w*|Recherche\w*|Eenheid|Patrouille|Surveillance|Zeden|Meldkamer|Piket\w*|Griffie\w*"
    r"|Zitting|Rapport\w*"
    r"|Dossier\w*|Zaak|Zaal|Lijst|Rooster|Dienst\w*|Waarneme\w*|Casehouder|Caseload"
    r"|Werkbegeleid\w*|Triag\w*"
    r"|Aanspreekpunt|Betrokken\w*|Ketenpartner\w*|Netwerk|Systeem|Server|Printer|Telefoon\w*"
    r"|Nummer|Verbinding"
    r"|Parket\w*|Rechter\w*|Reclassering|Wijk\w*|Gebieds\w*|Specialist|Verpleeg\w*|Praktijk"
    r"|Apotheek|Ambulance"
    r"|Spoed\w*|Crisis\w*|Thuis\w*|Dag\w*|Nacht\w*|Avond\w*|Ochtend\w*|Week\w*|Maand\w*|Vrij\w*"
    r"|Iets|Alleen"
    r"|Beide|Bijlage|Verslag|Brief|Formulier|Verzoek|Aanvraag|Melding\w*|Aangifte|Onderzoek\w*"
    r"|Verhoor|Beslis\w*"
    r"|Advies|Plan\w*|Actie\w*|Afspra\w*|Termijn|Rest|Uitslag|Tijd\w*|Punt|Stap|Code|Deur|Kamer"
    r"|Locatie|Sleutel"
    r"|Auto|Trein|Tram|Bus|Lijn|Lift|Koffie|Lunch|Iris|KiMi|Alert|Link|Tafel|Bank|Beslag|Opname"
    r"|Delen|Ergo|Fysio|Levvel|Cordaan|Zaal|Regie\w*|Quorum|Groep\w*|Kaart|Bot|Niet\w*|Geheim\w*"
    r"|[A-Z][^\W\d_]*(?:ing|heid|tie|iteit|schap|aar|er|ist|eur|eut|arts|loog|man|ster|tafel"
    r"|lijst|check|chef|wacht|dienst|tolk"
    r"|cam|toezicht|eel|ent|age|dag|groep)\s))"
)
_BY_DOING = re.compile(
    rf"(?:(?<=\A)|(?<=[.!?:;] )|(?<=\n)){_SUBJECT}(?:{_CAPITAL}\s)?{_CAPITAL}"
    rf"(?=(?:\s{_DOING}|\s{_BEING})(?![^\W\d_])|\sen\s(?:haar|zijn)\s)"
)
# At the start of a line a word has its capital anyway; what follows tells.
_DOES_SOMETHING = re.compile(
    rf"(?:,| \(| en [A-Z]| [A-ZÀ-Þ][^\W\d_]+|\s(?:is|was|heeft|had|{_DOING})\b)"
)
_SMALL_AFTER_TITLE = re.compile(
    r"\b(?:mw|mevr|mevrouw|dhr|hr|meneer|mijnheer|fam)\b\.?\s(?:(?:van|de|der|den|ter|ten|el|al"
    r"|vd|v\.d\.)\s)*"
    r"(?:[a-z]\.\s?)*(?!(?:is|was|wil|heeft|had|kan|mag|moet|gaat|zit|komt|belt|belde|weet|zegt"
    r"|zei|en|of|niet|ook"
    r"|nog|zelf|wordt|krijgt|blijft|staat|vraagt|wacht|doet|al|in|op|om|met|voor|van|de|het|een"
    r"|die|dat|te|aan|bij|uit"
    r"|thuis|weer|graag|spreekt|woont|neemt|loopt|ligt|durft|slaapt|huilt|ontkent|tekent|heet"
    r"|zou|ging|deed|kwam)\b)"
    r"[^\W\d_]{3,}",
    re.IGNORECASE,
)
_SMALL_PARTICLE = re.compile(
    r"\b(?:van de[rn]|v\.?d\.?|in 't|van 't|uit den|op den)"
    r"\s(?!(?:orde|tijd|dag|beginne)\b)[^\W\d_]{3,}",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:heet|heette|genaamd|roepnaam|achternaam|voornaam|groet(?:en|jes)?,?)\s(?:is\s|van\s)?"
    r"(?!(?:het|de|een|niet|in|nu|dat|die|dit|zo|als|anders|voortaan|ook|nog|van|water|is"
    r"|onbekend|ontbreekt|bekend"
    r"|weglaten|invullen|alle\w*|iedereen|team|namens|en|of|vt|om|politie|rvdk|uit|met|aan|hij"
    r"|zij|ze|er)\b)"
    r"[^\W\d_]{3,}",
    re.IGNORECASE,
)
_OF_SOMEBODY = re.compile(
    rf"(?<![^\W_]){_SUBJECT}{_CAPITAL}(?:(?<=s)|['’]s)\s(?:moeder|vader|ouders|oma|opa|broer\w*"
    rf"|zus\w*|tante|oom|ex"
    r"|vriend\w*|partner|kind\w*|huis|kamer|telefoon|verhoor|advocaat|school|buurvrouw|man|vrouw)\b"
)
_PLACE_AFTER = re.compile(
    r"[\s-]?(?:(?:van |de |den |der |het )?[A-ZÀ-Þ][^\W\d_]+\s){0,2}"
    r"(?i:[^\W\d_]*(?:straat|laan|plein|gracht|kade|weg|park|tunnel|brug|tuin|school|college"
    r"|kliniek"
    r"|ziekenhuis|gasthuis|huis|instituut|stichting|museum|zaal|arena|kerk|kamer|toren|beurs"
    r"|methode|project|spelling|team|groep|wet))(?![^\W_])"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:zaal|kamer|hotel|sint|st|museum|stichting|locatie|gebouw|parkeer\w*|garage|restaurant"
    r"|cafe"
    r"|protocol|methode|systeem|server|code|printer|vergader\w*)\.?\s(?:[A-ZÀ-Þ][^\W\d_]+\s){0,2}$",
    re.IGNORECASE,
)

_PATTERNS = (
    _BY_ROLE,
    _BY_BETWEEN,
    _TWO_CAPITALS,
    _BY_DOING,
    _SMALL_AFTER_TITLE,
    _SMALL_PARTICLE,
    _CALLED,
    _OF_SOMEBODY,
)


def names(sheet: Sheet) -> Iterator[Finding]:
    """Known names, and capitals where a role, a particle or initials make a name of them."""
    for start, end in _spans(sheet.text):
        if not _is_of_a_place(sheet.text, start, end):
            yield Finding(kind=Kind.NAME, hard=False, start=start, end=end)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for found in _WORD.finditer(text):
        if _is_known(text, found):
            yield found.span()
    for pattern in _PATTERNS:
        yield from (found.span() for found in pattern.finditer(text))
    for found in _BY_INITIALS.finditer(text):
        if not _LISTED.search(text[max(0, found.start() - 15) : found.start()]):
            yield found.span()


def _is_known(text: str, found: re.Match[str]) -> bool:
    word = _folded(found[0])
    if word in FIRST_NAMES or word in SURNAMES or word.startswith(_KNOWN_STARTS):
        return True
    if word not in ALSO_WORDS or not found[0].istitle():
        return False
    starts = _LINE_STARTS.search(text[max(0, found.start() - 4) : found.start()])
    return not starts or _DOES_SOMETHING.match(text, found.end()) is not None


def _folded(word: str) -> str:
    """Small letters without their accents."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.lower()).translate(_OTHER_LETTERS)
    return "".join(sign for sign in parts if unicodedata.category(sign) != "Mn")


def _is_of_a_place(text: str, start: int, end: int) -> bool:
    """Whether it is a hall, a street or an institution that bears the name."""
    return bool(
        _PLACE_AFTER.match(text, end) or _PLACE_BEFORE.search(text[max(0, start - 40) : start])
    )
