"""Sources: the files and web pages that a person names, found and loaded. Knows paths and addresses, never formats."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from ingest.documents import Source
from ingest.errors import SourceNotFound, UnreadableFile
from ingest.formats import suffix_of

if TYPE_CHECKING:
    import httpx

_WEB = ("http://", "https://")
_TIMEOUT = 20.0  # seconds
_LARGEST_PAGE = 50 * 2**20  # bytes
_SUFFIX_OF_TYPE = {
    "application/epub+zip": ".epub",
    "application/json": ".json",
    "application/ld+json": ".json",
    "application/msword": ".doc",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.ms-outlook": ".msg",
    "application/vnd.ms-powerpoint": ".ppt",
    "application/vnd.oasis.opendocument.presentation": ".odp",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/x-ipynb+json": ".ipynb",
    "application/xhtml+xml": ".html",
    "application/zip": ".zip",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
    "image/webp": ".webp",
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/rtf": ".rtf",
    "text/tab-separated-values": ".tsv",
    "text/vcard": ".vcf",
}
_FILE_NAME = re.compile(r"filename\*?=(?:[\w-]+'[^']*')?\"?([^\";]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Located:
    """A source that exists, not yet read. `uri` is its identity, `path` None for a web page."""

    uri: str
    path: Path | None

    @property
    def name(self) -> str:
        """What a person calls it: the file's name, or the address."""
        return readable(self.path.name) if self.path else self.uri


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A folder whose entries cannot be listed: what it holds is not known. `uri` ends with a slash."""

    uri: str
    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a source held when it was loaded.

    `suffix` names its format, in lower case with the dot; `encoding` is the one that a server declared.
    """

    source: Source
    name: str
    suffix: str
    data: bytes
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What the named locations hold. `skipped` are files in folders that no reader is known for.

    `folders` are the URIs of the folders among the locations, each with a slash at its end; `unlisted` those at or
    below them that cannot be looked into.
    """

    located: tuple[Located, ...]
    skipped: tuple[Path, ...]
    folders: tuple[str, ...]
    unlisted: tuple[Unlisted, ...] = ()


def find_sources(locations: Sequence[str], *, suffixes: Collection[str]) -> Found:
    """Return the sources at `locations`: files, folders searched to the bottom, and web addresses.

    In folders, hidden entries are passed over and only files with one of `suffixes` are taken; a file that is
    named itself is always taken. Raises SourceNotFound for a location that is empty or not there.
    """
    located: dict[str, Located] = {}
    skipped: list[Path] = []
    folders: list[str] = []
    unlisted: list[Unlisted] = []
    for location in locations:
        if location.startswith(_WEB):
            located.setdefault(location, Located(location, None))
            continue
        path = _resolve(location)
        if not path.is_dir() and not path.is_file():
            raise SourceNotFound(f"{location}: neither a file nor a folder; name one of these")
        if path.is_dir():
            folders.append(f"{path.as_uri()}/")
        for file in _files(path, unlisted):
            if path.is_dir() and suffix_of(file.name) not in suffixes:
                skipped.append(file)
            else:
                located.setdefault(file.as_uri(), Located(file.as_uri(), file))
    return Found(tuple(located.values()), tuple(skipped), tuple(folders), tuple(unlisted))


def load(located: Located) -> Content:
    """Return the bytes of a source and their fingerprint. Raises SourceNotFound and UnreadableFile."""
    if located.path is None:
        return _load_page(located.uri)
    try:
        data = located.path.read_bytes()
    except FileNotFoundError as error:
        raise SourceNotFound(f"{located.name}: gone since it was found; ingest the folder again") from error
    except OSError as error:
        raise UnreadableFile(f"{located.name}: could not be read ({error.strerror}); check its permissions") from error
    return Content(Source(located.uri, _fingerprint(data)), located.name, suffix_of(located.name), data)


def _resolve(location: str) -> Path:
    if not location.strip():  # an unset variable; pathlib would take it for the current folder
        raise SourceNotFound("a location is empty; name a file, a folder or an address (`.` is the current folder)")
    path = Path(location).expanduser()
    try:
        return path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise SourceNotFound(f"{location}: no such file or folder; check the spelling") from error


def _files(path: Path, unlisted: list[Unlisted]) -> Iterator[Path]:
    """Yield the files at or below `path` in the order of their names. Links to folders are not followed."""
    if path.is_file():
        yield path
        return
    for folder, names, files in os.walk(path, onerror=lambda error: unlisted.append(_unlisted(error))):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            file = Path(folder) / name
            if not name.startswith(".") and _may_be_file(file):
                yield file


def _may_be_file(path: Path) -> bool:
    """Whether it is a file, or cannot be looked at: then reading it will say why."""
    try:
        return path.is_file()
    except OSError:
        return True


def _unlisted(error: OSError) -> Unlisted:
    folder = Path(error.filename)
    name = readable(folder.name)
    message = f"{name}: its files cannot be listed ({error.strerror}); check its permissions"
    return Unlisted(f"{folder.as_uri()}/", name, message)


def is_gone(uri: str) -> bool:
    """Whether a file is no longer in its folder. A web page, or a file whose folder cannot be seen, is not gone."""
    if not uri.startswith("file://"):
        return False
    path = Path(unquote(urlsplit(uri).path))
    return path.parent.is_dir() and not path.exists()


def readable(name: str) -> str:
    """Return a file's name as it can be shown: bytes of it that are no UTF-8 become “\ufffd”."""
    return os.fsencode(name).decode("utf-8", "replace")


def _load_page(address: str) -> Content:
    import httpx  # noqa: PLC0415 - a fifth of a second, only for an address

    try:
        with httpx.Client(follow_redirects=True, timeout=_TIMEOUT) as client, client.stream("GET", address) as response:
            response.raise_for_status()
            data = _body(response, address)
    except httpx.HTTPStatusError as error:
        raise SourceNotFound(
            f"{address}: the server answered {error.response.status_code}; check the address"
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SourceNotFound(f"{address}: could not be fetched ({error}); check the address and the network") from error
    suffix = _suffix(response, address)
    return Content(Source(address, _fingerprint(data)), address, suffix, data, response.charset_encoding)


def _suffix(response: httpx.Response, address: str) -> str:
    """Return what a server calls the format of its answer, "" where nobody says: then the bytes tell.

    Servers call many formats of text plain; there the address, or the name to save it by, says more.
    """
    kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
    saved_as = _FILE_NAME.search(response.headers.get("content-disposition", ""))
    names = (saved_as.group(1) if saved_as else "", urlsplit(str(response.url)).path, urlsplit(address).path)
    named = next(filter(None, (PurePosixPath(unquote(name)).suffix.lower() for name in names)), "")
    if kind == "text/plain" and named not in ("", ".htm", ".html", ".php", ".asp", ".aspx", ".jsp"):
        return named
    return _SUFFIX_OF_TYPE.get(kind) or named


def _body(response: httpx.Response, address: str) -> bytes:
    data = bytearray()
    for piece in response.iter_bytes():
        data += piece
        if len(data) > _LARGEST_PAGE:
            raise UnreadableFile(f"{address}: larger than {_LARGEST_PAGE // 2**20} MB; download it and ingest a part")
    return bytes(data)


def _fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
