"""Links that let somebody in: given by /uitnodigen, opened, and confirmed by others."""


def link_in(text):
    return next(word for word in text.split() if word.startswith("https://t.me/"))


async def confirmed(stage, phone, *confirmers):
    """Somebody who opened a link is confirmed by these, one after the other."""
    await stage.sees(phone, "belt om te controleren")
    for confirmer in confirmers:
        mark = confirmer.mark()
        await stage.taps(confirmer, "Bevestigen")
        await stage.sees(confirmer, "Bevestigd", after=mark)


async def invited(stage, phone, organisation, function):
    """The link that /uitnodigen gives."""
    mark = phone.mark()
    await phone.types("/uitnodigen")
    await stage.sees(phone, "Voor welke organisatie", after=mark)
    await stage.taps(phone, organisation, function)
    return link_in((await stage.sees(phone, "De link werkt één keer", after=mark)).text)
