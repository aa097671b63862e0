"""Originals: the file that a document was read from, as far as it is still there, and pictures of its pages.

A file is never shown by a browser from here: it is sent as something to keep, and a page of it as a picture of ours.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from ingest.drawing import PagePicture, draw_page
from ingest.walking import path_of
from ui.serving.serving import ListedRecord

_PIXELS = 1_400  # of a page's width: sharp in half of a wide window
_PICTURES = 24  # that are kept; each is some hundred thousand bytes
_Stamp = tuple[Path, int, int]


def original_of(record: ListedRecord) -> Path | None:
    """Return the file of a document, None where it comes from the web, or the file is not there any more."""
    path = path_of(record.uri) if record.uri.startswith("file:") else None
    return path if path is not None and path.is_file() else None


@dataclass
class PageDrawings:
    """Draws pages of PDFs, each once. Safe for several threads: one page is drawn at a time."""

    _drawn: OrderedDict[tuple[_Stamp, int], PagePicture] = field(default_factory=OrderedDict)
    _same: dict[tuple[_Stamp, str], bool] = field(default_factory=dict)
    _guard: Lock = field(default_factory=Lock)

    def of(self, record: ListedRecord) -> Path | None:
        """Return the PDF that a document was read from, None where it is none, or has changed since."""
        path = original_of(record)
        if path is None or path.suffix.lower() != ".pdf":
            return None
        wanted = (_stamp(path), record.fingerprint)
        if wanted not in self._same:
            self._same[wanted] = hashlib.sha256(path.read_bytes()).hexdigest() == record.fingerprint
        return path if self._same[wanted] else None

    def draw(self, path: Path, page: int) -> PagePicture:
        """Return the picture of a page. Raises UnreadableFile."""
        wanted = (_stamp(path), page)
        with self._guard:
            if wanted not in self._drawn:
                self._drawn[wanted] = draw_page(path, page, pixels=_PIXELS)
                while len(self._drawn) > _PICTURES:
                    self._drawn.popitem(last=False)
            self._drawn.move_to_end(wanted)
            return self._drawn[wanted]


def _stamp(path: Path) -> _Stamp:
    looked = path.stat()
    return path, looked.st_mtime_ns, looked.st_size
