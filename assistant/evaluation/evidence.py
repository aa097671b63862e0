"""Evidence: whether a text holds the words that prove an answer, and which documents hold them.

Texts are compared with every run of blanks as one; nothing else is forgiven.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.answers import Answer
from assistant.evaluation.questions import EvaluationQuestion
from ingest.documents import DocumentId
from vectorstore.views import Texts


def folded(text: str) -> str:
    """Return `text` with every run of blanks and line ends as one blank."""
    return " ".join(text.split())


_MOST_OF_IT = 0.5  # of the evidence's characters: less of it, a heading say, proves nothing


def holds(text: str, evidence: str) -> bool:
    """Whether a text holds the evidence, or is itself the larger part of it."""
    own, wanted = folded(text), folded(evidence)
    return wanted in own or (len(own) >= _MOST_OF_IT * len(wanted) and own in wanted)


def quotes_cited(answer: Answer) -> tuple[str, ...]:
    """Return the quotes that a statement cites; those that only show a disagreement prove nothing that was said."""
    cited = {number for statement in answer.statements for number in statement.citations}
    return tuple(citation.quote for citation in answer.citations if citation.number in cited)


class EvidencePlaces:
    """Where evidence stands in an archive. Reads every document once."""

    def __init__(self, texts: Mapping[DocumentId, str]) -> None:
        self._texts = {document: folded(text) for document, text in texts.items()}

    @classmethod
    def of(cls, archive: Texts) -> EvidencePlaces:
        """Read the documents of `archive` as they are now."""
        return cls({record.id: archive.document(record.id).text for record in archive.documents()})

    def documents(self, question: EvaluationQuestion) -> tuple[DocumentId, ...]:
        """Return the documents that the question names or, if none, those that hold its evidence."""
        if question.documents:
            return tuple(DocumentId(name) for name in question.documents)
        found = (document for words in question.evidence for document in self._holding(words))
        return tuple(dict.fromkeys(found))

    def missing(self, questions: Iterable[EvaluationQuestion]) -> tuple[str, ...]:
        """Return the ids of the questions of which some evidence stands in no document."""
        return tuple(
            question.id
            for question in questions
            if any(not any(True for _ in self._holding(words)) for words in question.evidence)
        )

    def _holding(self, evidence: str) -> Iterable[DocumentId]:
        wanted = folded(evidence)
        return (document for document, text in self._texts.items() if wanted in text)
