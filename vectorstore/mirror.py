"""The mirror: brings a library in step with files, folders and web pages. Knows neither formats nor storage."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ingest.documents import DocumentId
from ingest.errors import IngestError
from ingest.formats import READERS
from ingest.isolation import IsolatedReader
from ingest.sources import Found, Located, find_sources, load
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
class MirrorReport:
    """What was done, or would be: names of sources by what became of them.

    `skipped` are files in folders that no reader is known for. `chunks` counts the passages of the sources added
    or updated, `embedded` the texts that no vector was known for.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    skipped: tuple[str, ...] = ()
    chunks: int = 0
    embedded: int = 0
    seconds: float = 0.0


OnProgress = Callable[[Progress], None]


@dataclass(slots=True)
class _Tally:
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    chunks: int = 0
    embedded: int = 0


def mirror(
    library: Library, locations: Sequence[str], *, on_progress: OnProgress | None = None, dry_run: bool = False
) -> MirrorReport:
    """Bring the library in step with `locations`, and return what was done; `dry_run` changes nothing.

    A source whose bytes are known is not read again. Documents of files that are gone from a given folder are
    removed; those of other places stay. A source that fails is reported, and the rest go on. Raises SourceNotFound
    for a location that is not there, before anything is changed.
    """
    started = time.monotonic()
    found = find_sources(locations, suffixes=READERS)
    known = {record.id: record for record in library.documents()}
    tally = _Tally()
    with IsolatedReader() as reader:
        for number, located in enumerate(found.located, start=1):
            _take_in(library, reader, located, known, tally, dry_run=dry_run)
            if on_progress is not None:
                on_progress(Progress(number, len(found.located), tally.chunks, located.name))
    gone = _gone(found, known)
    if not dry_run:
        for record in gone:
            library.remove(record.id)
    return MirrorReport(
        added=tuple(tally.added),
        updated=tuple(tally.updated),
        unchanged=tuple(tally.unchanged),
        removed=tuple(record.title for record in gone),
        failed=tuple(tally.failed),
        skipped=tuple(path.name for path in found.skipped),
        chunks=tally.chunks,
        embedded=tally.embedded,
        seconds=time.monotonic() - started,
    )


def _take_in(
    library: Library,
    reader: IsolatedReader,
    located: Located,
    known: dict[DocumentId, DocumentRecord],
    tally: _Tally,
    *,
    dry_run: bool,
) -> None:
    try:
        content = load(located)
        record = known.get(content.source.document_id)
        same_bytes = record is not None and record.fingerprint == content.source.fingerprint
        if record is not None and same_bytes and record.made_with == MADE_WITH:
            tally.unchanged.append(located.name)
            return
        document = reader.read(content)
    except IngestError as error:
        tally.failed.append(Failure(located.name, str(error)))
        return
    if record is not None and record.revision == document.revision and record.made_with == MADE_WITH:
        tally.unchanged.append(located.name)
        if not dry_run:
            library.touch(document)
        return
    (tally.updated if record else tally.added).append(located.name)
    if not dry_run:
        tally.embedded += library.put(document)
        tally.chunks += len(library.chunks(document.id))


def _gone(found: Found, known: dict[DocumentId, DocumentRecord]) -> list[DocumentRecord]:
    """Return the documents of files below the given folders that are no longer there."""
    present = {located.uri for located in found.located}
    return [
        record
        for record in known.values()
        if record.uri not in present and any(record.uri.startswith(folder) for folder in found.folders)
    ]
