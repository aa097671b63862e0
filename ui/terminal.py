"""Answers in a terminal: statements with their markers, and the sources below. Knows rich, never a browser.

Text from documents is shown as text: control characters are dropped and rich's own marks are escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from rich.console import Console
from rich.live import Live
from rich.text import Text

from assistant.answers import Answer, Citation, Contrast, Disagreement, Statement, Verdict
from assistant.explaining import Cut, PassageTrace
from assistant.messages.message import Message, in_language, say
from assistant.messages.translations import SOURCE
from ui.flags import flag_of, is_struck, missing_in
from ui.plain_text import plain
from vectorstore.passages import Passage

_LONGEST_QUOTE = 240  # characters of a quote in the list of sources
_DISAGREE: Mapping[Contrast, Message] = {
    Contrast.NUMBER: say("Sources disagree on the number"),
    Contrast.DATE: say("Sources disagree on the date"),
    Contrast.DENIAL: say("Sources disagree on whether it is so"),
}
_FRAMES_PER_SECOND = 12


def watch(console: Console, growing: Iterator[Answer]) -> Answer:
    """Show an answer while it grows, where that is a terminal; return it once it is whole."""
    answer = next(growing)
    if not console.is_terminal:
        return list(chain([answer], growing))[-1]
    with Live(console=console, transient=True, refresh_per_second=_FRAMES_PER_SECOND) as live:
        for answer in chain([answer], growing):  # noqa: B020 - the last one is whole
            live.update(Text("\n").join(to_text(statement, answer.language) for statement in answer.statements))
    return answer


def print_answer(console: Console, answer: Answer) -> None:
    """Print an answer, or a refusal with what came closest, and why a chat model did not give it, if one was asked."""
    language = answer.language
    if answer.fallback:
        console.print(_styled(answer.fallback, "yellow"))
    if answer.refusal is not None:
        console.print(_styled(answer.refusal.reason, "yellow"))
        _print_sources(console, in_language(say("Closest I found"), language), answer.refusal.nearest)
    else:
        for statement in answer.statements:
            console.print(to_text(statement, language))
        _print_sources(console, in_language(say("Sources"), language), answer.citations)
        for disagreement in answer.disagreements:
            console.print(_contrasted(disagreement, language))
    if answer.suggestions:
        console.print(_styled(f"\n{in_language(say('You could ask'), language)}", "bold"))
        for suggestion in answer.suggestions:
            console.print(_styled(f"  {suggestion}", "cyan"))


def print_notes(console: Console, notes: Sequence[str]) -> None:
    """Print how the answer was found, a note each."""
    for note in notes:
        console.print(_styled(f"\n{note}", "dim"))


def print_passages(console: Console, passages: Sequence[Passage]) -> None:
    """Print what was considered, as `by_score_and_reading` ordered it: ranks in both lists, search score, cosine."""
    console.print(_styled("\nPassages considered", "bold"))
    console.print(_styled("  ordered by the search score and by how likely the reader finds the answer in them", "dim"))
    for number, passage in enumerate(passages, start=1):
        ranks = f"dense {passage.dense_rank or '-'}, keywords {passage.lexical_rank or '-'}"
        figures = f"search score {passage.score:.4f}, cosine {passage.similarity:.3f}"
        console.print(_styled(f"  {number}. {plain(passage.chunk.title)} ({ranks}; {figures})", "dim"))


def print_trace(console: Console, trace: PassageTrace | None) -> None:
    """Print what became of the passage that a person named: its rank at every stage, and which cut dropped it."""
    console.print(_styled("\nWhy that passage?", "bold"))
    if trace is None:
        console.print(_styled("  No passage of the library holds that text.", "dim"))
        return
    chunk = trace.passage.chunk
    console.print(_styled(f"  {chunk.title}: “{_clipped(plain(chunk.text))}”", "dim"))
    ranks = (
        ("keywords (BM25)", trace.passage.lexical_rank),
        ("vectors", trace.passage.dense_rank),
        ("fusion", trace.fused_rank),
        ("reading", trace.reading_rank),
    )
    for stage, rank in ranks:
        console.print(_styled(f"  {stage}: {'not there' if rank is None else f'rank {rank}'}"))
    if trace.probability is not None:
        console.print(_styled(f"  probability that it answers: {trace.probability:.2f}"))
    dropped = "kept" if trace.cut is Cut.NONE else f"dropped by: {trace.cut}"
    console.print(_styled(f"  {dropped}. {trace.remedy}", "yellow"))


def to_text(statement: Statement, language: str = SOURCE) -> Text:
    """Return a statement with the words that answer in bold and its markers behind it, flagged in a language."""
    text = Text(plain(statement.text))
    for span in statement.highlights:
        text.stylize("bold", span.start, span.end)
    for span in missing_in(statement):
        text.stylize("underline", span.start, span.end)
    if is_struck(statement):
        text.stylize("strike")
    text.append("".join(f" [{number}]" for number in statement.citations), "cyan")
    flag = in_language(flag_of(statement), language)
    if flag:
        text.append(f" ({plain(flag)})", "dim" if statement.support.verdict is Verdict.CHECKING else "bold red")
    return text


def _print_sources(console: Console, heading: str, citations: Sequence[Citation]) -> None:
    if not citations:
        return
    console.print(_styled(f"\n{heading}", "bold"))
    for line in _source_lines(citations):
        console.print(line)


def _source_lines(citations: Sequence[Citation]) -> Iterator[Text]:
    for citation in citations:
        line = Text(f"  [{citation.number}] ", "cyan")
        line.append(plain(citation.label), "bold")
        line.append(f"\n      “{_clipped(plain(citation.quote))}”", "dim")
        if citation.doubt:
            line.append(f"\n      {plain(citation.doubt)}", "yellow")
        yield line


def _contrasted(disagreement: Disagreement, language: str) -> Text:
    text = Text(f"\n{in_language(_DISAGREE[disagreement.contrast], language)}\n", "bold yellow")
    for citation, date in (
        (disagreement.first, disagreement.first_date),
        (disagreement.second, disagreement.second_date),
    ):
        label = f"{citation.title}, {date}" if date else citation.title
        text.append(f"  [{citation.number}] ", "cyan")
        text.append(f"{plain(label)}: “{_clipped(plain(citation.quote))}”\n", "default")
    return text


def _styled(text: str, style: str = "") -> Text:
    return Text(plain(text), style)


def _clipped(quote: str) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= _LONGEST_QUOTE else flat[: _LONGEST_QUOTE - 1].rstrip() + "…"
