"""E-books (EPUB 2 and 3): the pages of the spine, in order, each a chapter that is called as the contents call it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from ingest.documents import DoubtKind, PlaceKind
from ingest.readers.encoding import Decoded, decode, tidy
from ingest.readers.flow import HEADINGS, Part
from ingest.readers.htmltree import TooDeep, tree_of
from ingest.readers.markup import parts_of, write
from ingest.readers.packages import Package
from ingest.readers.phrasing import words
from ingest.readers.reading import Builder, CannotRead, Hints, Reading

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


def read_epub(content: bytes, hints: Hints = Hints()) -> Reading:
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
    contents = _Contents(_titles(package, root, items), _sheets(package, items))
    _write_pages(package, pages, contents, builder, hints)
    return builder.reading(_title(root) or builder.first_heading)


@dataclass(frozen=True, slots=True)
class _Contents:
    """What the contents call each page, by its path, and the book's style sheets."""

    titles: Mapping[str, str]
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
        called = contents.titles.get(item.path) or page.heading or called or str(number)
        with builder.place(PlaceKind.CHAPTER, called):
            write(list(page.parts), builder)
            builder.gap()
        for doubt in page.decoded.doubts:
            builder.doubt(doubt.kind, f"chapter “{called}”: {doubt.message}")


@dataclass(frozen=True, slots=True)
class _Page:
    decoded: Decoded
    parts: tuple[Part, ...]

    @property
    def heading(self) -> str:
        """The words of its first heading."""
        return next((part.text for part in self.parts if part.element.tag in HEADINGS), "")


def _page(package: Package, path: str, sheets: Sequence[str]) -> _Page:
    decoded, tree = _tree(package, path, sheets)
    return _Page(decoded, tuple(parts_of(tree)) if tree is not None else ())


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
            _inside(folder, one.get("href", "")),
            one.get("media-type", "").lower(),
            frozenset(one.get("properties", "").split()),
        )
        for one in root.iter("{*}item")
    }


def _inside(folder: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(address.partition("#")[0])))


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
        if not harmless and named is not None and _inside("", named.get("URI", "")).lower() in paths:
            raise CannotRead(_PROTECTED)


def _title(root: etree._Element) -> str:
    return next((words(one) for one in root.iter("{*}title") if words(one)), "")


# -- what the contents call the pages ----------------------------------------------------------------------------------


def _titles(package: Package, root: etree._Element, items: Mapping[str, _Item]) -> dict[str, str]:
    """Return the title of each page, by its path: of several that lie in one, the first."""
    titles: dict[str, str] = {}
    with suppress(CannotRead):  # without contents the pages are there all the same, called by their headings
        for path, title in (*_navigation(package, items), *_old_contents(package, root, items)):
            titles.setdefault(path, title)
    return titles


def _navigation(package: Package, items: Mapping[str, _Item]) -> Iterator[tuple[str, str]]:
    """Yield the links of the contents of EPUB 3."""
    for item in items.values():
        if "nav" not in item.properties or item.path not in package:
            continue
        _, tree = _tree(package, item.path)
        for nav in tree.iter("nav") if tree is not None else ():
            if (nav.get("epub-type") or "toc") == "toc":
                for link in nav.iter("a"):
                    yield _inside(posixpath.dirname(item.path), link.get("href", "")), words(link)


def _old_contents(package: Package, root: etree._Element, items: Mapping[str, _Item]) -> Iterator[tuple[str, str]]:
    """Yield the points of the contents of EPUB 2."""
    named = next((spine.get("toc", "") for spine in root.iter("{*}spine")), "")
    found = items.get(named) or next((one for one in items.values() if one.kind.endswith("x-dtbncx+xml")), None)
    if found is None or found.path not in package:
        return
    for point in package.xml(found.path, mend=True).iter("{*}navPoint"):
        target, label = point.find("{*}content"), point.find("{*}navLabel")
        if target is not None and label is not None:
            yield _inside(posixpath.dirname(found.path), target.get("src", "")), words(label)
