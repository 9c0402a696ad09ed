"""The catalogue: a key gives its Dutch, and an unknown key is never silently empty."""

from pathlib import Path

import pytest

from config.texts import Texts
from flows.refusal import Refusal

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
WAITING = """
msgid "waiting"
msgid_plural "waiting"
msgstr[0] "{n} partner wacht op {who}"
msgstr[1] "{n} partners wachten op {who}"
"""


def own_words(directory: Path, entries: str) -> Texts:
    (directory / "nl.po").write_text(HEADER + entries, encoding="utf-8")
    return Texts(directory=directory)


def test_a_code_of_a_list_has_its_word():
    assert Texts().word("bron", "ziekenhuis") == "Ziekenhuis"


def test_fields_are_filled_in():
    text = Texts()("settings.keys_open", file="spoedgroep.keys")

    assert text.endswith("Doe chmod 600 spoedgroep.keys.")


@pytest.mark.parametrize("call", [lambda texts: texts("no.such.key"), lambda texts: texts("")])
def test_an_unknown_key_is_an_error(call):
    with pytest.raises(KeyError):
        call(Texts())


def test_a_field_without_a_value_is_an_error():
    with pytest.raises(KeyError):
        Texts()("settings.keys_open")


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "0 partners wachten op OM"),
        (1, "1 partner wacht op OM"),
        (2, "2 partners wachten op OM"),
    ],
)
def test_a_number_chooses_the_form(tmp_path, n, text):
    assert own_words(tmp_path, WAITING).many("waiting", n, who="OM") == text


def test_a_text_that_counts_is_not_read_without_a_number(tmp_path):
    texts = own_words(tmp_path, WAITING)

    with pytest.raises(KeyError):
        texts("waiting", who="OM")
    with pytest.raises(KeyError):
        texts.many("role.vt", 2)


def test_own_words_go_before_the_shipped_ones_and_leave_the_rest(tmp_path):
    texts = own_words(tmp_path, 'msgid "bron.ziekenhuis"\nmsgstr "Ziekenhuis of kliniek"\n')

    assert texts.word("bron", "ziekenhuis") == "Ziekenhuis of kliniek"
    assert texts.word("bron", "thuiszorg") == "Thuiszorg"


def test_a_key_without_translation_is_no_text(tmp_path):
    assert "empty" not in own_words(tmp_path, 'msgid "empty"\nmsgstr ""\n')


def test_an_old_button_gets_the_words_that_people_know():
    assert Texts().word("refusal", Refusal.NOT_CURRENT).startswith("Dit is niet meer actueel")
