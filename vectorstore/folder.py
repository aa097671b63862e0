"""The folder of a library: what lies where in it. Knows names, never what the files hold."""

from __future__ import annotations

import shlex
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from vectorstore.errors import NoLibrary


@dataclass(frozen=True, slots=True)
class Engines:
    """What keeps a library: `catalogue` is the address of a PostgreSQL, "" for SQLite in the library's folder.

    `name` is the library's name there, and `owner` whose it is, "" for nobody's own. `index` is "chroma" or "pgvector",
    "" for what goes with the catalogue, and `index_url` the address of a Chroma server, "" for Chroma in the library's
    folder.
    """

    catalogue: str = field(default="", repr=False)
    name: str = "sourcechat"
    index: str = ""
    index_url: str = field(default="", repr=False)
    owner: str = ""


@dataclass(frozen=True, slots=True)
class LibraryFolder:
    """Where a library keeps its catalogue, its index and the lock of whoever writes, as far as its engines do not."""

    path: Path
    engines: Engines = Engines()

    @property
    def catalogue(self) -> Path:
        """The file of the catalogue; a folder without it holds no library."""
        return self.path / "catalogue.sqlite"

    @property
    def damaged(self) -> Path:
        """The file of a catalogue that was damaged, after a new one was made of it."""
        return self.path / "catalogue.damaged.sqlite"

    @property
    def size(self) -> int:
        """The bytes that the catalogue and the index take."""
        beside = self.path.glob(f"{self.catalogue.name}*")
        return sum(file.stat().st_size for file in (*beside, *self.index.rglob("*")) if file.is_file())

    @property
    def index(self) -> Path:
        """The folder of the index."""
        return self.path / "chroma"

    @property
    def lock(self) -> Path:
        """The file that whoever writes has locked."""
        return self.path / "writer.lock"

    @property
    def index_lock(self) -> Path:
        """The file that whoever loads or writes the index has locked meanwhile."""
        return self.path / "index.lock"

    @property
    def writer(self) -> Path:
        """The file that names whoever writes."""
        return self.path / "writer.json"

    @property
    def watched(self) -> Path:
        """The file that names the folders that a server follows for it."""
        return self.path / "watched.json"

    @property
    def ignore_file(self) -> Path:
        """The file by which whoever reads a folder that the library lies in leaves out what the library keeps."""
        from ingest.excludes import IGNORE_FILE  # noqa: PLC0415 - its library is loaded for whoever writes only

        return self.path / IGNORE_FILE

    def make(self) -> None:
        """Make the folder if need be. Raises NoLibrary where that is not possible.

        An ignore file that a person keeps there stays as it is; where none can be written, the library does without.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NoLibrary(
                f"{self.path}: cannot be made a library ({error.strerror}); name another folder with --library"
            ) from error
        own = (self.index, self.lock, self.index_lock, self.writer, self.watched)
        patterns = ["/*.sqlite*", *(f"/{one.name}" for one in own)]
        with suppress(OSError), self.ignore_file.open("x", encoding="utf-8") as file:
            file.write("\n".join(("# What a library keeps is no document.", *patterns, "")))

    def require(self) -> None:
        """Raise NoLibrary where no library is, for whoever only reads and should make none."""
        if self.path.exists() and not self.path.is_dir():
            raise NoLibrary(f"{self.path}: not a folder; name the folder of a library with --library")
        if not self.catalogue.is_file():
            command = f"sourcechat ingest --library {shlex.quote(str(self.path))} FOLDER"
            raise NoLibrary(f"no library at {self.path}; run `{command}`")
