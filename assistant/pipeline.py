"""The pipeline: rewrite, retrieve, read, answer, verify, from a question to an answer that grows.

Knows the order of the stages and how long each took; never how a stage is done, nor LangChain, which takes a second to
import: `assistant.chain` makes a Runnable of it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from assistant.answers import Answer, Citation, Statement
from assistant.conversation.followups.standalone import subjects_of
from assistant.conversation.intents import Intent, intent_of
from assistant.conversation.question import Question
from assistant.conversation.replies import EMPTY_LIBRARY, OTHER_LANGUAGE, REPLIES
from assistant.conversation.spelling import mend, names_meant, told
from assistant.conversation.turns import searched_turns, stand_alone
from assistant.english.language import language_of
from assistant.english.serials import as_told
from assistant.english.words import stems_of
from assistant.errors import ModelError
from assistant.messages.message import Message, joined, say
from assistant.messages.recognising import recognised
from assistant.messages.translations import SOURCE
from assistant.proving.disagreement import disagreements
from assistant.proving.verification import hold, verify
from assistant.quoting.extractive import ExtractiveOptions
from assistant.quoting.kinds import Quoter
from assistant.quoting.refusals import Searched, refuse, told_unread
from assistant.quoting.summaries import (
    document_opening_with,
    documents_to_summarise,
    section_to_summarise,
    summarise,
    summarise_section,
    wants_document,
)
from assistant.reader.by_language import Readers
from assistant.reader.claims import Judge
from assistant.reader.matching import TextEmbedder
from assistant.reader.readings import Reading
from assistant.remembering import Remembered
from assistant.translating import translated
from assistant.ways import Asked, Way
from ingest.documents import DocumentId
from vectorstore.passages import Passage
from vectorstore.problems import Problem
from vectorstore.views import Record, SearchedLibrary

if TYPE_CHECKING:
    from assistant.writing.generative import Writer, Written

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PipelineOptions:
    """How much is retrieved and said; `note` is said of every answer that the main reader gave.

    `knows_languages`: passages are found from questions in other languages than theirs.
    """

    top_k: int = 12  # passages read: recall@12 is within a point of recall@20 on the news questions
    note: str = ""
    knows_languages: bool = False
    extractive: ExtractiveOptions = field(default_factory=ExtractiveOptions)


@dataclass(frozen=True, slots=True)
class Wording:
    """Who makes a follow-up stand alone, and who words answers: without a writer they are the documents' own words.

    `ways` are tried in their order before the search, `last` where that found no answer; the first that answers is
    heard.
    """

    rewrite: Callable[[Question], str] = stand_alone
    ways: Sequence[Way] = ()
    last: Sequence[Way] = ()
    writer: Writer | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What the stages hand on: each fills in its own field. Timings are seconds by stage.

    `has_topic_added`: that a follow-up leans on the topic before was only guessed, and it may stand alone as well.
    """

    question: Question
    standalone: str = ""
    has_topic_added: bool = False
    mended: str = ""
    passages: tuple[Passage, ...] = ()
    readings: tuple[Reading, ...] = ()
    threshold: float = 1.0
    notes: tuple[str, ...] = ()
    fallback: str = ""
    answer: Answer | None = None
    timings: Mapping[str, float] = field(default_factory=dict)


class Steps(Protocol):
    """How the stages are run: by calling them, or so that somebody can watch them by their names."""

    def run(self, name: str, work: Callable[[Draft], Draft], draft: Draft) -> Draft:
        """Return what a stage makes of a draft."""
        ...

    def grow(self, name: str, work: Callable[[Draft], Iterator[Draft]], draft: Draft) -> Iterator[Draft]:
        """Yield what a stage makes of a draft, as it grows."""
        ...


