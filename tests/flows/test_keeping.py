"""How long each kind of data is kept is a span for each class, none forgotten."""

from dataclasses import fields
from datetime import timedelta

from flows.keeping import Terms


def test_every_class_of_data_has_a_span_of_its_own():
    names = {field.name for field in fields(Terms)}
    terms = Terms(**{name: timedelta(days=1) for name in names})

    assert {field.type for field in fields(Terms)} == {timedelta}
    assert terms.answer == timedelta(days=1)
    assert {"alert", "reference", "answer", "member", "history", "card", "drill"} <= names
