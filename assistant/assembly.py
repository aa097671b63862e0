"""Assembly: the one place where settings become a working assistant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.chain import AnswerChain, ChainOptions
from assistant.extractive import ExtractiveOptions
from assistant.reader.matching import MatchingReader, Weights
from assistant.settings import Settings
from assistant.suggestions import Suggester
from ingest.documents import DocumentId
from vectorstore.embedding import Embedder, SentenceEmbedder
from vectorstore.library import CheckReport, Library
from vectorstore.mirror import MirrorReport, OnProgress, mirror


@dataclass(frozen=True, slots=True)
class Assistant:
    """A library with the chain that answers from it. Reads; takes the writer's lock only while it changes something."""

    settings: Settings
    library: Library
    chain: AnswerChain
    suggestions: Callable[[], tuple[str, ...]]
    embedder: Embedder

    @property
    def uploads(self) -> Path:
        """The folder of the library that uploaded files are kept in."""
        return self.settings.library / "uploads"

    def ingest(
        self, locations: Sequence[str], *, on_progress: OnProgress | None = None, dry_run: bool = False
    ) -> MirrorReport:
        """Bring the library in step with files, folders and web pages. Raises LibraryLocked and SourceNotFound."""
        if dry_run:
            return mirror(self.library, locations, on_progress=on_progress, dry_run=True)
        with self._writer() as writer:
            return mirror(writer, locations, on_progress=on_progress)

    def remove(self, document_id: DocumentId) -> None:
        """Remove a document. Raises LibraryLocked and UnknownDocument."""
        with self._writer() as writer:
            writer.remove(document_id)

    def check(self) -> CheckReport:
        """Compare catalogue and index."""
        return self.library.check()

    def rebuild(self) -> int:
        """Make the index anew, embedding nothing; return how many passages it holds. Raises LibraryLocked."""
        with self._writer() as writer:
            return writer.rebuild()

    def close(self) -> None:
        """Let go of the library's files."""
        self.library.close()

    def _writer(self) -> Library:
        return Library.open(self.settings.library, self.embedder, write=True)


def assemble(settings: Settings) -> Assistant:
    """Build the assistant that `settings` describe. Raises VectorStoreError."""
    embedder = SentenceEmbedder.load(settings.embedding.model, cache=settings.cache)
    library = Library.open(settings.library, embedder)
    suggestions = Suggester(library)
    chain = AnswerChain(
        library,
        MatchingReader(embedder, Weights.load()),
        embedder,
        suggest=suggestions,
        options=ChainOptions(
            top_k=settings.retrieval.top_k,
            threshold=settings.answer.threshold,
            extractive=ExtractiveOptions(max_statements=settings.answer.max_statements),
        ),
    )
    return Assistant(settings, library, chain, suggestions, embedder)
