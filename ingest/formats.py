"""Formats: which reader reads a file, by its name and its first bytes. Loads a reader when it is first needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import PurePosixPath
from typing import cast

from ingest.readers.extraction import CannotRead, Extraction, Hints
from ingest.readers.signatures import signature_of, text_signature_of

Reader = Callable[[bytes, Hints], Extraction]

# Kinds of code, settings and logs, of which each line stands as it is.
_CODE = (
    ".asm .atom .awk .bash .bat .bib .c .cc .cfg .clj .cls .cmake .cmd .conf .cpp .cs .css .cxx .dart .diff "
    ".dockerfile .el .env .erl .ex .exs .f .f90 .fish .fs .go .gpx .gradle .graphql .groovy .h .hcl .hh .hpp .hs .hxx "
    ".ini .java .jl .js .json5 .jsonc .jsx .kml .kt .kts .less .lisp .log .lua .m .makefile .mjs .mk .ml .nix .opml "
    ".pas .patch .php .pl .plist .pm .po .properties .proto .ps1 .psm1 .py .pyi .r .rb .reg .rs .rss .sass .scala "
    ".scm .scss .service .sh .sol .sql .sty .sv .svelte .swift .tcl .tex .tf .toml .ts .tsx .v .vb .vhd .vim "
    ".vue .xml .xsd .xsl .xslt .yaml .yml .zig .zsh"
).split()

READERS: Mapping[str, str] = {
    **dict.fromkeys(_CODE, "text.code"),
    ".adoc": "text.text",
    ".bmp": "ocr.image",
    ".bz2": "archive",
    ".csv": "sheets.delimited",
    ".doc": "office.legacy",
    ".docm": "office.docx",
    ".docx": "office.docx",
    ".dot": "office.legacy",
    ".dotm": "office.docx",
    ".dotx": "office.docx",
    ".eml": "mail.mail",
    ".emlx": "mail.mail",
    ".epub": "web.epub",
    ".fodp": "office.odp",
    ".fods": "sheets.ods",
    ".fodt": "office.odt",
    ".geojson": "sheets.json_records",
    ".gif": "ocr.image",
    ".gz": "archive",
    ".htm": "web.html",
    ".html": "web.html",
    ".xhtml": "web.html",
    ".ics": "mail.icalendar",
    ".ipynb": "text.ipynb",
    ".jpeg": "ocr.image",
    ".jpg": "ocr.image",
    ".json": "sheets.json_records",
    ".jsonl": "sheets.json_records",
    ".markdown": "text.markdown",
    ".mbox": "mail.mbox",
    ".mbx": "mail.mbox",
    ".mht": "mail.saved",
    ".mhtml": "mail.saved",
    ".md": "text.markdown",
    ".msg": "mail.msg",
    ".ndjson": "sheets.json_records",
    ".odp": "office.odp",
    ".ods": "sheets.ods",
    ".odt": "office.odt",
    ".org": "text.org",
    ".otp": "office.odp",
    ".ots": "sheets.ods",
    ".ott": "office.odt",
    ".pdf": "pdf.pdf",
    ".png": "ocr.image",
    ".potx": "office.pptx",
    ".pps": "office.legacy",
    ".ppsm": "office.pptx",
    ".ppsx": "office.pptx",
    ".ppt": "office.legacy",
    ".pptm": "office.pptx",
    ".pptx": "office.pptx",
    ".rst": "text.rst",
    ".rtf": "office.rtf",
    ".srt": "text.subtitles",
    ".tab": "sheets.delimited",
    ".tar": "archive",
    ".text": "text.text",
    ".tgz": "archive",
    ".tif": "ocr.image",
    ".tiff": "ocr.image",
    ".tsv": "sheets.delimited",
    ".txt": "text.text",
    ".vcard": "mail.vcard",
    ".vcf": "mail.vcard",
    ".vtt": "text.subtitles",
    ".webp": "ocr.image",
    ".xls": "sheets.xls",
    ".xlsm": "sheets.xlsx",
    ".xlsx": "sheets.xlsx",
    ".xltm": "sheets.xlsx",
    ".xltx": "sheets.xlsx",
    ".xz": "archive",
    ".zip": "archive",
}
"""The reader of each kind of file, by its suffix: module `ingest.readers.ROOM.NAME`, function `read_NAME`."""


_BEST_KNOWN = "csv docx eml epub html ipynb json md msg odt pdf png pptx rtf txt xlsx zip"
KNOWN = f"{', '.join(f'.{name}' for name in _BEST_KNOWN.split())} and {len(READERS) - len(_BEST_KNOWN.split())} more"
"""The formats that are read, as a person is told of them."""


# Readers of text take what they are given: another format's text in such a file is quoted there, not held.
_OF_TEXT = frozenset(
    (
        "sheets.delimited",
        "sheets.json_records",
        "text.code",
        "text.ipynb",
        "text.markdown",
        "text.org",
        "text.rst",
        "text.subtitles",
        "text.text",
        "web.html",
    )
)


def format_of(suffix: str, data: bytes) -> str:
    """Return the suffix of a file's format: the one that its bytes show, where its own says otherwise or nothing.

    A suffix that the bytes do not contradict is kept, so that damaged files are called by their names.
    """
    shown = signature_of(data)
    if shown:
        same = READERS.get(shown) == READERS.get(suffix) or shown not in READERS
        return suffix if same and suffix in READERS else shown
    if not suffix or READERS.get(suffix) not in (None, *_OF_TEXT, *_OF_MAIL):
        return _shown_by_text(suffix, data)
    return suffix


_OF_MAIL = frozenset(("mail.mail", "mail.mbox", "mail.icalendar", "mail.vcard", "mail.saved"))


def _shown_by_text(suffix: str, data: bytes) -> str:
    """Return the suffix of a text that is called nothing, or called an office file that it is not."""
    shown = text_signature_of(data)
    if not suffix:
        return shown
    named = shown in (".html", ".rtf", ".fodt", ".fods", ".fodp") and READERS.get(shown) != READERS[suffix]
    if shown == ".txt" and suffix == ".xls":
        return ".tsv"  # what many programs export under that name
    return shown if named else suffix


_KINDS_BY_NAME = {
    **dict.fromkeys(
        "containerfile dockerfile gemfile gnumakefile jenkinsfile makefile procfile rakefile".split(), ".mk"
    ),
    **dict.fromkeys(
        "authors changelog changes contributing copying install license news notice readme todo".split(), ".txt"
    ),
}
_TURNED_OVER = re.compile(r"\.log\.[\d.-]+$", re.IGNORECASE)


def suffix_of(name: str) -> str:
    """Return the suffix that names a file's format: its own, in lower case with the dot, or that of its kind.

    "Dockerfile" and "README" have none of their own, "server.log.2" has the number of a log that was put aside.
    """
    path = PurePosixPath(name.replace("\\", "/"))
    known = _KINDS_BY_NAME.get(path.name.lower(), "")
    return known or (".log" if _TURNED_OVER.search(path.name) else path.suffix.lower())


def read_file(data: bytes, hints: Hints) -> Extraction:
    """Return what the file holds, by the reader of its format. Raises CannotRead.

    `hints.suffix` names the format, unless the bytes show another; readers of archives and mails call this for what
    lies inside.
    """
    suffix = format_of(hints.suffix, data)
    name = READERS.get(suffix)
    if name is None:
        raise CannotRead(f"no reader for “{hints.suffix}”; known are {KNOWN}")
    return reader_named(name)(data, replace(hints, suffix=suffix))


def reader_named(name: str) -> Reader:
    """Return a reader of the table above, loading its module."""
    return cast("Reader", getattr(import_module(f"ingest.readers.{name}"), f"read_{name.rpartition('.')[2]}"))
