"""E-books (EPUB 2 and 3): the pages of the spine, in order, each a chapter that is called as the contents call it."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from ingest.documents import DoubtKind, PlaceKind
from ingest.readers.encoding import Decoded, decode, tidy
from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints
from ingest.readers.packages import Package
from ingest.readers.web.blocks import parts_of, write
from ingest.readers.web.contents import (
    ContentsEntry,
    chapters,
    contents_path,
    entries_of_page,
    entries_of_points,
    inside,
)
from ingest.readers.web.flow import HEADINGS, Part
from ingest.readers.web.htmltree import TooDeep, tree_of
from ingest.readers.web.phrasing import words

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS_ONLY = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")
_PROTECTED = "protected against copying (DRM); open it in its seller's program, or get a copy without protection"


@dataclass(frozen=True, slots=True)
class _Item:
    """A part of the book that its manifest names."""

    path: str
    kind: str
    properties: frozenset[str]


def read_epub(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return the book's pages as one text. Raises CannotRead for a book that is protected, damaged or none."""
    package = Package.open(content)
    book = _book_path(package)
    root = package.xml(book, mend=True)
    items = _items(root, posixpath.dirname(book))
    spine = [items[one.get("idref", "")] for one in root.iter("{*}itemref") if one.get("idref") in items]
    pages = [item for item in spine if item.kind in _PAGES or item.path.endswith((".html", ".xhtml", ".htm"))]
    if not pages:
        raise CannotRead("names no pages to read; it is damaged, or no e-book: fetch it again")
    _require_open(package, pages)
    builder = Builder()
    contents = _Contents(_entries(package, root, items), _sheets(package, items))
    _write_pages(package, pages, contents, builder, hints)
    return builder.extraction(_title(root) or builder.first_heading)


@dataclass(frozen=True, slots=True)
class _Contents:
    """What the contents call the places of each page, by its path, and the book's style sheets."""

    entries: Mapping[str, Sequence[ContentsEntry]]
    sheets: tuple[str, ...]


def _write_pages(package: Package, pages: list[_Item], contents: _Contents, builder: Builder, hints: Hints) -> None:
    called = ""
    for number, item in enumerate(pages, start=1):
        hints.progress(number, len(pages))
        try:
            page = _page(package, item.path, contents.sheets)
        except CannotRead as error:
            builder.doubt(DoubtKind.MISSING, f"page {number} of {len(pages)} could not be read: {error}")
            continue
        entries = contents.entries.get(item.path, ())
        going_on = called if entries else page.heading or called
        for called, parts in page.chapters(entries, going_on or page.heading or str(number)):
            with builder.place(PlaceKind.CHAPTER, called):
                write(parts, builder)
                builder.gap()
        for doubt in page.decoded.doubts:
            builder.doubt(doubt.kind, f"chapter “{called}”: {doubt.message}")


@dataclass(frozen=True, slots=True)
class _Page:
    decoded: Decoded
    parts: tuple[Part, ...]
    tree: etree._Element | None

    @property
    def heading(self) -> str:
        """The words of its first heading."""
        return next((part.text for part in self.parts if part.element.tag in HEADINGS), "")

    def chapters(self, entries: Sequence[ContentsEntry], going_on: str) -> Iterator[tuple[str, list[Part]]]:
        """Yield the chapters that begin in the page, and before them what goes on from the last one."""
        titles = {0: going_on}
        for entry in reversed(chapters(entries)):  # of several in one place the first has the last word
            titles[self._first_part(entry.anchor)] = entry.title
        starts = sorted(titles)
        for start, end in zip(starts, (*starts[1:], len(self.parts)), strict=True):
            yield titles[start], list(self.parts[start:end])

    def _first_part(self, anchor: str) -> int:
        """Return the number of the first part at an anchor or after it; 0 for the page, or an anchor it lacks."""
        if not anchor or self.tree is None:
            return 0
        places = {element: number for number, element in enumerate(self.tree.iter())}
        target = next((one for one in places if anchor in (one.get("id"), one.get("name"))), None)
        if target is None:
            return 0
        around = {one for one in (target, *target.iterancestors()) if one.tag not in _SECTIONS}
        later = (
            number
            for number, part in enumerate(self.parts)
            if part.element in around or places.get(part.element, 0) >= places[target]
        )
        return next(later, 0)


