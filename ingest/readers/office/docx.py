"""Word files: headings, paragraphs, lists with their numbers, tables, notes and comments as one canonical text.

Read from the package's own XML: of the libraries, python-docx and those built on it lose tracked insertions, content
controls and text boxes, and none gives numbers as Word shows them.
"""

from __future__ import annotations

from lxml import etree

from ingest.documents import DoubtKind
from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints
from ingest.readers.office.pictures import write_pictures
from ingest.readers.office.stories import Story
from ingest.readers.packages import Package

_OTHERS = {
    "xl/workbook.xml": "a workbook; give it the ending .xlsx",
    "ppt/presentation.xml": "a presentation; give it the ending .pptx",
    "content.xml": "an OpenDocument file; give it the ending .odt",
}


def read_docx(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return what a Word file (.docx, .docm, .dotx) shows, its changes accepted. Raises CannotRead."""
    package = Package.open(content)
    name = _main_part(package)
    builder = Builder()
    root = _root(package, name, builder)
    story = Story(package, name, builder)
    story.write(root)
    story.close()
    write_pictures(package, builder, hints)
    return builder.extraction(story.title or builder.first_heading or _named_title(package))


def _main_part(package: Package) -> str:
    found = package.related("", "officeDocument") or tuple(one for one in ("word/document.xml",) if one in package)
    other = next((what for part, what in _OTHERS.items() if part in package), None)
    if found and not (other and "word/" not in found[0].lower()):
        return found[0]
    raise CannotRead(
        f"not a Word file, but {other}" if other else "no Word file; open it in its program and save it anew"
    )


def _root(package: Package, name: str, builder: Builder) -> etree._Element:
    try:
        return package.xml(name)
    except CannotRead:
        root = package.xml(name, mend=True)
        builder.doubt(
            DoubtKind.MISSING, "The file is damaged: words may be missing from the middle on; fetch it again."
        )
        return root


def _named_title(package: Package) -> str:
    for part in package.related("", "core-properties"):
        title = package.xml(part, mend=True).find("{http://purl.org/dc/elements/1.1/}title")
        if title is not None:
            return title.text or ""
    return ""
