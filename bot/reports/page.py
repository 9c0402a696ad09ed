"""A page to print and to archive: a title and paragraphs as PDF/A, the same bytes every time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path

import matplotlib as mpl
from fpdf import FPDF
from fpdf.enums import DocumentCompliance, XPos, YPos
from fpdf.fonts import TTFFont

from flows.calendar import local

FAMILY = "DejaVu"
MARGIN, HEAD, SIZE, LEADING, SMALL = 20, 16, 10.5, 5.4, 8  # mm and points

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmp:CreateDate="{at}" xmp:ModifyDate="{at}" xmp:MetadataDate="{at}">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


class Page(FPDF):
    """The sheet with its foot: when it was drawn up, and which page of how many."""

    drawn_up = ""

    @contextmanager
    def tagged(self, kind: str) -> Iterator[None]:
        """What is drawn within is read out as a paragraph (P) or a heading (H1, H2).

        It must fit on the side: a tag cannot be split. The library tags pictures alone; whoever
        tags one thing must tag all, because a reader then passes over what has no tag.
        """
        with self._marked_sequence() as element:
            element.s = f"/{kind}"
            yield

    def footer(self) -> None:
        """For the library: what stands below each sheet."""
        self.set_y(-MARGIN + 5)
        self.set_font(FAMILY, size=SMALL)
        self.cell(0, LEADING, printable(self, self.drawn_up))
        self.set_x(-2 * MARGIN - 10)
        self.cell(MARGIN + 10, LEADING, f"{self.page_no()}", align="R")


def page(title: str, paragraphs: list[str], now: datetime) -> bytes:
    """A document of plain text; a paragraph that starts with `# ` is a heading.

    Equal arguments give equal bytes: the moment in the file is `now`, and no other.
    """
    sheet = begun(title, now)
    put(sheet, title, HEAD, bold=True)
    below_heading = False
    for paragraph in paragraphs:
        heading = paragraph.startswith("# ")
        sheet.ln(0 if below_heading else LEADING / 2)
        below_heading = heading
        if heading and sheet.will_page_break(4 * LEADING):
            sheet.add_page()
        put(sheet, paragraph.removeprefix("# "), SIZE + heading, bold=heading)
    return bytes(sheet.output())


def begun(title: str, now: datetime) -> Page:
    """An empty sheet in Dutch, dated `now`, with its font: as the archive wants it (PDF/A)."""
    sheet = Page(format="A4", enforce_compliance=DocumentCompliance.PDFA_2B)
    here = local(now)
    sheet.drawn_up = f"{title} · {here:%d-%m-%Y %H:%M}"
    sheet.set_creation_date(here)
    sheet.set_title(title)
    at = here.isoformat(timespec="seconds")
    # The library would write the moment of writing here.
    sheet.set_xmp_metadata(XMP.format(at=at, title=escape(title)))
    sheet.set_lang("nl-NL")
    for style, file in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        sheet.add_font(FAMILY, style, _fonts() / file)
    sheet.set_margin(MARGIN)
    sheet.set_auto_page_break(auto=True, margin=MARGIN)
    sheet.add_page()
    return sheet


def put(sheet: FPDF, text: str, size: float, *, bold: bool = False) -> None:
    """A paragraph below what is there."""
    sheet.set_font(FAMILY, "B" if bold else "", size)
    height = LEADING * size / SIZE
    sheet.multi_cell(
        0, height, printable(sheet, text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
    )


def printable(sheet: FPDF, text: str) -> str:
    """The text without what the font cannot show: the pictures of a chat are not for paper."""
    font = sheet.current_font
    assert isinstance(font, TTFFont)
    plain = text.replace("\t", " ")  # no font has a sign for it
    return "".join(sign for sign in plain if sign == "\n" or ord(sign) in font.cmap)


@cache
def _fonts() -> Path:
    return Path(mpl.get_data_path()) / "fonts" / "ttf"
