"""Assembly: the one place where settings become a working assistant."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Lock, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Self

from assistant.answers import Answer
from assistant.computing.computable import may_be_computed
from assistant.conversation.question import Question, to_question
from assistant.conversation.turns import stand_alone
from assistant.explaining import Explainer
from assistant.messages.message import Message, say, share
from assistant.pipeline import Pipeline, PipelineOptions, Wording
from assistant.quoting.comparing import Comparer, OfferComparer
from assistant.quoting.enumerating import Enumerator
from assistant.quoting.extractive import ExtractiveOptions
from assistant.quoting.halving import Halver
from assistant.quoting.listing import Lister
from assistant.quoting.suggestions import Suggester
from assistant.reader.by_language import Readers
from assistant.reader.claims import ClaimReader, ClaimWeights, Judge
from assistant.reader.matching import MATCHING, MatchingReader, Regression
from assistant.reader.multilingual import (
    ACROSS,
    PLAINLY_ACROSS,
    PLAINLY_WITHIN,
    WITHIN,
    Likeness,
    MixedReader,
    MultilingualReader,
)
from assistant.reader.named_rows import NamedRows
from assistant.reader.network import LazyNetwork, Network, TrainedNetwork
from assistant.reader.readings import CurvePoint, Reader, point_for
from assistant.reader.sharing import SharedNetwork
from assistant.reader.trained import TrainedReader
from assistant.scanning.holdings import Holdings
from assistant.scanning.scanner import Scanner
from assistant.settings import Settings, Strictness, load_settings
from assistant.ways import Deferred, Way
from ingest.documents import DocumentId
from ingest.errors import SourcechatError
from vectorstore.checking import CheckReport
from vectorstore.embedders import MULTILINGUAL, load_embedder
from vectorstore.embedding import Embedder
from vectorstore.hiring import to_hire
from vectorstore.library import Library, model_of
from vectorstore.multilingual.embedder import MultilingualEmbedder

if TYPE_CHECKING:
    from assistant.chain import AnswerChain
    from assistant.writing.models import LangChainModel
    from ingest.locations import Location
    from vectorstore.crews import Hire
    from vectorstore.folder import LibraryFolder
    from vectorstore.neighbours import OnFollowing
    from vectorstore.reports import MirrorReport, OnProgress
    from vectorstore.taking import MirrorOptions


@dataclass(frozen=True, slots=True)
class Assistant:
    """A library with the pipeline that answers from it.

    Reads; takes the writer's lock only while it changes something. Use it as a context manager, or call `close`.
    """

    settings: Settings
    library: Library
    pipeline: Pipeline
    suggestions: Callable[[], tuple[str, ...]]
    embedder: Embedder
    judge: Judge
    explainer: Explainer
    vary: Callable[[Settings], tuple[Pipeline, Explainer]] | None = None
    network: Network | None = None

    def answering_as(self, settings: Settings) -> tuple[Pipeline, Explainer]:
        """Return what answers and explains by other settings, of the same library with the same networks.

        Raises ModelError where the chat model that they name cannot be loaded.
        """
        return (self.pipeline, self.explainer) if self.vary is None else self.vary(settings)

    def beside(self, folder: Path) -> Assistant:
        """Return the assistant of another library, which is made if need be, with the same settings and models.

        In a database it goes by the folder's name, wherever that lies, and belongs to it: no other library's
        connections see its rows. Raises VectorStoreError.
        """
        catalogue = self.settings.catalogue
        name = f"{catalogue.name[:_NAMED]}_{hashlib.sha256(folder.name.encode()).hexdigest()[:_DIGEST]}"
        chosen = {
            "library": folder,
            "catalogue": catalogue.model_copy(update={"name": name, "owner": folder.name}),
        }
        return assemble(self.settings.model_copy(update=chosen), network=self.network, embedder=self.embedder)

    @classmethod
    def open(cls, library: Path | str, **settings: object) -> Assistant:
        """Open the assistant of a library's folder, which is made if need be.

        Settings are those of `sourcechat settings`, with two underscores for the dot: `answer__strictness="strict"`.
        They go before the environment and `sourcechat.toml`. Raises SettingsError and what else `assemble` raises.
        """
        named = {name.replace("__", "."): value for name, value in settings.items()}
        return assemble(load_settings({"library": Path(library), **named}, called="argument").settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def chain(self) -> AnswerChain:
        """The pipeline as a LangChain Runnable."""
        from assistant.chain import AnswerChain  # noqa: PLC0415 - LangChain takes a second, and only its users need it

        return AnswerChain(self.pipeline)

    def ask(self, question: Question | str) -> Answer:
        """Answer a question, or its bare text. Raises TypeError for anything else."""
        return self.pipeline.answer(to_question(question))

    def warm_up(self) -> None:
        """Load the models, which else are loaded by the first question. Raises DamagedReader."""
        _warm_up(self.embedder, self.judge)

    @property
    def home(self) -> LibraryFolder:
        """The folder of the library, with what keeps it."""
        return self.settings.folder

    @property
    def uploads(self) -> Path:
        """The folder of the library that uploaded files are kept in."""
        return self.settings.library / "uploads"

    def ingest(
        self,
        locations: Sequence[str | Location],
        *,
        on_progress: OnProgress | None = None,
        dry_run: bool = False,
        options: MirrorOptions | None = None,
    ) -> MirrorReport:
        """Bring the library in step with files, folders and web pages, and remember them.

        `options` are by default those of the settings. Raises LibraryLocked and SourceNotFound.
        """
        from vectorstore.mirror import mirror  # noqa: PLC0415 - fetching and reading, which whoever asks does not need

        chosen = options or self.mirror_options()
        if dry_run or chosen.dry_run:
            return mirror(self.library, locations, on_progress=on_progress, dry_run=True, options=chosen)
        with self._writer() as writer:
            return mirror(writer, locations, on_progress=on_progress, options=chosen, hire=self._hire())

    def sync(self, *, on_progress: OnProgress | None = None, options: MirrorOptions | None = None) -> MirrorReport:
        """Bring the library in step with every place that it remembers. Raises LibraryLocked."""
        from vectorstore.mirror import sync  # noqa: PLC0415 - as above

        chosen = options or self.mirror_options()
        if chosen.dry_run:
            return sync(self.library, on_progress=on_progress, options=chosen)
        with self._writer() as writer:
            return sync(writer, on_progress=on_progress, options=chosen, hire=self._hire())

    def mirror_options(self) -> MirrorOptions:
        """Return how the settings would have places mirrored."""
        from ingest.addresses import FetchOptions  # noqa: PLC0415 - as above
        from vectorstore.taking import MirrorOptions  # noqa: PLC0415 - as above

        chosen = self.settings.sources
        return MirrorOptions(
            most_gone=chosen.most_gone,
            keep=chosen.keep,
            most_bytes=chosen.max_file_mb * 2**20,
            fetch=FetchOptions(allow_private=chosen.allow_private),
        )

    def forget(self, place: Location) -> tuple[str, ...]:
        """Mirror a place no more; return the titles of the documents that went with it. Raises LibraryLocked."""
        from vectorstore.mirror import forget_place  # noqa: PLC0415 - as above

        with self._writer() as writer:
            return forget_place(writer, place)

    def remove(self, document_id: DocumentId) -> None:
        """Remove a document, and mirror its file or address no more where that was named by itself.

        Raises LibraryLocked and UnknownDocument.
        """
        with self._writer() as writer:
            sources = writer.ledger.of_document(document_id)
            writer.remove(document_id)
            writer.ledger.forget(sources)

    def check(self) -> CheckReport:
        """Compare catalogue and index."""
        return self.library.check()

    def rebuild(self, *, on_progress: OnFollowing | None = None) -> int:
        """Make the index anew, embedding nothing; return how many passages it holds. Raises LibraryLocked."""
        with self._writer() as writer:
            return writer.rebuild(on_progress=on_progress)

    def close(self) -> None:
        """Let go of the library's files."""
        self.library.close()

    def _hire(self) -> Hire | None:
        """Return what gives the workers that are set, each with one core for its model; None for none."""
        make_embedder = partial(load_embedder, self.embedder.name, cache=self.settings.cache, threads=1)
        return to_hire(self.settings.sources.workers, make_embedder, weights_hash=self.embedder.weights_hash)

    def _writer(self) -> Library:
        return Library.open(self.settings.folder, self.embedder, write=True)


