"""The library: documents kept, searchable, and in step with themselves.

The catalogue is the truth; the index is derived from it and healed when the two disagree. Knows neither SQL nor
Chroma, only their doors.
"""

from __future__ import annotations

import json
import logging
import os
import shlex
import socket
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from ingest.chunking import CHUNKER_VERSION, Chunk, ChunkId, chunk_document
from ingest.documents import Box, Document, DocumentId, Revision
from ingest.readers import READING_VERSION
from vectorstore.catalogue import Catalogue, DocumentRecord, StoredChunk, text_hash
from vectorstore.chroma import VectorIndex
from vectorstore.embedding import Embedder
from vectorstore.errors import IndexDamaged, LibraryLocked, NoLibrary, OtherEmbeddingModel
from vectorstore.fusion import fuse
from vectorstore.passages import Passage

logger = logging.getLogger(__name__)

Vectors = NDArray[np.float32]

MADE_WITH = f"reading {READING_VERSION}, chunking {CHUNKER_VERSION}"
"""The versions of what turns a source into chunks; documents made with others are made anew."""

DEPTH = 40  # of each list before fusion: deeper ones changed no result among the first twelve on the news questions
_CATALOGUE = "catalogue.sqlite"
_SAMPLE = 8  # vectors that must find themselves for the index to be believed


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found. No problems means that catalogue and index agree."""

    documents: int
    chunks: int
    indexed: int
    problems: tuple[str, ...]


class Library:
    """A folder of documents. One process writes, any number read; each sees what the others have done.

    Open it with `Library.open` and use it as a context manager, or call `close`.
    """

    def __init__(
        self, folder: Path, catalogue: Catalogue, index: VectorIndex, embedder: Embedder, lock: FileLock | None
    ) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._index = index
        self._embedder = embedder
        self._lock = lock
        self._seen = -1  # the generation whose index was found healthy or not
        self._healthy = False
        self._guard = threading.RLock()

    @classmethod
    def open(cls, folder: Path, embedder: Embedder, *, write: bool = False) -> Library:
        """Open the library in `folder`, making it if need be.

        Raises LibraryLocked when `write` and another process is writing, OtherEmbeddingModel when its vectors are of
        another model, NoLibrary when the folder cannot be made, and LibraryDamaged.
        """
        _make_folder(folder)
        lock = _take_lock(folder) if write else None
        try:
            catalogue = Catalogue.open(folder / _CATALOGUE)
            _agree_on_model(catalogue, embedder, folder, write=write)
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        library = cls(folder, catalogue, VectorIndex(folder / "chroma"), embedder, lock)
        if write:
            library._heal()
        return library

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files and of the writer's lock."""
        self._index.close()
        self._catalogue.close()
        if self._lock is not None:
            self._lock.release()

    # -- what is kept ---------------------------------------------------------------------------------------------

    @property
    def generation(self) -> int:
        """A number that grows with every change of a document, by any process."""
        return self._catalogue.generation

    def documents(self) -> tuple[DocumentRecord, ...]:
        """Return a record of every document, by title."""
        return self._catalogue.documents()

    def document(self, document_id: DocumentId, revision: Revision | None = None) -> Document:
        """Return a document as it is now, or as it was in `revision`, without its boxes. Raises UnknownDocument."""
        return self._catalogue.document(document_id, revision)

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
        return self._catalogue.vectors(self._model, documents=[document_id])[1]

    # -- changing it ------------------------------------------------------------------------------------------------

    def put(self, document: Document) -> int:
        """Add a document, or replace it, in one transaction; return how many texts had to be embedded."""
        self._may_write()
        chunks = chunk_document(document, count_tokens=self._embedder.count_tokens)
        new = self._embed_unknown(chunks)
        before = self._catalogue.put(document, chunks, new, model=self._model, made_with=MADE_WITH)
        now = [chunk.id for chunk in chunks]
        self._index_change(gone=[one for one in before if one not in set(now)], now=now)
        return len(new)

    def touch(self, document: Document) -> None:
        """Note that the source of a document has other bytes but reads the same."""
        self._may_write()
        self._catalogue.touch(document.id, document.source.fingerprint, MADE_WITH)

    def remove(self, document_id: DocumentId) -> None:
        """Remove a document from the catalogue and the index. Raises UnknownDocument."""
        self._may_write()
        self._index_change(gone=self._catalogue.remove(document_id), now=[])

    def rebuild(self) -> int:
        """Make the index anew from the catalogue's vectors, embedding nothing; return how many it holds."""
        self._may_write()
        ids, vectors = self._catalogue.vectors(self._model)
        self._index.clear()
        if ids:
            documents = self._catalogue.document_of(ids)
            self._index.put(ids, vectors, [documents[one] for one in ids])
        self._seen, self._healthy = self.generation, True
        return len(ids)

    # -- searching --------------------------------------------------------------------------------------------------

    def search(self, query: str, *, limit: int = 8, documents: Sequence[DocumentId] = ()) -> tuple[Passage, ...]:
        """Return at most `limit` passages, best first, from `documents` where any are given. Any text is safe."""
        if not query.strip():
            return ()
        vector = self._embedder.embed([query])[0]
        dense = self._nearest(vector, documents)
        keywords = self._catalogue.search(query, limit=DEPTH, documents=documents)
        lexical = tuple(keywords)
        cosines = self._cosines(vector, [*dense, *lexical])
        fused = fuse(cosines, keywords)[:limit]
        stored = self._catalogue.chunks([one for one, _ in fused])
        return tuple(
            _to_passage(stored[one], score, cosines[one], _rank(one, dense), _rank(one, lexical))
            for one, score in fused
            if one in stored
        )

    def trace(
        self, query: str, chunk_id: ChunkId, *, documents: Sequence[DocumentId] = ()
    ) -> tuple[Passage, int | None]:
        """Return a chunk as a passage with its ranks in whole lists, and its rank after fusion, None for none.

        Where `search` looks at the first of each list, this looks at all: for one passage that a person misses.
        """
        vector = self._embedder.embed([query])[0]
        ids, vectors = self._catalogue.vectors(self._model, documents=documents)
        dense = [ids[index] for index in np.argsort(-(vectors @ vector), kind="stable")] if ids else []
        keywords = self._catalogue.search(query, limit=max(len(ids), 1), documents=documents)
        first = dict(islice(keywords.items(), DEPTH))
        fused = dict(fuse(self._cosines(vector, [*dense[:DEPTH], *first]), first))
        passage = _to_passage(
            self._catalogue.chunks([chunk_id])[chunk_id],
            fused.get(chunk_id, 0.0),
            self._cosines(vector, [chunk_id])[chunk_id],
            _rank(chunk_id, dense),
            _rank(chunk_id, list(keywords)),
        )
        return passage, _rank(chunk_id, list(fused))

    def check(self) -> CheckReport:
        """Compare catalogue and index, and let a sample of the vectors find themselves."""
        problems = list(self._disagreements())
        try:
            indexed = self._index.count()
        except IndexDamaged:
            indexed = 0
        return CheckReport(
            documents=len(self._catalogue.documents()),
            chunks=self._catalogue.count_chunks(),
            indexed=indexed,
            problems=tuple(problems),
        )

    # -- inside -----------------------------------------------------------------------------------------------------

    @property
    def _model(self) -> str:
        return self._embedder.weights_hash

    def _may_write(self) -> None:
        if self._lock is None:
            raise LibraryLocked(f"{self._folder}: opened for reading only; open it with write=True")

    def _embed_unknown(self, chunks: Sequence[Chunk]) -> Mapping[str, bytes]:
        texts = {text_hash(chunk.embedded_text): chunk.embedded_text for chunk in chunks}
        known = self._catalogue.known_hashes(list(texts), self._model)
        new = {digest: text for digest, text in texts.items() if digest not in known}
        vectors = self._embedder.embed(list(new.values()))
        return {digest: vector.tobytes() for digest, vector in zip(new, vectors, strict=True)}

    def _index_change(self, *, gone: Sequence[ChunkId], now: Sequence[ChunkId]) -> None:
        """Bring the index after the catalogue. When it cannot follow, it is made anew."""
        try:
            if gone:
                self._index.remove(gone)
            if now:
                vectors = self._catalogue.vectors_of(now, self._model)
                documents = self._catalogue.document_of(now)
                self._index.put(now, np.stack([vectors[one] for one in now]), [documents[one] for one in now])
        except IndexDamaged:
            logger.warning("the index could not follow a change; making it anew")
            self.rebuild()
        self._seen = self.generation

    def _nearest(self, vector: Vectors, documents: Sequence[DocumentId]) -> tuple[ChunkId, ...]:
        """Ask the index; or the catalogue's own vectors, when only some documents count or the index is not right.

        Chroma's filter costs half a second at 100,000 chunks and may miss; the vectors of a few documents are few.
        """
        if not documents and self._index_is_right():
            try:
                with self._guard:
                    return self._index.nearest(vector, limit=DEPTH)
            except IndexDamaged:
                logger.warning("the index failed; searching the catalogue")
        ids, vectors = self._catalogue.vectors(self._model, documents=documents)
        if not ids:
            return ()
        order = np.argsort(-(vectors @ vector), kind="stable")[:DEPTH]
        return tuple(ids[index] for index in order)

    def _cosines(self, vector: Vectors, ids: Sequence[ChunkId]) -> dict[ChunkId, float]:
        """Return the cosines of a vector, shape (dimension,), and these chunks, without those that are gone."""
        vectors = self._catalogue.vectors_of(ids, self._model)
        return {one: float(vectors[one] @ vector) for one in ids if one in vectors}

    def _index_is_right(self) -> bool:
        """Whether the index agrees with the catalogue; looked at anew after every change by any process."""
        generation = self.generation
        if generation != self._seen:
            with self._guard:
                self._index.close()
                problems = self._disagreements()
                self._seen, self._healthy = generation, not problems
            for problem in problems:
                logger.warning("%s", problem)
        return self._healthy

    def _heal(self) -> None:
        if self._disagreements():
            logger.info("the index disagrees with the catalogue; making it anew")
            self.rebuild()
        self._seen, self._healthy = self.generation, True

    def _disagreements(self) -> tuple[str, ...]:
        expected = self._catalogue.count_chunks()
        if expected == 0 and not (self._folder / "chroma").exists():
            return ()
        try:
            indexed = self._index.count()
            if indexed != expected:
                return (
                    f"the index holds {indexed} passages, the catalogue {expected}; run `sourcechat library rebuild`",
                )
            lost = self._lost_sample()
        except IndexDamaged as error:
            return (str(error),)
        return (
            (f"the index has lost {lost} of {_SAMPLE} sampled passages; run `sourcechat library rebuild`",)
            if lost
            else ()
        )

    def _lost_sample(self) -> int:
        """Count the sampled vectors that do not find themselves: a damaged index answers wrongly, without an error."""
        ids, vectors = self._catalogue.sample(self._model, _SAMPLE)
        return sum(
            one not in self._index.nearest(vector, limit=DEPTH) for one, vector in zip(ids, vectors, strict=True)
        )


