from __future__ import annotations

from ingest.documents import Document, Source, Span
from tests.ui.answers import HOSTILE
from tests.ui.page.test_chat import is_harmless
from ui.rendering import document_page


def test_a_document_page_marks_the_quote_and_nothing_else() -> None:
    document = Document(Source("file:///n.txt", "0"), HOSTILE, f"{HOSTILE} The end.")

    html = document_page(document, document.text, Span(len(HOSTILE) + 1, len(document.text)), "")

    assert '<mark id="quote">The end.</mark>' in html
    assert is_harmless(html)
