from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from assistant.answers import Lack, Statement, Support, Verdict
from assistant.messages.message import say
from ingest.documents import Span
from tests.ui.answers import HOSTILE, answer_of, citation_of, disagreeing, refusal_of, uncited
from ui.exchanges import Exchange
from ui.page.chat import transcript, welcome
from ui.serving.languages import speak


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
    html = welcome(("What is it about?",), is_empty=False)

    assert 'data-ask="What is it about?"' in html


def test_an_empty_library_offers_the_ways_to_fill_it() -> None:
    html = welcome((), is_empty=True)

    assert [way for way in ("files", "folder", "text", "address") if f'data-add="{way}"' in html] == [
        "files",
        "folder",
        "text",
        "address",
    ]


def test_a_statement_has_its_chip_and_the_words_that_answer_in_bold() -> None:
    html = transcript((Exchange("When?", answer_of("It opens at nine.", Span(12, 16))),))

    assert "It opens at <strong>nine</strong>." in html
    assert 'class="chip" data-cite="1"' in html
    assert 'data-number="1" data-document="d1"' in html


def test_a_source_tells_which_words_of_which_revision_it_opens() -> None:
    html = transcript((Exchange("When?", answer_of("Two.")),))

    assert 'data-document="d1" data-revision="r1" data-start="0" data-end="4" data-title="Notes"' in html


def test_a_quoted_sentence_is_printed_once() -> None:
    said = transcript((Exchange("When?", answer_of("It opens at nine.")),))
    worded = transcript(
        (Exchange("When?", replace(answer_of("It opens at nine."), statements=(Statement("At 9.", (1,)),))),)
    )

    assert '<q dir="auto" hidden>It opens at nine.</q>' in said
    assert '<q dir="auto">It opens at nine.</q>' in worded


def test_sources_of_one_place_stand_together() -> None:
    answer = answer_of("Two.")
    second = replace(answer.citations[0], number=2)
    html = transcript((Exchange("Q?", replace(answer, citations=(*answer.citations, second))),))

    assert html.count('<li class="origin">') == 1
    assert 'data-number="2"' in html


def test_what_is_listed_is_a_list_and_sentences_are_paragraphs() -> None:
    def html(*texts: str) -> str:
        statements = tuple(Statement(text, ()) for text in texts)
        return transcript((Exchange("Q?", replace(answer_of("x"), statements=statements)),))

    assert html("It offers two things:", "fresh water", "a shop (small)").count("<li") == 2 + 1  # and one source
    assert '<ul class="items">' in html("- It opens at nine.", "- It closes at ten.")
    assert '<ul class="items">' not in html("It opens at nine.", "fresh water", "It closes (at ten).")
    assert '<ul class="items">' not in html("九時に開きます。", "“It is so.”", "Is it?")


def test_of_many_sources_the_first_are_shown_and_the_others_folded() -> None:
    answer = answer_of("Nine boats.")
    several = tuple(citation_of(f"Boat {number}.", number=number, title=f"Log {number}") for number in range(1, 10))

    few = transcript((Exchange("Q?", replace(answer, citations=several[:5])),))
    many = transcript((Exchange("Q?", replace(answer, citations=several)),))

    assert "more" not in few
    shown, folded = many.split("<summary>6 more sources</summary>")
    assert (shown.count("Boat"), folded.count("Boat")) == (3, 6)


def test_the_rows_of_a_table_stand_one_below_the_other_and_a_sentence_on_one_line() -> None:
    rows = replace(answer_of("Two."), citations=(citation_of("1 | Heron\n2 | Puffin"),))
    sentence = replace(answer_of("Two."), citations=(citation_of("The heron\nand the puffin."),))

    assert "1 | Heron\n2 | Puffin</q>" in transcript((Exchange("Q?", rows),))
    assert "The heron and the puffin.</q>" in transcript((Exchange("Q?", sentence),))


def test_nothing_of_a_question_a_document_or_its_title_is_markup() -> None:
    exchange = Exchange(HOSTILE, answer_of(HOSTILE, title=HOSTILE))
    refused = Exchange(HOSTILE, refusal_of(HOSTILE, HOSTILE))

    html = transcript((exchange, refused, Exchange(HOSTILE, message=HOSTILE))) + welcome((HOSTILE,), is_empty=False)

    assert is_harmless(html)
    assert HOSTILE in Elements(html).text


def test_a_statement_that_is_not_supported_is_flagged() -> None:
    html = transcript((Exchange("Q?", uncited(answer_of("It is so.", verdict=Verdict.UNSUPPORTED))),))

    assert "<s>" in html
    assert "not found in the documents" in html


