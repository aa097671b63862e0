"""Flags: what is said of a statement that is not plainly supported, in the page and the terminal alike."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.answers import Statement, Verdict

_FLAGS: Mapping[Verdict, str] = {
    Verdict.PARTLY: "partly supported",
    Verdict.UNSUPPORTED: "not found in the documents",
    Verdict.CHECKING: "checking",
}
_CONTRADICTED = "this passage may say it"  # of a model that says that none does


def flag_of(statement: Statement) -> str:
    """Return the words beside a statement, "" where none are needed."""
    return _CONTRADICTED if statement.is_contradicted else _FLAGS.get(statement.support.verdict, "")


def is_struck(statement: Statement) -> bool:
    """Whether a statement is shown struck through: no source supports it, and none speaks against it."""
    return statement.support.verdict is Verdict.UNSUPPORTED and not statement.is_contradicted
