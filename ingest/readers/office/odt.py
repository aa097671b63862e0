"""OpenDocument texts: headings, paragraphs, numbered lists, tables, notes and comments as one canonical text.

Read from the file's own XML: odfpy is under the GPL, and converters drop numbers, notes or merged cells.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ingest.documents import BlockKind
from ingest.readers.extraction import Builder, Extraction, Hints
from ingest.readers.office.odf import OFFICE, STYLE, open_document
from ingest.readers.office.odf_flow import OdfFlow
from ingest.readers.office.odf_styles import styles_of
from ingest.readers.office.pictures import write_pictures

_REPEATED = tuple(
    STYLE + name for name in ("header", "header-first", "header-left", "footer", "footer-first", "footer-left")
)
_PAGE_WORDS = 3  # beside a page's number: "Page … of …"


def read_odt(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return what a text (.odt, .ott, .fodt) shows, without what tracked changes deleted. Raises CannotRead."""
    builder = Builder()
    file = open_document(content, builder)
    flow = OdfFlow(file, styles_of(file.styles, file.content), builder)
    flow.write(file.body("text"))
    said = builder.extraction().text
    for line in _repeated(flow, file.styles):
        if line not in said:
            builder.paragraph(line, BlockKind.NOTE)
    flow.losses.tell(builder)
    if file.package is not None:
        write_pictures(file.package, builder, hints)
    return builder.extraction(flow.title or builder.first_heading or file.title)


def _repeated(flow: OdfFlow, styles: etree._Element | None) -> Iterator[str]:
    """Yield the lines of the headers and footers of pages, each once, without the numbers of pages."""
    said: set[str] = set()
    for masters in [] if styles is None else styles.iterfind(f"{OFFICE}master-styles"):
        for element in masters.iter(*_REPEATED):
            if element.get(f"{STYLE}display") == "false":
                continue
            for one in flow.plain(element):
                line = " ".join(one.lines)
                if line and line not in said and not (one.words.paged and len(line.split()) <= _PAGE_WORDS):
                    said.add(line)
                    yield line
