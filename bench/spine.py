"""The pages of an e-book as its package lists them: what a place of a book is held against. Knows nothing of ours."""

from __future__ import annotations

import posixpath
import zipfile
from pathlib import Path
from urllib.parse import unquote

from lxml import etree, html


def spine_texts(path: Path) -> tuple[str, ...]:
    """Return the text of each page of the spine, in order; blanks are as they stand in the file."""
    with zipfile.ZipFile(path) as book:
        container = etree.fromstring(book.read("META-INF/container.xml"))
        package = next(unquote(one.get("full-path")) for one in container.iter("{*}rootfile"))
        root = etree.fromstring(book.read(package))
        pages = {one.get("id"): unquote(one.get("href")) for one in root.iter("{*}item")}
        names = [posixpath.join(posixpath.dirname(package), pages[one.get("idref")]) for one in root.iter("{*}itemref")]
        return tuple(_text(book.read(posixpath.normpath(name))) for name in names)


def _text(page: bytes) -> str:
    root = html.fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    etree.strip_elements(root, "rt", "rp", with_tail=False)  # readings over words, which are no part of the text
    return "".join(root.itertext())
