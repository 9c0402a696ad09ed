"""The pictures of guide and README show what the page shows today."""

import difflib

from PIL import Image

from .pictures import BEELDEN, DOCS, OF_THE_GUIDE, OF_THE_README, take

ANEW = "the screens have changed: run `make pictures`, and look at the pictures\n"
MOST_BYTES = 1_500_000
FRAME, PAGE, SCALE = 360, 1280, 2
KEPT = [
    *(BEELDEN / name for name in OF_THE_GUIDE),
    *(DOCS / name for name in OF_THE_README),
]


async def test_what_can_be_read_on_the_pictures_is_what_the_page_shows(browser, tmp_path):
    await take(browser, tmp_path, tmp_path)

    for kept in KEPT:
        was = kept.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
        now = (tmp_path / f"{kept.name}.txt").read_text(encoding="utf-8").splitlines()
        assert was == now, ANEW + "\n".join(difflib.unified_diff(was, now, kept.name, lineterm=""))


def test_the_pictures_are_small_and_fit_a_phone():
    for kept in KEPT:
        with Image.open(kept.with_suffix(".png")) as picture:
            most = PAGE if kept.name == "beeld-oefenstad" else FRAME
            assert picture.width <= most * SCALE
    assert sum(kept.with_suffix(".png").stat().st_size for kept in KEPT) < MOST_BYTES
