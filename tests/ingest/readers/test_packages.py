from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from ingest.readers.extraction import CannotRead
from ingest.readers.packages import Package, parse_xml


def package_of(parts: dict[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_parts_are_found_whatever_their_case_and_slashes() -> None:
    package = Package.open(package_of({"word\\Document.xml": b"<a/>"}))

    assert "/word/document.xml" in package
    assert package.read("word/document.xml") == b"<a/>"
    assert package.xml("word/document.xml").tag == "a"


def test_relationships_are_resolved_against_the_part_that_names_them() -> None:
    listing = b"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
      <Relationship Id="r1" Type="http://x/slideLayout" Target="../layouts/one%20two.xml"/>
      <Relationship Id="r2" Type="http://x/image" Target="/media/a.png"/>
      <Relationship Id="r3" Type="http://x/hyperlink" Target="https://example.org/" TargetMode="External"/>
    </Relationships>"""
    package = Package.open(package_of({"ppt/slides/_rels/s.xml.rels": listing, "ppt/layouts/one two.xml": b"<a/>"}))

    found = package.relationships("ppt/slides/s.xml")

    assert (found["r1"].kind, found["r1"].target) == ("slideLayout", "ppt/layouts/one two.xml")
    assert found["r2"].target == "media/a.png"
    assert (found["r3"].target, found["r3"].external) == ("https://example.org/", True)
    assert package.related("ppt/slides/s.xml", "slideLayout") == ("ppt/layouts/one two.xml",)
    assert package.related("ppt/slides/s.xml", "image") == ()  # named, and not there
    assert package.relationships("ppt/other.xml") == {}


def test_strict_names_become_the_usual_ones() -> None:
    root = parse_xml(b'<w:p xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>', "p.xml")

    assert root.tag == "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 and no more", "damaged or cut short"),
        (b"%PDF-1.7", "a PDF; give it the ending .pdf"),
        (b"{\\rtf1 words}", "RTF; give it the ending .rtf"),
        (b"\xef\xbb\xbf <!DOCTYPE html><p>", "a web page"),
        (b"just words", "not what its name says"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "save it as .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old binary file"),
    ],
)
def test_what_is_no_package_is_named_with_the_remedy(content: bytes, reason: str) -> None:
    with pytest.raises(CannotRead, match=reason):
        Package.open(content)


def test_a_part_cut_short_is_damaged() -> None:
    whole = package_of({"a.xml": b"<a>some words</a>"}, packing=zipfile.ZIP_STORED)

    package = Package.open(whole.replace(b"some words", b"sOme words"))

    with pytest.raises(CannotRead, match="damaged"):
        package.read("a.xml")
    with pytest.raises(CannotRead, match="missing"):
        package.read("b.xml")


def test_an_encrypted_part_names_the_remedy() -> None:
    whole = bytearray(package_of({"a.xml": b"<a/>"}, packing=zipfile.ZIP_STORED))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(header) + flags] |= 1

    with pytest.raises(CannotRead, match="save it without"):
        Package.open(bytes(whole)).read("a.xml")


def test_a_part_that_grows_without_measure_is_refused_before_it_is_unpacked() -> None:
    package = Package.open(package_of({"a.xml": b" " * (9 * 2**20), "b.xml": b"<b/>"}))

    with pytest.raises(
        CannotRead, match=r"unpacks to more than can be read \(its part a\.xml: 1,\d\d\d times its size"
    ):
        package.xml("a.xml")
    assert package.xml("b.xml").tag == "b"


def test_xml_with_entities_or_too_deep_or_broken_is_refused() -> None:
    with pytest.raises(CannotRead, match="declares entities"):
        parse_xml(b'<!DOCTYPE a [<!ENTITY b "words">]><a>&b;</a>', "a.xml")
    with pytest.raises(CannotRead, match="broken XML"):
        parse_xml(b"<a>" * 5000 + b"</a>" * 5000, "a.xml")
    with pytest.raises(CannotRead, match=r"a\.xml is broken XML"):
        parse_xml(b"<a><b></a>", "a.xml")


def test_broken_xml_can_be_mended() -> None:
    root = parse_xml(b"<a><b>one</b><b>two", "a.xml", mend=True)

    assert "".join(root.itertext()) == "onetwo"