_NAMED = 24  # characters of a library's name in a database that are kept in the name of one beside it
_DIGEST = 16  # characters that tell one from all the others

# Strictness in figures: the most questions without an answer that may be answered, on `reader_dev`.
_FALSE_ANSWERS: Mapping[Strictness, float] = {
    Strictness.LENIENT: 0.2,
    Strictness.BALANCED: 0.1,
    Strictness.STRICT: 0.05,
}


def _readers(settings: Settings, embedder: Embedder, network: Network, judge: Judge) -> tuple[Readers, str]:
    """Return who reads, held to the threshold that is set or else to the strictness, and what is known of that."""
    weights = TrainedReader.load_weights()
    threshold = settings.answer.threshold
    if threshold is None:
        point = point_for(weights.curve, false_answers=_FALSE_ANSWERS[settings.answer.strictness])
        weights, note = replace(weights, threshold=point.threshold), _describe(settings.answer.strictness, point)
    else:
        weights, note = replace(weights, threshold=threshold), ""
    main, fallback = TrainedReader(network, weights), _fallback(settings, embedder)
    mixed = MixedReader(main, fallback) if isinstance(fallback, MultilingualReader) else None
    return Readers(main, fallback=fallback, judge=judge, mixed=mixed), note


def _fallback(settings: Settings, embedder: Embedder) -> Reader:
    """Return who reads what is not in English: across languages, where the embedder knows them."""

    def weights(name: str) -> Regression:
        kept, threshold = Regression.load(name), settings.answer.threshold
        return kept if threshold is None else replace(kept, threshold=threshold)

    if isinstance(embedder, MultilingualEmbedder):
        within, across = (Likeness.load(embedder, plainly=share) for share in (PLAINLY_WITHIN, PLAINLY_ACROSS))
        rows = NamedRows.load(embedder)
        return MultilingualReader(embedder, weights(WITHIN), weights(ACROSS), within, across, rows)
    return MatchingReader(embedder, weights(MATCHING))


