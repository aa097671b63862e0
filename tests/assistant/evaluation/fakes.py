"""Fakes for evaluation: answers by hand, an assistant that is told what to say, a judge that is told what holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from langchain_core.runnables import RunnableConfig

from assistant.answers import Answer, Citation, Refusal, Statement, Support, Verdict
from assistant.conversation.question import Question
from assistant.evaluation.questions import EvaluationQuestion
from assistant.reader.claims import Chances
from ingest.documents import Document, DocumentId, Revision, Span
from tests.assistant.fakes import MemoryLibrary, document_of, passage_of
from vectorstore.passages import Passage

SHOP = document_of("The shop opens at nine.", "It sells green tea.", title="Shop")
MOOR = document_of("Curlews nest on the moor.", "They come in April.", title="Moor")


def archive() -> MemoryLibrary:
    """A library of a shop and a moor, a passage each."""
    return MemoryLibrary(passage_of(SHOP), passage_of(MOOR), documents=[SHOP, MOOR])


def asked(
    question: str = "When does the shop open?",
    *,
    identity: str = "q",
    answerable: bool = True,
    answers: Sequence[str] = (),
    evidence: Sequence[str] = (),
    required: Sequence[str] = (),
) -> EvaluationQuestion:
    """A question with what its answer is held against."""
    return EvaluationQuestion(
        identity,
        question,
        answerable,
        answers=tuple(answers),
        evidence=tuple(evidence),
        required=tuple(required),
    )


def saying(
    *statements: tuple[str, Sequence[str]],
    document: Document = SHOP,
    passages: Sequence[Passage] = (),
    confidence: float = 0.9,
    marked: str = "",
) -> Answer:
    """An answer of statements, each with the words of the document that it cites."""
    quotes = list(dict.fromkeys(quote for _, cited in statements for quote in cited))
    citations = tuple(_citation(number, quote, document) for number, quote in enumerate(quotes, 1))
    made = tuple(
        Statement(
            text,
            tuple(quotes.index(quote) + 1 for quote in cited),
            Support(Verdict.SUPPORTED, 0.9),
            (Span(text.index(marked), text.index(marked) + len(marked)),) if marked and marked in text else (),
        )
        for text, cited in statements
    )
    return Answer("Q?", "Q?", made, citations, tuple(passages), confidence=confidence, timings={"read": 0.1})


def refusing(confidence: float = 0.1, reason: str = "Not in your documents.") -> Answer:
    """A refusal."""
    return Answer("Q?", "Q?", refusal=Refusal(reason), confidence=confidence, timings={"read": 0.1})


def _citation(number: int, quote: str, document: Document) -> Citation:
    start = document.text.find(quote)
    return Citation(
        number,
        DocumentId(document.id),
        Revision(document.revision),
        document.title,
        document.source.uri,
        None,
        start,
        start + len(quote),
        quote,
    )


class ToldAnswerer:
    """Gives to each question the answer it was told; notes what it was asked. An exception told is raised."""

    def __init__(self, answers: Mapping[str, Answer | Exception]) -> None:
        self._answers = answers
        self.asked: list[Question] = []

    def invoke(self, question: Question, /, config: RunnableConfig | None = None) -> Answer:
        del config
        self.asked.append(question)
        answer = self._answers[question.text]
        if isinstance(answer, Exception):
            raise answer
        return answer


class ToldJudge:
    """Finds supported the pairs (claim, passage) that it was told; notes what it was asked."""

    def __init__(self, *supported: tuple[str, str]) -> None:
        self._supported = set(supported)
        self.asked: list[tuple[str, str]] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> tuple[Chances, ...]:
        self.asked.extend(pairs)
        return tuple(Chances(0.9, 0.05, 0.05) if pair in self._supported else Chances(0.1, 0.8, 0.1) for pair in pairs)
