"""The cast: people who get in through the messenger, as everybody does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.practice.model import Chat, Message
from bot.practice.phones import Phone, Press
from bot.practice.screen import After
from bot.practice.town import Town
from config.texts import Texts

PATIENCE = 60.0  # real seconds: it only bounds what goes wrong
CHAIR, TREKKER = "voorzitter", "trekker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One person to invite: in which organisation, with which function; a trekker for what."""

    name: str
    role: str  # or voorzitter or trekker, who belong to no organisation
    function: str = "lid"  # of a trekker the doelgroep


PARTS: Mapping[str, Part] = {
    "vt": Part(name="Vera (VT)", role="vt"),
    "vt_collega": Part(name="Victor (VT)", role="vt"),
    "politie": Part(name="Pim (politie)", role="politie"),
    "om": Part(name="Olga (OM)", role="om"),
    "om_waarnemer": Part(name="Otto (OM, waarnemer)", role="om", function="waarnemer"),
    "aanspreekpunt_om": Part(name="Oda (OM, aanspreekpunt)", role="om", function="aanspreekpunt"),
    "rvdk": Part(name="Rosa (RvdK)", role="rvdk"),
    "voorzitter": Part(name="Zeki (voorzitter)", role=CHAIR, function=CHAIR),
    "trekker_skm": Part(name="Tess (trekker)", role=TREKKER, function="skm"),
}
SMALL = ("vt", "politie", "om", "om_waarnemer", "rvdk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everybody by part, and the groups by doelgroep; `cast.vt` is the phone of the part vt."""

    beheerder: Phone
    phones: Mapping[str, Phone]
    groups: Mapping[str, Chat]

    def __getattr__(self, part: str) -> Phone:
        try:
            return self.phones[part]
        except KeyError:
            raise AttributeError(f"nobody plays {part!r}") from None


async def cast_of(
    town: Town,
    admin_link: str,
    doelgroepen: Sequence[str] = ("skm",),
    parts: Sequence[str] = SMALL,
) -> Cast:
    """Enrol a beheerder and these parts, and bind a group for each doelgroep.

    The application must run, and so must the town's clock: the teller spreads what it sends.
    """
    beheerder = town.person("Bea (beheerder)")
    await beheerder.opens(admin_link)
    await let_in(town, beheerder)
    groups = {code: await bind(town, beheerder, code) for code in doelgroepen}
    phones: dict[str, Phone] = {}
    for name in parts:
        link = await invite(beheerder, PARTS[name])
        phones[name] = phone = town.person(PARTS[name].name)
        await phone.opens(link)
        await confirm(town, phone, [beheerder, *_colleagues(phones, PARTS[name].role)])
        for group in groups.values() if PARTS[name].role != TREKKER else ():
            await phone.joins(group)
    for phone in (beheerder, *phones.values()):
        phone.taps = 0
    return Cast(beheerder=beheerder, phones=phones, groups=groups)


async def let_in(town: Town, phone: Phone) -> None:
    """Wait for the welcome, which brings the button that stays."""
    await town.until(lambda: phone.reply_keyboard, PATIENCE, f"a welcome for {phone.name}")


async def confirm(town: Town, phone: Phone, confirmers: Sequence[Phone]) -> None:
    """Whoever is asked confirms, until the newcomer is welcomed."""
    await phone.sees("belt om te controleren", within=PATIENCE)
    for confirmer in confirmers:
        if not phone.reply_keyboard:
            mark = confirmer.mark()
            await taps(confirmer, Texts()("knop.bevestigen"))
            told = await confirmer.sees("Bevestigd", within=PATIENCE, after=mark)
            if "nog één ander" not in told.text:
                await let_in(town, phone)


def _colleagues(phones: Mapping[str, Phone], role: str) -> list[Phone]:
    functions = ("aanspreekpunt", "waarnemer")
    return [
        phone
        for name, phone in phones.items()
        if PARTS[name].role == role and PARTS[name].function in functions
    ]


async def bind(town: Town, beheerder: Phone, doelgroep: str) -> Chat:
    """Make a group with the bot in it, and bind it to a doelgroep."""
    title = Texts().word("doelgroep", doelgroep)
    group = town.group(f"Spoedgroep {title}", [beheerder])
    await beheerder.types("/koppel", group)
    await taps(beheerder, title, chat=group)
    return group


async def invite(beheerder: Phone, part: Part) -> str:
    """Make an invitation; gives its link."""
    texts = Texts()
    apart = part.role in (CHAIR, TREKKER)
    organisation = texts.word("functie" if apart else "role", part.role)
    if apart:
        organisation = organisation.capitalize()
    kind = "doelgroep" if part.role == TREKKER else "functie"
    function = texts.word(kind, part.function).capitalize()
    mark = beheerder.mark()
    await beheerder.types("/uitnodigen")
    await taps(beheerder, organisation, function, after=mark)
    shown = await beheerder.sees("https://t.me/", within=PATIENCE, after=mark)
    return next(word for word in shown.text.split() if word.startswith("https://t.me/"))


async def taps(phone: Phone, *labels: str, chat: Chat | None = None, after: After = None) -> Press:
    """Press button after button, each on a screen that came since the press before."""
    press: Press | None = None
    for label in labels:
        held: Message = await phone.sees_button(label, chat, within=PATIENCE, after=after)
        after = phone.mark()
        press = await phone.presses(label, message=held)
        await press.toast(within=PATIENCE)
    assert press is not None, "no label, no tap"
    return press