def strictness_figures() -> dict[Strictness, CurvePoint]:
    """Return what was measured of each strictness on test questions: shares of false answers and false refusals."""
    curve = TrainedReader.load_weights().curve
    return {strictness: point_for(curve, false_answers=most) for strictness, most in _FALSE_ANSWERS.items()}


def strictness_curve() -> Sequence[CurvePoint]:
    """Return what was measured at every threshold, the most lenient first."""
    return sorted(TrainedReader.load_weights().curve, key=lambda point: point.threshold)


_NAMES: Mapping[Strictness, Message] = {
    Strictness.LENIENT: say("lenient"),
    Strictness.BALANCED: say("balanced"),
    Strictness.STRICT: say("strict"),
}


def _describe(strictness: Strictness, point: CurvePoint) -> str:
    return say(
        "Strictness {strictness}: on test questions, {false_answers} of those that the texts did not answer were "
        "answered, and {false_refusals} of those that they did were refused.",
        strictness=_NAMES[strictness],
        false_answers=share(point.false_answers),
        false_refusals=share(point.false_refusals),
    )


def assemble(settings: Settings, *, network: Network | None = None, embedder: Embedder | None = None) -> Assistant:
    """Build the assistant that `settings` describe, round a network that is there already or the one of the package.

    The embedder is the one that is given, or that of the library. Raises VectorStoreError and DamagedReader.
    """
    embedder = embedder or load_embedder(settings.embedding.model or model_of(settings.folder), cache=settings.cache)
    library = Library.open(settings.folder, embedder)
    knows_languages = embedder.name == MULTILINGUAL
    suggestions = Suggester(library, knows_languages=knows_languages)
    shared = network if isinstance(network, SharedNetwork) else SharedNetwork(network or _own_network(settings))
    judge = ClaimReader(shared, ClaimWeights.load())
    prepare = Ahead((lambda: _warm_up(embedder, judge)) if network is None else lambda: None)

    def answerers(chosen: Settings) -> tuple[Pipeline, Explainer]:
        readers, note = _readers(chosen, embedder, shared, judge)
        readers = replace(readers, prepare=prepare)
        wording = replace(_wording(chosen, judge), ways=_ways(library, readers), last=_last(library, embedder))
        options = _options(chosen, note, knows_languages=knows_languages)
        pipeline = Pipeline(library, readers, embedder, suggest=suggestions, options=options, wording=wording)
        return pipeline, Explainer(library, readers.reader_for, top_k=chosen.retrieval.top_k)

    pipeline, explainer = answerers(settings)
    return Assistant(settings, library, pipeline, suggestions, embedder, judge, explainer, answerers, shared)


