from __future__ import annotations

from ingest.documents import Document, Source, Span
from tests.ui.answers import HOSTILE
from tests.ui.page.test_chat import is_harmless
from ui.rendering import document_page, message_page


def test_a_document_page_marks_the_quote_and_nothing_else() -> None:
    document = Document(Source("file:///n.txt", "0"), HOSTILE, f"{HOSTILE} The end.")

    html = document_page(document, document.text, Span(len(HOSTILE) + 1, len(document.text)), "")

    assert '<mark id="quote">The end.</mark>' in html
    assert is_harmless(html)


def test_a_document_page_names_the_language_of_its_text() -> None:
    german = Document(Source("file:///n.txt", "0"), "Haus", "Das Haus ist sehr alt und steht am Ufer des kleinen Sees.")

    assert '<html lang="de">' in document_page(german, german.text, None, "")


def test_a_page_that_says_why_there_is_nothing_leads_to_the_chat() -> None:
    html = message_page(HOSTILE, "", "fr")

    assert '<html lang="fr">' in html
    assert '<a href="/">' in html
    assert is_harmless(html)
