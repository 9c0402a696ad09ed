"""An act that the page would not ask for does nothing, and neither does one from elsewhere."""

from collections.abc import AsyncIterator, Callable

import aiohttp
import pytest
import pytest_asyncio

from bot.practice.page.open_town import OpenTown
from bot.practice.page.server import MOST_BYTES, POLICY, STATIC, Page

Body = dict[str, object]
UNKNOWN = 9_999_999


@pytest_asyncio.fixture(loop_scope="session")
async def web() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def known(town: OpenTown) -> tuple[object, ...]:
    """Everything that a press, a text or a button of the page would change."""
    world = town.world
    messages = {id: (*chat.messages, *chat.members) for id, chat in world.chats.items()}
    faults = town.now_shown()["faults"]
    return len(world.queries), messages, world.clock.setting(), faults, town.school.is_on


def own(town: OpenTown) -> Body:
    """A press that would count: on the first button that the bot shows to politie."""
    politie = town.settled.phones["politie"]
    markup = {"inline_keyboard": [[{"text": "Ja", "callback_data": "x"}]]}
    chat = town.world.chats[politie.id]
    message = town.world.post(chat, town.world.bot, text="Echt?", markup=markup)
    return {
        "do": "press", "phone": politie.id, "chat": politie.id, "message": message.id,
        "row": 0, "column": 0, "label": "Ja",
    }  # fmt: skip


def of(town: OpenTown, part: str) -> int:
    return town.settled.phones[part].id


FORGED: list[tuple[str, Callable[[OpenTown], Body]]] = [
    ("another label", lambda town: own(town) | {"label": "Nee"}),
    ("no label", lambda town: own(town) | {"label": None}),
    ("another's chat", lambda town: own(town) | {"phone": of(town, "om")}),
    ("nobody's phone", lambda town: own(town) | {"phone": UNKNOWN}),
    ("no phone of the page", lambda town: own(town) | {"phone": town.world.bot.id}),
    ("an unknown message", lambda town: own(town) | {"message": UNKNOWN}),
    ("an unknown chat", lambda town: own(town) | {"chat": UNKNOWN}),
    ("an unknown row", lambda town: own(town) | {"row": 7}),
    ("a row from behind", lambda town: own(town) | {"row": -1}),
    ("a column from behind", lambda town: own(town) | {"column": -1}),
    ("a row that is no number", lambda town: own(town) | {"row": True}),
    ("data instead of a label", lambda town: own(town) | {"data": "x", "label": ""}),
    ("an unknown act", lambda town: own(town) | {"do": "__class__"}),
    ("no act", lambda town: {}),
    (
        "a text in another's chat",
        lambda town: {"do": "type", "phone": of(town, "om"), "chat": of(town, "vt"), "text": "x"},
    ),
    (
        "an empty text",
        lambda town: {"do": "type", "phone": of(town, "om"), "chat": of(town, "om"), "text": " "},
    ),
    (
        "a link to elsewhere",
        lambda town: {"do": "open", "phone": of(town, "om"), "link": "https://voorbeeld.nl"},
    ),
    (
        "a link to another bot",
        lambda town: {"do": "open", "phone": of(town, "om"), "link": "https://t.me/Ander?start=x"},
    ),
    ("an unknown moment", lambda town: {"do": "clock", "to": "yesterday"}),
    ("an unknown fault", lambda town: {"do": "fault", "name": "fire", "on": True}),
    ("an unknown exercise", lambda town: {"do": "lesson", "code": "../eerste"}),
    ("a list for an exercise", lambda town: {"do": "lesson", "code": ["eerste"]}),
]


@pytest.mark.parametrize("forged", [one for _, one in FORGED], ids=[name for name, _ in FORGED])
async def test_a_forged_act_is_refused_and_does_nothing(web, served, town, address, forged):
    body = forged(town)
    before = known(town)

    async with web.post(f"{address}do", json=body, headers=origin(served)) as answer:
        assert answer.status == 409
        assert set(await answer.json()) == {"why"}

    assert known(town) == before


def origin(served: Page) -> dict[str, str]:
    return {"Origin": f"http://127.0.0.1:{served.port}"}


async def test_the_same_act_from_the_page_counts(web, served, town, address):
    body = own(town)
    before = len(town.world.queries)

    async with web.post(f"{address}do", json=body, headers=origin(served)) as answer:
        assert answer.status == 200

    assert len(town.world.queries) == before + 1


STRANGE = [
    ("no origin", {"Origin": ""}),
    ("another origin", {"Origin": "https://voorbeeld.nl"}),
    ("another port", {"Origin": "http://127.0.0.1:1"}),
    ("no place at all", {"Origin": "null"}),
    ("a name that was pointed here", {"Host": "voorbeeld.nl", "Origin": "http://voorbeeld.nl"}),
    ("another site", {"Sec-Fetch-Site": "cross-site"}),
    ("a site beside it", {"Sec-Fetch-Site": "same-site"}),
    ("a form", {"Content-Type": "application/x-www-form-urlencoded"}),
    ("plain text", {"Content-Type": "text/plain"}),
]


@pytest.mark.parametrize("strange", [one for _, one in STRANGE], ids=[name for name, _ in STRANGE])
async def test_an_act_from_elsewhere_is_forbidden(web, served, town, address, strange):
    body = own(town)
    before = known(town)
    headers = origin(served) | {"Content-Type": "application/json"} | strange

    async with web.post(f"{address}do", json=body, headers=headers) as answer:
        assert answer.status == 403

    assert known(town) == before


@pytest.mark.parametrize("path", ["", "news", "words.json", "page.js", "do", "result.csv"])
async def test_whoever_does_not_know_the_secret_sees_nothing(web, served, path):
    for secret in ("", "x", served.secret[:-1], served.secret.swapcase()):
        async with web.get(f"http://127.0.0.1:{served.port}/{secret}/{path}") as answer:
            assert answer.status == 404


async def test_a_name_that_was_pointed_here_may_not_read_either(web, served, address):
    for path in ("", "news", "words.json"):
        async with web.get(f"{address}{path}", headers={"Host": "voorbeeld.nl"}) as answer:
            assert answer.status == 403


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'"x"', b"null"])
async def test_what_is_no_act_is_refused(web, served, address, body):
    headers = origin(served) | {"Content-Type": "application/json"}

    async with web.post(f"{address}do", data=body, headers=headers) as answer:
        assert answer.status == 409


async def test_too_much_is_refused(web, served, address):
    headers = origin(served) | {"Content-Type": "application/json"}

    async with web.post(f"{address}do", data=b"x" * (MOST_BYTES + 1), headers=headers) as answer:
        assert answer.status == 413


@pytest.mark.parametrize("name", ["..%2fserver.py", "%2e%2e/server.py", "index.html", "x.js"])
async def test_only_the_files_of_the_page_are_given(web, address, name):
    async with web.get(f"{address}{name}") as answer:
        assert answer.status == 404


@pytest.mark.parametrize("name", ["", *STATIC])
async def test_nothing_of_the_page_holds_a_script_or_a_style_inline(web, address, name):
    if name == "index.html":
        return
    async with web.get(f"{address}{name}") as answer:
        said = await answer.text()
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "unsafe" not in POLICY
    for inline in ("<style", "style=", "onclick=", "javascript:", ".innerHTML", "eval("):
        assert inline not in said
