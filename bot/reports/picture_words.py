"""The month's picture in words: what stands above each panel, and all of it to be read out."""

from bot.reports.rows import month_curve
from bot.reports.wording import span, title
from config.texts import Texts
from flows.account import Account

PANELS = ("curve", "run", "week")  # from the top


def panel_words(name: str, account: Account, texts: Texts) -> tuple[str, str]:
    """What stands above a panel: what it shows in a few words, and how to read it."""
    match name:
        case "curve":
            return _curve_words(account, texts)
        case "run":
            return _run_words(account, texts)
        case _:
            said = texts("plaatje.week", n=account.year_counted)
            return texts.word("plaatje_kop", "week"), said


def picture_alt(account: Account, texts: Texts) -> str:
    """The picture in words, for whoever has it read out."""
    told = [". ".join(panel_words(name, account, texts)) for name in PANELS]
    said = [texts("maandrapport.verzonnen")] if account.invented else []
    return " ".join([*said, f"{title(account, texts)}.", *told])


def _curve_words(account: Account, texts: Texts) -> tuple[str, str]:
    usual = span(account.year_waits.value, texts)
    jaar = texts("plaatje.curve_jaar", mediaan=usual, n=account.year_counted)
    if not account.counted:
        said = texts("plaatje.curve_geen", jaar=jaar)
    elif not month_curve(account):
        said = texts.many("plaatje.curve_weinig", account.counted, jaar=jaar)
    else:
        said = texts("plaatje.curve", n=account.counted, jaar=jaar)
    if not month_curve(account) or account.waits.value is None:
        return texts.word("plaatje_kop", "curve_weinig"), said
    return texts("plaatje_kop.curve", mediaan=span(account.waits.value, texts)), said


def _run_words(account: Account, texts: Texts) -> tuple[str, str]:
    run = account.run
    head = texts.word("plaatje_kop", run.verdict)
    if run.centre is None or run.low is None or run.high is None:
        return head, texts("plaatje.run_weinig")
    midden, laag, hoog = (span(value, texts) for value in (run.centre, run.low, run.high))
    return head, texts("plaatje.run", midden=midden, laag=laag, hoog=hoog)
