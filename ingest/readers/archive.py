"""Archives: the files in a zip, tar or gzip, each read by the reader of its kind, within bounds. Knows no kind."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import IO, cast

from ingest.documents import DoubtKind, PlaceKind
from ingest.formats import READERS, read_file, suffix_of
from ingest.readers.encoding import NotText, decode
from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints

_MOST_MEMBERS = 10_000
_LARGEST = 256 * 2**20  # bytes of one member, unpacked
_LARGEST_IN_ALL = 1024 * 2**20  # bytes of all members that are read, unpacked
_HARMLESS = 8 * 2**20  # bytes unpacked, of which nobody asks how small they were packed
_MOST_GROWTH = 400  # times; text grows up to about 100 times
_MOST_TEXT = 64 * 2**20  # characters of all members together
_MOST_NAMED = 50  # members that were not read, one by one
_PASSED_OVER = re.compile(r"(?:^|/)(?:__MACOSX/|\.(?!\.?/)[^/]|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_PACKERS = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
_OPENED: Mapping[str, Callable[[IO[bytes]], IO[bytes]]] = {
    "gzip": lambda packed: cast("IO[bytes]", gzip.GzipFile(fileobj=packed)),
    "bzip2": lambda packed: cast("IO[bytes]", bz2.BZ2File(packed)),
    "xz": lambda packed: cast("IO[bytes]", lzma.LZMAFile(packed)),  # noqa: SIM115  the caller closes it
}
_ENCRYPTED, _UTF_8 = 0x1, 0x800  # flags of a zip's member
_DAMAGED = "damaged or cut short; fetch it again"
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError)


class _TooLarge(CannotRead):
    """A member that grows without measure, or one too many."""


@dataclass(frozen=True, slots=True)
class _Member:
    """A file in an archive; `size` and `packed` are what the archive says, and what it may not exceed."""

    name: str
    size: int
    packed: int
    open: Callable[[], IO[bytes]]
    encrypted: bool = False


def _zipped(archive: zipfile.ZipFile) -> Iterator[_Member]:
    for info in archive.infolist():
        if not info.is_dir():
            encrypted = bool(info.flag_bits & _ENCRYPTED)
            yield _Member(_zip_name(info), info.file_size, info.compress_size, partial(archive.open, info), encrypted)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; where the archive does not say that it is UTF-8, it may be of any code page."""
    if info.flag_bits & _UTF_8 or info.filename.isascii():
        return info.filename
    try:
        return decode(info.filename.encode("cp437")).text
    except (UnicodeEncodeError, NotText):
        return info.filename


def _tarred(archive: tarfile.TarFile, packed: int) -> Iterator[_Member]:
    """Yield the files of a tar; links and devices are none. Raises CannotRead where they grow without measure."""
    left = _LARGEST_IN_ALL
    for info in archive:
        left -= info.size
        if left < 0:
            raise CannotRead("too large when unpacked; unpack it, and ingest what is needed")
        if info.isfile():
            yield _Member(info.name, info.size, packed, partial(_extracted, archive, info))


def _extracted(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    return archive.extractfile(info) or io.BytesIO()


def read_archive(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return what the files in an archive hold, each in a place of its own; doubts name those that were not read."""
    if not content:
        raise CannotRead("empty; there is nothing to read")
    packer = next((name for start, name in _PACKERS.items() if content.startswith(start)), "")
    if packer and not _is_tar(content):
        return _read_packed(content, packer, hints)
    try:
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as zipped:
                return _read_members(_zipped(zipped), hints)
        with tarfile.open(fileobj=io.BytesIO(content)) as tarred:
            return _read_members(_tarred(tarred, len(content)), hints)
    except _BROKEN as error:
        raise CannotRead(f"not an archive, or one that is {_DAMAGED}") from error


def _read_members(found: Iterator[_Member], hints: Hints) -> Extraction:
    members = [one for one in found if not _PASSED_OVER.search(one.name)]
    builder = Builder()
    unread: list[str] = []
    left = _LARGEST_IN_ALL
    for number, member in enumerate(members):
        try:
            if number >= _MOST_MEMBERS or builder.position > _MOST_TEXT:
                raise _TooLarge("there is too much before it; unpack the archive, and ingest the folder")
            data = _unpacked(member, left)
            left -= len(data)
            extraction = read_file(data, hints.inside(member.name, suffix_of(member.name)))
        except CannotRead as error:
            unread.append(f"“{member.name}” could not be read: {error}")
            continue
        with builder.place(PlaceKind.MEMBER, member.name):
            builder.include(extraction, name=member.name)
        hints.progress(number + 1, len(members))
    for message in _told(unread):
        builder.doubt(DoubtKind.MISSING, message)
    return builder.extraction()


def _unpacked(member: _Member, left: int) -> bytes:
    """Return a member's bytes. Raises CannotRead for one of an unknown kind before anything is unpacked."""
    if suffix_of(member.name) not in READERS:
        raise CannotRead("no reader for its kind")
    if member.encrypted:
        raise CannotRead("encrypted; unpack it with its password first")
    grows = member.size > _HARMLESS and member.size > _MOST_GROWTH * max(member.packed, 1)
    if grows:
        growth = member.size / max(member.packed, 1)
        raise _TooLarge(f"too large when unpacked: {growth:,.0f} times its size, as is done to do harm")
    if member.size > min(_LARGEST, left):
        raise _TooLarge("too large when unpacked; unpack it, and ingest what is needed")
    try:
        with member.open() as source:
            data = source.read(member.size + 1)
    except (*_BROKEN, RuntimeError, KeyError) as error:
        raise CannotRead(_DAMAGED) from error
    if len(data) > member.size:
        raise _TooLarge("larger than the archive says; unpack it with another program")
    return data


def _told(unread: list[str]) -> list[str]:
    if len(unread) <= _MOST_NAMED:
        return unread
    return [*unread[:_MOST_NAMED], f"{len(unread) - _MOST_NAMED} further files could not be read"]


def _is_tar(content: bytes) -> bool:
    try:
        with tarfile.open(fileobj=io.BytesIO(content)):
            return True
    except _BROKEN:
        return False


def _read_packed(content: bytes, packer: str, hints: Hints) -> Extraction:
    """Read the one file that gzip and its like pack: "server.log" in "server.log.gz"."""
    name = PurePosixPath(hints.name).stem
    if suffix_of(name) not in READERS:
        raise CannotRead(f"no reader for the kind of file that is packed in it; unpack it with {packer} first")
    most = min(_LARGEST, max(_HARMLESS, _MOST_GROWTH * len(content)))
    try:
        with _OPENED[packer](io.BytesIO(content)) as source:
            data = source.read(most + 1)
    except _BROKEN as error:
        raise CannotRead(_DAMAGED) from error
    if len(data) > most:
        raise CannotRead("too large when unpacked; unpack it, and ingest what is needed")
    return read_file(data, hints.inside(name, suffix_of(name)))
