"""Web pages: their main content, without navigation, scripts and footers."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from ingest.documents import BlockKind, DoubtKind
from ingest.readers.encoding import decode, tidy
from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints
from ingest.readers.web.blocks import parts_of, write
from ingest.readers.web.flow import Part
from ingest.readers.web.htmltree import TooDeep, tree_of, words_of
from ingest.readers.web.maincontent import main_parts
from ingest.readers.web.phrasing import words


def read_html(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return the main content of a page; of one too small to tell what is main, all but the navigation."""
    decoded = decode(content, hints.encoding)
    page = tidy(decoded.text).replace("\f", "\n")
    if not page.strip():
        return Extraction("", "")
    try:
        tree = tree_of(page)
    except TooDeep:
        return decoded.told(_without_structure(page))
    if tree is None:
        return Extraction("", "")
    _require_no_frames(tree)
    builder = Builder()
    hints.progress(1, 3)
    parts = parts_of(tree)
    hints.progress(2, 3)
    main = main_parts(parts, page)
    write(main, builder)
    return decoded.told(builder.extraction(_title(tree, main)))


def _without_structure(page: str) -> Extraction:
    builder = Builder()
    builder.doubt(DoubtKind.MISSING, "nested too deep to tell what is main; all is read, without its structure")
    for text in words_of(page):
        builder.paragraph(text)
    return builder.extraction()


def _require_no_frames(tree: etree._Element) -> None:
    addresses = [frame.get("src") for frame in tree.iter("frame") if frame.get("src")]
    if addresses:
        raise CannotRead(f"holds only frames; ingest the pages in them: {', '.join(addresses)}")


def _title(tree: etree._Element, main: Sequence[Part]) -> str:
    """Return the first heading of the first level in the main content, else what the page calls itself."""
    heading = next((part.text for part in main if part.kind is BlockKind.HEADING and part.level == 1), "")
    called = next((words(title) for title in tree.iter("title") if words(title)), "")
    return heading or called or next((part.text for part in main if part.kind is BlockKind.HEADING), "")
