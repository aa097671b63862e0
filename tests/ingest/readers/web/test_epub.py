from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

import pytest

from ingest.documents import BlockKind, DoubtKind, PlaceKind
from ingest.readers.extraction import CannotRead, Extraction
from ingest.readers.web.epub import read_epub

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
BOOK = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title>The Mill</dc:title></metadata><manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="css" href="style.css" media-type="text/css"/>
<item id="two" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="text/one%20a.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine toc="ncx"><itemref idref="one"/><itemref idref="two"/></spine></package>"""
NAV = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>
<nav epub:type="landmarks"><a href="text/two.xhtml">Start</a></nav><nav epub:type="toc"><ol>
<li><a href="text/one%20a.xhtml#top">The river</a></li><li><a href="text/two.xhtml">The wheel</a></li></ol></nav>
</body></html>"""
NCX = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Old river</text></navLabel>
<content src="text/one%20a.xhtml"/></navPoint></navMap></ncx>"""
ONE = """<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head>
<title>x</title></head><body><a id="top"/><h1>I</h1><p>The river&nbsp;rose.<a epub:type="noteref" href="#n1">1</a></p>
<p class="gone">Nobody sees this.</p><aside epub:type="footnote" id="n1"><p>In May.</p></aside></body></html>"""
TWO = """<html xmlns="http://www.w3.org/1999/xhtml"><body><ol><li>Oil it.</li><li>Turn it.</li></ol></body></html>"""


def book(changes: Mapping[str, str] = {}) -> bytes:
    """A book of two chapters; `changes` replace its parts, "" takes one away."""
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": BOOK,
        "OPS/nav.xhtml": NAV,
        "OPS/toc.ncx": NCX,
        "OPS/style.css": "p.gone { display: none }",
        "OPS/text/one a.xhtml": ONE,
        "OPS/text/two.xhtml": TWO,
        **changes,
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            if text:
                archive.writestr(name, text)
    return buffer.getvalue()


def chapters(extraction: Extraction) -> list[tuple[str, str]]:
    return [(place.name, extraction.text[place.start : place.end].strip()) for place in extraction.places]


def test_the_pages_are_read_in_the_order_of_the_spine_under_the_names_of_the_contents() -> None:
    extraction = read_epub(book())

    assert extraction.title == "The Mill"
    assert chapters(extraction) == [
        ("The river", "I\n\nThe river rose.[1]\n\nIn May."),
        ("The wheel", "1. Oil it.\n2. Turn it."),
    ]
    assert {place.kind for place in extraction.places} == {PlaceKind.CHAPTER}


LONG = """<html xmlns="http://www.w3.org/1999/xhtml"><body><p>It goes on.</p><h2 id="b">Floods</h2><p>Water.</p>
<div><a id="c"/><h2>Droughts</h2><p id="d">None.</p></div></body></html>"""
NAV_OF_LONG = """<html xmlns="http://www.w3.org/1999/xhtml"><body><nav><ol><li><a href="text/one%20a.xhtml">River</a>
</li><li><a href="text/two.xhtml#b">Floods</a></li><li><a href="text/two.xhtml#c">Droughts</a><ol><li>
<a href="text/two.xhtml#d">None at all</a></li></ol></li></ol></nav></body></html>"""


def test_chapters_that_begin_inside_a_page_begin_there() -> None:
    extraction = read_epub(book({"OPS/nav.xhtml": NAV_OF_LONG, "OPS/text/two.xhtml": LONG}))

    assert chapters(extraction)[1:] == [
        ("River", "It goes on."),
        ("Floods", "Floods\n\nWater."),
        ("Droughts", "Droughts\n\nNone."),
    ]


def test_footnotes_are_told_from_text() -> None:
    kinds = [block.kind for block in read_epub(book()).blocks]

    assert kinds == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.FOOTNOTE,
        BlockKind.ITEM,
        BlockKind.ITEM,
    ]


def test_without_new_contents_the_old_ones_name_the_chapters() -> None:
    assert [name for name, _ in chapters(read_epub(book({"OPS/nav.xhtml": ""})))] == ["Old river", "Old river"]


def test_without_contents_the_headings_name_the_chapters() -> None:
    names = [name for name, _ in chapters(read_epub(book({"OPS/nav.xhtml": "", "OPS/toc.ncx": ""})))]

    assert names == ["I", "I"]


def test_a_page_that_is_missing_is_a_doubt_and_the_rest_is_read() -> None:
    extraction = read_epub(book({"OPS/text/two.xhtml": ""}))

    assert "The river rose." in extraction.text
    assert [doubt.kind for doubt in extraction.doubts if doubt.kind is DoubtKind.MISSING] == [DoubtKind.MISSING]
    assert any("page 2 of 2 could not be read" in doubt.message for doubt in extraction.doubts)


ENCRYPTION = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod Algorithm="{algorithm}"/>
<enc:CipherData><enc:CipherReference URI="{part}"/></enc:CipherData></enc:EncryptedData></encryption>"""


def test_a_protected_book_says_so_and_what_to_do() -> None:
    encryption = ENCRYPTION.format(algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc", part="OPS/text/two.xhtml")

    with pytest.raises(CannotRead, match=r"protected against copying \(DRM\); open it in its seller's program"):
        read_epub(book({"META-INF/encryption.xml": encryption}))


def test_encrypted_fonts_hide_no_words() -> None:
    encryption = ENCRYPTION.format(algorithm="http://www.idpf.org/2008/embedding", part="OPS/font.otf")

    assert "The river" in read_epub(book({"META-INF/encryption.xml": encryption})).text


@pytest.mark.parametrize("opf", ["<package/>", "<package><spine><itemref idref='x'/></spine></package>"])
def test_a_book_without_pages_says_so(opf: str) -> None:
    with pytest.raises(CannotRead, match="names no pages to read"):
        read_epub(book({"OPS/book.opf": opf}))


def test_a_book_without_a_list_of_pages_says_so() -> None:
    with pytest.raises(CannotRead, match="no list of its pages"):
        read_epub(book({"META-INF/container.xml": "", "OPS/book.opf": ""}))


def test_a_truncated_book_says_so() -> None:
    with pytest.raises(CannotRead, match="damaged or cut short"):
        read_epub(book()[:400])