class PlainSteps:
    """Runs the stages by calling them."""

    def run(self, name: str, work: Callable[[Draft], Draft], draft: Draft) -> Draft:
        """Return what a stage makes of a draft."""
        del name
        return work(draft)

    def grow(self, name: str, work: Callable[[Draft], Iterator[Draft]], draft: Draft) -> Iterator[Draft]:
        """Yield what a stage makes of a draft, as it grows."""
        del name
        return work(draft)


class Pipeline:
    """Answers questions from a library."""

    def __init__(
        self,
        library: SearchedLibrary,
        readers: Readers,
        embedder: TextEmbedder,
        *,
        suggest: Callable[[], tuple[str, ...]] = tuple,
        options: PipelineOptions | None = None,
        wording: Wording | None = None,
    ) -> None:
        self._library = library
        self._readers = readers
        self._embedder = embedder
        self._suggest = suggest
        self._options = options or PipelineOptions()
        self._wording = wording or Wording()
        self._remembered = Remembered(library)

    def answer(self, question: Question, steps: Steps | None = None) -> Answer:
        """Return the whole answer."""
        answer = None
        for answer in self.stream(question, steps):  # noqa: B007 - the last one counts
            pass
        if answer is None:
            raise RuntimeError("a question reached its end without an answer")
        return answer

    def stream(self, question: Question, steps: Steps | None = None) -> Iterator[Answer]:
        """Yield the answer as it grows: by a statement, or with a model by its tokens; the last one is whole.

        What is said in it beside the words of the documents is in the language of the question. What was asked before
        is not worked out again while the library stands as it did; a chat model, though, may write otherwise.
        """
        if self._wording.writer is not None:
            yield from self._made(question, steps)
            return
        yield from self._remembered.answers(question, lambda: self._made(question, steps))

    def _made(self, question: Question, steps: Steps | None) -> Iterator[Answer]:
        language = _language_of(question)
        for answer in self._stream(question, steps):
            yield translated(answer, language)

    def _stream(self, question: Question, steps: Steps | None) -> Iterator[Answer]:
        reply = self._reply(question)
        if reply is not None:
            yield from _by_statement(reply)
            return
        self._readers.prepare()
        stages = _Stages(steps or PlainSteps())
        draft = stages.run("rewrite", self._rewrite, Draft(question))
        answered = self._by_ways(draft, stages)
        if answered is not None:
            yield from _by_statement(answered)
            return
        draft = stages.run("retrieve", self._retrieve, draft)
        draft = stages.run("read", self._read, draft)
        if self._wording.writer is None:
            yield from _by_statement(self._quoted_or_by_ways(draft, stages))
            return
        try:
            for draft in stages.grow("generate", self._written, draft):  # noqa: B020 - each is the draft, further on
                yield _complete(draft)
        except ModelError as error:
            logger.warning("%s; answering in the documents' own words", error)
            yield self._quoted(_without_model(draft, error), stages)
        else:
            yield _with_spelling(_timed(stages.run("verify", self._verify_written, draft)), draft.mended)

    def _quoted_or_by_ways(self, draft: Draft, stages: _Stages) -> Answer:
        """Return the answer in the documents' words; where there is none, that of a way which may yet have one."""
        answer = self._quoted(draft, stages)
        if draft.has_topic_added and not _is_on_subject(answer):
            answer = self._asked_alone(draft, stages) or answer
        if answer.refusal is not None:
            answer = self._by_ways(draft, stages, self._wording.last) or answer
        return answer

    def _asked_alone(self, draft: Draft, stages: _Stages) -> Answer | None:
        """Return the answer to a question as in a fresh conversation; None where that is none either.

        One that names nothing of its own is only computed or counted: any sentence would do for it.
        """
        standalone, mended = mend(draft.question.text, self._library)
        alone = replace(draft, standalone=standalone, mended=told(mended) if mended else "")
        answered = self._by_ways(alone, stages)
        if answered is not None or not subjects_of(standalone):
            return answered
        read = stages.run("read", self._read, stages.run("retrieve", self._retrieve, alone))
        quoted = self._quoted(read, stages)
        return quoted if quoted.refusal is None else None

    def _quoted(self, draft: Draft, stages: _Stages) -> Answer:
        answer = _timed(stages.run("verify", self._verify_quoted, stages.run("answer", self._answer, draft)))
        return _with_spelling(answer, draft.mended)

    # -- what needs no search ------------------------------------------------------------------------------------

    def _reply(self, question: Question) -> Answer | None:
        """Return what is said without a search, None where the documents must be asked."""
        intent = intent_of(question.text, follows=bool(searched_turns(question.history)))
        if intent in REPLIES:
            return self._say(question, REPLIES[intent])
        records = self._library.documents()
        if not records:
            return self._say(question, joined([EMPTY_LIBRARY, *told_unread(self._library.failures())]))
        if intent is Intent.SUMMARY:
            chosen = documents_to_summarise(question.text, records, question.documents)
            if chosen:
                return self._summary(question, chosen)
            return self._summary_of_part(question, records)
        return None

    def _say(self, question: Question, text: str) -> Answer:
        return Answer(
            question=question.text,
            standalone_question=question.text,
            statements=(Statement(text),),
            suggestions=self._suggest(),
        )

    def _summary_of_part(self, question: Question, records: Sequence[Record]) -> Answer | None:
        """Return the summary of a section, a refusal of that of a document that is not there; None for any other."""
        passages = self._library.search(question.text, limit=self._options.top_k, documents=question.documents)
        section = section_to_summarise(question.text, records, passages)
        if section is not None:
            statements, citations = summarise_section(section, self._library, self._embedder)
            if statements:
                answer = Answer(question.text, question.text, statements=statements, citations=citations)
                return verify(answer, self._library)
        opening = document_opening_with(question.text, records, passages, self._library)
        if opening:
            return self._summary(question, opening)
        if not wants_document(question.text):
            return None
        refusal = refuse(question.text, passages, self._searched(Draft(question, standalone=question.text)))
        return Answer(question.text, question.text, passages=passages, refusal=refusal, suggestions=self._suggest())

    def _summary(self, question: Question, records: Sequence[Record]) -> Answer:
        started = time.perf_counter()
        statements, citations = summarise(records, self._library, self._embedder)
        answer = Answer(question.text, question.text, statements=statements, citations=citations)
        verified = verify(answer, self._library)
        return replace(verified, timings={"summarise": time.perf_counter() - started})

    # -- ways of their own -----------------------------------------------------------------------------------------

    def _by_ways(self, draft: Draft, stages: _Stages, ways: Sequence[Way] | None = None) -> Answer | None:
        """Return the answer of the first way that gives one, of those before the search if none are named."""
        tried = self._wording.ways if ways is None else ways
        return next((found for way in tried if (found := self._by(way, draft, stages))), None)

    def _by(self, way: Way, draft: Draft, stages: _Stages) -> Answer | None:
        """Return the answer of a way, verified; None where it gives none, or none of its citations holds."""

        def tried(given: Draft) -> Draft:
            return replace(given, answer=way.answer(Asked(given.question, given.standalone)))

        tried_draft = stages.run(way.name, tried, draft)
        if tried_draft.answer is None:
            return None
        claimed = bool(tried_draft.answer.citations)
        verified = stages.run("verify", self._verify_way, tried_draft)
        answer = _timed(verified)
        if claimed and not answer.citations:
            return None
        asked = replace(answer, question=draft.question.text, standalone_question=draft.standalone)
        return _with_spelling(replace(asked, way=way.name), draft.mended)

    def _verify_way(self, draft: Draft) -> Draft:
        """Hold the citations against the library; what is concluded from them is proved by the rule that did so."""
        verified = self._with_stale_sources(verify(_complete(draft), self._library))
        return replace(draft, answer=self._with_disagreements(verified))

    # -- the stages ------------------------------------------------------------------------------------------------

    def _rewrite(self, draft: Draft) -> Draft:
        written = self._wording.rewrite(draft.question)
        added = written.startswith(f"{draft.question.text.rstrip(' ?.!')} (")
        standalone, mended = mend(written, self._library)
        return replace(draft, standalone=standalone, mended=told(mended) if mended else "", has_topic_added=added)

    def _retrieve(self, draft: Draft) -> Draft:
        passages = self._library.search(draft.standalone, limit=self._options.top_k, documents=draft.question.documents)
        return replace(draft, passages=passages)

    def _read(self, draft: Draft) -> Draft:
        read = self._readers.read(_as_told(draft), draft.passages)
        note = OTHER_LANGUAGE if read.by_fallback else self._options.note
        return replace(
            draft,
            passages=read.passages,
            readings=read.readings,
            threshold=read.threshold,
            notes=(note,) if note else (),
        )

    def _answer(self, draft: Draft) -> Draft:
        quoter = Quoter(draft.threshold, self._options.extractive, self._readers.judge)
        said = quoter.say(_as_told(draft), draft.passages, draft.readings)
        answer = self._to_answer(draft, said.statements, said.citations)
        return replace(draft, answer=replace(answer, confidence=said.confidence))

    @staticmethod
    def _to_answer(draft: Draft, statements: tuple[Statement, ...], citations: tuple[Citation, ...]) -> Answer:
        return Answer(
            question=draft.question.text,
            standalone_question=draft.standalone,
            statements=statements,
            citations=citations,
            passages=draft.passages,
            confidence=max((reading.probability for reading in draft.readings), default=0.0),
            notes=draft.notes,
            fallback=draft.fallback,
        )

    def _written(self, draft: Draft) -> Iterator[Draft]:
        """Let the model write: yield the draft with the answer as it grows. Raises ModelError."""
        writer = self._wording.writer
        if writer is None:
            raise RuntimeError("nobody writes")
        started = time.perf_counter()
        timings = dict(draft.timings)
        grown = writer.write(draft.standalone, draft.passages, draft.readings, threshold=draft.threshold)
        for written in grown:
            timings["generate"] = time.perf_counter() - started
            timings.setdefault("first_token", timings["generate"])
            yield replace(draft, answer=self._answer_of(draft, written, writer.model.name), timings=dict(timings))

    def _answer_of(self, draft: Draft, written: Written, model: str) -> Answer:
        answer = self._to_answer(draft, written.statements, written.citations)
        return replace(answer, notes=(*draft.notes, *written.notes), model=model)

    def _verify_quoted(self, draft: Draft) -> Draft:
        return self._verified(draft, self._readers.judge)

    def _verify_written(self, draft: Draft) -> Draft:
        """Verify what a model wrote, which has been weighed sentence by sentence as it came."""
        return self._verified(draft, None)

    def _verified(self, draft: Draft, judge: Judge | None) -> Draft:
        """Hold every citation against the library; refuse where none holds."""
        verified = self._with_stale_sources(verify(_complete(draft), self._library, judge))
        if not any(statement.citations for statement in verified.statements):
            refusal = refuse(draft.standalone, draft.passages, self._searched(draft))
            verified = replace(verified, statements=(), citations=(), refusal=refusal, suggestions=self._suggest())
        return replace(draft, answer=self._with_disagreements(verified))

    def _searched(self, draft: Draft) -> Searched:
        """Return what was searched for an answer that was not found."""
        chosen = draft.question.documents
        count = len(chosen) if chosen else len(self._library.documents())
        meant = tuple(one.meant for one in names_meant(draft.standalone, self._library))
        return Searched(count, self._library.failures(), meant, self._options.knows_languages)

    def _with_stale_sources(self, answer: Answer) -> Answer:
        """Say of each citation whose source could not be read again that its words are of before."""
        failed = {problem.uri: problem for problem in self._library.failures()}
        citations = tuple(
            replace(one, doubt=joined([one.doubt, _stale(failed[one.source])])) if one.source in failed else one
            for one in answer.citations
        )
        return replace(answer, citations=citations)

    def _with_disagreements(self, answer: Answer) -> Answer:
        """Add what contradicts the citations, each sentence of it held against the library as they have been."""
        shown = {one.document_id for one in answer.citations} | {one.chunk.document_id for one in answer.passages}
        dates = {record.id: f"{record.updated:%Y-%m-%d}" for record in self._library.records([*shown])}
        found = tuple(
            replace(one, second=second)
            for one in disagreements(answer.citations, answer.passages, dates)
            if (second := hold(one.second, self._library))
        )
        known = {citation.number for citation in answer.citations}
        further = {one.second.number: one.second for one in found if one.second.number not in known}
        return replace(answer, disagreements=found, citations=(*answer.citations, *further.values()))


