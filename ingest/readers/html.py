"""Web pages: their main content, without navigation, scripts and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from ingest.readers.encoding import decode, tidy
from ingest.readers.reading import Builder, Hints, Reading

_NOISE = frozenset("script style noscript template nav footer aside form iframe svg button select head".split())
_BLOCKS = frozenset("p div section article main blockquote pre dd dt figcaption address td th caption".split())
_HEADING = re.compile(r"h([1-6])")
_RENDITION = re.compile(r"h([1-6])")


def read_html(content: bytes, hints: Hints = Hints()) -> Reading:
    """Return the main content of a page; of one too small to tell what is main, all but the navigation."""
    page = tidy(decode(content, hints.encoding).text).replace("\f", "\n")
    if not page.strip():
        return Reading("", "")
    tree = lxml_html.document_fromstring(_without_declaration(page))
    main = trafilatura.extract(page, output_format="xml", include_comments=False, include_tables=True, fast=True)
    builder = Builder()
    if main:
        _write_extract(etree.fromstring(main.encode()), builder)
    reading = builder.reading(_title(tree))
    whole = Builder()
    _write_tree(tree, whole)
    fallback = whole.reading(_title(tree))
    return fallback if len(reading.text) < max(_TINY, _MAIN_SHARE * len(fallback.text)) else reading


_TINY = 300  # characters: of so few every one counts, and extraction drops headings
_MAIN_SHARE = 0.3  # of the page's words: an extract of less has lost the main content


def _without_declaration(page: str) -> str:
    return re.sub(r"\A\s*<\?xml[^>]*\?>", "", page)


def _title(tree: etree._Element) -> str:
    for path in ("//h1", "//title"):
        for element in tree.xpath(path):
            title = " ".join("".join(element.itertext()).split())
            if title:
                return str(title)
    return ""


def _write_extract(root: etree._Element, builder: Builder) -> None:
    """Write trafilatura's own XML: head, p, list of item, table of row of cell."""
    for element in root.iter("head", "p", "item", "row", "quote", "code"):
        if any(parent.tag in ("item", "row", "quote") for parent in element.iterancestors()):
            continue
        _write_extracted(element, builder)


def _write_extracted(element: etree._Element, builder: Builder) -> None:
    if element.tag == "head":
        builder.heading(_text(element), int((element.get("rend") or "h2")[-1]))
    elif element.tag == "row":
        builder.line(" | ".join(_text(cell) for cell in element.iter("cell")))
    elif element.tag == "item":
        builder.line(_text(element))
    else:
        builder.gap()
        builder.paragraph(_text(element))


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


# -- the whole page, when extraction finds too little --------------------------------------------------------------


def _write_tree(element: etree._Element, builder: Builder) -> None:
    if not isinstance(element.tag, str) or element.tag in _NOISE:
        return
    heading = _HEADING.fullmatch(element.tag)
    if heading:
        builder.heading(_text(element), int(heading.group(1)))
    elif element.tag == "tr":
        builder.line(" | ".join(_text(cell) for cell in element))
    elif element.tag == "li":
        builder.line(_text(element))
    elif _is_leaf(element):
        builder.gap()
        builder.paragraph(_text(element))
    else:
        _write_mixed(element, builder)


def _write_mixed(element: etree._Element, builder: Builder) -> None:
    builder.paragraph(element.text or "")
    for child in element:
        _write_tree(child, builder)
        builder.paragraph(child.tail or "")


def _is_leaf(element: etree._Element) -> bool:
    """Whether it holds running text only, no further blocks."""
    return all(child.tag not in _INNER_BLOCKS for child in _descendants(element))


def _descendants(element: etree._Element) -> Iterator[etree._Element]:
    return (child for child in element.iterdescendants() if isinstance(child.tag, str))


_INNER_BLOCKS = _BLOCKS | _NOISE | frozenset("ul ol table li tr h1 h2 h3 h4 h5 h6 header body".split())
