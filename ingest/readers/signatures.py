"""Signatures: the format of a file by its first bytes, and by what lies in it where many formats share a container.

Knows no readers: it gives the suffix that such a file should have.
"""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO

_MAGIC = (
    (0, b"PK\x03\x04", ".zip"),
    (0, b"PK\x05\x06", ".zip"),  # without members
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".ole"),
    (0, b"{\\rtf", ".rtf"),
    (0, b"\x89PNG\r\n\x1a\n", ".png"),
    (0, b"\xff\xd8\xff", ".jpg"),
    (0, b"GIF87a", ".gif"),
    (0, b"GIF89a", ".gif"),
    (0, b"II*\x00", ".tif"),
    (0, b"MM\x00*", ".tif"),
    (8, b"WEBP", ".webp"),
    (0, b"\x1f\x8b\x08", ".gz"),
    (0, b"BZh", ".bz2"),
    (0, b"\xfd7zXZ\x00", ".xz"),
    (257, b"ustar", ".tar"),
)
_PDF_WITHIN = 1_024  # bytes, as in Adobe's own reader
_PDF = re.compile(rb"(?:\xef\xbb\xbf)?\s*%PDF-")
_PDF_OBJECT = re.compile(rb"\s\d+\s+\d+\s+obj\b")  # what texts about PDFs that quote the first words have none of
_BITMAP = re.compile(rb"BM.{4}\x00\x00\x00\x00.\x00\x00\x00[\x0c\x28\x34\x38\x40\x6c\x7c]\x00\x00\x00", re.DOTALL)

_OF_MIMETYPE = {
    "application/epub+zip": ".epub",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.text-template": ".ott",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.spreadsheet-template": ".ots",
    "application/vnd.oasis.opendocument.presentation": ".odp",
    "application/vnd.oasis.opendocument.presentation-template": ".otp",
}
_OF_MEMBER = (
    ("META-INF/container.xml", ".epub"),
    ("word/document.xml", ".docx"),
    ("word/", ".docx"),
    ("xl/workbook.bin", ".xlsb"),
    ("xl/workbook.xml", ".xlsx"),
    ("ppt/presentation.xml", ".pptx"),
    ("xl/", ".xlsx"),
    ("ppt/", ".pptx"),
)
_LONGEST_MIMETYPE = 100  # bytes
_OF_STREAM = (
    ("__properties_version1.0", ".msg"),
    ("WordDocument", ".doc"),
    ("PowerPoint Document", ".ppt"),
    ("Workbook", ".xls"),
    ("Book", ".xls"),
)
_LOOKED_AT = 4_096  # bytes of a text
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FRAGMENT = re.compile(r"</?(?:p|div|h[1-6]|ul|ol|li|table|span|a|br|title|meta)\b[^<>]*>", re.IGNORECASE)
_FLAT = re.compile(r"<office:document\b[^>]*office:mimetype=[\"']([^\"']+)[\"']", re.DOTALL)
_OF_FLAT = {".odt": ".fodt", ".ods": ".fods", ".odp": ".fodp"}
_MBOX = re.compile(r"From \S+ .*\d{4}\s*\n[A-Za-z-]+:")
_MAIL_HEADER = re.compile(
    r"(?:^|\n)(From|To|Subject|Date|Received|Message-ID|MIME-Version|Return-Path):", re.IGNORECASE
)
_HEADER_BLOCK = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]*:.*\n(?:[ \t].*\n)*){3,}\n?")
_FEWEST_MAIL_HEADERS = 3


def signature_of(data: bytes) -> str:
    """Return the suffix of the format that the bytes are in for sure, "" where they do not say."""
    head = data[:_PDF_WITHIN]
    if _PDF.match(head):
        return ".pdf"
    for offset, magic, suffix in _MAGIC:  # before what may be the PDF that lies first in an archive
        if data.startswith(magic, offset):
            return _INSIDE[suffix](data) if suffix in _INSIDE else suffix
    if b"%PDF-" in head and _PDF_OBJECT.search(data):
        return ".pdf"
    return ".bmp" if _BITMAP.match(data) else ""


def text_signature_of(data: bytes) -> str:
    """Return the suffix of the format of bytes that are text, ".txt" where no format shows; "" of what is no text."""
    head = data[:_LOOKED_AT]
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ""
    text = head.decode("utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1", "ignore")
    text = text.removeprefix("ï»¿").lstrip("\ufeff").replace("\r\n", "\n")
    if not text.strip() or sum(one < " " and one not in "\t\n\r\f\x1b" for one in text) > len(text) // 20:
        return ""
    return markup_signature_of(text) or _written(text, data)


def markup_signature_of(text: str) -> str:
    """Return ".html" or a flat office format's suffix of text that begins so, else ""."""
    flat = _FLAT.search(text)
    if flat:
        return _OF_FLAT.get(_OF_MIMETYPE.get(flat.group(1), ""), "")
    return ".html" if _MARKUP.match(text) else ""


def _written(text: str, data: bytes) -> str:
    if _MBOX.match(text):
        return ".mbox"
    headers = _HEADER_BLOCK.match(text)
    if headers and len(set(map(str.lower, _MAIL_HEADER.findall(headers.group())))) >= _FEWEST_MAIL_HEADERS:
        return ".eml"
    if text.lstrip().startswith(("{", "[")):
        return _record(data)
    if len(_FRAGMENT.findall(text)) > 1 and text.lstrip().startswith("<"):
        return ".html"
    return ".txt"


def _record(data: bytes) -> str:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return ".txt"
    return ".ipynb" if isinstance(value, dict) and "nbformat" in value and "cells" in value else ".json"


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            return _typed(archive, names) or _by_members(names)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return ""


def _typed(archive: zipfile.ZipFile, names: list[str]) -> str:
    """Return the suffix that the member “mimetype” tells, with which e-books and open documents begin."""
    if "mimetype" not in names or archive.getinfo("mimetype").file_size > _LONGEST_MIMETYPE:
        return ""
    try:
        return _OF_MIMETYPE.get(archive.read("mimetype").decode("ascii", "ignore").strip(), "")
    except (RuntimeError, zipfile.BadZipFile):  # locked or damaged; the other members tell
        return ""


def _by_members(names: list[str]) -> str:
    office = "[Content_Types].xml" in names
    for member, suffix in _OF_MEMBER:
        if member in names or (office and any(name.startswith(member) for name in names)):
            return suffix
    return ".zip"


def _streamed(data: bytes) -> str:
    return next((suffix for name, suffix in _OF_STREAM if name.encode("utf-16-le") in data), "")


_INSIDE = {".zip": _zipped, ".ole": _streamed}
"""Containers, which are told apart by what lies in them."""
