"""Exporting: a conversation as a file to keep or send: Markdown, a page of HTML, or JSON.

Each holds the questions, the answers, and for every citation its exact words, its place and the revision they are of.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from assistant.answers import Answer, Citation
from ui.exchanges import Exchange
from ui.serving.conversations import Conversation
from ui.serving.marking import as_text, mark
from ui.serving.objects import Link, answer_object, source_name


@dataclass(frozen=True, slots=True)
class Export:
    """A file: its ending, what it is, and its text."""

    suffix: str
    media_type: str
    text: str


def export(conversation: Conversation, form: str, link: Link) -> Export:
    """Return a conversation in one of the `FORMS`. Raises KeyError for another."""
    return FORMS[form](conversation, link)


def _to_markdown(conversation: Conversation, link: Link) -> Export:
    del link
    head = f"# {as_text(conversation.summary.name or 'Conversation')}\n\n{conversation.summary.began:%Y-%m-%d}\n"
    return Export("md", "text/markdown", head + "".join(_markdown_of(one) for one in conversation.exchanges))


def _markdown_of(exchange: Exchange) -> str:
    said = exchange.message if exchange.answer is None else mark(exchange.answer).text
    text = said.replace("\n", "\n\n")
    sources = "".join(f"\n{_markdown_source(one)}" for one in _cited(exchange.answer))
    below = f"\n{sources}\n" if sources else ""
    return f"\n## {as_text(exchange.question)}\n\n{text}\n{below}"


def _markdown_source(citation: Citation) -> str:
    quote = as_text(" ".join(citation.quote.split()))
    return f"{citation.number}. “{quote}” — {as_text(citation.label)} ({_whence(citation)})"


def _to_html(conversation: Conversation, link: Link) -> Export:
    del link
    title = escape(conversation.summary.name or "Conversation")
    body = "".join(_html_of(one) for one in conversation.exchanges)
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main><h1>{title}</h1>"
        f"<p>{conversation.summary.began:%Y-%m-%d}</p>{body}</main></body></html>"
    )
    return Export("html", "text/html", page)


_STYLE = "main { max-width: 44rem; margin: 2rem auto; font: 1rem/1.6 system-ui; } li { margin: .5rem 0; }"


def _html_of(exchange: Exchange) -> str:
    if exchange.answer is None:
        said = f"<p>{escape(exchange.message)}</p>"
    elif exchange.answer.refusal is not None:
        said = f"<p>{escape(exchange.answer.refusal.reason)}</p>"
    else:
        said = "".join(
            f"<p>{escape(one.text)} {escape(' '.join(f'[{number}]' for number in one.citations))}</p>"
            for one in exchange.answer.statements
        )
    sources = "".join(
        f'<li value="{one.number}"><q>{escape(one.quote)}</q> — {escape(one.label)} ({escape(_whence(one))})</li>'
        for one in _cited(exchange.answer)
    )
    return f"<h2>{escape(exchange.question)}</h2>{said}{f'<ol>{sources}</ol>' if sources else ''}"


def _to_json(conversation: Conversation, link: Link) -> Export:
    told = conversation_object(conversation, link)
    return Export("json", "application/json", json.dumps(told, ensure_ascii=False, indent=2))


def conversation_object(conversation: Conversation, link: Link) -> dict[str, object]:
    """Return a conversation as values for programs."""
    summary = conversation.summary
    return {
        "id": summary.id,
        "object": "conversation",
        "name": summary.name,
        "began": summary.began.isoformat(),
        "changed": summary.changed.isoformat(),
        "exchanges": [
            {
                "question": one.question,
                "answer": None if one.answer is None else answer_object(one.answer, link),
                "message": one.message,
            }
            for one in conversation.exchanges
        ],
    }


def _cited(answer: Answer | None) -> tuple[Citation, ...]:
    if answer is None:
        return ()
    return answer.refusal.nearest if answer.refusal else answer.citations


def _whence(citation: Citation) -> str:
    return f"{source_name(citation.source)}, revision {citation.revision}, {citation.start}–{citation.end}"


FORMS: Mapping[str, Callable[[Conversation, Link], Export]] = {
    "markdown": _to_markdown,
    "html": _to_html,
    "json": _to_json,
}