_SECTIONS = frozenset(("html", "body", "div", "section", "article", "main"))


def _page(package: Package, path: str, sheets: Sequence[str]) -> _Page:
    decoded, tree = _tree(package, path, sheets)
    return _Page(decoded, tuple(parts_of(tree)) if tree is not None else (), tree)


def _tree(package: Package, path: str, sheets: Sequence[str] = ()) -> tuple[Decoded, etree._Element | None]:
    decoded = decode(package.read(path))
    try:
        return decoded, tree_of(tidy(decoded.text).replace("\f", "\n"), sheets)
    except TooDeep as error:
        raise CannotRead("nested too deep; it is damaged, or made to do harm") from error


# -- the package -------------------------------------------------------------------------------------------------------


def _book_path(package: Package) -> str:
    """Return the path of the file that names the book's parts."""
    if _CONTAINER in package:
        for root_file in package.xml(_CONTAINER, mend=True).iter("{*}rootfile"):
            path = unquote(root_file.get("full-path", ""))
            if path in package:
                return path
    found = next((name for name in package.names if name.lower().endswith(".opf")), None)
    if found is None:
        raise CannotRead("no e-book, or damaged: no list of its pages; fetch it again")
    return found


def _items(root: etree._Element, folder: str) -> dict[str, _Item]:
    return {
        one.get("id", ""): _Item(
            inside(folder, one.get("href", "")),
            one.get("media-type", "").lower(),
            frozenset(one.get("properties", "").split()),
        )
        for one in root.iter("{*}item")
    }


def _sheets(package: Package, items: Mapping[str, _Item]) -> tuple[str, ...]:
    found = [item for item in items.values() if item.kind == "text/css" and item.path in package]
    return tuple(package.read(item.path).decode("utf-8", "replace") for item in found)


def _require_open(package: Package, pages: list[_Item]) -> None:
    """Refuse a book whose pages are encrypted; that of fonts hides no words."""
    if _ENCRYPTION not in package:
        return
    paths = {item.path.lower() for item in pages}
    for encrypted in package.xml(_ENCRYPTION, mend=True).iter("{*}EncryptedData"):
        method = encrypted.find("{*}EncryptionMethod")
        named = encrypted.find(".//{*}CipherReference")
        harmless = method is not None and method.get("Algorithm") in _FONTS_ONLY
        if not harmless and named is not None and inside("", named.get("URI", "")).lower() in paths:
            raise CannotRead(_PROTECTED)


def _title(root: etree._Element) -> str:
    return next((words(one) for one in root.iter("{*}title") if words(one)), "")


def _entries(package: Package, root: etree._Element, items: Mapping[str, _Item]) -> dict[str, list[ContentsEntry]]:
    """Return the lines of the contents by the page that they lead to, those of EPUB 3 before those of EPUB 2."""
    found: list[ContentsEntry] = []
    with suppress(CannotRead):  # without contents the pages are there all the same, called by their headings
        for item in items.values():
            if "nav" in item.properties and item.path in package:
                _, tree = _tree(package, item.path)
                found.extend(entries_of_page(tree, item.path) if tree is not None else ())
    with suppress(CannotRead):
        points = {name: item.path for name, item in items.items() if item.kind.endswith("x-dtbncx+xml")}
        path = contents_path(package, root, points)
        if path and not found:
            found.extend(entries_of_points(package.xml(path, mend=True), path))
    by_page: dict[str, list[ContentsEntry]] = defaultdict(list)
    for entry in found:
        by_page[entry.path].append(entry)
    return by_page
