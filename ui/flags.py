"""Flags: what is said of a statement that is not plainly supported, in the page and the terminal alike."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.answers import Statement, Verdict
from ingest.documents import Span

_FLAGS: Mapping[Verdict, str] = {
    Verdict.PARTLY: "partly supported",
    Verdict.UNSUPPORTED: "not found in the documents",
    Verdict.CHECKING: "checking",
}
_CONTRADICTED = "this passage may say it"  # of a model that says that none does


def flag_of(statement: Statement) -> str:
    """Return the words beside a statement, "" where none are needed."""
    if statement.is_contradicted:
        return _CONTRADICTED
    flag = _FLAGS.get(statement.support.verdict, "")
    reasons = "; ".join(dict.fromkeys(lack.reason for lack in statement.support.lacks))
    return ": ".join(filter(None, (flag, reasons)))


def missing_in(statement: Statement) -> tuple[Span, ...]:
    """Return the parts of a statement's text that its sources do not say; none where that is all of it."""
    spans = (lack.span for lack in statement.support.lacks)
    return tuple(span for span in spans if span.end - span.start < len(statement.text.strip()))


def is_struck(statement: Statement) -> bool:
    """Whether a statement is shown struck through: no source supports it, and none speaks against it."""
    return statement.support.verdict is Verdict.UNSUPPORTED and not statement.is_contradicted
