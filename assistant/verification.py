"""Verification: every citation is held against the library's own text before an answer is shown.

A citation whose words do not stand in the named revision is dropped; a statement left without any is flagged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from assistant.answers import Answer, Citation, Statement, Support, Verdict
from ingest.documents import Document, DocumentId, Revision
from vectorstore.errors import UnknownDocument


class Texts(Protocol):
    """Where the text of a document is looked up. The library is one."""

    def document(self, document_id: DocumentId) -> Document:
        """Return the document as it is now; raises UnknownDocument."""
        ...

    def text(self, document_id: DocumentId, revision: Revision) -> str:
        """Return the text of one revision; raises UnknownDocument."""
        ...


def verify(answer: Answer, texts: Texts) -> Answer:
    """Return the answer with only citations that hold, each on its page, and with the verdict on each statement."""
    held = {citation.number: located for citation in answer.citations if (located := _hold(citation, texts))}
    statements = tuple(_judge(statement, held) for statement in answer.statements)
    return replace(answer, statements=statements, citations=tuple(held.values()))


def _hold(citation: Citation, texts: Texts) -> Citation | None:
    try:
        text = texts.text(citation.document_id, citation.revision)
        page = texts.document(citation.document_id).page_at(citation.start)
    except UnknownDocument:  # removed since it was found
        return None
    return replace(citation, page=page) if text[citation.start : citation.end] == citation.quote else None


def _judge(statement: Statement, held: dict[int, Citation]) -> Statement:
    if statement.support.verdict is Verdict.NO_CLAIM and not statement.citations:
        return statement
    numbers = tuple(number for number in statement.citations if number in held)
    support = _support(statement.text, [held[number] for number in numbers], statement.support)
    return replace(statement, citations=numbers, support=support)


def _support(text: str, citations: Sequence[Citation], claimed: Support) -> Support:
    """Return the verdict: words that stand in the source prove themselves; others keep what the reader said."""
    if not citations:
        return Support(Verdict.UNSUPPORTED, 0.0)
    if any(text == citation.quote for citation in citations):
        return Support(Verdict.SUPPORTED, 1.0)
    return claimed
