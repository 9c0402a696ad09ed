"""The picture in the README is the card that the bot draws today."""

from pathlib import Path

from card_picture import picture

ROOT = Path(__file__).parents[2]


def test_the_picture_in_the_readme_shows_the_card_of_today() -> None:
    assert (ROOT / "docs" / "kaart.svg").read_text(encoding="utf-8") == picture()
