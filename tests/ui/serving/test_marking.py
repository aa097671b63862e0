from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers import Answer, Statement, Support, Verdict
from tests.ui.answers import HOSTILE, answer_of, citation_of, refusal_of
from ui.serving.marking import as_text, footnotes, mark

SURE = Support(Verdict.SUPPORTED, 1.0)


def test_a_mark_stands_at_the_words_that_its_citation_proves() -> None:
    first, second = citation_of("One."), citation_of("Two.", number=2)
    answer = Answer("Q?", "Q?", (Statement("One.", (1,), SURE), Statement("Two.", (2, 1), SURE)), (first, second))

    marked = mark(answer)

    assert marked.text == "One. [1]\nTwo. [2] [1]"
    assert [(one.citation.number, marked.text[one.start : one.end]) for one in marked.marks] == [
        (1, "One."),
        (2, "Two."),
        (1, "Two."),
    ]


def test_a_statement_that_no_source_supports_is_struck_and_flagged() -> None:
    answer = answer_of("It is so.", verdict=Verdict.UNSUPPORTED)
    unsupported = replace(answer, statements=(replace(answer.statements[0], citations=()),))

    assert mark(unsupported).text == "~~It is so.~~ (not found in the documents)"


def test_what_is_still_checked_is_left_out_of_a_settled_text() -> None:
    checking = Statement("Perhaps.", (), Support(Verdict.CHECKING, None))
    answer = replace(answer_of("It is so."), statements=(*answer_of("It is so.").statements, checking))

    assert mark(answer, settled=True).text == "It is so. [1]"
    assert mark(answer).text == "It is so. [1]\nPerhaps. (checking)"


def test_a_refusal_is_its_reason() -> None:
    assert mark(refusal_of("They do not say.", "Near.")).text == "They do not say."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("![x](http://a/b)", "!\\[x]\\(http://a/b)"),
        ("[x](http://a)", "[x]\\(http://a)"),
        ("[x]: http://a", "[x]\\: http://a"),
        ("<script>", "\\<script>"),
        ("1 < 2, a[0], x <= y", "1 < 2, a[0], x <= y"),
    ],
)
def test_text_of_a_document_is_no_markup_in_a_client_that_shows_markdown(text: str, shown: str) -> None:
    assert as_text(text) == shown


def test_nothing_of_a_hostile_document_is_a_tag_in_text_or_footnotes() -> None:
    answer = answer_of(HOSTILE, title=HOSTILE)

    text = mark(answer).text + footnotes(answer.citations, lambda _: "http://here")

    assert "<script" not in text.replace("\\<script", "")
    assert "<img" not in text.replace("\\<img", "")


def test_footnotes_name_number_words_title_and_address_and_long_words_are_cut() -> None:
    cited = citation_of("word " * 100, number=3, title="Notes", page=2)

    text = footnotes([cited], lambda citation: f"http://here/{citation.document_id}")

    assert text.startswith("\n\nSources:\n[3] “word word")
    assert text.endswith("…” — Notes, page 2, http://here/d1")
    assert len(text) < 400
    assert footnotes([], lambda _: "") == ""
