"""The text of an answer for other programs, and where in it each citation proves what is said.

What a client shows of it as Markdown fetches nothing and is no markup: a document is text. Knows answers; never HTTP.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answers import Answer, Citation, Statement, Verdict
from assistant.messages.message import in_language
from ui.flags import flag_of, is_struck

FOOTNOTES = "\n\nSources:\n"
"""What stands between an answer and its footnotes."""

_PICTURE, _LINK, _TAG = re.compile(r"!\["), re.compile(r"\](?=[(\[:])"), re.compile(r"<(?=[A-Za-z/!?])")
_LONGEST_QUOTE = 300  # characters of a quote in a footnote


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation, and the characters of the text that it proves: `text[start:end]`."""

    citation: Citation
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MarkedText:
    """The text of an answer, and its citations' places in it, in the order of the text."""

    text: str
    marks: tuple[Mark, ...] = ()


def mark(answer: Answer, *, settled: bool = False) -> MarkedText:
    """Return the text of an answer with its numbers; `settled` leaves out what may still change, at the end."""
    if answer.refusal is not None:
        return MarkedText(as_text(answer.refusal.reason))
    by_number = {citation.number: citation for citation in answer.citations}
    text, marks = "", []
    for statement in answer.statements:
        if settled and statement.support.verdict is Verdict.CHECKING:
            break
        start = len(text) + (1 if text else 0)
        said = _said(statement)
        cited = [by_number[number] for number in statement.citations if number in by_number]
        marks += [Mark(citation, start, start + len(said)) for citation in cited]
        text = "\n".join(filter(None, (text, " ".join((said, *_numbers(cited), *_flag(statement, answer.language))))))
    return MarkedText(text, tuple(marks))


def footnotes(citations: Sequence[Citation], link: Callable[[Citation], str]) -> str:
    """Return what is cited as text below an answer: number, words, title and place, address; "" where nothing is."""
    if not citations:
        return ""
    lines = [
        f"[{one.number}] “{as_text(_clipped(one.quote))}” — {as_text(one.label)}, {link(one)}" for one in citations
    ]
    return FOOTNOTES + "\n".join(lines)


def as_text(text: str) -> str:
    """Return text of a document so that no client that shows Markdown makes a picture, a link or a tag of it."""
    return _TAG.sub(r"\\<", _LINK.sub(r"]\\", _PICTURE.sub(r"!\\[", text)))


def _said(statement: Statement) -> str:
    text = as_text(statement.text)
    return f"~~{text}~~" if is_struck(statement) else text


def _numbers(citations: Sequence[Citation]) -> list[str]:
    return [f"[{citation.number}]" for citation in citations]


def _flag(statement: Statement, language: str) -> tuple[str, ...]:
    flag = in_language(flag_of(statement), language)
    return (f"({as_text(flag)})",) if flag else ()


def _clipped(quote: str) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= _LONGEST_QUOTE else flat[: _LONGEST_QUOTE - 1].rstrip() + "…"
