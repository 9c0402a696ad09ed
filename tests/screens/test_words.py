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
from flows.lessons import LESSONS
from flows.people import Function
from flows.privacy import Kind
from flows.terms import Bottleneck, CallResult, Delay, FollowUpKind, Known, Phase

TEXTS = Texts()
PO = Path(config.__file__).parent / "nl.po"
SCREENED = (
    "access", "admin", "answer", "ask", "bind", "card", "chip", "closing", "draft", "eligible",
    "enrol", "follow_up", "front", "gap", "guard", "invite", "knelpunt", "knop", "les", "menu",
    "missed", "month", "order", "plan", "pulse", "questions", "raiser", "recorded", "refusal",
    "safety", "said", "sent", "start", "toast", "told", "typed", "update",
)  # fmt: skip
BOLD = ("front", "told", "draft", "card")
AVOIDED = re.compile(r"\b(ticket|incident|case|sla|score|compliance|hij|zij|hem of haar)\b", re.I)
FORMAL = re.compile(r"\b(u|uw)\b", re.I)
MOST_TOAST, MOST_MENU, MOST_LINE = 200, 60, 120


def entries() -> dict[str, str]:
    """Every text of the screens, by its key; of a text that counts the plural."""
    with PO.open("rb") as file:
        found = {}
        for message in read_po(file, locale="nl"):
            key = message.id if isinstance(message.id, str) else message.id[0]
            said = message.string if isinstance(message.string, str) else message.string[-1]
            if key and key.partition(".")[0] in SCREENED:
                found[key] = said
    return found


ENTRIES = entries()


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
    ],
)
def test_every_code_has_its_word(kind, codes):
    assert all(TEXTS.word(kind, str(code)) for code in codes)


@pytest.mark.parametrize("key", ENTRIES)
def test_a_text_keeps_to_the_house_style(key):
    text = ENTRIES[key]
    bare = re.sub(r"\{\w*\}", "", text)

    assert not AVOIDED.search(bare)
    assert not FORMAL.search(re.sub(r"\d+ uur", "", bare))
    assert "<" not in (re.sub(r"</?b>", "", text) if key.partition(".")[0] in BOLD else text)
    assert all(not conversion for *_, conversion in Formatter().parse(text))


@pytest.mark.parametrize("key", [key for key in ENTRIES if key.startswith("toast.")])
def test_a_toast_is_short_and_says_that_it_is_noted(key):
    assert len(ENTRIES[key]) <= MOST_TOAST
    assert ENTRIES[key].startswith("Nog niet" if key == "toast.lookalike" else "Genoteerd")


@pytest.mark.parametrize("key", [key for key in ENTRIES if key.startswith("menu.")])
def test_a_command_is_explained_in_one_short_line(key):
    assert 0 < len(ENTRIES[key]) <= MOST_MENU


@pytest.mark.parametrize("key", [key for key in ENTRIES if key.startswith("knop.")])
def test_a_button_is_three_words_at_most(key):
    words = re.findall(r"[^\W\d_][\w.]*", re.sub(r"\{\w*\}", "", ENTRIES[key]))

    assert len(words) <= 3
    assert len(ENTRIES[key]) < MOST_LABEL - len(" · OEFENING")


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda it: it.code)
def test_a_lesson_has_a_title_a_goal_and_a_hint_with_each_task(lesson):
    said = [f"les.{lesson.code}.{what}" for what in ("title", "goal")]
    for task in lesson.tasks:
        said += (f"les.{lesson.code}.{task.code}", f"les.{lesson.code}.{task.code}.hint")

    assert all(0 < len(TEXTS(key)) <= MOST_LINE for key in said)


def test_a_lesson_names_the_buttons_as_they_are_called():
    labels = {re.sub(r"[:{].*", "", ENTRIES[key]).strip() for key in ENTRIES if "knop." in key}
    labels |= {TEXTS("reden.capaciteit"), TEXTS("les.dubbel.title")}
    named = {
        (key, label)
        for key in ENTRIES
        if key.startswith("les.")
        for label in re.findall("«(.*?)»", ENTRIES[key])
    }

    assert {(key, label) for key, label in named if label not in labels} == set()


def test_help_lists_exactly_the_commands_that_there_are():
    assert re.findall(r"^/(\w+)", TEXTS("front.help"), re.MULTILINE) == [*PRIVATE_MENU]


def test_the_guard_names_what_it_found_and_what_to_do():
    text = TEXTS("guard.refused", kinds=TEXTS.word("guard", "phone"))

    assert text.startswith("Dit lijkt op een telefoonnummer. ")
    assert "niets bewaard" in text
    assert "Bel" in text
    assert privacy.refused(text) == ()


def test_what_was_not_recorded_says_so():
    assert "NIET genoteerd" in TEXTS("update.not_recorded", number="1A")
    assert "Bel" in TEXTS("update.not_recorded", number="1A")
