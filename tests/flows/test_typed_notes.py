"""The few words that may be typed at an alert: who reads them, and what the guard withholds."""

from dataclasses import replace

import pytest
from story import NETWORK, OM, POLITIE, VT, at, given, raised

from flows.notes import WITHHELD, Note, NoteKind, reads_notes, shown_text
from flows.people import Function, Member, Post, Reach
from flows.state import PersonId


def note(text):
    return Note(kind=NoteKind.REASON, role=OM, text=text, at=at("10:00"))


def member(role):
    post = Post(network=NETWORK, function=Function.MEMBER, role=role)
    return Member(
        person=PersonId(1), alias=PersonId(2), user_id=3, name="x", reach=Reach.OPEN, posts=(post,)
    )


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("loopt al via een ander traject", "loopt al via een ander traject"),
        ("bel 06-12345678", WITHHELD),  # kept before the guard knew it
        (None, WITHHELD),  # its key is not here any more
    ],
)
def test_the_guard_looks_again_before_a_note_is_shown(typed, shown):
    assert shown_text(note(typed)) == shown


def test_only_the_raiser_and_the_regie_read_the_notes():
    alert = given(raised())
    with_regie = replace(alert, rules=replace(alert.rules, regie=OM))

    assert reads_notes(member(VT), alert)
    assert reads_notes(member(OM), with_regie)
    assert not reads_notes(member(POLITIE), with_regie)
