from __future__ import annotations

import pytest
from lxml import etree

from ingest.documents import DoubtKind
from ingest.readers.extraction import Builder, CannotRead
from ingest.readers.office.odf import DRAW, MATH, TEXT, OpenDocument
from ingest.readers.office.odf import open_document as opened_with
from tests.ingest.readers.office.files import open_document, open_document_part, zipped

WORDS = "<text:p>Tea</text:p>"
FORMULA = f'<m:math xmlns:m="{MATH[1:].partition("}")[0]}"><m:mi>a</m:mi></m:math>'


def opened(content: bytes) -> OpenDocument:
    return opened_with(content, Builder())


def words_in(body: etree._Element) -> list[str]:
    return [one.text or "" for one in body.iter(f"{TEXT}p")]


def object_of(link: str, inside: str = "") -> etree._Element:
    written = f'<draw:object xlink:href="{link}">{inside}</draw:object>'
    found = next(etree.fromstring(open_document_part("text", written).encode()).iter(f"{DRAW}object"))
    assert isinstance(found, etree._Element)
    return found


def test_a_package_and_one_flat_file_have_the_same_body() -> None:
    flat = open_document_part("document", f"<office:body><office:text>{WORDS}</office:text></office:body>")

    assert words_in(opened(open_document(WORDS)).body("text")) == ["Tea"]
    assert words_in(opened(b"\xef\xbb\xbf\n" + flat[flat.index("<office") :].encode()).body("text")) == ["Tea"]


def test_the_title_is_what_its_properties_name() -> None:
    meta = open_document_part("document-meta", "<office:meta><dc:title>The mill</dc:title></office:meta>")
    named = zipped({"content.xml": open_document_part("document-content", ""), "meta.xml": meta})

    assert opened(named).title == "The mill"
    assert opened(open_document(WORDS)).title == ""


def test_a_file_of_another_kind_is_named() -> None:
    with pytest.raises(CannotRead, match="no OpenDocument presentation, but text; give it the ending of its kind"):
        opened(open_document(WORDS)).body("presentation")
    with pytest.raises(CannotRead, match="XML, but no OpenDocument"):
        opened(b"<?xml version='1.0'?><office/>")


def test_an_embedded_object_is_found_inside_the_package_or_the_element() -> None:
    file = opened(open_document("", objects={"Object 1/content.xml": FORMULA, "Broken/content.xml": ""}))

    found, inside = file.embedded(object_of("./Object 1")), file.embedded(object_of("", FORMULA))

    assert found is not None
    assert inside is not None
    assert found.tag == inside.tag == MATH
    assert file.embedded(object_of("./Object 2")) is None
    assert file.embedded(object_of("./Broken")) is None


def test_of_a_damaged_content_what_is_left_is_read_with_a_doubt() -> None:
    builder = Builder()
    whole = open_document_part("document-content", f"<office:body><office:text>{WORDS}</office:text></office:body>")

    file = opened_with(zipped({"content.xml": whole[: whole.index("</office:text>")]}), builder)

    assert words_in(file.body("text")) == ["Tea"]
    assert [one.kind for one in builder.extraction().doubts] == [DoubtKind.MISSING]
