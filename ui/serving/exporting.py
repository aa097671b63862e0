"""Exporting: a conversation as a file to keep or send: Markdown, a page of HTML, or JSON.

Each holds the questions, the answers with what is doubtful in them, and for every citation its exact words, its place
and the revision they are of. What came closest to a question that was refused is said to be that.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from assistant.answers import Answer, Citation, Statement
from assistant.messages.message import in_language, say
from ui.exchanges import Exchange
from ui.flags import flag_of, is_struck
from ui.serving.conversations import Conversation
from ui.serving.languages import language_spoken
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
    head = f"# {as_text(_name(conversation))}\n\n{conversation.summary.began:%Y-%m-%d}\n"
    return Export("md", "text/markdown", head + "".join(_markdown_of(one) for one in conversation.exchanges))


def _markdown_of(exchange: Exchange) -> str:
    said = exchange.message if exchange.answer is None else mark(exchange.answer).text
    text = said.replace("\n", "\n\n")
    sources = "".join(f"\n{_markdown_source(one)}" for one in _cited(exchange.answer))
    below = f"\n**{as_text(_head(exchange.answer))}**\n{sources}\n" if sources else ""
    return f"\n## {as_text(exchange.question)}\n\n{text}\n{below}"


def _markdown_source(citation: Citation) -> str:
    quote = as_text(" ".join(citation.quote.split()))
    return f"{citation.number}. “{quote}” — {as_text(citation.label)} ({_whence(citation)})"


def _to_html(conversation: Conversation, link: Link) -> Export:
    del link
    title = escape(_name(conversation))
    body = "".join(_html_of(one) for one in conversation.exchanges)
    page = (
        f'<!doctype html><html lang="{language_spoken()}"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main>"
        f'<h1 dir="auto">{title}</h1>'
        f"<p>{conversation.summary.began:%Y-%m-%d}</p>{body}</main></body></html>"
    )
    return Export("html", "text/html", page)


_STYLE = (
    ":root { color-scheme: light dark; } main { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; "
    "font: 1rem/1.6 system-ui; overflow-wrap: anywhere; } h3 { font-size: .9rem; margin-bottom: 0; } "
    "li { margin: .5rem 0; } q { white-space: pre-line; } @media print { :root { color-scheme: light; } }"
)


def _html_of(exchange: Exchange) -> str:
    if exchange.answer is None:
        said = _paragraph(escape(exchange.message))
    elif exchange.answer.refusal is not None:
        said = _paragraph(escape(exchange.answer.refusal.reason))
    else:
        language = exchange.answer.language
        said = "".join(_paragraph(_html_statement(one, language)) for one in exchange.answer.statements)
    sources = "".join(
        f'<li value="{one.number}" dir="auto"><q>{escape(one.quote)}</q> — {escape(one.label)} '
        f"({escape(_whence(one))})</li>"
        for one in _cited(exchange.answer)
    )
    below = f"<h3>{escape(_head(exchange.answer))}</h3><ol>{sources}</ol>" if sources else ""
    return f'<h2 dir="auto">{escape(exchange.question)}</h2>{said}{below}'


def _paragraph(html: str) -> str:
    return f'<p dir="auto">{html}</p>'


def _html_statement(statement: Statement, language: str) -> str:
    text = f"<s>{escape(statement.text)}</s>" if is_struck(statement) else escape(statement.text)
    flag = in_language(flag_of(statement), language)
    numbers = (f"[{number}]" for number in statement.citations)
    return " ".join((text, *numbers, *((f"<em>({escape(flag)})</em>",) if flag else ())))


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


def _name(conversation: Conversation) -> str:
    return conversation.summary.name or in_language(say("Conversation"), language_spoken())


def _head(answer: Answer | None) -> str:
    """Return what stands above the sources: they prove an answer, or only came closest to one."""
    is_refusal = answer is not None and answer.refusal is not None
    return in_language(say("Closest I found") if is_refusal else say("Sources"), language_spoken())


def _whence(citation: Citation) -> str:
    revision = in_language(say("revision {revision}", revision=citation.revision), language_spoken())
    return f"{source_name(citation.source)}, {revision}, {citation.start}–{citation.end}"


FORMS: Mapping[str, Callable[[Conversation, Link], Export]] = {
    "markdown": _to_markdown,
    "html": _to_html,
    "json": _to_json,
}
