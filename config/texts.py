"""Every word on screen, read once from a gettext catalogue and filled in when it is needed."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from babel import Locale
from babel.lists import format_list
from babel.messages.pofile import read_po

HERE = Path(__file__).parent
DUTCH = "nl"
LOCALES = {"en": "en_GB"}  # whose commas and plurals

Entry = str | tuple[str, ...]  # a text, or the forms of one that counts


class Texts:
    """The words of one language; values are filled in as they are, escaping is the caller's.

    A catalogue of the same name in `directory` adds words of its own and takes the place of ours.
    What was only put into Dutch there, such as the title of a doelgroep, is said in Dutch.
    """

    def __init__(self, language: str = DUTCH, directory: Path | None = None) -> None:
        self._locale = Locale.parse(LOCALES.get(language, language))
        self.language = language
        self.directory = directory
        self._entries = dict(_read(HERE / f"{language}.po", language))
        if directory is not None and language != DUTCH and (own := directory / "nl.po").exists():
            self._entries = _read(own, DUTCH) | self._entries
        if directory is not None and (own := directory / f"{language}.po").exists():
            self._entries |= _read(own, language)

    def __call__(self, key: str, /, **fields: object) -> str:
        """The text of a key; KeyError when there is none, or when a field lacks its value."""
        entry = self._entries[key]
        if not isinstance(entry, str):
            raise KeyError(f"{key} counts: it is a text for many()")
        return entry.format(**fields)

    def many(self, key: str, n: int, /, **fields: object) -> str:
        """The form of a text that goes with a number; the number itself is the field n."""
        entry = self._entries[key]
        if isinstance(entry, str):
            raise KeyError(f"{key} has one form only")
        form = entry[0] if self._locale.plural_form(n) == "one" else entry[-1]
        return form.format(n=n, **fields)

    def word(self, kind: str, code: str) -> str:
        """The word of a code in one of the closed lists, such as bron or aard."""
        return self(f"{kind}.{code}")

    def listed(self, words: Iterable[str]) -> str:
        """Words in a row, as one says them: a comma between them, and *and* before the last."""
        return format_list([*words], locale=self._locale)

    def under(self, prefix: str) -> dict[str, str]:
        """The texts whose keys begin so, by the rest of the key, unfilled: a browser fills them."""
        found = ((key, text) for key, text in self._entries.items() if key.startswith(prefix))
        return {key.removeprefix(prefix): text for key, text in found if isinstance(text, str)}

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)


@cache
def texts_in(language: str, directory: Path | None) -> Texts:
    """The words of a language, read once."""
    return Texts(language, directory)


@cache
def _read(path: Path, language: str) -> dict[str, Entry]:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    entries: dict[str, Entry] = {}
    for message in catalogue:
        # The header has no key; a text that nobody has put into words yet is no text.
        if isinstance(message.id, str):
            if message.id and isinstance(message.string, str) and message.string:
                entries[message.id] = message.string
        elif message.string is not None and all(message.string):
            entries[message.id[0]] = tuple(message.string)
    return entries
