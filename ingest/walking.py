"""Walking: the files in a folder, to the bottom, as they are found without opening them. Knows no format."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

from ingest.excludes import IGNORE_FILE, Excludes
from ingest.formats import suffix_of
from ingest.stamps import Stamp

_LARGEST_IGNORE_FILE = 2**20  # bytes


@dataclass(frozen=True, slots=True)
class Located:
    """A source that exists, not yet read. `uri` is its identity, `path` None for what is no file.

    `stamp` is how the file looked when it was found, None where it could not be looked at. `address` is what a web
    page is fetched by, with the credentials that its `uri` leaves out.
    """

    uri: str
    path: Path | None
    stamp: Stamp | None = None
    address: str = field(default="", repr=False)

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
class Walk:
    """What a folder holds. `skipped` are files that no reader is known for, `outside` links that lead out of it."""

    located: tuple[Located, ...]
    skipped: tuple[Path, ...]
    outside: tuple[Path, ...]
    unlisted: tuple[Unlisted, ...]


def walk(folder: Path, *, suffixes: Collection[str], exclude: Sequence[str] = ()) -> Walk:
    """Return the files in a folder, each folder's in the order of their names, then those of the folders in it.

    Hidden entries are passed over, and so is what `exclude` and the ignore files say. A link to a file in the folder
    is a file; no link to a folder is followed. `folder` is absolute and without links. Raises SourceNotFound for a
    pattern that is none.
    """
    walker = _Walker(folder, suffixes)
    pending = [_Folder(str(folder), "", Excludes.of(exclude))]
    while pending:
        pending += reversed(walker.look_into(pending.pop()))
    return Walk(tuple(walker.located), tuple(walker.skipped), tuple(walker.outside), tuple(walker.unlisted))


def would_find(folder: Path, file: Path, *, suffixes: Collection[str], exclude: Sequence[str] = ()) -> bool:
    """Whether a walk of `folder` would find `file`, both absolute and without links; looks at the ways to it only."""
    if folder not in file.parents or suffix_of(file.name) not in suffixes:
        return False
    walker, excludes = _Walker(folder, suffixes), Excludes.of(exclude)
    for way in (*reversed([one for one in file.parents if folder in one.parents]), file):
        above = way.parent.relative_to(folder).as_posix()
        excludes = walker.with_ignore_file(_Folder(str(way.parent), "" if above == "." else above, excludes))
        inside = way.relative_to(folder).as_posix()
        if way.name.startswith(".") or excludes.leave_out(inside, is_folder=way != file):
            return False
    return True


def uri_of(path: Path | str) -> str:
    """Return the `file://` address of an absolute path, also of one that is no text."""
    return f"file://{quote_from_bytes(os.fsencode(path))}"


def path_of(uri: str) -> Path | None:
    """Return the path of a `file://` address, None for any other."""
    return Path(os.fsdecode(unquote_to_bytes(urlsplit(uri).path))) if uri.startswith("file://") else None


def is_there(path: Path) -> bool:
    """Whether something is at a path, also where that cannot be seen for sure."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def readable(name: str) -> str:
    """Return a file's name as it can be shown: bytes of it that are no UTF-8 become “\ufffd”."""
    return os.fsencode(name).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder to look into: `inside` is its path from where the walk began, "" there."""

    path: str
    inside: str
    excludes: Excludes


class _Walker:
    """Looks into one folder after another, and notes what it finds."""

    def __init__(self, root: Path, suffixes: Collection[str]) -> None:
        self._root = str(root)
        self._suffixes = suffixes
        self.located: list[Located] = []
        self.skipped: list[Path] = []
        self.outside: list[Path] = []
        self.unlisted: list[Unlisted] = []

    def look_into(self, folder: _Folder) -> list[_Folder]:
        """Note the files of a folder, and return the folders in it, in the order of their names."""
        try:
            with os.scandir(folder.path) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
            has_patterns = any(entry.name == IGNORE_FILE for entry in found)
            excludes = self.with_ignore_file(folder) if has_patterns else folder.excludes
        except OSError as error:
            self.unlisted.append(_unlisted(folder.path, error))
            return []
        inner: list[_Folder] = []
        for entry in found:
            inside = f"{folder.inside}/{entry.name}" if folder.inside else entry.name
            if entry.name.startswith("."):
                continue
            is_folder = _is_folder(entry)
            if excludes.leave_out(inside, is_folder=is_folder):
                continue
            if entry.is_symlink():
                self._note_link(entry)
            elif is_folder:
                inner.append(_Folder(entry.path, inside, excludes))
            else:
                self._note_file(entry)
        return inner

    def with_ignore_file(self, folder: _Folder) -> Excludes:
        """Return the excludes of a folder, with those of its ignore file. Raises OSError where it cannot be read."""
        try:
            with open(os.path.join(folder.path, IGNORE_FILE), "rb") as file:  # noqa: PTH118, PTH123 - for each folder
                lines = file.read(_LARGEST_IGNORE_FILE).decode("utf-8", "replace").splitlines()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return folder.excludes
        return folder.excludes.below(folder.inside, lines)

    def _note_link(self, entry: os.DirEntry[str]) -> None:
        target = os.path.realpath(entry.path)
        if not os.path.exists(target):  # noqa: PTH110 - what realpath gave is no Path
            return
        if not target.startswith(f"{self._root}/"):
            self.outside.append(Path(entry.path))
        elif not os.path.isdir(target):  # noqa: PTH112 - as above
            self._note_file(entry)

    def _note_file(self, entry: os.DirEntry[str]) -> None:
        try:
            status = entry.stat()
        except OSError:
            stamp = None  # reading it will say why
        else:
            if not _is_regular(status):
                return
            stamp = Stamp.of(status)
        path = Path(entry.path)
        if suffix_of(entry.name) not in self._suffixes:
            self.skipped.append(path)
        else:
            self.located.append(Located(uri_of(entry.path), path, stamp))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder; one that cannot be looked at is taken for a file, whose reading will say why."""
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _is_regular(status: os.stat_result) -> bool:
    return stat.S_ISREG(status.st_mode)


def _unlisted(folder: str, error: OSError) -> Unlisted:
    name = readable(Path(folder).name)
    message = f"{name}: its files cannot be listed ({error.strerror}); check its permissions"
    return Unlisted(f"{uri_of(folder)}/", name, message)
