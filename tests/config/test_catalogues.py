"""The catalogues of all languages say the same things: no text is in one and not in the other."""

import re
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

import config
from config.texts import Texts
from config.unsaid import said, unsaid
from flows.language import Language

HERE = Path(config.__file__).parent
Forms = tuple[str, ...]


def read(language: str) -> dict[str, Forms]:
    """Every text by its key, in all its forms."""
    with (HERE / f"{language}.po").open("rb") as file:
        return {
            message.id if isinstance(message.id, str) else message.id[0]: (
                (message.string,) if isinstance(message.string, str) else tuple(message.string)
            )
            for message in read_po(file, locale=language, abort_invalid=True)
            if message.id
        }


DUTCH, ENGLISH = read("nl"), read("en")


def fields(text: str) -> set[tuple[str, str]]:
    """What is filled in, and how it is written."""
    parts = Formatter().parse(text)
    return {(name, form or "") for _, name, form, _ in parts if name is not None}


def test_there_is_a_catalogue_for_every_language_and_no_other():
    assert {path.stem for path in HERE.glob("*.po")} == {language.value for language in Language}


def test_both_have_the_same_keys_in_the_same_order():
    assert [*ENGLISH] == [*DUTCH]


@pytest.mark.parametrize("key", DUTCH)
def test_a_text_has_the_same_forms_fields_and_marks_in_both(key):
    dutch, english = DUTCH[key], ENGLISH[key]

    assert len(english) == len(dutch)
    assert all(english)
    for one, other in zip(dutch, english, strict=True):
        assert fields(one) == fields(other)
        assert one.count("\n") == other.count("\n")
        assert Counter(re.findall(r"</?\w+>", one)) == Counter(re.findall(r"</?\w+>", other))
        assert set(re.findall(r"(?<!\w)/[a-z]+", one)) == set(re.findall(r"(?<!\w)/[a-z]+", other))


def test_what_an_installation_put_into_dutch_alone_is_said_in_dutch(tmp_path):
    own = 'msgid "doelgroep.eigen"\nmsgstr "Eigen doelgroep"\n\nmsgid "role.vt"\nmsgstr "VT!"\n'
    (tmp_path / "nl.po").write_text(own, encoding="utf-8")

    english = Texts("en", tmp_path)

    assert english.word("doelgroep", "eigen") == "Eigen doelgroep"
    assert english.word("role", "vt") == "VT"


def test_words_in_a_row_are_listed_as_the_language_does():
    assert Texts("nl").listed(["a", "b", "c"]) == "a, b en c"
    assert Texts("en").listed(["a", "b", "c"]) == "a, b and c"


def test_what_is_left_unsaid_is_put_into_words_for_who_it_goes_to():
    later = unsaid(None)
    who = f"{later.word('role', 'politie')} {later.word('functie', 'waarnemer')}"
    kinds = later.listed(later.word("guard", kind) for kind in ("phone", "name"))
    nested = later("wijziging.met_stand", state=later.word("stand", "eens"), what=who)
    counted = later.many("waarde.dagen", 2)

    assert said(who, Texts("nl")) == "politie waarnemer"
    assert said(who, Texts("en")) == "police deputy"
    assert said(f"<{kinds}>", Texts("en")) == "<a phone number and a name>"
    assert said(nested, Texts("en")) == "Agreed: police deputy"
    assert said(counted, Texts("nl")) == "2 werkdagen"
    assert said("as it is", Texts("nl")) == "as it is"


def test_an_unknown_key_is_not_left_unsaid():
    with pytest.raises(KeyError):
        unsaid(None)("no.such.key")
