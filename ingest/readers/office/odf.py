"""OpenDocument files: packages, or one flat XML, with their content, styles and embedded objects. Knows no text."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from lxml import etree

from ingest.documents import DoubtKind
from ingest.readers.extraction import Builder, CannotRead
from ingest.readers.packages import Package, parse_xml

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE = f"{{{_ODF}:office:1.0}}"
TEXT = f"{{{_ODF}:text:1.0}}"
TABLE = f"{{{_ODF}:table:1.0}}"
DRAW = f"{{{_ODF}:drawing:1.0}}"
STYLE = f"{{{_ODF}:style:1.0}}"
FORM = f"{{{_ODF}:form:1.0}}"
PRESENTATION = f"{{{_ODF}:presentation:1.0}}"
CHART = f"{{{_ODF}:chart:1.0}}"
SVG = f"{{{_ODF}:svg-compatible:1.0}}"
LINK = "{http://www.w3.org/1999/xlink}"
CORE = "{http://purl.org/dc/elements/1.1/}"
MATH = "{http://www.w3.org/1998/Math/MathML}math"
_BINARY = re.compile(rb"<office:binary-data>[^<]*</office:binary-data>")


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """An OpenDocument file. `body` is what office:body holds: a text, presentation or other."""

    content: etree._Element
    styles: etree._Element | None
    meta: etree._Element | None
    package: Package | None

    @property
    def title(self) -> str:
        """The title that its properties name, "" without one."""
        found = None if self.meta is None else next(self.meta.iter(f"{CORE}title"), None)
        return "" if found is None else found.text or ""

    def body(self, kind: str) -> etree._Element:
        """Return the body of a kind (“text”, “presentation”). Raises CannotRead for a file of another kind."""
        body = self.content.find(f"{OFFICE}body")
        found = None if body is None else body.find(OFFICE + kind)
        if found is not None:
            return found
        other = "" if body is None else " ".join(str(child.tag).rpartition("}")[2] for child in body)
        raise CannotRead(f"no OpenDocument {kind}, but {other or 'nothing'}; give it the ending of its kind")

    def embedded(self, element: etree._Element) -> etree._Element | None:
        """Return the content of an embedded object (draw:object), None where it is not there or no XML."""
        inside = next((child for child in element if isinstance(child.tag, str)), None)
        if inside is not None:
            return inside
        name = posixpath.normpath((element.get(f"{LINK}href") or "").removeprefix("./"))
        part = f"{name}/content.xml"
        if self.package is None or part not in self.package:
            return None
        try:
            return self.package.xml(part, mend=True)
        except CannotRead:  # the reader then says that the object is missing
            return None


def open_document(content: bytes, builder: Builder) -> OpenDocument:
    """Return an OpenDocument file from its bytes; a broken part that could be mended is told to the builder."""
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<?xml", b"<office:document")):
        root = parse_xml(_BINARY.sub(b"", content), "document")
        if root.tag != f"{OFFICE}document":
            raise CannotRead("XML, but no OpenDocument; open it in its program and save it anew")
        return OpenDocument(root, root, root, None)
    package = Package.open(content)
    _check(package)
    return OpenDocument(_content(package, builder), _part(package, "styles.xml"), _part(package, "meta.xml"), package)


def _check(package: Package) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in package and b"encryption-data" in package.read(manifest):
        raise CannotRead("encrypted; open it with its password and save it without one")
    if "content.xml" not in package:
        raise CannotRead("no OpenDocument file; open it in its program and save it anew")


def _content(package: Package, builder: Builder) -> etree._Element:
    try:
        return package.xml("content.xml")
    except CannotRead:
        root = package.xml("content.xml", mend=True)
        builder.doubt(
            DoubtKind.MISSING, "The file is damaged: words may be missing from the middle on; fetch it again."
        )
        return root


def _part(package: Package, name: str) -> etree._Element | None:
    return package.xml(name, mend=True) if name in package else None