@dataclass(frozen=True, slots=True)
class _Stages:
    """Runs stages, and notes how many seconds each took."""

    steps: Steps

    def run(self, name: str, work: Callable[[Draft], Draft], draft: Draft) -> Draft:
        def timed(given: Draft) -> Draft:
            started = time.perf_counter()
            done = work(given)
            return replace(done, timings={**done.timings, name: time.perf_counter() - started})

        return self.steps.run(name, timed, draft)

    def grow(self, name: str, work: Callable[[Draft], Iterator[Draft]], draft: Draft) -> Iterator[Draft]:
        return self.steps.grow(name, work, draft)


def _language_of(question: Question) -> str:
    """Return the language of a question; of one that does not tell, such as a name, that of the last one that does."""
    asked = (question.text, *(turn.question for turn in reversed(question.history)))
    return next((found for text in asked if (found := language_of(text))), SOURCE)


def _complete(draft: Draft) -> Answer:
    if draft.answer is None:
        raise RuntimeError("a draft reached its end without an answer")
    return draft.answer


def _timed(draft: Draft) -> Answer:
    return replace(_complete(draft), timings=draft.timings)


def _is_on_subject(answer: Answer) -> bool:
    """Tell whether what is said to a question has any of what that names itself, beside the topic that it was given."""
    if answer.refusal is not None:
        return False
    subjects = stems_of(" ".join(subjects_of(answer.question)))
    said = " ".join(f"{one.title} {one.quote} {one.told}" for one in answer.citations)
    around = " ".join(one.chunk.heading for one in answer.passages if one.chunk.document_id in _cited(answer))
    return not subjects or bool(subjects & stems_of(f"{said} {around}"))


