"""Answers as JSON objects, for programs: those of `ask --json`, of `--batch`, and of the rows of a report.

The names are part of the contract of the commands. Figures have six digits, and null where they are not finite.
"""

from __future__ import annotations

import math

from assistant.answers import Answer, Citation, Computation, Disagreement, Statement
from vectorstore.passages import Passage

_DIGITS = 6


def to_object(answer: Answer) -> dict[str, object]:
    """Return an answer as an object of plain values.

    Its passages are in the order of the search's score and the reader's probability together; `score` is the search's.
    """
    return {
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "answer": answer.text,
        "refused": answer.refused,
        "reason": answer.refusal.reason if answer.refusal else None,
        "confidence": _rounded(answer.confidence),
        "statements": [_statement(statement) for statement in answer.statements],
        "citations": [citation_object(citation) for citation in answer.citations],
        "nearest": [citation_object(citation) for citation in (answer.refusal.nearest if answer.refusal else ())],
        "passages": [_passage(passage) for passage in answer.passages],
        "disagreements": [_disagreement(one) for one in answer.disagreements],
        "notes": list(answer.notes),
        "suggestions": list(answer.suggestions),
        "timings": {stage: _rounded(seconds) for stage, seconds in answer.timings.items()},
        "model": answer.model,
        "way": answer.way,
        "language": answer.language,
        "computation": _computation(answer.computation),
    }


def to_reference(passage: Passage) -> dict[str, object]:
    """Return where a passage stands, and its rank in each list it came from: what finds it again in its library."""
    chunk = passage.chunk
    return {
        "chunk_id": chunk.id,
        "document_id": chunk.document_id,
        "start": chunk.start,
        "end": chunk.end,
        "dense_rank": passage.dense_rank,
        "lexical_rank": passage.lexical_rank,
    }


def _statement(statement: Statement) -> dict[str, object]:
    return {
        "text": statement.text,
        "support": statement.support.verdict.value,
        "probability": _rounded(statement.support.probability),
        "lacks": [
            {"start": lack.span.start, "end": lack.span.end, "reason": lack.reason} for lack in statement.support.lacks
        ],
        "citations": list(statement.citations),
        "concluded": statement.concluded,
    }


def citation_object(citation: Citation) -> dict[str, object]:
    """Return a citation as every program is given it."""
    return {
        "number": citation.number,
        "document_id": citation.document_id,
        "revision": citation.revision,
        "title": citation.title,
        "source": citation.source,
        "place": citation.place,
        "page": citation.page,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "told": citation.told,
        "doubt": citation.doubt,
    }


def _disagreement(disagreement: Disagreement) -> dict[str, object]:
    return {
        "about": disagreement.contrast.value,
        "citations": [disagreement.first.number, disagreement.second.number],
        "dates": [disagreement.first_date, disagreement.second_date],
    }


def _computation(computation: Computation | None) -> dict[str, object] | None:
    return None if computation is None else {"words": computation.words, "sql": computation.sql}


def _passage(passage: Passage) -> dict[str, object]:
    chunk = passage.chunk
    return {
        **to_reference(passage),
        "title": chunk.title,
        "heading": chunk.heading,
        "page": chunk.page,
        "text": chunk.text,
        "score": passage.score,
        "similarity": passage.similarity,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, _DIGITS)
