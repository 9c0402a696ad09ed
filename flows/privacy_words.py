"""Names of people and words about their health or past, as far as words alone can tell."""

import re
from collections.abc import Iterator
from itertools import chain

from flows.privacy_finding import Finding, Kind, Sheet, each


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# First names and surnames that are no Dutch word, no street and no institution.
_KNOWN_NAMES = frozenset(
    _words("""
    fatima fatma mohammed mohamed mohammad muhammed mehmet ahmed ahmet ali youssef yusuf
    yousef omar hassan hasan hussein hamza bilal ibrahim ismail mustafa khadija aicha ayse
    zeynep emine elif merve naima samira karima rachida malika yasmina yasmine nadia
    soufiane achraf anouar rachid khalid amina mariam maryam leyla layla jayden dylan kevin
    brian jeffrey dennis danny ricardo romano shanice shaniqua chantal wesley mitchell
    patrick thijs daan sem levi noah liam lucas finn milan luuk bram jesse thomas sanne
    femke lotte anouk marieke annemarie ingrid petra monique esther saskia miranda wendy
    kimberley kimberly johannes cornelis hendrik gerrit willem pieter jeroen marcel martijn
    sander stefan sjoerd wouter maarten joost tjeerd sietske sjoukje froukje jelle wytze
    agnieszka katarzyna krzysztof piotr pawel malgorzata tomasz grzegorz andrzej svetlana
    olena oleksandr dmitri natalia jansen janssen yilmaz yildiz kaya demir celik bouzid
    amrani benali idrissi bakkali haddad nguyen kowalski kowalska nowak wisniewski hoekstra
    dijkstra hoogland meijer meyer hendriks willems pieters peeters gerritsen martens
    vermeulen wijnaldum ramdin singh mohan
    """)
)
_KNOWN_STARTS = ("abdel", "abdul")
_WORD = re.compile(r"[^\W\d_]+")

_BETWEEN = (
    r"(?:[Vv]an(?:\s(?:der|den|de|het|'t|t))?|[Dd]e|[Dd]en|[Dd]er|[Tt]er|[Tt]en|[Tt]e|[EeAa]l"
    r"|[Bb]in"
    r"|[Bb]en|[Ii]bn|[Vv]on|[Oo]p (?:de|den|'t)|[Ii]n 't|'t|[Ll]a|[Dd]os|[Dd]a|[Dd]i)"
)
# A capital is no name when the word is an organisation, an office, a place or a start of a line.
_NO_NAME = (
    r"(?!(?:Veilig|Thuis|Politie|Raad|Openbaar|Ministerie|Justitie|Dienst|Amsterdam\w*|Amstel\w*"
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
    r"|(?i:\w*(?:arts|dienst|politie|officier|rechter|justitie|bescherming|raad|huis|team|gezag"
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
_BY_BETWEEN = re.compile(
    rf"(?=[^\W\d_])(?:(?<![^\W_]){_NO_NAME}[A-ZÀ-Þ][^\W\d_]+\s{_BETWEEN}\s{_CAPITAL}"
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

_MEDICAL_WORDS = frozenset(
    _words("""
    asperger adhd add lvb ptss borderline psychose psychoses depressie depressies depressief
    depressieve anorexia dement demente dementie alzheimer parkinson kanker leukemie suikerziekte
    insuline hiv aids soa tbc tuberculose abortus miskraam gbl ghb cocaïne cocaine heroïne heroine
    methadon amfetamine xtc ritalin methylfenidaat oxycodon morfine lorazepam diazepam oxazepam
    haldol haloperidol antidepressiva medicatie medicijn medicijnen strafblad alcoholvergiftiging
    delier decubitus beroerte hartinfarct astma copd retinabloeding retinabloedingen striemen
    vaginaal anaal verkracht verkrachte breuk breuken
    """)
)
_MEDICAL_STARTS = _words("""
    hersenletsel hersenschudding hersenbloeding brandwond snijwond bijtwond steekwond schotwond
    hoofdwond hematom hematoom kneuzing gekneusd wurg verwurg gewurgd autis epilep schizofre
    psychotisch bipolai tumor diabet hepatitis zwanger drugsversla antipsychotic antecedent
    suïcid suicid zelfmoord verslaafd alcoholist ondervoed uitgedroogd incontinent gediagnosticeerd
""")
_MEDICAL_ENDS = _words("""
    fractuur fracturen botbreuk botbreuken schedelbreuk basisbreuk heupbreuk armbreuk beenbreuk
    ribbreuk ribbreuken bloeduitstorting bloeduitstortingen
""")
_MEDICAL_PHRASE = re.compile(
    r"\b(?:bont en blauw|blauwe plek\w*|blauw oog|shaken baby|verstandelijk\w* beperk\w+"
    r"|gebroken (?:arm|been|pols|rib\w*|neus|heup|kaak|sleutelbeen|vinger|enkel)\w*)",
    re.IGNORECASE,
)
# A word about health in the title of a training, a role or a paper is about nobody.
_GENERAL = re.compile(
    r"(?:richtlijn\w*|protocol\w*|training\w*|scholing\w*|cursus\w*|handreiking|factsheet|werkgroep"
    r"|thema\w*|casemanagers?|e-learning|zorgstandaard|meldcode|expertise\w*|netwerk|poli|ketenzorg"
    r"|kennis|folder|presentatie|wet|beleid|module)\s(?:(?:over|rond|bij|voor|van|omtrent)\s)?$",
    re.IGNORECASE,
)


def names(sheet: Sheet) -> Iterator[Finding]:
    """Known names, and capitals where a role, a particle or initials make a name of them."""
    for found in _WORD.finditer(sheet.text):
        word = found[0].lower()
        if word in _KNOWN_NAMES or word.startswith(_KNOWN_STARTS):
            yield Finding(kind=Kind.NAME, hard=True, start=found.start(), end=found.end())
    yield from each(Kind.NAME, _BY_ROLE, sheet.text)
    yield from each(Kind.NAME, _BY_BETWEEN, sheet.text)
    for found in _BY_INITIALS.finditer(sheet.text):
        if not _LISTED.search(sheet.text[max(0, found.start() - 15) : found.start()]):
            yield Finding(kind=Kind.NAME, hard=True, start=found.start(), end=found.end())
    yield from each(Kind.NAME, _TWO_CAPITALS, sheet.text, hard=False)


def medical_words(sheet: Sheet) -> Iterator[Finding]:
    for found in chain(_WORD.finditer(sheet.text), _MEDICAL_PHRASE.finditer(sheet.text)):
        if found.re is _MEDICAL_PHRASE or _is_medical(found[0].lower()):
            before = sheet.text[max(0, found.start() - 40) : found.start()]
            hard = not _GENERAL.search(before)
            yield Finding(kind=Kind.MEDICAL, hard=hard, start=found.start(), end=found.end())


def _is_medical(word: str) -> bool:
    return (
        word in _MEDICAL_WORDS or word.startswith(_MEDICAL_STARTS) or word.endswith(_MEDICAL_ENDS)
    )
