"""HTML of the web chat. The only place that writes HTML, and all text in it is escaped.

Knows answers and documents; never Gradio.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from assistant.answers import Answer, Citation, Contrast, Disagreement, Statement
from ingest.documents import Document, DocumentId, Span
from ui.exchanges import Exchange
from ui.flags import flag_of, is_struck

_CONTEXT = 600  # characters shown before and after a quote
_CONTRASTS: Mapping[Contrast, str] = {
    Contrast.NUMBER: "the number",
    Contrast.DATE: "the date",
    Contrast.DENIAL: "whether it is so",
}


def transcript(exchanges: Sequence[Exchange], suggestions: Sequence[str]) -> str:
    """Return the conversation, or, before it begins, a welcome with questions to try."""
    if not exchanges:
        return f'<div class="welcome"><h2>Ask your documents</h2><p>{_WELCOME}</p>{_suggestions(suggestions)}</div>'
    return "".join(_exchange(exchange, number) for number, exchange in enumerate(exchanges, start=1))


_WELCOME = "Every sentence of an answer carries the exact words of its source. What is not in them is not answered."


def _exchange(exchange: Exchange, number: int) -> str:
    question = f'<div class="question">{escape(exchange.question)}</div>'
    body = f"{question}{_searched(exchange)}{_reply(exchange, number)}{_acts(exchange, number)}"
    return f'<section class="exchange" aria-label="Question {number}">{body}</section>'


def _searched(exchange: Exchange) -> str:
    """Return the question that was searched, where it is not the one that was asked."""
    searched = exchange.answer.standalone_question if exchange.answer is not None else ""
    if not searched or searched == exchange.question:
        return ""
    return f'<p class="searched">Searched for: <span>{escape(searched)}</span></p>'


_ACTS: Mapping[str, str] = {"again": "Answer again", "edit": "Edit", "remove": "Remove"}


def _acts(exchange: Exchange, number: int) -> str:
    """Return what can be done with a turn, once there is a reply."""
    if exchange.answer is None and not exchange.message:
        return ""
    buttons = "".join(
        f'<button type="button" class="act" data-act="{kind}" data-turn="{number}" '
        f'aria-label="{label}: question {number}">{label}</button>'
        for kind, label in _ACTS.items()
    )
    return f'<div class="acts">{buttons}</div>'


def _reply(exchange: Exchange, number: int) -> str:
    if exchange.message:
        return f'<div class="reply message" role="alert">{escape(exchange.message)}</div>'
    if exchange.answer is None:
        return '<div class="reply pending" aria-live="polite">Reading your documents…</div>'
    answer = exchange.answer
    body = _refusal(answer, number) if answer.refusal else _said(answer, number)
    cited = answer.refusal.nearest if answer.refusal else answer.citations
    panels = "".join(_panel(citation, number, dict(exchange.texts)) for citation in cited)
    return (
        f'<div class="reply" aria-live="polite">{body}{_suggestions(answer.suggestions)}{_notes(answer)}{panels}</div>'
    )


def _said(answer: Answer, number: int) -> str:
    return _fallback(answer) + _statements(answer, number) + _disagreements(answer, number) + _sources(answer, number)


def _fallback(answer: Answer) -> str:
    return f'<p class="message" role="status">{escape(answer.fallback)}</p>' if answer.fallback else ""


# -- answers -----------------------------------------------------------------------------------------------------------


def _statements(answer: Answer, number: int) -> str:
    by_number = {citation.number: citation for citation in answer.citations}
    return "".join(f"<p>{_statement(statement, by_number, number)}</p>" for statement in answer.statements)


def _statement(statement: Statement, citations: Mapping[int, Citation], number: int) -> str:
    chips = "".join(_chip(citations[cited], number) for cited in statement.citations if cited in citations)
    flag = flag_of(statement)
    mark = f' <span class="flag {statement.support.verdict.value}">{flag}</span>' if flag else ""
    text = _highlighted(statement.text, statement.highlights, "strong")
    return (f"<s>{text}</s>" if is_struck(statement) else text) + chips + mark


def _chip(citation: Citation, number: int) -> str:
    quote = escape(" ".join(citation.quote.split()))
    label = escape(f"Source {citation.number}: {citation.title}")
    return (
        f'<button type="button" class="chip" data-panel="{_panel_id(citation, number)}" title="{quote}" '
        f'aria-label="{label}">{citation.number}</button>'
    )


def _disagreements(answer: Answer, number: int) -> str:
    """Return the sources that contradict each other, each pair side by side."""
    return "".join(_disagreement(one, number) for one in answer.disagreements)


def _disagreement(disagreement: Disagreement, number: int) -> str:
    sides = "".join(
        f'<li>{_chip(citation, number)}<span class="title">{escape(_dated(citation, date))}</span>'
        f"<q>{escape(_clipped(citation.quote))}</q>{_doubt(citation)}</li>"
        for citation, date in (
            (disagreement.first, disagreement.first_date),
            (disagreement.second, disagreement.second_date),
        )
    )
    about = _CONTRASTS[disagreement.contrast]
    return f'<div class="disagreement"><h3>Sources disagree on {about}</h3><ul>{sides}</ul></div>'


def _dated(citation: Citation, date: str) -> str:
    return f"{citation.label}, {date}" if date else citation.label


def _sources(answer: Answer, number: int) -> str:
    return _source_list("Sources", answer.citations, number)


def _source_list(heading: str, citations: Sequence[Citation], number: int) -> str:
    if not citations:
        return ""
    items = "".join(
        f'<li>{_chip(citation, number)}<span class="title">{escape(citation.label)}</span>'
        f"<q>{escape(_clipped(citation.quote))}</q>{_doubt(citation)}</li>"
        for citation in citations
    )
    return f'<div class="sources"><h3>{heading}</h3><ol>{items}</ol></div>'


def _doubt(citation: Citation) -> str:
    return f'<p class="doubt">{escape(citation.doubt)}</p>' if citation.doubt else ""


def _refusal(answer: Answer, number: int) -> str:
    refusal = answer.refusal
    if refusal is None:
        return ""
    nearest = _source_list("Closest I found", refusal.nearest, number)
    return f'{_fallback(answer)}<div class="refusal"><p>{escape(refusal.reason)}</p>{nearest}</div>'


def _suggestions(suggestions: Sequence[str]) -> str:
    buttons = "".join(
        f'<button type="button" class="suggestion" data-ask="{escape(one)}">{escape(one)}</button>'
        for one in suggestions
    )
    return f'<div class="suggestions" aria-label="Questions to try">{buttons}</div>' if buttons else ""


def _notes(answer: Answer) -> str:
    if not answer.notes:
        return ""
    notes = "".join(f"<p>{escape(note)}</p>" for note in answer.notes)
    return f'<details class="notes"><summary>How this was answered</summary>{notes}</details>'


# -- the source panel --------------------------------------------------------------------------------------------------


def _panel(citation: Citation, number: int, texts: Mapping[DocumentId, str]) -> str:
    """Return the hidden content that the panel shows when this citation's chip is pressed."""
    text = texts.get(citation.document_id, citation.quote)
    start, end = (citation.start, citation.end) if citation.document_id in texts else (0, len(text))
    before, after = _whole_words(text, start, end)
    context = _highlighted(text[before:after], [Span(start - before, end - before)], "mark")
    opening, closing = "…" * (before > 0), "…" * (after < len(text))
    address = f"/documents/{escape(citation.document_id)}?revision={escape(citation.revision)}"
    link = f"{address}&amp;start={citation.start}&amp;end={citation.end}#quote"
    return (
        f'<div hidden id="{_panel_id(citation, number)}"><h3>{escape(citation.label)}</h3>'
        f'{_doubt(citation)}<div class="context">{opening}{context}{closing}</div>'
        f'<a href="{link}" target="_blank" rel="noopener">Read the whole document</a></div>'
    )


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the context of a quote begins and ends, at blanks where there are some."""
    before, after = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    if before > 0:
        before = text.find(" ", before, start) + 1 or before
    if after < len(text):
        blank = text.rfind(" ", end, after)
        after = blank if blank >= 0 else after
    return before, after


def _panel_id(citation: Citation, number: int) -> str:
    return f"source-{number}-{citation.number}"


def document_page(document: Document, text: str, quote: Span | None, style: str) -> str:
    """Return a page with a whole document, the quote marked and named `quote`."""
    marked = _highlighted(text, [quote] if quote else [], "mark").replace("<mark>", '<mark id="quote">', 1)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(document.title)}</title><style>{style}</style></head>"
        f'<body class="document"><h1>{escape(document.title)}</h1><div class="context">{marked}</div></body></html>'
    )


# -- the side ----------------------------------------------------------------------------------------------------------


LEAVE = '<button type="button" class="leave">Leave</button>'
"""What ends the session of whoever entered with a password; the script does it."""


def adding(file_types: Sequence[str]) -> str:
    """Return what files are chosen with; the script sends them."""
    types = escape(",".join(file_types))
    return (
        '<label class="adding">Add documents'
        f'<input type="file" multiple accept="{types}" id="files" aria-label="Add documents"></label>'
    )


def notice(lines: Sequence[str]) -> str:
    """Return what is said of an upload, a line each."""
    return "".join(f'<p class="notice">{escape(line)}</p>' for line in lines)


def _clipped(quote: str, limit: int = 160) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def _highlighted(text: str, spans: Sequence[Span], tag: str) -> str:
    """Return escaped text with the spans, in order and apart, inside `tag`."""
    parts: list[str] = []
    at = 0
    for span in sorted(spans, key=lambda one: one.start):
        if span.start < at:
            continue
        parts.append(escape(text[at : span.start]))
        parts.append(f"<{tag}>{escape(text[span.start : span.end])}</{tag}>")
        at = span.end
    return "".join((*parts, escape(text[at:])))
