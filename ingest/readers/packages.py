"""Packages: zip files of parts, most of them XML, opened within bounds. Knows no vocabulary of any format.

Office files and e-books are such packages. Their parts are read one by one, so that pictures and films cost nothing.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from ingest.readers.extraction import CannotRead

_MOST_PARTS = 50_000
_LARGEST_PART = 256 * 2**20  # bytes unpacked; a tree of XML takes about eight times as much
_LARGEST_IN_ALL = 1024 * 2**20  # bytes unpacked of all parts that are read
_HARMLESS = 8 * 2**20  # bytes unpacked, of which nobody asks how small they were packed
_MOST_GROWTH = 400  # times; the XML of real sheets grows up to about 100 times, and zip can hold 1,032

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Microsoft's compound files: .doc, .xls, .ppt, .msg, encrypted .docx
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_OLD_STREAMS = {
    "WordDocument".encode("utf-16-le"): "an old Word document; open it and save it as .docx",
    "Workbook".encode("utf-16-le"): "an old Excel workbook; open it and save it as .xlsx",
    "PowerPoint Document".encode("utf-16-le"): "an old PowerPoint presentation; open it and save it as .pptx",
}
_OTHERS = (
    (b"%pdf-", "a PDF; give it the ending .pdf"),
    (b"{\\rtf", "RTF; give it the ending .rtf"),
    (b"<!doctype html", "a web page; give it the ending .html"),
    (b"<html", "a web page; give it the ending .html"),
    (b"\x89png", "a picture; give it the ending .png"),
    (b"\xff\xd8\xff", "a picture; give it the ending .jpg"),
    (b"rar!", "a RAR archive; unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive; unpack it first"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
)
_DAMAGED = "damaged or cut short; fetch it again, or open it in its program and save it anew"
_LOCKED = "encrypted; open it with its password and save it without one"

# The ISO's strict names of the vocabularies, which Office writes on request, and the usual ones.
_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = {
    b"wordprocessingml/main": b"wordprocessingml/2006/main",
    b"spreadsheetml/main": b"spreadsheetml/2006/main",
    b"presentationml/main": b"presentationml/2006/main",
    b"drawingml/main": b"drawingml/2006/main",
    b"drawingml/chart": b"drawingml/2006/chart",
    b"drawingml/diagram": b"drawingml/2006/diagram",
    b"drawingml/picture": b"drawingml/2006/picture",
    b"drawingml/wordprocessingDrawing": b"drawingml/2006/wordprocessingDrawing",
    b"drawingml/spreadsheetDrawing": b"drawingml/2006/spreadsheetDrawing",
    b"officeDocument/relationships": b"officeDocument/2006/relationships",
    b"officeDocument/math": b"officeDocument/2006/math",
    b"officeDocument/extendedProperties": b"officeDocument/2006/extended-properties",
    b"officeDocument/customProperties": b"officeDocument/2006/custom-properties",
    b"officeDocument/docPropsVTypes": b"officeDocument/2006/docPropsVTypes",
}


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part of an Office file names by an id. `kind` is the last word of its type: “slide”, “hyperlink”.

    `target` is a part's name in the package, or, where `external`, an address outside.
    """

    kind: str
    target: str
    external: bool = False


