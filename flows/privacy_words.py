"""Words about somebody's health or past, as far as words alone can tell."""

import re
from collections.abc import Iterator
from itertools import chain

from flows.privacy_finding import Finding, Kind, Sheet


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_WORD = re.compile(r"[^\W\d_]+")
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


def medical_words(sheet: Sheet) -> Iterator[Finding]:
    for found in chain(_WORD.finditer(sheet.text), _MEDICAL_PHRASE.finditer(sheet.text)):
        if found.re is _MEDICAL_PHRASE or _is_medical(found[0].lower()):
            before = sheet.text[max(0, found.start() - 40) : found.start()]
            if not _GENERAL.search(before):
                yield Finding(kind=Kind.MEDICAL, hard=False, start=found.start(), end=found.end())


def _is_medical(word: str) -> bool:
    return (
        word in _MEDICAL_WORDS or word.startswith(_MEDICAL_STARTS) or word.endswith(_MEDICAL_ENDS)
    )
