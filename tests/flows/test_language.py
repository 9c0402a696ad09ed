"""Which language somebody reads: what was chosen, else what the messenger says, else Dutch."""

import pytest

from flows.language import Language, language_of
from flows.people import Member, Reach
from flows.state import PersonId

DUTCH, ENGLISH = Language.DUTCH, Language.ENGLISH


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("nl", DUTCH), ("nl-BE", DUTCH), ("en", ENGLISH), ("en-GB", ENGLISH), ("EN", ENGLISH),
        ("pl", DUTCH), ("eng", DUTCH), ("", None),
    ],
)  # fmt: skip
def test_only_who_reads_english_at_the_messenger_is_written_to_in_english(code, language):
    assert language_of(code) is language


@pytest.mark.parametrize(
    ("chosen", "telegram", "reads"),
    [
        (None, None, DUTCH), (None, DUTCH, DUTCH), (None, ENGLISH, ENGLISH),
        (DUTCH, ENGLISH, DUTCH), (ENGLISH, DUTCH, ENGLISH), (ENGLISH, None, ENGLISH),
    ],
)  # fmt: skip
def test_the_own_choice_goes_before_what_the_messenger_says(chosen, telegram, reads):
    person = PersonId(1)
    member = Member(
        person=person, alias=person, user_id=1, name="", reach=Reach.OPEN, posts=(),
        language=chosen, telegram_language=telegram,
    )  # fmt: skip

    assert member.reads is reads