def _own_network(settings: Settings) -> Network:
    return LazyNetwork(lambda: TrainedNetwork.load(cache=settings.cache))


def _warm_up(embedder: Embedder, judge: Judge) -> None:
    embedder.embed(["warm"])
    judge.judge([("warm", "warm")])


class Ahead:
    """Does something once, in a thread of its own, when it is first called. Whoever needs what fails meets it too."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._begun = Lock()

    def __call__(self) -> None:
        """Begin, unless it has begun."""
        if self._begun.acquire(blocking=False):  # and never let go
            Thread(target=self._try, name="models").start()

    def _try(self) -> None:
        with suppress(SourcechatError):
            self._work()


def _options(settings: Settings, note: str, *, knows_languages: bool) -> PipelineOptions:
    return PipelineOptions(
        top_k=settings.retrieval.top_k,
        note=note,
        knows_languages=knows_languages,
        extractive=ExtractiveOptions(max_statements=settings.answer.max_statements),
    )


def _ways(library: Library, readers: Readers) -> tuple[Way, ...]:
    """Return the ways of the kinds of question that have one, in the order in which they are tried."""

    def calculator() -> Way:
        from assistant.computing.calculator import Calculator  # noqa: PLC0415 - DuckDB, only for what is computed

        return Calculator(library)

    compute = Deferred("compute", may_be=may_be_computed, make=calculator)
    quoted = (Comparer(library, readers), Lister(library), Halver(library, readers))
    return (Holdings(library), OfferComparer(library), compute, Scanner(library), *quoted)


def _last(library: Library, embedder: Embedder) -> tuple[Way, ...]:
    """Return the ways that are tried where the search finds no answer."""
    if not isinstance(embedder, MultilingualEmbedder):
        return ()
    return (Enumerator(library, NamedRows.load(embedder).near),)


def chat_model(settings: Settings) -> LangChainModel | None:
    """Return the chat model that is named, None where none is. Raises ModelError where it cannot be loaded."""
    named = settings.model
    if not named.name and not named.url:
        return None
    from assistant.writing.models import ModelOptions, load_model  # noqa: PLC0415 - LangChain, only for a chat model

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
    from assistant.writing.generative import GenerativeOptions, Writer  # noqa: PLC0415 - as above
    from assistant.writing.rewriting import ModelRewriter  # noqa: PLC0415

    return Wording(
        rewrite=ModelRewriter(model, timeout=settings.model.rewrite_timeout, ours=stand_alone),
        writer=Writer(model, judge, GenerativeOptions(unsupported=settings.answer.unsupported)),
    )
