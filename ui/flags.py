"""Flags: what is said of a statement that is not plainly supported, in the page and the terminal alike."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.answers import Statement, Verdict
from assistant.messages.message import Message, joined, say
from ingest.documents import Span

_FLAGS: Mapping[Verdict, Message] = {
    Verdict.PARTLY: say("partly supported"),
    Verdict.UNSUPPORTED: say("not found in the documents"),
    Verdict.CHECKING: say("checking"),
}
_CONTRADICTED = say("this passage may say it")  # of a model that says that none does


def flag_of(statement: Statement) -> str:
    """Return the words beside a statement, "" where none are needed: a message, to be said in the answer's language."""
    if statement.is_contradicted:
        return _CONTRADICTED
    flag = _FLAGS.get(statement.support.verdict, "")
    reasons = joined(list(dict.fromkeys(lack.reason for lack in statement.support.lacks)), between="; ")
    return joined([flag, reasons], between=": ")


def missing_in(statement: Statement) -> tuple[Span, ...]:
    """Return the parts of a statement's text that its sources do not say; none where that is all of it."""
    spans = (lack.span for lack in statement.support.lacks)
    return tuple(span for span in spans if span.end - span.start < len(statement.text.strip()))


def is_struck(statement: Statement) -> bool:
    """Whether a statement is shown struck through: no source supports it, and none speaks against it."""
    return statement.support.verdict is Verdict.UNSUPPORTED and not statement.is_contradicted
