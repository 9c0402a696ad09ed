"""How long everything is kept: a reason beside each term, and bounds that hold."""

from dataclasses import fields
from datetime import timedelta

import pytest

from config.terms import HERE, TermsError, load_terms, read_terms
from flows.keeping import Terms

SHIPPED = (HERE / "terms.toml").read_text(encoding="utf-8")


def own(folder, text):
    (folder / "terms.toml").write_text(text, encoding="utf-8")
    return folder


def test_every_term_has_its_reason():
    listed = read_terms()

    assert set(listed) == {field.name for field in fields(Terms)}
    assert all(term.least <= term.days <= term.most for term in listed.values())
    assert load_terms().reference == timedelta(days=365)


def test_s55_the_log_can_be_kept_for_five_years(tmp_path):
    longer = SHIPPED.replace("[history]\ndays = 730", "[history]\ndays = 1826")

    assert load_terms(own(tmp_path, longer)).history == timedelta(days=1826)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (SHIPPED.replace("days = 183", "days = 3650", 1), "answer ligt buiten"),
        (SHIPPED.replace("[drill]", "[drills]"), "drill ontbreekt"),
        (SHIPPED.replace("[drill]", "[drills]"), "drills is geen bekende"),
        (SHIPPED.replace("days = 730", 'days = "lang"', 1), "niet te lezen"),
        ("[alert", "niet te lezen"),
    ],
)
def test_a_wrong_term_is_named(tmp_path, text, says):
    with pytest.raises(TermsError, match=says):
        load_terms(own(tmp_path, text))
