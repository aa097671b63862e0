"""Assembly: the one place where settings become a working assistant."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.chain import AnswerChain, ChainOptions, Readers, Wording
from assistant.conversation.turns import stand_alone
from assistant.explaining import Explainer
from assistant.quoting.extractive import ExtractiveOptions
from assistant.quoting.suggestions import Suggester
from assistant.reader.claims import ClaimReader, ClaimWeights, Judge
from assistant.reader.matching import MatchingReader, Weights
from assistant.reader.network import Network, TrainedNetwork
from assistant.reader.readings import CurvePoint, point_for
from assistant.reader.trained import TrainedReader
from assistant.settings import Settings, Strictness
from assistant.writing.generative import GenerativeOptions, Writer
from assistant.writing.models import LangChainModel, ModelOptions, load_model
from assistant.writing.rewriting import ModelRewriter
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
    judge: Judge
    explainer: Explainer

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


# Strictness in figures: the most questions without an answer that may be answered, on `reader_dev`.
_FALSE_ANSWERS: Mapping[Strictness, float] = {
    Strictness.LENIENT: 0.2,
    Strictness.BALANCED: 0.1,
    Strictness.STRICT: 0.05,
}


def _describe(strictness: Strictness, point: CurvePoint) -> str:
    return (
        f"Strictness {strictness}: on test questions, {point.false_answers:.0%} of those that the texts did not answer "
        f"were answered, and {point.false_refusals:.0%} of those that they did were refused."
    )


def assemble(settings: Settings, *, network: Network | None = None) -> Assistant:
    """Build the assistant that `settings` describe, round a network that is there already or the one of the package.

    Raises VectorStoreError and DamagedReader.
    """
    embedder = SentenceEmbedder.load(settings.embedding.model, cache=settings.cache)
    library = Library.open(settings.library, embedder)
    suggestions = Suggester(library)
    network = network or TrainedNetwork.load(cache=settings.cache)
    judge = ClaimReader(network, ClaimWeights.load())
    weights = TrainedReader.load_weights()
    point = point_for(weights.curve, false_answers=_FALSE_ANSWERS[settings.answer.strictness])
    reader = TrainedReader(network, replace(weights, threshold=point.threshold))
    readers = Readers(reader, fallback=MatchingReader(embedder, Weights.load()), judge=judge)
    chain = AnswerChain(
        library,
        readers,
        embedder,
        suggest=suggestions,
        options=ChainOptions(
            top_k=settings.retrieval.top_k,
            threshold=settings.answer.threshold,
            note=_describe(settings.answer.strictness, point) if settings.answer.threshold is None else "",
            extractive=ExtractiveOptions(max_statements=settings.answer.max_statements),
        ),
        wording=_wording(settings, judge),
    )
    explainer = Explainer(
        library, readers.reader_for, top_k=settings.retrieval.top_k, threshold=settings.answer.threshold
    )
    return Assistant(settings, library, chain, suggestions, embedder, judge, explainer)


def chat_model(settings: Settings) -> LangChainModel | None:
    """Return the chat model that is named, None where none is. Raises ModelError where it cannot be loaded."""
    named = settings.model
    if not named.name and not named.url:
        return None
    return load_model(
        ModelOptions(
            name=named.name,
            url=named.url,
            context=named.context,
            max_tokens=named.max_tokens,
            temperature=named.temperature,
            timeout=named.timeout,
        )
    )


def _wording(settings: Settings, judge: Judge) -> Wording:
    """Return who words questions and answers. Raises ModelError where the model that is named cannot be loaded."""
    model = chat_model(settings)
    if model is None:
        return Wording()
    return Wording(
        rewrite=ModelRewriter(model, timeout=settings.model.rewrite_timeout, ours=stand_alone),
        writer=Writer(model, judge, GenerativeOptions(unsupported=settings.answer.unsupported)),
    )
