"""Pictures and pages as somebody looked at them and found them good, to compare new ones with.

`make approve` puts what is drawn now in their place; look at them before they are committed.
"""

import io
import os
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

HERE = Path(__file__).parent / "approved"
PHONE, PAPER = 360, 620  # points wide: what a phone shows, and a sheet that can be read
BLUR, FAR = 32, 0.0003  # a point may differ so much, of 255; so small a share may differ more


def looks_as_approved(drawn: bytes, name: str) -> None:
    """Compare a PNG with the approved one of this name."""
    _compare(Image.open(io.BytesIO(drawn)), name, PHONE)


def page_looks_as_approved(pdf: bytes, number: int, name: str) -> None:
    """Compare a side of a PDF, from nought, with the approved one of this name."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[number]
    image = page.render(scale=2).to_pil()
    page.close()
    document.close()
    _compare(image, name, PAPER)


def text_of(pdf: bytes) -> str:
    """What is read out of a PDF, on one line."""
    document = pypdfium2.PdfDocument(pdf)
    told = []
    for page in document:
        text = page.get_textpage()
        told.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return " ".join(" ".join(told).split())


def _compare(image: Image.Image, name: str, width: int) -> None:
    height = round(image.height * width / image.width)
    small = image.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
    kept = HERE / f"{name}.png"
    fresh = HERE / f"{name}.new.png"
    fresh.unlink(missing_ok=True)
    if os.environ.get("APPROVE"):
        small.quantize(256, Image.Quantize.FASTOCTREE).save(kept, optimize=True)
    with Image.open(kept) as file:
        approved = file.convert("RGB")
    assert approved.size == small.size, f"{name} has another size; `make approve` accepts it"
    difference = ImageChops.difference(small, approved).convert("L")
    far = sum(difference.histogram()[BLUR:]) / (width * height)
    if far > FAR:
        small.save(fresh)
    assert far <= FAR, f"{name} looks different; see {name}.new.png, `make approve` accepts it"