def require_library(folder: Path) -> None:
    """Raise NoLibrary where `folder` holds no library, for whoever only reads and should make none."""
    if folder.exists() and not folder.is_dir():
        raise NoLibrary(f"{folder}: not a folder; name the folder of a library with --library")
    if not (folder / _CATALOGUE).is_file():
        raise NoLibrary(f"no library at {folder}; run `sourcechat ingest --library {shlex.quote(str(folder))} FOLDER`")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoLibrary(
            f"{folder}: cannot be made a library ({error.strerror}); name another folder with --library"
        ) from error


def _rank(one: ChunkId, ranking: Sequence[ChunkId]) -> int | None:
    return ranking.index(one) + 1 if one in ranking else None


def _to_passage(
    stored: StoredChunk, score: float, similarity: float, dense_rank: int | None, lexical_rank: int | None
) -> Passage:
    return Passage(stored.chunk, stored.uri, stored.revision, score, similarity, dense_rank, lexical_rank)


def _agree_on_model(catalogue: Catalogue, embedder: Embedder, folder: Path, *, write: bool) -> None:
    facts = catalogue.facts()
    if "model" not in facts:
        if write:
            catalogue.remember(
                {
                    "model": embedder.name,
                    "model_hash": embedder.weights_hash,
                    "dimension": str(embedder.dimension),
                    "made_with": MADE_WITH,
                }
            )
        return
    if facts["model_hash"] != embedder.weights_hash:
        raise OtherEmbeddingModel(
            f"{folder}: made with the embedding model {facts['model']}, not {embedder.name}; "
            "set embedding.model back, or ingest into another library"
        )


def _take_lock(folder: Path) -> FileLock:
    lock = FileLock(str(folder / "writer.lock"), timeout=0)
    holder = folder / "writer.json"
    try:
        lock.acquire()
    except Timeout as error:
        raise LibraryLocked(
            f"{folder}: {_holder(holder)} is writing to it; wait until it is done, or end it"
        ) from error
    about = {
        "process": os.getpid(),
        "host": socket.gethostname(),
        "command": Path(sys.argv[0]).name,
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    holder.write_text(json.dumps(about), "utf-8")
    return lock


def _holder(path: Path) -> str:
    try:
        about = json.loads(path.read_text("utf-8"))
        return f"process {about['process']} ({about['command']}, on {about['host']}, since {about['since']})"
    except (OSError, ValueError, KeyError):
        return "another process"
