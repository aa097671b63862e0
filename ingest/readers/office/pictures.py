"""Pictures in Office files: what is said of them for those who do not see them, and the words in scanned pages.

Knows too which of two drawings of one thing is read.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace

from lxml import etree

from ingest.documents import DoubtKind
from ingest.formats import read_file
from ingest.readers.extraction import Builder, CannotRead, Hints
from ingest.readers.packages import Package

_PICTURE = re.compile(r"(?:^|/)(?:media|Pictures)/[^/]+\.(?:png|jpe?g|gif|bmp|tiff?|webp)$", re.IGNORECASE)
_SMALLEST, _LARGE = 4_096, 20_480  # bytes: of a picture that may be a page; of one that is told of where it is not read
_LITTLE = 200  # characters of a file that is but pictures
_MOST_READ = 50  # pictures of a file
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Words that programs put there, not people: a file's name, "Picture 3", what a model saw.
_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)", re.IGNORECASE)
_COUNTED = re.compile(r"[^\W\d_]+ \d+")
_BY_MACHINE = re.compile(
    r"\s*(?:Description automatically generated[^\n]*|AI-generated content may be incorrect\.?)\s*"
)


def write_pictures(package: Package, builder: Builder, hints: Hints) -> None:
    """Read the pictures of a file that holds little else, such as scanned pages; of others, say that they are not read.

    Small ones are signs and logos, of which nothing is said.
    """
    sizes = {name: package.size(name) for name in package.names if _PICTURE.search(name)}
    scans = sorted((name for name, size in sizes.items() if size >= _SMALLEST), key=_in_order)
    if scans and len("".join(builder.since(0).split())) < _LITTLE:
        for number, name in enumerate(scans[:_MOST_READ], 1):
            hints.progress(number, len(scans))
            _read(package, name, number, builder, hints)
        scans = scans[_MOST_READ:]
    unread = [name for name in scans if sizes[name] >= _LARGE]
    if unread:
        pictures = "1 picture is" if len(unread) == 1 else f"{len(unread):,} pictures are"
        builder.doubt(DoubtKind.MISSING, f"{pictures} not read; save the words in them as text, or ingest them alone")


def _read(package: Package, name: str, number: int, builder: Builder, hints: Hints) -> None:
    suffix = posixpath.splitext(name)[1].lower()
    try:
        extraction = read_file(package.read(name), hints.inside(posixpath.basename(name), suffix))
    except CannotRead as error:
        builder.doubt(DoubtKind.MISSING, f"picture {number} could not be read: {error}")
        return
    doubts = tuple(
        replace(one, message=one.message.replace("page 1", f"picture {number}")) for one in extraction.doubts
    )
    builder.include(replace(extraction, places=(), boxes=(), doubts=doubts))  # its pages are none of the file's


def _in_order(name: str) -> tuple[int, str]:
    """Return the number that programs give a picture, then its name."""
    number = re.search(r"(\d+)\.\w+$", name)
    return int(number.group(1)) if number else 0, name


def alternative(element: etree._Element) -> list[str]:
    """Return the alternative texts of the pictures in a drawing, each once."""
    found: list[str] = []
    for one in element.iter("{*}docPr", "{*}cNvPr"):
        text = worded(one.get("descr") or one.get("title") or "")
        if text and text not in found:
            found.append(text)
    return found


def alternative_of_old(element: etree._Element) -> list[str]:
    """Return the alternative texts of the shapes in a drawing of the old kind (VML)."""
    found = [worded(one.get("alt") or "") for one in element.iter("{urn:schemas-microsoft-com:vml}*")]
    return [text for text in dict.fromkeys(found) if text]


def worded(text: str) -> str:
    """Return an alternative text, "" for one that no person wrote."""
    bare = _BY_MACHINE.sub("", text).strip()
    return "" if _FILE_NAME.fullmatch(bare) or _COUNTED.fullmatch(bare) or "/" in bare.split(" ")[0] else bare


def chosen(element: etree._Element) -> etree._Element:
    """Return that one of the alternatives (mc:AlternateContent) which a present program shows."""
    choice = element.find(f"{_COMPATIBILITY}Choice")
    fallback = element.find(f"{_COMPATIBILITY}Fallback")
    if choice is not None and (len(choice) or fallback is None):
        return choice
    return element if fallback is None else fallback
