"""Taking: sources come into a library one by one, as a plan says, and it is tallied what became of each.

Knows documents and their identities, never where they are looked for, nor who reads and embeds them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.addresses import FetchOptions
from ingest.documents import Document, DocumentId, Source, identity_of
from ingest.errors import IngestError, NothingToRead
from ingest.locations import Location
from ingest.sources import LARGEST_FILE, Content, SourcesFound, load, to_content
from ingest.walking import path_of, readable
from vectorstore.ledger import Known
from vectorstore.library import Library
from vectorstore.plans import Pending, Plan, Same
from vectorstore.preparing import MADE_WITH, Prepared
from vectorstore.reports import Doubted, Failure, MirrorReport, Moved
from vectorstore.resemblance import ENOUGH, resemblance

_MOST_COMPARED = 40  # documents that a new file is held against, to tell whether it is one of them, edited


@dataclass(frozen=True, slots=True)
class MirrorOptions:
    """How to mirror.

    `exclude` and `depth` are those of folders and addresses, None for those that a place had before. Where more than
    the share `most_gone` of a place's documents is gone, nothing is removed unless `prune`; with `stop`, nothing is
    done at all. `keep` is how many earlier revisions of a document are kept, `most_bytes` how large a file may be.
    """

    exclude: tuple[str, ...] | None = None
    depth: int | None = None
    most_gone: float = 0.5
    prune: bool = False
    stop: bool = True
    keep: int = 10
    most_bytes: int = LARGEST_FILE
    fetch: FetchOptions = field(default_factory=FetchOptions)
    dry_run: bool = False


class Taker:
    """Takes one source after another into the library, and tallies what becomes of them."""

    def __init__(self, library: Library, plan: Plan, options: MirrorOptions) -> None:
        self._library = library
        self._ledger = library.ledger
        self._plan = plan
        self._options = options
        self._gone = {one.uri: one for one in plan.gone}
        self._met: dict[str, str] = {}  # fingerprints of a dry run, in which nothing is entered
        self._stamps: list[Known] = []
        self._added: list[str] = []
        self._updated: list[str] = []
        self._unchanged: list[str] = []
        self._moved: list[Moved] = []
        self._copied: list[str] = []
        self._emptied: list[str] = []
        self._removed: list[str] = []
        self._doubted: list[Doubted] = []
        self._embedded = 0
        self.failed: dict[str, Failure] = {}
        self.chunks = 0

    # -- what needs no reading --------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Note what did not change, and let the known be where it is now."""
        self._unchanged += [name_of(one.uri) for one in self._plan.unchanged]
        self._stamps += self._plan.refreshed
        for one in self._plan.failing:
            self.failed[one.uri] = Failure(name_of(one.uri), one.failure)
        self._moved += [Moved(one.known.uri, one.located.uri) for one in self._plan.moved]
        self._copied += [one.located.name for one in self._plan.copied]
        if self._options.dry_run:
            return
        self._give_up([one.located.uri for one in (*self._plan.moved, *self._plan.copied)])
        if self._plan.moved:
            self._ledger.move({one.known.uri: _as_at(one) for one in self._plan.moved})
        self._ledger.enter([_as_at(one) for one in self._plan.copied])

    def remove_gone(self) -> None:
        """Remove the documents that have no source any more."""
        going = [*self._gone.values(), *self._plan.left_out]
        if self._options.dry_run:
            leaving = {one.uri for one in going}
            documents = {one.document_id: one.title for one in going if one.document_id is not None}
            self._removed += [
                title for one, title in documents.items() if leaving.issuperset(self._ledger.of_document(one))
            ]
            return
        titles = {one.document_id: one.title for one in going if one.document_id is not None}
        for document_id in self._ledger.drop([one.uri for one in going]):
            self._library.remove(document_id)
            self._removed.append(titles[document_id])

    # -- what is read -----------------------------------------------------------------------------------------------

    def load(self, pending: Pending) -> Content | None:
        """Return the bytes of a file; None where they could not be had, which is noted."""
        try:
            return load(pending.located, most_bytes=self._options.most_bytes)
        except IngestError as error:
            self.fail(pending.located.uri, pending.located.name, str(error))
            return None

    def pages(self, place: Location) -> Iterator[tuple[str, Content | None]]:
        """Yield the address of each page at an address, and what it holds, None where nothing is to be read of it."""
        from ingest.crawling import crawl  # noqa: PLC0415 - a fifth of a second, only for an address

        if place.has_secrets and place.address == place.uri:
            self.fail(place.uri, place.name, f"{place.name}: needs what was left out of it; ingest the address again")
            return
        for page in crawl(place.address, place.depth, self._fetching(), validator=self._validator):
            if page.error is not None:
                self.fail(page.uri, page.uri, str(page.error))
            elif page.fetched is None:
                self._unchanged.append(page.uri)
            yield page.uri, None if page.fetched is None else to_content(page.uri, page.fetched)

    def known_at(self, uri: str) -> Known | None:
        """Return what the ledger knows of an address by now."""
        return self._ledger.at([uri]).get(uri)

    def is_to_be_read(self, content: Content, known: Known | None) -> bool:
        """Whether a source has to be read to know what it is; else it is settled: unchanged, or the same as another."""
        if known and known.fingerprint == content.source.fingerprint and _is_current(known):
            self._unchanged.append(content.name)
            self._note(content, known.document_id)
            return False
        twin = self._twin(content)
        if twin is not None:
            self._copy(content, twin)
        return twin is None

    def refuse(self, content: Content, known: Known | None, error: IngestError) -> None:
        """Note that a source could not be read; one that holds no text any more leaves its document empty."""
        if isinstance(error, NothingToRead):
            self._empty(content, known, str(error))
        else:
            self.fail(content.source.uri, content.name, str(error))
            self._note(content, known.document_id if known else None)

    def put_off(self, content: Content, message: str) -> None:
        """Note that a source could not be read by no fault of its own: it is tried again the next time."""
        self.fail(content.source.uri, content.name, message)

    def keep(self, content: Content, known: Known | None, prepared: Prepared, vectors: Mapping[str, bytes]) -> None:
        """Keep what was read of a source: as the document it was, as one that is gone from elsewhere, or a new one.

        `vectors` are those of its texts that were made meanwhile, by `text_hash`.
        """
        before = known if known and known.document_id else self._edited(content, prepared.document)
        document = replace(prepared.document, source=self._identified(content.source, before))
        if before is not None and before.made_with == MADE_WITH and self._library.holds(document):
            self._unchanged.append(content.name)
            if not self._options.dry_run:
                self._library.touch(document)
        else:
            (self._added if before is None else self._updated).append(content.name)
            self._tell_doubts(content, document)
            if not self._options.dry_run:
                self._embedded += self._library.put(document, chunks=prepared.chunks, vectors=vectors)
                self._library.keep_revisions(document.id, self._options.keep)
                self.chunks += len(prepared.chunks)
        self._note(content, document.id)

    def fail(self, uri: str, name: str, message: str) -> None:
        """Note that something could not be read, and why."""
        self.failed[uri] = Failure(name, message)
        if not self._options.dry_run:
            self._library.note_failure(uri, name, message)

    def keep_stamps(self) -> None:
        """Keep how the files looked, so that they need not be opened again."""
        if not self._options.dry_run and self._stamps:
            self._ledger.enter(self._stamps)
            self._stamps = []

    def report(self, found: SourcesFound, seconds: float) -> MirrorReport:
        """Return the tally."""
        return MirrorReport(
            added=tuple(self._added),
            updated=tuple(self._updated),
            unchanged=tuple(self._unchanged),
            moved=tuple(self._moved),
            copied=tuple(self._copied),
            emptied=tuple(self._emptied),
            removed=tuple(self._removed),
            failed=tuple(self.failed.values()),
            skipped=tuple(readable(path.name) for path in found.skipped),
            outside=tuple(readable(str(path)) for path in found.outside),
            doubted=tuple(self._doubted),
            held=tuple(self._plan.held),
            chunks=self.chunks,
            embedded=self._embedded,
            seconds=seconds,
        )

    # -- inside -----------------------------------------------------------------------------------------------------

    def _identified(self, source: Source, before: Known | None) -> Source:
        """Return a source with the identity of the document that it was, unless that has others, which keep it."""
        known = before.document_id if before else None
        reads_anew = before is not None and before.fingerprint == source.fingerprint
        if known is not None and (reads_anew or not self._is_shared(known)):
            return replace(source, identity=known)
        if known is not None:
            self._give_up([source.uri])
        attempt = 0
        while self._ledger.is_taken(identity_of(source.uri, attempt)):
            attempt += 1
        return replace(source, identity=identity_of(source.uri, attempt))

    def _is_shared(self, document_id: DocumentId) -> bool:
        return len(self._ledger.of_document(document_id)) > 1

    def _edited(self, content: Content, document: Document) -> Known | None:
        """Return the document that is gone from elsewhere and reads much like this one, and let it be here now."""
        best, likeness = None, ENOUGH
        for one in self._compared(content):
            if one.document_id is not None:
                like = resemblance(self._library.document(one.document_id).text, document.text)
                if like >= likeness:
                    best, likeness = one, like
        if best is None:
            return None
        del self._gone[best.uri]
        here = replace(best, uri=content.source.uri)
        self._moved.append(Moved(best.uri, here.uri))
        if not self._options.dry_run:
            self._ledger.move({best.uri: here})
        return here

    def _compared(self, content: Content) -> Sequence[Known]:
        """Return the documents that are gone, the likeliest first: of the same name, then of the same suffix."""
        name = content.source.uri.rpartition("/")[2]
        suffix = name.rpartition(".")[2]

        def unlikely(one: Known) -> tuple[bool, bool]:
            other = one.uri.rpartition("/")[2]
            return other != name, other.rpartition(".")[2] != suffix

        return sorted(self._gone.values(), key=unlikely)[:_MOST_COMPARED]

    def _twin(self, content: Content) -> Known | None:
        """Return another source that has the same bytes, and was read as now."""
        fingerprint = content.source.fingerprint
        if self._options.dry_run and fingerprint in self._met:
            return Known(self._met[fingerprint], None, "", fingerprint, MADE_WITH)
        self._met.setdefault(fingerprint, content.source.uri)
        others = self._ledger.of_fingerprint(fingerprint)
        return next((one for one in others if one.uri != content.source.uri and one.made_with == MADE_WITH), None)

    def _copy(self, content: Content, twin: Known) -> None:
        """Let a source be another place of a document that there is."""
        self._copied.append(content.name)
        if not self._options.dry_run:
            self._give_up([content.source.uri])
            self._note(content, twin.document_id)
            self.keep_stamps()

    def _empty(self, content: Content, known: Known | None, message: str) -> None:
        """Let a document whose source holds no text any more be empty; its earlier revisions stay."""
        self.fail(content.source.uri, content.name, message)
        document_id = known.document_id if known else None
        if known is not None and document_id is not None:
            self._emptied.append(content.name)
            if self._is_shared(document_id):
                document_id = None
                self._give_up([content.source.uri])
            elif not self._options.dry_run:
                self._library.put(Document(replace(content.source, identity=document_id), known.title, ""))
        self._note(content, document_id)

    def _give_up(self, uris: Sequence[str]) -> None:
        """Let sources be no document any more, before they become another; remove the documents that had no other."""
        leaving = {one.known.uri for one in self._plan.moved}
        if not self._options.dry_run:
            for document_id in self._ledger.drop([uri for uri in uris if uri not in leaving]):
                self._library.remove(document_id)

    def _tell_doubts(self, content: Content, document: Document) -> None:
        if document.doubts:
            self._doubted.append(Doubted(content.name, tuple(doubt.message for doubt in document.doubts)))

    def _note(self, content: Content, document_id: DocumentId | None) -> None:
        source = content.source
        self._stamps.append(
            Known(source.uri, document_id, "", source.fingerprint, MADE_WITH, content.stamp, content.validator)
        )

    def _validator(self, uri: str) -> str:
        known = self._ledger.at([uri]).get(uri)
        return known.validator if known is not None and _is_current(known) else ""

    def _fetching(self) -> FetchOptions:
        return replace(self._options.fetch, most_bytes=min(self._options.fetch.most_bytes, self._options.most_bytes))


def name_of(uri: str) -> str:
    """Return what a person calls a source: the name of its file, or its address."""
    path = path_of(uri)
    return readable(path.name) if path is not None else uri


def _as_at(one: Same) -> Known:
    return replace(one.known, uri=one.located.uri, stamp=one.stamp, made_with=MADE_WITH)


def _is_current(known: Known) -> bool:
    return known.made_with == MADE_WITH and not known.failure and known.document_id is not None
