"""Contents of e-books: what the navigation of EPUB 3, or of EPUB 2, calls the places of a book. Knows no text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from ingest.readers.packages import Package
from ingest.readers.web.phrasing import words


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents: the page that it leads to, and the anchor in it or "". `depth` counts from 1."""

    path: str
    anchor: str
    title: str
    depth: int


def entries_of_page(tree: etree._Element, path: str) -> Iterator[ContentsEntry]:
    """Yield the contents of EPUB 3, which are a page of their own."""
    for nav in tree.iter("nav"):
        if (nav.get("epub-type") or "toc") == "toc":
            for link in nav.iter("a"):
                depth = sum(1 for _ in link.iterancestors("li"))
                yield _entry(path, link.get("href", ""), words(link), depth)


def entries_of_points(root: etree._Element, path: str) -> Iterator[ContentsEntry]:
    """Yield the contents of EPUB 2, an XML of points within points."""
    for point in root.iter("{*}navPoint"):
        target, label = point.find("{*}content"), point.find("{*}navLabel")
        if target is not None and label is not None:
            depth = 1 + sum(1 for _ in point.iterancestors("{*}navPoint"))
            yield _entry(path, target.get("src", ""), words(label), depth)


def chapters(entries: Iterable[ContentsEntry]) -> list[ContentsEntry]:
    """Return those of one page's entries that name chapters: what stands deeper names sections of them."""
    named = list(entries)
    whole = [entry.depth for entry in named if not entry.anchor]
    deepest = min(whole or [entry.depth for entry in named], default=0)
    return [entry for entry in named if entry.depth <= deepest]


def inside(folder: str, address: str) -> str:
    """Return the path in the package that an address in a file of `folder` leads to."""
    return posixpath.normpath(posixpath.join(folder, unquote(address.partition("#")[0])))


def contents_path(package: Package, root: etree._Element, points: dict[str, str]) -> str:
    """Return the path of the contents of EPUB 2, "" without any. `points` are the paths of such files by their ids."""
    named = next((spine.get("toc", "") for spine in root.iter("{*}spine")), "")
    path = points.get(named) or next(iter(points.values()), "")
    return path if path in package else ""


def _entry(path: str, address: str, title: str, depth: int) -> ContentsEntry:
    return ContentsEntry(inside(posixpath.dirname(path), address), unquote(address.partition("#")[2]), title, depth)
