"""Locations: what a person names to be mirrored, a folder, a file, an address or standard input. Reads none of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from ingest.addresses import has_secrets, is_address, is_other_scheme, kept, whole
from ingest.errors import SourceNotFound
from ingest.walking import path_of, uri_of

INPUT = "-"
"""How a person names standard input."""
_INPUT_SCHEME = "stdin:"


class LocationKind(StrEnum):
    """What is mirrored."""

    FOLDER = "folder"
    FILE = "file"
    ADDRESS = "address"
    INPUT = "standard input"


@dataclass(frozen=True, slots=True)
class Location:
    """A place that is mirrored. `uri` is its identity, that of a folder ends with a slash; `name` is what it is called.

    `exclude` are patterns of what is left out of a folder, `depth` is how many links from an address are followed.
    `has_secrets` tells that an address was named with something secret, which is kept nowhere: `address` is by what
    it is fetched while it is known. `piped` is what came from standard input.
    """

    uri: str
    kind: LocationKind
    name: str
    exclude: tuple[str, ...] = ()
    depth: int = 0
    has_secrets: bool = False
    address: str = field(default="", repr=False, compare=False)
    piped: bytes | None = field(default=None, repr=False, compare=False)

    @property
    def path(self) -> Path | None:
        """The path of a folder or file, None for what is neither."""
        return path_of(self.uri.removesuffix("/") or "/")


def locate(named: str, *, exclude: tuple[str, ...] = (), depth: int = 0) -> Location:
    """Return the location that a person named. Raises SourceNotFound for one that is empty, or not there."""
    if not named.strip():  # an unset variable; pathlib would take it for the current folder
        raise SourceNotFound("a location is empty; name a file, a folder or an address (`.` is the current folder)")
    if is_address(named):
        uri = kept(named)
        return Location(
            uri, LocationKind.ADDRESS, uri, depth=depth, has_secrets=has_secrets(named), address=whole(named)
        )
    if is_other_scheme(named) and not named.lower().startswith("file://"):
        raise SourceNotFound(f"{named}: only http and https addresses are fetched; download it, and name the file")
    path = _resolve(named)
    if path.is_dir():
        uri = uri_of(path)
        return Location(uri if uri.endswith("/") else f"{uri}/", LocationKind.FOLDER, str(path), exclude=exclude)
    if path.is_file():
        return Location(uri_of(path), LocationKind.FILE, str(path))
    raise SourceNotFound(f"{named}: neither a file nor a folder; name one of these")


def locate_input(piped: bytes, *, name: str = "") -> Location:
    """Return what came from standard input as a location; another of the same name takes its place."""
    called = name or "standard input"
    return Location(f"{_INPUT_SCHEME}{called}", LocationKind.INPUT, called, piped=piped)


def _resolve(named: str) -> Path:
    path = (path_of(f"file://{named[7:]}") if named.lower().startswith("file://") else None) or Path(named)
    try:
        return path.expanduser().resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:  # ValueError: a character that no path may have
        raise SourceNotFound(f"{named}: no such file or folder; check the spelling") from error
