"""The run: every question asked of an assistant, with its history, and what each answer is worth."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from langchain_core.runnables import RunnableConfig

from assistant.answers import Answer
from assistant.conversation.history import turns_of
from assistant.conversation.question import Question
from assistant.evaluation.answer_figures import answer_values, correct_values, refusal_values
from assistant.evaluation.citation_figures import citation_values, evidence_values, verbatim_values
from assistant.evaluation.evidence import EvidencePlaces
from assistant.evaluation.judges import VerbatimFirst
from assistant.evaluation.questions import EvaluationQuestion
from assistant.evaluation.retrieval_figures import retrieval_values
from assistant.evaluation.scores import Scores
from assistant.evaluation.timing import StageMemory
from assistant.reader.claims import Judge
from ingest.documents import DocumentId
from ingest.errors import SourcechatError
from vectorstore.views import Texts

OnProgress = Callable[[int, int], None]
"""Told how many questions are done, of how many."""


class Answerer(Protocol):
    """Whoever answers questions. The answer chain is one; any Runnable of `Question` and `Answer` is."""

    def invoke(self, question: Question, /, config: RunnableConfig | None = None) -> Answer:
        """Return the whole answer; raises AssistantError or VectorStoreError when there can be none."""
        ...


@dataclass(frozen=True, slots=True)
class RunRow:
    """One question of a run: its answer, the documents that hold its evidence, and its figures by name.

    `seconds` is the time of the question alone, without its history. `memory` is megabytes resident at the end of
    each stage. `answer` is None, and `failure` says why, where the assistant could not answer at all.
    """

    question: EvaluationQuestion
    answer: Answer | None
    seconds: float
    documents: tuple[DocumentId, ...] = ()
    values: Mapping[str, float] = field(default_factory=dict)
    memory: Mapping[str, float] = field(default_factory=dict)
    failure: str = ""

    @property
    def scores(self) -> Scores:
        """The figures alone, as a report keeps them."""
        return Scores(
            self.question.id,
            self.question.question,
            self.question.answerable,
            follow_up=bool(self.question.history),
            confidence=None if self.answer is None else self.answer.confidence,
            values=self.values,
            said=self.failure if self.answer is None else self.answer.text,
        )


@dataclass(frozen=True, slots=True)
class Run:
    """All rows, in the order of the file, and what a reader of the figures must know."""

    rows: tuple[RunRow, ...]
    notes: tuple[str, ...] = ()

    @property
    def scores(self) -> tuple[Scores, ...]:
        """The figures of every question."""
        return tuple(row.scores for row in self.rows)


@dataclass(frozen=True, slots=True)
class Measuring:
    """What answers are held against: the documents, and who tells what supports what.

    Without a judge, citations and groundedness have no figures but the verbatim share.
    """

    archive: Texts
    judge: Judge | None = None

    @classmethod
    def by_default(cls, archive: Texts, judge: Judge) -> Measuring:
        """With a judge that is asked only of what is not verbatim."""
        return cls(archive, VerbatimFirst(judge))


def evaluate(
    answerer: Answerer,
    questions: Sequence[EvaluationQuestion],
    measuring: Measuring,
    *,
    on_progress: OnProgress | None = None,
) -> Run:
    """Ask every question and measure every answer."""
    places = EvidencePlaces.of(measuring.archive)
    rows: list[RunRow] = []
    for question in questions:
        rows.append(_row(answerer, question, measuring, places))
        if on_progress is not None:
            on_progress(len(rows), len(questions))
    return Run(tuple(rows), _notes(rows, places))


def measure(question: EvaluationQuestion, answer: Answer, measuring: Measuring) -> Mapping[str, float]:
    """Return every figure that one answer gives, by name."""
    return {
        **correct_values(question, answer),
        **(
            retrieval_values([one.chunk.text for one in answer.passages], question.evidence) if searched(answer) else {}
        ),
        **answer_values(question, answer),
        **refusal_values(question, answer),
        **evidence_values(question, answer),
        **verbatim_values(answer, measuring.archive),
        **(citation_values(answer, measuring.judge) if measuring.judge is not None else {}),
    }


def searched(answer: Answer) -> bool:
    """Whether passages were sought for an answer: figures of tables, and what a library holds, are found otherwise."""
    return bool(answer.passages) or not answer.statements


def _row(answerer: Answerer, question: EvaluationQuestion, measuring: Measuring, places: EvidencePlaces) -> RunRow:
    documents = places.documents(question)
    memory = StageMemory()
    started = time.perf_counter()
    try:
        asked = Question(question.question, turns_of(answerer.invoke, question.history))
        started = time.perf_counter()
        answer = answerer.invoke(asked, config={"callbacks": [memory]})
    except SourcechatError as error:
        seconds = time.perf_counter() - started
        return RunRow(question, None, seconds, documents, {"correct": 0.0}, failure=f"{type(error).__name__}: {error}")
    seconds = time.perf_counter() - started
    resident = {stage: memory.resident[stage] for stage in answer.timings if stage in memory.resident}
    values = {**measure(question, answer, measuring), "seconds": seconds}
    return RunRow(question, answer, seconds, documents, values, resident)


def _notes(rows: Sequence[RunRow], places: EvidencePlaces) -> tuple[str, ...]:
    missing = places.missing(row.question for row in rows)
    failed = [row.question.id for row in rows if row.answer is None]
    fallen = [row.question.id for row in rows if row.answer is not None and row.answer.fallback]
    return tuple(
        note
        for ids, note in (
            (missing, f"Evidence of {_listed(missing)} stands in no document of the library; it counts as not found."),
            (failed, f"The assistant failed on {_listed(failed)}; they count as not correct, and in no other figure."),
            (fallen, f"The model gave no answer to {_listed(fallen)}; measured are the documents' own words there."),
            ((1,) * (len(rows) == 1), "One question has no interval: ask more of them."),
        )
        if ids
    )


_NAMED = 5


def _listed(ids: Sequence[str]) -> str:
    named = ", ".join(ids[:_NAMED])
    return f"{len(ids)} question{'s' if len(ids) > 1 else ''} ({named}{', ...' if len(ids) > _NAMED else ''})"
