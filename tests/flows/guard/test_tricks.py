"""One example of each trick by which an identifier is hidden, and of what only resembles one."""

import pytest

from flows.privacy import hint, inspect, refused
from flows.privacy_finding import Kind

from .figures import caught

DICTATED = (
    "nul zes, dubbel drie, dubbel vier, dubbel vijf, dubbel zes",
    "06 dubbele 3 dubbele 4 dubbele 5 dubbele 6",
    "drie keer een, driemaal twee, driedubbel drie",
    "3x 1, 3 x 2, 3x 3",
    "nul en zes en een en twee en drie en vier en vijf en zes en zeven en acht",
    "begint met nul zes, daarna 12 34 56 78",
    "nul zes streepje een twee drie vier vijf zes zeven acht",
    "nul zes één tweé drié vier vijf zes zeven acht",
    "nul ses een twee drie fier vijf zes zeven agt",
    "null sechs eins zwei drei vier fünf sechs sieben acht",
    "honderdelf tweehonderdtweeëntwintig driehonderd drieëndertig",
    "zes een twee drie vier vijf zes zeven acht, nul ervoor",
    "geboren twaalf drie tweeduizendvijftien",
    "twaalf maart negentienhonderdvijfentachtig",
    "twaalf-drie-vijftien, geboortedag",
    "03 04 twintig negentien",
    "Keizersgracht honderddrieëntwintig",
    "tien zeventien AB nummer twaalf",
    "1017 Anton Bernard 12",
    "1017 alfa bravo 12",
    "netnummer 020 abonnee 5551234",
)
DRAWN = (
    "〇六一二三四五六七八",
    "0🙂6🙂1🙂2🙂3🙂4🙂5🙂6🙂7🙂8",
    "zes nul 🕕🕐🕑🕒🕓🕔🕕🕖🕗 0🕕🕐🕑🕒🕓🕔🕕🕖🕗",
    "0🎲 ⚅⚀⚁⚂⚃⚄⚅ 7 8",
    "I II III IV V VI VII VIII II",
    "06 XII 34 LVI 78",
    "geb 12-III-2015",
    "nul VI I II III IV V VI VII VIII",
)
DISGUISED = (
    "O6-I2E456T8",
    "06 1Z 34 5G 78",
    "06 1 2 E 4 S 6 7 B",
    "bsn is I23A56782",
    "0 6 | 2 3 4 5 6 7 8",
    "Ø612345678",
    "1112223ЗЗ",
    "l017AB 12",
    "a0b6c1d2e3f4g5h6i7j8",
    "123x456x782",
)
CODED = (
    "MDYxMjM0NTY3OA==",
    "zie MDYxMjM0NTY3OA",
    "MDYx MjM0 NTY3 OA==",
    "amFuLnZpc3NlckBnbWFpbC5jb20=",
    "30363132333435363738",
    "30 36 31 32 33 34 35 36 37 38",
    "%30%36%31%32%33%34%35%36%37%38",
    "&#48;&#54;&#49;&#50;&#51;&#52;&#53;&#54;&#55;&#56;",
    r"\u0030\u0036\u0031\u0032\u0033\u0034\u0035\u0036\u0037\u0038",
    "jan%2Evisser%40gmail%2Ecom",
    "jan&commat;gmail&period;com",
    "achterstevoren 87 65 43 21 60",
    "achteruit: acht zeven zes vijf vier drie twee een zes nul",
    "bel 8765432160",
)
ELSEWHERE = (
    "apenstaartje gmail, ervoor jan punt visser",
    "jan.visser-at-gmail-dot-com",
    "jan.visser #at# gmail #dot# com",
    "janvisserATgmailDOTcom",
    "jan.visser op gmail",
    "v i s s e r @ v o o r b e e l d . n l",
    "12 Dorpsstraat",
    "Dorpsstraat (12)",
    "Kerkweg 8",
    "kerkweg nr 8",
    "Keizersgr. 123",
    "nummer 123, Keizersgracht",
    "flat Kikkenstein 12",
    "cijfers 1011, letters AB",
    "3/4 '19",
    "3~4~2019",
    "12-03-15 is de geboortedatum",
    "XX/12/YY",
    "xx12yy is het kenteken",
    "nummerbord 1 ABC 23",
    "paspoort N X 1 2 3 4 5 6 7",
    "vreemdelingennummer 280.123.4567",
    "giro 1234567",
    "tel 555 12 34",
    "fatima_b19",
    "voorbeeld.nl/kind?id=4",
    "appel.peer.banaan",
    "52 graden 22 min noord",
)
ORDINARY = (
    "een en ander, drie keer gebeld, twee keer zonder gehoor",
    "dubbele dienst van 7 tot 23",
    "tussen 12:30 en 14:00, twee of drie collega's",
    "tien dertig OM, dan VT",
    "honderd procent zeker, tweehonderd euro",
    "artikel 3 lid II en III",
    "Bijlage I, II, III en IV",
    "2026-11-27T16:30",
    "schaal 5G en 12B, kamer 3E",
    "Samenwerkingsovereenkomst volgt",
    "100% zeker, 50%20 was een tikfout",
    "Zorg & Veiligheid",
    "omgekeerd ging het ook goed",
    "🕒 om drie uur",
    "november 2026, kamer 12",
    "onderweg 2, halverwege 3",
    "wie kan om 020-overleg",
)


@pytest.mark.parametrize("text", DICTATED)
def test_a_number_is_heard_however_it_is_dictated(text: str) -> None:
    assert caught(text)


@pytest.mark.parametrize("text", DRAWN)
def test_a_number_is_seen_in_the_signs_of_others_and_in_pictures(text: str) -> None:
    assert caught(text)


@pytest.mark.parametrize("text", DISGUISED)
def test_letters_that_stand_for_digits_hide_nothing(text: str) -> None:
    assert caught(text)


@pytest.mark.parametrize("text", CODED)
def test_what_a_telephone_can_undo_is_undone(text: str) -> None:
    assert caught(text)


@pytest.mark.parametrize("text", ELSEWHERE)
def test_an_address_a_date_or_a_plate_is_seen_in_another_form(text: str) -> None:
    assert caught(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_and_numbers_pass(text: str) -> None:
    assert not caught(text)


def test_what_was_in_a_code_has_no_place_and_so_no_hint() -> None:
    (found,) = inspect("MDYxMjM0NTY3OA==")

    assert (found.kind, found.start, found.end) == (Kind.PHONE, 0, 0)
    assert hint("zie MDYxMjM0NTY3OA==") == ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("99-XX-99", Kind.PLATE),
        ("XX-123-X", Kind.PLATE),
        ("4240 XL 382", Kind.ADDRESS),
        ("BE68 5390 0754 7034", Kind.IBAN),
        ("SB1234567", Kind.DOCUMENT_ID),
        ("IS1234567", Kind.DOCUMENT_ID),
    ],
)
def test_letters_that_mean_themselves_stay_letters(text: str, kind: Kind) -> None:
    assert kind in refused(text)
