"""The texts the guard is measured on: with an identifier, smuggling one, and without any.

Written from the specification, by someone who had not seen the detector.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from .identifiers import STYLES
from .mixtures import MIXTURES

# The held-out half is for the measurement alone: who repairs the guard looks at SHOWN.
SHOWN = range(5)
HELD_OUT = range(5000, 5005)

CARRIERS = (
    "{}",
    "{} graag nakijken",
    "Zie {}.",
    "Bel terug om 16:30, {} en daarna OM",
    "({})",
    "kind/moeder: {}, spoed",
    "Punt 3 {} 2 collega's mee",
    "{} VOOR DINSDAG 12 UUR",
    "Overleg om 9.40\n{}\nGraag voor 17:00",
    'Melder zei "{}" en hing op',
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Positive:
    """One text with one identifier; a list of misses shows where it came from, never the text."""

    kind: str
    style: str
    carrier: int
    seed: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One line of `smuggled.txt`, its escapes decoded."""

    line: int
    kind: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSentence:
    """One line of `work_sentences.txt` under the heading of its role."""

    role: str
    text: str


def positives(kind: str, seeds: range) -> Iterator[Positive]:
    for style, write in STYLES[kind].items():
        for carrier, sentence in enumerate(CARRIERS):
            for seed in seeds:
                chance = Random(f"{kind} {style} {carrier} {seed}")
                yield Positive(
                    kind=kind,
                    style=style,
                    carrier=carrier,
                    seed=seed,
                    text=sentence.format(write(chance)),
                )


def mixtures(kind: str, seeds: range) -> Iterator[Positive]:
    """The same identifiers with two tricks at a time."""
    for style, write in MIXTURES[kind].items():
        for carrier, sentence in enumerate(CARRIERS):
            for seed in seeds:
                chance = Random(f"mixed {kind} {style} {carrier} {seed}")
                text = sentence.format(write(chance))
                yield Positive(kind=kind, style=style, carrier=carrier, seed=seed, text=text)


def smuggled(name: str = "smuggled.txt") -> list[Attempt]:
    return [
        Attempt(line=number, kind=kind, text=_decoded(text))
        for number, line in enumerate(_lines(name), start=1)
        if line and not line.startswith("#")
        for kind, text in [line.split("\t", 1)]
    ]


def work_sentences(name: str = "work_sentences.txt") -> list[WorkSentence]:
    sentences, role = [], ""
    for line in _lines(name):
        if line.startswith("#"):
            role = line.lstrip("# ")
        elif line:
            sentences.append(WorkSentence(role=role, text=line))
    return sentences


def sentences(name: str) -> list[str]:
    """The lines of a file of `fresh/`, without its headings."""
    return [line for line in _lines(f"fresh/{name}.txt") if line and not line.startswith("#")]


def dossier_references(count: int) -> list[str]:
    chance = Random("dossier references")
    return [f"VT{chance.randint(20, 29)}-{chance.randrange(10**6):06d}" for _ in range(count)]


def _lines(name: str) -> list[str]:
    return (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()


def _decoded(text: str) -> str:
    marks = {r"\n": "\n", r"\r": "\r", r"\t": "\t"}
    return re.sub(
        r"\\u[0-9a-f]{4}|\\[nrt]", lambda m: marks.get(m[0]) or chr(int(m[0][2:], 16)), text
    )
