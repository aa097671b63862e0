"""Web pages: their main content, without navigation, scripts and footers."""

from __future__ import annotations

from lxml import etree

from ingest.documents import DoubtKind
from ingest.readers.encoding import decode, tidy
from ingest.readers.htmltree import TooDeep, tree_of, words_of
from ingest.readers.maincontent import main_parts
from ingest.readers.markup import parts_of, write
from ingest.readers.reading import Builder, CannotRead, Hints, Reading


def read_html(content: bytes, hints: Hints = Hints()) -> Reading:
    """Return the main content of a page; of one too small to tell what is main, all but the navigation."""
    decoded = decode(content, hints.encoding)
    page = tidy(decoded.text).replace("\f", "\n")
    if not page.strip():
        return Reading("", "")
    try:
        tree = tree_of(page)
    except TooDeep:
        return decoded.told(_without_structure(page))
    if tree is None:
        return Reading("", "")
    _require_no_frames(tree)
    builder = Builder()
    write(main_parts(parts_of(tree), page), builder)
    return decoded.told(builder.reading(_title(tree)))


def _without_structure(page: str) -> Reading:
    builder = Builder()
    builder.doubt(DoubtKind.MISSING, "nested too deep to tell what is main; all is read, without its structure")
    for words in words_of(page):
        builder.paragraph(words)
    return builder.reading()


def _require_no_frames(tree: etree._Element) -> None:
    addresses = [frame.get("src") for frame in tree.iter("frame") if frame.get("src")]
    if addresses:
        raise CannotRead(f"holds only frames; ingest the pages in them: {', '.join(addresses)}")


def _title(tree: etree._Element) -> str:
    for path in ("//h1", "//title"):
        for element in tree.xpath(path):
            title = " ".join("".join(element.itertext()).split())
            if title:
                return str(title)
    return ""
