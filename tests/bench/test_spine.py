from __future__ import annotations

import zipfile
from pathlib import Path

from bench.spine import spine_texts

CONTAINER = '<container><rootfiles><rootfile full-path="book/book.opf"/></rootfiles></container>'
PACKAGE = (
    '<package><manifest><item id="two" href="two.html"/><item id="one" href="the%20one.html"/></manifest>'
    '<spine><itemref idref="one"/><itemref idref="two"/></spine></package>'
)


def test_the_pages_of_a_book_come_in_the_order_of_its_spine(tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("book/book.opf", PACKAGE)
        book.writestr("book/the one.html", "<html><body><p>The <b>M</b>ühle</p></body></html>")
        book.writestr("book/two.html", "<html><body/></html>")

    assert spine_texts(path) == ("The Mühle", "")
