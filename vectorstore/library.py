"""The library: documents kept, searchable, and in step with themselves.

The catalogue is the truth; the index is derived from it and healed when the two disagree. Knows neither SQL nor
Chroma, only their doors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self, overload

import numpy as np

from ingest.chunking import Chunk, ChunkId, chunk_document, chunks_of
from ingest.documents import Box, Document, DocumentId, Revision
from ingest.packing import pack_boxes
from vectorstore.catalogue import DocumentRecord, RevisionRecord
from vectorstore.checking import CheckReport
from vectorstore.chunk_rows import StoredChunk
from vectorstore.digests import text_hash
from vectorstore.embedding import Embedder, facts_of
from vectorstore.engines import (
    AnyCatalogue,
    AnyIndex,
    AnyLedger,
    WritersLock,
    describe,
    is_there,
    open_catalogue,
    open_index,
    open_kept,
)
from vectorstore.errors import LibraryLocked, OtherEmbeddingModel, UnknownDocument
from vectorstore.exact import Vectors
from vectorstore.folder import LibraryFolder
from vectorstore.fusion import fuse
from vectorstore.neighbours import BATCH, Neighbours, OnFollowing
from vectorstore.passages import Passage
from vectorstore.preparing import MADE_WITH
from vectorstore.problems import Problem

DEPTH = 40  # of each list before fusion: deeper ones changed no result among the first twelve on the news questions


class Library:
    """A folder of documents. One process writes, any number read; each sees what the others have done.

    Open it with `Library.open` and use it as a context manager, or call `close`.
    """

    def __init__(
        self,
        folder: LibraryFolder,
        catalogue: AnyCatalogue,
        index: AnyIndex,
        embedder: Embedder,
        lock: WritersLock | None,
    ) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._index = index
        self._embedder = embedder
        self._lock = lock
        self._neighbours = Neighbours(folder, catalogue, index, embedder.weights_hash)
        self._records = (-1, Records(catalogue))

    @classmethod
    def open(cls, folder: Path | LibraryFolder, embedder: Embedder, *, write: bool = False) -> Library:
        """Open the library in `folder`, making it if need be.

        Raises LibraryLocked when `write` and another process is writing, OtherEmbeddingModel when its vectors are of
        another model, NoLibrary when the folder cannot be made, LibraryAway, and LibraryDamaged.
        """
        place = folder if isinstance(folder, LibraryFolder) else LibraryFolder(folder)
        place.make()
        catalogue, lock = open_kept(place, write=write)
        try:
            index = open_index(place, catalogue)
            _agree_on_model(catalogue, embedder, describe(place), write=write)
        except BaseException:
            if lock is not None:
                lock.release()
            catalogue.close()
            raise
        library = cls(place, catalogue, index, embedder, lock)
        if write:
            library._catalogue.tidy()
            library._catalogue.pack(embedder.weights_hash)
            library._neighbours.heal()
        return library

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:  # what is outstanding stays so: whatever went wrong would go wrong again
            self._let_go()

    def close(self) -> None:
        """Let go of the files and of the writer's lock; a writer brings the index in step before."""
        try:
            if self._lock is not None and self._lock.is_locked:
                self._neighbours.follow()
        finally:
            self._let_go()

    def _let_go(self) -> None:
        self._index.close()
        self._catalogue.close()
        if self._lock is not None:
            self._lock.release()

    # -- what is kept ---------------------------------------------------------------------------------------------

    @property
    def generation(self) -> int:
        """A number that grows with every change of a document, by any process."""
        return self._catalogue.generation

    def documents(self) -> Records:
        """Return a record of every document, by title; read again only when any of them has changed."""
        generation = self.generation
        if self._records[0] != generation:
            self._records = (generation, Records(self._catalogue))
        return self._records[1]

    def records(self, documents: Sequence[DocumentId]) -> tuple[DocumentRecord, ...]:
        """Return a record of each of these documents that there is, by title, without reading the others."""
        return self._catalogue.records(documents)

    def document(self, document_id: DocumentId, revision: Revision | None = None) -> Document:
        """Return a document as it is now, or as it was in `revision`, without its boxes. Raises UnknownDocument."""
        return self._catalogue.document(document_id, revision)

    def holds(self, document: Document) -> bool:
        """Whether a document is kept as it is: its text, its structure, its places, its doubts and its boxes."""
        try:
            kept = self._catalogue.document(document.id)
        except UnknownDocument:
            return False
        same = replace(document, source=kept.source, boxes=()) == kept
        return same and pack_boxes(self._catalogue.boxes(document.id, kept.revision)) == pack_boxes(document.boxes)

    def boxes(self, document_id: DocumentId, revision: Revision) -> tuple[Box, ...]:
        """Return where the words of a revision stand on its pages; () without pages. Raises UnknownDocument."""
        return self._catalogue.boxes(document_id, revision)

    def text(self, document_id: DocumentId, revision: Revision) -> str:
        """Return the text of a revision, also an earlier one. Raises UnknownDocument."""
        return self._catalogue.text(document_id, revision)

    def chunks(self, document_id: DocumentId) -> tuple[Chunk, ...]:
        """Return the chunks of a document in the order of its text."""
        return self._catalogue.chunks_of(document_id)

    def vectors(self, document_id: DocumentId) -> Vectors:
        """Return the vectors of a document's chunks, in their order, shape (chunks, dimension)."""
        return self._neighbours.exact([document_id]).vectors

    @property
    def ledger(self) -> AnyLedger:
        """Which places are mirrored, and which document each source there is; it is written by whoever mirrors."""
        return self._catalogue.ledger

    def revisions(self, document_id: DocumentId) -> tuple[RevisionRecord, ...]:
        """Return the revisions of a document that are kept, the newest first. Raises UnknownDocument."""
        return self._catalogue.revisions(document_id)

    def failures(self) -> tuple[Problem, ...]:
        """Return the sources that could not be read when they were last tried, by name."""
        return self._catalogue.failures()

    def problems(self) -> tuple[Problem, ...]:
        """Return what could not be read, and the documents of which something could not be read for sure."""
        return self._catalogue.problems()

    # -- changing it ------------------------------------------------------------------------------------------------

    @property
    def embedder(self) -> Embedder:
        """The model whose vectors it holds."""
        return self._embedder

    def without_vectors(self, chunks: Sequence[Chunk]) -> Mapping[str, str]:
        """Return the texts of chunks, as they are embedded, of which no vector is kept; by `text_hash`."""
        texts = {text_hash(text): text for text in (chunk.embedded_text for chunk in chunks)}
        known = self._catalogue.known_hashes(list(texts), self._model)
        return {digest: text for digest, text in texts.items() if digest not in known}

    def put(
        self, document: Document, *, chunks: Sequence[Chunk] | None = None, vectors: Mapping[str, bytes] | None = None
    ) -> int:
        """Add a document, or replace it, in one transaction; return how many texts no vector was kept of.

        `chunks` are its own where they were made already, `vectors` what was embedded of them, by `text_hash`; what is
        missing is embedded here. Vectors that were kept a moment ago may be gone, with the last text that needed them.
        """
        self._may_write()
        if chunks is None:
            chunks = chunk_document(document, count_tokens=self._embedder.count_tokens)
        chunks = chunks_of(document.id, chunks)
        new = self._embed_unknown(chunks, vectors or {})
        self._catalogue.put(document, chunks, new, model=self._model, made_with=MADE_WITH)
        self._catalogue.pack(self._model)
        self._neighbours.follow(at_least=BATCH)
        return len(new)

    def touch(self, document: Document) -> None:
        """Note that the source of a document has other bytes but reads the same."""
        self._may_write()
        self._catalogue.touch(document.id, document.source.fingerprint, MADE_WITH)

    def keep_revisions(self, document_id: DocumentId, earlier: int) -> None:
        """Keep so many of a document's revisions before the present one, and forget those before."""
        self._may_write()
        self._catalogue.keep_revisions(document_id, earlier)

    def note_failure(self, uri: str, name: str, message: str) -> None:
        """Note that a source could not be read; a document that it was before stays as it is."""
        self._may_write()
        self._catalogue.note_failure(uri, name, message)

    def forget_failures(self, uris: Sequence[str]) -> None:
        """Forget what could not be read at these addresses."""
        self._may_write()
        self._catalogue.forget_failures(uris)

    def remove(self, document_id: DocumentId) -> None:
        """Remove a document from the catalogue and the index. Raises UnknownDocument."""
        self._may_write()
        self._catalogue.remove(document_id)
        self._neighbours.follow(at_least=BATCH)

    def rebuild(self, *, on_progress: OnFollowing | None = None) -> int:
        """Make the index anew from the catalogue's vectors, embedding nothing; return how many passages are found.

        Broken off, it is gone on with by the next writer.
        """
        self._may_write()
        self._neighbours.rebuild(on_progress)
        return self._catalogue.count_vectors(self._model)

    def repair_index(self) -> None:
        """Look at every passage of the index, and put right what is wrong."""
        self._may_write()
        self._neighbours.repair()

    def compact(self, *, keep: int | None = None) -> None:
        """Drop vectors that no passage needs, all but the latest `keep` revisions where given, and free the space."""
        self._may_write()
        self._catalogue.compact(self._model, keep=keep)

    # -- searching --------------------------------------------------------------------------------------------------

    def search(self, query: str, *, limit: int = 8, documents: Sequence[DocumentId] = ()) -> tuple[Passage, ...]:
        """Return at most `limit` passages, best first, from `documents` where any are given. Any text is safe."""
        if not query.strip():
            return ()
        vector = self._embedder.embed_questions([query])[0]
        dense = self._neighbours.nearest(vector, limit=DEPTH, documents=documents)
        keywords = self._catalogue.search(query, limit=DEPTH, documents=documents)
        lexical = tuple(keywords)
        cosines = self._similarities(vector, [*dense, *lexical])
        fused = fuse(cosines, keywords)[:limit]
        stored = self._catalogue.chunks([one for one, _ in fused])
        return tuple(
            _to_passage(stored[one], score, cosines[one], _rank(one, dense), _rank(one, lexical))
            for one, score in fused
            if one in stored
        )

    def meant_by(self, word: str) -> str | None:
        """Return the word of the library that a misspelt one is meant for; None where it is known, or may mean none."""
        return self._catalogue.meant_by(word)

    def trace(
        self, query: str, chunk_id: ChunkId, *, documents: Sequence[DocumentId] = ()
    ) -> tuple[Passage, int | None]:
        """Return a chunk as a passage with its ranks in whole lists, and its rank after fusion, None for none.

        Where `search` looks at the first of each list, this looks at all: for one passage that a person misses.
        """
        vector = self._embedder.embed_questions([query])[0]
        kept = self._neighbours.exact(documents)
        dense = kept.nearest(vector, limit=len(kept.ids))
        keywords = self._catalogue.search(query, limit=max(len(kept.ids), 1), documents=documents)
        first = dict(islice(keywords.items(), DEPTH))
        fused = dict(fuse(self._similarities(vector, [*dense[:DEPTH], *first]), first))
        passage = _to_passage(
            self._catalogue.chunks([chunk_id])[chunk_id],
            fused.get(chunk_id, 0.0),
            self._similarities(vector, [chunk_id])[chunk_id],
            _rank(chunk_id, dense),
            _rank(chunk_id, list(keywords)),
        )
        return passage, _rank(chunk_id, list(fused))

    def check(self) -> CheckReport:
        """Compare catalogue and index at a glance; a writer brings the index in step before.

        `vectorstore.checking.check` looks at everything.
        """
        if self._lock is not None:
            self._neighbours.follow()
        return CheckReport(
            documents=len(self._catalogue.documents()),
            chunks=self._catalogue.count_chunks(),
            indexed=self._catalogue.count_vectors(self._model),
            pending=self._catalogue.outbox.count(),
            problems=self._neighbours.problems(),
        )

    # -- inside -----------------------------------------------------------------------------------------------------

    @property
    def _model(self) -> str:
        return self._embedder.weights_hash

    def _may_write(self) -> None:
        if self._lock is None:
            raise LibraryLocked(f"{describe(self._folder)}: opened for reading only; open it with write=True")

    def _embed_unknown(self, chunks: Sequence[Chunk], made: Mapping[str, bytes]) -> Mapping[str, bytes]:
        texts = self.without_vectors(chunks)
        missing = {digest: text for digest, text in texts.items() if digest not in made}
        vectors = self._embedder.embed(list(missing.values()))
        embedded = {digest: vector.tobytes() for digest, vector in zip(missing, vectors, strict=True)}
        return {digest: embedded.get(digest) or made[digest] for digest in texts}

    def _similarities(self, vector: Vectors, ids: Sequence[ChunkId]) -> dict[ChunkId, float]:
        """Return how like a vector, shape (dimension,), and these chunks are, without those that are gone."""
        cosines = self._neighbours.cosines(vector, ids)
        similarities = self._embedder.to_similarity(np.array(list(cosines.values()), np.float32))
        return dict(zip(cosines, similarities.tolist(), strict=True))


