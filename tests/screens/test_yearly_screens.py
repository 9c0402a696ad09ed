"""The screens of the yearly round: true to what was said."""

from dataclasses import replace

from courses import OM
from strict import plain
from years import CONTACT, NOW, before, drawn_for

from bot.screens.table import SCREENS
from flows.herijking import ASKED, Herijking, Verdict


def after_all_steps(verdict):
    done = Herijking(
        year=2027, role=OM, answers=tuple((step, verdict) for step in ASKED), confirmed_at=NOW
    )
    standing = replace(before(), herijkingen=(done,))
    args = {"role": "om", "step": "bevestigen"}
    return plain(SCREENS["herijking"](drawn_for(CONTACT, standing, args)))


def test_what_is_not_right_is_not_told_as_confirmed():
    right, wrong = after_all_steps(Verdict.RIGHT), after_all_steps(Verdict.WRONG)

    assert "Herijking 2027 OM: bevestigd" in right
    assert "bevestigd" not in wrong
    assert "Nog niet alles klopt" in wrong
    assert "mensen: klopt niet, gemeld bij de beheerder" in wrong
