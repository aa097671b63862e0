"""Uploads: files as they come over the wire, kept for the library where nobody else reads them.

A type that is not read, or a size that is too much, is refused as soon as it is seen, not when all of it has come.
The only door to python-multipart.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO, Self
from urllib.parse import unquote, urlsplit

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from ui.serving.faults import Fault

_OWNER_ONLY = 0o700
_MOST_FILES = 200  # of one request
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f/\\]")
_LONGEST_NAME = 120  # characters
_MOST_BYTES = 240  # of a name; file systems take 255
_DEEPEST = 12  # folders that a file comes in; of more the first


@dataclass(frozen=True, slots=True)
class UploadRules:
    """Which files are taken: endings with their dots, and how many bytes each may have."""

    suffixes: frozenset[str]
    most: int


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file that came: the name its sender gave it, with the folders that it came in, and where it lies."""

    name: str
    path: Path

    @property
    def uri(self) -> str:
        """Its address, by which the library knows it."""
        return self.path.resolve().as_uri()


@dataclass
class _Part:
    """A part of the request that is coming in."""

    header: str = ""
    value: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    name: str = ""
    file: BinaryIO | None = None
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)
    size: int = 0


class Receiver:
    """Takes the files of one request into a folder: use it as a context manager, which leaves nothing half done."""

    def __init__(self, folder: Path, rules: UploadRules) -> None:
        self._folder = folder
        self._rules = rules
        self._part = _Part()
        self._came: list[Uploaded] = []
        self._scratch = Path()

    def __enter__(self) -> Self:
        """Make a folder for what comes, inside the one where it is kept."""
        make_private(self._folder)
        self._scratch = Path(tempfile.mkdtemp(prefix=".coming-", dir=self._folder))
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what did not come whole."""
        if self._part.file is not None:
            self._part.file.close()
        shutil.rmtree(self._scratch, ignore_errors=True)

    async def receive(self, content_type: str, body: AsyncIterator[bytes]) -> tuple[Uploaded, ...]:
        """Return the files of a multipart body, in their order. Raises Fault."""
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or b"boundary" not in options:
            raise Fault(415, "send files as multipart/form-data, each as a part named `file`", code="not_multipart")
        parser = MultipartParser(
            options[b"boundary"],
            {
                "on_part_begin": self._begin,
                "on_header_field": self._header_field,
                "on_header_value": self._header_value,
                "on_header_end": self._header_end,
                "on_headers_finished": self._open,
                "on_part_data": self._data,
                "on_part_end": self._close,
            },
        )
        try:
            async for piece in body:
                parser.write(piece)
            parser.finalize()
        except FormParserError as error:
            raise Fault(400, f"the files did not come as multipart/form-data ({error})", code="malformed") from error
        if not self._came:
            raise Fault(400, "no file came; send each as a part named `file`, with its name", code="no_file")
        return tuple(self._came)

    # -- the parser tells what it meets ------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._part = _Part()

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._part.header += data[start:end].decode("latin-1")

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._part.value += data[start:end].decode("utf-8", "replace")

    def _header_end(self) -> None:
        self._part.headers[self._part.header.lower()] = self._part.value
        self._part.header = self._part.value = ""

    def _open(self) -> None:
        """Open a file for the part, where it is one; refuse a type that is not read before its bytes come."""
        named = _filename(self._part.headers.get("content-disposition", ""))
        if named is None:
            return
        if len(self._came) >= _MOST_FILES:
            raise Fault(413, f"at most {_MOST_FILES} files at once; send the others after these", code="too_many")
        self._part.name = plain_path(named)
        suffix = Path(self._part.name).suffix.lower()
        if suffix not in self._rules.suffixes:
            known = ", ".join(sorted(self._rules.suffixes))
            message = f"{self._part.name}: files of this type are not read; those are {known}"
            raise Fault(415, message, code="type_not_read")
        self._part.file = (self._scratch / str(len(self._came))).open("xb")

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._part.file is None:
            return
        self._part.size += end - start
        if self._part.size > self._rules.most:
            raise Fault(
                413, f"{self._part.name}: larger than {self._rules.most / 2**20:.0f} MB; split it", code="too_large"
            )
        self._part.digest.update(data[start:end])
        self._part.file.write(data[start:end])

    def _close(self) -> None:
        """Move a file that came whole to its place: two of one name and other bytes are both kept."""
        part = self._part
        if part.file is None:
            return
        part.file.close()
        place = self._folder / part.digest.hexdigest()[:12]
        make_private(place)
        kept = place / part.name
        kept.parent.mkdir(parents=True, exist_ok=True)
        Path(part.file.name).replace(kept)
        part.file = None
        self._came.append(Uploaded(part.name, kept))


def make_private(folder: Path) -> None:
    """Make a folder that only its owner enters."""
    folder.mkdir(parents=True, exist_ok=True, mode=_OWNER_ONLY)
    with suppress(OSError):
        folder.chmod(_OWNER_ONLY)


def forget_upload(uri: str, folder: Path) -> None:
    """Remove the file of a document that was uploaded into `folder`; of any other document the file stays."""
    if not uri.startswith("file://"):
        return
    path = Path(unquote(urlsplit(uri).path))
    if folder.resolve() not in path.resolve().parents:
        return
    path.unlink(missing_ok=True)
    with suppress(OSError):  # other files of the same bytes may lie there
        for above in path.parents:
            if above.resolve() == folder.resolve():
                return
            above.rmdir()


def plain_name(name: str) -> str:
    """Return the last part of a file's name, as it may stand in a folder of ours; of a long one the end."""
    last = PurePosixPath(PureWindowsPath(name).as_posix()).name
    plain = (_UNPRINTABLE.sub("_", last).strip().lstrip(".") or "unnamed")[-_LONGEST_NAME:]
    while len(plain.encode("utf-8", "replace")) > _MOST_BYTES:
        plain = plain[1:]
    return plain


def plain_path(named: str) -> str:
    """Return a file's name with the folders that it came in; of a path that would lead out of them only the name."""
    parts = named.split("/")
    if "\\" in named or any(one.strip().strip(".") == "" for one in parts):
        return plain_name(named)
    folders = parts[:-1]
    return "/".join((*(plain_name(one) for one in folders[:_DEEPEST]), plain_name(named)))


def _filename(disposition: str) -> str | None:
    """Return the file's name in a Content-Disposition header, None where it names none."""
    _, options = parse_options_header(disposition.encode("utf-8", "replace"))
    named = options.get(b"filename")
    return None if named is None else named.decode("utf-8", "replace")
