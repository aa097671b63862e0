"""Answers in a terminal: statements with their markers, and the sources below. Knows rich, never a browser.

Text from documents is shown as text: control characters are dropped and rich's own marks are escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from assistant.answers import Answer, Citation, Statement, Verdict
from vectorstore.passages import Passage

_LONGEST_QUOTE = 240  # characters of a quote in the list of sources
_FLAGS = {Verdict.PARTLY: "partly supported", Verdict.UNSUPPORTED: "not supported"}


def print_answer(console: Console, answer: Answer) -> None:
    """Print an answer, or a refusal with what came closest."""
    if answer.refusal is not None:
        console.print(_styled(answer.refusal.reason, "yellow"))
        _print_sources(console, "Closest I found", answer.refusal.nearest)
    else:
        for statement in answer.statements:
            console.print(to_text(statement))
        _print_sources(console, "Sources", answer.citations)
    if answer.suggestions:
        console.print(_styled("\nYou could ask", "bold"))
        for suggestion in answer.suggestions:
            console.print(_styled(f"  {suggestion}", "cyan"))


def print_notes(console: Console, notes: Sequence[str]) -> None:
    """Print how the answer was found, a note each."""
    for note in notes:
        console.print(_styled(f"\n{note}", "dim"))


def print_passages(console: Console, passages: Sequence[Passage]) -> None:
    """Print what was considered: ranks in both lists, fused score and cosine."""
    console.print(_styled("\nPassages considered", "bold"))
    for number, passage in enumerate(passages, start=1):
        ranks = f"dense {passage.dense_rank or '-'}, keywords {passage.lexical_rank or '-'}"
        figures = f"score {passage.score:.4f}, cosine {passage.similarity:.3f}"
        console.print(_styled(f"  {number}. {_plain(passage.chunk.title)} ({ranks}; {figures})", "dim"))


def to_text(statement: Statement) -> Text:
    """Return a statement with the words that answer in bold and its markers behind it."""
    text = Text(_plain(statement.text))
    for span in statement.highlights:
        text.stylize("bold", span.start, span.end)
    text.append("".join(f" [{number}]" for number in statement.citations), "cyan")
    flag = _FLAGS.get(statement.support.verdict)
    if flag:
        text.append(f" ({flag})", "bold red")
    return text


def _print_sources(console: Console, heading: str, citations: Sequence[Citation]) -> None:
    if not citations:
        return
    console.print(_styled(f"\n{heading}", "bold"))
    for line in _source_lines(citations):
        console.print(line)


def _source_lines(citations: Sequence[Citation]) -> Iterator[Text]:
    for citation in citations:
        page = f", page {citation.page}" if citation.page else ""
        line = Text(f"  [{citation.number}] ", "cyan")
        line.append(f"{_plain(citation.title)}{page}", "bold")
        line.append(f"\n      “{_clipped(_plain(citation.quote))}”", "dim")
        yield line


def _styled(text: str, style: str) -> Text:
    return Text(_plain(text), style)


def _clipped(quote: str) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= _LONGEST_QUOTE else flat[: _LONGEST_QUOTE - 1].rstrip() + "…"


def _plain(text: str) -> str:
    """Return text that cannot steer a terminal: every control character but the newline becomes a blank.

    Lengths stay as they are, so that spans still fit.
    """
    return "".join(character if character == "\n" or character.isprintable() else " " for character in text)
