"""The page of a document as HTML, without any script. All text in it is escaped. Knows documents; never Gradio."""

from __future__ import annotations

from html import escape

from assistant.english.language import language_of
from ingest.documents import Document, Span
from ui.markup import highlighted


def document_page(document: Document, text: str, quote: Span | None, style: str) -> str:
    """Return a page with a whole document, the quote marked and named `quote`."""
    marked = highlighted(text, [quote] if quote else [], "mark").replace("<mark>", '<mark id="quote">', 1)
    said = f'<h1 dir="auto">{escape(document.title)}</h1><div class="context">{marked}</div>'
    return _page(document.title, said, style, language_of(text) or "en")


def message_page(message: str, style: str, language: str) -> str:
    """Return a page that says why there is nothing to show, and leads to the chat."""
    return _page(
        "sourcechat", f'<p class="message">{escape(message)}</p><p><a href="/">sourcechat</a></p>', style, language
    )


def _page(title: str, body: str, style: str, language: str) -> str:
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head>"
        f'<body class="document">{body}</body></html>'
    )
