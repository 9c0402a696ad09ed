"""The words on screen: there for every code, short, kind, and of one house style."""

import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from strict import MOST_LABEL

import config
from bot.actions.ordering import GROUP_MENU, PRIVATE_MENU
from config.texts import Texts
from flows import privacy
from flows.language import Language
from flows.lessons import LESSONS
from flows.people import Function
from flows.privacy import Kind
from flows.terms import Bottleneck, CallResult, Delay, FollowUpKind, Known, Phase

TEXTS = Texts()
EACH = tuple(Language)
SCREENED = (
    "access", "admin", "answer", "ask", "bind", "card", "chip", "closing", "draft", "eligible",
    "doet_niet", "enrol", "follow_up", "front", "gap", "guard", "invite", "kennismaken", "knelpunt",
    "knop", "les", "menu", "missed", "month", "order", "plan", "pulse", "questions", "raiser",
    "recorded", "refusal", "safety", "said", "sent", "start", "toast", "told", "typed", "update",
    "verwachting", "verzoek",
)  # fmt: skip
BOLD = ("front", "told", "draft", "card", "kennismaken", "verwachting")
AVOIDED = {
    Language.DUTCH: re.compile(
        r"\b(ticket|incident|case|sla|score|compliance|hij|zij|hem of haar)\b", re.I
    ),
    Language.ENGLISH: re.compile(
        r"\b(tickets?|incidents?|cases?|slas?|scores?|compliance|alerts?|he|she|him|his|her)\b",
        re.I,
    ),
}
FORMAL = re.compile(r"\b(u|uw)\b", re.I)
NOTED = {Language.DUTCH: ("Genoteerd", "Nog niet"), Language.ENGLISH: ("Noted", "Not sent yet")}
MOST_TOAST, MOST_MENU, MOST_LINE = 200, 60, 120


def entries(language: Language) -> dict[str, str]:
    """Every text of the screens, by its key; of a text that counts the plural."""
    catalogue = Path(config.__file__).parent / f"{language.value}.po"
    with catalogue.open("rb") as file:
        found = {}
        for message in read_po(file, locale=language.value):
            key = message.id if isinstance(message.id, str) else message.id[0]
            said = message.string if isinstance(message.string, str) else message.string[-1]
            if key and key.partition(".")[0] in SCREENED:
                found[key] = said
    return found


ENTRIES = {language: entries(language) for language in EACH}


def each(beginning: str = "") -> pytest.MarkDecorator:
    """Every text whose key begins so, in every language."""
    found = [
        (language, key)
        for language in EACH
        for key in ENTRIES[language]
        if key.startswith(beginning)
    ]
    return pytest.mark.parametrize(("language", "key"), found)


@pytest.mark.parametrize("language", EACH)
@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("guard", Kind),
        ("functie", Function),
        ("gebeld", CallResult),
        ("binnengekomen", Delay),
        ("opvolging", FollowUpKind),
        ("ja_nee", Known),
        ("fase", Phase),
        ("dag", range(7)),
        ("knelpunt", Bottleneck),
        ("menu", (*PRIVATE_MENU, *GROUP_MENU)),
        ("taal", Language),
    ],
)
def test_every_code_has_its_word(kind, codes, language):
    texts = Texts(language.value)

    assert all(texts.word(kind, str(code)) for code in codes)


@each()
def test_a_text_keeps_to_the_house_style(language, key):
    text = ENTRIES[language][key]
    bare = re.sub(r"\{\w*\}", "", text)

    assert not AVOIDED[language].search(bare)
    if language is Language.DUTCH:
        assert not FORMAL.search(re.sub(r"\d+ uur", "", bare))
    assert "<" not in (re.sub(r"</?b>", "", text) if key.partition(".")[0] in BOLD else text)
    assert all(not conversion for *_, conversion in Formatter().parse(text))


@each("toast.")
def test_a_toast_is_short_and_says_that_it_is_noted(language, key):
    noted, not_yet = NOTED[language]

    assert len(ENTRIES[language][key]) <= MOST_TOAST
    assert ENTRIES[language][key].startswith(not_yet if key == "toast.lookalike" else noted)


@each("refusal.")
def test_a_refusal_fits_a_toast_too(language, key):
    assert len(ENTRIES[language][key]) <= MOST_TOAST


@each("menu.")
def test_a_command_is_explained_in_one_short_line(language, key):
    assert 0 < len(ENTRIES[language][key]) <= MOST_MENU


@each("knop.")
def test_a_button_is_three_words_at_most(language, key):
    text = ENTRIES[language][key]
    words = re.findall(r"[^\W\d_][\w.]*", re.sub(r"\{\w*\}", "", text))

    assert len(words) <= 3
    assert len(text) < MOST_LABEL - len(f" · {Texts(language.value)('oefening')}")


@pytest.mark.parametrize("language", EACH)
@pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda it: it.code)
def test_a_lesson_has_a_title_a_goal_and_a_hint_with_each_task(language, lesson):
    said = [f"les.{lesson.code}.{what}" for what in ("title", "goal")]
    for task in lesson.tasks:
        said += (f"les.{lesson.code}.{task.code}", f"les.{lesson.code}.{task.code}.hint")

    assert all(0 < len(ENTRIES[language][key]) <= MOST_LINE for key in said)


@pytest.mark.parametrize("language", EACH)
def test_a_lesson_names_the_buttons_as_they_are_called(language):
    entries, texts = ENTRIES[language], Texts(language.value)
    labels = {re.sub(r"[:{].*", "", entries[key]).strip() for key in entries if "knop." in key}
    labels |= {texts("reden.capaciteit"), texts("les.dubbel.title")}
    named = {
        (key, label)
        for key in entries
        if key.startswith("les.")
        for label in re.findall("[«“](.*?)[»”]", entries[key])
    }

    assert {(key, label) for key, label in named if label not in labels} == set()


@pytest.mark.parametrize("language", EACH)
def test_help_lists_exactly_the_commands_that_there_are(language):
    told = Texts(language.value)("front.help")

    assert re.findall(r"^/(\w+)", told, re.MULTILINE) == [*PRIVATE_MENU]


def test_the_guard_names_what_it_found_and_what_to_do():
    text = TEXTS("guard.refused", kinds=TEXTS.word("guard", "phone"))

    assert text.startswith("Dit lijkt op een telefoonnummer. ")
    assert "niets bewaard" in text
    assert "Bel" in text
    assert privacy.refused(text) == ()


def test_what_was_not_recorded_says_so():
    assert "NIET genoteerd" in TEXTS("update.not_recorded", number="1A")
    assert "Bel" in TEXTS("update.not_recorded", number="1A")
