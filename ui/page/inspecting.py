"""Inspecting: the passages that were considered for an answer as HTML: ranks, scores and fate. All text is escaped.

Knows traces; never how they are made.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.explaining import Cut, PassageTrace
from ui.markup import clipped
from ui.page.texts import decimal, figure, say, share
from ui.serving.languages import told

_TEXT = 240  # characters of a passage
_NUMBERS = ("fused", "dense", "lexical", "similarity", "probability")


def considered_html(traces: Sequence[PassageTrace]) -> str:
    """Return a table of passages in the order in which they were found."""
    if not traces:
        return f"<p>{escape(say('inspect.none'))}</p>"
    head = "".join(f'<th scope="col">{escape(say(f"inspect.{name}"))}</th>' for name in ("passage", *_NUMBERS, "fate"))
    rows = "".join(map(_row, traces))
    return (
        f'<p>{escape(say("inspect.how"))}</p><div class="table" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def trace_html(trace: PassageTrace | None) -> str:
    """Return what became of one passage, None for one that no passage of the library holds."""
    if trace is None:
        return f"<p>{escape(say('why.none'))}</p>"
    fate = escape(say(f"cut.{trace.cut}"))
    return f'<p class="fate">{fate}</p>{_remedy(trace, "<p>{}</p>")}{considered_html([trace])}'


def _row(trace: PassageTrace) -> str:
    passage = trace.passage
    place = f"{passage.chunk.title}, {passage.chunk.heading}" if passage.chunk.heading else passage.chunk.title
    numbers = (
        _rank(trace.fused_rank),
        _rank(passage.dense_rank),
        _rank(passage.lexical_rank),
        decimal(passage.similarity, 2),
        "–" if trace.probability is None else share(trace.probability),
    )
    cells = "".join(map(_number, _NUMBERS, numbers))
    kind = ' class="cited"' if trace.cut is Cut.NONE else ""
    return (
        f'<tr{kind}><td dir="auto"><b>{escape(place)}</b><br>{escape(clipped(passage.chunk.text, _TEXT))}</td>{cells}'
        f"<td>{escape(say(f'cut.{trace.cut}'))}{_remedy(trace, '<br><small>{}</small>')}</td></tr>"
    )


def _remedy(trace: PassageTrace, html: str) -> str:
    """Return what would have brought a passage into the answer, nothing for one that is in it."""
    return "" if trace.cut is Cut.NONE else html.format(escape(told(trace.remedy)))


def _number(name: str, number: str) -> str:
    """Return a cell that tells its column too, for a window so narrow that the columns are not seen."""
    return f'<td class="number" data-name="{escape(say(f"inspect.{name}"))}">{number}</td>'


def _rank(rank: int | None) -> str:
    return "–" if rank is None else figure(rank)
