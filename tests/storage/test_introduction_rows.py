"""The moment at which somebody came to the end of the introduction is kept once, and goes along."""

from storage_examples import MINUTE, NOON, OM, VT

from flows.people import Function, Post
from storage.unit_of_work import Storage

ANNA, BO = 7_000_000_001, 7_000_000_002
AT_VT = Post(network="amsterdam", function=Function.MEMBER, role=VT)
AT_OM = Post(network="amsterdam", function=Function.MEMBER, role=OM)


async def test_the_first_time_is_kept_and_of_nobody_else(storage: Storage) -> None:
    async with storage.work() as work:
        anna = await work.people.enrol(ANNA, "Anna", AT_VT, NOON)
        bo = await work.people.enrol(BO, "Bo", AT_VT, NOON)
        assert (anna.introduced_at, bo.introduced_at) == (None, None)
        await work.introductions.read(anna.person, NOON + MINUTE)
        await work.introductions.read(anna.person, NOON + 2 * MINUTE)

    async with storage.view() as work:
        kept = {one.name: one.introduced_at for one in await work.people.members()}
    assert kept == {"Anna": NOON + MINUTE, "Bo": None}


async def test_another_post_leaves_it_and_who_comes_back_reads_it_again(storage: Storage) -> None:
    async with storage.work() as work:
        anna = await work.people.enrol(ANNA, "Anna", AT_VT, NOON)
        await work.introductions.read(anna.person, NOON)
        assert (await work.people.enrol(ANNA, "Anna", AT_OM, NOON)).introduced_at == NOON
        await work.people.remove(anna.person, NOON + MINUTE)
        left = await work.people.kept(ANNA)
        assert left is not None
        assert left.introduced_at is None

        back = await work.people.enrol(ANNA, "Anna", AT_OM, NOON + 2 * MINUTE)

    assert back.introduced_at is None
