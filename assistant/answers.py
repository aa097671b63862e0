"""Answers: statements, the citations that prove them, and the verdict on each.

Values only; knows nothing of how an answer is found or shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.messages.translations import SOURCE
from ingest.documents import DocumentId, Revision, Span
from vectorstore.passages import Passage


class Verdict(StrEnum):
    """What the sources say of a statement. CHECKING is only met in an answer that is still growing."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    UNSUPPORTED = "unsupported"
    NO_CLAIM = "no_claim"
    CHECKING = "checking"


@dataclass(frozen=True, slots=True)
class Lack:
    """A part of a statement that its sources do not say: a span of its text, and the reason in words for a person."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Support:
    """The verdict on one statement, and the calibrated probability that its citations support it.

    The probability is None where there is no claim to support ("Here is what I found:"). `lacks` are the parts of
    the statement that are known to be missing in what it cites, in their order.
    """

    verdict: Verdict
    probability: float | None
    lacks: tuple[Lack, ...] = ()


NO_CLAIM = Support(Verdict.NO_CLAIM, None)
CHECKING = Support(Verdict.CHECKING, None)


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words of a source: `document.text[start:end] == quote` in the named revision.

    `number` is the marker shown in the answer, from 1. `page` is None in documents without pages; `place` names where
    the words stand (“page 3”, “sheet Budget, cell B7”), "" where there is nothing to name. `told` is how a table's row
    reads with the names of its columns, "" for other words. `doubt` says what is not sure about how they were read.
    """

    number: int
    document_id: DocumentId
    revision: Revision
    title: str
    source: str
    page: int | None
    start: int
    end: int
    quote: str
    place: str = ""
    told: str = ""
    doubt: str = ""

    @property
    def label(self) -> str:
        """The document's title and, where one is known, the place in it: “Tarn Moss guide, page 2”."""
        place = self.place or (f"page {self.page}" if self.page else "")
        return f"{self.title}, {place}" if place else self.title


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer: its words, the numbers of its citations, its support.

    `highlights` are the spans of `text` that answer the question, to be shown in bold. `concluded` tells what a rule
    draws from the words that it cites (a yes, a count, a difference) from what those words say.
    """

    text: str
    citations: tuple[int, ...] = ()
    support: Support = NO_CLAIM
    highlights: tuple[Span, ...] = ()
    concluded: bool = False

    @property
    def is_contradicted(self) -> bool:
        """Whether what it cites speaks against it: a model said that the documents do not say what one may say."""
        return self.support.verdict is Verdict.UNSUPPORTED and bool(self.citations)


class Contrast(StrEnum):
    """In what two sources contradict each other."""

    NUMBER = "number"
    DATE = "date"
    DENIAL = "denial"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sources that contradict each other, and in what; `first_date` and `second_date` are theirs, "" if unknown."""

    contrast: Contrast
    first: Citation
    second: Citation
    first_date: str = ""
    second_date: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer, and the nearest passages: what the documents do say, in citations."""

    reason: str
    nearest: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Computation:
    """How a figure was computed: what was counted or added, in words, and the same as SQL over the document's table."""

    words: str
    sql: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant says to one question.

    `confidence` is the calibrated probability that the statements answer the question. `timings` are seconds
    by stage. `suggestions` are questions that the library can answer, offered beside a greeting or a refusal.
    `disagreements` are contradictions of what is cited with another source. `notes` say how the answer was found, and
    how far that can be trusted; `fallback` why the chat model that was asked gave none, "" where it did. `way` names
    the way of its own that the kind of question was answered in, "" for a search. `computation` tells how what was
    computed from tables was. `language` is that of what is said beside the documents' words, two letters.
    """

    question: str
    standalone_question: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    passages: tuple[Passage, ...] = ()
    refusal: Refusal | None = None
    confidence: float = 1.0
    timings: Mapping[str, float] = field(default_factory=dict)
    model: str = "extractive"
    suggestions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    fallback: str = ""
    way: str = ""
    computation: Computation | None = None
    language: str = SOURCE

    @property
    def refused(self) -> bool:
        """Whether the documents were found not to answer."""
        return self.refusal is not None

    @property
    def text(self) -> str:
        """The answer as plain text with its markers: `It was signed in 2027. [1]`."""
        if self.refusal is not None:
            return self.refusal.reason
        return "\n".join(_marked(statement) for statement in self.statements)


def _marked(statement: Statement) -> str:
    return " ".join((statement.text, *(f"[{number}]" for number in statement.citations)))
