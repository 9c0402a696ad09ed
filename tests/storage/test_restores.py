"""What a restore leaves to be set right, on either database; and that the chain knows of it."""

import json
from datetime import timedelta

from storage_examples import MINUTE, NOON, POLITIE, SKM_7, answered, errand, raised

from bot.anchor import anchor, checked
from flows.people import Function, Invitation, Post
from storage.chain import Flaw
from storage.evidence import Anchor
from storage.facts import RESTORED
from storage.instant import written
from storage.restores import Restore, unexplained
from storage.unit_of_work import Storage

HOUR = timedelta(hours=1)
POST = Post(network="amsterdam", function=Function.CHAIR)


async def test_f76_the_anchors_of_what_is_lost_are_explained_by_the_restore_and_no_others(
    storage: Storage, tmp_path
) -> None:
    path = tmp_path / "spoedgroep.anchor"
    async with storage.work() as work:
        await work.alerts.keep(None, [raised(), answered(1)])
    await anchor(storage, path, NOON + 2 * MINUTE)
    async with storage.view() as work:
        sign = work.history.sign
    path.write_text(path.read_text() + _anchored(sign, NOON + HOUR, 9))
    assert {one.flaw for one in await checked(storage, path)} == {Flaw.CUT_OFF}

    async with storage.work() as work:
        await work.restores.note(NOON + 2 * MINUTE, 9, NOON + 2 * HOUR)

    assert await checked(storage, path) == []
    async with storage.work() as work:
        await work.alerts.keep(await work.alerts.load(SKM_7), [answered(3, POLITIE)])
    await anchor(storage, path, NOON + 3 * HOUR)
    assert await checked(storage, path) == []
    path.write_text(path.read_text() + _anchored(sign, NOON + 4 * HOUR, 99))
    assert {one.flaw for one in await checked(storage, path)} == {Flaw.CUT_OFF}


def _anchored(sign, at, count) -> str:
    told = {"at": written(at), "count": count, "hash": "0" * 64}
    told["signature"] = sign("anchor", written(at), count, "0" * 64)
    return f"{json.dumps(told)}\n"


async def test_f76_a_restore_that_nobody_signed_explains_nothing(storage: Storage) -> None:
    async with storage.work() as work:
        await work.restores.note(NOON, 9, NOON + HOUR)
        told = await work.facts.get(RESTORED)
        assert told is not None
        await work.facts.set(RESTORED, told.replace('"count": 0', '"count": 1'))

    async with storage.view() as work:
        assert await work.restores.all() == []
        assert await work.restores.last() is None


def test_only_what_came_before_a_restore_and_after_its_picture_is_explained() -> None:
    restore = Restore(at=NOON, made_at=NOON - HOUR, count=5)

    def at(minutes: int, count: int) -> Anchor:
        return Anchor(at=NOON + minutes * MINUTE, count=count, hash="", signature="")

    anchors = [at(-90, 5), at(-30, 8), at(4, 9), at(6, 7)]
    assert unexplained(anchors, [restore]) == [at(-90, 5), at(6, 7)]


async def test_f76_what_waited_is_told_to_nobody_and_deeds_and_cards_stay(storage: Storage) -> None:
    async with storage.work() as work:
        told = [await work.outbox.tell(errand(user=number)) for number in (1, 2)]
        await work.outbox.take(NOON, (), 1)

        assert await work.outbox.waits_of(("notice",)) == 1
        assert await work.outbox.drop_kinds(("screen",), NOON, "restored") == 0
        assert await work.outbox.drop_kinds(("notice", "screen"), NOON, "restored") == len(told)
        assert await work.outbox.waits_of(("notice",)) == 0


async def test_f76_numbers_go_on_at_the_next_hundred(storage: Storage) -> None:
    async with storage.work() as work:
        for _ in range(7):
            await work.alerts.new_id("SKM", 2026, 11)
        for prefix in ("SKM", "OEF"):
            await work.alerts.skip_numbers(prefix, 2026, 11)
        assert await work.alerts.new_id("SKM", 2026, 11) == "SKM-2611-101"
        assert await work.alerts.new_id("OEF", 2026, 11) == "OEF-2611-101"
        assert await work.alerts.new_id("SKM", 2026, 12) == "SKM-2612-01"
        await work.alerts.skip_numbers("SKM", 2026, 11)
        assert await work.alerts.new_id("SKM", 2026, 11) == "SKM-2611-201"


async def test_f76_no_link_of_before_lets_anybody_in(storage: Storage) -> None:
    async with storage.work() as work:
        for name in ("one", "other"):
            invitation = Invitation(post=POST, made_by=None, made_at=NOON)
            await work.people.invite(name, invitation)
        await work.people.revoke_invitation("one", NOON)

        assert await work.people.revoke_invitations(NOON + MINUTE) == 1

        found = await work.people.invitation("other")
        assert found is not None
        assert found.used_at == NOON + MINUTE
