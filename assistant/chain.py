"""The answer chain: rewrite, retrieve, read, answer, verify, as one LangChain Runnable.

Knows the order of the stages and how long each took; never how a stage is done.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from langchain_core.callbacks import CallbackManagerForChainRun
from langchain_core.runnables import Runnable, RunnableConfig, RunnableLambda
from langchain_core.runnables.config import patch_config

from assistant.answers import Answer, Statement
from assistant.conversation import Question, stand_alone
from assistant.extractive import ExtractiveOptions, answer_sentences
from assistant.intents import Intent, intent_of, is_english
from assistant.reader.claims import Judge
from assistant.reader.readings import Reader, Reading
from assistant.refusals import refuse
from assistant.replies import EMPTY_LIBRARY, OTHER_LANGUAGE, REPLIES
from assistant.summaries import DocumentRecord, Shelf, TextEmbedder, documents_to_summarise, summarise
from assistant.verification import Texts, verify
from ingest.documents import DocumentId
from vectorstore.passages import Passage


class Shelves(Texts, Shelf, Protocol):
    """What the chain asks of a library. `vectorstore.library.Library` is one."""

    def documents(self) -> Sequence[DocumentRecord]:
        """Return what is known of every document, without the texts."""
        ...

    def search(self, query: str, *, limit: int = ..., documents: Sequence[DocumentId] = ...) -> tuple[Passage, ...]:
        """Return at most `limit` passages for `query`, best first, from `documents` where any are given."""
        ...


@dataclass(frozen=True, slots=True)
class ChainOptions:
    """How much is retrieved and said.

    `threshold` None means the reader's own; `note` is said of every answer that the reader gave.
    """

    top_k: int = 12  # passages read: recall@12 is within a point of recall@20 on the news questions
    threshold: float | None = None
    note: str = ""
    extractive: ExtractiveOptions = field(default_factory=ExtractiveOptions)


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads: `main` what is in its language, `fallback` what is not; `judge` what supports what."""

    main: Reader
    fallback: Reader | None = None
    judge: Judge | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    """What the stages hand on: each fills in its own field. Timings are seconds by stage."""

    question: Question
    standalone: str = ""
    passages: tuple[Passage, ...] = ()
    readings: tuple[Reading, ...] = ()
    threshold: float = 1.0
    notes: tuple[str, ...] = ()
    answer: Answer | None = None
    timings: Mapping[str, float] = field(default_factory=dict)


