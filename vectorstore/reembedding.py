"""Re-embedding: a library's texts get the vectors of another model, and then it is that model's. Reads no source.

The old vectors answer until the last new one is there. Broken off, it goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from vectorstore.digests import text_hash
from vectorstore.embedding import Embedder, facts_of
from vectorstore.engines import AnyCatalogue, open_kept
from vectorstore.folder import LibraryFolder

_AT_ONCE = 32  # texts embedded and kept in one transaction: what a kill costs

OnTexts = Callable[[int, int], None]
"""Told how many of how many texts have a vector of the new model."""


def reembed(folder: Path | LibraryFolder, embedder: Embedder, *, on_progress: OnTexts | None = None) -> int:
    """Make a library that of another model; return how many texts had to be embedded.

    Raises LibraryLocked when another process is writing, and LibraryDamaged.
    """
    place = folder if isinstance(folder, LibraryFolder) else LibraryFolder(folder)
    place.make()
    catalogue, lock = open_kept(place, write=True)
    try:
        return _reembed(catalogue, embedder, on_progress)
    finally:
        catalogue.close()
        if lock is not None:
            lock.release()


def _reembed(catalogue: AnyCatalogue, embedder: Embedder, on_progress: OnTexts | None) -> int:
    model = embedder.weights_hash
    total = catalogue.count_chunks()
    done = embedded = 0
    for texts in _batches(catalogue):
        known = catalogue.known_hashes(list(texts), model)
        new = {digest: text for digest, text in texts.items() if digest not in known}
        if new:
            vectors = embedder.embed(list(new.values()))
            catalogue.keep_vectors(
                model, {digest: vector.tobytes() for digest, vector in zip(new, vectors, strict=True)}
            )
        embedded += len(new)
        done += len(texts)
        if on_progress is not None:
            on_progress(min(done, total), total)
    if catalogue.facts().get("model_hash") != model:
        catalogue.outbox.add_all()  # before: an index of other vectors must not be asked
        catalogue.remember(facts_of(embedder))
    return embedded


def _batches(catalogue: AnyCatalogue) -> Iterator[dict[str, str]]:
    """Yield the texts of all chunks by their hashes, some at once."""
    for record in catalogue.documents():
        chunks: Sequence[str] = [chunk.embedded_text for chunk in catalogue.chunks_of(record.id)]
        for start in range(0, len(chunks), _AT_ONCE):
            yield {text_hash(text): text for text in chunks[start : start + _AT_ONCE]}