def _cited(answer: Answer) -> frozenset[DocumentId]:
    return frozenset(one.document_id for one in answer.citations)


def _as_told(draft: Draft) -> str:
    """Return the question as the passages tell of what it names: of rooms 20 to 25 for room 23."""
    return as_told(draft.standalone, (passage.chunk.text for passage in draft.passages))


def _with_spelling(answer: Answer, mended: str) -> Answer:
    """Say first which words were searched for instead of those that were written."""
    if not mended:
        return answer
    if answer.refusal is not None:
        return replace(answer, refusal=replace(answer.refusal, reason=joined([answer.refusal.reason, mended])))
    return replace(answer, statements=(Statement(mended), *answer.statements))


def _without_model(draft: Draft, error: ModelError) -> Draft:
    note = say("The model gave no answer: {why}. This one is in the documents' own words.", why=recognised(str(error)))
    return replace(draft, answer=None, notes=(note, *draft.notes), fallback=note)


def _by_statement(answer: Answer) -> Iterator[Answer]:
    for said in range(1, len(answer.statements)):
        yield _beginning(answer, said)
    yield answer


def _beginning(answer: Answer, said: int) -> Answer:
    statements = answer.statements[:said]
    cited = {number for statement in statements for number in statement.citations}
    citations = tuple(citation for citation in answer.citations if citation.number in cited)
    return replace(answer, statements=statements, citations=citations)


def _stale(problem: Problem) -> Message:
    why = recognised(problem.messages[0])
    return say("These words are of before: when last tried, the source could not be read ({why}).", why=why)
