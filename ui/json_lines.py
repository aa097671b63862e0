"""Answers as JSON objects, for programs. The shape is part of the contract of the commands."""

from __future__ import annotations

from typing import Any

from assistant.answers import Answer, Citation, Disagreement, Statement
from vectorstore.passages import Passage


def to_object(answer: Answer) -> dict[str, Any]:
    """Return the object that `ask --json` prints.

    Its passages are in the order of the search's score and the reader's probability together; `score` is the search's.
    """
    return {
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "answer": answer.text,
        "refused": answer.refused,
        "reason": answer.refusal.reason if answer.refusal else None,
        "confidence": round(answer.confidence, 4),
        "statements": [_statement(statement) for statement in answer.statements],
        "citations": [_citation(citation) for citation in answer.citations],
        "nearest": [_citation(citation) for citation in (answer.refusal.nearest if answer.refusal else ())],
        "passages": [_passage(passage) for passage in answer.passages],
        "disagreements": [_disagreement(one) for one in answer.disagreements],
        "notes": list(answer.notes),
        "suggestions": list(answer.suggestions),
        "timings": {stage: round(seconds, 4) for stage, seconds in answer.timings.items()},
        "model": answer.model,
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "text": statement.text,
        "support": statement.support.verdict.value,
        "probability": statement.support.probability,
        "citations": list(statement.citations),
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "number": citation.number,
        "document_id": citation.document_id,
        "revision": citation.revision,
        "title": citation.title,
        "source": citation.source,
        "page": citation.page,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def _disagreement(disagreement: Disagreement) -> dict[str, Any]:
    return {
        "about": disagreement.contrast.value,
        "citations": [disagreement.first.number, disagreement.second.number],
        "dates": [disagreement.first_date, disagreement.second_date],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    chunk = passage.chunk
    return {
        "chunk_id": chunk.id,
        "document_id": chunk.document_id,
        "title": chunk.title,
        "heading": chunk.heading,
        "page": chunk.page,
        "start": chunk.start,
        "end": chunk.end,
        "text": chunk.text,
        "score": passage.score,
        "similarity": passage.similarity,
        "dense_rank": passage.dense_rank,
        "lexical_rank": passage.lexical_rank,
    }
