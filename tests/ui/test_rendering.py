from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from assistant.answers import Verdict
from ingest.documents import Document, DocumentId, Source, Span
from tests.ui.answers import HOSTILE, answer_of, disagreeing, refusal_of, uncited
from ui.exchanges import Exchange
from ui.rendering import document_page, notice, transcript


class Elements(HTMLParser):
    """The tags of a piece of HTML, and its visible text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def is_harmless(html: str) -> bool:
    elements = Elements(html)
    return not {"script", "img", "form", "iframe"} & set(elements.tags) and not any(
        name.startswith("on") for name in elements.attributes
    )


def test_before_the_first_question_there_are_questions_to_try() -> None:
    html = transcript((), ("What is it about?",))

    assert 'data-ask="What is it about?"' in html


def test_a_statement_has_its_chip_and_the_words_that_answer_in_bold() -> None:
    html = transcript((Exchange("When?", answer_of("It opens at nine.", Span(12, 16))),), ())

    assert "It opens at <strong>nine</strong>." in html
    assert 'data-panel="source-1-1"' in html
    assert 'id="source-1-1"' in html


def test_the_panel_shows_the_quote_marked_in_its_context() -> None:
    exchange = Exchange("When?", answer_of("Two."), texts=((DocumentId("d1"), "Two. Three."),))

    html = transcript((exchange,), ())

    assert "<mark>Two.</mark> Three." in html
    assert "/documents/d1?revision=r1&amp;start=0&amp;end=4#quote" in html


def test_the_context_of_a_quote_begins_and_ends_with_whole_words() -> None:
    text = "Two. " + "longword " * 200
    exchange = Exchange("When?", answer_of("Two."), texts=((DocumentId("d1"), text),))

    assert "longword…</div>" in transcript((exchange,), ())


def test_a_script_without_blanks_has_its_context_too() -> None:
    text = "これは文です。" * 300
    exchange = Exchange("When?", answer_of("これは文です。"), texts=((DocumentId("d1"), text),))

    assert "<mark>これは文です。</mark>これは文です。" in transcript((exchange,), ())


def test_nothing_of_a_question_a_document_or_its_title_is_markup() -> None:
    exchange = Exchange(HOSTILE, answer_of(HOSTILE, title=HOSTILE), texts=((DocumentId("d1"), HOSTILE),))
    refused = Exchange(HOSTILE, refusal_of(HOSTILE, HOSTILE))

    html = transcript((exchange, refused, Exchange(HOSTILE, message=HOSTILE)), (HOSTILE,))

    assert is_harmless(html)
    assert HOSTILE in Elements(html).text


def test_a_statement_that_is_not_supported_is_flagged() -> None:
    html = transcript((Exchange("Q?", uncited(answer_of("It is so.", verdict=Verdict.UNSUPPORTED))),), ())

    assert "<s>" in html
    assert "not found in the documents" in html


def test_a_passage_that_may_say_what_a_model_found_nowhere_is_named() -> None:
    html = transcript((Exchange("Q?", answer_of("The documents do not say.", verdict=Verdict.UNSUPPORTED)),), ())

    assert "<s>" not in html
    assert "this passage may say it" in html


def test_a_refusal_shows_its_reason_what_came_closest_and_questions_to_try() -> None:
    html = transcript((Exchange("Q?", refusal_of("Not in your documents.", "Near it.")),), ())

    assert "Not in your documents." in html
    assert "Closest I found" in html
    assert "What else?" in html


def test_a_question_without_an_answer_yet_says_that_it_is_being_read() -> None:
    assert "Reading your documents" in transcript((Exchange("Q?"),), ())


def test_a_document_page_marks_the_quote_and_nothing_else() -> None:
    document = Document(Source("file:///n.txt", "0"), HOSTILE, f"{HOSTILE} The end.")

    html = document_page(document, document.text, Span(len(HOSTILE) + 1, len(document.text)), "")

    assert '<mark id="quote">The end.</mark>' in html
    assert is_harmless(html)


def test_what_is_said_of_an_upload_is_text() -> None:
    assert is_harmless(notice([HOSTILE]))


def test_how_an_answer_was_found_is_said_below_it_as_text() -> None:
    answer = replace(answer_of("It opens at nine."), notes=(HOSTILE,))

    html = transcript((Exchange("Q?", answer),), ())

    assert "How this was answered" in html
    assert is_harmless(html)


def test_a_statement_that_is_being_checked_says_so() -> None:
    html = transcript([Exchange("Q?", answer_of("It is so.", verdict=Verdict.CHECKING))], ())

    assert '<span class="flag checking">checking</span>' in html
    assert "<s>" not in html


def test_sources_that_disagree_stand_side_by_side_with_their_dates_escaped() -> None:
    html = transcript([Exchange("Q?", disagreeing(title=HOSTILE))], ())

    assert "Sources disagree on the number" in html
    assert "2020-05-05" in html
    assert html.count("<li>") == 4
    assert "<script" not in html


def test_why_a_model_gave_no_answer_is_said_above_the_answer() -> None:
    html = transcript([Exchange("Q?", replace(answer_of("It is so."), fallback="The model <gave> none."))], ())

    assert '<p class="message" role="status">The model &lt;gave&gt; none.</p>' in html


def test_images_and_links_that_a_model_writes_are_text() -> None:
    html = transcript(
        [Exchange("Q?", answer_of("![x](https://evil.example/?q=1) <a href='https://evil.example'>y</a>"))], ()
    )

    assert "<img" not in html
    assert "<a href='https" not in html
    assert 'href="https' not in html
