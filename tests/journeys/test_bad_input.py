"""Whatever people send: each gets its answer in Dutch, and nothing of what is kept changes."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from stage import PATIENCE, TUESDAY, Stage, playing

from bot.buttons import Buttons, Code, Press
from bot.practice.model import User
from flows.state import AlertId

OTHER_BOT = User(id=42, first_name="Ander", username="AnderBot", is_bot=True)
STRANGE = "Deze bot is alleen voor leden."
NOT_ASKED = "Er is nu niets om te typen"
NOT_READ = "leest de bot niet. Er is niets bewaard."
NOT_SEEN = "De bot ziet niet wie je bent."
NOT_CURRENT = "Dit is niet meer actueel"
SKM, OUD = AlertId("SKM-2611-01"), AlertId("OUD-2611-01")
VALID = Press(code=Code.KAN_NU, alert=SKM, details=("1",))

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory, empty_database):
    """One stage for the whole table, with an alert that runs in each group."""
    folder = tmp_path_factory.mktemp("bad_input")
    shutil.copy(empty_database, folder / "spoedgroep.db")
    with pytest.MonkeyPatch.context() as patch:
        async with playing(folder, TUESDAY, patch) as stage:
            await stage.settles()
            assert [await stage.asks(), await stage.asks(doelgroep="ouderen")] == [SKM, OUD]
            await without_a_post(stage)
            yield stage


async def without_a_post(stage):
    """Somebody who never was a member, and somebody who is none any more."""
    for name in ("vreemde", "oudlid"):
        stage.people[name] = stage.town.person(f"{name} <b>Jansen</b>")
        await stage.people[name].joins(stage.skm)
    async with stage.storage.work() as work:
        member = await work.people.member(stage.rvdk.id)
        former = await work.people.enrol(
            stage.oudlid.id, "Oud Lid", member.posts[0], stage.clock.now()
        )
        await work.people.remove(former.person, stage.clock.now())
    await stage.quiet()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What somebody does, and the answer; `where` is private, group or toast."""

    does: Callable[[Stage], Awaitable[object]] = field(repr=False)
    says: str
    who: str = "politie"
    where: str = "private"


def types(text: str, says: str = NOT_ASKED, who: str = "politie") -> Case:
    return Case(does=lambda stage: stage.people[who].types(text), says=says, who=who)


def sends(what: str) -> Case:
    return Case(does=lambda stage: getattr(stage.politie, f"sends_{what}")(), says=NOT_READ)


def nameless(**how: object) -> Case:
    async def does(stage: Stage) -> None:
        said = {name: one(stage) if callable(one) else one for name, one in how.items()}
        await stage.beheerder.types("/koppel", stage.skm, **said)

    return Case(does=does, says=NOT_SEEN, who="beheerder", where="group")


def presses(
    data: str | Press, says: str = NOT_CURRENT, who: str = "politie", group: str = "skm"
) -> Case:
    """A press under the card of a group; a Press is packed as our own buttons are."""

    async def does(stage: Stage) -> object:
        card = stage.card(SKM if group == "skm" else OUD, stage.groups[group])
        return await stage.people[who].presses_data(
            ours.pack(data) if isinstance(data, Press) else data, card
        )

    return Case(does=does, says=says, who=who, where="toast")


async def edits(stage: Stage) -> None:
    await stage.politie.edits(await stage.politie.types("/help"), "toch iets anders")


async def through_a_bot(stage: Stage) -> None:
    await stage.politie.types("hallo", via_bot=OTHER_BOT)