class Package:
    """A zip file of parts. Part names are found whatever their case and slashes. Use `Package.open`."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._parts = {_canonical(info.filename): info for info in archive.infolist() if not info.is_dir()}
        self._left = _LARGEST_IN_ALL
        self._relationships: dict[str, Mapping[str, Relationship]] = {}

    @classmethod
    def open(cls, content: bytes) -> Package:
        """Return the package. Raises CannotRead for what is none, is encrypted or damaged."""
        if not content:
            raise CannotRead("empty; there is nothing to read")
        try:
            archive = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise CannotRead(what_else(content)) from error
        if len(archive.infolist()) > _MOST_PARTS:
            raise CannotRead(f"holds more than {_MOST_PARTS:,} parts; open it in its program and save it anew")
        return cls(archive)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, as the package spells them, in its order."""
        return tuple(info.filename for info in self._parts.values())

    def __contains__(self, name: str) -> bool:
        return _canonical(name) in self._parts

    def size(self, name: str) -> int:
        """Return the bytes that a part says it has; 0 for one that is missing."""
        info = self._parts.get(_canonical(name))
        return info.file_size if info is not None else 0

    def read(self, name: str) -> bytes:
        """Return a part's bytes. Raises CannotRead where it is missing, damaged, encrypted or grows without measure."""
        info = self._parts.get(_canonical(name))
        if info is None:
            raise CannotRead(f"its part {name} is missing; {_DAMAGED}")
        self._bound(info)
        try:
            return self._archive.read(info)
        except RuntimeError as error:  # what zipfile raises for a password
            raise CannotRead(_LOCKED) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise CannotRead(f"its part {name} is {_DAMAGED}") from error

    def xml(self, name: str, *, mend: bool = False) -> etree._Element:
        """Return a part's XML, Office's strict names made the usual ones; with `mend`, what can be had of broken XML.

        Raises CannotRead as `read` does, and for broken XML.
        """
        return parse_xml(self.read(name), name, mend=mend)

    def relationships(self, name: str) -> Mapping[str, Relationship]:
        """Return what a part of an Office file names by ids (with "" the package itself); empty for nothing."""
        if name not in self._relationships:
            folder, base = posixpath.split(name.replace("\\", "/").lstrip("/"))
            listing = posixpath.join(folder, "_rels", f"{base}.rels")
            found = self.xml(listing, mend=True).iter("{*}Relationship") if listing in self else ()
            self._relationships[name] = {one.get("Id", ""): _relationship(one, folder) for one in found}
        return self._relationships[name]

    def related(self, name: str, kind: str) -> tuple[str, ...]:
        """Return the parts that a part of an Office file names with a kind of relationship, those that are there."""
        return tuple(
            one.target
            for one in self.relationships(name).values()
            if one.kind == kind and not one.external and one.target in self
        )

    def _bound(self, info: zipfile.ZipInfo) -> None:
        grown = info.file_size > _HARMLESS and info.file_size > _MOST_GROWTH * max(info.compress_size, 1)
        self._left -= info.file_size
        if grown:
            raise CannotRead(
                f"unpacks to more than can be read (its part {info.filename}: "
                f"{info.file_size / max(info.compress_size, 1):,.0f} times its size, as is done to do harm); "
                "open it in its program and save it anew"
            )
        if info.file_size > _LARGEST_PART or self._left < 0:
            raise CannotRead(
                f"unpacks to more than can be read (its part {info.filename}: {info.file_size / 2**20:,.0f} MB); "
                "split it into smaller files"
            )


def parse_xml(content: bytes, name: str, *, mend: bool = False) -> etree._Element:
    """Return the root of XML that came from anywhere: no entities, nothing fetched, no nesting beyond libxml2's bounds.

    `name` is what messages call it; with `mend`, what can be had of broken XML. Raises CannotRead.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, recover=mend
    )
    try:
        root = etree.fromstring(_with_usual_names(content), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CannotRead(f"its part {name} is broken XML ({str(error)[:120]}); {_DAMAGED}") from error
    if root is None:
        raise CannotRead(f"its part {name} is broken XML; {_DAMAGED}")
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise CannotRead(f"its part {name} declares entities, which no such file needs; open it and save it anew")
    return root


def _canonical(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()


def _with_usual_names(content: bytes) -> bytes:
    if _STRICT in content:
        for strict, usual in _USUAL.items():
            content = content.replace(_STRICT + strict, b"http://schemas.openxmlformats.org/" + usual)
    return content


def _relationship(element: etree._Element, folder: str) -> Relationship:
    kind = element.get("Type", "").rstrip("/").rpartition("/")[2]
    target = element.get("Target", "")
    if element.get("TargetMode") == "External":
        return Relationship(kind, target, external=True)
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    inside = path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join(folder, path))
    return Relationship(kind, inside)


def what_else(content: bytes) -> str:
    """Say what bytes are that are no package, and what to do."""
    if content.startswith(_COMPOUND):
        return what_compound(content)
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for beginning, what in _OTHERS:
        if start.startswith(beginning):
            return f"not what its name says, but {what}"
    if content.startswith(b"PK"):
        return _DAMAGED
    return "not what its name says, or damaged; open it in its program and save it anew"


def what_compound(content: bytes) -> str:
    """Say what a compound file is (Microsoft's before 2007, and since then of encrypted files), and what to do."""
    if _ENCRYPTED_STREAM in content:
        return _LOCKED
    return next(
        (what for stream, what in _OLD_STREAMS.items() if stream in content),
        "an old binary file; open it in its program and save it in the present format",
    )
