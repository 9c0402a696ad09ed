"""Several networks in one installation never see each other, whatever is pressed (S13)."""

import pytest
from courses import BUTTONS
from neighbours import BETRAYS, NEIGHBOURS, OURS, living

from bot.rights import ORDERED


@pytest.mark.parametrize("state", ["raised", "concluded"])
async def test_s13_whatever_is_shown_in_one_network_says_and_changes_nothing_for_another(
    file, state: str
) -> None:
    async with living(file, state) as town:
        presses = [BUTTONS.unpack(data) for data in await town.buttons()]
        if state == "raised":  # what is not about an alert is the same in every state
            presses = [one for one in presses if one.alert is not None]
        betrayed = {}
        for press in presses:
            for neighbour in NEIGHBOURS:
                said, _ = await town.tries(neighbour, press)
                if BETRAYS.search(said):
                    betrayed[press.code.name, neighbour.name] = said

    assert betrayed == {}
    assert len({one.code for one in presses}) >= (20 if state == "raised" else 50)


async def test_s13_no_command_names_anything_of_another_network(file) -> None:
    async with living(file, "concluded") as town:
        own = [(await town.tries(one, name))[0] for one in OURS for name in ORDERED]
        others = [(await town.tries(one, name))[0] for one in NEIGHBOURS for name in ORDERED]

    assert any(BETRAYS.search(said) for said in own), "what is looked for can be seen"
    assert [said for said in others if BETRAYS.search(said)] == []
