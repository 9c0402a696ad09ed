"""The guide says what stands on the screen, in plain words, and points at what is there."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.rights import ORDERED

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs" / "handleiding"
PAGES = {
    page.name: page.read_text(encoding="utf-8").removesuffix("\n")
    for page in sorted(GUIDE.glob("*.md"))
}
NAMES = {
    "README.md", "aanspreekpunt.md", "beheerder.md", "eerste-maand.md", "front-office.md",
    "kaart.md", "partner-met-dienst.md", "regie.md", "voorzitter.md",
}  # fmt: skip

MOST_LINES, MOST_WORDS = 119, 15
OWN_BOLD = {"vet", "Direct gevaar? Bel 112."}  # bold, and no label
LABELS = (  # the words in which a time or a name may be filled in; of sentences that says nothing
    "knop.", "chip.", "duty.button.", "roster.button.", "duty.absent.",
)  # fmt: skip
TICKS = re.compile(r"^[☐☑✔＋] ")  # a screen puts these before a word
FIELD = re.compile(r"\{[^}]*\}")


def said() -> dict[str, tuple[str, ...]]:
    """Every word on screen by its key, the fields still open."""
    with (ROOT / "config" / "nl.po").open("rb") as file:
        entries = [one for one in read_po(file, locale="nl") if one.id]
    return {
        one.id if isinstance(one.id, str) else one.id[0]: (
            (one.string,) if isinstance(one.string, str) else tuple(one.string)
        )
        for one in entries
    }


SAID = said()
PLAIN = {form for forms in SAID.values() for form in forms}
FILLED = [
    re.compile("".join(".+" if FIELD.fullmatch(one) else re.escape(one) for one in pieces))
    for key, forms in SAID.items()
    if key.startswith(LABELS)
    for form in forms
    if len(pieces := re.split(r"(\{[^}]*\})", form)) > 1
    and len(re.sub(r"\W", "", FIELD.sub("", form))) >= len("min")
]


def is_on_screen(label: str) -> bool:
    """Whether a label is a word on screen; a screen may begin such a word with a capital."""
    bare = TICKS.sub("", label)
    lower = bare[:1].lower() + bare[1:]
    return bool({bare, lower} & PLAIN) or any(one.fullmatch(bare) for one in FILLED)


def unwrapped(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)


def bold(text: str) -> list[str]:
    return re.findall(r"\*\*(.+?)\*\*", unwrapped(text))


def quoted(text: str) -> list[str]:
    """What stands in italics: a piece of what the bot says."""
    return re.findall(r"(?<!\*)\*([^*|]+?)\*(?!\*)", unwrapped(text))


def links(text: str) -> list[str]:
    return re.findall(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)", text)


def pictures(text: str) -> list[tuple[str, str]]:
    return re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", text)


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence; an item of a list ends one, headings and tables are none."""
    kept = [line for line in text.splitlines() if not line.startswith(("#", "!", "|"))]
    body = "\n".join(kept)
    body = re.sub(r"\n(?=\s*(- |\d+\. |\n))", "\n.\n", body)
    body = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", body)
    found = re.split(r"[.?!](?:\s|$)", unwrapped(body))
    words = [re.findall(r"[^\W_][\w'/:-]*", one) for one in found]
    return [one for one in words if len(one) > 1]


def test_there_is_a_page_for_everybody():
    assert set(PAGES) == NAMES


@pytest.mark.parametrize("name", PAGES)
def test_what_is_bold_stands_on_a_screen(name):
    unknown = [one for one in bold(PAGES[name]) if one not in OWN_BOLD and not is_on_screen(one)]
    assert unknown == []


@pytest.mark.parametrize("label", ["Doe iets", "Verstuur nu", "Akkoord", "12:00"])
def test_a_label_that_is_on_no_screen_is_found_out(label):
    assert not is_on_screen(label)


@pytest.mark.parametrize(
    "label", ["✅ Kan nu", "Akkoord: 17:15", "☐ regie", "Lid", "+30 min (16:45)"]
)
def test_a_label_may_be_filled_in_ticked_or_begin_with_a_capital(label):
    assert is_on_screen(label)


@pytest.mark.parametrize("name", PAGES)
def test_what_is_quoted_is_said_by_the_bot(name):
    unknown = [one for one in quoted(PAGES[name]) if not any(one in form for form in PLAIN)]
    assert unknown == []


@pytest.mark.parametrize("name", PAGES)
def test_every_command_is_one_that_can_be_given(name):
    given = re.findall(r"`/(\w+)`", PAGES[name])
    assert [one for one in given if one not in ORDERED] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name):
    aimed = [one.split("#")[0] for one in links(PAGES[name]) if "://" not in one]
    assert [one for one in aimed if not (GUIDE / one).is_file()] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_picture_is_told_in_words_to_who_cannot_see_it(name):
    for told, where in pictures(PAGES[name]):
        assert re.fullmatch(r"beelden/[a-z-]+\.png", where)
        assert len(told.split()) >= 5
        assert (GUIDE / where).is_file(), f"{where}: run `make pictures`"


def test_the_pictures_of_the_readme_are_there():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = [where for _, where in pictures(readme)] + re.findall(r'<img src="([^"]+)"', readme)

    assert len(shown) >= 3
    assert [where for where in shown if not (ROOT / where).is_file()] == []


def test_every_picture_that_is_kept_is_shown_somewhere():
    shown = {where for page in PAGES.values() for _, where in pictures(page)}
    kept = {f"beelden/{path.name}" for path in (GUIDE / "beelden").glob("*.png")}

    assert kept == shown


def test_the_index_knows_every_page():
    assert set(links(PAGES["README.md"])) >= NAMES - {"README.md"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_short_has_a_title_and_says_for_whom_it_is(name):
    title, blank, first, *_ = PAGES[name].splitlines()

    assert title.startswith("# ")
    assert not blank
    assert first.startswith("Deze pagina is voor ")
    assert len(PAGES[name].splitlines()) <= MOST_LINES


@pytest.mark.parametrize("name", PAGES)
def test_sentences_are_short(name):
    lengths = [len(one) for one in sentences(PAGES[name])]

    assert sum(lengths) / len(lengths) < MOST_WORDS
    assert max(lengths) <= 2 * MOST_WORDS
