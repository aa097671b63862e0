"""The page of a document as HTML, without any script. All text in it is escaped. Knows documents; never Gradio."""

from __future__ import annotations

from html import escape

from ingest.documents import Document, Span
from ui.markup import highlighted


def document_page(document: Document, text: str, quote: Span | None, style: str) -> str:
    """Return a page with a whole document, the quote marked and named `quote`."""
    marked = highlighted(text, [quote] if quote else [], "mark").replace("<mark>", '<mark id="quote">', 1)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(document.title)}</title><style>{style}</style></head>"
        f'<body class="document"><h1>{escape(document.title)}</h1><div class="context">{marked}</div></body></html>'
    )
