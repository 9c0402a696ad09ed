"""Words that are put in only when they are told: till then it is unknown in which language.

An errand may be about to go to several people, each with a language. What it says beside its key,
such as the name of a role, lies in it as a mark; `said` reads the marks for who it goes to.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from config.texts import DUTCH, Texts

OPEN, CLOSE = "\ue000", "\ue001"  # no name and no typed word has these: they are signs of nobody


class Unsaid(Texts):
    """The same keys as any Texts, each answered with a mark."""

    def __call__(self, key: str, /, **fields: object) -> str:
        return _mark({"key": self._known(key), "fields": fields})

    def many(self, key: str, n: int, /, **fields: object) -> str:
        return _mark({"key": self._known(key), "n": n, "fields": fields})

    def listed(self, words: Iterable[str]) -> str:
        return _mark({"listed": [*words]})

    def _known(self, key: str) -> str:
        if key not in self:
            raise KeyError(key)
        return key


@cache
def unsaid(directory: Path | None) -> Unsaid:
    """The words of an installation, to be said later."""
    return Unsaid(DUTCH, directory)


def said(text: str, texts: Texts) -> str:
    """A text with its marks put into words; marks may lie within marks."""
    found, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        if sign == OPEN:
            if depth == 0:
                found.append(text[start:place])
                start = place + 1
            depth += 1
        elif sign == CLOSE and depth:
            depth -= 1
            if depth == 0:
                found.append(_words(json.loads(text[start:place]), texts))
                start = place + 1
    return "".join((*found, text[start:]))


def _mark(meant: Mapping[str, Any]) -> str:
    return f"{OPEN}{json.dumps(meant, ensure_ascii=False, default=str)}{CLOSE}"


def _words(meant: Mapping[str, Any], texts: Texts) -> str:
    if "listed" in meant:
        return texts.listed(said(word, texts) for word in meant["listed"])
    fields = {
        name: said(value, texts) if isinstance(value, str) else value
        for name, value in meant["fields"].items()
    }
    if "n" in meant:
        return texts.many(meant["key"], meant["n"], **fields)
    return texts(meant["key"], **fields)
