"""What happens when a person reviews questions: plain functions of values. Knows neither Gradio nor HTML."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.errors import BadQuestions
from assistant.evaluation.questions import EvaluationQuestion
from assistant.evaluation.review import Excerpt, ReviewedFile, excerpts
from vectorstore.errors import VectorStoreError
from vectorstore.views import SearchedLibrary

_NEAREST = 3  # passages shown of a question that is to have no answer


@dataclass(frozen=True, slots=True)
class Fields:
    """What may be edited, as the boxes of the page hold it: the lists with an item on each line."""

    question: str
    answers: str
    required: str
    evidence: str

    @classmethod
    def of(cls, question: EvaluationQuestion) -> Fields:
        """Return the boxes of a question."""
        return cls(question.question, *map("\n".join, (question.answers, question.required, question.evidence)))

    def edit(self, question: EvaluationQuestion) -> EvaluationQuestion:
        """Return the question as the boxes state it; a list that was not touched stays to the letter."""
        before = Fields.of(question)
        return replace(
            question,
            question=" ".join(self.question.split()) if self.question != before.question else question.question,
            answers=_items(self.answers) if self.answers != before.answers else question.answers,
            required=_items(self.required) if self.required != before.required else question.required,
            evidence=_items(self.evidence) if self.evidence != before.evidence else question.evidence,
        )


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """Everything that is shown of one question: its place from 0, its evidence, or what is nearest to it."""

    place: int
    question: EvaluationQuestion
    total: int
    kept: int
    edited: int
    dropped: int
    excerpts: tuple[Excerpt, ...] = ()
    message: str = ""

    @property
    def open(self) -> int:
        """How many questions nobody has decided on."""
        return self.total - self.kept - self.edited - self.dropped


def first_open(file: ReviewedFile) -> int:
    """Return the place of the first question without a decision, 0 where all have one."""
    return next((place for place, question in enumerate(file.questions) if not question.review), 0)


def sheet(file: ReviewedFile, library: SearchedLibrary, place: int, message: str = "") -> ReviewSheet:
    """Return what is shown of the question at a place; beyond the ends, of the nearest one."""
    questions, counts = file.questions, file.count()
    at = min(max(place, 0), len(questions) - 1)
    question = questions[at]
    return ReviewSheet(
        at,
        question,
        len(questions),
        kept=counts.get("kept", 0),
        edited=counts.get("edited", 0),
        dropped=counts.get("dropped", 0),
        excerpts=_shown(question, library),
        message=message,
    )


def keep(file: ReviewedFile, place: int, fields: Fields) -> tuple[int, str]:
    """Keep a question as the boxes state it; return where to go on, and what is to be said."""
    try:
        file.keep(place, fields.edit(file.questions[place]))
    except BadQuestions as error:
        return place, f"Not saved. {error}"
    return _onwards(file, place)


def drop(file: ReviewedFile, place: int) -> tuple[int, str]:
    """Drop a question; return where to go on, and what is to be said."""
    try:
        file.drop(place)
    except BadQuestions as error:
        return place, f"Not saved. {error}"
    return _onwards(file, place)


def _onwards(file: ReviewedFile, place: int) -> tuple[int, str]:
    if not file.count().get("", 0):
        return place + 1, f"All questions are decided; {file.path.name} is ready to be run."
    return place + 1, ""


def _items(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _shown(question: EvaluationQuestion, library: SearchedLibrary) -> tuple[Excerpt, ...]:
    try:
        if question.answerable:
            return excerpts(question, library)
        found = library.search(question.question, limit=_NEAREST)
    except VectorStoreError:  # the questions can be judged without it
        return ()
    return tuple(Excerpt(passage.chunk.title, passage.chunk.text, "", "") for passage in found)