class AnswerChain(Runnable[Question, Answer]):
    """Answers questions from a library. Invoke it, or stream it for answers that grow by a statement."""

    def __init__(
        self,
        library: Shelves,
        readers: Readers,
        embedder: TextEmbedder,
        *,
        suggest: Callable[[], tuple[str, ...]] = tuple,
        options: ChainOptions | None = None,
    ) -> None:
        self._library = library
        self._readers = readers
        self._embedder = embedder
        self._suggest = suggest
        self._options = options or ChainOptions()
        self._from_documents = (
            _stage("rewrite", self._rewrite)
            | _stage("retrieve", self._retrieve)
            | _stage("read", self._read)
            | _stage("answer", self._answer)
            | _stage("verify", self._verify)
        )

    def invoke(self, input: Question, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:  # noqa: A002, ANN401 - LangChain's signature
        """Return the whole answer."""
        return self._call_with_config(self._reply, input, config, **kwargs)

    def stream(
        self,
        input: Question,  # noqa: A002 - LangChain's signature
        config: RunnableConfig | None = None,
        **kwargs: Any | None,  # noqa: ANN401 - likewise
    ) -> Iterator[Answer]:
        """Yield the answer as it grows, a statement at a time; the last one is whole."""
        answer = self.invoke(input, config, **kwargs)
        for said in range(1, len(answer.statements)):
            yield _beginning(answer, said)
        yield answer

    # -- what needs no search ------------------------------------------------------------------------------------

    def _reply(self, question: Question, run_manager: CallbackManagerForChainRun, config: RunnableConfig) -> Answer:
        intent = intent_of(question.text)
        if intent in REPLIES:
            return self._say(question, REPLIES[intent])
        records = self._library.documents()
        if not records:
            return self._say(question, EMPTY_LIBRARY)
        if intent is Intent.SUMMARY:
            chosen = documents_to_summarise(question.text, records, question.documents)
            if chosen:
                return self._summary(question, chosen)
        stages = patch_config(config, callbacks=run_manager.get_child())
        draft = self._from_documents.invoke(_Draft(question), stages)
        return replace(_complete(draft), timings=draft.timings)

    def _say(self, question: Question, text: str) -> Answer:
        return Answer(
            question=question.text,
            standalone_question=question.text,
            statements=(Statement(text),),
            suggestions=self._suggest(),
        )

    def _summary(self, question: Question, records: Sequence[DocumentRecord]) -> Answer:
        started = time.perf_counter()
        statements, citations = summarise(records, self._library, self._embedder)
        answer = Answer(question.text, question.text, statements=statements, citations=citations)
        verified = verify(answer, self._library)
        return replace(verified, timings={"summarise": time.perf_counter() - started})

    # -- the stages ------------------------------------------------------------------------------------------------

    def _rewrite(self, draft: _Draft) -> _Draft:
        return replace(draft, standalone=stand_alone(draft.question))

    def _retrieve(self, draft: _Draft) -> _Draft:
        passages = self._library.search(draft.standalone, limit=self._options.top_k, documents=draft.question.documents)
        return replace(draft, passages=passages)

    def _read(self, draft: _Draft) -> _Draft:
        fallback = self._readers.fallback
        if fallback is not None and not _in_english(draft):
            readings = fallback.read(draft.standalone, draft.passages)
            return replace(draft, readings=readings, threshold=fallback.threshold, notes=(OTHER_LANGUAGE,))
        readings = self._readers.main.read(draft.standalone, draft.passages)
        return replace(
            draft,
            passages=_by_reading(draft.passages, readings),
            readings=readings,
            threshold=self._readers.main.threshold,
            notes=tuple(note for note in (self._options.note,) if note),
        )

    def _answer(self, draft: _Draft) -> _Draft:
        chosen = self._options.threshold
        statements, citations = answer_sentences(
            draft.standalone,
            draft.readings,
            threshold=draft.threshold if chosen is None else chosen,
            options=self._options.extractive,
            judge=self._readers.judge,
        )
        answer = Answer(
            question=draft.question.text,
            standalone_question=draft.standalone,
            statements=statements,
            citations=citations,
            passages=draft.passages,
            confidence=max((reading.probability for reading in draft.readings), default=0.0),
            notes=draft.notes,
        )
        return replace(draft, answer=answer)

    def _verify(self, draft: _Draft) -> _Draft:
        verified = verify(_complete(draft), self._library, self._readers.judge)
        if not any(statement.citations for statement in verified.statements):
            refusal = refuse(draft.standalone, draft.passages)
            verified = replace(verified, statements=(), citations=(), refusal=refusal, suggestions=self._suggest())
        return replace(draft, answer=verified)


def _in_english(draft: _Draft) -> bool:
    """Whether the question, and most of the passages found for it, are in English."""
    if not is_english(draft.standalone):
        return False
    english = sum(is_english(passage.chunk.text) for passage in draft.passages)
    return english * 2 >= len(draft.passages)


def _by_reading(passages: Sequence[Passage], readings: Sequence[Reading]) -> tuple[Passage, ...]:
    """Return the passages in the order of their best readings, which come best first; the unread stay behind."""
    order = dict.fromkeys(reading.passage.chunk.id for reading in readings)
    places = {chunk: place for place, chunk in enumerate(order)}
    return tuple(sorted(passages, key=lambda passage: places.get(passage.chunk.id, len(places))))


def _stage(name: str, work: Callable[[_Draft], _Draft]) -> Runnable[_Draft, _Draft]:
    """Return a stage as a Runnable of that name, which notes how many seconds it took."""

    def timed(draft: _Draft) -> _Draft:
        started = time.perf_counter()
        done = work(draft)
        return replace(done, timings={**done.timings, name: time.perf_counter() - started})

    return RunnableLambda(timed, name=name)


def _complete(draft: _Draft) -> Answer:
    if draft.answer is None:
        raise RuntimeError("a draft reached its end without an answer")
    return draft.answer


def _beginning(answer: Answer, said: int) -> Answer:
    statements = answer.statements[:said]
    cited = {number for statement in statements for number in statement.citations}
    citations = tuple(citation for citation in answer.citations if citation.number in cited)
    return replace(answer, statements=statements, citations=citations)
