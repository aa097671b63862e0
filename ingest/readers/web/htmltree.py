"""Element trees of web pages and e-books, made alike: plain tags, no comments, frames in their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from html.parser import HTMLParser

from lxml import etree
from lxml import html as lxml_html

from ingest.readers.web.stylesheets import apply_styles, sheets_of

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,31};")
_XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
_DECLARED_WITHIN = 2_000  # characters
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_MOST_FRAMES = 20  # frames that hold their page themselves
_CONTROLS = ("aria-controls", "data-target", "data-bs-target")
UNFOLDS = "data-unfolds"
"""The attribute that marks an element which a click on another shows."""


class TooDeep(ValueError):
    """The parser has dropped the end of a page, as it does below 2,048 levels."""


def tree_of(page: str, sheets: Sequence[str] = ()) -> etree._Element | None:
    """Return the tree of a page, None of one without an element or a word. `sheets` are style sheets beside it.

    A page that says that it is XHTML, and is no well-formed XML, is read as HTML. Raises TooDeep.
    """
    says_so = _DECLARATION.match(page) or _XHTML in page[:_DECLARED_WITHIN]
    tree = xhtml_tree_of(page) if says_so else None
    if tree is None:
        tree = _html(page)
    if tree is not None:
        _unfold(tree)
        _fill_frames(tree)
        apply_styles(tree, (*sheets, *sheets_of(tree)))
    return tree


def xhtml_tree_of(page: str) -> etree._Element | None:
    """Return the tree of well-formed XHTML, None of anything else. Entities that a DTD defines are not expanded."""
    parser = etree.XMLParser(
        remove_comments=True, remove_pis=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    text = _ENTITY.sub(lambda match: unescape(match.group()), _DECLARATION.sub("", page))
    try:
        tree = _plain(etree.fromstring(text.encode("utf-8", "replace"), parser=parser))
    except etree.XMLSyntaxError:
        return None
    return tree if tree.tag == "html" else None


def words_of(page: str) -> list[str]:
    """Return the texts between the tags of a page, in order, however deep."""
    return [" ".join(piece.split()) for piece in _Words.of(page).pieces if piece.strip()]


class _Words(HTMLParser):
    """Gathers the texts between tags. Knows no levels, so that none is too deep."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._unseen = ""

    @classmethod
    def of(cls, page: str) -> _Words:
        words = cls()
        words.feed(page)
        words.close()
        return words

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in ("script", "style", "title"):
            self._unseen = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unseen:
            self._unseen = ""

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data)


def _html(page: str) -> etree._Element | None:
    parser = lxml_html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree = lxml_html.document_fromstring(_DECLARATION.sub("", page).encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # “Document is empty”: a comment, a doctype
        return None
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise TooDeep
    return _plain(tree)


def _plain(tree: etree._Element) -> etree._Element:
    """Take the namespaces off the tags, and write upper case small."""
    for element in tree.iter(etree.Element):
        tag = element.tag
        if "}" in tag or ":" in tag or not tag.islower():
            element.tag = tag.rpartition("}")[2].rpartition(":")[2].lower() or "span"
        kind = element.get(_EPUB_TYPE) or element.get("epub:type")
        if kind:
            element.set("epub-type", kind)
    return tree


def _unfold(tree: etree._Element) -> None:
    """Mark what a button or tab shows."""
    elements = list(tree.iter(etree.Element))
    shown = {element.get(name, "").lstrip("#") for element in elements for name in _CONTROLS}
    shown.update(tab.get("href", "").lstrip("#") for tab in elements if tab.get("role") == "tab")
    for element in elements:
        if element.get("id") in shown:
            element.set(UNFOLDS, "")


def _fill_frames(tree: etree._Element) -> None:
    """Put the pages that frames hold themselves (srcdoc) in their places."""
    for frame in list(tree.iter("iframe"))[:_MOST_FRAMES]:
        inner = _html(frame.get("srcdoc") or "")
        body = inner.find(".//body") if inner is not None else None
        if body is not None:
            frame.tag = body.tag = "div"
            frame.text = None
            frame[:] = [body]