ours = Buttons(bytes([3]) * 32)  # the chain key of the stage
theirs = Buttons(b"of another installation")
CASES = {
    "HTML": types("<b>vet</b> &amp; <script> <a"),
    "a link": types("<a href='tg://user?id=1'>x</a>", "Dit lijkt op een link"),
    "text that runs backwards": types("kan \u202eun nak\u202c"),
    "signs that are not seen": types("kan\u200b nu\u2060\ufeff"),
    "a sign in two halves": types("🚨" * 300),
    "five thousand signs": types("lang " * 1000),
    "SQL": types("'; DROP TABLE alert; --"),
    "braces": types("{id} %s {0.__class__}"),
    "a name and a number": types("Bel Fatima Yildiz, 06-48121620", "Dit lijkt op"),
    "an unknown command": types("/onzin", "Deze opdracht is er niet."),
    "a link with odd signs": types("/start é\u202eè", "Deze link werkt niet meer."),
    "a forged link": types("/start kn_SKM-2611-01_AAAAAAAAAAAA", "Deze link werkt niet meer."),
    "a stranger who types": types("hallo", STRANGE, who="vreemde"),
    "a stranger with a command": types("/alarm", STRANGE, who="vreemde"),
    "a stranger with an odd link": types("/start é", STRANGE, who="vreemde"),
    "a former member": types("/alarm", STRANGE, who="oudlid"),
    "somebody without a role": types("/alarm", "Dit is voor wie namens", who="voorzitter"),
    "a photo": sends("photo"),
    "a voice": sends("voice"),
    "a place": sends("location"),
    "a contact": sends("contact"),
    "a document": sends("document"),
    "a sticker": sends("sticker"),
    "forwarded": Case(
        does=lambda stage: stage.politie.forwards("kan nu"), says="Een doorgestuurd bericht leest"
    ),
    "edited": Case(does=edits, says="Een gewijzigd bericht telt niet."),
    "through another bot": Case(does=through_a_bot, says=NOT_SEEN),
    "an anonymous administrator": nameless(anonymous=True),
    "a channel": nameless(as_channel=lambda stage: stage.town.channel("Nieuws")),
    "foreign data": presses(theirs.pack(VALID)),
    "garbage": presses("kn|SKM-2611-01|1|"),
    "bars only": presses("||||"),
    "signs outside ASCII": presses("kn|SKM-2611-01|1|é"),
    "half of it": presses(ours.pack(VALID)[:20]),
    "a stranger who presses": presses(VALID, STRANGE, who="vreemde"),
    "a former member who presses": presses(VALID, STRANGE, who="oudlid"),
    "a role that was not asked": presses(
        Press(code=Code.KAN_NU, alert=OUD, details=("1",)), "niet gevraagd", "rvdk", "ouderen"
    ),
    "another network": presses(
        Press(code=Code.VERWACHTINGEN, details=("zaanstreek",)), "alleen voor leden"
    ),
    "a role that is nowhere": presses(
        Press(code=Code.VERWACHTINGEN, details=("amsterdam-amstelland", "school"))
    ),
    "a screen that is not there": presses(Press(code=Code.KENNISMAKEN, details=("dansen",))),
    "nobody's role": presses(VALID, "namens een partner", who="voorzitter"),
    "a role that did not ask for it": presses(
        Press(code=Code.VERGISSING, alert=SKM, details=("ja",)), "alleen de partner die het overleg"
    ),
    "a card in another group": presses(VALID, STRANGE, group="ouderen"),
    "an alert that is not there": presses(
        Press(code=Code.KAN_NU, alert=AlertId("SKM-2611-99")), "hier niet bekend"
    ),
    "an earlier round": presses(Press(code=Code.KAN_NU, alert=SKM, details=("0",))),
    "sending what is no draft": presses(Press(code=Code.VERSTUUR)),
    "binding by a member": presses(
        Press(code=Code.KOPPEL, details=("amsterdam-amstelland", "ouderen")), "alleen de beheerder"
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_bad_input_gets_its_answer_and_changes_nothing(stage, case):
    before, who = await stage.kept(), stage.people[case.who]
    mark = who.mark()

    done = await case.does(stage)

    if case.where == "toast":
        assert case.says in await done.toast(PATIENCE)
    else:
        await stage.sees(who, case.says, stage.skm if case.where == "group" else None, after=mark)
    await stage.quiet()
    assert await stage.kept() == before
    async with stage.storage.view() as work:
        assert await work.updates.set_asides() == []


async def test_s20_f28_every_change_of_one_sign_in_the_data_of_a_button_is_refused(stage):
    before, card = await stage.kept(), stage.card(SKM)
    data = ours.pack(VALID)

    pressed = [
        await stage.politie.presses_data(data[:at] + other + data[at + 1 :], card)
        for at in range(len(data))
        for other in {"x", "1", "|"} - {data[at]}
    ]
    said = await asyncio.gather(*(press.toast(PATIENCE) for press in pressed))

    assert {NOT_CURRENT in text for text in said} == {True}
    assert await stage.kept() == before


@pytest.mark.parametrize("what", ["photo", "voice", "location", "contact", "document", "sticker"])
async def test_s26_what_is_sent_in_the_group_is_kept_nowhere_and_answered_in_private(stage, what):
    before, said = await stage.kept(), len(stage.town.sent_to(stage.skm))

    await getattr(stage.politie, f"sends_{what}")(stage.skm)
    await stage.politie.types("Wie belt de school?", stage.skm)
    await stage.quiet()

    assert await stage.kept() == before
    assert len(stage.town.sent_to(stage.skm)) == said


async def test_s04_a_name_with_markup_stays_a_name(stage):
    async with stage.storage.work() as work:
        member = await work.people.member(stage.om.id)
        await work.people.enrol(stage.om.id, "<b>Olga</b> & 'Co", member.posts[0], TUESDAY)

    await stage.vt.types("/wie")

    shown = await stage.sees(stage.vt, "Wie is wie")
    assert "<b>Olga</b> & 'Co" in shown.text