def test_a_passage_that_may_say_what_a_model_found_nowhere_is_named() -> None:
    html = transcript((Exchange("Q?", answer_of("The documents do not say.", verdict=Verdict.UNSUPPORTED)),))

    assert "<s>" not in html
    assert "this passage may say it" in html


def test_a_refusal_says_how_much_was_looked_at_and_folds_what_came_closest() -> None:
    html = transcript((Exchange("Q?", refusal_of("No such date. I searched 3 documents.", "Near it."), documents=3),))

    assert "I did not find this in 3 documents." in html
    assert '<p class="reason" dir="auto">No such date.</p>' in html
    assert '<details class="closest sources"><summary>Closest passage</summary>' in html
    assert "I did not find this in 1 document." in transcript(
        (Exchange("Q?", refusal_of("No.", "Near."), documents=1),)
    )


def test_what_the_head_of_a_refusal_says_is_not_said_again_in_any_language() -> None:
    said = "Nicht in Ihren Dokumenten: ein Grund fehlt. Ich habe 1.200 Dokumente durchsucht. Meinten Sie „Holm“?"
    refused = replace(refusal_of(said, "Nahe."), language="de")

    html = transcript((Exchange("Q?", refused, documents=1200),))

    assert '<p class="reason" dir="auto">Ein Grund fehlt. Meinten Sie „Holm“?</p>' in html


def test_questions_to_try_and_flags_are_in_a_language_of_ours() -> None:
    doubtful = replace(answer_of("Neun.", verdict=Verdict.UNSUPPORTED), language="de")
    speak("fr")
    try:
        welcomed = welcome([say("Summarise my documents.")], is_empty=False)
    finally:
        speak("en")

    assert "Résume mes documents." in welcomed
    assert "diese Stelle sagt es vielleicht" in transcript((Exchange("Q?", doubtful),))


def test_a_refusal_suggests_only_what_is_near_the_question() -> None:
    near = replace(refusal_of("No.", "The harbour is deep."), standalone_question="Who built the harbour?")
    far = replace(refusal_of("No.", "The harbour is deep."), standalone_question="Who is the mayor of Lisbon?")

    assert "What is “Notes” about?" in transcript((Exchange("Q?", near),))
    assert "suggestion" not in transcript((Exchange("Q?", far),))
    assert "What else?" not in transcript((Exchange("Q?", near),))


def test_a_question_without_an_answer_yet_says_that_it_is_being_read() -> None:
    assert "Reading your documents" in transcript((Exchange("Q?"),))


def test_how_an_answer_was_found_is_said_below_it_as_text() -> None:
    answer = replace(answer_of("It opens at nine."), notes=(HOSTILE,))

    html = transcript((Exchange("Q?", answer),))

    assert "How this was answered" in html
    assert is_harmless(html)


def test_a_statement_that_is_being_checked_says_so() -> None:
    html = transcript([Exchange("Q?", answer_of("It is so.", verdict=Verdict.CHECKING))])

    assert '<span class="flag checking">checking</span>' in html
    assert "<s>" not in html


def test_sources_that_disagree_stand_side_by_side_with_their_dates_escaped() -> None:
    html = transcript([Exchange("Q?", disagreeing(title=HOSTILE))])

    assert "Sources disagree on the number" in html
    assert "2020-05-05" in html
    assert html.count("<li>") == 2
    assert html.count('<li class="origin">') == 2
    assert "<script" not in html


def test_why_a_model_gave_no_answer_is_said_above_the_answer() -> None:
    html = transcript([Exchange("Q?", replace(answer_of("It is so."), fallback="The model <gave> none."))])

    assert '<p class="message">The model &lt;gave&gt; none.</p>' in html


def test_images_and_links_that_a_model_writes_are_text() -> None:
    html = transcript(
        [Exchange("Q?", answer_of("![x](https://evil.example/?q=1) <a href='https://evil.example'>y</a>"))]
    )

    assert "<img" not in html
    assert "<a href='https" not in html
    assert 'href="https' not in html


def test_what_a_statement_lacks_is_underlined_and_named_without_markup_of_its_own() -> None:
    lacking = Support(Verdict.PARTLY, 0.5, (Lack(Span(12, 16), f"“{HOSTILE}” is not in the source"),))
    answer = answer_of("It opens at nine.")
    doubted = replace(answer, statements=(replace(answer.statements[0], support=lacking),))

    html = transcript((Exchange("When?", doubted),))

    assert "It opens at <u>nine</u>." in html
    assert "partly supported: " in html
    assert is_harmless(html)
