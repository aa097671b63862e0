"""The mirror: brings a library in step with files, folders and web pages. Knows neither formats nor storage."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ingest.documents import Document, DocumentId
from ingest.errors import IngestError
from ingest.formats import READERS
from ingest.isolation import IsolatedReader
from ingest.sources import Found, Located, find_sources, is_gone, load, readable
from vectorstore.catalogue import DocumentRecord
from vectorstore.library import MADE_WITH, Library


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: sources `done` of `total`, passages so far, and the name of the source just done."""

    done: int
    total: int
    chunks: int
    name: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be taken in, and why, with the remedy."""

    location: str
    message: str


@dataclass(frozen=True, slots=True)
class Doubted:
    """A source that was taken in, and what of it could not be read for sure, a sentence each."""

    name: str
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MirrorReport:
    """What was done, or would be: names of sources by what became of them.

    `skipped` are files in folders that no reader is known for, `doubted` those of the added and updated that could
    not be read for sure. `chunks` counts the passages of the sources added or updated, `embedded` the texts that no
    vector was known for.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    skipped: tuple[str, ...] = ()
    doubted: tuple[Doubted, ...] = ()
    chunks: int = 0
    embedded: int = 0
    seconds: float = 0.0

    @property
    def found_nothing(self) -> bool:
        """Whether no document came of it, and none had been there before."""
        return not (self.added or self.updated or self.unchanged or self.removed)


OnProgress = Callable[[Progress], None]


def mirror(
    library: Library, locations: Sequence[str], *, on_progress: OnProgress | None = None, dry_run: bool = False
) -> MirrorReport:
    """Bring the library in step with `locations`, and return what was done; `dry_run` changes nothing.

    A source whose bytes are known is not read again. Documents of files that are gone from a given folder are
    removed; those of other places stay. A source that fails is reported and remembered, and the rest go on. Raises
    SourceNotFound for a location that is not there, before anything is changed.
    """
    started = time.monotonic()
    found = find_sources(locations, suffixes=READERS)
    known = {record.id: record for record in library.documents()}
    with IsolatedReader() as reader:
        taker = _Taker(library, reader, known, dry_run=dry_run)
        for number, located in enumerate(found.located, start=1):
            taker.take(located)
            if on_progress is not None:
                on_progress(Progress(number, len(found.located), taker.chunks, located.name))
        for folder in found.unlisted:
            taker.fail(folder.uri, folder.name, folder.message)
    gone = _gone(found, known)
    if not dry_run:
        for record in gone:
            library.remove(record.id)
        _forget(library, found, taker)
    return taker.report(found, gone, time.monotonic() - started)


class _Taker:
    """Takes one source after another into the library, and tallies what becomes of them."""

    def __init__(
        self, library: Library, reader: IsolatedReader, known: Mapping[DocumentId, DocumentRecord], *, dry_run: bool
    ) -> None:
        self._library = library
        self._reader = reader
        self._known = known
        self._dry_run = dry_run
        self._added: list[str] = []
        self._updated: list[str] = []
        self._unchanged: list[str] = []
        self._doubted: list[Doubted] = []
        self._embedded = 0
        self.failed: dict[str, Failure] = {}
        self.chunks = 0

    def take(self, located: Located) -> None:
        """Take in a source, or note why it could not be."""
        try:
            document = self._changed(located)
        except IngestError as error:
            self.fail(located.uri, located.name, str(error))
            return
        if document is not None:
            self._put(located, document)

    def fail(self, uri: str, name: str, message: str) -> None:
        """Note that something could not be read, and why."""
        self.failed[uri] = Failure(name, message)
        if not self._dry_run:
            self._library.note_failure(uri, name, message)

    def report(self, found: Found, gone: Sequence[DocumentRecord], seconds: float) -> MirrorReport:
        """Return the tally."""
        return MirrorReport(
            added=tuple(self._added),
            updated=tuple(self._updated),
            unchanged=tuple(self._unchanged),
            removed=tuple(record.title for record in gone),
            failed=tuple(self.failed.values()),
            skipped=tuple(readable(path.name) for path in found.skipped),
            doubted=tuple(self._doubted),
            chunks=self.chunks,
            embedded=self._embedded,
            seconds=seconds,
        )

    def _changed(self, located: Located) -> Document | None:
        """Return the document where it is new, or not as it is known, else None. Raises IngestError."""
        content = load(located)
        record = self._known.get(content.source.document_id)
        if record is None:
            return self._reader.read(content)
        if record.made_with == MADE_WITH and record.fingerprint == content.source.fingerprint:
            self._unchanged.append(located.name)
            return None
        document = self._reader.read(content)
        if record.made_with == MADE_WITH and self._library.holds(document):
            self._unchanged.append(located.name)
            if not self._dry_run:
                self._library.touch(document)
            return None
        return document

    def _put(self, located: Located, document: Document) -> None:
        (self._updated if document.id in self._known else self._added).append(located.name)
        if document.doubts:
            self._doubted.append(Doubted(located.name, tuple(doubt.message for doubt in document.doubts)))
        if not self._dry_run:
            self._embedded += self._library.put(document)
            self.chunks += len(self._library.chunks(document.id))


def _forget(library: Library, found: Found, taker: _Taker) -> None:
    """Forget the failures of what was read now, and of files that are gone, from the given folders or elsewhere."""
    present = {located.uri for located in found.located}
    hidden = tuple(folder.uri for folder in found.unlisted)
    library.forget_failures(
        [
            problem.uri
            for problem in library.failures()
            if problem.uri not in taker.failed
            and not problem.uri.startswith(hidden)
            and (
                problem.uri in present
                or any(problem.uri.startswith(folder) for folder in found.folders)
                or is_gone(problem.uri)
            )
        ]
    )


def _gone(found: Found, known: Mapping[DocumentId, DocumentRecord]) -> list[DocumentRecord]:
    """Return the documents of files below the given folders that are no longer there; what cannot be seen may be."""
    present = {located.uri for located in found.located}
    hidden = tuple(folder.uri for folder in found.unlisted)
    return [
        record
        for record in known.values()
        if record.uri not in present
        and any(record.uri.startswith(folder) for folder in found.folders)
        and not record.uri.startswith(hidden)
    ]
