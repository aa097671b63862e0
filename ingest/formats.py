"""Formats: which reader reads a file, by its name and its first bytes. Loads a reader when it is first needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import cast

from ingest.readers.reading import CannotRead, Hints, Reading

Reader = Callable[[bytes, Hints], Reading]

READERS: Mapping[str, str] = {
    ".docm": "docx",
    ".docx": "docx",
    ".dotm": "docx",
    ".dotx": "docx",
    ".fodp": "odp",
    ".fodt": "odt",
    ".htm": "html",
    ".html": "html",
    ".markdown": "markdown",
    ".md": "markdown",
    ".odp": "odp",
    ".odt": "odt",
    ".otp": "odp",
    ".ott": "odt",
    ".pdf": "pdf",
    ".potx": "pptx",
    ".ppsm": "pptx",
    ".ppsx": "pptx",
    ".pptm": "pptx",
    ".pptx": "pptx",
    ".text": "text",
    ".txt": "text",
}
"""The reader of each kind of file, by its suffix: module `ingest.readers.NAME`, function `read_NAME`."""


def read_file(data: bytes, hints: Hints) -> Reading:
    """Return what the file holds, by the reader of its format. Raises CannotRead.

    `hints.suffix` names the format; readers of archives and mails call this for what lies inside.
    """
    name = READERS.get(hints.suffix)
    if name is None:
        raise CannotRead(f"no reader for “{hints.suffix}”; known are {', '.join(sorted(READERS))}")
    return reader_named(name)(data, hints)


def reader_named(name: str) -> Reader:
    """Return a reader of the table above, loading its module."""
    return cast("Reader", getattr(import_module(f"ingest.readers.{name}"), f"read_{name}"))