class Records(Sequence[DocumentRecord]):
    """The records of a library's documents, by title.

    They are counted, and read, when they are asked for: most questions only ask whether there are any.
    """

    def __init__(self, catalogue: AnyCatalogue) -> None:
        self._catalogue = catalogue

    @cached_property
    def _all(self) -> tuple[DocumentRecord, ...]:
        return self._catalogue.documents()

    @cached_property
    def _number(self) -> int:
        return self._catalogue.count_documents()

    def __len__(self) -> int:
        return len(self._all) if "_all" in self.__dict__ else self._number

    @overload
    def __getitem__(self, place: int) -> DocumentRecord: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[DocumentRecord, ...]: ...

    def __getitem__(self, place: int | slice) -> DocumentRecord | tuple[DocumentRecord, ...]:
        return self._all[place]

    def __iter__(self) -> Iterator[DocumentRecord]:
        return iter(self._all)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all)

    def __repr__(self) -> str:
        return repr(self._all)


def model_of(folder: Path | LibraryFolder) -> str:
    """Return the name of the embedding model of the library in `folder`; "" where there is none yet.

    Raises LibraryAway and LibraryDamaged.
    """
    place = folder if isinstance(folder, LibraryFolder) else LibraryFolder(folder)
    if not is_there(place):
        return ""
    catalogue = open_catalogue(place)
    try:
        return catalogue.facts().get("model", "")
    finally:
        catalogue.close()


def _rank(one: ChunkId, ranking: Sequence[ChunkId]) -> int | None:
    return ranking.index(one) + 1 if one in ranking else None


def _to_passage(
    stored: StoredChunk, score: float, similarity: float, dense_rank: int | None, lexical_rank: int | None
) -> Passage:
    return Passage(stored.chunk, stored.uri, stored.revision, score, similarity, dense_rank, lexical_rank)


def _agree_on_model(catalogue: AnyCatalogue, embedder: Embedder, name: str, *, write: bool) -> None:
    facts = catalogue.facts()
    if "model" not in facts:
        if write:
            catalogue.remember({**facts_of(embedder), "made_with": MADE_WITH})
        return
    if facts["model_hash"] != embedder.weights_hash:
        raise OtherEmbeddingModel(
            f"{name}: made with the embedding model {facts['model']}, not {embedder.name}; "
            "set embedding.model back, give the library the vectors of the other (`sourcechat library reembed`), or "
            "ingest into another library"
        )
