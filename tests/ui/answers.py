"""Answers by hand, to be shown."""

from __future__ import annotations

from dataclasses import replace

from assistant.answers import Answer, Citation, Contrast, Disagreement, Refusal, Statement, Support, Verdict
from ingest.documents import DocumentId, Revision, Span

HOSTILE = "<script>alert(1)</script><img src=http://127.0.0.1:9/x onerror=alert(2)> \"&' ${1+1} {{x}}"


def citation_of(
    quote: str, *, number: int = 1, title: str = "Notes", page: int | None = None, start: int = 0
) -> Citation:
    """A citation of words at `start` of a document named d1."""
    return Citation(
        number, DocumentId("d1"), Revision("r1"), title, "file:///n.txt", page, start, start + len(quote), quote
    )


def answer_of(text: str, *highlights: Span, title: str = "Notes", verdict: Verdict = Verdict.SUPPORTED) -> Answer:
    """An answer of one statement with one citation."""
    statement = Statement(text, (1,), Support(verdict, 1.0), highlights)
    return Answer("Q?", "Q?", statements=(statement,), citations=(citation_of(text, title=title),))


def uncited(answer: Answer) -> Answer:
    """An answer whose statements cite nothing, as what no source supports does not."""
    return replace(answer, statements=tuple(replace(one, citations=()) for one in answer.statements), citations=())


def refusal_of(reason: str, nearest: str) -> Answer:
    """A refusal with one passage near the question."""
    return Answer("Q?", "Q?", refusal=Refusal(reason, (citation_of(nearest),)), suggestions=("What else?",))


def disagreeing(*, title: str = "Survey") -> Answer:
    """An answer of one statement whose source another one contradicts."""
    first, second = citation_of("It is 503 m."), citation_of("It is 530 m.", number=2, title=title)
    statement = Statement("It is 503 m.", (1,), Support(Verdict.SUPPORTED, 1.0))
    found = Disagreement(Contrast.NUMBER, first, second, "1990-01-01", "2020-05-05")
    return Answer("Q?", "Q?", statements=(statement,), citations=(first, second), disagreements=(found,))
