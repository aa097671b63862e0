"""Sources: the files and web pages that a person names, found and loaded. Knows paths and addresses, never formats."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.addresses import FetchOptions
from ingest.documents import Source
from ingest.errors import SourceNotFound, UnreadableFile
from ingest.formats import suffix_of
from ingest.locations import Location, LocationKind, locate
from ingest.stamps import Stamp
from ingest.walking import Located, Unlisted, walk

if TYPE_CHECKING:
    from ingest.fetching import Fetched

MEGABYTE = 2**20
LARGEST_FILE = 100 * MEGABYTE
"""Bytes of a file that is taken unless a person says otherwise: a larger one is seldom meant to be read."""
_PIECE = 2**20  # bytes that are hashed at once


@dataclass(frozen=True, slots=True)
class Content:
    """What a source held when it was loaded.

    `suffix` names its format, in lower case with the dot; `encoding` is the one that a server declared. `stamp` is
    how the file looked before its bytes were taken, `validator` what to ask a server by whether a page changed.
    """

    source: Source
    name: str
    suffix: str
    data: bytes
    encoding: str | None = None
    stamp: Stamp | None = None
    validator: str = ""


@dataclass(frozen=True, slots=True)
class SourcesFound:
    """What the named locations hold. `skipped` are files in folders that no reader is known for.

    `folders` are the URIs of the folders among the locations, each with a slash at its end; `unlisted` those at or
    below them that cannot be looked into, `outside` links in them that lead elsewhere.
    """

    located: tuple[Located, ...]
    skipped: tuple[Path, ...]
    folders: tuple[str, ...]
    unlisted: tuple[Unlisted, ...] = ()
    outside: tuple[Path, ...] = ()


def find_sources(locations: Sequence[str], *, suffixes: Collection[str]) -> SourcesFound:
    """Return the sources at `locations`: files, folders searched to the bottom, and web addresses.

    In folders, hidden entries are passed over and only files with one of `suffixes` are taken; a file that is
    named itself is always taken. Raises SourceNotFound for a location that is empty or not there.
    """
    return find_in([locate(one) for one in locations], suffixes=suffixes)


def find_in(locations: Sequence[Location], *, suffixes: Collection[str]) -> SourcesFound:
    """Return the sources at locations that are known to be there; see `find_sources`. Standard input is none."""
    located: dict[str, Located] = {}
    found = SourcesFound((), (), ())
    for location in locations:
        path = location.path
        if location.kind is LocationKind.FOLDER and path is not None:
            walked = walk(path, suffixes=suffixes, exclude=location.exclude)
            located = {**{one.uri: one for one in walked.located}, **located}
            found = replace(
                found,
                skipped=(*found.skipped, *walked.skipped),
                folders=(*found.folders, location.uri),
                unlisted=(*found.unlisted, *walked.unlisted),
                outside=(*found.outside, *walked.outside),
            )
        elif location.kind is LocationKind.FILE and path is not None:
            located.setdefault(location.uri, Located(location.uri, path, _stamp(path)))
        elif location.kind is LocationKind.ADDRESS:
            located.setdefault(location.uri, Located(location.uri, None, address=location.address))
    return replace(found, located=tuple(located.values()))


def load(located: Located, *, most_bytes: int = LARGEST_FILE, options: FetchOptions | None = None) -> Content:
    """Return the bytes of a source and their fingerprint. Raises SourceNotFound and UnreadableFile."""
    if located.path is None:
        return load_page(located, options)
    try:
        stamp = Stamp.take(located.path)
        check_size(located.name, stamp.size, most_bytes)
        data = located.path.read_bytes()
    except FileNotFoundError as error:
        raise SourceNotFound(f"{located.name}: gone since it was found; ingest the folder again") from error
    except OSError as error:
        raise UnreadableFile(f"{located.name}: could not be read ({error.strerror}); check its permissions") from error
    return Content(Source(located.uri, _digest(data)), located.name, suffix_of(located.name), data, stamp=stamp)


def load_page(located: Located, options: FetchOptions | None) -> Content:
    """Return what is at a web address, by default of a public host. Raises SourceNotFound and UnreadableFile."""
    from ingest.fetching import fetch  # noqa: PLC0415 - a fifth of a second, only for an address

    fetched = fetch(located.address or located.uri, options or FetchOptions())
    if fetched is None:
        raise SourceNotFound(f"{located.uri}: the server sent nothing; check the address")
    return to_content(located.uri, fetched)


def to_content(uri: str, fetched: Fetched) -> Content:
    """Return what was fetched from the address that is kept as `uri`."""
    return Content(
        Source(uri, _digest(fetched.data)),
        uri,
        fetched.suffix,
        fetched.data,
        fetched.encoding,
        validator=fetched.validator,
    )


def piped_content(location: Location) -> Content:
    """Return what came from standard input."""
    data = location.piped or b""
    return Content(Source(location.uri, _digest(data)), location.name, suffix_of(location.name), data)


def fingerprint_of(located: Located, *, most_bytes: int = LARGEST_FILE) -> tuple[str, Stamp] | None:
    """Return the fingerprint of a file, and how it looked before it was taken; None where loading will say why not."""
    if located.path is None:
        return None
    digest = hashlib.sha256()
    try:
        stamp = Stamp.take(located.path)
        if stamp.size > most_bytes:
            return None
        with located.path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except OSError:
        return None
    return digest.hexdigest(), stamp


def check_size(name: str, size: int, most_bytes: int) -> None:
    """Raise UnreadableFile for more than is taken."""
    if size > most_bytes:
        raise UnreadableFile(
            f"{name}: {size / MEGABYTE:.0f} MB, more than the {most_bytes // MEGABYTE} MB that are taken; split it, or "
            "raise --max-file-mb"
        )


def _stamp(path: Path) -> Stamp | None:
    try:
        return Stamp.take(path)
    except OSError:
        return None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
